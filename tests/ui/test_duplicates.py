"""Two entries side by side: what differs, what stays, and what is decided."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.model import Consent, Distinction, Person, Put, new_id
from app.storage import Workspace
from app.storage.joined import canonical
from app.ui.context import Context
from app.ui.inbox.choices import Choice, differing
from app.ui.inbox.duplicates import DuplicatesView
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from tests.ui.keyboard import show_active
from tests.ui.layout import layout_faults

Settle = Callable[[], None]


@pytest.fixture
def pair(workspace: Workspace) -> tuple[bytes, bytes]:
    """One invented person, written down twice."""
    first, second = sorted((new_id(), new_id()))
    one = {"surname": "Өмүралиева", "name": "Гүлзат", "patronymic": "Кадыровна", "sex": "f"}
    other = {"surname": "Омуралиева", "name": "Гульзат", "sex": "f", "birth_year": 1984}
    consent = {"person": first, "given_on": date(2026, 3, 13), "form": "paper"}
    workspace.write(
        [
            Put("person", first, {**one, "birth_year": 1984, "phone": "0772446118"}),
            Put("person", second, {**other, "phone": "0555446402", "organisation": "Мектеп"}),
            Put("consent", Consent.id_for(consent), consent),
        ]
    )
    return first, second


@pytest.fixture
def view(
    pair: tuple[bytes, bytes], context: Context, settle: Settle, qtbot: QtBot
) -> DuplicatesView:
    made = DuplicatesView(context)
    qtbot.addWidget(made)
    made.resize(1146, 667)
    context.changed.connect(made.changed)
    show_active(made)
    made.refresh()
    settle()
    settle()
    return made


def shown(view: DuplicatesView, label: str) -> list[str]:
    rows = {row.label.text(): row for row in view.view.table.rows}
    return [cell.text_shown() for cell in rows[label].cells]


def test_two_entries_stand_beside_each_other_with_what_stays(view: DuplicatesView) -> None:
    assert [row.first for row in view.table.rows()] == ["Өмүралиева Гүлзат"]
    assert shown(view, "Фамилиясы") == ["Өмүралиева", "Омуралиева", "Өмүралиева"]
    assert shown(view, "Атасынын аты")[2] == "Кадыровна"
    assert shown(view, "Телефон") == [
        "0772 ··· 118",
        "0555 ··· 402",
        "0772 ··· 118, 0555 ··· 402",
    ]
    assert shown(view, "Уюм")[2] == "Мектеп"


def test_letters_that_differ_are_marked() -> None:
    assert differing("Өмүралиева", "Омуралиева") == [
        ("Ө", True),
        ("м", False),
        ("ү", True),
        ("ралиева", False),
    ]
    assert differing("Мектеп", "Айыл өкмөтү") == [("Мектеп", True)]
    assert differing("Мектеп", "") == [("Мектеп", False)]


def test_a_value_of_either_or_of_both_can_be_chosen() -> None:
    phone = Choice("phone", "0772", "0555")
    assert phone.value == "0772, 0555"
    phone.choose("b")
    assert phone.value == "0555"
    year = Choice("birth_year", 1984, 1985)
    year.choose("both")
    assert (year.source, year.value) == ("a", 1984)
    kinds = Choice("categories", ("youth",), ("youth", "deputy"))
    assert kinds.value == ("youth", "deputy")
    assert Choice("patronymic", "", "Кадыровна").value == "Кадыровна"


def test_one_key_joins_with_the_chosen_values_and_one_undo_parts(
    view: DuplicatesView,
    pair: tuple[bytes, bytes],
    workspace: Workspace,
    context: Context,
    settle: Settle,
) -> None:
    view.view.table.rows[1].b.click()
    assert shown(view, "Аты")[2] == "Гульзат"
    QTest.keyClick(view.table, Qt.Key.Key_1)
    settle()
    stays = workspace.get(Person, pair[0])
    assert stays is not None
    assert (stays.surname, stays.name, stays.organisation) == ("Өмүралиева", "Гульзат", "Мектеп")
    assert stays.phone == "0772446118, 0555446402"
    assert canonical(workspace.reader, pair[1]) == pair[0]
    assert view.empty.isVisible()
    context.undo_last()
    settle()
    settle()
    assert canonical(workspace.reader, pair[1]) == pair[1]
    assert len(view.table.rows()) == 1


def test_told_apart_they_are_not_shown_again(
    view: DuplicatesView, workspace: Workspace, settle: Settle
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_2)
    settle()
    settle()
    assert len(workspace.find(Distinction)) == 1
    assert view.empty.isVisible()


def test_who_is_left_for_later_stays_in_the_list(view: DuplicatesView) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_0)
    assert len(view.table.rows()) == 1


def test_arrows_walk_through_the_values(view: DuplicatesView) -> None:
    view.view.focus_first()
    first = view.view.table.rows[0]
    assert first.a.hasFocus()
    QTest.keyClick(first.a, Qt.Key.Key_Right)
    assert first.b.hasFocus()
    QTest.keyClick(first.b, Qt.Key.Key_Space)
    assert shown(view, "Фамилиясы")[2] == "Омуралиева"
    QTest.keyClick(first.b, Qt.Key.Key_Down)
    assert view.view.table.rows[1].b.hasFocus()


def test_another_language_says_everything_anew(
    view: DuplicatesView, context: Context, settle: Settle
) -> None:
    context.language = language("ru")
    view.retranslate()
    settle()
    assert shown(view, "Фамилия")[0] == "Өмүралиева"


@pytest.mark.parametrize("room", [QSize(1366, 697), QSize(1093, 558), QSize(911, 465)])
@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_said_of_two_entries_can_be_read(
    code: str,
    room: QSize,
    pair: tuple[bytes, bytes],
    context: Context,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    context.language = language(code)
    shell = Shell(context, SaveState(context.tasks), Preferences(context.workspace.folder))
    qtbot.addWidget(shell)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    shell.go("inbox", tab="duplicates")
    for _ in range(3):
        settle()
    assert layout_faults(shell, room) == []


@pytest.fixture
def told_apart(pair: tuple[bytes, bytes], workspace: Workspace) -> tuple[bytes, bytes]:
    """The pair told apart by one and joined by another, who did not know of it."""
    key = {"one": pair[0], "other": pair[1]}
    workspace.write(
        [
            Put("distinction", Distinction.id_for(key), key),
            Put("person", pair[1], {"duplicate_of": pair[0]}),
        ]
    )
    return pair


def test_who_was_told_apart_and_joined_stands_first_with_both_decisions(
    told_apart: tuple[bytes, bytes], view: DuplicatesView
) -> None:
    [row] = view.table.rows()
    assert {row.found.one, row.found.other} == set(told_apart)
    assert view.contradiction.isVisible()
    assert not view.view.isVisible()
    one, two = view.contradiction.cards
    assert one.side.who == two.side.who == "Тренер Ойдонова"
    assert (one.side.key, two.side.key) == ("1", "2")
    head, lines = view.listed()
    assert len(lines) == 1
    assert len(lines[0]) == len(head)


@pytest.mark.parametrize(("key", "is_one"), [(Qt.Key.Key_1, True), (Qt.Key.Key_2, False)])
def test_one_key_decides_a_contradiction_and_one_undo_brings_it_back(
    key: Qt.Key,
    is_one: bool,
    told_apart: tuple[bytes, bytes],
    view: DuplicatesView,
    workspace: Workspace,
    context: Context,
    settle: Settle,
) -> None:
    QTest.keyClick(view.table, key)
    settle()
    settle()
    one, other = told_apart
    assert (canonical(workspace.reader, other) == one) is is_one
    assert view.empty.isVisible()
    context.undo_last()
    settle()
    settle()
    assert len(view.table.rows()) == 1
    assert view.contradiction.isVisible()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_contradiction_is_shown_whole(
    code: str,
    told_apart: tuple[bytes, bytes],
    workspace: Workspace,
    context: Context,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
) -> None:
    context.language = language(code)
    shell = Shell(context, SaveState(context.tasks), Preferences(tmp_path / "choices"))
    qtbot.addWidget(shell)
    for size in (QSize(1366, 768), QSize(911, 465)):
        shell.resize(size)
        shell.show()
        shell.go("inbox", tab="duplicates")
        settle()
        settle()
        assert layout_faults(shell) == []
