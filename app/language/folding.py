"""The search form of a name: one spelling for Kyrgyz, Russian and transliterated writing."""

from __future__ import annotations

import re
import unicodedata

_SPOKEN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "w": "v", "г": "g", "ғ": "g", "д": "d", "е": "e",
    "ё": "e", "э": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "ы": "i", "і": "i", "ı": "i",
    "к": "k", "қ": "k", "q": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o",
    "ø": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ұ": "u", "ю": "u",
    "ф": "f", "х": "x", "һ": "x", "ҳ": "x", "ц": "ts", "ч": "ch", "ç": "ch", "ш": "sh",
    "щ": "sh", "ş": "sh", "ъ": "", "ь": "", "я": "ia", "ß": "ss",
}  # fmt: skip
_SILENT = "'’‘ʼʻʹ`´"  # transliterations write the soft sign so, Uzbek the second half of oʻ and gʻ
_WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"


class _Letters(dict[int, str]):
    """Code point → search letters, worked out once for each letter that is met."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = self._folded(chr(code))
        return letters

    def _folded(self, letter: str) -> str:
        if letter in _SILENT:
            return ""
        if letter in _WHITE:
            return " "
        kind = unicodedata.category(letter)[0]
        if kind in "MC":
            return ""
        if kind in "PSZ":
            return " "
        low = letter.casefold()
        if low in _SPOKEN:
            return _SPOKEN[low]
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", low).casefold())
        return "".join(part if part == letter else self[ord(part)] for part in plain)


_LETTERS = _Letters()

# Several letters that are one sound. Every answer is left alone by every rule, so that folding
# what is folded changes nothing; and none shortens Cyrillic writing whose beginning was typed.
_SOUNDS = re.compile(
    r"(?P<j>d+(?:j|zh)|zh)"
    r"|(?P<sh>s(?:h?c+h)+)"
    r"|(?P<_>c+(?=ch))"
    r"|(?P<x>kh|(?<![sc])h)"
    r"|(?P<ts>c(?!h))"
    r"|(?P<u>\b[iy]+u|yu)"
    r"|(?P<e>y[eo])"
    r"|(?P<i>(?:i|y(?![eou]))+)"
)


def fold(text: str) -> str:
    """Give the form of a text that is searched for: "Өмүрбекова" and "omurbekova" are one.

    Lower-case Latin letters and digits with single spaces between words; other scripts keep
    their letters. Never fails, and folding twice is folding once.
    """
    plain = _SOUNDS.sub(_sound, text.translate(_LETTERS))
    return " ".join(plain.split())


def _sound(found: re.Match[str]) -> str:
    return (found.lastgroup or "").strip("_")


def folded_span(text: str, query: str) -> tuple[int, int] | None:
    """Say which letters of `text` a typed query stands for, at the first word it begins.

    For showing the typed part in bold: "Өмү" of "Өмүралиева" for "omu".
    """
    typed = fold(query)
    if not typed:
        return None
    for start in _word_starts(text):
        if fold(text[start:]).startswith(typed):
            return start, _shortest_end(text, start, typed)
    return None


def _word_starts(text: str) -> list[int]:
    return [found.start() for found in re.finditer(r"\w+", text)]


def _shortest_end(text: str, start: int, typed: str) -> int:
    for end in range(start + 1, len(text) + 1):
        if fold(text[start:end]).startswith(typed):
            return end
    return len(text)
