"""Places before there is a notebook to ask: the official list that comes with the program."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.language import Language, fold
from app.paths import resource
from app.ui.kit import Finder
from app.ui.kit.pick_fields import Found

_MOST = 12
_WIDE_FIRST = ("country", "oblast", "republic_city", "raion")


@dataclass(frozen=True)
class _Listed:
    code: str
    level: str
    parent: str
    names: Mapping[str, str]
    words: tuple[str, ...]


def listed_places(language: Callable[[], Language]) -> Finder:
    """Finds a place of the list by the beginning of one of its words, in the present language."""
    return Finder(
        find=lambda typed: _find(typed, language()),
        label=lambda code: _name(str(code), language()),
    )


def _find(typed: str, language: Language) -> Sequence[Found]:
    wanted = fold(typed)
    if not wanted:
        return []
    found = [place for place in _places().values() if _begins(place, wanted)]
    found.sort(key=lambda place: (_rank(place.level), place.code))
    return [
        (place.code, language.label(place.names), _name(place.parent, language))
        for place in found[:_MOST]
    ]


def _begins(place: _Listed, wanted: str) -> bool:
    return any(f" {word}".find(f" {wanted}") >= 0 for word in place.words)


def _rank(level: str) -> int:
    return _WIDE_FIRST.index(level) if level in _WIDE_FIRST else len(_WIDE_FIRST)


def _name(code: str, language: Language) -> str:
    place = _places().get(code)
    return language.label(place.names) if place else ""


@cache
def _places() -> dict[str, _Listed]:
    path = resource("reference", "territories_kg.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: _listed(row) for row in csv.DictReader(lines)}


def _listed(row: Mapping[str, str]) -> _Listed:
    names = {code: row[f"name_{code}"] for code in ("ky", "ru", "en")}
    words = tuple(fold(name) for name in names.values())
    return _Listed(row["code"], row["level"], row["parent_code"], names, words)
