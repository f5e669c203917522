"""`depter receipts`: what became of the packages that were given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.language import Language

if TYPE_CHECKING:
    from app.storage.questions.exchange import Acknowledged, Sent


@click.command()
@answers
def receipts(session: Session) -> Answer:
    """Show what became of the packages that were given.

    Receipts come back in ordinary packages; until then nothing is known.
    """
    from app.storage.questions.exchange import receipts as what_came_back

    with session.open() as workspace:
        found = what_came_back(workspace)
        language = session.language
    lines = [line for one in found for line in _lines(language, one)]
    return Answer(
        [_facts(one) for one in found], lines or [language.text("Nothing was given yet.")]
    )


def _lines(language: Language, sent: Sent) -> Iterator[str]:
    if not sent.receipts:
        yield language.text(
            "Package {number} for {names}: no receipt yet",
            number=sent.number,
            names=", ".join(sent.receivers),
        )
    for one in sent.receipts:
        if one.is_undone:
            yield language.text(
                "Package {number}: taken out again by {name}",
                number=sent.number,
                name=one.receiver,
            )
            continue
        yield language.text(
            "Package {number}: taken in by {name}, {moment}; new {new}, updated {updated}, "
            "conflicts {conflicts}, not readable {quarantined}",
            number=sent.number,
            name=one.receiver,
            moment=language.moment(one.received_at) if one.received_at else "–",
            new=language.number(one.new),
            updated=language.number(one.updated),
            conflicts=language.number(len(one.conflicts)),
            quarantined=language.number(len(one.quarantined)),
        )


def _facts(sent: Sent) -> dict[str, Any]:
    return {
        "number": sent.number,
        "package": sent.hash,
        "file": sent.file_name,
        "made_at": sent.made_at.isoformat() if sent.made_at else None,
        "receivers": list(sent.receivers),
        "receipts": [_said(one) for one in sent.receipts],
    }


def _said(one: Acknowledged) -> dict[str, Any]:
    return {
        "device": one.device.hex(),
        "receiver": one.receiver,
        "received_at": one.received_at.isoformat() if one.received_at else None,
        "new": one.new,
        "updated": one.updated,
        "identical": one.identical,
        "conflicts": list(one.conflicts),
        "quarantined": list(one.quarantined),
        "is_undone": one.is_undone,
    }
