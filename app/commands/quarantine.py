"""`depter quarantine`: what came in good packages and could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.language import Language
from app.model import RECORD_TYPES

if TYPE_CHECKING:
    from app.exchange.quarantine import Retried
    from app.storage.questions.quarantine import Waiting


@click.command()
@click.option("--retry", is_flag=True, help="Try to read it again, after an update of Depter.")
@answers
def quarantine(session: Session, retry: bool) -> Answer:
    """Show the records of good packages that could not be read, and why.

    The rest of their packages is in. They are kept as they came, and can be tried again.
    """
    from app.exchange.quarantine import retry as try_again
    from app.storage.questions.quarantine import waiting

    with session.open() as workspace:
        tried = try_again(workspace) if retry else None
        found = waiting(workspace)
        language = session.language
    facts: dict[str, Any] = {"waiting": [_facts(language, one) for one in found]}
    if tried:
        facts["released"] = tried.released
    return Answer(facts, [*_lines(language, found, tried)])


def _lines(language: Language, found: Sequence[Waiting], tried: Retried | None) -> Iterator[str]:
    if tried:
        yield language.plural("{n} record went in.", "{n} records went in.", tried.released)
    for one in found:
        record_type = RECORD_TYPES.get(one.type_name)
        yield language.text(
            "{type} {id} of {sender}, package {number}: {reason}",
            type=language.text(record_type.label) if record_type else one.type_name,
            id=one.id.hex() if one.id else "–",
            sender=one.sender or one.device.hex(),
            number=one.number,
            reason=language.text(one.reason),
        )
    if not found:
        yield language.text("Nothing is in quarantine.")


def _facts(language: Language, one: Waiting) -> dict[str, Any]:
    return {
        "type": one.type_name,
        "id": one.id.hex() if one.id else None,
        "field": one.field or None,
        "reason": language.text(one.reason),
        "package": one.package_hash,
        "file": one.file_name,
        "device": one.device.hex(),
        "sender": one.sender,
        "number": one.number,
        "written_at": one.written_at.isoformat(),
        "content": one.content,
    }
