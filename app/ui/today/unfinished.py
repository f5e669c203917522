"""What is not finished: one line an event, one mark a step."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal

from app.language import Language, mark
from app.storage.questions.today import DONE, NEEDLESS, OPEN, PARTLY, Step, Unfinished
from app.ui.kit import Cell, Column, Icon, ListTable, Row, Stack, Text
from app.ui.measures import column_width

_ROW = 50
_HEAD = 34
_STEPS = (
    ("programme", mark("Programme"), 78),
    ("people", mark("Registration"), 78),
    ("attendance", mark("Attendance"), 78),
    ("report", mark("Report"), 62),
    ("package", mark("Given"), 62),
)
"""Key, word and least width of each step's column."""
_TABS = {"programme": "programme", "people": "people", "attendance": "people", "report": "report"}
_MARKS = {
    DONE: ("circle-check", "ok", mark("done")),
    PARTLY: ("circle-dot", "warn", mark("partly")),
    OPEN: ("circle", "text3", mark("not begun")),
}
"""State → icon, colour, word. What is not needed gets a dash."""


class UnfinishedList(Stack):
    """Heading, legend, and the table; a press on a mark leads to where it is done."""

    event_asked = Signal(bytes, str)
    package_asked = Signal()

    def __init__(self) -> None:
        self._title = Text("", "section")
        self._count = Text("", "second", colour="text3")
        self._legend = [Text("", "caption", colour="text2") for _ in _MARKS]
        self._nothing = Text("", "second", wrap=True)
        self.table = ListTable(row_height=_ROW)
        super().__init__(gap=6)
        self._lay_out()
        self.table.row_opened.connect(lambda one: self.event_asked.emit(one.id, ""))
        self.table.clicked.connect(self._pressed)

    def _lay_out(self) -> None:
        legend = Row(gap=5)
        for (icon, colour, _), word in zip(_MARKS.values(), self._legend, strict=True):
            legend.add(Icon(icon, 14, colour), word, 6)
        self._legend_row = legend
        self.add(Row(self._title, self._count, None, legend, gap=8), self._nothing, self.table)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_unfinished(self, unfinished: list[Unfinished], language: Language) -> None:
        """Show these events."""
        text = language.text
        self._title.setText(text("Not finished"))
        counted = language.plural("{n} event", "{n} events", len(unfinished))
        self._count.setText(counted if unfinished else "")
        for word, (_, _, said) in zip(self._legend, _MARKS.values(), strict=True):
            word.setText(text(said))
        self._nothing.setText(text("Everything of your events is done and given."))
        self._nothing.setVisible(not unfinished)
        self._legend_row.setVisible(bool(unfinished))
        self.table.setVisible(bool(unfinished))
        self.table.set_columns(
            [
                Column("event", text("Event")),
                *(_column(key, text(label), least) for key, label, least in _STEPS),
            ]
        )
        self.table.set_drawing(lambda one: _cells(one, language))
        self.table.set_rows(unfinished)
        self.table.setFixedHeight(_HEAD + _ROW * len(unfinished))

    def _pressed(self, index: QModelIndex) -> None:
        one = self.table.rows()[index.row()]
        key = ("", *(key for key, _, _ in _STEPS))[index.column()]
        if key == "package":
            self.package_asked.emit()
        else:
            self.event_asked.emit(one.id, _TABS.get(key, ""))


def _column(key: str, label: str, least: int) -> Column:
    return Column(key, label, column_width(label, least), "center")


def _cells(one: Unfinished, language: Language) -> list[Cell]:
    event = one.event
    days = language.days(event.date_from, event.date_to)
    sub = " · ".join(part for part in (days, event.venue_text) if part)
    steps = [_step(step, language) for step in one.steps]
    return [Cell(event.title, sub=sub, weight=500, tip=event.title), *steps]


def _step(step: Step, language: Language) -> Cell:
    if step.state == NEEDLESS:
        return Cell("–", colour="text3", spoken=language.text("not needed"))
    icon, colour, said = _MARKS[step.state]
    word = language.text(said)
    count = ""
    if step.state == PARTLY and step.total:
        count = f"{language.number(step.done)}/{language.number(step.total)}"
    spoken = f"{word} {count}".strip()
    return Cell(count, icon=icon, icon_colour=colour, size=12, spoken=spoken, tip=spoken)
