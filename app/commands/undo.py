"""`depter undo`: a whole merge taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from app.commands.session import Answer, Session, answers
from app.model import RECORD_TYPES

if TYPE_CHECKING:
    from app.language import Language


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what hangs on the package; change nothing.")
@click.argument("package", metavar="PACKAGE")
@answers
def undo(session: Session, package: str, dry_run: bool) -> Answer:
    """Take a package out again: its hash, the beginning of it, or the name of its file.

    The notebook is then exactly as if the package had never come. What was written here on top of
    it waits, and is there again after “depter redo”.
    """
    from app.exchange import hanging, undo

    with session.open() as workspace:
        hangs = hanging(workspace, package)
        undone = None if dry_run else undo(workspace, hangs.package.hash)
        digest = workspace.digest()
        language = session.language
    lines = list(_hanging_lines(language, hangs.counts))
    if undone is None:
        lines.append(language.text("Nothing was changed: this was a dry run."))
    else:
        lines.append(
            language.plural(
                "{file} was taken back: {n} record touched.",
                "{file} was taken back: {n} records touched.",
                sum(undone.counts.values()),
                file=undone.package.file_name,
            )
        )
    facts = {
        "is_dry_run": dry_run,
        "hash": hangs.package.hash,
        "file": hangs.package.file_name,
        "depends": dict(hangs.counts),
        "touched": dict(undone.counts) if undone else {},
        "digest": digest,
    }
    return Answer(facts, lines)


def _hanging_lines(language: Language, counts: Mapping[str, int]) -> list[str]:
    if not any(counts.values()):
        return [language.text("Nothing that was written later depends on this package.")]
    said = [
        language.text(
            "  {type}: {number}",
            type=language.text(RECORD_TYPES[type_name].label_plural),
            number=language.number(number),
        )
        for type_name, number in counts.items()
    ]
    return [language.text("Written later, and waiting until the package comes again:"), *said]
