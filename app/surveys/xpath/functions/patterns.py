"""Regular expressions of forms."""

from __future__ import annotations

import re


def matches(pattern: str, text: str) -> bool:
    """Whether a whole text is as a pattern says."""
    return re.fullmatch(pattern, text) is not None
