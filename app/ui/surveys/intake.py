"""Taking a form in: chosen, read off the UI thread, kept; or what is wrong with it and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.actions.surveys import AddedForm, add_form
from app.errors import AppError
from app.language import Language, mark
from app.model import Changes
from app.paths import resource
from app.storage import Workspace
from app.surveys import FormFault, convert, read_form
from app.ui.context import Context
from app.ui.kit import Banner, Facts, ProgressRow, Stack
from app.ui.surveys.shipped import shipped
from app.ui.tasks import Progress, Task

KINDS = "*.xlsx *.xls *.xml"
_LARGEST = 30_000_000


class FileTooLarge(AppError):
    """A file that is no form."""


@dataclass(frozen=True)
class Taken:
    """A form that was taken in, and what its author should know."""

    added: AddedForm
    warnings: tuple[FormFault, ...]
    missing: tuple[str, ...]
    """Files it asks for that lay nowhere beside it."""

    @property
    def changes(self) -> Changes:
        """What was written."""
        return self.added.changes


def take_form(
    ws: Workspace, path: Path, purpose: str | None = None, *, progress: Progress
) -> Taken:
    """Read a form and keep it: all of it, or nothing."""
    progress.step(0, 3)
    if path.stat().st_size > _LARGEST:
        raise FileTooLarge(mark("{file} is too large to be a form."), file=path.name)
    content = path.read_bytes()
    converted = convert(content, path.name)
    progress.step(1, 3)
    files = {name: found for name in converted.needed if (found := _beside(path, name)) is not None}
    form = read_form(converted.xform, {**files, **converted.itemsets}.get)
    progress.step(2, 3)
    languages = [language for language in form.languages if language]
    source = (path.name, content)
    added = add_form(
        ws, converted, purpose=purpose, languages=languages, source=source, files=files
    )
    return Taken(added, converted.warnings, form.missing)


def _beside(path: Path, name: str) -> bytes | None:
    """A file the form asks for, from its own folder or the one that is called like it."""
    plain = Path(name).name
    if not plain or plain in (".", ".."):
        return None
    for folder in (path.parent, path.parent / f"{path.stem}-media"):
        found = folder / plain
        if found.is_file() and found.stat().st_size <= _LARGEST:
            return found.read_bytes()
    return None


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
            take_form,
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
