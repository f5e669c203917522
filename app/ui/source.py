"""Of what figures are: when they were counted, from how many notebooks, of which data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from app.model import Device
from app.stopping import stopped_by
from app.storage import Workspace
from app.ui.context import Context
from app.ui.tasks import Progress, Task

_VERSION_SHOWN = 8


@dataclass(frozen=True)
class State:
    """The state of the data: its version, and how many notebooks it was put together from."""

    version: str
    notebooks: int


def _state(ws: Workspace, *, progress: Progress) -> State:
    progress.step(0, 0)
    # somebody who uses two machines has two devices and is one notebook
    owners = {(one.name, one.role, one.territory) for one in ws.find(Device)}
    with stopped_by(progress.look):
        return State(ws.digest()[:_VERSION_SHOWN], len(owners))


class Source:
    """Keeps the state of the data; it is read once, off the window's thread, until it changes."""

    def __init__(self, context: Context, tell: Callable[[], object]) -> None:
        self._context, self._tell = context, tell
        self._state: State | None = None
        self._reading: Task | None = None
        self._turn = 0
        """What was begun before the last change, or before the page was left, is not taken."""
        self.counted = datetime.now(UTC)

    def forget(self) -> None:
        """Something changed: what is known is no more, nor what is being read."""
        self._state = None
        self.leave()

    def count(self) -> None:
        """Figures were counted just now; read the state where it is not known."""
        self.counted = datetime.now(UTC)
        if self._state is None and self._reading is None:
            self._reading = self._context.run(
                _state,
                on_done=partial(self._take, self._turn),
                on_over=partial(self._over, self._turn),
            )

    def leave(self) -> None:
        """Stop reading: the page is left."""
        self._turn += 1
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _take(self, turn: int, state: State) -> None:
        if turn == self._turn:
            self._state = state
            self._tell()

    def _over(self, turn: int) -> None:
        if turn == self._turn:
            self._reading = None

    def line(self, said: str) -> str:
        """What was asked for, when it was counted, from how many notebooks, of which version."""
        counted = self._context.language.text("counted {moment}", moment=self.counted)
        return " · ".join((said, counted, *self._data()))

    def brief(self) -> str:
        """The same without what was asked for, as it stands beside the filters."""
        return " · ".join((self._context.language.moment(self.counted), *self._data()))

    def _data(self) -> tuple[str, ...]:
        language, state = self._context.language, self._state
        if state is None:
            return ()
        return (
            language.plural("{n} notebook", "{n} notebooks", state.notebooks),
            language.text("data version {version}", version=state.version),
        )
