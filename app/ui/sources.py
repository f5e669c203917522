"""What forms pick from, searched in the open workspace: places, records, plan items."""

from __future__ import annotations

from collections.abc import Sequence

from app.model import RECORD_TYPES, Event, FrameworkItem, Record
from app.storage.questions.documents import layouts
from app.storage.questions.reference import (
    Place,
    find_items,
    find_territories,
    framework_item,
    place,
)
from app.ui.context import Context
from app.ui.kit import Finder, Sources
from app.ui.kit.pick_fields import Found

_LINKED = (
    "organisation",
    "person",
    "event",
    "project",
    "venue",
    "product",
    "survey",
    "note",
    "resolution",
    "resolution_item",
    "action_plan",
    "framework",
)


def workspace_sources(context: Context) -> Sources:
    """The sources of every form over one workspace; names are said in the present language."""
    territories = Finder(
        find=lambda typed: [_found_place(context, one) for one in _places(context, typed)],
        label=lambda code: place_name(context, str(code)),
    )
    items = Finder(
        find=lambda typed: [_found_item(context, one) for one in _items(context, typed)],
        label=lambda code: item_name(context, str(code)),
        open=lambda code: context.go("frameworks", item=str(code)),
    )
    return Sources(
        territories=territories,
        links={
            **{name: record_finder(context, name) for name in _LINKED if name in RECORD_TYPES},
            "framework_item": items,
        },
        items={"territory": territories, "framework_item": items},
        records={"document_layout": lambda: _layouts(context)},
        codes={"report": lambda: _reports(context)},
    )


def _layouts(context: Context) -> list[tuple[bytes, str]]:
    return [(one.id, one.name) for one in layouts(context.workspace.reader)]


def report_name(context: Context, code: str) -> str:
    """The word for a kind of document; the code itself when a newer program has it."""
    return dict(_reports(context)).get(code, code)


def _reports(context: Context) -> list[tuple[str, str]]:
    from app.reports import REPORTS

    return [(one.name, context.language.text(one.label)) for one in REPORTS.values()]


def record_finder(context: Context, type_name: str) -> Finder:
    """Finds records of one type by the beginnings of their words."""
    record_type = RECORD_TYPES[type_name]

    def find(typed: str) -> Sequence[Found]:
        hits = context.workspace.search(typed, (type_name,), 12)
        return [(hit.id, caption(hit.id), "") for hit in hits]

    def caption(record_id: object) -> str:
        if not isinstance(record_id, bytes):
            return ""
        record = context.workspace.get(record_type, record_id)
        return _caption(context, record) if record is not None else ""

    return Finder(find=find, label=caption)


def _caption(context: Context, record: Record) -> str:
    """What a record is called; events, which often share a title, with their day before it."""
    day = context.language.day(record.date_from) if isinstance(record, Event) else ""
    return " · ".join(part for part in (day, record.caption()) if part)


def place_name(context: Context, code: str) -> str:
    """The name of a territory in the present language; the code itself when it is not known."""
    known = place(context.workspace, code)
    return context.language.label(known.territory.names()) if known else code


def item_name(context: Context, code: str) -> str:
    """The code and title of a plan's item, as a chip says it."""
    item = framework_item(context.workspace, code)
    return code if item is None else _item_text(context, item)


def _places(context: Context, typed: str) -> Sequence[Place]:
    return find_territories(context.workspace, typed)


def _found_place(context: Context, found: Place) -> Found:
    label = context.language.label
    above = ", ".join(label(one.names()) for one in found.above)
    return found.territory.code, label(found.territory.names()), above


def _items(context: Context, typed: str) -> Sequence[FrameworkItem]:
    return find_items(context.workspace, typed)


def _found_item(context: Context, item: FrameworkItem) -> Found:
    return item.code, _item_text(context, item), item.framework


def _item_text(context: Context, item: FrameworkItem) -> str:
    return " · ".join(part for part in (item.code, context.language.label(item.names())) if part)
