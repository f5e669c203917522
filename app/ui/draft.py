"""Autosave: what is typed is written a moment after the last key, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError, Invalid
from app.model import Changes

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.kit import Form

WAIT_MS = 300

Write = Callable[[Any, dict[str, object]], Changes]
"""Writes the touched values into the workspace, as an action does."""


class Draft(QObject):
    """The touched fields of one record, on their way into the workspace."""

    saved = Signal(object)
    refused = Signal(object)
    """An `Invalid`: its fields are kept here and tried again with the next key."""

    def __init__(self, context: Context, write: Write) -> None:
        super().__init__()
        self._context = context
        self._write = write
        self._waiting: dict[str, object] = {}
        self._held: dict[str, object] = {}
        self._sent: dict[str, object] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)
        context.add_draft(self)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is in the workspace."""
        return not (self._waiting or self._held or self._sent)

    def unsaved(self) -> dict[str, object]:
        """What is typed and not yet written."""
        return {**self._sent, **self._held, **self._waiting}

    def put(self, name: str, value: object) -> None:
        """A field was touched."""
        self._waiting[name] = value
        self._timer.start()

    def flush(self) -> None:
        """Write what waits, now; while a write is under way, right after it."""
        self._timer.stop()
        if self._sent:
            return
        values = {**self._held, **self._waiting}
        if not values:
            return
        self._held, self._waiting = {}, {}
        self._send(values)

    def forget(self) -> None:
        """Drop what waits: the record is gone."""
        self._timer.stop()
        self._waiting, self._held = {}, {}

    def bind(self, form: Form) -> None:
        """Follow a form: its keys, its leaving, and the problems to show in it."""
        form.edited.connect(self.put)
        form.committed.connect(self._committed)
        self.refused.connect(lambda error: form.set_problems(error.problems))

    def _committed(self, name: str, value: object) -> None:
        self._waiting[name] = value
        self.flush()

    def _send(self, values: dict[str, object]) -> None:
        self._sent = values
        self._context.do(
            *(self._write, dict(values)),
            on_done=self._written,
            on_error=partial(self._not_written, values),
            on_lost=self._take_back,
        )

    def _take_back(self) -> None:
        """Nothing was written, for whatever reason: all of it waits for the next try."""
        self._held, self._sent = {**self._sent, **self._held}, {}

    def _written(self, changes: Changes) -> None:
        self._sent = {}
        self.saved.emit(changes)
        if self._waiting and not self._timer.isActive():
            self.flush()

    def _not_written(self, values: dict[str, object], error: AppError) -> None:
        if not isinstance(error, Invalid):
            # a full disk says nothing about the values
            self._context.tasks.failed.emit(error)
            return
        bad = {problem.field for problem in error.problems}
        good = {name: value for name, value in values.items() if name not in bad}
        # what was held before and is not tried now stays wrong
        self._held = {name: value for name, value in self._held.items() if name not in good}
        self.refused.emit(error)
        if good and self._held:
            self._send(good)
            return
        self._held |= good
        if self._waiting and not self._timer.isActive():
            self.flush()
