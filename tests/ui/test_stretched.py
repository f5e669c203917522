"""Every screen in a language whose words are a third longer: there is room for those to come."""

import math
import re
from collections.abc import Mapping

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import Language
from app.storage import Workspace
from app.ui.context import Context
from app.ui.events.event import TABS
from app.ui.pages import PAGES
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.ui.events.content import fill_event
from tests.ui.layout import layout_faults
from tests.ui.test_layout import come_to_rest, shown

ROOM = QSize(1366, 768)
MORE = 0.3
_CYRILLIC = re.compile("[А-Яа-яЁёӨөҮүҢң]")
_WORD = re.compile(r"(?<![\w{])[^\W\d_]{2,}(?![\w}])")


class Stretched(Language):
    """English with longer words; its placeholders and what fills them stay as they are."""

    def __init__(self) -> None:
        super().__init__("en")

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        return super()._filled(_WORD.sub(_longer, text), values)


def _longer(found: re.Match[str]) -> str:
    word = found[0]
    return word + "n" * math.ceil(len(word) * MORE)


@pytest.fixture
def shell(workspace: Workspace, tasks: Tasks, qtbot: QtBot) -> Shell:
    """The open notebook in longer words."""
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, Stretched(), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, ROOM, qtbot)
    return shell


def faults_of_words(shell: Shell) -> list[str]:
    """What is wrong with the program's own words: those of the notebook are Cyrillic here."""
    return [fault for fault in layout_faults(shell, ROOM) if not _CYRILLIC.search(fault)]


def test_longer_words_keep_their_placeholders() -> None:
    stretched = Stretched()
    assert stretched.text("Saved: {name}", name="Айгүл") == "Savednn: Айгүл"
    assert stretched.plural("{n} person", "{n} people", 3) == "3 peoplenn"


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_page_has_room_for_longer_words(name: str, shell: Shell, tasks: Tasks) -> None:
    shell.go(name)
    come_to_rest(tasks)
    assert faults_of_words(shell) == []


@pytest.mark.parametrize("tab", [key for key, *_ in TABS])
def test_a_tab_of_an_event_has_room_for_longer_words(
    tab: str, shell: Shell, tasks: Tasks, workspace: Workspace
) -> None:
    shell.go("events", event=fill_event(workspace), tab=tab)
    come_to_rest(tasks)
    assert faults_of_words(shell) == []
