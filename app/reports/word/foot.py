"""The foot of every page in Word: what must be read on it, the source, the page of how many."""

from __future__ import annotations

from collections.abc import Iterator

from app.reports.content import Document
from app.reports.word.markup import TWIPS, field, paragraph, said
from app.reports.word.style import FOOT_END
from app.reports.word.table import columns_markup

_FOR_PAGES = 70.0
"""So many points at the right are for the number of the page."""


def foot_markup(document: Document, measure: float) -> Iterator[str]:
    """The parts of a foot as wide as the text (points), which each shape of page has its own of."""
    for line in (*document.standing, *filter(None, [document.footer])):
        yield paragraph("Footer", said(line))
    pages = f"{field('PAGE', '1')}{said(' / ')}{field('NUMPAGES', '1')}"
    cells = (
        paragraph("Footer", said(document.source)),
        paragraph("Footer", pages, align="right"),
    )
    widths = [round((measure - _FOR_PAGES) * TWIPS), round(_FOR_PAGES * TWIPS)]
    yield columns_markup([cells], widths)
    yield paragraph(FOOT_END)  # a table alone is no foot
