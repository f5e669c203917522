"""The overview of statistics: people at events at one look, all of one filter."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import ENUMERATIONS
from app.model.quota import NOT_MET, UNKNOWN, People, basic_rule, judge
from app.storage.questions.facts import BESIDE, EVERYBODY, HELD_EVENTS, OF_PEOPLE
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter, parameters

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace


class Share(NamedTuple):
    """The different people of one part: its code ("" where nothing was said), by sex.

    Whoever came from two places is of both, so parts may add up to more than all people.
    """

    code: str
    women: int
    men: int
    unknown: int
    within: str = ""
    """The oblast a raion lies in."""

    @property
    def people(self) -> int:
        """All of them."""
        return self.women + self.men + self.unknown


@dataclass(frozen=True)
class Overview:
    """Who took part in the events of a filter: the same figures as the saved questions give."""

    people: int
    """Different people; whoever was at two events counts once."""
    women: int
    men: int
    unknown: int
    participations: int
    """People at events: whoever was at two events counts twice."""
    events: int
    """Events held."""
    weighed: int
    """Those of the events at which the sex of anybody is known."""
    off_rule: int
    """Those of the weighed at which less than 30 % are of either sex."""
    oblasts: tuple[Share, ...]
    """Where they came from, the most people first."""
    ages: tuple[Share, ...]
    """Age groups at the event, the youngest first."""
    categories: tuple[Share, ...]
    raions: tuple[Share, ...] = ()
    """The raions and cities they came from, where no nearer place is known the oblast."""


def overview(
    ws: Workspace, wanted: IndicatorFilter = EVERYTHING, today: date | None = None
) -> Overview:
    """Everything of the overview, for the events of a filter up to today."""
    given = parameters(ws, wanted, today or date.today())
    participations, (sexes, raions, ages, categories) = _people(ws.reader, given)
    within = _oblasts(raions, json.loads(str(given["within"])))
    everybody: set[int] = set().union(*sexes.values())
    women, men = sexes.get("f", set()), sexes.get("m", set())
    groups = _asked(ws.reader, "total(f.sex = 'f'), total(f.sex = 'm')", given, "GROUP BY f.event")
    states = [judge(basic_rule(), People(int(women), int(men))).state for women, men in groups]
    events = f"{BESIDE} SELECT count(*) FROM {HELD_EVENTS}"
    return Overview(
        people=len(everybody),
        women=len(women),
        men=len(men),
        unknown=len(everybody) - len(women) - len(men),
        participations=participations,
        events=ws.reader.execute(events, given).fetchone()[0],
        weighed=len(states) - states.count(UNKNOWN),
        off_rule=states.count(NOT_MET),
        oblasts=_shares(_by_oblast(raions, within), women, men),
        ages=tuple(sorted(_shares(ages, women, men), key=lambda share: _age(share.code))),
        categories=_shares(categories, women, men),
        raions=_shares(raions, women, men, within),
    )


_Parts = Mapping[str, set[int]]
"""Code → the numbers of the different people of it."""


def _people(reader: Connection, given: Mapping[str, object]) -> tuple[int, tuple[_Parts, ...]]:
    """How many participations, and the people by sex, raion, age group and category.

    Counted here: SQLite would sort all participations anew for each.
    """
    parts: tuple[dict[str, set[int]], ...] = tuple(defaultdict(set) for _ in range(4))
    by_sex, by_raion, by_age, by_category = parts
    raion, age, category = (
        f"coalesce({OF_PEOPLE[by].value}, '')" for by in ("raion", "age_group", "category")
    )
    total = 0
    columns = f"f.person, f.sex, {raion}, {age}, {category}"
    for person, sex, place, band, kind in _asked(reader, columns, given, OF_PEOPLE["raion"].join):
        by_sex[sex].add(person)
        by_raion[place].add(person)
        by_age[band].add(person)
        by_category[kind].add(person)
        total += 1
    return total, parts


def _oblasts(raions: _Parts, within: Mapping[str, Sequence[str | None]]) -> Mapping[str, str]:
    """Each raion's oblast; what lies in none stands for itself."""
    return {code: (within[code][0] if code in within else None) or code for code in raions}


def _by_oblast(raions: _Parts, within: Mapping[str, str]) -> _Parts:
    parts: dict[str, set[int]] = defaultdict(set)
    for code, people in raions.items():
        parts[within[code]] |= people
    return parts


def _asked(
    reader: Connection, columns: str, given: Mapping[str, object], more: str
) -> Iterable[tuple[Any, ...]]:
    return reader.execute(f"{BESIDE} SELECT {columns} FROM {EVERYBODY} {more}", given)


def _age(code: str) -> int:
    order = list(ENUMERATIONS["age_group"])
    return order.index(code) if code in order else len(order)


def _shares(
    parts: _Parts, women: set[int], men: set[int], within: Mapping[str, str] = MappingProxyType({})
) -> tuple[Share, ...]:
    shares = [
        Share(
            code,
            len(people & women),
            len(people & men),
            len(people - women - men),
            within.get(code, ""),
        )
        for code, people in parts.items()
    ]
    return tuple(sorted(shares, key=lambda share: (not share.code, -share.people, share.code)))
