"""The line the next record is typed into: nothing typed in it is lost or lands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from app.errors import AppError
from app.ui.context import Context
from app.ui.tasks import Done
from app.ui.trail import Place
from app.ui.words import said_plainly


def lines_of(text: str) -> list[str]:
    """What stands in a line as it was typed: several things may have come back into it."""
    return [line for line in text.splitlines() if line.strip()]


class TypedLine(QObject):
    """Keeps what stands in a line for each whole apart: an event, a resolution, a plan.

    What could not be written stands in the line of its own whole again, before what was typed
    there since, and each thing on a line of its own; who is elsewhere by then is told so and led
    back.
    """

    kept = Signal(bytes, str)
    """What stands in the line of a whole, shown or not, is another text now."""

    def __init__(self, context: Context, line: QLineEdit, way_to: Callable[[bytes], Place]) -> None:
        super().__init__(line)
        self._context, self._line, self._way_to = context, line, way_to
        self._texts: dict[bytes, str] = {}
        self._back: dict[bytes, list[str]] = {}
        """What came back last, in its order: it stands at the beginning."""
        self.whole = b""
        """What the line is shown for."""
        line.textChanged.connect(lambda text: self._keep(self.whole, text))

    def turn_to(self, whole: bytes) -> None:
        """Show what stands in the line of a whole."""
        self.whole = whole
        self._line.setText(self._texts.get(whole, ""))

    def remember(self, whole: bytes, text: str) -> None:
        """What stood there when the notebook was closed; since then the line knows better."""
        if whole not in self._texts:
            self._texts[whole] = text
            if whole == self.whole:
                self._line.setText(text)

    def write(
        self,
        typed: str,
        action: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
    ) -> None:
        """Write by an action what was typed."""
        whole = self.whole
        self._context.do(
            *(action, *args),
            on_done=on_done,
            on_error=partial(self._refused, whole),
            on_lost=partial(self._give_back, whole, typed),
        )

    def _keep(self, whole: bytes, text: str) -> None:
        if text != self._texts.get(whole, ""):
            self._texts[whole] = text
            self.kept.emit(whole, text)

    def _give_back(self, whole: bytes, typed: str) -> None:
        lines, back = self._texts.get(whole, "").splitlines(), self._back.get(whole, [])
        if lines[: len(back)] != back:
            back = []
        since = lines[len(back) :]
        self._back[whole] = [*back, *typed.splitlines()]
        text = "\n".join([*self._back[whole], *since])
        self._keep(whole, text)
        if whole == self.whole:
            self._line.setText(text)

    def _refused(self, whole: bytes, error: AppError) -> None:
        said = said_plainly(self._context.language, error)
        if whole == self.whole and self._line.isVisible():
            self._context.toast(said, "warn")
            return
        place = self._way_to(whole)
        show = self._context.language.text("Show what was typed")
        self._context.toast(said, "warn", show, lambda: self._context.go(place.page, **place.where))
