"""`depter digest`: one number for all that is known."""

from __future__ import annotations

import click

from app.commands.session import Answer, Session, answers


@click.command()
@answers
def digest(session: Session) -> Answer:
    """Print one number for all that is known.

    Two notebooks that know the same have the same number.
    """
    with session.open() as workspace:
        number = workspace.digest()
    return Answer({"digest": number}, [number])
