"""A whole document drawn as PDF: blocks become strips, strips become pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from app.reports.chart_tables import chart_words
from app.reports.content import (
    BarChart,
    Block,
    Caption,
    Certificate,
    Chart,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    MapChart,
    PageBreak,
    Paragraph,
    Pictures,
    Points,
    Pyramid,
    SignatureLines,
    Table,
    Voice,
    has_cover,
)
from app.reports.official import HEAD, ApprovalBlock, Letterhead, NumberLine
from app.reports.paper import Asked, Blanks
from app.reports.pdf.certificate import certificate_strips
from app.reports.pdf.chart import chart_strips
from app.reports.pdf.contents import contents_strips, tell_pages
from app.reports.pdf.cover import cover_strips
from app.reports.pdf.flow import AS_DESIGNED, MM, Pages, Pen, Sheet, Spacing, Strip
from app.reports.pdf.head import letterhead_strips, number_strips
from app.reports.pdf.lettering import (
    USUAL,
    drawable,
    font_name,
    lines_of,
    shortened,
    width_of,
    written_in,
)
from app.reports.pdf.map import map_strips
from app.reports.pdf.marks import rule, write
from app.reports.pdf.paper import asked_strips, blank_strips
from app.reports.pdf.pictures import picture_strips
from app.reports.pdf.prose import (
    Draw,
    approval_strips,
    caption_strips,
    fact_strips,
    heading_strips,
    paragraph_strips,
    point_strips,
    signature_strips,
    title_strips,
)
from app.reports.pdf.pyramid import pyramid_strips
from app.reports.pdf.style import FOOT, LINE, STANDING
from app.reports.pdf.table import table_strips
from app.stopping import step

_SIGNED = 3
_FEW_PAGES, _LITTLE = 12, 0.3
"""A short document whose last page holds less is drawn with less white, if that saves the page."""
_TIGHTER = (Spacing(0.9, 0.1), Spacing(0.75, 0.1), Spacing(0.5, 0.05))
_SIGN = " · "
_COVER_SIZES = (12.0, 10.0, 8.5)
_TOTAL = "number-of-pages"


def draw_pdf(document: Document) -> bytes:
    """The document as a PDF file: A4, every font embedded, outline, title, language, n / N."""
    with written_in(document.face, document.size):
        file, pages = _drawn(document)
        if 1 < pages.number <= _FEW_PAGES and pages.filled < _LITTLE:
            for spacing in _TIGHTER:
                tighter, fewer = _drawn(document, spacing)
                if fewer.number < pages.number:
                    return tighter
        return file


def _drawn(document: Document, spacing: Spacing = AS_DESIGNED) -> tuple[bytes, Pages]:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # bytes instead of letters for them: files a fifth smaller
    file = io.BytesIO()
    regular = font_name("regular")
    pen = Canvas(file, initialFontName=regular, pageCompression=1, lang=document.language)
    _describe(pen, document)
    sheet = _sheet(document, landscape=document.landscape)
    pages = Pages(pen, sheet, _foot(document), spacing)
    _lay(pages, document)
    _tell_total(pen, pages.finish())
    tell_pages(pen, document, pages.parts)
    pen.save()
    return file.getvalue(), pages


def _lay(pages: Pages, document: Document) -> None:
    blocks = list(document.blocks)
    taken = 0.0
    while blocks and isinstance(blocks[0], HEAD):
        head = list(strips_of(blocks.pop(0), pages.sheet.measure))
        taken += sum(strip.before + strip.height for strip in head)
        pages.lay(head)
    if not (document.is_bare or has_cover(document)):
        pages.lay(title_strips(document, pages.sheet.measure))
    for before, block, following in zip(
        [None, *blocks[:-1]], blocks, [*blocks[1:], None], strict=True
    ):
        if isinstance(block, PageBreak):
            pages.turn(_sheet(document, landscape=block.landscape))
        elif isinstance(block, Cover):
            _lay_cover(pages, block, document, taken)
        elif isinstance(block, Contents):
            pages.lay(contents_strips(block, document, pages.sheet.measure))
        elif isinstance(block, Chart):
            pages.lay(_shown(block, before, pages.sheet.measure))
        elif _clings(before, block, following):
            pages.lay(_clinging(strips_of(block, pages.sheet.measure)))
        else:
            pages.lay(strips_of(block, pages.sheet.measure))


def _lay_cover(pages: Pages, cover: Cover, document: Document, taken: float) -> None:
    """A title page in the letters of the document, or in smaller ones where it has to fit.

    What fits in none goes on over the page, and the document with it.
    """
    room = pages.sheet.top - pages.sheet.bottom - taken
    smaller = (one for one in _COVER_SIZES if one < (document.size or USUAL))
    for size in (document.size, *smaller, document.size):
        with written_in(document.face, size):
            strips = list(cover_strips(cover, pages.sheet.measure, room))
        fits = sum(strip.before + strip.height for strip in strips) <= room
        if fits:
            break
    pages.lay(replace(strip, draw=_in_hand(document.face, size, strip.draw)) for strip in strips)
    if fits:
        pages.turn(pages.sheet)


def _in_hand(face: str, size: float, draw: Draw) -> Draw:
    """What is drawn, in the letters it was laid out in."""

    def drawn(pen: Pen, x: float, y: float) -> None:
        with written_in(face, size):
            draw(pen, x, y)

    return drawn


def _shown(chart: Chart, before: Block | None, measure: float) -> Iterator[Strip]:
    """The strips of a chart, which say in words what they show."""
    about = before.text if isinstance(before, Caption | Heading) else ""
    words = chart_words(chart, about)
    yield from (replace(strip, shows=words) for strip in strips_of(chart, measure))


def _clings(before: Block | None, block: Block, following: Block | None) -> bool:
    """Whether the end of a block goes along with what follows: signatures, what a note is about."""
    if isinstance(following, SignatureLines):
        return True
    is_note = isinstance(block, Paragraph) and block.voice is Voice.NOTE
    return is_note and isinstance(before, Heading) and isinstance(following, Points | Paragraph)


def _clinging(strips: Iterator[Strip]) -> list[Strip]:
    """Strips whose last ones go along to the next page: nobody signs an empty sheet."""
    laid = list(strips)
    return [*laid[:-_SIGNED], *(replace(strip, is_glued=True) for strip in laid[-_SIGNED:])]


def strips_of(block: Block, measure: float) -> Iterator[Strip]:
    """What one block is drawn as, in a text of this width."""
    for strip in _STRIPS[type(block)](block, measure):
        step()
        yield strip


_STRIPS: dict[type, Callable[[Any, float], Iterator[Strip]]] = {
    Heading: heading_strips,
    Paragraph: paragraph_strips,
    Points: point_strips,
    Facts: fact_strips,
    Table: table_strips,
    BarChart: chart_strips,
    MapChart: map_strips,
    Pyramid: pyramid_strips,
    Pictures: picture_strips,
    SignatureLines: signature_strips,
    ApprovalBlock: approval_strips,
    Letterhead: letterhead_strips,
    NumberLine: number_strips,
    Blanks: blank_strips,
    Asked: asked_strips,
    Certificate: certificate_strips,
    Caption: caption_strips,
}


def _sheet(document: Document, *, landscape: bool) -> Sheet:
    plain = Sheet.of(document.margins, landscape=landscape)
    lines = len(_standing(document, plain.measure))
    foot = lines * STANDING.line + 6 if lines else 0.0
    return Sheet.of(document.margins, landscape=landscape, foot=foot)


def _standing(document: Document, measure: float) -> list[str]:
    said = (*document.standing, *filter(None, [document.footer]))
    return [line for text in said for line in lines_of(text, STANDING, measure)]


def _describe(pen: Pen, document: Document) -> None:
    pen.setTitle(drawable(document.title))
    pen.setAuthor(drawable(document.author))
    pen.setSubject(drawable(document.subject or document.kicker))
    pen.setCreator("Depter")
    pen.setViewerPreference("DisplayDocTitle", "true")
    pen.showOutline()


def _foot(document: Document) -> Callable[[Pen, Sheet, int], None]:
    def furnish(pen: Pen, sheet: Sheet, number: int) -> None:
        if document.is_bare:
            return
        for index, line in enumerate(_standing(document, sheet.measure)):
            top = sheet.bottom - 4 - index * STANDING.line
            write(pen, line, STANDING, sheet.left, top)
        top = sheet.bottom - sheet.foot - 5 * MM
        rule(pen, sheet.left, top + 4, sheet.measure, LINE)
        words = f"{number} / "
        at_total = sheet.right - width_of("000", FOOT)
        write(pen, _made(document.source, sheet.measure - 60), FOOT, sheet.left, top)
        write(pen, words, FOOT, at_total - width_of(words, FOOT), top)
        pen.saveState()
        pen.translate(at_total, top - FOOT.drop)
        pen.doForm(_TOTAL)
        pen.restoreState()

    return furnish


def _made(source: str, width: float) -> str:
    """What the document is of, its day and its state of the data: a long first gives way."""
    about, *made = source.rsplit(_SIGN, 2)
    rest = "".join(f"{_SIGN}{part}" for part in made)
    return f"{shortened(about, FOOT, width - width_of(rest, FOOT))}{rest}"


def _tell_total(pen: Pen, total: int) -> None:
    """Fill in the number of pages, which each page refers to and only the last one knows."""
    pen.beginForm(_TOTAL, 0, -4, 60, 12)
    pen.setFont(font_name(FOOT.weight), FOOT.size)
    pen.setFillColor(FOOT.colour)
    pen.drawString(0, 0, str(total))
    pen.endForm()
