"""Printed pages of a sheet: a chart or a picture over its cells stands whole on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.reports.content import Margins

_SHORT, _LONG, _DOTS = 210, 297, 96 / 25.4
"""The sides of a page in millimetres, and how many pixels of a sheet one of these has."""
_SURE = 0.95
"""Printers and programs reckon a little otherwise: so much of a page is counted on."""
_LETTER, _BETWEEN = 7, 5
"""How many pixels wide a letter is, and what a column has beside its letters."""


def page_height(margins: Margins, wide: Sequence[float], least: float, *, is_lying: bool) -> float:
    """How many pixels of a sheet a page shows downwards; what is wider is printed smaller.

    The sheet has columns of so many letters, and is at least so many pixels wide.
    """
    across, down = (_LONG, _SHORT) if is_lying else (_SHORT, _LONG)
    room = (across - margins.left - margins.right) * _DOTS
    needed = max(sum(_LETTER * width + _BETWEEN for width in wide), least)
    return (down - margins.top - margins.bottom) * _DOTS * max(1.0, needed / room) * _SURE


def keep_whole(sheet: Any, row: int, high: float, page: float, heads: range) -> float:
    """Let what begins at a row begin a page, where so much has no room below what stands there.

    Answers how high it may be: `heads` are rows each further page begins with.
    """
    if _high(sheet, range(row)) + high <= page:
        return high
    sheet.set_h_pagebreaks([row])
    return min(high, page - _high(sheet, heads))


def _high(sheet: Any, rows: range) -> float:
    # the sheet itself knows best how high its rows have become
    usual = sheet.default_row_height
    return float(sum(sheet.row_sizes[row][0] if row in sheet.row_sizes else usual for row in rows))
