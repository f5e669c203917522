"""`depter redo`: an undone package taken in again."""

from __future__ import annotations

import click

from app.commands.session import Answer, Session, answers


@click.command()
@click.argument("package", metavar="PACKAGE")
@answers
def redo(session: Session, package: str) -> Answer:
    """Take an undone package in again, from the copy the notebook kept of it.

    PACKAGE is its hash, the beginning of it, or the name of its file.
    """
    from app.exchange import redo

    with session.open() as workspace:
        outcome = redo(workspace, package)
        digest = workspace.digest()
        language = session.language
    counts = outcome.counts
    line = language.text(
        "{file}: new {new}, updated {updated}, identical {identical}, conflicts {conflicts}",
        file=outcome.path.name,
        new=language.number(counts.new),
        updated=language.number(counts.updated),
        identical=language.number(counts.identical),
        conflicts=language.number(counts.conflicts),
    )
    facts = {
        "file": outcome.path.name,
        "new": counts.new,
        "updated": counts.updated,
        "identical": counts.identical,
        "conflicts": counts.conflicts,
        "digest": digest,
    }
    return Answer(facts, [line])
