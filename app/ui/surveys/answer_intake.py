"""Filled forms from files: what they would change is seen first, every mistake with its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.errors import AppError
from app.exchange.answer_import import AnswersRefused, ImportedAnswers, import_answers
from app.exchange.answer_tables import CellProblem
from app.exchange.answer_words import counts_said, remarks_on
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import (
    ActionFooter,
    Banner,
    Cell,
    Column,
    PlainButton,
    PrimaryButton,
    ProgressRow,
    QuietButton,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.tasks import Progress, Task

KINDS = "*.xlsx *.csv *.xml *.zip"


def _import(
    ws: Workspace, paths: Sequence[Path], survey: bytes, *, is_look: bool, progress: Progress
) -> ImportedAnswers:
    progress.step(0, 0)
    return import_answers(ws, paths, survey, progress, is_dry_run=is_look)


class AnswerIntake(Stack):
    """Files of filled forms: looked at, taken in at a word, taken back by undo."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self.context = context
        self._survey = b""
        self._paths: tuple[Path, ...] = ()
        self._found: ImportedAnswers | None = None
        self._refusal: AppError | None = None
        self._task: Task | None = None
        self.banner = Banner("info")
        self.note = Text("", "second", wrap=True)
        self.progress = ProgressRow(context.language)
        self.progress.cancelled.connect(self._stop)
        self.table = WrappedTable(row_height=40)
        self.cancel, self.again = QuietButton(), PlainButton(icon="folder")
        self.act = PrimaryButton(icon="check")
        self._lay_out()
        self.cancel.clicked.connect(self.leave)
        self.again.clicked.connect(self.choose)
        self.act.clicked.connect(self.take)
        self.retranslate()

    def _lay_out(self) -> None:
        self.add(self.banner, self.note, self.progress)
        self.box.addWidget(self.table, 1)
        self.box.addStretch(0)
        footer = ActionFooter()
        for button in (self.cancel, self.again, self.act):
            footer.add_action(button)
        self.box.addWidget(footer)

    # ---- looking ----

    def begin(self, survey: bytes) -> bool:
        """Let files of filled forms of this survey be chosen; whether some were."""
        self._survey = survey
        return self.choose()

    def choose(self) -> bool:
        """Let files be chosen and look at them; whether some were."""
        say = self.context.language.text
        kinds = say("Filled forms ({kinds})", kinds=KINDS)
        paths = self.context.pick_files(say("Choose the filled forms"), kinds)
        if paths:
            self.look(paths)
        return bool(paths)

    def look(self, paths: Sequence[Path], survey: bytes = b"") -> None:
        """See what files would change; nothing changes."""
        self._survey = survey or self._survey
        self._paths = tuple(paths)
        self._found = self._refusal = None
        self._run(is_look=True)

    def take(self) -> None:
        """Take the files in as they were seen."""
        self._run(is_look=False)

    def leave(self) -> None:
        """Stop what is being read, and close."""
        self._stop()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _run(self, *, is_look: bool) -> None:
        say = self.context.language.text
        self.progress.start(say("Reading filled forms…") if is_look else say("Importing…"))
        self._task = self.context.run(
            _import,
            self._paths,
            self._survey,
            is_look=is_look,
            on_done=self._seen if is_look else self._taken,
            on_error=self._refused,
            on_progress=self.progress.set_progress,
            on_cancelled=self._cancelled,
            undo=True,
        )
        self._show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self.progress.finish()

    def _seen(self, found: ImportedAnswers) -> None:
        self._ended()
        self._found = found
        self._show()
        self.act.setFocus()

    def _taken(self, done: ImportedAnswers) -> None:
        self._ended()
        self.context.toast_undo(counts_said(self.context.language, done))
        self.closed.emit()

    def _refused(self, error: AppError) -> None:
        self._ended()
        self._found, self._refusal = None, error
        self._show()
        self.again.setFocus()

    def _cancelled(self) -> None:
        self._ended()
        self._show()

    # ---- showing ----

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.progress.retranslate(self.context.language)
        self.cancel.setText(say("Cancel"))
        self.again.setText(say("Choose other files"))
        self._show()

    def _show(self) -> None:
        language = self.context.language
        say, found = language.text, self._found
        wanted = found.new + found.updated if found is not None and self._task is None else 0
        word = language.plural("Take in {n} filled form", "Take in {n} filled forms", wanted)
        self.act.setText(word if wanted else say("Take in"))
        self.act.setEnabled(bool(wanted))
        self.again.setEnabled(self._task is None)
        remarks = list(remarks_on(language, found)) if found is not None else []
        self.note.setText("\n".join(remarks))
        self.note.setVisible(bool(remarks))
        problems = self._refusal.problems if isinstance(self._refusal, AnswersRefused) else ()
        self.table.setVisible(bool(problems))
        if problems:
            self._show_problems(problems)
        self._show_banner()

    def _show_banner(self) -> None:
        language = self.context.language
        say, found = language.text, self._found
        names = ", ".join(path.name for path in self._paths)
        self.banner.set_kind("bad" if self._refusal is not None else "info")
        if self._refusal is not None:
            self.banner.set_content("", language.error(self._refusal))
        elif found is None:
            self.banner.set_content(say("Reading {name}", name=names))
        else:
            title = say("Nothing has been changed yet: this is what would change")
            if not found.new + found.updated:
                title = say("Everything in these files is here already")
            self.banner.set_content(title, counts_said(language, found))

    def _show_problems(self, problems: Sequence[CellProblem]) -> None:
        say = self.context.language.text
        self.table.set_name(say("What to mend"))
        self.table.set_columns(
            [
                Column("text", say("What to mend")),
                Column("table", say("Table"), 220),
                Column("column", say("Column"), 200),
                Column("row", say("Row"), 72, "right"),
            ]
        )
        self.table.set_drawing(self._problem_cells)
        self.table.set_rows(problems)

    def _problem_cells(self, problem: CellProblem) -> list[Cell]:
        language = self.context.language
        row = language.number(problem.row) if problem.row else ""
        return [
            Cell(language.text(problem.text, **problem.values), is_wrapped=True),
            Cell(problem.place, colour="text2"),
            Cell(problem.column, colour="text2"),
            Cell(row, weight=500),
        ]
