"""What is asked of frameworks: their trees, what is tied to each item, and how points stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import Framework, FrameworkItem
from app.model.kinds import LIST_SEPARATOR
from app.storage.search import match_of

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

TIED = {
    "event": "event",
    "note": "event",
    "resolution_item": "resolution",
    "plan_measure": "action_plan",
}
"""Record types tied to framework items, each with the record it is shown at."""
_GOALS = {"priority": "goal", "goal": "goal", "direction": "direction", "task": "direction"}
"""Types of item that head points of a resolution, and the section they belong to."""
_AIMS = ("goal", "direction")
_PRIORITIES = ("priority",)


@dataclass(frozen=True)
class Headings:
    """By which goals, directions and tasks of a framework points are laid out."""

    of: Mapping[str, str]
    aims: Mapping[str, str]
    """For each item the goal or direction it belongs to, over tasks and priorities."""
    priorities: Mapping[str, str]
    """For each item the priority it belongs to, where its document has priorities."""
    ranks: Mapping[str, int]
    sections: Mapping[str, str]
    levels: Mapping[str, str | None]

    def heading(self, code: str) -> str:
        """The code of the goal, direction or task an item belongs to; "" for a stranger."""
        return self.of.get(code, "")

    def rank(self, heading: str) -> int:
        """Where a heading stands in the document; no heading comes last."""
        return self.ranks.get(heading, len(self.ranks))

    def section(self, heading: str) -> str:
        """`goal`, `direction` or `other`."""
        return self.sections.get(heading, "other")

    def level(self, code: str) -> str | None:
        """`national` or `local`, where the item says so."""
        return self.levels.get(code)


def headings(ws: Workspace, framework: str) -> Headings:
    """How points tied to a framework are laid out; with "", to all frameworks together."""
    rows = ws.reader.execute(
        "SELECT code, parent, type, level FROM framework_item "
        "WHERE _deleted = 0 AND (framework = :one OR :one = '') ORDER BY framework, sequence",
        {"one": framework},
    ).fetchall()
    parents = {code: parent for code, parent, *_ in rows}
    types = {code: kind for code, _, kind, _ in rows}
    used = [code for code in parents if types[code] in _GOALS]
    return Headings(
        of=_each_under(parents, types, _GOALS),
        aims=_each_under(parents, types, _AIMS),
        priorities=_each_under(parents, types, _PRIORITIES),
        ranks={code: number for number, code in enumerate(used)},
        sections={code: _GOALS[types[code]] for code in used},
        levels={code: level for code, _, _, level in rows},
    )


def _each_under(
    parents: Mapping[str, str | None], types: Mapping[str, str], wanted: Container[str]
) -> dict[str, str]:
    """For each item itself or the nearest above it of these types, where there is one."""
    found = {code: _heading(code, parents, types, wanted) for code in parents}
    return {code: heading for code, heading in found.items() if heading}


def _heading(
    code: str | None,
    parents: Mapping[str, str | None],
    types: Mapping[str, str],
    wanted: Container[str],
) -> str:
    seen: set[str] = set()
    while code and code in parents and code not in seen:
        if types[code] in wanted:
            return code
        seen.add(code)
        code = parents[code]
    return ""


class Ties(NamedTuple):
    """How many records of each kind are tied to an item."""

    events: int = 0
    notes: int = 0
    points: int = 0
    measures: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


_NOTHING_TIED = Ties()


@dataclass(frozen=True)
class ItemNode:
    """An item of a framework in its tree, with what is tied to it and to all below it."""

    item: FrameworkItem
    depth: int
    ties: Ties = _NOTHING_TIED
    ties_below: Ties = _NOTHING_TIED

    @property
    def id(self) -> bytes:
        """The item's id, by which a list keeps its place."""
        return self.item.id


@dataclass(frozen=True)
class FrameworkLine:
    """A framework with the number of its items, and of records tied to any of them."""

    framework: Framework
    items: int
    withdrawn: int
    ties: Ties

    @property
    def id(self) -> bytes:
        """The framework's id."""
        return self.framework.id


def ties(ws: Workspace) -> dict[str, Ties]:
    """What is tied to each item, by code."""
    found: dict[str, list[int]] = {}
    for at, type_name in enumerate(TIED):
        rows = ws.reader.execute(
            f"SELECT framework_items FROM {type_name} "
            "WHERE _deleted = 0 AND framework_items IS NOT NULL"
        )
        for (codes,) in rows:
            for code in {*codes.split(LIST_SEPARATOR)}:
                if code not in found:
                    found[code] = [0] * len(TIED)
                found[code][at] += 1
    return {code: Ties(*numbers) for code, numbers in found.items()}


def list_frameworks(ws: Workspace) -> list[FrameworkLine]:
    """All frameworks known here, by code."""
    tied = ties(ws)
    sums: dict[str, list[FrameworkItem]] = {}
    for item in _items(ws):
        sums.setdefault(item.framework, []).append(item)
    return [
        FrameworkLine(
            framework=framework,
            items=len(sums.get(framework.code, ())),
            withdrawn=sum(bool(item.is_withdrawn) for item in sums.get(framework.code, ())),
            ties=_sum(tied.get(item.code) for item in sums.get(framework.code, ())),
        )
        for framework in ws.find(Framework, order="code")
    ]


