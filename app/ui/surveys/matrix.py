"""Questions with the same answers as a table: the answers once above, a line a question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.surveys import Entry, Kind, plain
from app.ui.kit import ChoiceRows, Text
from app.ui.kit.choice_rows import MANY, ONE
from app.ui.surveys.answers import AnswerField, RowsAnswer
from app.ui.surveys.question import WIDEST, QuestionView

_GAP = 6
_LABELS, _CELLS = 2, 3
"""How the width is shared between the questions and their answers."""


class MatrixHeading(QWidget):
    """The answers above their columns, as the heading's question says them."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.position = entry.position
        self._label = Text("", "section", wrap=True)
        self._answers = QWidget()
        self._row = QHBoxLayout(self._answers)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._words = [Text("", "caption", wrap=True, colour="text2") for _ in entry.choices]
        for word in self._words:
            word.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            word.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            self._row.addWidget(word, 1)
        row = QHBoxLayout(self)
        _share(row, self._label, self._answers)
        self.setMaximumWidth(WIDEST)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Say the heading as it is now."""
        self._label.setText(plain(entry.label))
        for word, choice in zip(self._words, entry.choices, strict=False):
            word.setText(plain(choice.label) or choice.value)


class MatrixLine(QuestionView):
    """A question of the table: its words at the left, a mark under each answer."""

    def make_field(self, *, is_whole: bool) -> AnswerField | None:
        kind = MANY if self._entry.kind is Kind.SELECT_MULTIPLE else ONE
        return RowsAnswer(ChoiceRows(kind, 0, compact=True, bare=True))

    def place_words(self, column: QVBoxLayout, *, is_whole: bool) -> None:
        self._label.set_role("body")
        line = QHBoxLayout()
        if self.field is not None:
            _share(line, self._label, self.field)
        column.addLayout(line)
        for part in (self._hint, self._more_row, self._guidance, *self._beside()):
            column.addWidget(part)

    def _show_must(self, entry: Entry) -> None:
        """A line under each line would tear the table; what is missing is said on going on."""
        super()._show_must(entry)
        self._foot.hide()


def _share(row: QHBoxLayout, label: QWidget, answers: QWidget) -> None:
    """The heading and its lines share the width alike, whatever their words."""
    row.setSpacing(12)
    for part, share in ((label, _LABELS), (answers, _CELLS)):
        part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
        row.addWidget(part, share)


def is_line(entry: Entry) -> bool:
    """Whether a question is a line under a heading."""
    return entry.kind.takes_choices and "list-nolabel" in entry.appearance
