from collections.abc import Callable
from pathlib import Path

import pytest

from app.exchange import read_card
from app.storage import Workspace, open_workspace
from app.ui.context import Context
from app.ui.settings import SettingsPage
from app.ui.shell import Shell
from app.ui.theme import look
from tests.ui.keyboard import type_text

Settle = Callable[[], None]


@pytest.fixture
def page(shell: Shell, settle: Settle) -> SettingsPage:
    shell.show()
    shell.go("settings")
    settle()
    assert isinstance(shell.here, SettingsPage)
    return shell.here


def test_a_new_name_is_kept_and_seen_at_the_foot_of_the_menu(
    page: SettingsPage, shell: Shell, settle: Settle
) -> None:
    line = page.name.field.editor()
    line.setText("")  # type: ignore[attr-defined]
    type_text(line, "Тренер Чыгарылган")
    line.editingFinished.emit()  # type: ignore[attr-defined]
    settle()
    assert page.context.workspace.profile.name == "Тренер Чыгарылган"
    assert shell.navigation._name.text() == "Тренер Чыгарылган"


def test_an_empty_name_is_refused_at_its_field(page: SettingsPage, settle: Settle) -> None:
    line = page.name.field.editor()
    line.setText("")  # type: ignore[attr-defined]
    line.editingFinished.emit()  # type: ignore[attr-defined]
    settle()
    assert page.name.error()
    assert page.context.workspace.profile.name == "Тренер Ойдонова"


def test_the_look_changes_at_once(page: SettingsPage) -> None:
    page.themes.chosen.emit("dark")
    try:
        assert look().name == "dark"
        assert look().colour("surface").name() == "#1c2125"
    finally:
        look().wear("light")


def test_a_new_passphrase_opens_the_notebook_afterwards(
    page: SettingsPage, context: Context, settle: Settle, workspace: Workspace
) -> None:
    for line in (page.secret._first_line, page.secret._again_line):
        type_text(line, "башка төрт сөз ушул")
    page.secret_button.click()
    settle()
    assert page.secret.passphrase() == ""
    assert page.secret_button.isEnabled()
    workspace.close()
    again = open_workspace(workspace.folder, passphrase="башка төрт сөз ушул")
    workspace.__dict__.update(again.__dict__)


def test_ones_card_can_be_saved_for_others(
    page: SettingsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "me.depter-card"
    monkeypatch.setattr(Context, "save_file", lambda *_: target)
    page.share_button.click()
    settle()
    assert read_card(target).name == "Тренер Ойдонова"
    assert page.share_done.isVisible()
