"""The lines of a programme as the table shows them, and what is typed into one of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.language import Language
from app.model import AgendaItem, Event
from app.model.kinds import parse_time
from app.model.programme import BREAK, read_line
from app.storage import Workspace
from app.storage.questions.events import Goal, goals_of, programme
from app.ui.goal_marks import goal_cell
from app.ui.kit import Cell
from app.ui.words import term

KIND_ICONS = {
    "registration": "user-check",
    "opening": "flag",
    "presentation": "presentation",
    "training": "notebook-pen",
    "discussion": "messages-square",
    "group_work": "users",
    "group_presentation": "messages-square",
    "break": "coffee",
    "test": "clipboard-list",
    "closing": "flag",
    "other": "circle-dot",
}
"""Kind of a session → its drawing."""


@dataclass(frozen=True)
class Programme:
    """All that the tab of the programme shows."""

    event: Event
    items: list[AgendaItem]
    goals: Mapping[str, Goal]


def read_programme(workspace: Workspace, event_id: bytes) -> Programme | None:
    """Read all that the tab shows; None when the event is gone."""
    event = workspace.get(Event, event_id)
    if event is None:
        return None
    items = programme(workspace, event_id)
    codes = tuple({code for item in items for code in item.framework_items})
    return Programme(event, items, goals_of(workspace, codes))


def kind_icon(item: AgendaItem) -> str:
    """The drawing of a session's kind."""
    return KIND_ICONS.get(item.kind or "", "circle-dot")


def cells(
    language: Language, item: AgendaItem, goals: Mapping[str, Goal], *, clashes: bool
) -> list[Cell]:
    """A line of the programme: time, session, speaker, materials, goals."""
    is_break = item.kind == BREAK
    ink = "text2" if is_break else "text"
    spoken = f"{item.title}, {term(language, 'agenda_item_kind', item.kind)}"
    weight = 400 if is_break else 500
    icon = kind_icon(item)
    return [
        _time(item, ink, clashes=clashes),
        Cell(item.title, icon=icon, colour=ink, weight=weight, spoken=spoken, tip=item.title),
        Cell(item.speaker, size=13, colour="text2", tip=item.speaker),
        _materials(language, item),
        goal_cell(language, goals, item.framework_items),
    ]


def _time(item: AgendaItem, ink: str, *, clashes: bool) -> Cell:
    times = times_of(item)
    if clashes:
        return Cell(times, icon="triangle-alert", icon_colour="bad", colour="bad", weight=600)
    return Cell(times or "–", colour=ink, weight=400 if item.kind == BREAK else 600)


def _materials(language: Language, item: AgendaItem) -> Cell:
    if not item.materials:
        return Cell("")
    whole, count = ", ".join(item.materials), len(item.materials)
    text = whole if count == 1 else language.plural("{n} item", "{n} items", count)
    return Cell(text, icon="file-text", size=13, colour="text2", tip=whole, spoken=whole)


def times_of(item: AgendaItem) -> str:
    """When a line begins and ends, as far as it is known."""
    return "–".join(time for time in (item.time_from, item.time_to) if time)


def text_of(row: object, key: str) -> str:
    """What stands in the line when a cell is opened for writing."""
    item = row if isinstance(row, AgendaItem) else AgendaItem()
    if key == "time":
        return times_of(item)
    if key == "materials":
        return ", ".join(item.materials)
    return str(getattr(item, key))


def typed_values(item: AgendaItem, key: str, text: str) -> dict[str, object] | None:
    """The fields a written cell sets; None when it is no time that can be meant."""
    match key:
        case "time":
            return _typed_time(text)
        case "materials":
            parts = (part.strip() for part in text.replace(";", ",").split(","))
            return {"materials": tuple(part for part in parts if part)}
        case "title" if not text.strip():
            return {"title": item.title}
        case _:
            return {key: text}


def _typed_time(text: str) -> dict[str, object] | None:
    if not text.strip():
        return {"time_from": None, "time_to": None}
    line = read_line(f"{text} x")
    if line.time_from and line.title == "x":
        return {"time_from": line.time_from, "time_to": line.time_to}
    single = parse_time(text)
    return {"time_from": single, "time_to": None} if single and single != text.strip() else None
