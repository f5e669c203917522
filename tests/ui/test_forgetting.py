"""Forgetting a person from her card, and the card of whoever took consent back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions.people import save_person, withdraw_consent
from app.actions.redaction import redact_person
from app.language import LANGUAGES, language
from app.model import Event, Person, Redaction
from app.storage import Workspace
from app.storage.questions.attendance import sheet
from app.ui.context import Context
from app.ui.events.counters import figures
from app.ui.events.sheet_model import SheetModel
from app.ui.people.page import PeoplePage
from app.ui.people.words import FORGOTTEN
from app.ui.shell import Shell
from tests.ui.keyboard import show_active, type_text
from tests.ui.layout import layout_faults

Settle = Callable[[], None]
TITLE = "Аялдардын лидерлиги"
"""Of an event: titles are cut on a card, and whole in their tips."""


@pytest.fixture
def person(workspace: Workspace) -> bytes:
    someone = next(one for one in workspace.find(Person) if one.surname == "Ойдонова")
    save_person(workspace, someone.id, {"phone": "0772 446 118"})
    return someone.id


@pytest.fixture
def page(shell: Shell, person: bytes, settle: Settle) -> PeoplePage:
    show_active(shell)
    shell.go("people", person=person)
    settle()
    settle()
    assert isinstance(shell.here, PeoplePage)
    return shell.here


def test_what_goes_is_said_before_with_counts_and_that_it_is_for_good(
    page: PeoplePage, settle: Settle
) -> None:
    forget = page.panel.view.forget
    assert not forget._form.isVisible()
    forget.link.click()
    settle()
    said = dict(_facts(page))
    text = page.language.text
    assert int(said[text("Values")]) >= 5
    assert text("Registrations") in said[text("In records")]
    assert forget._warning.isVisible()
    assert page.language.text("This cannot be undone") in forget._warning.accessibleName()


def _facts(page: PeoplePage) -> list[tuple[str, str]]:
    grid = page.panel.view.forget._held._grid
    cells = [
        [grid.itemAtPosition(line, column).widget().text() for column in (0, 1)]  # type: ignore[union-attr]
        for line in range(grid.rowCount())
        if grid.itemAtPosition(line, 0) is not None
    ]
    return [(label, value) for label, value in cells]


def test_another_word_than_her_name_forgets_nobody(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    forget = page.panel.view.forget
    forget.link.click()
    type_text(forget.name.field.editor(), "Башка")
    forget.ok.click()
    settle()
    assert workspace.find(Redaction) == []
    assert forget.name.error()
    QTest.keyClick(forget.ok, Qt.Key.Key_Escape)
    assert not forget._form.isVisible()


def test_her_name_typed_forgets_her_and_the_card_says_so(
    page: PeoplePage, workspace: Workspace, context: Context, person: bytes, settle: Settle
) -> None:
    forget = page.panel.view.forget
    forget.link.click()
    settle()
    type_text(forget.reason.field.editor(), "Мыйзамдуу талап")
    type_text(forget.name.field.editor(), "ойдонова")
    forget.ok.click()
    settle()
    settle()
    [redaction] = workspace.find(Redaction)
    assert (redaction.person, redaction.reason) == (person, "Мыйзамдуу талап")
    left = workspace.get(Person, person)
    assert left is not None
    assert (left.surname, left.phone) == ("", "")
    view = page.panel.view
    assert view.banner.isVisible()
    for gone in (view.edit, view.consent, view.history, view.forget, view.phone, view.unveil):
        assert not gone.isVisible()
    shown = [page.table.cell(row, 0).text for row in range(page.table.model().rowCount())]
    assert page.language.text(FORGOTTEN) in shown
    context.undo_last()
    settle()
    assert workspace.find(Redaction) == [redaction]


def test_who_took_consent_back_is_read_on_demand_only(
    page: PeoplePage, workspace: Workspace, person: bytes, shell: Shell, settle: Settle
) -> None:
    view = page.panel.view
    assert view.phone.isVisible()
    withdraw_consent(workspace, person)
    page.panel.show_person(person)
    settle()
    assert view.banner.isVisible()
    assert not view.phone.isVisible()
    view.unveil.click()
    assert view.phone.isVisible()
    shell.go("settings")
    shell.go("people", person=person)
    settle()
    assert not view.phone.isVisible()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_state_of_the_card_is_cut(
    code: str,
    page: PeoplePage,
    workspace: Workspace,
    person: bytes,
    shell: Shell,
    settle: Settle,
) -> None:
    shell.retranslate(language(code))
    forget = page.panel.view.forget
    forget.link.click()
    settle()
    bar = page.panel.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert faults(shell) == []
    forget.close_form()
    for change in (withdraw_consent, redact_person):
        change(workspace, person)
        page.panel.show_person(person)
        settle()
        bar.setValue(0)
        assert faults(shell) == []


def faults(shell: Shell) -> list[str]:
    return [fault for fault in layout_faults(shell) if TITLE not in fault]


def test_the_list_of_an_event_says_that_somebody_on_it_was_forgotten(
    workspace: Workspace, person: bytes
) -> None:
    [event] = workspace.find(Event)
    redact_person(workspace, person)
    listed = sheet(workspace, event.id)
    assert listed is not None
    row = next(one for one in listed.rows if one.person == person)
    model = SheetModel(language("ru"))
    assert model.name(row) == language("ru").text(FORGOTTEN)
    assert model.consent_word(row.consent) == language("ru").text("Forgotten on demand")
    assert figures(listed, None).no_consent == 0
