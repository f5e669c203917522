"""How surveys are worded: the languages of a form."""

from __future__ import annotations

import re

_CODE = re.compile(r"\s*\(\w{2,3}(?:[-_]\w+)?\)\s*$")


def spoken_name(language: str) -> str:
    """A language of a form without its code: «Кыргызча (ky)» is said «Кыргызча»."""
    return _CODE.sub("", language) or language
