"""The 30 % rule: of either sex at least 30 and at most 70 per cent of those whose sex is known."""

from dataclasses import dataclass

LEAST_PERCENT = 30
"""The smaller share of either sex that still keeps the rule; the rule warns and never blocks."""


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
    known, fewer = women + men, min(women, men)
    # (fewer + more) / (known + more) >= 30 %, in whole numbers
    lacking = LEAST_PERCENT * known - 100 * fewer
    if lacking <= 0:
        return Balance(women, men, unknown, None, 0)
    more = -(-lacking // (100 - LEAST_PERCENT))
    return Balance(women, men, unknown, "f" if women < men else "m", more)
