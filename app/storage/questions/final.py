"""What a report on many events asks: the events of a filter, who held them, what was said there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from app.language import fold
from app.model import (
    AgendaItem,
    Event,
    EventOrganisation,
    Framework,
    FrameworkItem,
    Note,
    Organisation,
    Project,
    Record,
    Venue,
)
from app.model.programme import in_order
from app.storage.questions.frameworks import Headings, headings
from app.storage.questions.indicators import IndicatorFilter, behind
from app.storage.questions.resolutions import (
    ResolutionPage,
    list_resolutions,
    resolution_page,
)
from app.storage.reading import by_id, found, oblasts, place_names, places_within

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

R = TypeVar("R", bound=Record)
MOST_EVENTS = 2000
"""So many events at most are named in one report; figures count all of them."""
_AT_ONCE = 500
_TOP = ("priority", "direction", "task")


class Spoken(NamedTuple):
    """What was said once or more at the events of an oblast, and the goal it belongs to."""

    note: Note
    oblast: str
    """Its code; "" when it is of no oblast but of the country, or nobody knows where."""
    goal: str
    """The code of the goal, direction or task; "" for a stranger to all frameworks."""


class Background(NamedTuple):
    """A framework the events were about, with the items at its top."""

    framework: Framework
    items: tuple[FrameworkItem, ...]


@dataclass(frozen=True)
class Meetings:
    """The events of a filter with all that a report on them together may say."""

    events: Sequence[Event]
    projects: Sequence[Project]
    organisations: Sequence[tuple[str, Organisation]]
    venues: Mapping[bytes | None, Venue]
    backgrounds: Sequence[Background]
    spoken: Sequence[Spoken]
    resolutions: Sequence[ResolutionPage]
    items: Mapping[str, FrameworkItem]
    """The goals, directions and tasks that anything said belongs to."""
    places: Mapping[str, Mapping[str, str]]
    """The names of all territories that are spoken of."""

    @property
    def oblasts(self) -> list[str]:
        """The oblasts something was said in, in the order in which the events came there."""
        return list(dict.fromkeys(one.oblast for one in self.spoken if one.oblast))


def meetings(ws: Workspace, wanted: IndicatorFilter) -> Meetings:
    """The events of a filter and what belongs to them, each thing once."""
    reader = ws.reader
    ids = [one.id for one in behind(ws, "events", wanted, limit=MOST_EVENTS)]
    events = sorted(
        by_id(reader, Event, ids).values(), key=lambda one: (one.date_from or date.min, one.id)
    )
    laid = headings(ws, "")
    spoken = list(_spoken(reader, events, laid))
    resolutions = list(_resolutions(ws, wanted, {event.id for event in events}))
    codes = {one.goal for one in spoken if one.goal}
    named = {event.territory for event in events} | {one.oblast for one in spoken}
    return Meetings(
        events=events,
        projects=_distinct(by_id(reader, Project, [event.project for event in events]).values()),
        organisations=_organisations(reader, events),
        venues=by_id(reader, Venue, [event.venue for event in events]),
        backgrounds=_backgrounds(reader, events, spoken, resolutions),
        spoken=spoken,
        resolutions=resolutions,
        items={one.code: one for one in _in(reader, FrameworkItem, "code", sorted(codes))},
        places=place_names(reader, named),
    )


def programmes(ws: Workspace, events: Sequence[Event]) -> dict[bytes, list[AgendaItem]]:
    """The programme of each event that has one, in the order it runs."""
    days: dict[bytes, dict[date | None, list[AgendaItem]]] = {}
    ids = [event.id for event in events]
    items = _in(ws.reader, AgendaItem, "event", ids, order="day IS NULL, day, _row")
    for item in items:
        days.setdefault(item.event or b"", {}).setdefault(item.day, []).append(item)
    return {
        event: [item for some in of.values() for item in in_order(some)]
        for event, of in days.items()
    }


def _distinct(projects: Iterable[Project]) -> list[Project]:
    return sorted(projects, key=lambda one: (one.period_from or date.min, one.title))


def _organisations(
    reader: Connection, events: Sequence[Event]
) -> Sequence[tuple[str, Organisation]]:
    """Each organisation once in each of its roles, though four notebooks wrote it down."""
    parts = _in(
        reader,
        EventOrganisation,
        "event",
        [event.id for event in events],
        order="sequence IS NULL, sequence, _row",
    )
    held = {event.id: number for number, event in enumerate(events)}
    parts.sort(key=lambda part: held[part.event or b""])
    known = by_id(reader, Organisation, [part.organisation for part in parts])
    seen: dict[tuple[str, str], tuple[str, Organisation]] = {}
    for part in parts:
        if part.organisation in known:
            body = known[part.organisation]
            seen.setdefault((part.role or "", fold(body.name)), (part.role or "", body))
    return list(seen.values())


def _spoken(reader: Connection, events: Sequence[Event], laid: Headings) -> Iterator[Spoken]:
    """The notes of the events in their order; the same words of one place and goal once."""
    of = oblasts(reader)
    kept = {"oblast", "republic_city"}
    levels = dict(reader.execute("SELECT code, level FROM territory WHERE _deleted = 0"))
    notes: dict[bytes, list[Note]] = {}
    for note in _in(
        reader, Note, "event", [event.id for event in events], order="coalesce(sequence, 0), _row"
    ):
        notes.setdefault(note.event or b"", []).append(note)
    seen: set[tuple[str | None, str, str, str]] = set()
    for event in events:
        for note in notes.get(event.id, ()):
            code = note.territory or event.territory or ""
            oblast = of.get(code, "")
            oblast = oblast if levels.get(oblast) in kept else ""
            goals = [laid.heading(item) for item in note.framework_items]
            for goal in dict.fromkeys(goals or [""]):
                once = (note.kind, oblast, goal, fold(note.text))
                if once not in seen:
                    seen.add(once)
                    yield Spoken(note, oblast, goal)


def _resolutions(
    ws: Workspace, wanted: IndicatorFilter, events: set[bytes]
) -> Iterator[ResolutionPage]:
    """Those of the events; and those of no event that fit the filter by place and day."""
    within = set(places_within(ws.reader, wanted.territory)) if wanted.territory else set()
    for line in reversed(list_resolutions(ws)):
        if line.event is not None and line.event not in events:
            continue
        page = resolution_page(ws, line.id)
        if page is None:
            continue
        if line.event is None and not _fits(page, wanted, within):
            continue
        if wanted.framework in {"", page.resolution.framework}:
            yield page


def _fits(page: ResolutionPage, wanted: IndicatorFilter, within: set[str]) -> bool:
    one = page.resolution
    if wanted.project or wanted.event_type or (within and one.territory not in within):
        return False
    day = one.adopted_on
    if day is None:
        return not (wanted.since or wanted.until)
    return (wanted.since or date.min) <= day <= (wanted.until or date.max)


def _backgrounds(
    reader: Connection,
    events: Sequence[Event],
    spoken: Sequence[Spoken],
    resolutions: Sequence[ResolutionPage],
) -> list[Background]:
    """The frameworks anything is tied to, those of the resolutions first."""
    codes = {code for event in events for code in event.framework_items}
    codes |= {one.goal for one in spoken if one.goal}
    tied = {item.framework for item in _in(reader, FrameworkItem, "code", sorted(codes))}
    adopted = [page.resolution.framework for page in resolutions if page.resolution.framework]
    wanted = list(dict.fromkeys([*adopted, *sorted(tied)]))
    known = {one.code: one for one in _in(reader, Framework, "code", wanted)}
    return [Background(known[code], tuple(_top(reader, code))) for code in wanted if code in known]


def _top(reader: Connection, framework: str) -> list[FrameworkItem]:
    """The priorities of a framework; where it has none, its directions and tasks."""
    items = found(
        reader,
        FrameworkItem,
        "framework = ? AND coalesce(parent, '') = '' AND coalesce(is_withdrawn, 0) = 0",
        framework,
        order="sequence, code",
    )
    first = next((kind for kind in _TOP if any(item.type == kind for item in items)), "")
    return [item for item in items if item.type == first]


def _in(
    reader: Connection,
    record_type: type[R],
    column: str,
    values: Sequence[object],
    order: str = "_row",
) -> list[R]:
    """The records whose column is one of many values."""
    records: list[R] = []
    for begin in range(0, len(values), _AT_ONCE):
        some = values[begin : begin + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        records += found(reader, record_type, f"{column} IN ({marks})", *some, order=order)
    return records
