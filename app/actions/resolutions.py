"""What is done with resolutions: composing them of what groups said, ordering, adopting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.actions.events import Made
from app.actions.group_work import ADOPTED, EDITED
from app.actions.records import checked, existing, new
from app.errors import AppError
from app.language import fold, mark
from app.model import Changes, Edit, Note, Put, Remove, Resolution, ResolutionItem
from app.model.numbering import STEP, in_order, moved, spread
from app.storage import Workspace
from app.storage.questions.frameworks import Headings, headings

_WANTED = ("recommendation", "idea")


class AlreadyAdopted(AppError):
    """What a meeting has adopted is not changed afterwards."""


class NothingToCompose(AppError):
    """There is nothing a resolution could be made of."""


@dataclass(frozen=True)
class Proposal:
    """What a point is made of: words, the items they serve, and the note they come from."""

    text: str
    framework_items: tuple[str, ...] = ()
    level: str | None = None
    note: bytes | None = None
    is_part: bool = False


def create_resolution(ws: Workspace, values: Mapping[str, object]) -> Made:
    """Begin a resolution without points."""
    put = new("resolution", {"status": "draft", **values})
    return Made(put.id, ws.write([put]))


def compose(
    ws: Workspace,
    values: Mapping[str, object],
    events: Iterable[bytes],
    statuses: Collection[str] | None = None,
) -> Made:
    """Make a resolution of what groups recommended at these events; see `compose_of`.

    With `statuses`, only notes that came so far are taken.
    """
    notes = [note for event in events for note in ws.find(Note, event=event, order="sequence")]
    proposals = [
        Proposal(note.text, note.framework_items, note.level, note.id)
        for note in notes
        if note.kind in _WANTED and (statuses is None or note.status in statuses)
    ]
    if not proposals:
        raise NothingToCompose(
            mark("No group has recommended anything yet. Write recommendations down first.")
        )
    return compose_of(ws, values, proposals)


def compose_of(ws: Workspace, values: Mapping[str, object], proposals: Sequence[Proposal]) -> Made:
    """Make a resolution of these proposals.

    `values` are fields of the resolution; its `framework` says by whose goals or directions the
    points are laid out, in the order of that document, national before local. Equal words under
    one heading become one point; what serves no item of the framework stands at the end.
    """
    put = new("resolution", {"status": "draft", **values})
    layout = headings(ws, str(put.values.get("framework") or ""))
    points = _laid_out(layout, proposals)
    return Made(put.id, ws.write([put, *_edits(put.id, points)]))


def add_proposals(ws: Workspace, resolution_id: bytes, proposals: Sequence[Proposal]) -> Changes:
    """Add proposals to a resolution, each after the last point under its heading.

    Words that stand under the heading already are not said twice.
    """
    resolution = _open(ws, resolution_id)
    points = in_order(ws.find(ResolutionItem, resolution=resolution_id))
    known = {_words(point) for point in points}
    fresh = [
        point
        for point in _laid_out(headings(ws, resolution.framework), proposals)
        if _words(point) not in known
    ]
    for point in fresh:
        points.insert(_place(points, point), point)
    return ws.write(list(_spread(resolution_id, points)))


def add_said(ws: Workspace, resolution_id: bytes) -> Changes:
    """Add what the groups of the resolution's event recommended and no point is made of yet."""
    resolution = _open(ws, resolution_id)
    taken = {point.note for point in ws.find(ResolutionItem, resolution=resolution_id)}
    notes = ws.find(Note, event=resolution.event, order="sequence") if resolution.event else []
    proposals = [
        Proposal(note.text, note.framework_items, note.level, note.id)
        for note in notes
        if note.kind in _WANTED and note.id not in taken
    ]
    changes = add_proposals(ws, resolution_id, proposals) if proposals else Changes()
    if not changes:
        raise NothingToCompose(
            mark("All that groups recommended stands in the resolution already.")
        )
    return changes


def _words(point: ResolutionItem) -> tuple[str, str | None, str]:
    return point.heading, point.level, fold(point.text)


def _place(points: Sequence[ResolutionItem], fresh: ResolutionItem) -> int:
    """Where a new point goes: after the last of its heading and level, else at the end."""
    same = [
        number
        for number, point in enumerate(points, start=1)
        if (point.heading, point.level) == (fresh.heading, fresh.level)
    ]
    return max(same, default=len(points))


def _spread(resolution_id: bytes, points: Sequence[ResolutionItem]) -> Iterator[Edit]:
    for number, point in enumerate(points, start=1):
        if not point.id:
            yield from _edits(resolution_id, [replace(point, sequence=STEP * number)])
        elif point.sequence != STEP * number:
            yield Put("resolution_item", point.id, {"sequence": STEP * number})


def _laid_out(layout: Headings, proposals: Sequence[Proposal]) -> list[ResolutionItem]:
    """The points of proposals (without ids) in the order of the framework, each words once."""
    keyed = [
        (layout.rank(heading), _LEVELS.get(level, 0), number, _point(layout, one, heading, level))
        for number, one in enumerate(proposals)
        for heading, level in _stands(layout, one)
    ]
    keyed.sort(key=lambda line: line[:3])
    found = {_words(point): point for *_, point in reversed(keyed)}
    ordered = [point for *_, point in keyed if found[_words(point)] is point]
    return [replace(one, sequence=STEP * number) for number, one in enumerate(ordered, start=1)]


_LEVELS = {None: 0, "national": 1, "local": 2}


def _stands(layout: Headings, proposal: Proposal) -> list[tuple[str, str | None]]:
    """Under which headings a proposal stands, and at which level there."""
    found: dict[str, str | None] = {}
    for code in proposal.framework_items:
        heading = layout.heading(code)
        if heading and found.get(heading) is None:
            found[heading] = proposal.level or layout.level(code)
    return list(found.items()) or [("", proposal.level)]


