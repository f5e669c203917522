"""While one works, no window but the window ever shows itself, not even for a blink."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.language import LANGUAGES, language
from app.storage import Workspace
from app.ui.events.event import TABS
from app.ui.kit import Banner, Card, Hint, KeyHints, Segments, Tab, Tabs
from app.ui.pages import PAGES, PageEntry
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active
from tests.ui.layout import settle as rest

Settle = Callable[[], None]


class Onlooker(QObject):
    """Writes down every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def onlooker(qapp: QApplication) -> Iterator[Onlooker]:
    onlooker = Onlooker()
    qapp.installEventFilter(onlooker)
    yield onlooker
    qapp.removeEventFilter(onlooker)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_opening_a_page_shows_no_other_window(
    entry: PageEntry, shell: Shell, settle: Settle, onlooker: Onlooker
) -> None:
    show_active(shell)
    shell.go(entry.name)
    settle()
    for code in LANGUAGES:
        shell.context.language = language(code)
        shell.retranslate(language(code))
        settle()
    assert set(onlooker.seen) == {"Shell"}


def test_the_tabs_of_an_event_show_no_other_window(
    workspace: Workspace, shell: Shell, settle: Settle, onlooker: Onlooker
) -> None:
    event = fill_event(workspace)
    show_active(shell)
    for tab, *_ in (*TABS, *TABS):
        shell.go("events", event=event, tab=tab)
        settle()
    shell._show_keys()
    shell._show_keys()
    shell._show_keys()
    settle()
    assert set(onlooker.seen) == {"Shell"}


def test_making_a_part_of_the_kit_shows_nothing(qapp: QApplication, onlooker: Onlooker) -> None:
    kept = [Banner("info", "Title", "Text", "Act", closable=True), Card("Title")]
    rest()
    assert onlooker.seen == []
    assert all(not part.isVisible() for part in kept)


def test_parts_changed_twice_in_one_breath_show_nothing(
    shell: Shell, onlooker: Onlooker, qapp: QApplication
) -> None:
    show_active(shell)
    rest()
    onlooker.seen.clear()
    hints, tabs, words = KeyHints(), Tabs(), Segments()
    for part in (hints, tabs, words):
        part.setParent(shell)
        part.show()
    for round_ in range(3):
        hints.set_hints([Hint("F2", f"add {round_}"), Hint("Del", "delete")])
        tabs.set_tabs([Tab(f"a{round_}", "A"), Tab(f"b{round_}", "B")])
        words.set_options([(f"a{round_}", "A"), (f"b{round_}", "B")])
    rest()
    assert onlooker.seen == []
