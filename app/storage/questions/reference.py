"""Questions about places and goals: names by code, ways up to the country, and finding by word.

Every question is answered from reference rows, which are few; a notebook keeps them in memory by
nothing but SQLite's own cache.
"""

from typing import NamedTuple

from app.model import Framework, FrameworkItem, Territory
from app.storage.search import match_of
from app.storage.workspace import Workspace

_DEEPEST = 8


class Place(NamedTuple):
    """A territory with the territories it is part of, nearest first."""

    territory: Territory
    above: tuple[Territory, ...]

    @property
    def oblast(self) -> Territory:
        """The oblast or republican city it lies in; itself where there is none above."""
        ways = (self.territory, *self.above)
        top = [place for place in ways if place.level in ("oblast", "republic_city")]
        return top[0] if top else self.territory


def territory(workspace: Workspace, code: str | None) -> Territory | None:
    """The territory with this code, if it is known here."""
    return _by_code(workspace, code) if code else None


def place(workspace: Workspace, code: str | None) -> Place | None:
    """The territory with this code and what it lies in."""
    here = territory(workspace, code)
    if here is None:
        return None
    above: list[Territory] = []
    while len(above) < _DEEPEST:
        parent = territory(workspace, (above[-1] if above else here).parent)
        if parent is None or parent.level == "country":
            break
        above.append(parent)
    return Place(here, tuple(above))


def find_territories(workspace: Workspace, typed: str, limit: int = 12) -> list[Place]:
    """Places by the beginnings of their names in any language or spelling, wide ones first."""
    match = match_of(typed)
    if not match:
        return []
    rows = workspace.reader.execute(
        "SELECT t.code FROM search_territory s JOIN territory t ON t._row = s.rowid "
        "WHERE search_territory MATCH ? AND t._deleted = 0 AND t.valid_to IS NULL "
        "ORDER BY t.level = 'country' DESC, t.level = 'oblast' DESC, "
        "t.level = 'republic_city' DESC, t.level = 'raion' DESC, t.code LIMIT ?",
        (match, limit),
    ).fetchall()
    found = (place(workspace, code) for (code,) in rows)
    return [one for one in found if one is not None]


def territories(workspace: Workspace, level: str) -> list[Territory]:
    """All territories of one level, by code."""
    return workspace.find(Territory, order="code", level=level)


def framework_item(workspace: Workspace, code: str) -> FrameworkItem | None:
    """The item of a plan or roadmap with this code."""
    return workspace.get(FrameworkItem, FrameworkItem.id_for({"code": code}))


def frameworks(workspace: Workspace) -> list[Framework]:
    """All frameworks known here, by code."""
    return workspace.find(Framework, order="code")


def find_items(workspace: Workspace, typed: str, limit: int = 12) -> list[FrameworkItem]:
    """Goals, measures and recommendations by the beginnings of their words; goals first."""
    match = match_of(typed)
    if not match:
        return []
    rows = workspace.reader.execute(
        "SELECT i.id FROM search_framework_item s JOIN framework_item i ON i._row = s.rowid "
        "WHERE search_framework_item MATCH ? AND i._deleted = 0 "
        "ORDER BY i.type = 'goal' DESC, i.type = 'direction' DESC, i.type = 'priority' DESC, "
        "i.framework, i.sequence LIMIT ?",
        (match, limit),
    ).fetchall()
    found = (workspace.get(FrameworkItem, record_id) for (record_id,) in rows)
    return [item for item in found if item is not None]


def _by_code(workspace: Workspace, code: str) -> Territory | None:
    return workspace.get(Territory, Territory.id_for({"code": code}))
