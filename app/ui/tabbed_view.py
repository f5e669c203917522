"""The page of one thing with several sides: a head, tabs that are made when first shown, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.ui.context import Context
from app.ui.kit import Hint, KeyHints, PageHeader, Tab, Tabs
from app.ui.measures import COMPACT
from app.ui.page import Page

TabPlaces = tuple[tuple[str, str, str, str], ...]
"""Key, word, short word or "", and where the class of a tab is: it is imported when first shown."""


class TabbedView(Page):
    """What the pages of an event, a plan, a measure and a survey have in common."""

    moved = Signal(str)
    """Another tab was opened: its key."""
    places: ClassVar[TabPlaces]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tabs: dict[str, Any] = {}
        self.header = PageHeader()
        self.menu = QMenu(self)
        self.tabs = Tabs()
        self.tabs.chosen.connect(self._show_tab)
        self.stack = QStackedWidget()
        self.hint_line = KeyHints()
        self.on_key("Ctrl+PgDown", partial(self.tabs.step, 1))
        self.on_key("Ctrl+PgUp", partial(self.tabs.step, -1))

    @property
    def here(self) -> Any:
        """The tab that is shown; None while there is none."""
        return self._tabs.get(self.tabs.key())

    def _tab(self, key: str) -> Any:
        """A tab, made when it is first asked for."""
        if key not in self._tabs:
            place = next(where for name, _, _, where in self.places if name == key)
            module, _, class_name = place.partition(":")
            make: Callable[[Context], Page] = getattr(import_module(module), class_name)
            self._tabs[key] = made = make(self.context)
            self.stack.addWidget(made)
            self.made_tab(made)
        return self._tabs[key]

    def made_tab(self, tab: Any) -> None:
        """Listen to a tab that was just made."""

    def _show_tab(self, key: str) -> None:
        raise NotImplementedError

    def choose_tab(self, wished: object, else_first: bool = False) -> None:
        """Show the tab of this key; one nobody knows leaves the present one, or the first."""
        known = [key for key, *_ in self.places]
        present = "" if else_first else self.tabs.key()
        self.tabs.choose(str(wished) if wished in known else present or known[0])

    def say_tabs(self, counts: Mapping[str, int]) -> None:
        """Name the tabs, with how many stand behind each."""
        say = self.language.text
        self.tabs.set_tabs(
            [
                Tab(key, say(word), counts.get(key) or None, say(short) if short else "")
                for key, word, short, _ in self.places
            ]
        )

    def leave(self) -> None:
        if self.here is not None:
            self.here.leave()

    def hints(self) -> list[Hint]:
        mine = list(self.here.hints()) if self.here is not None else []
        return [*mine, Hint("Ctrl PgUp PgDn", self.language.text("other tab"))]

    @property
    def is_narrow(self) -> bool:
        """Whether the window leaves the head little room."""
        return self.window().width() < COMPACT

    def fit_head(self) -> None:
        """Give the head the form the window has room for."""
        self.header.set_compact(self.is_narrow)
        self.tabs.set_brief(self.is_narrow)

    def pop_up(self, button: QWidget) -> None:
        """Open the menu under a button, flush at the right."""
        at = button.mapToGlobal(button.rect().bottomRight())
        at.setX(at.x() - self.menu.sizeHint().width())
        self.menu.popup(at)
