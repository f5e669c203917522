"""Texts as the files of Word and Excel may hold them."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of letters, and so can make a name look like another."""


def legal(text: str) -> str:
    """The text without the signs that XML forbids or that turn what follows."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _TURNING.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
