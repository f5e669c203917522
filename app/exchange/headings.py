"""Headings: which column of a list is which, said in Kyrgyz, Russian or English, in any order."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.exchange.sheets import Cell, Rows

Words = Mapping[str, tuple[str, ...]]
"""For each field the ways it is headed, in small letters without signs."""

_SEARCHED_ROWS = 60
_LONGEST = 120
_SHORTEST_INSIDE = 4


@dataclass(frozen=True)
class Headed:
    """A sheet whose headings were found."""

    first_row: int
    """Where the list begins: an index into the rows."""
    columns: dict[str, list[int]]
    """For each recognised field its columns, left to right."""
    ignored: list[str] = field(default_factory=list)
    """The headings nobody here knows."""


def plain(text: object) -> str:
    """A heading without signs, doubled spaces and capitals: «Ф.И.О.» is "ф и о"."""
    letters = unicodedata.normalize("NFC", str(text)).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[\W\d_]+", " ", letters).split())


def find_headings(rows: Rows, words: Words, needed: Iterable[str]) -> Headed | None:
    """The row (or two) that heads the list: the one where most is recognised; None without any.

    At least one field of `needed` must be among them.
    """
    wanted = set(needed)
    best: dict[int, str] = {}
    best_row = -1
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        found = _recognised(row, words)
        if wanted & set(found.values()) and len(set(found.values())) > len(set(best.values())):
            best, best_row = found, at
    if best_row < 0:
        return None
    return _headed(rows, best_row, best, words)


def _headed(rows: Rows, at: int, found: dict[int, str], words: Words) -> Headed:
    """Join headings in two rows, as merged cells make them, and pass the row of column numbers."""
    found = _above(rows, at, words) | found
    second = _below(rows, at, words)
    if second:
        found = found | second
        at += 1
    begin = at + 1
    if begin < len(rows) and _counts_columns(rows[begin]):
        begin += 1
    columns: dict[str, list[int]] = {}
    for place in sorted(found):
        columns.setdefault(found[place], []).append(place)
    unknown = [
        str(cell)
        for place, cell in enumerate(rows[at])
        if cell is not None and place not in found and plain(cell)
    ]
    return Headed(begin, columns, unknown)


def _above(rows: Rows, at: int, words: Words) -> dict[int, str]:
    """The headings in the row before, over cells that are empty in this one."""
    above = _recognised(rows[at - 1], words) if at else {}
    row = rows[at]
    return {
        place: name
        for place, name in above.items()
        if len(above) >= 2 and (place >= len(row) or row[place] is None)
    }


def _below(rows: Rows, at: int, words: Words) -> dict[int, str]:
    """The headings in the row after, when that is one of headings too."""
    row = rows[at + 1] if at + 1 < len(rows) else ()
    found = _recognised(row, words, is_exact=True)
    filled = sum(cell is not None for cell in row)
    return found if len(found) >= 2 and 2 * len(found) >= filled else {}


def _recognised(row: Sequence[Cell], words: Words, *, is_exact: bool = False) -> dict[int, str]:
    found = {}
    for place, cell in enumerate(row):
        name = field_of(cell, words, is_exact=is_exact) if isinstance(cell, str) else ""
        if name:
            found[place] = name
    return found


def field_of(heading: str, words: Words, *, is_exact: bool = False) -> str:
    """The field a heading stands for; "" when it is none of them.

    The same words win over one part of a heading in two languages («Пол / Жынысы»), and that over
    words somewhere inside it, of which the longest counts.
    """
    said = plain(heading)
    if not said and "_" in words and set(heading) & {"№", "#"}:
        return "_"
    if not said or len(heading) > _LONGEST:
        return ""
    parts = [said, *(plain(part) for part in re.split(r"[/|()\n]", heading))]
    same = next((name for part in parts for name, ways in words.items() if part in ways), "")
    return same if same or is_exact else _inside(said, words)


def _inside(said: str, words: Words) -> str:
    found = [
        (len(way), name)
        for name, ways in words.items()
        for way in ways
        if len(way) >= _SHORTEST_INSIDE and f" {way} " in f" {said} "
    ]
    return max(found)[1] if found else ""


def _counts_columns(row: Sequence[Cell]) -> bool:
    """Whether this is the row "1 2 3 4" that forms have under their headings."""
    numbers = [str(cell) for cell in row if cell is not None]
    return len(numbers) >= 3 and numbers == [str(n) for n in range(1, len(numbers) + 1)]