def tree(ws: Workspace, framework: str) -> list[ItemNode]:
    """The items of a framework from the top down, each followed by what it consists of."""
    children: dict[str, list[FrameworkItem]] = {}
    items = _items(ws, framework)
    known = {item.code for item in items}
    for item in items:
        children.setdefault(item.parent if item.parent in known else "", []).append(item)
    tied = ties(ws)
    return list(_walk(children, tied, "", 0, frozenset()))


def _walk(
    children: Mapping[str, list[FrameworkItem]],
    tied: Mapping[str, Ties],
    parent: str,
    depth: int,
    above: frozenset[str],
) -> Iterator[ItemNode]:
    for item in children.get(parent, ()):
        if item.code in above:
            continue
        below = list(_walk(children, tied, item.code, depth + 1, above | {item.code}))
        own = tied.get(item.code, _NOTHING_TIED)
        yield ItemNode(item, depth, own, _sum([own, *(node.ties for node in below)]))
        yield from below


def _sum(parts: Iterable[Ties | None]) -> Ties:
    given = [part for part in parts if part]
    return Ties(*map(sum, zip(*given, strict=True))) if given else _NOTHING_TIED


def search_items(ws: Workspace, typed: str, framework: str = "", limit: int = 50) -> list[ItemNode]:
    """Items by the beginnings of their words or of their code, goals first; with what is tied."""
    match = match_of(typed)
    if not match:
        return []
    columns = ", ".join(f"i.{name}" for name in FrameworkItem.kinds())
    rows = ws.reader.execute(
        f"SELECT i.id, {columns} FROM search_framework_item s "
        "JOIN framework_item i ON i._row = s.rowid WHERE search_framework_item MATCH ? "
        "AND i._deleted = 0 AND (i.framework = ? OR ? = '') "
        "ORDER BY i.is_withdrawn IS NOT NULL AND i.is_withdrawn, i.type = 'goal' DESC, "
        "i.type = 'direction' DESC, i.type = 'priority' DESC, i.framework, i.sequence LIMIT ?",
        (match, framework, framework, limit),
    ).fetchall()
    tied = ties(ws)
    items = [_loaded(row) for row in rows]
    return [ItemNode(item, 0, tied.get(item.code, _NOTHING_TIED)) for item in items]


class Tied(NamedTuple):
    """A record tied to an item, and the record it is shown at."""

    type_name: str
    id: bytes
    text: str
    at_type: str
    at: bytes
    at_title: str


def tied_to(ws: Workspace, code: str, limit: int = 500) -> list[Tied]:
    """The records tied to an item, newest first, a limited number of each type."""
    found: list[Tied] = []
    for type_name, at_type in TIED.items():
        own = type_name == at_type
        text = "r.title" if own else "r.text"
        join = "" if own else f"LEFT JOIN {at_type} a ON a.id = r.{at_type}"
        rows = ws.reader.execute(
            f"SELECT r.id, {text}, {'r.id' if own else 'a.id'}, {'r.title' if own else 'a.title'} "
            f"FROM {type_name} r {join} WHERE r._deleted = 0 AND {has_item('r')} "
            "ORDER BY r._stamp DESC LIMIT ?",
            (code, limit),
        )
        found += [
            Tied(type_name, row[0], str(row[1] or ""), at_type, row[2] or b"", str(row[3] or ""))
            for row in rows
        ]
    return found


def has_item(alias: str) -> str:
    """The SQL condition that a record is tied to the item given as one parameter."""
    listed = f"char(10) || {alias}.framework_items || char(10)"
    return f"instr({listed}, char(10) || ? || char(10))"


UNKNOWN, WITHDRAWN = "unknown", "withdrawn"


def doubts(ws: Workspace, codes: Iterable[str]) -> dict[str, str]:
    """The codes one should look at twice, as nobody knows them or a later version lacks them."""
    wanted = list(dict.fromkeys(codes))
    marks = ", ".join("?" * len(wanted))
    rows = ws.reader.execute(
        f"SELECT code, coalesce(is_withdrawn, 0) FROM framework_item "
        f"WHERE _deleted = 0 AND code IN ({marks})",
        wanted,
    ).fetchall()
    known = {str(code): bool(withdrawn) for code, withdrawn in rows}
    found = {code: UNKNOWN if code not in known else WITHDRAWN for code in wanted}
    return {code: doubt for code, doubt in found.items() if known.get(code) is not False}


def _items(ws: Workspace, framework: str = "") -> list[FrameworkItem]:
    if framework:
        return ws.find(FrameworkItem, order="sequence", framework=framework)
    return ws.find(FrameworkItem, order="sequence")


def _loaded(row: tuple[Any, ...]) -> FrameworkItem:
    names = FrameworkItem.kinds()
    return FrameworkItem.load(row[0], dict(zip(names, row[1:], strict=True)))
