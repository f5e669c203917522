"""The order of names: the Kyrgyz alphabet of 36 letters, which holds the Russian one."""

from __future__ import annotations

import unicodedata

_ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_FIRST = ord("а")
_ORDER = {ord(letter): _FIRST + place for place, letter in enumerate(_ALPHABET)}
_SEPARATORS = dict.fromkeys(map(ord, "-‐‑–—_"), " ") | dict.fromkeys(map(ord, "«»\"'’()"), "")
_TABLE: dict[int, int | str] = {**_ORDER, **_SEPARATORS}


def sort_key(text: str) -> str:
    """Give a text that sorts where a Kyrgyz reader looks for it: digits, Latin, then а … я.

    Capital letters and hyphens make no difference unless all else is equal.
    """
    whole = unicodedata.normalize("NFC", text)
    ordered = " ".join(whole.casefold().translate(_TABLE).split())
    return f"{ordered}\0{whole}"