def _point(layout: Headings, proposal: Proposal, heading: str, level: str | None) -> ResolutionItem:
    return ResolutionItem(
        section=layout.section(heading),
        heading=heading,
        level=level,
        is_part=proposal.is_part or None,
        text=proposal.text,
        framework_items=proposal.framework_items,
        note=proposal.note,
    )


def _edits(resolution_id: bytes, points: Iterable[ResolutionItem]) -> list[Edit]:
    return [new("resolution_item", {**one.values(), "resolution": resolution_id}) for one in points]


def add_point(
    ws: Workspace, resolution_id: bytes, values: Mapping[str, object], after: bytes | None = None
) -> Made:
    """Write a new point after another one, under its heading and level; without one, at the end."""
    _open(ws, resolution_id)
    points = in_order(ws.find(ResolutionItem, resolution=resolution_id))
    at = next((number for number, one in enumerate(points, 1) if one.id == after), len(points))
    near = points[at - 1] if at else ResolutionItem(section="other")
    same = {"section": near.section, "heading": near.heading, "level": near.level}
    put = new("resolution_item", {**same, **values, "resolution": resolution_id})
    order = [*points[:at], ResolutionItem(id=put.id), *points[at:]]
    places = spread(order)
    before = points[at - 1].sequence or 0 if at else 0
    behind = points[at].sequence if at < len(points) else before + 2 * STEP
    if behind is not None and behind - before > 1:
        places = {put.id: (before + behind) // 2}
    own = places.pop(put.id)
    edits: list[Edit] = [Put(put.type_name, put.id, {**put.values, "sequence": own})]
    edits += [Put("resolution_item", line, {"sequence": to}) for line, to in places.items()]
    return Made(put.id, ws.write(edits))


def save_resolution(ws: Workspace, resolution_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of a resolution that is not adopted."""
    _open(ws, resolution_id)
    return ws.write([checked(ws, "resolution", resolution_id, values)])


def save_point(ws: Workspace, point_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of a point; a note whose words were bettered here is no longer as it was said."""
    point = _point_of(ws, point_id)
    put = checked(ws, "resolution_item", point_id, values)
    edits: list[Edit] = [put]
    note = ws.get(Note, point.note) if point.note else None
    if note and note.status == "raw" and put.values.get("text", note.text) != note.text:
        edits.append(Put("note", note.id, {"status": EDITED}))
    return ws.write(edits)


def move_point(ws: Workspace, point_id: bytes, to: int) -> Changes:
    """Put a point at another position (from 0) among all points; under it, numbers follow.

    It takes over heading, section and level of the point before it, or after it at the top.
    """
    point = _point_of(ws, point_id)
    points = in_order(ws.find(ResolutionItem, resolution=point.resolution))
    others = [one for one in points if one.id != point_id]
    if not others:
        return Changes()
    at = max(0, min(to, len(others)))
    near = others[at - 1] if at else others[0]
    places = moved(points, point_id, at)
    edits: list[Edit] = [
        Put("resolution_item", line, {"sequence": place}) for line, place in places.items()
    ]
    same = {"section": near.section, "heading": near.heading, "level": near.level}
    return ws.write([*edits, Put("resolution_item", point_id, same)])


def remove_point(ws: Workspace, point_id: bytes) -> Changes:
    """Take a point out; the note it came from stays."""
    _point_of(ws, point_id)
    return ws.write([Remove("resolution_item", point_id)])


def renumber(ws: Workspace, resolution_id: bytes) -> Changes:
    """Spread the points evenly in their order, so that there is room between all of them."""
    _open(ws, resolution_id)
    places = spread(in_order(ws.find(ResolutionItem, resolution=resolution_id)))
    return ws.write(
        [Put("resolution_item", line, {"sequence": place}) for line, place in places.items()]
    )


def adopt(
    ws: Workspace, resolution_id: bytes, day: date | str, votes: Mapping[str, object] | None = None
) -> Changes:
    """Note that a resolution was adopted, and with it the notes its points come from.

    `votes` holds `votes_for`, `votes_against` and `votes_abstained`, as far as they were counted.
    """
    _open(ws, resolution_id)
    values = {**(votes or {}), "status": ADOPTED, "adopted_on": day}
    edits: list[Edit] = [checked(ws, "resolution", resolution_id, values)]
    return ws.write([*edits, *_notes(ws, resolution_id, ADOPTED)])


def reopen(ws: Workspace, resolution_id: bytes) -> Changes:
    """Take the adoption back, so that a resolution can be changed again."""
    edits: list[Edit] = [checked(ws, "resolution", resolution_id, {"status": "draft"})]
    return ws.write([*edits, *_notes(ws, resolution_id, EDITED)])


def _notes(ws: Workspace, resolution_id: bytes, status: str) -> Iterator[Edit]:
    linked = {point.note for point in ws.find(ResolutionItem, resolution=resolution_id)}
    for note_id in sorted(note for note in linked if note):
        note = ws.get(Note, note_id)
        if note and note.status != status:
            yield Put("note", note_id, {"status": status})


def _open(ws: Workspace, resolution_id: bytes | None) -> Resolution:
    """The resolution, which can still be changed."""
    resolution = existing(ws, Resolution, resolution_id)
    if resolution.status == ADOPTED:
        raise AlreadyAdopted(
            mark("This resolution was adopted on {day}. Take the adoption back to change it."),
            day=resolution.adopted_on or "",
        )
    return resolution


def _point_of(ws: Workspace, point_id: bytes) -> ResolutionItem:
    point = existing(ws, ResolutionItem, point_id)
    _open(ws, point.resolution)
    return point
