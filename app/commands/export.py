"""`depter export`: a sealed package for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from app.commands.session import FILE, Answer, Session, answers
from app.language import Language


@click.command()
@click.option(
    "--for",
    "receivers",
    type=FILE,
    metavar="CARD",
    multiple=True,
    required=True,
    help="The card of whoever may open the package; may be given several times.",
)
@click.option("--all", "everything", is_flag=True, help="All that is known, not only what is new.")
@click.option(
    "--to", type=FILE, metavar="FILE", required=True, help="The package's file, or a folder for it."
)
@answers
def export(session: Session, receivers: Sequence[Path], everything: bool, to: Path) -> Answer:
    """Write a package with what others lack.

    It is signed by this notebook and sealed for the owners of the cards alone. For somebody never
    heard of, all that is known goes in.
    """
    from app.exchange import export as write_package
    from app.exchange import read_card

    with session.open() as workspace:
        cards = [read_card(path) for path in receivers]
        made = write_package(workspace, cards, to, everything=everything)
        language = session.language
    lines = [
        language.text("Package {number}: {file}", number=made.number, file=made.path),
        _contents(language, made.counts, made.size),
        language.text("Sealed for: {names}", names=", ".join(made.receivers)),
    ]
    facts = {
        "path": str(made.path),
        "number": made.number,
        "size": made.size,
        "counts": dict(made.counts),
        "receivers": list(made.receivers),
    }
    return Answer(facts, lines)


def _contents(language: Language, counts: Mapping[str, int], size: int) -> str:
    return language.text(
        "New records: {rows}, changes: {entries}, files: {attachments}, size: {size}",
        rows=language.number(counts["rows"]),
        entries=language.number(counts["entries"]),
        attachments=language.number(counts["attachments"]),
        size=language.size(size),
    )
