"""What an import of a list did, or why nothing of it was taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.exchange import Imported, RowProblem, RowsRefused
from app.language import Language, mark
from app.model import Person
from app.ui.kit import (
    ActionFooter,
    Banner,
    Cell,
    Column,
    ListTable,
    PlainButton,
    PrimaryButton,
    Stack,
    Text,
)

_EXTRA_LABELS = {"full_name": mark("Full name"), "age": mark("Age")}


class ImportReport(QWidget):
    """The answer to an import: what was taken, or every mistake with its row."""

    again_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answer: Imported | AppError | None = None
        self.banner = Banner("ok")
        self.table = ListTable(row_height=32)
        self._note = Text("", "second", wrap=True)
        self.again = PlainButton(icon="upload")
        self.done = PrimaryButton(icon="check")
        self._lay_out()
        self.again.clicked.connect(self.again_asked)
        self.done.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        footer = ActionFooter()
        footer.add_action(self.again)
        footer.add_action(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        room = Stack(self.banner, self._note, gap=12, margins=(24, 8, 24, 12))
        room.box.addWidget(self.table, 1)
        self._below = QWidget()
        room.box.addWidget(self._below)
        column.addWidget(room, 1)
        column.addWidget(footer)

    def show_answer(self, answer: Imported | AppError, language: Language) -> None:
        """Show what became of the file."""
        self._answer = answer
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.again.setText(language.text("Choose the file again"))
        self.done.setText(language.text("To the list"))
        if isinstance(self._answer, Imported):
            self._show_done(self._answer, language)
        elif self._answer is not None:
            self._show_refusal(self._answer, language)

    def _show_done(self, done: Imported, language: Language) -> None:
        self.banner.set_kind("ok" if done.new else "info")
        title = language.plural("{n} person was added", "{n} people were added", done.new)
        self.banner.set_content(title, done.path.name)
        self._note.setText("\n".join(_notes(done, language)))
        self._note.setVisible(bool(self._note.text()))
        self.table.hide()
        self._below.setVisible(True)
        self.again.hide()

    def _show_refusal(self, error: AppError, language: Language) -> None:
        self.banner.set_kind("bad")
        self.banner.set_content("", language.error(error))
        self._note.hide()
        self.again.show()
        problems = error.problems if isinstance(error, RowsRefused) else ()
        self.table.setVisible(bool(problems))
        self._below.setVisible(not problems)
        self.table.set_columns(
            [
                Column("row", language.text("Row"), 80, align="right"),
                Column("field", language.text("Column"), 220),
                Column("text", language.text("What to mend")),
            ]
        )
        self.table.set_drawing(lambda problem: _problem_cells(problem, language))
        self.table.set_rows(problems)


def _notes(done: Imported, language: Language) -> list[str]:
    notes = []
    if done.known:
        n = len(done.known)
        notes.append(
            language.plural(
                "{n} row names a person who is in the register already; it was left as it is.",
                "{n} rows name people who are in the register already; they were left as they are.",
                n,
            )
        )
    if done.repeated:
        n = len(done.repeated)
        notes.append(
            language.plural(
                "{n} row repeats an earlier one of the file.",
                "{n} rows repeat earlier ones of the file.",
                n,
            )
        )
    if done.ignored:
        columns = ", ".join(done.ignored)
        notes.append(language.text("Columns that were not understood: {columns}", columns=columns))
    return notes


def _problem_cells(problem: RowProblem, language: Language) -> list[Cell]:
    kind = Person.kinds().get(problem.field)
    label = kind.label if kind else _EXTRA_LABELS.get(problem.field, problem.field)
    text = language.text(problem.text, **problem.values)
    return [
        Cell(language.number(problem.row), weight=500),
        Cell(language.text(label), colour="text2"),
        Cell(text, icon="circle-alert", icon_colour="bad"),
    ]
