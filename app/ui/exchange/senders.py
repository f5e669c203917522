"""Who has sent what: every colleague one has met, and whether something is missing."""

from __future__ import annotations

from app.model.numbering import ranges
from app.storage.questions.exchange import Sender, senders
from app.ui.context import Context
from app.ui.exchange.pane import Pane
from app.ui.exchange.words import role_word
from app.ui.kit import Cell, Column, EmptyPage, ListTable, Text
from app.ui.measures import column_width
from app.ui.sources import place_name

_ROW = 48
_HEAD = 34


class SendersPane(Pane):
    """The tab «Who has sent what»."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.footer.hide()
        self._senders: list[Sender] = []
        self.table = ListTable(row_height=_ROW)
        self.table.set_drawing(self._cells)
        self.empty = EmptyPage("arrow-left-right")
        self._caption = Text("", "caption", wrap=True)
        self.room.add(self.table, self._caption, self.empty, None)
        self.empty.primary_chosen.connect(lambda: context.go("exchange", tab="give"))

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        numbers, made, received = text("Packages here"), text("Last one made"), text("Taken in")
        self.table.set_columns(
            [
                Column("name", text("Colleague")),
                Column("numbers", numbers, column_width(numbers, 130)),
                Column("made", made, column_width(made, 140), from_width=700),
                Column("received", received, column_width(received, 140), from_width=840),
                Column("state", "", max(column_width(word, 100) for word in self._states()) + 40),
            ]
        )
        self._caption.setText(
            text(
                "A gap means that changes made in between have not arrived: "
                "ask the colleague for a new package with everything."
            )
        )
        self.empty.set_content(
            text("No colleague is known yet"),
            text("Whoever's card or package you take in stands here with what came from them."),
            text("Add a card"),
        )
        self._show(self._senders)

    def refresh(self) -> None:
        self.context.ask(senders, on_done=self._show, key="exchange.senders")

    def _show(self, found: list[Sender]) -> None:
        order = self.language.sort_key
        self._senders = sorted(found, key=lambda one: order(one.name))
        self.table.set_rows(self._senders)
        self.table.setFixedHeight(_HEAD + _ROW * len(found))
        for part in (self.table, self._caption):
            part.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.counted.emit(len(found) or None)

    def _cells(self, one: Sender) -> list[Cell]:
        language = self.language
        where = place_name(self.context, one.territory) if one.territory else ""
        sub = " · ".join(part for part in (role_word(language, one.role), where) if part)
        numbers = ranges(one.numbers)
        return [
            Cell(one.name or one.device.hex(), sub=sub, weight=500, tip="\n".join(one.files)),
            Cell(language.text("No. {n}", n=numbers) if numbers else "–", tip=numbers),
            Cell(language.moment(one.last_made_at) or "–", size=13, colour="text2"),
            Cell(language.moment(one.last_received_at) or "–", size=13, colour="text2"),
            self._state(one),
        ]

    def _states(self) -> tuple[str, str, str]:
        text = self.language.text
        return text("something is missing"), text("nothing sent yet"), text("without a gap")

    def _state(self, one: Sender) -> Cell:
        language = self.language
        missing, nothing, whole = self._states()
        if one.has_gap:
            numbers = language.text("No. {n}", n=ranges(one.missing)) if one.missing else ""
            return Cell(missing, numbers, "triangle-alert", "warn", size=13)
        if not one.numbers:
            return Cell(nothing, "", "circle", "text3", size=13)
        return Cell(whole, "", "circle-check", "ok", size=13)
