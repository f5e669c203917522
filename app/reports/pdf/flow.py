"""Flow: strips laid one below the other over as many pages as they need, hardly any of them cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.content import Margins
from app.stopping import step

Pen = Any
"""The drawing library's canvas; it carries no types."""

MM = 72 / 25.4
_A4 = (210 * MM, 297 * MM)
TOGETHER = 75 * MM
"""What is no higher is kept on one page, as far as the spacing lets it."""
SMALL = 40 * MM
"""What is no higher is never parted."""
_FOOT = 12.0
"""So many millimetres the foot of a page needs, whatever its margin."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How much of the white above strips is kept, and how much of a page may stay empty.

    Rather than more of it, what is kept together is parted.
    """

    white: float = 1.0
    empty: float = 0.25


AS_DESIGNED = Spacing()


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page: how high it is, and how it is drawn with its top left corner at x, y."""

    height: float
    draw: Callable[[Pen, float, float], None]
    before: float = 0.0
    """White space above, which the top of a page does not need."""
    is_glued: bool = False
    """Whether it stays on one page with the strip that follows."""
    is_kept: bool = False
    """Whether it does so as long as that leaves not too much of a page empty."""
    repeated: tuple[Strip, ...] = ()
    """What is drawn again above it when it begins a page."""
    shows: str = ""
    """What it is a part of, in words for who cannot see it; strips beside it may say the same."""
    cut: Callable[[float], tuple[Strip, Strip] | None] | None = None
    """Parts it in what fits into this height and the rest; None where it cannot be parted so."""
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


def begin_shown(pen: Pen, words: str) -> None:
    """Let what is drawn from here on say these words to who cannot see it."""
    said = words.encode("utf-16-be", "replace").hex()
    pen._code.append(f"/Span << /Alt <feff{said}> >> BDC")  # noqa: SLF001 - the library has no word for it


def end_shown(pen: Pen) -> None:
    """Let the words end; they may not go on over a page."""
    pen._code.append("EMC")  # noqa: SLF001


def _glued(run: Iterable[Strip]) -> Iterator[list[Strip]]:
    """A run of strips in the pieces that may not be parted."""
    piece: list[Strip] = []
    for strip in run:
        piece.append(strip)
        if not strip.is_glued:
            yield piece
            piece = []
    if piece:
        yield piece


def stays_with_next(index: int, rows: int, *, is_short: bool, has_more: bool) -> bool:
    """Whether a row is glued to what follows: no row, sums or notes of a long table stand alone."""
    if index == rows - 1:
        return has_more
    return is_short or index == 0 or index == rows - 2


def part_key(number: int) -> str:
    """The name under which links lead to a heading, by its place among all headings."""
    return f"part-{number}"


class Pages:
    """Lays strips on pages; what is glued waits for the strip it belongs to."""

    def __init__(
        self,
        pen: Pen,
        sheet: Sheet,
        furnish: Callable[[Pen, Sheet, int], None],
        spacing: Spacing = AS_DESIGNED,
    ) -> None:
        self.sheet = sheet
        self.filled = 0.0
        """How much of the page last closed was written on, from 0 to 1."""
        self.number = 1
        self._pen = pen
        self._furnish = furnish
        self._white = spacing.white
        self._empty = spacing.empty
        self._y = sheet.top
        self._is_empty = True
        self._waiting: list[Strip] = []
        self.parts: dict[int, int] = {}
        """The page each heading stands on, by its place among all headings."""
        self._level = -1
        self._shown = ""
        pen.setPageSize((sheet.width, sheet.height))

    def lay(self, strips: Iterable[Strip]) -> None:
        """Lay these strips down after all that came before."""
        for strip in strips:
            step()
            self._waiting.append(strip)
            if not (strip.is_glued or strip.is_kept):
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

    @property
    def _room(self) -> float:
        return self.sheet.top - self.sheet.bottom

    @property
    def _free(self) -> float:
        return self._y - self.sheet.bottom

    def _settle(self) -> None:
        run, self._waiting = self._waiting, []
        height = self._height(run)
        if height <= self._free:
            self._lay_whole(run)
        elif self._free > self._empty * self._room or height > self._room:
            for part in _glued(run):
                self._lay_whole(part, may_cut=True)
        else:
            self._lay_whole(run)

    def _lay_whole(self, run: Sequence[Strip], *, may_cut: bool = False) -> None:
        """Lay down what stays together, on a new page where this one has no room for it."""
        height = self._height(run)
        if not self._is_empty and self._free < height <= self._room:
            may_cut = may_cut and self._ends_in_cut(run)
            if not may_cut:
                self._next_page()
        for strip in run:
            rest: Strip | None = strip
            while rest is not None:
                rest = self._put(rest, may_cut=may_cut)

    def _ends_in_cut(self, run: Sequence[Strip]) -> bool:
        """Whether that of these strips which is at the foot of the page can be cut there."""
        free = self._free
        if free <= self._empty * self._room:
            return False
        for strip in run:
            free -= strip.before * self._white
            if strip.height > free:
                return strip.cut is not None and strip.cut(free) is not None
            free -= strip.height
        return False

    def _height(self, run: Iterable[Strip]) -> float:
        return sum(strip.before * self._white + strip.height for strip in run)

    def _put(self, strip: Strip, *, may_cut: bool) -> Strip | None:
        """Lay a strip down, or of one that is cut as much as there is room for; then the rest."""
        before = 0.0 if self._is_empty else strip.before * self._white
        if not self._is_empty and strip.height > self._free - before + 0.01:
            may_cut = may_cut or strip.height > self._room
            if not (may_cut and strip.cut is not None and strip.cut(self._free - before)):
                self._next_page()
                before = 0.0
        if self._is_empty:
            for header in strip.repeated:
                self._draw(header)
        self._y -= before
        if strip.cut is not None and strip.height > self._free + 0.01:
            halves = strip.cut(self._free)
            if halves is not None:
                self._draw(halves[0])
                self._next_page()
                return halves[1]
        self._draw(strip)
        return None

    def _draw(self, strip: Strip) -> None:
        if strip.outline is not None:
            self._bookmark(*strip.outline)
        self._show(strip.shows)
        strip.draw(self._pen, self.sheet.left, self._y)
        self._y -= strip.height
        self._is_empty = False

    def _show(self, words: str) -> None:
        if words == self._shown:
            return
        if self._shown:
            end_shown(self._pen)
        if words:
            begin_shown(self._pen, words)
        self._shown = words

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
        self._show("")
        self.filled = (self.sheet.top - self._y) / (self.sheet.top - self.sheet.bottom)
        self._furnish(self._pen, self.sheet, self.number)
        self._pen.showPage()
