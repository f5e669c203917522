"""Paper as strips: questions with their boxes, circles, squares and lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.reports.content import Align
from app.reports.paper import (
    Answer,
    Asked,
    Blank,
    Blanks,
    Lines,
    Options,
    Pick,
    Scale,
    Squares,
)
from app.reports.pdf.flow import MM, Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of, widest_of, width_of
from app.reports.pdf.marks import PICK_SIZE, draw_pick, rule, write, write_in
from app.reports.pdf.style import (
    ASKED,
    BODY,
    CELL,
    CELL_NOTE,
    CONTROL,
    LABEL,
    NUMBER,
    TEXT_SECOND,
    WHEN,
)

_GUTTER = 26.0
"""Where questions stand: right of their numbers."""
_PICK = PICK_SIZE + 6
_GAP = 12.0
_WRITTEN = 8 * MM
"""The height of a line somebody writes on."""
_SQUARE = 5.5 * MM
_STEP = 11 * MM
_MOST_COLUMNS = 4
_MOST_LABEL = 0.7
"""So much of a blank its label may take."""
_FEW = 10
"""So many answers stay on one page with their question."""

Draw = Callable[[Pen, float, float], None]


def blank_strips(blanks: Blanks, measure: float) -> Iterator[Strip]:
    """Labelled lines to fill, a strip a row."""
    for index, row in enumerate(blanks.rows):
        is_last = index == len(blanks.rows) - 1
        laid = list(_laid(row, measure))
        most = max(len(lines) for _, said, known in laid for lines in (said, known))
        height = max(_WRITTEN, most * BODY.line + 4)
        yield Strip(height + 1, _blank_row(laid, height), is_glued=not is_last)
    yield Strip(4, lambda *_: None)


_Laid = tuple[float, list[str], list[str]]
"""How wide a blank is, the lines of its label, and those of what is filled in already."""


def _laid(row: Sequence[Blank], measure: float) -> Iterator[_Laid]:
    whole = sum(blank.share for blank in row)
    free = measure - _GAP * (len(row) - 1)
    for blank in row:
        width = free * blank.share / whole
        label = lines_of(blank.label, LABEL, width * _MOST_LABEL)
        yield width, label, lines_of(blank.value, BODY, width - _beside(label))


def _beside(label: Sequence[str]) -> float:
    return max(width_of(line, LABEL) for line in label) + 5


def _blank_row(laid: Sequence[_Laid], height: float) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        low = y - height
        for width, label, known in laid:
            shift = _beside(label)
            for lines, letter, left in ((label, LABEL, x), (known, BODY, x + shift)):
                top = low + 2 + letter.drop + (len(lines) - 1) * BODY.line
                for index, line in enumerate(lines):
                    write(pen, line, letter, left, top - index * BODY.line)
            rule(pen, x + shift, low, width - shift, CONTROL, 0.7)
            x += width + _GAP

    return draw


def asked_strips(asked: Asked, measure: float) -> Iterator[Strip]:
    """A question: when it is answered, its number and text, its hint, where to answer."""
    width = measure - _GUTTER
    yield Strip(4, lambda *_: None, 5, is_glued=True)
    for line in lines_of(asked.when, WHEN, width) if asked.when else []:
        yield Strip(WHEN.line, _indented(line, WHEN), is_glued=True)
    for index, line in enumerate(lines_of(asked.text, ASKED, width)):
        number = asked.number if index == 0 else ""
        yield Strip(ASKED.line, _numbered(number, line), is_glued=True)
    for line in lines_of(asked.note, CELL_NOTE, width) if asked.note else []:
        yield Strip(CELL_NOTE.line, _indented(line, CELL_NOTE), is_glued=True)
    yield Strip(3, lambda *_: None, is_glued=True)
    yield from _answer(asked.answer, width)


def _indented(line: str, letter: Letter) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        write(pen, line, letter, x + _GUTTER, y)

    return draw


def _numbered(number: str, line: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        write(pen, number, NUMBER, x, y)
        write(pen, line, ASKED, x + _GUTTER, y)

    return draw


def _answer(answer: Answer, width: float) -> Iterator[Strip]:
    match answer:
        case Options():
            yield from _options(answer, width)
        case Scale(steps=steps):
            yield from _scale(steps, width)
        case Lines():
            yield from _lines(answer, width)
        case squares:
            yield Strip(_SQUARE + 3, _squares(squares))


def _options(options: Options, width: float) -> Iterator[Strip]:
    """Answers to tick: beside each other where they are short, read down the columns."""
    columns = _columns(options.items, width)
    deep = -(-len(options.items) // columns)
    across = width / columns
    numbered = list(enumerate(options.items, start=1))
    for row in range(deep):
        here = numbered[row::deep]
        said = [lines_of(text, CELL, across - _PICK - 6) for _, text in here]
        height = max(PICK_SIZE, *(len(lines) * CELL.line for lines in said)) + 4
        draw = _option_row(options, [number for number, _ in here], said, across, height)
        is_kept = row < deep - 1 and (deep <= _FEW or row in {0, deep - 2})
        yield Strip(height, draw, is_glued=is_kept)


def _columns(items: Sequence[str], width: float) -> int:
    """In how many columns answers stand: all on one line if they fit, else as few lines as do."""
    widest = max((widest_of(text, CELL) for text in items), default=0.0) + _PICK + 10
    fitting = max(1, min(int(width / widest), len(items)))
    if len(items) <= fitting <= _MOST_COLUMNS + 2:
        return fitting
    return min(fitting, _MOST_COLUMNS)


def _option_row(
    options: Options,
    numbers: Sequence[int],
    said: Sequence[Sequence[str]],
    across: float,
    height: float,
) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        left, middle = x + _GUTTER, y - height / 2
        for number, lines in zip(numbers, said, strict=True):
            draw_pick(pen, Pick(number, options.are_many), left + PICK_SIZE / 2, middle)
            shift = _PICK
            if options.are_ranked:
                rule(pen, left + _PICK, middle - PICK_SIZE / 2, PICK_SIZE * 1.6, CONTROL, 0.7)
                shift += PICK_SIZE * 1.6 + 6
            top = middle + len(lines) * CELL.line / 2
            for index, line in enumerate(lines):
                write(pen, line, CELL, left + shift, top - index * CELL.line)
            left += across

    return draw


def _scale(steps: Sequence[str], width: float) -> Iterator[Strip]:
    a_row = max(1, int(width / _STEP))
    for begin in range(0, len(steps), a_row):
        yield Strip(_STEP * 0.75, _steps(steps[begin : begin + a_row]))


def _steps(steps: Sequence[str]) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        radius = _STEP * 0.3
        middle = y - _STEP * 0.36
        for index, step in enumerate(steps):
            centre = x + _GUTTER + radius + index * _STEP
            pen.setStrokeColor(TEXT_SECOND)
            pen.setLineWidth(0.9)
            pen.circle(centre, middle, radius, stroke=1, fill=0)
            top = middle + CELL.line / 2
            write_in(pen, step, CELL, centre - radius, top, 2 * radius, Align.CENTRE)

    return draw


def _lines(lines: Lines, width: float) -> Iterator[Strip]:
    for index in range(lines.count):
        is_last = index == lines.count - 1
        draw = _line(width * lines.share, lines.unit if is_last else "")
        yield Strip(_WRITTEN, draw, is_glued=not is_last)


def _line(width: float, unit: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        low = y - _WRITTEN + 4
        rule(pen, x + _GUTTER, low, width, CONTROL, 0.7)
        if unit:
            write(pen, unit, CELL_NOTE, x + _GUTTER + width + 6, low + CELL_NOTE.drop)

    return draw


def _squares(parts: Sequence[Squares]) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        left = x + _GUTTER
        for part in parts:
            for index, group in enumerate(part.groups):
                if index:
                    write(pen, part.sign, BODY, left + 2, y - (_SQUARE - BODY.line) / 2)
                    left += 8
                for _ in range(group):
                    pen.setStrokeColor(CONTROL)
                    pen.setLineWidth(0.7)
                    pen.rect(left, y - _SQUARE, _SQUARE, _SQUARE, stroke=1, fill=0)
                    left += _SQUARE
            left += 2 * _GAP

    return draw
