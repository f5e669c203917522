"""A period people speak of, in place of its two days: the option, and what it comes to."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from app.model.periods import PERIODS, days_of


class PeriodName(click.Choice[str]):
    """The name of a period; its words are joined by hyphens, or as in the window's own code."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(str(value).replace("_", "-"), param, ctx)


_NAMES = [code.replace("_", "-") for code in PERIODS]
PERIOD = click.option(
    "--period",
    type=PeriodName(_NAMES),
    metavar="PERIOD",
    help=f"A period as it is today, in place of its two days: {', '.join(_NAMES)}.",
)


def days_asked(
    period: str | None, since: date | None, until: date | None, named: str
) -> tuple[date | None, date | None]:
    """The days of the period that is asked for, else one's own, which are called as `named` says.

    Both, and days that end before they begin, are refused.
    """
    if period is None:
        if since and until and until < since:
            raise click.UsageError(f"{named}: the end comes before the beginning.")
        return since, until
    if since or until:
        raise click.UsageError(f"--period stands in place of {named}: say one or the other.")
    return days_of(period.replace("-", "_"), date.today())
