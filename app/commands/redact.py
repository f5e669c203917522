"""`depter redact`: a person forgotten on a lawful demand."""

from __future__ import annotations

import click

from app.commands.session import Answer, Session, answers
from app.errors import AppError
from app.language import mark


class NotAnId(AppError):
    """A record was named by something that is no id."""


def record_id(text: str) -> bytes:
    """The id that was written in hexadecimal; raises `NotAnId`."""
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise NotAnId(mark("“{id}” is no id of a record."), id=text) from error


@click.command()
@click.argument("person", metavar="PERSON")
@click.option("--reason", default="", help="Why; without names, for this text travels.")
@click.option("--yes", is_flag=True, help="Yes, forget her: this cannot be undone.")
@answers
def redact(session: Session, person: str, reason: str, yes: bool) -> Answer:
    """Forget a person: her name and all that is personal, here and wherever this travels.

    PERSON is the id that “depter table person” shows. Her sex, territory, ages and attendance
    stay, so that figures already given out stand. What was forgotten cannot be brought back.
    """
    from app.actions.redaction import redact_person

    person_id = record_id(person)
    with session.open() as workspace:
        changes = redact_person(workspace, person_id, reason) if yes else ()
        language = session.language
    facts = {"person": person, "is_forgotten": bool(changes)}
    if yes:
        return Answer(
            facts, [language.text("The person is forgotten here, and by all who get this.")]
        )
    text = language.text("Nothing was changed. To forget her for good, say it again with --yes.")
    return Answer(facts, is_good=False, problems=[text])
