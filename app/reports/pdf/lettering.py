"""Lettering: the fonts of the documents, and how a text is broken into lines that fit.

There is no markup here: a text is drawn as it is, whatever signs it holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from app.paths import resource
from app.reports.paired import Paired, voices

MISSING = "\N{REPLACEMENT CHARACTER}"
SANS, SERIF = "sans", "serif"
_FILES = {
    SANS: {
        "regular": "NotoSans-Regular.ttf",
        "medium": "NotoSans-Medium.ttf",
        "semibold": "NotoSans-SemiBold.ttf",
    },
    SERIF: {
        "regular": "NotoSerif-Regular.ttf",
        "medium": "NotoSerif-Bold.ttf",
        "semibold": "NotoSerif-Bold.ttf",
    },
}
_LINE_HEIGHT = 1.36
_QUIET, _QUIET_SIZE = "#4B555F", 0.9
USUAL = 10.0
"""The size of running text, in points, unless a document wants another."""


@dataclass(frozen=True, slots=True)
class _Hand:
    """In what hand a document is written: its face, and how much larger than usual its text is."""

    face: str = SANS
    more: float = 0.0


_PLAIN = _Hand()
_HAND: ContextVar[_Hand] = ContextVar("hand", default=_PLAIN)


@contextmanager
def written_in(face: str, size: float) -> Iterator[None]:
    """Write in this face and size of text (points) what is laid out and drawn within."""
    more = (size or USUAL) / USUAL - 1
    token = _HAND.set(_Hand(face if face in _FILES else SANS, more))
    try:
        yield
    finally:
        _HAND.reset(token)


@dataclass(frozen=True, slots=True)
class Letter:
    """One way of writing: a weight, a size in points and a colour.

    `grows` is how much of it a larger text brings along: running text all, a table little.
    """

    weight: str
    points: float
    colour: str
    grows: float = 0.0

    @property
    def size(self) -> float:
        """The size in points in the hand the document is written in."""
        if not self.grows:
            return self.points
        return self.points * (1 + self.grows * _HAND.get().more)

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return self.size * _LINE_HEIGHT

    @property
    def drop(self) -> float:
        """How far below the top of its line the letters stand."""
        return self.size * 1.07

    @property
    def quiet(self) -> Letter:
        """How another language is written below this: smaller, lighter, on a line as high."""
        return Letter("regular", self.size * _QUIET_SIZE, _QUIET)


class Quiet(str):
    """A line in another language, which is written in the quiet letter."""

    __slots__ = ()


def font_name(weight: str) -> str:
    """The name under which this weight is known to the drawing library, which has learned it."""
    return _learned(_HAND.get().face, weight)


@cache
def _learned(face: str, weight: str) -> str:
    from reportlab.pdfbase import pdfmetrics

    name = f"Depter-{face}-{weight}"
    pdfmetrics.registerFont(_font(name, _FILES[face][weight]))
    return name


def _font(name: str, file: str) -> Any:
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont(name, str(resource("fonts", file)))


@cache
def _face(font: str) -> Any:
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(font).face


@cache
def _known(font: str) -> frozenset[str]:
    return frozenset(chr(code) for code in _face(font).charToGlyph)


def drawable(text: str, weight: str = "regular") -> str:
    """The text in signs the font has: controls are dropped, what it lacks shows as one "�"."""
    known = _known(font_name(weight))
    if set(text) - {"\n"} <= known and text.isprintable():
        return text
    return _mended(unicodedata.normalize("NFC", text), known)


def _mended(text: str, known: frozenset[str]) -> str:
    signs = [_sign(char, known) for char in text.replace("\r\n", "\n").replace("\t", " ")]
    return re.sub(f"{MISSING}+", MISSING, "".join(signs))


def _sign(char: str, known: frozenset[str]) -> str:
    if char == "\n":
        return char
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in "\ufe0e\ufe0f":
        return ""
    if char in known:
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain and set(plain) <= known else MISSING


@lru_cache(maxsize=50_000)
def _ems(text: str, of: str, weight: str) -> float:
    face = _face(_learned(of, weight))
    widths, default = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(char), default) for char in text)) / 1000


def width_of(text: str, letter: Letter) -> float:
    """How wide a text of one line stands, in points."""
    if isinstance(text, Quiet):
        letter = letter.quiet
    # every word of every cell is measured: nothing more is asked here than must be
    hand = _HAND.get()
    size = letter.points * (1 + letter.grows * hand.more)
    return _ems(text, hand.face, letter.weight) * size


def widest_of(text: str, letter: Letter) -> float:
    """How wide a text stands whose languages are written one below the other."""
    said = voices(text)
    return max(width_of(one, letter.quiet if is_beside else letter) for one, is_beside in said)


def lines_of(text: str, letter: Letter, width: float) -> list[str]:
    """Break a text into lines of at most `width` points; an endless word is cut, none is lost."""
    if isinstance(text, Paired):
        return [
            line
            for one, is_beside in text.voices
            for line in (
                _quiet_lines(one, letter, width) if is_beside else _lines(one, letter, width)
            )
        ]
    return _lines(text, letter, width)


def _quiet_lines(text: str, letter: Letter, width: float) -> list[str]:
    return [Quiet(line) for line in _lines(text, letter.quiet, width)]


def _lines(text: str, letter: Letter, width: float) -> list[str]:
    lines: list[str] = []
    for paragraph in drawable(text, letter.weight).split("\n"):
        lines.extend(_filled(paragraph, letter, width))
    return lines


def _filled(paragraph: str, letter: Letter, width: float) -> list[str]:
    if width_of(paragraph, letter) <= width:
        return [paragraph.rstrip(" ")]
    lines: list[str] = []
    line, used, space = "", 0.0, width_of(" ", letter)
    for word in _words(paragraph, letter, width):
        needed = width_of(word, letter)
        if line and used + space + needed > width:
            lines.append(line)
            line, used = word, needed
        else:
            used += needed + (space if line else 0)
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _words(paragraph: str, letter: Letter, width: float) -> list[str]:
    words: list[str] = []
    for word in paragraph.split(" "):
        fits = width_of(word, letter) <= width
        words.extend([word] if fits else _pieces(word, letter, width))
    return [word for word in words if word]


def _pieces(word: str, letter: Letter, width: float) -> list[str]:
    """An endless word in pieces that fit, cut where it has a joint and else where it must."""
    pieces: list[str] = []
    for part in re.findall(r"[^-–/@.,;:_]*[-–/@.,;:_]?", word):
        joined = pieces[-1] + part if pieces else part
        if width_of(joined, letter) <= width:
            pieces[-1:] = [joined]
        else:
            pieces.extend(_chopped(part, letter, width))
    return pieces


def _chopped(part: str, letter: Letter, width: float) -> list[str]:
    pieces, begin, used = [], 0, 0.0
    for index, char in enumerate(part):
        needed = width_of(char, letter)
        if used + needed > width and index > begin:
            pieces.append(part[begin:index])
            begin, used = index, 0.0
        used += needed
    return [*pieces, part[begin:]]


def shortened(text: str, letter: Letter, width: float) -> str:
    """One line of the text; what does not fit becomes "…". Only for page feet and outlines."""
    plain = drawable(text, letter.weight).replace("\n", " ")
    if width_of(plain, letter) <= width:
        return plain
    kept = _chopped(plain, letter, width - width_of("…", letter))[0]
    return f"{kept.rstrip()}…"


def longest_word(text: str, letter: Letter) -> float:
    """The width in points of the widest word, so that columns need not cut it."""
    words = re.split("[ \\n]", drawable(text[:500], letter.weight))
    return max((width_of(word, letter) for word in words), default=0.0)
