"""The panel beside the questions: all of them, and why the next ones are not asked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.language import Language
from app.surveys import Entry, Kind, plain
from app.ui.kit import Text
from app.ui.surveys.question_list import (
    ANSWERED,
    HEAD,
    NOT_ASKED,
    OPEN,
    WRONG,
    Line,
    QuestionList,
    Why,
)
from app.ui.surveys.sheet import Sheet
from app.ui.surveys.step_panel import named
from app.ui.surveys.steps import is_question

WIDTH = 336
_BORDER = 1


class SheetSide(QFrame):
    """«Questions», the list, and the box that says why."""

    asked = Signal(str)

    def __init__(self, language: Language, sheet: Sheet) -> None:
        super().__init__()
        self.setProperty("box", "side")
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._sheet = sheet
        self._here = ""
        self._title = Text("", "label")
        self.list = QuestionList()
        self.list.asked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(20 + _BORDER, 16, 24, 8)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        self.show_sheet(language)

    def show_sheet(self, language: Language) -> None:
        """Show all questions as they are now."""
        self._language, self._here = language, ""
        self._title.setText(language.text("Questions"))
        self.list.setAccessibleName(language.text("Questions"))
        listed = (entry for entry in self._sheet.entries if _is_listed(entry))
        self.list.set_lines([self._line(entry) for entry in listed])

    def show_changed(self, entries: Iterable[Entry]) -> None:
        """Show how these stand now."""
        for entry in entries:
            if _is_listed(entry):
                self.list.put(self._line(entry))

    def set_here(self, position: str, why: Why | None, under: str) -> None:
        """Mark the question that is asked, and say why those after it are not."""
        former = self._sheet.entry(self._here)
        line = self._line(former) if former is not None and former.position != position else None
        self._here = position
        self.list.set_why(under, why)
        self.list.set_here(position, line)

    def _line(self, entry: Entry) -> Line:
        if not is_question(entry):
            return Line(entry.position, "", named(self._language, entry), HEAD)
        say = self._language.text
        state, spoken = OPEN, say("not yet answered")
        if not entry.is_relevant:
            state, spoken = NOT_ASKED, say("not asked")
        elif entry.violation and entry.violation.kind != "required":
            state, spoken = WRONG, say("refused")
        elif entry.value:
            state, spoken = ANSWERED, say("answered")
        number = str(self._sheet.number(entry.position))
        return Line(entry.position, number, plain(entry.label) or entry.name, state, spoken)


def _is_listed(entry: Entry) -> bool:
    if entry.kind is Kind.GROUP:
        return bool(entry.label)
    return is_question(entry) or entry.kind is Kind.INSTANCE
