"""Steps of agreement as one stacked bar a statement, from «not at all» to «yes»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.reports.words import KEPT
from app.ui.kit.charts.chart import (
    CAPTION,
    NUMBER,
    ChartTable,
    fill,
    hatch,
    metrics,
    write,
)
from app.ui.kit.charts.labelled import LabelledChart
from app.ui.theme import look

MOST_STEPS = 5
_TOKENS = {
    2: ("likert1", "likert5"),
    3: ("likert1", "likert3", "likert5"),
    4: ("likert1", "likert2", "likert4", "likert5"),
    5: ("likert1", "likert2", "likert3", "likert4", "likert5"),
}
_BAR = 20
_GAP = 12
_SEAM = 2
_SWATCH = 10
_LEGEND = 22
_MIDDLE = 0.184
"""Grounds darker than this are read better under white letters than under black ones."""


@dataclass(frozen=True)
class Steps:
    """One statement: how many chose each step (None: kept back), and of how many in all."""

    label: str
    counts: tuple[int | None, ...]
    numbers: tuple[str, ...]
    whole: str


class LikertChart(LabelledChart):
    """Stacked bars; the number of each step stands in it where there is room."""

    pitch, air = 32, 10

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Steps, ...] = ()
        self._steps: tuple[str, ...] = ()
        self._header = ""
        self._tokens: tuple[str, ...] = ()

    def set_steps(
        self,
        steps: Sequence[str],
        rows: Sequence[Steps],
        header: str = "",
        *,
        is_descending: bool = False,
    ) -> None:
        """Show these statements on these steps, from the lowest to the highest, or the reverse."""
        self._steps, self._rows, self._header = tuple(steps), tuple(rows), header
        tokens = _TOKENS.get(len(self._steps), ())
        self._tokens = tokens[::-1] if is_descending else tokens
        self.renew()

    def boxes(self, width: int) -> list[QRectF]:
        rows = zip(self._rows, self._bars(width, self.lines(width)), strict=True)
        return [box for row, bar in rows for _, box in _parts(row, bar)]

    def labels(self) -> list[str]:
        return [row.label for row in self._rows]

    def _bars(self, width: int, lines: Sequence[QRectF]) -> list[QRectF]:
        """Where the bar of each line stands."""
        room, full = self._room(width)
        return [QRectF(room + _GAP, line.center().y() - _BAR / 2, full, _BAR) for line in lines]

    def box_words(self, at: int) -> str:
        row, step = self.part(at)
        here = self._rows[row]
        return ", ".join((here.label, self._steps[step], here.numbers[step]))

    def part(self, at: int) -> tuple[int, int]:
        """Which statement and which step a part is, by its place in the order of `boxes`."""
        known = [
            (place, step)
            for place, row in enumerate(self._rows)
            for step, count in enumerate(row.counts)
            if count and None not in row.counts
        ]
        return known[at]

    def table(self) -> ChartTable:
        rows = tuple((row.label, *row.numbers, row.whole) for row in self._rows)
        return ChartTable((self._header, *self._steps, "n"), rows)

    def height_at(self, width: int) -> int:
        legend = len(self._legend_lines(width - self.label_room(width) - _GAP)) * _LEGEND
        return super().height_at(width) + legend + (4 if self._rows else 0)

    def _room(self, width: int) -> tuple[int, int]:
        """How wide the labels are, and the bars."""
        room, wholes = self.label_room(width), self._wholes()
        return room, max(width - room - wholes - 2 * _GAP, 40)

    def _wholes(self) -> int:
        measure = metrics(CAPTION)
        return max((measure.horizontalAdvance(row.whole) for row in self._rows), default=0)

    def paint(self, painter: QPainter, width: int) -> None:
        room, wholes = self.label_room(width), self._wholes()
        lines = self.write_labels(painter, width)
        for row, line, bar in zip(self._rows, lines, self._bars(width, lines), strict=True):
            self._paint_row(painter, row, bar)
            at = QRectF(bar.right() + _GAP, line.top(), wholes, line.height())
            write(painter, row.whole, at, CAPTION, "text3")
        if lines:
            top = lines[-1].bottom() + 4
            self._paint_legend(painter, room + _GAP, top, width - room - _GAP)

    def _paint_row(self, painter: QPainter, row: Steps, box: QRectF) -> None:
        if any(count is None for count in row.counts):
            hatch(painter, QRectF(box.left(), box.top(), box.width() * 0.04, box.height()))
            at = box.adjusted(box.width() * 0.04 + 8, 0, 0, 0)
            write(painter, KEPT, at, CAPTION, "text3")
            return
        for step, part in _parts(row, box):
            token, number = self._tokens[step], row.numbers[step]
            fill(painter, part, token)
            if metrics(NUMBER).horizontalAdvance(number) + 4 <= part.width():
                ink, centre = ink_on(look().colour(token)), Qt.AlignmentFlag.AlignHCenter
                write(painter, number, part, NUMBER, ink, centre)

    def _legend_lines(self, width: int) -> list[list[int]]:
        """Which steps stand on which line of the legend."""
        lines: list[list[int]] = [[]]
        used = 0
        for index, word in enumerate(self._steps):
            wide = _SWATCH + 6 + metrics(CAPTION).horizontalAdvance(word) + 16
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += wide
        return lines if self._rows else []

    def _paint_legend(self, painter: QPainter, left: float, top: float, width: int) -> None:
        tokens = self._tokens
        for line in self._legend_lines(width):
            x = left
            for index in line:
                word = self._steps[index]
                wide = metrics(CAPTION).horizontalAdvance(word)
                fill(
                    painter,
                    QRectF(x, top + (_LEGEND - _SWATCH) / 2, _SWATCH, _SWATCH),
                    tokens[index],
                )
                write(painter, word, QRectF(x + _SWATCH + 6, top, wide, _LEGEND), CAPTION, "text2")
                x += _SWATCH + 6 + wide + 16
            top += _LEGEND


def _parts(row: Steps, box: QRectF) -> list[tuple[int, QRectF]]:
    """The stretches of one bar: which step, and where."""
    if None in row.counts:
        return []
    whole, left, found = sum(count or 0 for count in row.counts), box.left(), []
    for step, count in enumerate(row.counts):
        if count:
            long = box.width() * count / whole
            part = QRectF(left, box.top(), max(long - _SEAM, 1), box.height())
            found.append((step, part))
            left += long
    return found


def ink_on(ground: QColor) -> str:
    """The token of the letters that can be read on a colour, in either look."""
    return "ondark" if _luminance(ground) < _MIDDLE else "onlight"


def _luminance(colour: QColor) -> float:
    """How bright a colour is to the eye, by the formula of WCAG 2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
