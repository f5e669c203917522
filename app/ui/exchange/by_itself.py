"""Looks out, while the notebook is open, for the places the user wants synchronised by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.errors import AppError
from app.exchange.carriers import Lookout
from app.model import Changes
from app.ui.context import Context
from app.ui.exchange.rounds import STAGES, Rounds, go_where_wanted, result_words

EVERY_MS = 10_000
_PATIENCE = 60
"""A place where a round failed is tried again after so many looks: some ten minutes."""


class ByItself(QObject):
    """Asks every few seconds, off the UI thread, whether a wanted place has appeared.

    What was done is said by a toast; what failed stands quietly at the place, in its list.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._lookout = Lookout(context.workspace)
        self._is_looking = False
        self._failed: dict[str, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and from now on."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look once, if the last look is over."""
        if self._is_looking:
            return
        self._is_looking = True
        self._try_again()
        text = self._context.language.text
        self._context.run(
            go_where_wanted,
            self._lookout,
            {stage: text(word) for stage, word in STAGES.items()},
            on_done=self._went,
            on_error=self._could_not,
            on_cancelled=self._ended,
        )

    def _try_again(self) -> None:
        """Let the places where a round failed a while ago appear anew."""
        self._failed = {address: looks - 1 for address, looks in self._failed.items()}
        for address in [one for one, looks in self._failed.items() if looks <= 0]:
            del self._failed[address]
            self._lookout.look_again(address)

    def _ended(self) -> None:
        self._is_looking = False

    def _could_not(self, _: AppError) -> None:
        """A setting that cannot be read now can be read at the next look."""
        self._ended()

    def _went(self, rounds: Rounds) -> None:
        self._ended()
        self._failed.update(dict.fromkeys(rounds.failed, _PATIENCE))
        if rounds.rounds or rounds.failed:
            self._context.changed.emit(Changes())  # what is known of the places is another
        for _, one in rounds.rounds:
            if one.synced.sent or any(each.refusal is None for each in one.synced.received):
                self._say(one.place, result_words(one.synced, self._context.language))

    def _say(self, place: str, said: str) -> None:
        text = self._context.language.text
        self._context.toast(
            text("{place}: {what}", place=place, what=said),
            "ok",
            text("Look"),
            lambda: self._context.go("exchange", tab="carriers"),
        )
