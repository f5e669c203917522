"""What the commands of surveys share: which survey is meant, and which of its filled forms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.commands.asked import place
from app.commands.period import PERIOD, days_asked
from app.errors import AppError
from app.language import mark
from app.reports.chosen_survey import NoSuchSurvey

if TYPE_CHECKING:
    from app.storage import Workspace
    from app.storage.questions.surveys import SurveyLine
    from app.storage.selection import AnswerFilter

F = TypeVar("F", bound=Callable[..., Any])
DAY = click.DateTime(formats=["%Y-%m-%d", "%d.%m.%Y"])
SURVEY = click.argument("named", metavar="[SURVEY]", required=False)


class NoSuchEvent(AppError):
    """No event of the notebook has this code or id."""


def chosen_versions(line: SurveyLine, named: str) -> tuple[bytes, ...]:
    """The versions of a survey that are called so, or have this id; at least one."""
    found = tuple(one.id for one in line.versions if named in (one.version, one.id.hex()))
    if not found:
        raise NoSuchSurvey(
            mark("The survey has no version “{version}”. There are: {known}."),
            version=named,
            known=", ".join(one.version or "–" for one in line.versions),
        )
    return found


def chosen_event(ws: Workspace, named: str) -> bytes:
    """The event with this code or id."""
    from app.model import Event

    found = ws.find(Event, code=named)
    if not found and len(named) == 32:
        try:
            event = ws.get(Event, bytes.fromhex(named))
        except ValueError:
            event = None
        found = [event] if event else []
    if not found:
        raise NoSuchEvent(mark("There is no event “{event}” here."), event=named)
    return found[0].id


def filtered(function: F) -> F:
    """Give a command the options that say which filled forms are meant; it gets `wanted`, which
    makes the filter once the notebook is open.
    """

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        given = {name: options.pop(name) for name in _NAMES}
        own = _day(given["since"]), _day(given["until"])
        days = days_asked(options.pop("period"), *own, "--since and --until")
        given["since"], given["until"] = days
        return function(*args, wanted=lambda ws, line: _filter(ws, line, given), **options)

    decorated: Any = run
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


_NAMES = ("territory", "since", "until", "event", "group", "round_", "sex", "source", "version")
_OPTIONS = (
    click.option("--territory", metavar="PLACE", help="Answered there, or in a place within it."),
    click.option("--since", type=DAY, metavar="DATE", help="Answered on this day or later."),
    click.option("--until", type=DAY, metavar="DATE", help="Answered on this day or earlier."),
    PERIOD,
    click.option("--event", metavar="EVENT", help="At the event with this code or id."),
    click.option("--group", metavar="NAME", help="In this group."),
    click.option("--round", "round_", type=int, metavar="N", help="In this round."),
    click.option("--sex", type=click.Choice(["f", "m"]), help="Women's, or men's."),
    click.option(
        "--source", type=click.Choice(["screen", "paper", "import"]), help="How they came in."
    ),
    click.option("--version", metavar="VERSION", help="To this version of the form."),
)


def _filter(ws: Workspace, line: SurveyLine, given: dict[str, Any]) -> AnswerFilter:
    from app.storage.selection import AnswerFilter

    named = given["version"]
    return AnswerFilter(
        versions=() if named is None else chosen_versions(line, named),
        territory=place(ws, given["territory"]),
        since=given["since"],
        until=given["until"],
        event=chosen_event(ws, given["event"]) if given["event"] else None,
        group=given["group"] or "",
        round=given["round_"],
        sex=given["sex"] or "",
        source=given["source"] or "",
    )


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
