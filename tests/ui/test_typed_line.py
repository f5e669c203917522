"""Lines that records are typed into: what could not be written stays with its own event."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.actions.plans import create_plan
from app.actions.resolutions import create_resolution
from app.errors import AppError
from app.model import AgendaItem, Note, PlanMeasure, PlanMember, ResolutionItem
from app.model.numbering import in_order
from app.storage import Workspace
from app.storage.questions.group_work import unfinished_note
from app.ui.shell import Shell
from app.ui.typed_line import TypedLine
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]
Fault = Callable[..., None]
VERBS = {
    "said": "app.ui.events.group_said.add_note",
    "groups": "app.ui.events.group_list.add_group",
    "stakeholders": "app.ui.events.stakeholders.add_stakeholder",
    "points": "app.ui.resolutions.points.add_point",
    "programme": "app.ui.events.programme.add_lines",
    "measures": "app.ui.plans.adding.add_measure",
    "members": "app.ui.plans.group.add_member",
}
"""Each line, and the verb it writes by."""
ADDED: dict[str, tuple[type[Any], str]] = {
    "said": (Note, "text"),
    "points": (ResolutionItem, "text"),
    "programme": (AgendaItem, "title"),
}
"""Lines that take several at once, what each adds, and where what was typed stands in it."""
NOTHING = Qt.KeyboardModifier.NoModifier
TYPED = "Ичүүчү суу жетпейт"


def refuse(*_: object) -> None:
    raise AppError("The disk {name} is full", name="D:")


def stumble(*_: object) -> None:
    raise ZeroDivisionError(TYPED)


class Line:
    """One kind of line, and the two events (resolutions, plans) it can be shown for."""

    def __init__(self, kind: str, workspace: Workspace, shell: Shell, settle: Settle) -> None:
        self.kind, self.shell, self._settle = kind, shell, settle
        wholes = [fill_event(workspace), fill_event(workspace)]
        if kind == "points":
            wholes = [
                create_resolution(workspace, {"title": "Резолюция", "event": one}).id
                for one in wholes
            ]
        elif kind in ("measures", "members"):
            wholes = [create_plan(workspace, {"title": one}).id for one in ("Ак", "Көк")]
        self.here, self.other = wholes
        self._gate = threading.Event()

    def go(self, whole: bytes) -> None:
        """Show the line of one of the two."""
        place: dict[str, dict[str, object]] = {
            "points": {"resolution": whole, "part": "points"},
            "programme": {"event": whole, "tab": "programme"},
            "measures": {"plan": whole, "tab": "measures", "is_adding": True},
            "members": {"plan": whole, "tab": "group"},
        }
        pages = {"points": "resolutions", "measures": "plans", "members": "plans"}
        page = pages.get(self.kind, "events")
        notes = {"event": whole, "tab": "notes", "part": self.kind}
        self.shell.go(page, **place.get(self.kind, notes))

    def come(self, whole: bytes) -> str:
        """Show the line of one of the two, and read what stands in it."""
        self.go(whole)
        self._settle()
        assert self.typed.whole == whole
        return self.text()

    @property
    def typed(self) -> TypedLine:
        """What keeps the line that is shown."""
        page: Any = self.shell.here
        if self.kind == "points":
            owner = page.view.points
        elif self.kind == "measures":
            owner = page.view.here.adding
        elif self.kind in ("programme", "members"):
            owner = page.view.here
        else:
            owner = page.view.here.here
        found = owner.typed
        assert isinstance(found, TypedLine)
        return found

    @property
    def widget(self) -> QLineEdit:
        """The line that is shown."""
        found = self.typed.parent()
        assert isinstance(found, QLineEdit)
        assert found.isVisible()
        return found

    def text(self) -> str:
        """What stands in it."""
        return self.widget.text()

    def enter(self, text: str = TYPED) -> None:
        """Type a line and press Enter."""
        self.widget.setFocus()
        type_text(self.widget, text)
        held = Qt.KeyboardModifier.ControlModifier if self.kind == "members" else NOTHING
        QTest.keyClick(self.widget, Qt.Key.Key_Return, held)

    def hold_writes(self) -> None:
        """Let no write begin for now."""
        self.shell.context.tasks.do(self._gate.wait)

    def let_writes_go(self) -> None:
        """Let the writes begin, and come back."""
        self._gate.set()
        self._settle()


@pytest.fixture(params=VERBS)
def line(
    request: pytest.FixtureRequest, workspace: Workspace, shell: Shell, settle: Settle
) -> Iterator[Line]:
    line = Line(request.param, workspace, shell, settle)
    show_active(shell)
    line.come(line.here)
    yield line
    line.let_writes_go()
    shell.here.leave()  # type: ignore[union-attr]
    settle()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("fault", [refuse, stumble])
def test_a_line_that_was_not_written_stands_in_its_field_again(
    line: Line, settle: Settle, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(VERBS[line.kind], fault)
    line.enter()
    assert line.text() == ""
    settle()
    assert line.text() == TYPED
    assert line.shell.toast.isVisible()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("fault", [refuse, stumble])
def test_a_line_that_comes_back_late_waits_for_its_own_event(
    line: Line, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(VERBS[line.kind], fault)
    line.hold_writes()
    line.enter()
    line.go(line.other)
    line.let_writes_go()
    assert line.come(line.other) == ""
    assert line.come(line.here) == TYPED
    assert line.come(line.other) == ""


@pytest.mark.parametrize("line", ADDED, indirect=True)
def test_pasted_lines_that_were_not_written_come_back_in_their_order_and_are_added_one_by_one(
    line: Line, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = ["Суу", "Жол", "Бала бакча"]
    with monkeypatch.context() as full:
        full.setattr(VERBS[line.kind], refuse)
        line.widget.pasted.emit(pasted)  # type: ignore[attr-defined]
        type_text(line.widget, TYPED)
        settle()
    QTest.keyClick(line.widget, Qt.Key.Key_Return)
    settle()
    assert line.text() == ""
    record_type, field = ADDED[line.kind]
    added = [getattr(one, field) for one in in_order(workspace.find(record_type))]
    assert added[-4:] == [*pasted, TYPED]


@pytest.mark.parametrize("line", ["measures", "members"], indirect=True)
def test_two_lines_that_came_back_into_one_are_added_one_by_one(
    line: Line, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(VERBS[line.kind], refuse)
        line.hold_writes()
        line.enter("Асанова Бурул")
        line.enter("Үсөнов Бакыт")
        line.let_writes_go()
    line.enter("")
    settle()
    added = workspace.find(PlanMeasure if line.kind == "measures" else PlanMember)
    assert (line.text(), len(added)) == ("", 2)


def test_a_refusal_heard_elsewhere_leads_back_to_what_was_typed(
    line: Line, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, Any]] = []
    line.shell.context.toast_asked.connect(lambda text, _, __, act, ___: said.append((text, act)))
    monkeypatch.setattr(VERBS[line.kind], refuse)
    line.hold_writes()
    line.enter()
    line.go(line.other)
    line.shell.go("today")
    line.let_writes_go()
    ((text, lead_back),) = said
    assert "D:" in text
    lead_back()
    settle()
    assert line.typed.whole == line.here
    assert line.text() == TYPED


def test_what_is_typed_and_not_entered_waits_while_one_looks_at_another_event(line: Line) -> None:
    line.widget.setFocus()
    type_text(line.widget, TYPED)
    assert line.come(line.other) == ""
    assert line.come(line.here) == TYPED


@pytest.mark.parametrize("line", ["said"], indirect=True)
def test_a_note_that_came_back_late_is_there_when_the_notebook_is_opened_again(
    line: Line, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VERBS[line.kind], refuse)
    line.hold_writes()
    line.enter()
    line.go(line.other)
    line.let_writes_go()
    line.shell.context.flush_drafts()
    settle()
    assert unfinished_note(workspace, line.here) == TYPED
    assert unfinished_note(workspace, line.other) == ""
