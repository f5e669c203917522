"""Functions of places on the Earth: areas, distances, and what lies inside what."""

from __future__ import annotations

import itertools
import math

from app.surveys.xpath.functions.family import Family, flattened
from app.surveys.xpath.values import NAN, Value, to_text

GEOMETRY = Family()
_RADIUS = 6_378_100.0  # metres, at the equator
Point = tuple[float, float]


@GEOMETRY.function("area", "any", "number")
def area(value: Value) -> Value:
    """The area of a shape in square metres, to the square centimetre."""
    points = _points([value]) if to_text(value).strip() else []
    if points is None:
        return NAN
    if len(points) < 3:
        return 0.0
    if points[0] != points[-1]:
        points = [*points, points[0]]
    total = sum(
        math.radians(end[1] - start[1])
        * (2 + math.sin(math.radians(end[0])) + math.sin(math.radians(start[0])))
        for start, end in itertools.pairwise(points)
    )
    return round(abs(total * _RADIUS * _RADIUS / 2), 2)


GEOMETRY["enclosed-area"] = GEOMETRY["area"]


@GEOMETRY.function("distance", "any*", "number")
def distance(*values: Value) -> Value:
    """The length of a way in metres, to the centimetre."""
    points = _points(values)
    if points is None or len(points) < 2:
        return NAN
    return round(sum(_apart(start, end) for start, end in itertools.pairwise(points)), 2)


@GEOMETRY.function("geofence", "text text", "boolean")
def geofence(place: str, shape: str) -> Value:
    """Whether a place lies inside a shape."""
    points, corners = _points([place]), _points([shape])
    if not points or not corners:
        return False
    y, x = points[0]
    is_inside = False
    for start, end in itertools.pairwise([*corners, corners[0]]):
        if (start[0] > y) != (end[0] > y):
            crossing = start[1] + (y - start[0]) * (end[1] - start[1]) / (end[0] - start[0])
            is_inside ^= x < crossing
    return is_inside


def _points(values: tuple[Value, ...] | list[Value]) -> list[Point] | None:
    """The points that traces, shapes or single points say; None if one of them is no point."""
    found = []
    for value in flattened(values):
        for said in to_text(value).strip().strip(";").split(";"):
            point = _point(said.split())
            if point is None:
                return None
            found.append(point)
    return found


def _point(parts: list[str]) -> Point | None:
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if is_on_earth and len(parts) <= 4 else None


def _apart(start: Point, end: Point) -> float:
    """The way along a great circle, in metres."""
    one, other = math.radians(start[0]), math.radians(end[0])
    turn = math.radians(start[1] - end[1])
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS
