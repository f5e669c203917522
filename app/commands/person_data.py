"""`depter person-data`: all that is kept of one person, to be handed to her."""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.commands.session import FILE, Answer, Session, answers
from app.language import LANGUAGES, language


@click.command()
@click.argument("person", metavar="PERSON")
@click.option(
    "--as",
    "form",
    type=click.Choice(["pdf", "docx", "txt", "json"]),
    default="pdf",
    show_default=True,
    help="A paper to read, or JSON for programs.",
)
@click.option("--to", type=FILE, metavar="FILE", required=True, help="A file, or a folder for it.")
@click.option(
    "--language",
    "code",
    type=click.Choice(LANGUAGES),
    help="The language of the paper. Without it: that of the notebook.",
)
@click.option("--reason", default="", help="What was asked; without names. Kept in the audit.")
@answers
def person_data(
    session: Session, person: str, form: str, to: Path, code: str | None, reason: str
) -> Answer:
    """Write all that is kept of PERSON into one file, for answering her.

    PERSON is the id that “depter table person” shows. Entries that were joined to hers are hers
    too; other people are not named. That it was written is kept in the audit.
    """
    from app.actions.giving_out import PERSON_DATA, note_given_out
    from app.commands.cells import Labels, plain
    from app.commands.redact import record_id
    from app.exchange.files import write_whole
    from app.reports import draw
    from app.reports.person_data import counted, gathered, own_document, own_facts
    from app.storage.questions.table import linked

    with session.open() as workspace:
        own = gathered(workspace, record_id(person))
        spoken = language(code) if code else session.language
        if form == "json":
            facts = own_facts(own, plain)
            content = json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"
        else:
            labels = Labels(spoken, linked(workspace.reader))
            content = draw(own_document(workspace, spoken, own, labels.value), form)
        path = to / f"person-data.{form}" if to.is_dir() else to
        write_whole(path, lambda file: file.write(content))
        told = {"person": own.person.hex(), "as": form}
        note_given_out(workspace, PERSON_DATA, told, reason.strip())
        spoken = session.language
    said = spoken.text("{file}: {size}", file=path, size=spoken.size(len(content)))
    return Answer({"path": str(path), "person": person, "records": counted(own)}, [said])
