"""What each tab of exchange is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError
from app.language import Language
from app.ui.context import Context
from app.ui.kit import ActionFooter, Banner, ElidedText, Icon, ProgressRow, Scroller, Stack
from app.ui.kit.buttons import Button
from app.ui.tasks import Task

_AROUND = 88
"""What lies beside the note and the buttons of the footer."""


class Pane(QWidget):
    """Content that scrolls, a line of progress, and a footer of a note and actions that stays.

    One piece of long work is done at a time: `work` begins it, Cancel stops it, `ended` is when it
    is over in whatever way.
    """

    counted = Signal(object)
    """How many there are, for the tab; None for no number."""

    def __init__(self, context: Context, icon: str = "lock") -> None:
        super().__init__()
        self.context = context
        self.room = Stack(gap=14, margins=(24, 12, 24, 16))
        self.progress = ProgressRow(context.language)
        self.progress.cancelled.connect(self._stop)
        self.footer = ActionFooter()
        self._banners: list[Banner] = []
        self._busy: tuple[Button, ...] = ()
        self._task: Task | None = None
        self._note = ElidedText("", "second")
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.footer.add_note(Icon(icon, 16, "text2"))
        self.footer.add_note(self._note)
        self._actions: list[Button] = []
        self._scroller = Scroller(self.room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroller, 1)
        column.addWidget(Stack(self.progress, margins=(24, 4, 24, 4)))
        column.addWidget(self.footer)

    @property
    def language(self) -> Language:
        """The language of the window at present."""
        return self.context.language

    def banner(self, kind: str, icon: str = "") -> Banner:
        """A banner that is hidden until there is something to say, and can be closed."""
        made = Banner(kind, closable=True, icon=icon)
        made.hide()
        self._banners.append(made)
        return made

    def add_actions(self, *buttons: Button) -> None:
        """Put these buttons into the footer."""
        for button in buttons:
            self.footer.add_action(button)
        self._actions += buttons

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.progress.retranslate(self.language)
        for banner in self._banners:
            banner.set_close_name(self.language.text("Close"))
        self.say_note()

    def refresh(self) -> None:
        """Read anew what is shown."""

    def take(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the page while this tab was shown."""

    # ---- the note ----

    def notes(self) -> Sequence[str]:
        """What the footer says: the first of these that has room."""
        return ("",)

    def say_note(self) -> None:
        """Say the note, as long a one as the buttons leave room for."""
        room = self.width() - _AROUND - sum(one.sizeHint().width() + 8 for one in self._actions)
        every = self.notes()
        measure = self._note.fontMetrics().horizontalAdvance
        self._note.setText(next((one for one in every if measure(one) <= room), every[-1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.say_note()

    # ---- long work ----

    @property
    def is_working(self) -> bool:
        """Whether something long is being done."""
        return self._task is not None

    def work(
        self,
        said: str,
        job: Callable[..., Any],
        *args: Any,
        on_done: Callable[[Any], object],
        busy: Sequence[Button] = (),
        busy_word: str = "",
        **kwargs: Any,
    ) -> None:
        """Do something long; meanwhile the `busy` buttons say what is being done."""
        for banner in self._banners:
            banner.hide()
        self._busy = tuple(busy)
        for button in self._busy:
            button.set_busy(busy_word)
        self.progress.start(said)

        def done(answer: Any) -> None:
            self.ended()
            on_done(answer)

        def failed(error: AppError) -> None:
            self.ended()
            self.failed(error)

        self._task = self.context.run(
            job,
            *args,
            on_done=done,
            on_error=failed,
            on_progress=self.progress.set_progress,
            on_cancelled=self.ended,
            **kwargs,
        )

    def failed(self, error: AppError) -> None:
        """Say why the work could not be done."""

    def ended(self) -> None:
        """The work is over: done, failed or cancelled."""
        self._task = None
        self.progress.finish()
        for button in self._busy:
            button.set_idle()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
