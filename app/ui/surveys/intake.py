"""Taking a form in: chosen, read off the UI thread, kept; or what is wrong with it and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from app.actions.forms import Taken, take_form
from app.errors import AppError
from app.language import Language
from app.paths import resource
from app.storage import Workspace
from app.surveys import FormFault
from app.ui.context import Context
from app.ui.kit import Banner, Facts, ProgressRow, Stack
from app.ui.surveys.shipped import shipped
from app.ui.tasks import Progress, Task

KINDS = "*.xlsx *.xls *.xml"


def _take(ws: Workspace, path: Path, purpose: str | None = None, *, progress: Progress) -> Taken:
    return take_form(ws, path, purpose, progress)


class FormIntake(Stack):
    """A bar while a form is read; a red box with the place of a fault; yellow words of caution."""

    taken = Signal(object)
    """The `Taken` form."""
    busy = Signal(bool)

    def __init__(self, context: Context) -> None:
        self.progress = ProgressRow(context.language)
        self.fault = Banner("bad", closable=True)
        self.where = Facts()
        super().__init__(self.progress, self.fault, self.where, gap=6)
        self._context = context
        self._error: AppError | None = None
        self._task: Task | None = None
        self.progress.cancelled.connect(self._cancel)
        self.fault.closed.connect(self._forget)
        self.retranslate(context.language)

    def choose(self) -> None:
        """Let the user choose a file and take it in."""
        language = self._context.language
        kinds = language.text("Forms ({kinds})", kinds=KINDS)
        path = self._context.pick_file(language.text("Choose the form"), kinds)
        if path is not None:
            self.take(path)

    def take_shipped(self, name: str) -> None:
        """Take one of the forms that come with the program."""
        self.take(resource("forms", f"{name}.xlsx"), shipped(name).purpose)

    def take(self, path: Path, purpose: str | None = None) -> None:
        """Take a form in."""
        self._forget()
        self.busy.emit(True)
        said = self._context.language.text("Reading {file}…", file=path.name)
        self.progress.start(said)
        self._task = self._context.run(
            _take,
            path,
            purpose,
            on_done=self._done,
            on_error=self._failed,
            on_progress=self.progress.set_progress,
            on_cancelled=self._ended,
        )

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self.progress.finish()
        self.busy.emit(False)

    def _done(self, taken: Taken) -> None:
        self._ended()
        self.taken.emit(taken)

    def _failed(self, error: AppError) -> None:
        self._ended()
        self._error = error
        self.retranslate(self._context.language)

    def _forget(self) -> None:
        self._error = None
        self.retranslate(self._context.language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say, error = language.text, self._error
        self.progress.retranslate(language)
        self.fault.set_close_name(say("Close"))
        self.fault.setVisible(error is not None)
        place = error if isinstance(error, FormFault) and (error.sheet or error.row) else None
        self.where.setVisible(place is not None)
        if error is not None:
            self.fault.set_content(say("The form was not taken in"), language.error(error))
        if place is not None:
            row = language.number(place.row) if place.row else ""
            facts = [(say("Sheet"), place.sheet), (say("Row"), row), (say("Column"), place.column)]
            self.where.set_facts(facts)
