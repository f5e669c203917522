import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.language import LANGUAGES, language
from app.model import ActionPlan, Event, Person, PlanMeasure
from app.storage import Workspace, create_workspace
from app.ui import application
from app.ui.find_anything import find_anything
from app.ui.folders import documents_folder
from app.ui.kit import PrimaryButton
from app.ui.pages import PAGES, PageEntry, pages_for
from app.ui.preferences import Preferences
from app.ui.qt_texts import TEXTS, QtTexts
from app.ui.shell import Shell
from app.ui.top_bar import LanguageSwitch
from app.ui.trail import Place, Trail
from app.ui.window import Window
from tests.storage.plans import tell
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active
from tests.ui.layout import layout_faults

Settle = Callable[[], None]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_every_page_of_the_menu_can_be_gone_to(
    entry: PageEntry, shell: Shell, settle: Settle
) -> None:
    shell.go(entry.name)
    settle()
    assert shell.here is shell.page(entry.name)
    assert shell.here.title()


def test_every_role_finds_its_pages() -> None:
    for role in ("trainer", "unit", "coordinator"):
        assert {"today", "events", "settings"} <= {entry.name for entry in pages_for(role)}


def test_back_and_forward_lead_along_the_way_one_came(shell: Shell, settle: Settle) -> None:
    shell.go("settings")
    shell.go("people")
    settle()
    shell.back()
    assert shell.here is shell.page("settings")
    shell.forward()
    settle()
    assert shell.here is shell.page("people")


def test_a_new_step_drops_what_lay_ahead() -> None:
    trail = Trail()
    for page in ("a", "b", "c"):
        trail.step(Place(page))
    assert trail.back() == Place("b")
    trail.step(Place("d"))
    assert trail.forward() is None
    assert trail.back() == Place("b")
    trail.settle(Place("b", {"event": 1}))
    assert trail.here == Place("b", {"event": 1})


def test_the_keys_of_everywhere_work(shell: Shell, settle: Settle) -> None:
    show_active(shell)
    shell.go("settings")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(shell, Qt.Key.Key_K, control)
    assert shell.top_bar.search.hasFocus()
    QTest.keyClick(shell, Qt.Key.Key_3, control)
    settle()
    assert shell.here is shell.page(shell.navigation.names()[2])
    QTest.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.here is shell.page("settings")


def test_f1_shows_the_keys_and_escape_takes_them_away(shell: Shell) -> None:
    show_active(shell)
    shell.go("settings")
    QTest.keyClick(shell, Qt.Key.Key_F1)
    assert shell._keys.isVisible()
    QTest.keyClick(shell._keys, Qt.Key.Key_Escape)
    assert not shell._keys.isVisible()


def test_f6_goes_round_the_parts_of_the_window(shell: Shell) -> None:
    show_active(shell)
    shell.go("settings")
    QTest.keyClick(shell, Qt.Key.Key_F6)
    assert shell.top_bar.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert shell.navigation.isAncestorOf(QApplication.focusWidget())


def test_the_menu_folds_under_1200_pixels_and_by_its_button(shell: Shell) -> None:
    shell.show()
    assert not shell.navigation.is_narrow
    shell.navigation.narrowed.emit(True)
    assert shell.navigation.is_narrow
    shell.navigation.narrowed.emit(False)
    shell.resize(1093, 614)
    assert shell.navigation.is_narrow


def test_the_search_finds_people_and_events_by_their_beginnings(workspace: Workspace) -> None:
    found = find_anything(workspace, "omurbek", language("ky"))
    person = next(one for one in workspace.find(Person) if one.name == "Өмүрбек")
    assert [offer.value for offer in found] == [("people", {"person": person.id})]
    event = workspace.find(Event)[0]
    found = find_anything(workspace, "айялд лидер", language("ky"))
    assert found == [] or found[0].value == ("events", {"event": event.id})
    assert find_anything(workspace, "аял", language("ky"))[0].value == (
        "events",
        {"event": event.id},
    )


def test_the_search_finds_goals_by_their_code_and_plans_with_their_measures(
    workspace: Workspace,
) -> None:
    story = tell(workspace)
    found = find_anything(workspace, "NPGE-2025/G06/M08", language("ru"))
    assert [offer.value for offer in found] == [("frameworks", {"item": "NPGE-2025/G06/M08"})]
    assert found[0].text.startswith("NPGE-2025/G06/M08 · Решить вопросы с обеспечением")
    plan = workspace.get(ActionPlan, story.plan)
    measure = workspace.find(PlanMeasure, action_plan=story.plan)[0]
    assert plan is not None
    found = find_anything(workspace, measure.text, language("ky"))
    wanted = ("plans", {"measure": measure.id})
    assert (wanted, plan.title) in [(offer.value, offer.sub) for offer in found]
    found = find_anything(workspace, plan.title, language("ky"))
    assert ("plans", {"plan": story.plan}) in [offer.value for offer in found]


