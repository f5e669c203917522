"""Names as people write them in one line, taken apart into surname, first name and patronymic."""

import re
from typing import NamedTuple

_SON_OR_DAUGHTER = frozenset(
    (
        *("уулу", "кызы", "уул", "кыз", "углы", "угли", "оглы", "кизи", "гызы"),
        *("uulu", "kyzy", "kyz", "uul", "ogly", "oglu", "kizi", "gyzy", "qizi", "kysy"),
    )
)
_SHORT_FORMS = frozenset(("у.", "к."))
_PATRONYMIC = re.compile(r".{2,}(?:вич|вна|ьич|ична|инична|vich|vna|ichna)", re.IGNORECASE)
_SURNAME = re.compile(
    r".{2,}(?:(?:[оеё]в|[оеё]ва)|ск(?:ий|ая)|цк(?:ий|ая)|[eo]v|[eo]va|sk(?:y|iy|aya))",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}")
_APART = re.compile(r"(?<=\.)(?=[^\W\d_])")


class SplitName(NamedTuple):
    """A name in its three parts; what is not there is empty."""

    surname: str
    name: str
    patronymic: str


def split_name(text: str) -> SplitName:
    """Take one typed line apart: «Асанова Айгүл Бакытовна», «Жээнбек уулу Үсөн», «А.Б. Асанова».

    No word is ever lost; a single word is taken for the surname, which every person has. A line
    typed all in small or all in capital letters gets its capitals.
    """
    words = _joined(_cased(_words(text)))
    if len(words) < 2:
        return SplitName("".join(words), "", "")
    surname, *rest = _surname_first(words)
    if len(rest) == 1 and _is_patronymic(rest[0]):
        return SplitName(surname, "", rest[0])
    return SplitName(surname, rest[0], " ".join(rest[1:]))


def _words(text: str) -> list[str]:
    plain = re.sub(r"[,;]+", " ", text)
    words: list[str] = []
    for word in plain.split():
        words += _APART.split(word) if _INITIALS.fullmatch(word) else [word]
    return words


def _cased(words: list[str]) -> list[str]:
    line = " ".join(words)
    if line != line.lower() and line != line.upper():
        return words
    return [word.lower() if _is_particle(word) else _capital(word) for word in words]


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _is_particle(word: str) -> bool:
    return word.lower() in _SON_OR_DAUGHTER or word in _SHORT_FORMS


def _joined(words: list[str]) -> list[str]:
    """The words with every «уулу» and «кызы» tied to the father's name before it."""
    tied: list[str] = []
    for word in words:
        if tied and _is_particle(word) and not _is_son_of(tied[-1]):
            tied[-1] = f"{tied[-1]} {word}"
        else:
            tied.append(word)
    return tied


def _is_son_of(words: str) -> bool:
    *father, last = re.split(r"[ -]", words)
    return bool(father) and _is_particle(last)


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(word)) or _is_son_of(word)


def _is_surname(word: str) -> bool:
    return bool(_SURNAME.fullmatch(word))


def is_surname(text: str) -> bool:
    """Whether a name can hardly be anything but a surname: «Асанова», «Бакыт кызы»."""
    return _is_surname(text) or _is_son_of(text)


def is_patronymic(text: str) -> bool:
    """Whether a name can hardly be anything but the father's: «Бакытовна», «Бакыт кызы»."""
    return _is_patronymic(text)


def _surname_first(words: list[str]) -> list[str]:
    """The words in the order surname, first name, patronymic, whichever way they were written."""
    first, last = words[0], words[-1]
    if _INITIALS.fullmatch(first) and not _INITIALS.fullmatch(last):
        return [last, *words[:-1]]
    if len(words) == 2:
        swapped = is_surname(last) and not is_surname(first)
        return [last, first] if swapped else words
    if len(words) == 3 and _is_patronymic(words[1]) and not _is_patronymic(last):
        is_first = _is_surname(first) and not _is_surname(last)
        return [first, last, words[1]] if is_first else [last, first, words[1]]
    return words
