"""What an import of filled forms did, in words: for the command line and the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.exchange.answer_import import ImportedAnswers
    from app.language import Language


def counts_said(language: Language, done: ImportedAnswers) -> str:
    """How many filled forms are new, changed, known or older than what is here."""
    return language.text(
        "Filled forms: new {new}, updated {updated}, known already {known}, "
        "older than here {older}",
        new=language.number(done.new),
        updated=language.number(done.updated),
        known=language.number(done.known),
        older=language.number(done.older),
    )


def remarks_on(language: Language, done: ImportedAnswers) -> Iterator[str]:
    """What else is to be known of an import, a line each."""
    if done.deleted:
        yield language.plural(
            "{n} form was deleted here and stays so.",
            "{n} forms were deleted here and stay so.",
            done.deleted,
        )
    if done.files or done.files_missing:
        yield language.text(
            "Files: taken in {n}, not found {missing}",
            n=language.number(done.files),
            missing=language.number(done.files_missing),
        )
    for place, column in done.unknown:
        yield language.text(
            "{table}: the column {column} is no question of the form and was passed by.",
            table=place,
            column=column,
        )
    if done.not_here:
        yield language.text(
            "Events and people of another notebook, left out: {names}",
            names=", ".join(sorted(done.not_here)),
        )
