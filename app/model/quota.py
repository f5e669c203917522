"""Quotas: shares that are looked at (`resources/reference/quotas.yaml`), and what would mend them.

A rule warns and never blocks. It speaks of those who are known; the unknown stand apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

BASIC = "either_sex_30"
"""The 30 % rule: of either sex at least 30 and at most 70 per cent of those whose sex is known."""
EITHER_SEX, WOMEN, YOUTH, RESERVED = "either_sex", "women", "youth", "reserved"
MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """A share of a group that ought to be reached, for whom it holds and where it comes from."""

    key: str
    of: str
    least: int
    most: int
    labels: Mapping[str, str]
    applies_to: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The people of a group, as far as they are known; `size` is all of them, or all seats."""

    women: int = 0
    men: int = 0
    unknown: int = 0
    youth: int | None = None
    reserved: int | None = None
    size: int | None = None

    @property
    def total(self) -> int:
        """Everyone, the unknown included."""
        counted = self.women + self.men + self.unknown
        return counted if self.size is None else max(self.size, counted)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a group stands to a rule: n of N, who is not known, and what would mend it."""

    rule: QuotaRule
    n: int
    known: int
    """N of "n of N": those the rule can speak of."""
    unknown: int
    state: str
    """`met`, `not_met`, or `unknown` while nobody is known."""
    missing: str | None = None
    """Of whom there are too few: `f`, `m`, `youth` or `reserved`."""
    how_many_more: int = 0
    """So many of those, and nobody else, would reach the least share."""
    is_certain: bool = True
    """Whether it would stand as it is whatever the unknown turned out to be."""

    @property
    def share(self) -> float | None:
        """N of N, 0 to 1."""
        return self.n / self.known if self.known else None


@cache
def quota_rules() -> Mapping[str, QuotaRule]:
    """All rules by key, in the order of the file."""
    from app.model.resources import read_yaml

    rows: list[dict[str, Any]] = read_yaml("reference/quotas")
    return {row["key"]: _rule(row) for row in rows}


def _rule(row: Mapping[str, Any]) -> QuotaRule:
    return QuotaRule(
        key=row["key"],
        of=row["of"],
        least=row["least"],
        most=row["most"],
        labels={code: row[code] for code in ("ky", "ru", "en")},
        applies_to=tuple(row["applies_to"]),
        source=tuple(row["source"]),
        is_optional=bool(row.get("optional")),
    )


def basic_rule() -> QuotaRule:
    """The 30 % rule."""
    return quota_rules()[BASIC]


def rules_for(kind: str, *, optional: bool = False) -> list[QuotaRule]:
    """The rules for `participants`, a plan's `working_group` or a kind of body."""
    return [
        rule
        for rule in quota_rules().values()
        if kind in rule.applies_to and (optional or not rule.is_optional)
    ]


def judge(rule: QuotaRule, people: People) -> Judgement:
    """Weigh a group by a rule."""
    n, known, unknown, missing = _weighed(rule, people)
    if not known:
        return Judgement(rule, 0, 0, unknown, UNKNOWN, is_certain=not unknown)
    more = _lacking(rule, n, known)
    return Judgement(
        rule=rule,
        n=n,
        known=known,
        unknown=unknown,
        state=NOT_MET if more else MET,
        missing=missing if more else None,
        how_many_more=more,
        is_certain=_is_certain(rule, people, n, known, unknown, is_met=not more),
    )


def _weighed(rule: QuotaRule, people: People) -> tuple[int, int, int, str]:
    """n, N, how many are not known, and of whom n counts."""
    known = people.women + people.men
    unknown = people.total - known
    if rule.of == EITHER_SEX:
        return min(people.women, people.men), known, unknown, _fewer(people)
    if rule.of == WOMEN:
        return people.women, known, unknown, "f"
    counted = people.youth if rule.of == YOUTH else people.reserved
    if counted is None:
        return 0, 0, people.total, rule.of
    return counted, people.total, 0, rule.of


def _fewer(people: People) -> str:
    return "f" if people.women < people.men else "m"


def _lacking(rule: QuotaRule, n: int, known: int) -> int:
    """How many more of the missing, and nobody else, reach the least share; 0 when it is kept.

    In whole numbers: (n + more) / (known + more) >= least per cent. Of an odd number nobody can
    ask for exactly the half.
    """
    if rule.least == rule.most:
        return max(0, known - 2 * n - 1) if (known - 2 * n) > 1 else 0
    lacking = rule.least * known - 100 * n
    return -(-lacking // (100 - rule.least)) if lacking > 0 else 0


def _is_certain(
    rule: QuotaRule, people: People, n: int, known: int, unknown: int, *, is_met: bool
) -> bool:
    if not unknown:
        return True
    if rule.of == EITHER_SEX:
        many = max(people.women, people.men)
        worst = min(n, many + unknown)
        best = min(n + unknown, (known + unknown) // 2)
    else:
        worst, best = n, n + unknown
    total = known + unknown
    return not _lacking(rule, worst, total) if is_met else bool(_lacking(rule, best, total))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What it takes to keep a rule in the end: so many of the missing in the next events."""

    missing: str
    needed: int
    """Of them in all these events together."""
    events: int
    per_event: int
    """Rounded up; of `event_size` people each."""
    event_size: int
    is_reachable: bool
    """Whether that many fit into these events at all."""


def forecast(rule: QuotaRule, people: People, events: int, event_size: int) -> Forecast | None:
    """How many of the missing the next events of a usual size need to have; None while it is met.

    The others who come to these events count as well, so it is more than `how_many_more`.
    """
    now = judge(rule, people)
    if now.state != NOT_MET or now.missing is None:
        return None
    coming = max(0, events) * max(0, event_size)
    needed = -(-rule.least * (now.known + coming) // 100) - now.n
    per_event = -(-needed // events) if events > 0 else needed
    return Forecast(now.missing, needed, events, per_event, event_size, needed <= coming)


@dataclass(frozen=True, slots=True)
class Balance:
    """How women and men stand to each other in a group, and what would mend it."""

    women: int
    men: int
    unknown: int
    missing_sex: str | None
    """`f` or `m`, of whom there are too few; None while the rule is kept or nobody is known."""
    how_many_more: int
    """So many people of the missing sex, and nobody else, would reach the least share."""

    @property
    def known(self) -> int:
        """Those the rule is about: n of "n of N"."""
        return self.women + self.men

    @property
    def total(self) -> int:
        """Everyone, the unknown included."""
        return self.known + self.unknown

    @property
    def is_met(self) -> bool:
        """Whether the rule is kept; a group nobody is known of breaks nothing."""
        return self.missing_sex is None

    @property
    def women_share(self) -> float | None:
        """The share of women among the known, 0 to 1."""
        return self.women / self.known if self.known else None

    @property
    def men_share(self) -> float | None:
        """The share of men among the known, 0 to 1."""
        return self.men / self.known if self.known else None

    @property
    def missing_count(self) -> int:
        """How many there are now of the sex that is missing."""
        return self.women if self.missing_sex == "f" else self.men if self.missing_sex else 0


def balance(women: int, men: int, unknown: int = 0) -> Balance:
    """Weigh a group by the 30 % rule; the unknown stand apart and weigh nothing."""
    judged = judge(basic_rule(), People(women, men, unknown))
    return Balance(women, men, unknown, judged.missing, judged.how_many_more)
