"""`depter issue`: a document that is given out under the next number of its layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.period import PERIOD
from app.commands.report import asked_of, noted, save_to
from app.commands.session import FILE, Answer, Session, answers
from app.language import Language, mark
from app.model.kinds import parse_day
from app.reports import FORMATS, REPORTS, WRITTEN_IN

if TYPE_CHECKING:
    from app.actions.events import Made
    from app.model import IssuedDocument
    from app.reports.remark import Remark
    from app.storage import Workspace
    from app.storage.questions.documents import Issued


@click.command()
@click.option("--list", "is_list", is_flag=True, help="Say what was issued, the newest first.")
@click.option(
    "--as",
    "form",
    type=click.Choice(list(FORMATS)),
    default="pdf",
    show_default=True,
    help="The form of the file.",
)
@click.option(
    "--language",
    "code",
    type=click.Choice(WRITTEN_IN),
    help="The language of the document. Without it: that of the notebook.",
)
@click.option("--to", type=FILE, metavar="FILE", help="The document's file, or a folder for it.")
@click.option(
    "--set", "settings", metavar="KEY=VALUE", multiple=True, help="As `report` takes it: layout=…"
)
@PERIOD
@click.option(
    "--reason",
    metavar="TEXT",
    default="",
    help="Why names or small counts are told, where they are.",
)
@click.option("--number", type=int, metavar="N", help="The number. Without it: the next one.")
@click.option("--on", "day", metavar="DAY", help="The day it bears. Without it: today.")
@click.argument("name", metavar="NAME", type=click.Choice(list(REPORTS)), required=False)
@answers
def issue(
    session: Session,
    name: str | None,
    is_list: bool,
    form: str,
    code: str | None,
    to: Path | None,
    settings: Sequence[str],
    period: str | None,
    reason: str,
    number: int | None,
    day: str | None,
) -> Answer:
    """Make the report NAME as a document with a number, and note that the number is given.

    The number is the next of the document's layout, unit and year; `report` takes none.
    """
    if is_list:
        return _list(session)
    if name is None or to is None:
        raise click.UsageError("Say which document and where: depter issue NAME --to FILE.")
    path = to / f"{name}.{form}" if to.is_dir() else to
    asked = asked_of(settings, period, name)
    with session.open() as workspace, noted(workspace, name, form, asked, reason) as known:
        written = code or session.language.code
        made = _numbered(workspace, written, name, known, number, _day(day))
        issued, remarks = _write(workspace, made, path, written, name, known, form)
    said = session.language.text("{file}: {number}", file=path, number=issued.shown)
    facts = {"path": str(path), "report": name, "number": issued.number, "shown": issued.shown}
    told = [session.language.error(one) for one in remarks]
    return Answer({**facts, "issued": made.id.hex()}, [said], problems=told)


def _day(day: str | None) -> date | None:
    found = parse_day(day) if day else None
    if isinstance(found, str):
        raise click.UsageError(f"--on takes a day as 31.12.2026, not “{day}”.")
    return found


def _numbered(
    ws: Workspace,
    code: str,
    name: str,
    asked: Mapping[str, object],
    number: int | None,
    day: date | None,
) -> Made:
    from app.actions import documents
    from app.reports import make_in
    from app.reports.layouts import chosen_layout

    layout = chosen_layout(ws, name, asked.get("layout")).layout
    if layout is None:
        raise documents.NoNumber(
            mark("This document has no layout, and so no numbers. Make one: depter layout --begin.")
        )
    title = make_in(code, name, ws, asked).title
    return documents.issue(ws, layout, name, title, number, day)


def _write(
    ws: Workspace,
    made: Made,
    path: Path,
    code: str,
    name: str,
    asked: Mapping[str, object],
    form: str,
) -> tuple[IssuedDocument, tuple[Remark, ...]]:
    """Write the numbered document; where that fails, the number is free again."""
    from app.actions.records import undo
    from app.model import IssuedDocument
    from app.reports import draw, make_in

    try:
        document = make_in(code, name, ws, {**asked, "issued": made.id})
        save_to(path, draw(document, form))
    except BaseException:
        undo(ws, made.changes)
        raise
    issued = ws.get(IssuedDocument, made.id)
    assert issued is not None  # noqa: S101 - it was just written
    return issued, document.remarks


def _list(session: Session) -> Answer:
    from app.storage.questions.documents import issued

    with session.open() as workspace:
        found = issued(workspace)
    language = session.language
    lines = [_said(language, one) for one in found]
    return Answer(
        [_facts(one) for one in found], lines or [language.text("Nothing was issued yet.")]
    )


def _said(language: Language, one: Issued) -> str:
    document = one.document
    report = REPORTS.get(document.report)
    said = f"{language.day(document.issued_on)}  {document.shown}  " + ": ".join(
        filter(None, (language.text(report.label) if report else document.report, document.title))
    )
    return f"! {said} ({language.text('this number was given twice')})" if one.is_twice else said


def _facts(one: Issued) -> dict[str, Any]:
    document = one.document
    return {
        "id": document.id.hex(),
        "report": document.report,
        "title": document.title,
        "layout": one.layout,
        "unit": document.unit,
        "year": document.year,
        "number": document.number,
        "shown": document.shown,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "is_twice": one.is_twice,
    }
