"""The way one went through the pages, back and forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_LONGEST = 60


@dataclass(frozen=True)
class Place:
    """A page and the place in it."""

    page: str
    where: Mapping[str, object] = field(default_factory=dict)


class Trail:
    """Places one has been at; a new step drops what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """Where one is."""
        return self._places[self._at] if self._at >= 0 else None

    def step(self, place: Place) -> None:
        """Go to a place."""
        if place == self.here:
            return
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1

    def settle(self, place: Place) -> None:
        """The place one is at has moved within its page: remember where to come back to."""
        if self._at >= 0 and self._places[self._at].page == place.page:
            self._places[self._at] = place

    def back(self) -> Place | None:
        """Step back; None at the beginning."""
        return self._move(-1)

    def forward(self) -> Place | None:
        """Step forward; None at the end."""
        return self._move(1)

    def _move(self, step: int) -> Place | None:
        if not 0 <= self._at + step < len(self._places):
            return None
        self._at += step
        return self._places[self._at]
