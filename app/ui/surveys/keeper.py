"""The draft on its way into the notebook: every answer at once, none of them twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions.surveys import keep_draft
from app.storage.drafts import Draft
from app.ui.context import Context

_AFTER_MS = 10
"""What a key brought about is first shown, then written; two things at once are one write."""


class DraftKeeper(QObject):
    """Writes the draft as it stands; while a write is under way, the next one follows it."""

    saved = Signal(object)
    """The moment (local time) the draft was last written."""

    def __init__(self, context: Context, draft: Callable[[], Draft]) -> None:
        super().__init__()
        self._context = context
        self._draft = draft
        self._is_dirty = self._is_writing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        context.add_draft(self)

    @property
    def is_clean(self) -> bool:
        """Whether everything answered is in the notebook."""
        return not (self._is_dirty or self._is_writing)

    def put(self) -> None:
        """Something was answered."""
        self._is_dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write now, or right after the write that is under way."""
        if not self._is_dirty or self._is_writing:
            return
        self._is_dirty, self._is_writing = False, True
        self._context.do(
            keep_draft,
            self._draft(),
            undo=False,
            on_done=self._written,
            on_lost=self._take_back,
        )

    def forget(self) -> None:
        """What waits is no longer wanted."""
        self._is_dirty = False

    def _written(self, _: object) -> None:
        self._is_writing = False
        self.saved.emit(datetime.now().astimezone())
        self.flush()

    def _take_back(self) -> None:
        """The answers stay here and go with the next key, or with "try again"."""
        self._is_writing, self._is_dirty = False, True
