"""The table of those a package is for, and the table of packages given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.exchange import Card
from app.language import Language
from app.storage.questions.exchange import Given
from app.ui.context import Context
from app.ui.exchange.words import key_words, role_word
from app.ui.kit import Cell, Column, ListTable
from app.ui.measures import column_width
from app.ui.sources import place_name

_ROW = 48
_GIVEN_ROW = 32
_HEAD = 34
_MOST_SHOWN = 6


class ReceiverTable(ListTable):
    """Colleagues with a tick: Space or a press chooses them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(row_height=_ROW)
        self._language: Language | None = None
        self._context: Context | None = None
        self._ticked: set[bytes] = set()
        self._last: dict[str, Given] = {}
        self.set_drawing(self._cells)
        self.clicked.connect(self._pressed)
        self.row_opened.connect(self._turn)

    def retranslate(self, language: Language) -> None:
        """Say the columns in another language."""
        self._language = language
        text = language.text
        self.set_columns(
            [
                Column("tick", "", 44, "center"),
                Column("name", text("Colleague")),
                Column("words", text("Words of the key"), 330, from_width=860),
                Column("last", text("Last given"), 170, from_width=560),
            ]
        )

    def show_cards(self, cards: Sequence[Card], given: Sequence[Given], context: Context) -> None:
        """Show these colleagues; who was ticked stays so."""
        self._context = context
        self._last = {}
        for one in given:
            for name in one.receivers:
                self._last.setdefault(name, one)
        self.set_rows(list(cards))
        self.setFixedHeight(_HEAD + _ROW * min(len(cards), _MOST_SHOWN))

    def cards(self) -> list[Card]:
        """Those that are ticked."""
        return [card for card in self.rows() if card.device in self._ticked]

    def choose(self, cards: Iterable[Card]) -> None:
        """Tick these too."""
        self._ticked |= {card.device for card in cards}
        self.redraw()

    def choose_names(self, names: Iterable[str], cards: Iterable[Card]) -> None:
        """Tick those of these names, as the last package was for them."""
        wanted = set(names)
        self.choose(card for card in cards if card.name in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.selected() is not None:
            self._turn(self.selected())
        else:
            super().keyPressEvent(event)

    def _pressed(self, index: QModelIndex) -> None:
        self._turn(self.rows()[index.row()])

    def _turn(self, card: Card) -> None:
        self._ticked ^= {card.device}
        self.redraw()
        self.chosen.emit()

    def _cells(self, card: Card) -> list[Cell]:
        language, context = self._language, self._context
        if language is None or context is None:
            return []
        is_on = card.device in self._ticked
        said = language.text("chosen") if is_on else language.text("not chosen")
        where = place_name(context, card.territory) if card.territory else ""
        sub = " · ".join(part for part in (role_word(language, card.role), where) if part)
        last = self._last.get(card.name)
        when = language.moment(last.made_at) if last else language.text("not given yet")
        words = key_words(card, language)
        return [
            Cell(
                "",
                icon="circle-check" if is_on else "circle",
                icon_colour="accent" if is_on else "text3",
                spoken=said,
            ),
            Cell(card.name, sub=sub, weight=600 if is_on else 500, tip=words),
            Cell(words, size=13, colour="text2"),
            Cell(when, size=13, colour="text2"),
        ]


class GivenTable(ListTable):
    """The packages that left, the last one first."""

    def __init__(self) -> None:
        super().__init__(row_height=_GIVEN_ROW)
        self._language: Language | None = None
        self.set_drawing(self._cells)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def retranslate(self, language: Language) -> None:
        """Say the columns in another language."""
        self._language = language
        text = language.text
        self.set_columns(
            [
                Column("number", text("No."), 56, "right"),
                Column("at", text("When"), 150),
                Column("to", text("To whom"), 240),
                Column("file", text("File"), from_width=760),
                Column("changes", text("Changes"), column_width(text("Changes"), 90), "right"),
                Column("size", text("Size"), column_width(text("Size"), 80), "right"),
            ]
        )

    def show_given(self, given: Sequence[Given]) -> None:
        """Show these packages."""
        self.set_rows(list(given))
        self.setFixedHeight(_HEAD + _GIVEN_ROW * min(len(given), 8))

    def _cells(self, one: Given) -> list[Cell]:
        language = self._language
        if language is None:
            return []
        names = ", ".join(one.receivers)
        return [
            Cell(language.number(one.number), size=13),
            Cell(language.moment(one.made_at), size=13, colour="text2"),
            Cell(names, size=13, tip=names),
            Cell(one.file_name, size=13, colour="text2", tip=one.file_name),
            Cell(language.number(one.changes), size=13),
            Cell(language.size(one.size), size=13),
        ]
