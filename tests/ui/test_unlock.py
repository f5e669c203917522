"""Making a notebook, locking it, opening it: with the passphrase and with the recovery key."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model import Changes
from app.storage import Created, NotSaved, Workspace, create_workspace, open_workspace
from app.ui import first_run, unlock
from app.ui.draft import Draft
from app.ui.first_run import FirstRun
from app.ui.passphrase import strength
from app.ui.preferences import Preferences
from app.ui.recovery import grouped
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from app.ui.unlock import Unlock, caps_would_be_on
from app.ui.window import Window
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]


@pytest.fixture
def closed(tmp_path: Path) -> Created:
    """A notebook that is closed, and its recovery key."""
    made = create_workspace(tmp_path / "notebook", PASSPHRASE, invented_profile(), QUICK)
    made.workspace.close()
    return made


@pytest.fixture
def lock(closed: Created, tasks: Tasks, qtbot: QtBot) -> Unlock:
    lock = Unlock(closed.workspace.folder, "ky", tasks)
    qtbot.addWidget(lock)
    return lock


@pytest.fixture
def opened(lock: Unlock) -> Iterator[list[Workspace]]:
    """What the lock has opened; closed again after the test."""
    opened: list[Workspace] = []
    lock.opened.connect(opened.append)
    yield opened
    for workspace in opened:
        lock._tasks.do(workspace.close)
    lock._tasks.wait()


def test_the_right_passphrase_opens(lock: Unlock, opened: list[Workspace], settle: Settle) -> None:
    type_text(lock.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.passphrase.line, Qt.Key.Key_Return)
    settle()
    assert [workspace.profile.name for workspace in opened] == ["Тренер Ойдонова"]
    assert lock.passphrase.line.text() == ""


def test_a_wrong_passphrase_is_said_at_the_field_and_opens_nothing(
    lock: Unlock, opened: list[Workspace], settle: Settle
) -> None:
    type_text(lock.passphrase.line, "башка сөз")
    QTest.keyClick(lock.passphrase.line, Qt.Key.Key_Return)
    settle()
    assert opened == []
    assert lock.passphrase.row.error()
    assert lock.passphrase.button.isEnabled()
    type_text(lock.passphrase.line, "x")
    assert not lock.passphrase.row.error()


@pytest.mark.logs_warnings
def test_a_fault_of_the_program_is_said_and_leaves_a_way_on(
    lock: Unlock, opened: list[Workspace], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Workspace:
        raise KeyError("Асанова")

    monkeypatch.setattr(unlock, "open_workspace", fail)
    type_text(lock.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.passphrase.line, Qt.Key.Key_Return)
    settle()
    assert opened == []
    assert "depter.log" in lock.passphrase.row.error()
    assert "Асанова" not in lock.passphrase.row.error()
    assert lock.passphrase.button.isEnabled()


def test_the_recovery_key_asks_for_a_new_passphrase_which_then_opens(
    lock: Unlock, closed: Created, opened: list[Workspace], settle: Settle
) -> None:
    lock.recovery.line.setText(grouped(closed.recovery_key))
    lock.recovery.button.click()
    settle()
    assert opened == []
    for line in (lock.fresh._first_line, lock.fresh._again_line):
        line.setText("жаңы төрт сөз ушул")
    lock._fresh_button.click()
    settle()
    assert len(opened) == 1
    lock._tasks.do(opened.pop().close)
    settle()
    open_workspace(closed.workspace.folder, passphrase="жаңы төрт сөз ушул").close()


def test_a_notebook_opened_by_its_key_is_let_go_of_when_the_window_closes(
    lock: Unlock, closed: Created, settle: Settle
) -> None:
    lock.recovery.line.setText(closed.recovery_key)
    lock.recovery.button.click()
    settle()
    lock.let_go()
    settle()
    open_workspace(closed.workspace.folder, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize(
    ("letter", "shift", "is_caps"),
    [
        ("А", False, True),
        ("а", False, False),
        ("а", True, True),
        ("А", True, False),
        ("1", False, False),
    ],
)
def test_caps_lock_is_guessed_from_a_letter(letter: str, shift: bool, is_caps: bool) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, modifier, letter)
    assert caps_would_be_on(event) is is_caps


def test_strength_grows_with_words_not_with_repetition() -> None:
    assert strength("жети") == 0
    assert strength("aaaaaaaaaaaaaaaa") == 1
    assert strength("parol123") == 1
    assert strength("төрт эчки суу боюнда ойнойт") == 3
    assert strength("суу боюнда эки") >= 2


# ---- first run ----


@pytest.fixture
def wizard(tmp_path: Path, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> FirstRun:
    monkeypatch.setattr(
        first_run,
        "create_workspace",
        lambda folder, passphrase, profile: create_workspace(folder, passphrase, profile, QUICK),
    )
    wizard = FirstRun(tmp_path / "new", "ky", tasks)
    qtbot.addWidget(wizard)
    wizard.resize(1366, 768)
    wizard.show()
    return wizard


def fill_in(wizard: FirstRun) -> None:
    type_text(wizard.who.name.field.editor(), "Тренер Ойдонова")
    type_text(wizard.who.place_field.search, "Баткен облусу")
    wizard.who.place_field.search.editingFinished.emit()
    wizard._next.click()
    for line in (wizard.secret._first_line, wizard.secret._again_line):
        type_text(line, PASSPHRASE)


def test_the_first_run_makes_a_notebook_and_shows_its_key_once(
    wizard: FirstRun, tmp_path: Path, settle: Settle
) -> None:
    finished: list[Workspace] = []
    wizard.finished.connect(finished.append)
    fill_in(wizard)
    wizard._next.click()
    settle()
    assert wizard._stack.currentIndex() == 2
    assert not wizard._next.isEnabled()
    key = "".join(wizard.recovery.sheet().split("\n\n")[1].split())
    wizard.recovery._tick.click()
    wizard._next.click()
    (workspace,) = finished
    profile = workspace.profile
    assert (profile.name, profile.role, profile.language) == ("Тренер Ойдонова", "trainer", "ky")
    assert profile.territory.startswith("41705")
    wizard._tasks.do(workspace.close)
    settle()
    open_workspace(tmp_path / "new", passphrase=PASSPHRASE).close()
    open_workspace(tmp_path / "new", recovery_key=key).close()


def test_enter_goes_on_from_a_choice_and_from_the_tick(wizard: FirstRun, settle: Settle) -> None:
    finished: list[Workspace] = []
    wizard.finished.connect(finished.append)
    fill_in(wizard)
    wizard._next.click()
    settle()
    show_active(wizard)
    tick = wizard.recovery._tick
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    assert not finished
    QTest.keyClick(tick, Qt.Key.Key_Space)
    QTest.keyClick(tick, Qt.Key.Key_Return)
    (workspace,) = finished
    wizard._tasks.do(workspace.close)
    settle()


def test_the_first_run_says_at_the_field_what_is_missing(wizard: FirstRun) -> None:
    wizard._next.click()
    assert wizard.who.name.error()
    assert wizard._stack.currentIndex() == 0
    type_text(wizard.who.name.field.editor(), "Тренер Ойдонова")
    type_text(wizard.who.place_field.search, "Баткн")
    wizard._next.click()
    assert "Баткен" in wizard.who.place.error()


def test_two_different_passphrases_go_no_further(wizard: FirstRun, settle: Settle) -> None:
    fill_in(wizard)
    type_text(wizard.secret._again_line, "x")
    wizard._next.click()
    settle()
    assert wizard._stack.currentIndex() == 1
    assert wizard.secret._again.error()


@pytest.mark.logs_warnings
def test_a_fault_while_making_the_notebook_leaves_a_way_on(
    wizard: FirstRun, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Created:
        raise KeyError("Асанова")

    monkeypatch.setattr(first_run, "create_workspace", fail)
    fill_in(wizard)
    wizard._next.click()
    settle()
    assert wizard._failure.isVisible()
    assert wizard._next.isEnabled()


def test_a_folder_that_holds_a_notebook_is_not_overwritten(
    wizard: FirstRun, tmp_path: Path, settle: Settle
) -> None:
    create_workspace(tmp_path / "new", "башка", invented_profile(), QUICK).workspace.close()
    fill_in(wizard)
    wizard._next.click()
    settle()
    assert wizard._failure.isVisible()
    assert wizard._next.isEnabled()


def test_the_language_of_the_first_run_changes_live(wizard: FirstRun) -> None:
    wizard.who.languages.set_value("en")
    wizard.who.languages.chosen.emit("en")
    assert wizard._next.text() == "Continue"
    assert wizard.who.roles._cards[0].text() == "Trainer"
    assert wizard.who.profile().language == "en"


def test_the_copied_key_leaves_the_clipboard_again(wizard: FirstRun) -> None:
    wizard.recovery.set_key("AGE-SECRET-KEY-1QPZ", "Тренер Ойдонова")
    wizard.recovery._copy.click()
    assert QGuiApplication.clipboard().text() == "AGE-SECRET-KEY-1QPZ"
    wizard.recovery._empty_clipboard()
    assert QGuiApplication.clipboard().text() == ""


# ---- the window ----


def test_locking_hides_everything_and_unlocking_returns_to_the_same_place(
    closed: Created, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    window = Window(closed.workspace.folder, Preferences(tmp_path / "choices"))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    assert isinstance(window.screen_shown, Unlock)
    window.tasks.do(
        open_workspace,
        closed.workspace.folder,
        passphrase=PASSPHRASE,
        on_done=window.show_workspace,
    )
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, Shell))
    shell = window.screen_shown
    assert isinstance(shell, Shell)
    shell.go("settings")
    window.lock()
    lock = window.screen_shown
    assert isinstance(lock, Unlock)
    assert window.findChildren(Shell) == [] or not shell.isVisible()
    type_text(lock.passphrase.line, PASSPHRASE)
    QTest.keyClick(lock.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, Shell))
    again = window.screen_shown
    assert isinstance(again, Shell)
    assert again.here is again.page("settings")
    window.close()
    open_workspace(closed.workspace.folder, passphrase=PASSPHRASE).close()


def test_closing_with_something_unsaved_asks_first(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    window = Window(tmp_path / "notebook", Preferences(tmp_path / "choices"))
    qtbot.addWidget(window)
    window.show()
    window.tasks.do(
        create_workspace,
        tmp_path / "notebook",
        PASSPHRASE,
        invented_profile(),
        QUICK,
        on_done=lambda made: window.show_workspace(made.workspace),
    )
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, Shell))
    shell, context = window.screen_shown, window.context
    assert isinstance(shell, Shell)
    assert context is not None

    def refuse(*_: object) -> Changes:
        raise NotSaved("The disk is full")

    draft = Draft(context, refuse)
    draft.put("title", "Ай")
    assert not window.close()
    assert shell.toast.isVisible()
    assert draft.unsaved() == {"title": "Ай"}
    shell.toast._button.click()
    assert not window.isVisible()
    open_workspace(tmp_path / "notebook", passphrase=PASSPHRASE).close()
