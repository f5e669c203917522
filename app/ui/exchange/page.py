"""The page of exchange: five tabs, and files dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from app.exchange import CARD_SUFFIX
from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.exchange.carriers import CarriersTab
from app.ui.exchange.give import GivePane
from app.ui.exchange.own_card import OwnCardPane
from app.ui.exchange.pane import Pane
from app.ui.exchange.senders import SendersPane
from app.ui.exchange.take_in import TakeInPane
from app.ui.kit import Line, PageHeader, Stack, Tab, Tabs
from app.ui.page import Page

_TABS = (
    ("give", mark("Give"), ""),
    ("take_in", mark("Take in"), ""),
    ("carriers", mark("Carriers"), ""),
    ("senders", mark("Who has sent what"), mark("Senders")),
    ("card", mark("My card"), ""),
)
"""Key, word, and a shorter word for narrow windows."""


class ExchangePage(Page):
    """`open(tab="give" | "take_in" | "carriers" | "senders" | "card")` shows a tab."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader()
        self.tabs = Tabs()
        self.give = GivePane(context)
        self.take_in = TakeInPane(context)
        self.carriers = CarriersTab(context)
        self.senders = SendersPane(context)
        self.card = OwnCardPane(context)
        self.panes: dict[str, Pane] = {
            "give": self.give,
            "take_in": self.take_in,
            "carriers": self.carriers,
            "senders": self.senders,
            "card": self.card,
        }
        self._counts: dict[str, int | None] = {}
        self._is_stale = False
        self._stack = QStackedWidget()
        for key, pane in self.panes.items():
            self._stack.addWidget(pane)
            pane.counted.connect(lambda count, key=key: self._count(key, count))
        head = Stack(self.header, self.tabs, Line(), gap=0)
        self.assemble(head, self._stack)
        self.setAcceptDrops(True)
        self.tabs.chosen.connect(self._show)
        self.on_key("Ctrl+PgUp", lambda: self.tabs.step(-1))
        self.on_key("Ctrl+PgDown", lambda: self.tabs.step(1))
        self.say(self.header.set_title, mark("Exchange"))
        self._set_tabs()
        for pane in self.panes.values():
            pane.retranslate()
        self._show("give" if context.workspace.profile.role == "trainer" else "take_in")

    def title(self) -> str:
        return self.language.text("Exchange")

    def retranslate(self) -> None:
        self._set_tabs()
        for pane in self.panes.values():
            pane.retranslate()
        super().retranslate()

    def refresh(self) -> None:
        self._is_stale = False
        for pane in self.panes.values():
            pane.refresh()

    def changed(self, changes: Changes) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def open(self, **where: object) -> None:
        super().open(**where)
        tab = where.get("tab")
        if isinstance(tab, str) and tab in self.panes:
            self._show(tab)
        if self._is_stale:
            self.refresh()

    def where(self) -> dict[str, object]:
        return {"tab": self.tabs.key()}

    @property
    def here(self) -> Pane:
        """The tab that is shown."""
        return self.panes[self.tabs.key()]

    def _show(self, key: str) -> None:
        if self.tabs.key() != key:
            self.tabs.choose(key)
            return
        self._stack.setCurrentWidget(self.panes[key])

    def _count(self, key: str, count: int | None) -> None:
        if key == "take_in" and self._counts.get(key) != count:
            self._counts[key] = count
            self._set_tabs()

    def _set_tabs(self) -> None:
        text = self.language.text
        self.tabs.set_tabs(
            [
                Tab(key, text(label), self._counts.get(key), text(short) if short else "")
                for key, label, short in _TABS
            ]
        )

    # ---- files dropped on the page ----

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.take([Path(url.toLocalFile()) for url in urls])
        event.acceptProposedAction()

    def take(self, paths: list[Path]) -> None:
        """Cards go to the colleagues, everything else is looked at as packages."""
        cards = [path for path in paths if path.suffix == CARD_SUFFIX]
        packages = [path for path in paths if path.suffix != CARD_SUFFIX]
        if cards:
            self._show("give")
            self.give.take(cards)
        if packages:
            self._show("take_in")
            self.take_in.take(packages)
