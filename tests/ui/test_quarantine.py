"""The tab of what could not be read, and of alarms: why, what to do, and said until it is read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from app.exchange import export, merge, own_card, unpacking
from app.language import LANGUAGES, language
from app.model import Note, Person, Put, SuspectClock, new_id
from app.storage import Workspace, create_workspace
from app.storage.alarms import COPY_OF_SENDER, COPY_OF_THIS, NEW_DEVICE, raise_alarm
from app.storage.questions.alarms import alarms
from app.ui.inbox.page import InboxPage
from app.ui.inbox.quarantine import Held, QuarantinePane
from app.ui.shell import Shell
from app.ui.today import TodayPage
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.layout import layout_faults
from tests.ui.test_layout import ROOMS

Settle = Callable[[], None]
DAY_MS = 86_400_000


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    """Another trainer's notebook."""
    made = create_workspace(tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK).workspace
    yield made
    made.close()


@pytest.fixture
def received(workspace: Workspace, colleague: Workspace, tmp_path: Path) -> Workspace:
    """A package came with a note that is too long, and a person whose year is a word."""
    person, note = new_id(), new_id()
    colleague.write([Put("person", person, {"surname": "Ойдонбекова", "phone": "0772000118"})])
    colleague.write([Put("note", note, {"text": "Кыска"})])
    for sql, value in (
        ("UPDATE person SET birth_year = 'кийин' WHERE id = ?", person),
        (f"UPDATE note SET text = '{'ы' * 700_000}' WHERE id = ?", note),
    ):
        colleague.change(lambda store, sql=sql, value=value: store.execute(sql, (value,)))
    merge(workspace, [export(colleague, [own_card(workspace)], tmp_path).path])
    return workspace


@pytest.fixture
def pane(shell: Shell, received: Workspace, settle: Settle) -> QuarantinePane:
    shell.show()
    shell._count_waiting()
    shell.go("inbox", tab="quarantine")
    settle()
    return inbox(shell).quarantine


def inbox(shell: Shell) -> InboxPage:
    assert isinstance(shell.here, InboxPage)
    return shell.here


def words(pane: QuarantinePane) -> str:
    """All that is said of the chosen matter."""
    labels = pane.view.findChildren(type(pane.view._title))
    return "\n".join(label.text() for label in labels if label.isVisibleTo(pane.view))


def raise_one(workspace: Workspace, kind: str, name: str = "Кошмат Калпаев") -> None:
    workspace.change(lambda store: raise_alarm(store, kind, b"12345678", name))


def test_what_waits_says_from_whom_why_and_what_came(pane: QuarantinePane) -> None:
    assert [row.waiting.type_name for row in pane.table.rows()] == ["person", "note"]
    assert pane.table.cell(0, 0).text == "Ойдонбекова"
    assert pane.table.cell(1, 0).text == pane.language.text(Note.label)
    said = words(pane)
    assert "Тренер Ойдонова" in said
    assert pane.language.text("A value has another form than its field.") in said
    assert "кийин" in said
    assert "Ойдонбекова" in said
    assert "0772000118" not in said, "a phone is masked here too"


def test_it_is_counted_at_the_tab_at_the_inbox_and_on_today(
    pane: QuarantinePane, shell: Shell, settle: Settle
) -> None:
    assert inbox(shell).tabs._buttons[2].tab.count == 2
    assert shell.navigation._items["inbox"]._count == 2
    shell.go("today")
    settle()
    assert isinstance(shell.here, TodayPage)
    line = shell.here.waiting.quarantine
    assert line.isVisible()
    line.click()
    assert inbox(shell).where() == {"tab": "quarantine"}


def test_after_an_upgrade_what_can_be_read_goes_in(
    pane: QuarantinePane,
    shell: Shell,
    received: Workspace,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pane.try_again()
    settle()
    assert len(pane.table.rows()) == 2
    assert shell.toast.text() == pane.language.text(
        "It cannot be read by this version either. It waits on."
    )
    monkeypatch.setattr(unpacking, "LINE_LIMIT", 4 * 1024 * 1024)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    settle()
    settle()
    assert [row.waiting.type_name for row in pane.table.rows()] == ["person"]
    assert len(received.find(Note)) == 1
    assert received.find(Person, surname="Ойдонбекова") == []


def test_the_list_is_written_as_a_table(pane: QuarantinePane) -> None:
    head, lines = pane.listed()
    assert [len(line) for line in lines] == [len(head)] * 2
    assert lines[0][3] == "Тренер Ойдонова"


@pytest.mark.parametrize("kind", [COPY_OF_THIS, COPY_OF_SENDER, NEW_DEVICE])
def test_an_alarm_stays_on_today_and_in_the_inbox_until_it_is_read(
    kind: str, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    raise_one(workspace, kind)
    shell._count_waiting()
    shell.show()
    shell.go("today")
    settle()
    assert isinstance(shell.here, TodayPage)
    today = shell.here
    assert today.alarm.isVisible()
    today.alarm.acted.emit()
    settle()
    pane = inbox(shell).quarantine
    assert pane.card.isVisible() == (kind != COPY_OF_SENDER)
    assert shell.navigation._items["inbox"]._count == 1
    pane.mark_read()
    settle()
    assert pane.empty.isVisible()
    assert shell.navigation._items["inbox"]._count == 0
    shell.go("today")
    settle()
    assert not today.alarm.isVisible()


def test_an_alarm_closed_on_today_is_read(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    raise_one(workspace, COPY_OF_SENDER)
    raise_one(workspace, COPY_OF_THIS)
    shell.show()
    shell.go("today")
    settle()
    assert isinstance(shell.here, TodayPage)
    shell.here.alarm._shut()
    settle()
    assert [one.kind for one in alarms(workspace)] == [COPY_OF_SENDER]
    assert shell.here.alarm.isVisible(), "the next one is said"


def test_a_clock_that_runs_ahead_says_whose_and_how_far(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    device = b"abcdefgh"
    key = {"device": device.hex(), "noticed_by": workspace.identity.device.hex()}
    owner = {"code": device.hex(), "name": "Кошмат Калпаев"}
    values = {**key, "beyond": 0, "seen": 40 * DAY_MS}
    workspace.write([Put("device", new_id(), owner)])
    clock = SuspectClock.id_for(key)
    workspace.write([Put("suspect_clock", clock, values)])
    shell.show()
    shell.go("inbox", tab="quarantine")
    settle()
    pane = inbox(shell).quarantine
    assert "41" in words(pane)
    pane.mark_read()
    settle()
    assert alarms(workspace) == []
    workspace.write([Put("suspect_clock", clock, {"seen": 90 * DAY_MS})])
    assert [one.days for one in alarms(workspace)] == [91], "further ahead: said again"


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_in_the_quarantine(
    code: str, room: QSize, shell: Shell, received: Workspace, settle: Settle
) -> None:
    for kind in (COPY_OF_THIS, COPY_OF_SENDER, NEW_DEVICE):
        raise_one(received, kind)
    shell.context.language = language(code)
    shell.resize(room)
    shell.show()
    shell.go("inbox", tab="quarantine")
    shell.retranslate(shell.context.language)
    settle()
    pane = inbox(shell).quarantine
    assert [type(row) is Held for row in pane.table.rows()] == [False] * 3 + [True] * 2
    for at in range(5):
        pane.table.selectRow(at)
        settle()
        faults = [one for one in layout_faults(shell, room) if "cut while" not in one]
        assert faults == []
