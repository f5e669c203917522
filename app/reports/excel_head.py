"""What a sheet of Excel has of an office's paper: the logo, margins and foot for its print."""

from __future__ import annotations

import io
from typing import Any

from app.reports.content import Document
from app.reports.legal import legal
from app.reports.official import Letterhead
from app.reports.photos import printable

_HIGH = 84
"""How high a logo stands, in pixels."""
_INCH, _MOST_FOOT = 25.4, 120


def furnish(sheet: Any, document: Document) -> None:
    """Give a sheet the margins of the document, its foot and the number of each page."""
    white = document.margins
    sides = (white.left, white.right, white.top, white.bottom)
    sheet.set_margins(*(side / _INCH for side in sides))
    foot = legal(document.footer)[:_MOST_FOOT].replace("&", "&&").replace("\n", " ")
    sheet.set_footer(f"&L&8 {foot}&R&8 &P / &N")


def insert_logo(sheet: Any, row: int, head: Letterhead) -> bool:
    """Put the logo into a row; answers whether there is one."""
    logo = printable(head.logo) if head.logo else None
    if logo is None:
        return False
    scale = _HIGH / pixels_high(logo)
    look = {
        "image_data": io.BytesIO(logo),
        "description": legal(head.shows)[:255],
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 1,
    }
    sheet.set_row_pixels(row, _HIGH + 6)
    sheet.insert_image(row, 0, "logo.jpg", look)
    return True


def pixels_high(picture: bytes) -> int:
    """How high a picture is."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        return max(image.height, 1)