def test_the_language_changes_live_on_every_page(shell: Shell, settle: Settle) -> None:
    for name in shell.navigation.names():
        shell.go(name)
    settle()
    for code in LANGUAGES:
        shell.context.language = language(code)
        shell.retranslate(shell.context.language)
        settle()
        words = [item.text() for item in shell.navigation._items.values()]
        assert words == [language(code).text(entry.label) for entry in PAGES if not entry.under]


def test_a_language_chosen_by_the_mouse_leaves_the_keyboard_where_one_types(
    shell: Shell, settle: Settle
) -> None:
    shell.go("people")
    settle()
    show_active(shell)
    typed = shell.top_bar.search
    typed.setFocus()
    for segment in shell.top_bar.findChildren(LanguageSwitch)[0].segments():
        QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
        settle()
        assert typed.hasFocus()


def test_an_error_nobody_took_is_said_in_the_users_language(shell: Shell) -> None:
    shell.show()
    shell.present(AppError("There is nothing to undo"))
    assert shell.toast.text() == shell.context.language.text("There is nothing to undo")
    shell.present(ZeroDivisionError("Асанова"))
    assert "Асанова" not in shell.toast.text()


def test_choosing_a_file_begins_where_the_last_one_lay(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "stick" / "report.pdf"
    chosen.parent.mkdir()
    begun: list[Path] = []

    def ask(_: object, title: str, at: str, kinds: str) -> tuple[str, str]:
        begun.append(Path(at))
        return str(chosen), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    assert shell.context.save_file("Save", "report.pdf") == chosen
    shell.context.save_file("Save", "other.pdf")
    assert begun == [documents_folder() / "report.pdf", chosen.parent / "other.pdf"]


def test_single_letters_act_only_while_nobody_types(shell: Shell, settle: Settle) -> None:
    shell.go("settings")
    show_active(shell)
    page = shell.here
    assert page is not None
    pressed: list[str] = []
    page.on_key("N", lambda: pressed.append("n"))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_N)
    assert pressed == ["n"]
    field = page.name.field.editor()  # type: ignore[attr-defined]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_N)
    assert pressed == ["n"]
    assert "n" in field.text()


# ---- window, lock, application ----


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Window:
    made = application.make_window(qapp, tmp_path / "notebook")
    qtbot.addWidget(made, before_close_func=lambda w: w.tasks.wait())
    return made


def test_the_title_names_the_program_and_nobody(window: Window) -> None:
    profile = invented_profile()
    window.show_workspace(create_workspace(window.folder, PASSPHRASE, profile, QUICK).workspace)
    assert window.windowTitle() == language("ky").text("Depter")


def test_enter_presses_the_button_that_has_the_keyboard(window: Window) -> None:
    from app.ui.unlock import Unlock

    create_workspace(window.folder, PASSPHRASE, invented_profile(), QUICK).workspace.close()
    window.show_lock()
    show_active(window)
    lock = window.screen_shown
    assert isinstance(lock, Unlock)
    button = next(each for each in lock.findChildren(PrimaryButton) if each.isVisible())
    pressed: list[bool] = []
    button.clicked.disconnect()
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter)
    assert len(pressed) == 2


def test_preferences_survive_and_a_broken_file_costs_nothing(tmp_path: Path) -> None:
    Preferences(tmp_path).keep("language", "ru")
    assert Preferences(tmp_path).text("language") == "ru"
    (tmp_path / "window.json").write_text("{broken", encoding="utf-8")
    assert Preferences(tmp_path).text("language", "ky") == "ky"
    (tmp_path / "file").write_text("", encoding="utf-8")
    Preferences(tmp_path / "file").keep("language", "ru")


@pytest.mark.logs_warnings
def test_a_bug_outside_all_work_is_said_and_the_window_stays(
    window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    failed: list[object] = []
    window.tasks.failed.connect(failed.append)
    with caplog.at_level(logging.ERROR):
        application._Presenter(window)(ValueError, ValueError("Асанова"), None)
    assert isinstance(failed[0], ValueError)
    assert "Асанова" not in caplog.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_qt_speaks_the_users_language(code: str) -> None:
    texts = QtTexts(language(code))
    assert texts.translate("QPlatformTheme", "&Cancel") == language(code).text("Cancel")
    assert texts.translate("QPlatformTheme", "something unknown") is None
    assert all(language(code).text(ours) for ours in TEXTS.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_keys_is_whole_in_every_language(code: str, shell: Shell) -> None:
    shell.context.language = language(code)
    shell.show()
    shell.go("settings")
    shell._show_keys()
    assert layout_faults(shell._keys) == []


def test_the_toast_lies_over_a_page_made_while_it_speaks(shell: Shell, settle: Settle) -> None:
    show_active(shell)
    shell.go("today")
    settle()
    shell.context.toast("Сакталды")
    for name in ("people", "events", "today", "people"):
        shell.go(name)
        settle()
        at = shell.toast.mapTo(shell, shell.toast.rect().center())
        seen = shell.childAt(at)
        assert seen is shell.toast or shell.toast.isAncestorOf(seen), name
