"""Work that somebody may stop: who asks lends a look, which all who gather and draw take often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Look = Callable[[], object]
"""Returns while the work is wanted, and raises what it likes when it is not any more."""
_LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


@contextmanager
def stopped_by(look: Look) -> Iterator[None]:
    """Lets `look` end the work within, wherever it is, by raising."""
    before = _LOOK.set(look)
    try:
        yield
    finally:
        _LOOK.reset(before)


def step() -> None:
    """Taken between two rows or blocks: ends here what nobody waits for any more."""
    look = _LOOK.get()
    if look is not None:
        look()
