"""The oblasts as shapes to be drawn: projected, with fewer corners, their common borders kept."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.paths import resource

Point = tuple[float, float]
Ring = tuple[Point, ...]
_Lines = Sequence[Sequence[Point]]
_CITY = "republic_city"
_SLACK = 0.0016
"""How far a border may be straightened, of the map's width: half a pixel on a screen."""


@dataclass(frozen=True)
class Shape:
    """One oblast or city: its rings (holes among them), x from west 0 to east 1, y downwards."""

    code: str
    rings: tuple[Ring, ...]
    is_city: bool = False


@dataclass(frozen=True)
class Atlas:
    """All shapes, and the cities as points, since a city is too small to be seen as a shape."""

    shapes: tuple[Shape, ...]
    cities: Mapping[str, Point]
    height: float
    """The height of the map where its width is 1."""


@cache
def atlas() -> Atlas:
    """The country as `resources/reference` has it; the city of Osh is a point only."""
    text = resource("reference", "oblasts_kg.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    degrees = {one["properties"]["code"]: one["geometry"]["coordinates"] for one in features}
    frame = _Frame.around(point for rings in degrees.values() for ring in rings for point in ring)
    rings = {code: [_rounded(frame, ring) for ring in each] for code, each in degrees.items()}
    cities = _cities(frame)
    simple = _simplified(rings)
    shapes = tuple(Shape(code, simple[code], code in cities) for code in rings)
    return Atlas(shapes, cities, frame.height)


@dataclass(frozen=True)
class _Frame:
    """Degrees to the map: a degree of longitude is as short as the country's middle has it."""

    west: float
    north: float
    wide: float
    squeeze: float
    height: float

    @classmethod
    def around(cls, points: Iterable[Sequence[float]]) -> _Frame:
        known = list(points)
        lons, lats = [lon for lon, _ in known], [lat for _, lat in known]
        squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide = (max(lons) - min(lons)) * squeeze
        return cls(min(lons), max(lats), wide, squeeze, (max(lats) - min(lats)) / wide)

    def place(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.squeeze / self.wide, (self.north - lat) / self.wide


def _rounded(frame: _Frame, ring: Sequence[Sequence[float]]) -> list[Point]:
    """A ring without its repeated first corner."""
    return [frame.place(lon, lat) for lon, lat in ring[:-1]]


def _cities(frame: _Frame) -> dict[str, Point]:
    path = resource("reference", "territories_kg.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["code"]: frame.place(float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(lines)
            if row["level"] == _CITY
        }


def _simplified(rings: Mapping[str, list[list[Point]]]) -> dict[str, tuple[Ring, ...]]:
    """Rings with fewer corners: a border two of them share is straightened once, for both."""
    users: dict[Point, set[str]] = {}
    for code, each in rings.items():
        for ring in each:
            for point in ring:
                users.setdefault(point, set()).add(code)
    return {code: tuple(_ring(ring, users) for ring in each) for code, each in rings.items()}


def _ring(ring: Sequence[Point], users: Mapping[Point, set[str]]) -> Ring:
    nodes = [at for at, point in enumerate(ring) if _is_node(ring, at, users)]
    if not nodes:
        # two halves, the same for a neighbour that has the ring as its hole
        first = ring.index(min(ring))
        last = ring.index(max(ring))
        nodes = sorted({first, last})
    corners: list[Point] = []
    for begin, end in zip(nodes, [*nodes[1:], nodes[0] + len(ring)], strict=True):
        arc = [ring[at % len(ring)] for at in range(begin, end + 1)]
        corners += _straightened(arc)[:-1]
    return tuple(corners)


def _is_node(ring: Sequence[Point], at: int, users: Mapping[Point, set[str]]) -> bool:
    """Whether other neighbours begin here: the point before or after has fewer or others."""
    here = users[ring[at]]
    around = (users[ring[at - 1]], users[ring[(at + 1) % len(ring)]])
    return any(not here <= beside for beside in around) and any(here != one for one in around)


def _straightened(arc: list[Point]) -> list[Point]:
    """A line with the corners that matter; one way round, so that both sides keep the same."""
    if arc[0] > arc[-1]:
        return _kept(arc[::-1])[::-1]
    return _kept(arc)


def _kept(arc: Sequence[Point]) -> list[Point]:
    if len(arc) < 3:
        return list(arc)
    far, at = max((_away(point, arc[0], arc[-1]), at) for at, point in enumerate(arc[1:-1], 1))
    if far <= _SLACK:
        return [arc[0], arc[-1]]
    return _kept(arc[: at + 1])[:-1] + _kept(arc[at:])


def _away(point: Point, begin: Point, end: Point) -> float:
    """How far a point lies from a stretch."""
    long = math.dist(begin, end)
    if not long:
        return math.dist(point, begin)
    along = sum((p - b) * (e - b) for p, b, e in zip(point, begin, end, strict=True)) / long**2
    along = min(max(along, 0.0), 1.0)
    foot = tuple(b + along * (e - b) for b, e in zip(begin, end, strict=True))
    return math.dist(point, foot)
