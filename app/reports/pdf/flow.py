"""Flow: strips that are never cut, laid one below the other over as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.reports.content import Margins

Pen = Any
"""The drawing library's canvas; it carries no types."""

MM = 72 / 25.4
_A4 = (210 * MM, 297 * MM)
TOGETHER = 75 * MM
"""What is no higher stays on one page: more would leave too much of the page before it empty."""
_FOOT = 12.0
"""So many millimetres the foot of a page needs, whatever its margin."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page: how high it is, and how it is drawn with its top left corner at x, y."""

    height: float
    draw: Callable[[Pen, float, float], None]
    before: float = 0.0
    """White space above, which the top of a page does not need."""
    is_glued: bool = False
    """Whether it stays on one page with the strip that follows."""
    repeated: tuple[Strip, ...] = ()
    """What is drawn again above it when it begins a page."""
    outline: tuple[int, str] | None = None
    """The level and words under which the document's outline leads here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page in points and what of it may be written on."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    foot: float

    @classmethod
    def of(cls, margins: Margins, *, landscape: bool, foot: float = 0.0) -> Sheet:
        """An A4 page with these margins, upright or lying; `foot` points stay free below."""
        width, height = reversed(_A4) if landscape else _A4
        white = margins.turned() if landscape else margins
        return cls(
            width=width,
            height=height,
            left=white.left * MM,
            right=width - white.right * MM,
            top=height - white.top * MM,
            bottom=max(white.bottom, _FOOT) * MM + foot,
            foot=foot,
        )

    @property
    def measure(self) -> float:
        """The width of the text in points."""
        return self.right - self.left


def part_key(number: int) -> str:
    """The name under which links lead to a heading, by its place among all headings."""
    return f"part-{number}"


class Pages:
    """Lays strips on pages; what is glued waits for the strip it belongs to."""

    def __init__(self, pen: Pen, sheet: Sheet, furnish: Callable[[Pen, Sheet, int], None]) -> None:
        self.sheet = sheet
        self.number = 1
        self._pen = pen
        self._furnish = furnish
        self._y = sheet.top
        self._is_empty = True
        self._waiting: list[Strip] = []
        self.parts: dict[int, int] = {}
        """The page each heading stands on, by its place among all headings."""
        self._level = -1
        pen.setPageSize((sheet.width, sheet.height))

    def lay(self, strips: Iterable[Strip]) -> None:
        """Lay these strips down after all that came before."""
        for strip in strips:
            self._waiting.append(strip)
            if not strip.is_glued:
                self._settle()

    def turn(self, sheet: Sheet) -> None:
        """Begin a new page of this shape, unless an empty one of the same shape lies ready."""
        self._settle()
        if not self._is_empty:
            self._next_page()
        self.sheet = sheet
        self._y = sheet.top
        self._pen.setPageSize((sheet.width, sheet.height))

    def finish(self) -> int:
        """Lay down what waits, close the last page and say how many there are."""
        self._settle()
        if not self._is_empty or self.number == 1:
            self._close_page()
            return self.number
        return self.number - 1

    def _settle(self) -> None:
        run, self._waiting = self._waiting, []
        height = sum(strip.before + strip.height for strip in run)
        room = self.sheet.top - self.sheet.bottom
        if not self._is_empty and self._y - height < self.sheet.bottom and height <= room:
            self._next_page()
        for strip in run:
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        before = 0.0 if self._is_empty else strip.before
        if not self._is_empty and self._y - before - strip.height < self.sheet.bottom - 0.01:
            self._next_page()
            before = 0.0
        if self._is_empty:
            for header in strip.repeated:
                self._draw(header)
        self._y -= before
        self._draw(strip)

    def _draw(self, strip: Strip) -> None:
        if strip.outline is not None:
            self._bookmark(*strip.outline)
        strip.draw(self._pen, self.sheet.left, self._y)
        self._y -= strip.height
        self._is_empty = False

    def _bookmark(self, level: int, words: str) -> None:
        number = len(self.parts) + 1
        self.parts[number] = self.number
        # a part of a part that has no heading of its own moves up, or the outline would be torn
        self._level = min(level, self._level + 1)
        key = part_key(number)
        self._pen.bookmarkHorizontal(key, 0, self._y + 4)
        self._pen.addOutlineEntry(words, key, level=self._level, closed=0)

    def _next_page(self) -> None:
        self._close_page()
        self.number += 1
        self._y = self.sheet.top
        self._is_empty = True
        self._pen.setPageSize((self.sheet.width, self.sheet.height))

    def _close_page(self) -> None:
        self._furnish(self._pen, self.sheet, self.number)
        self._pen.showPage()
