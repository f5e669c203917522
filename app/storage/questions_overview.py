"""The overview of statistics: people at events at one look, all of one filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import ENUMERATIONS
from app.model.quota import NOT_MET, UNKNOWN, People, basic_rule, judge
from app.storage.facts import BESIDE, EVERYBODY, HELD_EVENTS, OF_PEOPLE
from app.storage.questions_indicators import EVERYTHING, IndicatorFilter, parameters

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Share(NamedTuple):
    """The different people of one part: its code ("" where nothing was said), by sex.

    Whoever came from two places is of both, so parts may add up to more than all people.
    """

    code: str
    women: int
    men: int
    unknown: int

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


def overview(
    ws: Workspace, wanted: IndicatorFilter = EVERYTHING, today: date | None = None
) -> Overview:
    """Everything of the overview, for the events of a filter up to today."""
    given = parameters(ws, wanted, today or date.today())

    def asked(columns: str, source: str, more: str = "") -> list[tuple[Any, ...]]:
        sql = f"{BESIDE} SELECT {columns} FROM {source} {more}"
        return ws.reader.execute(sql, given).fetchall()

    def shares(by: str) -> tuple[Share, ...]:
        one = OF_PEOPLE[by]
        columns = f"coalesce({one.value}, ''), f.sex, count(DISTINCT f.id)"
        return tuple(_shares(asked(columns, EVERYBODY, f"{one.join} GROUP BY 1, 2")))

    sexes: dict[str, int] = dict(asked("f.sex, count(DISTINCT f.id)", EVERYBODY, "GROUP BY 1"))
    groups = asked("total(f.sex = 'f'), total(f.sex = 'm')", EVERYBODY, "GROUP BY f.event")
    states = [judge(basic_rule(), People(int(women), int(men))).state for women, men in groups]
    return Overview(
        people=sum(sexes.values()),
        women=sexes.get("f", 0),
        men=sexes.get("m", 0),
        unknown=sum(number for sex, number in sexes.items() if sex not in {"f", "m"}),
        participations=asked("count(*)", EVERYBODY)[0][0],
        events=asked("count(DISTINCT f.id)", HELD_EVENTS)[0][0],
        weighed=len(states) - states.count(UNKNOWN),
        off_rule=states.count(NOT_MET),
        oblasts=shares("oblast"),
        ages=tuple(sorted(shares("age_group"), key=lambda share: _age(share.code))),
        categories=shares("category"),
    )


def _age(code: str) -> int:
    order = list(ENUMERATIONS["age_group"])
    return order.index(code) if code in order else len(order)


def _shares(rows: Iterable[tuple[str, str, int]]) -> Iterator[Share]:
    counted: dict[str, dict[str, int]] = {}
    for code, sex, number in rows:
        counted.setdefault(code, {})[sex] = number
    shares = [
        Share(
            code,
            sexes.get("f", 0),
            sexes.get("m", 0),
            sum(number for sex, number in sexes.items() if sex not in {"f", "m"}),
        )
        for code, sexes in counted.items()
    ]
    yield from sorted(shares, key=lambda share: (not share.code, -share.people, share.code))
