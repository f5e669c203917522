"""The open notebook: navigation, top bar, the pages, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.language import Language
from app.model import ENUMERATIONS, Changes
from app.storage.questions.alarms import waiting_count
from app.ui.context import Context
from app.ui.find_anything import find_anything
from app.ui.key_list import KeyList
from app.ui.kit import Toast
from app.ui.navigation import Navigation
from app.ui.page import Page
from app.ui.pages import PageEntry, pages_for
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.sources import place_name
from app.ui.top_bar import TopBar
from app.ui.trail import Place, Trail

FULL_WIDTH = 1200


class Shell(QWidget):
    """Everything one sees while a notebook is open. Pages are made when first gone to."""

    def __init__(self, context: Context, state: SaveState, preferences: Preferences) -> None:
        super().__init__()
        self.context = context
        self._preferences = preferences
        self._entries = {entry.name: entry for entry in pages_for(context.workspace.profile.role)}
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        self.top_bar = TopBar(state, context.language)
        self.navigation = Navigation(list(self._entries.values()), context.language)
        self._stack = QStackedWidget()
        self._lay_out()
        self.toast = Toast(self._stack)
        self._keys = KeyList(self)
        self._listen()
        self._set_keys()
        self._show_who()
        self._count_waiting()

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)

    def _listen(self) -> None:
        context = self.context
        self.navigation.chosen.connect(self.go)
        self.navigation.narrowed.connect(self._fold)
        self.top_bar.language_chosen.connect(context.language_chosen)
        self.top_bar.lock_asked.connect(context.locked)
        self.top_bar.searched.connect(self._search)
        self.top_bar.found_picked.connect(lambda place: self.go(place[0], **place[1]))
        self.top_bar.mark.retry_asked.connect(context.flush_drafts)
        context.went.connect(lambda page, where: self.go(page, **where))
        context.went_back.connect(self.back)
        context.toast_asked.connect(self.toast.say)
        context.changed.connect(self._changed)
        context.tasks.failed.connect(self.present)

    def _set_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.top_bar.focus_search,
            "F1": self._show_keys,
            "F6": self._next_part,
            "Ctrl+Shift+L": self.context.locked.emit,
            "Alt+Left": self.back,
            "Alt+Right": self.forward,
            "Ctrl+Z": self._undo,
        }
        for number, name in enumerate(self.navigation.names()[:9], 1):
            acts[f"Ctrl+{number}"] = partial(self.go, name)
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def look_out(self) -> None:
        """Go by itself to the places where that is wanted; what it needs is loaded only now."""
        from app.ui.exchange.by_itself import ByItself

        ByItself(self.context, self).start()

    # ---- going ----

    def page(self, name: str) -> Page:
        """One page, made when it is first asked for."""
        if name not in self._pages:
            entry: PageEntry = self._entries[name]
            page = entry.make(self.context)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    @property
    def here(self) -> Page | None:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def place(self) -> Place | None:
        """Where one is, to return to after unlocking."""
        self._settle()
        return self._trail.here

    def go(self, name: str, /, **where: object) -> None:
        """Show a page at a place in it."""
        if name not in self._entries:
            return
        self._settle()
        self._trail.step(Place(name, where))
        self._show(name, where)

    def back(self) -> None:
        """Return to where one was before."""
        self._settle()
        self._show_place(self._trail.back())

    def forward(self) -> None:
        """Go on to where one returned from."""
        self._settle()
        self._show_place(self._trail.forward())

    def leave(self) -> None:
        """Let the shown page flush what it holds."""
        if self.here is not None:
            self.here.leave()
        self.context.flush_drafts()

    def _settle(self) -> None:
        here = self._trail.here
        if here is not None and here.page in self._pages:
            self._trail.settle(Place(here.page, self._pages[here.page].where()))

    def _show_place(self, place: Place | None) -> None:
        if place is not None:
            self._show(place.page, dict(place.where))

    def _show(self, name: str, where: dict[str, object]) -> None:
        self._keys.hide()
        self.leave()
        is_new = name not in self._pages
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        # a page that was made just now lies above what was there before
        self.toast.raise_()
        self.navigation.mark(name)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.open(**where)
        if is_new:
            page.refresh()

    # ---- saying ----

    def retranslate(self, language: Language) -> None:
        """Say everything in another language, live."""
        self.top_bar.retranslate(language)
        self.navigation.retranslate(language)
        self.toast.hide()
        self._keys.hide()
        self._show_who()
        for page in self._pages.values():
            page.retranslate()

    def present(self, error: object) -> None:
        """Say an error nobody took: what happened, and that nothing typed is lost."""
        language = self.context.language
        if isinstance(error, AppError):
            self.toast.say(language.error(error), "bad")
        else:
            self.toast.say(
                language.text(
                    "Something went wrong in the program. What you typed is kept; "
                    "please tell us what you did."
                ),
                "bad",
            )

    def _show_who(self) -> None:
        profile, language = self.context.workspace.profile, self.context.language
        term = ENUMERATIONS["staff_role"].get(profile.role)
        role = language.label(term.labels) if term else profile.role
        place = place_name(self.context, profile.territory) if profile.territory else ""
        self.navigation.set_who(profile.name, " · ".join(p for p in (role, place) if p))

    def _changed(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.changed(changes)
        if changes.touches("device"):
            self._show_who()
        self._count_waiting()

    def _count_waiting(self) -> None:
        """How much waits for a decision stands beside the inbox, wherever one is."""
        self.context.ask(waiting_count, on_done=self._show_waiting, key="shell.inbox")

    def _show_waiting(self, number: int) -> None:
        self.navigation.set_count("inbox", number)

    def _search(self, typed: str) -> None:
        language = self.context.language
        self.context.ask(
            find_anything, typed, language, on_done=self.top_bar.offer, key="top.search"
        )

    # ---- keys ----

    def _show_keys(self) -> None:
        if self._keys.isVisible():
            self._keys.hide()
            return
        hints = self.here.hints() if self.here is not None else []
        self._keys.show_keys(hints, self.context.language)

    def _undo(self) -> None:
        focus = QApplication.focusWidget()
        is_line = isinstance(focus, QLineEdit) and focus.isUndoAvailable()
        is_paper = isinstance(focus, QPlainTextEdit) and focus.document().isUndoAvailable()
        if is_line or is_paper:
            focus.undo()  # type: ignore[union-attr]
        else:
            self.context.undo_last()

    def _next_part(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.navigation.isAncestorOf(focus):
            if self.here is not None:
                self.here.setFocus(Qt.FocusReason.TabFocusReason)
                self.here.focusNextChild()
        elif focus is not None and self.top_bar.isAncestorOf(focus):
            self.navigation.focus()
        else:
            self.top_bar.focus_search()

    # ---- width ----

    def _fold(self, narrow: bool) -> None:
        self._preferences.keep("narrow_menu", narrow)
        self.navigation.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_small = self.width() < FULL_WIDTH
        self.navigation.set_narrow(is_small or self._preferences.flag("narrow_menu"))
