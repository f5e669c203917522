"""Where everything on a map of oblasts stands: shapes, cities, and labels that never meet.

One layout serves the screen and the page: whoever draws says how large the labels are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.reports.oblast_shapes import Point, Ring, Shape, atlas

Size = tuple[float, float]
Span = tuple[float, float]
_EDGE = 2.0
"""What is left free around the country, for the line around it."""
_MOST = 0.9
"""How much of the width the country may take, so that words find room beside it."""
_WEST = 0.8
"""So much of what is left is free in the west: there lie the shapes too small for their words."""
_ROW = 2.0
"""How close the lines are along which shapes are looked at."""
_STEP = 4.0
_PAD = 3.0
_APART = 3.0
"""The least room between two labels."""
_DOT = 5.0
"""Around the point of a city nothing is written."""
_DETOUR = 3.0
"""How much longer a line may be rather than run over others."""
_IN = 5.0
"""How far a line reaches into the shape it leads to."""


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> Point:
        return self.left + self.width / 2, self.top + self.height / 2

    def wider(self, by: float) -> Box:
        """The same with so much more on each side."""
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        """Whether two have room in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def nearest(self, point: Point) -> Point:
        """The place in it that is nearest to a point."""
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Label:
    """Where the words of an oblast or city stand."""

    box: Box
    is_inside: bool
    """Whether they lie in their own shape, the name above the number; else they are one line."""
    leads: tuple[Point, Point] | None = None
    """The line from words that stand outside to what they speak of."""


@dataclass(frozen=True)
class Layout:
    """A map at a size: rings by code, the points of cities, labels, middles."""

    width: float
    height: float
    rings: Mapping[str, tuple[Ring, ...]]
    cities: Mapping[str, Point]
    middles: Mapping[str, Point]
    labels: Mapping[str, Label]


def lay_out(
    width: float, height: float, stacked: Mapping[str, Size], lined: Mapping[str, Size]
) -> Layout:
    """Fit the country into a room and find a place for each label.

    `stacked` are the sizes of labels of two lines, for shapes; `lined` of one line, for cities
    and for shapes that are too small for their words. What has no size is not labelled.
    """
    found = atlas()
    scale = min(width * _MOST, (height - 2 * _EDGE) / found.height)
    shift = ((width - scale - 2 * _EDGE) * _WEST + _EDGE, (height - scale * found.height) / 2)
    shapes = [_scaled(shape, scale, shift) for shape in found.shapes]
    cities = {code: _moved(point, scale, shift) for code, point in found.cities.items()}
    ground = _Ground(width, height, {shape.code: _spans(shape, height) for shape in shapes})
    middles = {shape.code: ground.middle(shape.code) for shape in shapes} | cities
    placing = _Placing(ground, cities, middles)
    labels = placing.all(shapes, stacked, lined)
    rings = {shape.code: shape.rings for shape in shapes}
    return Layout(width, height, rings, cities, middles, labels)


def _moved(point: Point, scale: float, shift: Point) -> Point:
    return point[0] * scale + shift[0], point[1] * scale + shift[1]


def _scaled(shape: Shape, scale: float, shift: Point) -> Shape:
    rings = tuple(tuple(_moved(point, scale, shift) for point in ring) for ring in shape.rings)
    return Shape(shape.code, rings, shape.is_city)


def _spans(shape: Shape, height: float) -> list[list[Span]]:
    """For each line across the room, where it runs through the shape; holes are outside."""
    crossings: list[list[float]] = [[] for _ in range(int(height / _ROW) + 1)]
    for ring in shape.rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            low, high = min(y1, y2), max(y1, y2)
            for row in range(math.ceil(low / _ROW), math.ceil(high / _ROW)):
                if 0 <= row < len(crossings):
                    along = (row * _ROW - y1) / (y2 - y1)
                    crossings[row].append(x1 + along * (x2 - x1))
    return [list(zip(sorted(row)[::2], sorted(row)[1::2], strict=True)) for row in crossings]


@dataclass
class _Ground:
    """What lies where in the room."""

    width: float
    height: float
    spans: Mapping[str, list[list[Span]]]

    def middle(self, code: str) -> Point:
        """The centre of a shape's surface."""
        sums = [0.0, 0.0, 0.0]
        for row, spans in enumerate(self.spans[code]):
            for begin, end in spans:
                long = end - begin
                sums[0] += long * (begin + end) / 2
                sums[1] += long * row * _ROW
                sums[2] += long
        return (sums[0] / sums[2], sums[1] / sums[2]) if sums[2] else (0.0, 0.0)

    def is_in(self, code: str, point: Point) -> bool:
        """Whether a point lies in a shape."""
        rows = self.spans[code]
        row = min(max(round(point[1] / _ROW), 0), len(rows) - 1)
        return any(begin <= point[0] <= end for begin, end in rows[row])

    def inside(self, code: str, top: float, height: float) -> list[Span]:
        """Where all lines between two heights run through a shape."""
        found: list[Span] = [(0.0, self.width)]
        for spans in _between(self.spans[code], top, height):
            if not found:
                break
            found = [
                (max(one[0], two[0]), min(one[1], two[1]))
                for one in found
                for two in spans
                if max(one[0], two[0]) < min(one[1], two[1])
            ]
        return found

    def outside(self, top: float, height: float) -> list[Span]:
        """Where no line between two heights runs through any shape."""
        taken = [
            (begin - _PAD, end + _PAD)
            for rows in self.spans.values()
            for spans in _between(rows, top, height)
            for begin, end in spans
        ]
        return _left_over((0.0, self.width), taken)


