"""The letters of Word and Excel files: those every computer has on which they are opened.

The faces of the PDF would be missing there, and whatever stood in for them would be wider.
"""

from __future__ import annotations

SERIF, SANS = "Times New Roman", "Arial"
_FONTS = {"serif": SERIF, "sans": SANS}


def office_font(face: str, otherwise: str) -> str:
    """The letters of a face; `otherwise` where a document wants none."""
    return _FONTS.get(face, otherwise)
