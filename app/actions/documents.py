"""The verbs of documents: layouts begun and copied, logos, numbers given out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.actions.events import Made
from app.actions.records import existing, new, save
from app.errors import AppError, Invalid, Problem
from app.language import Language, mark
from app.model import Changes, DocumentLayout, IssuedDocument, Organisation, clean
from app.model.document_layout import UNIT_PLACE, number_said
from app.model.templates import layout_templates
from app.storage import Workspace
from app.storage.questions.documents import (
    OFFICE,
    UNIT,
    layouts,
    next_number,
    numbers_taken,
    unit_part,
)

_LARGEST = 20 * 1024 * 1024
_PIXELS = 800
_MOST_UNIT = 40


class NoPicture(AppError):
    """What was chosen as a logo cannot be used as one."""


class NoNumber(AppError):
    """A document cannot get the number it was to get."""


def begin_layout(ws: Workspace, language: Language, template: str = "") -> Made:
    """Make a layout, empty or by a ready-made one; it gets a name no other has."""
    ready = layout_templates().get(template)
    name = language.label(ready.name) if ready else language.text("New layout")
    values: dict[str, Any] = dict(ready.values) if ready else {}
    return _made(ws, {**values, "name": _free_name(ws, name)})


def copy_layout(ws: Workspace, language: Language, layout: bytes) -> Made:
    """Copy a layout under another name. The copy is used nowhere until it is told for what."""
    values = existing(ws, DocumentLayout, layout).values()
    values |= {"for_all": None, "documents": ()}
    name = language.text("{name} (copy)", name=values["name"])
    return _made(ws, {**values, "name": _free_name(ws, name)})


def _made(ws: Workspace, values: Mapping[str, object]) -> Made:
    edit = new("document_layout", values)
    return Made(edit.id, ws.write([edit]))


def _free_name(ws: Workspace, name: str) -> str:
    taken = {one.name for one in layouts(ws.reader)}
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def set_logo(ws: Workspace, layout: bytes, content: bytes | None) -> Changes:
    """Give a layout a logo, made small enough for print and without any tags; None takes it away.

    Raises `NoPicture`.
    """
    existing(ws, DocumentLayout, layout)
    kept = None if content is None else ws.attachments.put(_small(content))
    return save(ws, "document_layout", layout, {"logo": kept})


def _small(content: bytes) -> bytes:
    from PIL import Image

    if len(content) > _LARGEST:
        raise NoPicture(
            mark("The picture is larger than {most} MB. Save it smaller and choose it again."),
            most=_LARGEST // 1024**2,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Any = Image.open(io.BytesIO(content))
            image.load()
            image.thumbnail((_PIXELS, _PIXELS))
            kept = io.BytesIO()
            image.convert("RGBA").save(kept, "PNG")
    except (Image.DecompressionBombError, Warning) as error:
        raise NoPicture(
            mark("The picture has too many dots. Save it smaller and choose it again.")
        ) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPicture(
            mark("This file is no picture that can be read. Choose a PNG or JPEG file.")
        ) from error
    return kept.getvalue()


def set_office(ws: Workspace, organisation: bytes | None, unit: str) -> None:
    """Say whose documents this notebook makes, and its unit's part of their numbers.

    Both stay here: a layout that travels says `{unit}`, and each notebook fills in its own.
    """
    part = str(clean(IssuedDocument, {"unit": unit})["unit"])
    if len(part) > _MOST_UNIT or "{" in part or "}" in part:
        raise Invalid([Problem("unit", mark("A few letters or figures, as БТ or 03"))])
    if organisation is not None:
        existing(ws, Organisation, organisation)
    ws.set_setting(OFFICE, organisation)
    ws.set_setting(UNIT, part)


def issue(
    ws: Workspace,
    layout: DocumentLayout,
    report: str,
    title: str,
    number: int | None = None,
    day: date | None = None,
) -> Made:
    """Give a document the next number of its layout, unit and year, or the one that was said.

    Raises `NoNumber` where the number was given before, or the unit's part of it is not known.
    """
    on = day or date.today()
    unit = unit_part(ws.reader, layout)
    if UNIT_PLACE in layout.number_pattern and not unit:
        raise NoNumber(
            mark("The number of this layout has a part of the unit: write yours under Settings.")
        )
    chosen = next_number(ws.reader, layout.id, unit, on.year) if number is None else number
    _check_free(ws, layout, unit, on.year, chosen)
    shown = number_said(layout.number_pattern, chosen, on.year, unit)
    edit = new(
        "issued_document",
        {
            "layout": layout.id,
            "report": report,
            "title": str(title)[:1000],
            "unit": unit,
            "year": on.year,
            "number": chosen,
            "shown": shown,
            "issued_on": on,
        },
    )
    return Made(edit.id, ws.write([edit]))


def _check_free(ws: Workspace, layout: DocumentLayout, unit: str, year: int, number: int) -> None:
    taken = numbers_taken(ws.reader, layout.id, unit, year)
    if number in taken:
        raise NoNumber(
            mark(
                "The number {number} of {year} is borne by “{title}”. The next free one is {free}."
            ),
            number=number,
            year=str(year),
            title=taken[number],
            free=max(taken) + 1,
        )
