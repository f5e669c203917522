"""Which counts of an overview may leave the office: decided once for all tables of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.storage.disclosure import UNSTATED, parted_grid
from app.storage.questions.overview import Overview, Share

TellPeople = Mapping[str, tuple[int | None, ...]]
"""By code, women, men, not known and all of them; None where it must not leave the office."""
ToldPeople = Mapping[str, TellPeople]
"""The same by what people are broken down: "oblast", "raion", "age_group", "category"."""
_UNKNOWN, _ALL = 2, 3


def counted_people(found: Overview) -> ToldPeople:
    """All there is, whoever it points at."""
    parts = {
        "oblast": found.oblasts,
        "raion": found.raions,
        "age_group": found.ages,
        "category": found.categories,
    }
    return {by: _coded(shares, _rows(shares)) for by, shares in parts.items()}


def told_sums(told: ToldPeople) -> Mapping[str, Mapping[str, bool]]:
    """By what people are broken down and code, whether all of them are told: what another table of
    the same document has to keep to.
    """
    return {
        by: {code: row[_ALL] is not None for code, row in rows.items()} for by, rows in told.items()
    }


def told_people(found: Overview, *, is_near: bool) -> ToldPeople:
    """What may be told; `is_near` where the raions stand beside the oblasts they add up to."""
    oblasts, raions = found.oblasts, found.raions if is_near else ()
    whole = {one.code: row for row, one in enumerate(oblasts)}
    parts = range(len(oblasts), len(oblasts) + len(raions))
    sums: list[Sequence[int]] = [range(len(oblasts))]
    if is_near:
        for code, row in whole.items():
            inside = zip(parts, raions, strict=True)
            sums.append([row, *(part for part, raion in inside if raion.within == code)])
    places = _told((*oblasts, *raions), sums)
    return {
        "oblast": _coded(oblasts, places[: len(oblasts)]),
        "raion": _coded(raions, places[len(oblasts) :]),
        "age_group": _coded(found.ages, _told(found.ages)),
        "category": _coded(found.categories, _told(found.categories)),
    }


def _coded(shares: Sequence[Share], rows: Sequence[tuple[int | None, ...]]) -> TellPeople:
    return {one.code: row for one, row in zip(shares, rows, strict=True)}


def _told(
    shares: Sequence[Share], sums: Sequence[Sequence[int]] = ()
) -> tuple[tuple[int | None, ...], ...]:
    nowhere = [(row, _ALL) for row, one in enumerate(shares) if one.code in UNSTATED]
    # that somebody's sex or place was not written down tells nothing of her
    return parted_grid(_rows(shares), frozenset({_UNKNOWN}), frozenset(nowhere), sums)


def _rows(shares: Sequence[Share]) -> list[tuple[int, ...]]:
    return [(one.women, one.men, one.unknown, one.people) for one in shares]
