"""`depter new`: a new notebook."""

from __future__ import annotations

import click

from app.commands.session import Answer, Session, answers
from app.errors import AppError
from app.language import LANGUAGES, mark

ROLES = ("trainer", "unit", "coordinator")


class NotebookThere(AppError):
    """The folder holds a notebook already."""


@click.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the owner does.")
@click.option("--name", required=True, help="Who the notebook belongs to.")
@click.option(
    "--territory", metavar="CODE", required=True, help="Where: a code of “table territory”."
)
@click.option(
    "--language",
    "spoken",
    type=click.Choice(LANGUAGES),
    default="ky",
    show_default=True,
    help="The language of the notebook.",
)
@answers
def new(session: Session, role: str, name: str, territory: str, spoken: str) -> Answer:
    """Make a new notebook, and show its recovery key this once.

    The passphrase is asked for twice. Write the recovery key down and keep it apart from the
    computer: it opens the notebook when the passphrase is forgotten.
    """
    from app.storage import Profile, create_workspace, holds_workspace
    from app.storage.questions.reference import territory as find_territory

    folder = session.workspace_folder
    if holds_workspace(folder):
        raise NotebookThere(
            mark("There is a notebook in the folder {folder} already."), folder=str(folder)
        )
    owner = _checked(name, role, territory)
    made = create_workspace(
        folder, session.passphrase(is_new=True), Profile(language=spoken, **owner)
    )
    session.profile_language = spoken
    with_place = find_territory(made.workspace, owner["territory"])
    made.workspace.close()
    language = session.language
    lines = [
        language.text("New notebook: {folder} ({name})", folder=folder, name=owner["name"]),
        language.text("Recovery key, shown this once; write it down and keep it safe:"),
        made.recovery_key,
    ]
    facts = {
        "workspace": str(folder),
        "recovery_key": made.recovery_key,
        "is_territory_known": with_place is not None,
    }
    problems = [] if with_place else [_unknown_place(session, owner["territory"])]
    return Answer(facts, lines, problems=problems)


def _checked(name: str, role: str, territory: str) -> dict[str, str]:
    """Who the notebook belongs to, as it is kept; `Invalid` says what is wrong with it."""
    from app.model import Device, check, clean

    given = clean(Device, {"name": name, "role": role, "territory": territory.strip()})
    check(Device, {"code": "0" * 16, **given})
    return {field: str(value) for field, value in given.items()}


def _unknown_place(session: Session, code: str) -> str:
    return session.language.text(
        "The place {code} is not in the list of places yet; import the classifier it is from.",
        code=code,
    )
