"""A section of certificates in Word: a frame around each of its pages."""

from __future__ import annotations

from typing import Any

from app.reports.word.markup import element
from app.reports.word.style import ACCENT


def frame(section: Any) -> None:
    """Give every page of a section a frame."""
    sides = "".join(
        f'<w:{side} w:val="thinThickSmallGap" w:sz="18" w:space="12" w:color="{ACCENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    shape = section._sectPr  # noqa: SLF001 - the library has no words for frames
    margins = shape.find("{*}pgMar")
    margins.addnext(element(f'<w:pgBorders w:offsetFrom="text">{sides}</w:pgBorders>'))
