"""Influence by interest: who is where on two scales of five, in four quadrants with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.ui.kit.charts.chart import (
    CAPTION,
    NUMBER,
    Chart,
    ChartTable,
    fill,
    lines_of,
    metrics,
    write,
)
from app.ui.theme import look

_STEPS = (1, 2, 3, 4, 5)
_HIGH = 3
"""From this step on a score is high."""
_EMPTY_SHARE = 0.4
_AXIS = 40
_WORD = 22
_LINE = 16
_LEAST_ROW = 44
_SHAPE = 11
_PAD = 6
_MOST_LINES = 8
_COLOURS = ("women", "men", "third", "fourth", "fifth")
_NAME = (12, 500)
_CENTRE = Qt.AlignmentFlag.AlignHCenter
# corners of a shape in a box from -1 to 1; none is a circle
_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1), (1, 1), (-1, 1)),
    ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    ((-1, -1), (1, -1), (0, 1)),
)
"""A circle, a square, a triangle, a diamond, a triangle on its head."""


@dataclass(frozen=True)
class Mark:
    """One who stands on both scales: her name, the place of her kind among the kinds."""

    label: str
    kind: int
    influence: int
    interest: int


@dataclass(frozen=True)
class QuadrantWords:
    """All words of the picture: scales, kinds, and the corners from top left to bottom right."""

    influence: str = ""
    interest: str = ""
    kinds: tuple[str, ...] = ()
    corners: tuple[str, str, str, str] = ("", "", "", "")
    headers: tuple[str, ...] = field(default=("", "", "", ""))


class QuadrantChart(Chart):
    """Each kind has a shape of its own; names of one field stand below each other, never over."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self._words = QuadrantWords()

    def set_marks(self, marks: Sequence[Mark], words: QuadrantWords) -> None:
        """Show these, most influence at the top, most interest at the right."""
        self._marks, self._words = tuple(marks), words
        self.renew()

    def table(self) -> ChartTable:
        rows = tuple(
            (mark.label, self._kind(mark), str(mark.influence), str(mark.interest))
            for mark in self._marks
        )
        return ChartTable(self._words.headers, rows)

    def _kind(self, mark: Mark) -> str:
        kinds = self._words.kinds
        return kinds[mark.kind] if mark.kind < len(kinds) else ""

    # ---- measures ----

    def _columns(self, width: int) -> list[tuple[float, float]]:
        """Left side and width of the columns 1 to 5; each half holds its own, empty ones narrow."""
        half = (width - _AXIS) / 2
        widths: list[float] = []
        for steps in (_STEPS[: _HIGH - 1], _STEPS[_HIGH - 1 :]):
            used = {mark.interest for mark in self._marks}
            shares = [1.0 if step in used else _EMPTY_SHARE for step in steps]
            widths += [half * share / sum(shares) for share in shares]
        lefts = accumulate(widths, initial=float(_AXIS))
        return list(zip(lefts, widths, strict=False))

    def _lines(self, mark: Mark, columns: list[tuple[float, float]]) -> list[str]:
        room = columns[mark.interest - 1][1] - _SHAPE - 3 * _PAD
        return lines_of(mark.label, round(room), _NAME, most=_MOST_LINES)

    def _height_of(self, mark: Mark, columns: list[tuple[float, float]]) -> float:
        return len(self._lines(mark, columns)) * _LINE + _PAD

    def _rows(self, columns: list[tuple[float, float]]) -> dict[int, tuple[float, float]]:
        """Top and height of the rows 5 to 1, as high as their fullest field."""
        found: dict[int, tuple[float, float]] = {}
        top = 0.0
        for step in reversed(_STEPS):
            if step in (_STEPS[-1], _HIGH - 1):
                top += _WORD
            fields = [
                sum(
                    self._height_of(mark, columns)
                    for mark in self._marks
                    if (mark.influence, mark.interest) == (step, other)
                )
                for other in _STEPS
            ]
            height = max(_LEAST_ROW, max(fields) + _PAD)
            found[step] = (top, height)
            top += height
        return found

    def _floor(self, rows: dict[int, tuple[float, float]]) -> float:
        top, height = rows[1]
        return top + height

    def _legend(self, width: int) -> list[tuple[int, QRectF]]:
        """Where the word of each kind stands under the picture, from 0."""
        found, left, top = [], float(_AXIS), 0.0
        for at, word in enumerate(self._words.kinds):
            wide = metrics(CAPTION).horizontalAdvance(word) + _SHAPE + 3 * _PAD
            if left > _AXIS and left + wide > width:
                left, top = float(_AXIS), top + _WORD
            found.append((at, QRectF(left, top, wide, _WORD)))
            left += wide + _PAD
        return found

    def height_at(self, width: int) -> int:
        if not self._marks:
            return 0
        floor = self._floor(self._rows(self._columns(width)))
        legend = max((box.bottom() for _, box in self._legend(width)), default=0.0)
        return round(floor + 2 * _WORD + legend + _PAD)

    def boxes(self, width: int) -> list[QRectF]:
        columns = self._columns(width)
        rows = self._rows(columns)
        taken: dict[tuple[int, int], float] = {}
        found = []
        for mark in self._marks:
            cell = (mark.influence, mark.interest)
            left, wide = columns[mark.interest - 1]
            top = rows[mark.influence][0] + taken.get(cell, float(_PAD))
            height = self._height_of(mark, columns)
            taken[cell] = taken.get(cell, float(_PAD)) + height
            found.append(QRectF(left + 1, top, wide - 2, height))
        return found

    # ---- drawing ----

    def paint(self, painter: QPainter, width: int) -> None:
        if not self._marks:
            return
        columns = self._columns(width)
        rows = self._rows(columns)
        self._paint_grounds(painter, width, columns, rows)
        self._paint_scales(painter, width, columns, rows)
        for mark, box in zip(self._marks, self.boxes(width), strict=True):
            self._paint_mark(painter, mark, box, self._lines(mark, columns))
        below = self._floor(rows) + 2 * _WORD
        for at, box in self._legend(width):
            place = box.translated(0, below)
            _paint_shape(painter, at, QPointF(place.left() + _SHAPE / 2 + 1, place.center().y()))
            words = place.adjusted(_SHAPE + _PAD + 2, 0, 0, 0)
            write(painter, self._words.kinds[at], words, CAPTION, "text2")

    def _quadrants(
        self, width: int, columns: list[tuple[float, float]], rows: dict[int, tuple[float, float]]
    ) -> Iterator[QRectF]:
        """The four, from top left to bottom right."""
        middle, floor = columns[_HIGH - 1][0], self._floor(rows)
        line = rows[_HIGH - 1][0] - _WORD
        for top, bottom in ((0.0, line), (line, floor)):
            yield QRectF(_AXIS, top, middle - _AXIS, bottom - top)
            yield QRectF(middle, top, width - middle, bottom - top)

    def _paint_grounds(
        self,
        painter: QPainter,
        width: int,
        columns: list[tuple[float, float]],
        rows: dict[int, tuple[float, float]],
    ) -> None:
        for at, box in enumerate(self._quadrants(width, columns, rows)):
            fill(painter, box.adjusted(0, 0, -2, -2), "accentS" if at == 1 else "canvas")
            words = QRectF(box.left() + _PAD + 2, box.top() + 2, box.width() - 2 * _PAD, _WORD)
            write(painter, self._words.corners[at], words, (12, 600), "text2")

    def _paint_scales(
        self,
        painter: QPainter,
        width: int,
        columns: list[tuple[float, float]],
        rows: dict[int, tuple[float, float]],
    ) -> None:
        floor = self._floor(rows)
        for step, (left, wide) in zip(_STEPS, columns, strict=True):
            write(painter, str(step), QRectF(left, floor, wide, _WORD), NUMBER, "text2", _CENTRE)
        for step, (top, height) in rows.items():
            box = QRectF(_AXIS - 20, top, 18, height)
            write(painter, str(step), box, NUMBER, "text2", _CENTRE)
        under = QRectF(_AXIS, floor + _WORD - 4, width - _AXIS, _WORD)
        write(painter, self._words.interest, under, CAPTION, "text2", _CENTRE)
        painter.save()
        painter.translate(0, floor)
        painter.rotate(-90)
        write(painter, self._words.influence, QRectF(0, 0, floor, 18), CAPTION, "text2", _CENTRE)
        painter.restore()

    def _paint_mark(self, painter: QPainter, mark: Mark, box: QRectF, lines: list[str]) -> None:
        middle = QPointF(box.left() + _PAD + _SHAPE / 2, box.top() + _LINE / 2)
        _paint_shape(painter, mark.kind, middle)
        left = box.left() + 2 * _PAD + _SHAPE
        for at, line in enumerate(lines):
            place = QRectF(left, box.top() + at * _LINE, box.right() - left, _LINE)
            write(painter, line, place, _NAME)


def _paint_shape(painter: QPainter, kind: int, middle: QPointF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look().colour("text"), 1))
    painter.setBrush(look().colour(_COLOURS[kind % len(_COLOURS)]))
    half = _SHAPE / 2
    corners = _CORNERS[kind % len(_CORNERS)]
    if corners:
        at = [QPointF(middle.x() + x * half, middle.y() + y * half) for x, y in corners]
        painter.drawPolygon(QPolygonF(at))
    else:
        painter.drawEllipse(middle, half, half)
