"""`depter layout`: how documents look, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.report import asked_of
from app.commands.session import FILE, Answer, Session, answers
from app.language import Language, mark
from app.model.templates import layout_templates

if TYPE_CHECKING:
    from app.model import DocumentLayout
    from app.storage import Workspace

_NONE = mark("There is no layout in this notebook yet. Make one, or take a package in.")


@click.command()
@click.option(
    "--begin",
    metavar="CODE",
    type=click.Choice(["empty", *layout_templates()]),
    help="Make a layout by a ready-made one: empty, order, report or certificate.",
)
@click.option("--copy", "is_copy", is_flag=True, help="Copy the layout NAME.")
@click.option(
    "--set",
    "settings",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Set a field of the layout, as name=… or size=14; a line feed is written as \\n.",
)
@click.option("--logo", type=FILE, metavar="FILE", help="The picture of its letterhead.")
@click.option("--unit", metavar="TEXT", help="This notebook's part of numbers, where {unit} is.")
@click.option("--organisation", metavar="NAME", help="Whose documents this notebook makes.")
@click.argument("name", metavar="NAME", required=False)
@answers
def layout(
    session: Session,
    name: str | None,
    begin: str | None,
    is_copy: bool,
    settings: Sequence[str],
    logo: Path | None,
    unit: str | None,
    organisation: str | None,
) -> Answer:
    """List the layouts of documents, make one, or change the layout NAME."""
    wanted = {key: str(text).replace("\\n", "\n") for key, text in asked_of(settings).items()}
    with session.open() as workspace:
        if unit is not None or organisation is not None:
            _set_office(workspace, unit, organisation)
        if begin or is_copy or name:
            chosen = _begun(workspace, session.language, name, begin or "", is_copy=is_copy)
            _change(workspace, chosen, wanted, logo)
        elif wanted or logo:
            raise click.UsageError("Say which layout: depter layout NAME --set FIELD=VALUE.")
        return _list(workspace, session.language)


def _begun(
    ws: Workspace, language: Language, name: str | None, template: str, *, is_copy: bool
) -> bytes:
    from app.actions.documents import begin_layout, copy_layout
    from app.reports.chosen_record import Known, chosen_record
    from app.storage.questions.documents import layouts

    if template:
        return begin_layout(ws, language, template).id
    known = [Known(one.id, one.name) for one in layouts(ws.reader)]
    chosen = chosen_record(known, name, _NONE)
    return copy_layout(ws, language, chosen).id if is_copy else chosen


def _change(ws: Workspace, chosen: bytes, wanted: Mapping[str, str], logo: Path | None) -> None:
    from app.actions.documents import set_logo
    from app.actions.records import save
    from app.model import DocumentLayout

    kinds = DocumentLayout.kinds()
    unknown = next((field for field in wanted if field not in kinds or field == "logo"), None)
    if unknown is not None:
        known = ", ".join(field for field in kinds if field != "logo")
        raise click.UsageError(f"A layout has no field {unknown}. It has: {known}.")
    if wanted:
        save(ws, DocumentLayout.type_name, chosen, _typed(wanted))
    if logo is not None:
        set_logo(ws, chosen, _read(logo))


def _typed(wanted: Mapping[str, str]) -> dict[str, object]:
    from app.model import DocumentLayout
    from app.model.kinds import Items, YesNo
    from app.reports.parameters import Parameter, understood

    kinds = DocumentLayout.kinds()
    values: dict[str, object] = dict(wanted)
    for field, text in wanted.items():
        if isinstance(kinds[field], YesNo):
            asked = (Parameter(field, kinds[field]),)
            values[field] = understood(DocumentLayout.type_name, asked, {field: text})[field]
        elif isinstance(kinds[field], Items):
            values[field] = tuple(filter(None, text.replace(",", "\n").split("\n")))
    return values


def _read(logo: Path) -> bytes:
    try:
        return logo.read_bytes()
    except OSError as error:
        raise click.UsageError(f"--logo: “{logo}” cannot be read.") from error


def _set_office(ws: Workspace, unit: str | None, organisation: str | None) -> None:
    from app.actions.documents import set_office
    from app.model import Organisation
    from app.reports.chosen_record import Known, chosen_record
    from app.storage.questions.documents import office

    kept = office(ws.reader)
    chosen = kept.organisation
    if organisation is not None:
        none = mark("There is no organisation in this notebook yet.")
        known = [Known(one.id, one.name) for one in ws.find(Organisation)]
        chosen = chosen_record(known, organisation, none) if organisation else None
    set_office(ws, chosen, kept.unit if unit is None else unit)


def _list(ws: Workspace, language: Language) -> Answer:
    from app.storage.questions.documents import layouts

    found = layouts(ws.reader)
    lines = [_said(language, one) for one in found]
    return Answer([_facts(one) for one in found], lines or [language.text(_NONE)])


def _said(language: Language, one: DocumentLayout) -> str:
    used = language.text("all documents") if one.for_all else ", ".join(one.documents)
    return f"{one.name}: {used or language.text('where it is chosen by hand')}"


def _facts(one: DocumentLayout) -> dict[str, Any]:
    values = one.values()
    links = {"organisation": one.organisation.hex() if one.organisation else None}
    return {"id": one.id.hex(), **values, **links}
