"""`depter senders`: who has sent what, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.language import Language
from app.model.numbering import ranges

if TYPE_CHECKING:
    from app.storage.questions.exchange import Sender


@click.command()
@answers
def senders(session: Session) -> Answer:
    """Show who has sent which packages, and which are missing.

    Packages are numbered by their sender, whoever they are for; one is missing when changes
    between the packages around it have not come.
    """
    from app.storage.questions.exchange import senders as who_sent

    with session.open() as workspace:
        language = session.language
        found = sorted(who_sent(workspace), key=lambda one: language.sort_key(one.name))
    lines = [line for one in found for line in _lines(language, one)]
    return Answer(
        [_facts(one) for one in found], lines or [language.text("Nobody has been met yet.")]
    )


def _lines(language: Language, one: Sender) -> Iterator[str]:
    name = one.name or one.device.hex()
    came = ranges(one.numbers)
    if one.missing:
        yield language.text(
            "{name}: packages {came} received, {missing} missing",
            name=name,
            came=came,
            missing=ranges(one.missing),
        )
    elif one.has_gap and not one.quarantined:
        yield language.text(
            "{name}: packages {came} received, something between them is missing",
            name=name,
            came=came or "–",
        )
    elif came:
        yield language.text("{name}: packages {came} received, none missing", name=name, came=came)
    else:
        yield language.text("{name}: nothing received", name=name)
    if one.days_ahead:
        yield language.plural(
            "  The clock of that computer runs {n} day ahead: in a conflict the others are shown.",
            "  The clock of that computer runs {n} days ahead: in a conflict the others are shown.",
            one.days_ahead,
        )
    if one.quarantined:
        yield language.plural(
            "  {n} record cannot be read and waits: see `depter quarantine`.",
            "  {n} records cannot be read and wait: see `depter quarantine`.",
            one.quarantined,
        )


def _facts(one: Sender) -> dict[str, Any]:
    return {
        "device": one.device.hex(),
        "name": one.name,
        "role": one.role,
        "territory": one.territory,
        "received": list(one.numbers),
        "missing": list(one.missing),
        "has_gap": one.has_gap,
        "quarantined": one.quarantined,
        "clock_days_ahead": one.days_ahead,
        "files": list(one.files),
        "last_made_at": one.last_made_at.isoformat() if one.last_made_at else None,
        "last_received_at": one.last_received_at.isoformat() if one.last_received_at else None,
    }
