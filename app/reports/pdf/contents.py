"""The table of contents as strips: a line a heading, a link to it, and the page it stands on.

Which page that is, is known only when all is laid: each line refers to a form that is filled in
at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.reports.content import Contents, Document, Listed, listed
from app.reports.pdf.flow import Pen, Strip, part_key
from app.reports.pdf.lettering import font_name, lines_of, width_of
from app.reports.pdf.marks import rule, write
from app.reports.pdf.style import BODY, CONTROL, HEADINGS, LISTED

_NUMBERS = 30.0
"""Room for the page numbers at the right, in points."""
_STEP = 14.0
"""How much further in a part of a part begins."""


def contents_strips(contents: Contents, document: Document, measure: float) -> Iterator[Strip]:
    """The title and the headings down to the depth asked for."""
    letter = HEADINGS[1]

    def title(pen: Pen, x: float, y: float) -> None:
        write(pen, contents.title, letter, x, y)

    yield Strip(letter.line + 3, title, before=18, is_glued=True)
    for head in listed(document, contents.depth):
        yield from _lines(head, measure)


def tell_pages(pen: Pen, document: Document, pages: Mapping[int, int]) -> None:
    """Fill in the pages, which the lines of the contents refer to."""
    depths = [block.depth for block in document.blocks if isinstance(block, Contents)]
    for head in listed(document, max(depths, default=0)):
        pen.beginForm(_form(head.number), -_NUMBERS, -4, _NUMBERS, 12)
        pen.setFont(font_name(BODY.weight), BODY.size)
        pen.setFillColor(BODY.colour)
        pen.drawRightString(0, 0, str(pages[head.number]))
        pen.endForm()


def _form(number: int) -> str:
    return f"page-of-{number}"


def _lines(head: Listed, measure: float) -> Iterator[Strip]:
    letter = LISTED if head.level == 1 else BODY
    inset = _STEP * (head.level - 1)
    lines = lines_of(head.text, letter, measure - _NUMBERS - inset)
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        draw = _written(head, line, measure, is_last=is_last)
        before = (4.0 if head.level == 1 else 1.5) if index == 0 else 0.0
        yield Strip(letter.line, draw, before, is_glued=not is_last)


def _written(
    head: Listed, line: str, measure: float, *, is_last: bool
) -> Callable[[Pen, float, float], None]:
    letter = LISTED if head.level == 1 else BODY
    inset = _STEP * (head.level - 1)

    def draw(pen: Pen, x: float, y: float) -> None:
        write(pen, line, letter, x + inset, y)
        place = (x, y - letter.line, x + measure, y)
        pen.linkAbsolute("", part_key(head.number), place, thickness=0)
        if is_last:
            begin = inset + width_of(line, letter) + 6
            pen.saveState()
            pen.setDash(0.6, 2.4)
            rule(pen, x + begin, y - letter.drop, measure - _NUMBERS - begin, CONTROL)
            pen.translate(x + measure, y - letter.drop)
            pen.doForm(_form(head.number))
            pen.restoreState()

    return draw
