"""What is handed down to every page: the workspace, the language, the ways to act and to go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions.records import undo
from app.errors import AppError
from app.language import Language, mark
from app.model import Changes
from app.storage import Workspace
from app.ui.folders import documents_folder
from app.ui.tasks import Done, Failed, Stepped, Task, Tasks, call_back

UNDO_DEPTH = 100


class Draft(Protocol):
    """What the context has to know of a draft: whether it waits, and how to send it off."""

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is in the workspace."""

    def flush(self) -> None:
        """Write what waits."""


class Context(QObject):
    """One open workspace and its window, as the pages see them."""

    changed = Signal(object)
    """`Changes` that were written, merged or undone."""
    went = Signal(str, dict)
    """A page was asked for, with the place in it."""
    went_back = Signal()
    toast_asked = Signal(str, str, str, object, str)
    language_chosen = Signal(str)
    locked = Signal()

    def __init__(
        self, workspace: Workspace, language: Language, tasks: Tasks, window: QWidget
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.language = language
        self.tasks = tasks
        self._window = window
        self._done: list[Changes] = []
        self._drafts: WeakSet[Draft] = WeakSet()
        self._folder = documents_folder()

    # ---- writing and reading ----

    def do(
        self,
        action: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        on_lost: Callable[[], object] | None = None,
        undo: bool = True,
        **kwargs: Any,
    ) -> None:
        """Write by an action; what it changed is told to every page and can be undone."""

        def done(answer: Any) -> None:
            self._tell(answer, undo=undo)
            call_back(on_done, answer)

        self.tasks.do(
            action,
            self.workspace,
            *args,
            on_done=done,
            on_error=on_error,
            on_lost=on_lost,
            **kwargs,
        )

    def ask(
        self,
        question: Callable[..., Any],
        *args: Any,
        on_done: Done,
        on_error: Failed | None = None,
        key: str = "",
        **kwargs: Any,
    ) -> None:
        """Read by a question of the storage; an older answer of the same key is dropped."""
        self.tasks.ask(
            question, self.workspace, *args, on_done=on_done, on_error=on_error, key=key, **kwargs
        )

    def run(
        self,
        job: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        on_progress: Stepped | None = None,
        on_cancelled: Callable[[], object] | None = None,
        on_over: Callable[[], object] | None = None,
        undo: bool = False,
        **kwargs: Any,
    ) -> Task:
        """Long work: it is handed `progress`, and what it changed is told to every page."""

        def done(answer: Any) -> None:
            self._tell(answer, undo=undo)
            call_back(on_done, answer)

        return self.tasks.run(
            job,
            self.workspace,
            *args,
            on_done=done,
            on_error=on_error,
            on_progress=on_progress,
            on_cancelled=on_cancelled,
            on_over=on_over,
            **kwargs,
        )

    def _tell(self, answer: Any, *, undo: bool) -> None:
        changes = answer if isinstance(answer, Changes) else getattr(answer, "changes", None)
        if not isinstance(changes, Changes) or not changes:
            return
        if undo and changes.changes:
            self._done = [*self._done[-UNDO_DEPTH + 1 :], changes]
        self.changed.emit(changes)

    def undo_last(self) -> None:
        """Take back the last thing that was done here."""
        self.flush_drafts()
        if not self._done:
            self.toast(self.language.text("There is nothing to undo"), "info")
            return
        changes = self._done.pop()
        self.do(undo, changes, undo=False, on_done=self._undone, on_error=self._not_undone)

    def forgotten(self, said: str) -> None:
        """Somebody was forgotten: nothing that was done before may bring her values back."""
        self._done.clear()
        self.toast(said)

    def _undone(self, _: object) -> None:
        self.toast(self.language.text("Undone"))

    def _not_undone(self, error: AppError) -> None:
        self.toast(self.language.error(error), "warn")

    # ---- drafts ----

    def add_draft(self, draft: Draft) -> None:
        """Know a draft, to write it before the window locks or closes."""
        self._drafts.add(draft)

    def flush_drafts(self) -> None:
        """Hand over everything that is typed and not yet written."""
        for draft in list(self._drafts):
            draft.flush()

    def unsaved(self) -> bool:
        """Whether something typed is still not in the workspace."""
        return any(not draft.is_clean for draft in self._drafts)

    # ---- saying and going ----

    def toast(
        self,
        text: str,
        kind: str = "ok",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say for some seconds what was done, with a button where something follows from it."""
        self.toast_asked.emit(text, kind, action, on_action, "")

    def toast_undo(self, text: str) -> None:
        """Say what was done, with the way back."""
        word = self.language.text(mark("Undo"))
        self.toast_asked.emit(text, "ok", word, self.undo_last, "Ctrl Z")

    def go(self, page: str, **where: object) -> None:
        """Open a page at a place in it; Alt ← leads back."""
        self.went.emit(page, where)

    def back(self) -> None:
        """Return to where one was before."""
        self.went_back.emit()

    # ---- files ----

    def pick_file(self, title: str, kinds: str = "") -> Path | None:
        """Let the user choose a file."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder), kinds)
        return self._chosen(name)

    def pick_files(self, title: str, kinds: str = "") -> list[Path]:
        """Let the user choose files."""
        names, _ = QFileDialog.getOpenFileNames(self._window, title, str(self._folder), kinds)
        return [path for path in map(self._chosen, names) if path is not None]

    def pick_folder(self, title: str) -> Path | None:
        """Let the user choose a folder."""
        name = QFileDialog.getExistingDirectory(self._window, title, str(self._folder))
        return self._chosen(name)

    def save_file(self, title: str, name: str, kinds: str = "") -> Path | None:
        """Let the user say where a file shall go."""
        proposed = str(self._folder / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, proposed, kinds)
        return self._chosen(chosen)

    def _chosen(self, name: str) -> Path | None:
        """What was chosen; the next choice begins where this one was made."""
        if not name:
            return None
        path = Path(name)
        self._folder = path if path.is_dir() else path.parent
        return path