def _between(rows: Sequence[list[Span]], top: float, height: float) -> Iterator[list[Span]]:
    first, last = math.floor(top / _ROW), math.ceil((top + height) / _ROW)
    for row in range(first, last + 1):
        yield rows[row] if 0 <= row < len(rows) else []


def _left_over(whole: Span, taken: Iterable[Span]) -> list[Span]:
    found, begin = [], whole[0]
    for left, right in sorted(taken):
        if left > begin:
            found.append((begin, left))
        begin = max(begin, right)
    if begin < whole[1]:
        found.append((begin, whole[1]))
    return found


@dataclass
class _Placing:
    """Labels find their places one after the other, each clear of those before."""

    ground: _Ground
    cities: Mapping[str, Point]
    middles: Mapping[str, Point]
    taken: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)

    def all(
        self, shapes: Sequence[Shape], stacked: Mapping[str, Size], lined: Mapping[str, Size]
    ) -> dict[str, Label]:
        self.taken += [Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT) for x, y in self.cities.values()]
        found: dict[str, Label] = {}
        wide = [shape.code for shape in shapes if not shape.is_city and shape.code in stacked]
        for code in wide:
            label = self._in_its_shape(code, stacked[code])
            if label is not None:
                found[code] = self._keep(label)
        for code in (*self.cities, *wide):
            if code not in found and code in lined:
                label = self._beside(code, lined[code]) or self._anywhere(code, lined[code])
                if label is not None:
                    found[code] = self._keep(label)
        return found

    def _keep(self, label: Label) -> Label:
        self.taken.append(label.box.wider(_APART))
        if label.leads is not None:
            self.lines.append(label.leads)
        return label

    def _in_its_shape(self, code: str, size: Size) -> Label | None:
        wide, high = size[0] + 2 * _PAD, size[1] + 2 * _PAD
        centre = self.middles[code]
        boxes = (
            Box(left + _PAD, top + _PAD, *size)
            for top in _steps(self.ground.height - high)
            for begin, end in self.ground.inside(code, top, high)
            for left in _lefts(begin, end - wide, centre[0] - wide / 2)
        )
        ordered = sorted(boxes, key=lambda box: math.dist(box.middle, centre))
        best = next((box for box in ordered if self._is_free(box)), None)
        return Label(best, True) if best is not None else None

    def _beside(self, code: str, size: Size) -> Label | None:
        """Off the land, as near as can be, with a line to what is meant."""
        boxes = (
            Box(left, top, *size)
            for top in _steps(self.ground.height - size[1])
            for begin, end in self.ground.outside(top, size[1])
            for left in _lefts(begin, end - size[0], self.middles[code][0] - size[0] / 2)
        )
        return self._nearest(code, boxes)

    def _anywhere(self, code: str, size: Size) -> Label | None:
        """Where no free place is off the land: over it, but over no other label."""
        boxes = (
            Box(left, top, *size)
            for top in _steps(self.ground.height - size[1])
            for left in _steps(self.ground.width - size[0])
        )
        return self._nearest(code, boxes)

    def _nearest(self, code: str, boxes: Iterable[Box]) -> Label | None:
        goal = self.middles[code]
        words, best, least = self.taken[len(self.cities) :], None, math.inf
        ordered = sorted((math.dist(box.nearest(goal), goal), box) for box in boxes)
        for far, box in ordered:
            if far >= least:
                break
            line = self._line(code, box)
            if self._is_free(box) and not any(_crosses(line, other) for other in words):
                cost = far + self._over_others(code, line)
                if cost < least:
                    best, least = Label(box, False, line), cost
        return best

    def _over_others(self, code: str, line: tuple[Point, Point]) -> float:
        """What it costs that a line runs over what it does not speak of."""
        long = math.dist(*line)
        points = [_along(*line, at / long) for at in range(0, int(long), 3)] if long else []
        others = [other for other in self.ground.spans if other != code]
        if code in self.cities:
            # it lies in the middle of another, and has to cross that
            others = [other for other in others if not self.ground.is_in(other, line[1])]
        hits = sum(any(self.ground.is_in(other, point) for other in others) for point in points)
        return _DETOUR * 3 * hits

    def _line(self, code: str, box: Box) -> tuple[Point, Point]:
        """From the words to the city, or a little way into the shape."""
        goal = self.middles[code]
        begin = box.nearest(goal)
        if code in self.cities:
            return begin, goal
        long = math.dist(begin, goal)
        for at in range(int(long)):
            point = _along(begin, goal, at / long)
            if self.ground.is_in(code, point):
                return begin, _along(begin, goal, min((at + _IN) / long, 1.0))
        return begin, goal

    def _is_free(self, box: Box) -> bool:
        return not any(box.meets(other) for other in self.taken) and not any(
            _crosses(line, box) for line in self.lines
        )


def _steps(end: float) -> Iterator[float]:
    at = 0.0
    while at <= end:
        yield at
        at += _STEP


def _lefts(begin: float, end: float, wished: float) -> Iterator[float]:
    """Places along a stretch: the one nearest to what is wished, and others in steps."""
    if begin > end:
        return
    yield min(max(wished, begin), end)
    at = begin
    while at <= end:
        yield at
        at += 2 * _STEP


def _along(begin: Point, end: Point, share: float) -> Point:
    return begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])


def _crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs through the inside of a box."""
    (x1, y1), (x2, y2) = line
    first, last = 0.0, 1.0
    for at, way, low, high in (
        (x1, x2 - x1, box.left, box.right),
        (y1, y2 - y1, box.top, box.bottom),
    ):
        if not way:
            if not low < at < high:
                return False
            continue
        one, two = sorted(((low - at) / way, (high - at) / way))
        first, last = max(first, one), min(last, two)
    return first < last
