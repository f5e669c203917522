"""What of a person's name stays the same whoever writes it: stems, sounds, skeletons and keys.

Stem: the father's or the family's name without what grammar hangs on it («Жээнбек уулу»,
«Жээнбеков», «Жээнбекова» → jenbek). Sound: the letters without those that are confused in hearing
and transliteration. Skeleton: its consonants. Keys: two people who may be one share one of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from app.language import fold
from app.model.names import is_patronymic, is_surname, split_name

_CACHE = 30_000
_PARTICLES = frozenset((
    "uulu", "uul", "kizi", "kiz", "kisi", "ugli", "ogli", "oglu", "gizi", "kizie", "tegin",
))  # fmt: skip  # as `fold` writes them
_SHORT_PARTICLES = frozenset("uk")
_FAMILY = re.compile(r"(?<=...)(?:of|ov|ev|off|ef)a?$|(?<=..[^aeiou])(?:ov|ev)a?$")
_FEMALE = re.compile(r"(?<=...)(in)a$|(?<=..)(sk|tsk)(?:aia|aya|ii?)$")
_FATHER = re.compile(r"(?<=..)(?:(?:[oe]v|i)?(?:ichna|ich)|[oe]vna|vna)$")
_SOUNDS = (
    *(("sh", "w"), ("ch", "c"), ("ts", "s"), ("x", "k")),
    *(("ie", "e"), ("ia", "a"), ("oe", "o"), ("ue", "u"), ("iu", "u"), ("io", "o"), ("ng", "n")),
)
"""Letters that are one sound, or are taken for one another."""
_GLUED = re.compile(r"(.{3,})(?:uulu|kizi)$")
_DOUBLED = re.compile(r"(.)\1+")
_LAST = str.maketrans("bdgzv", "ptksf")
_VOWELS = re.compile(r"[aeiou]+")
_HARD = str.maketrans({"b": "p", "d": "t", "g": "k", "z": "s", "f": "v", "q": "k", "w": "s"})
_WORD = re.compile(r"[^\W\d_]+")


class NameKeys(NamedTuple):
    """The parts of a person's name in the form that is compared."""

    surname: str
    """The stem of the surname; of a double one, of its first half."""
    second: str
    """The stem of the second half of a double surname."""
    whole: str
    """The surname with its ending."""
    name: str
    patronymic: str
    """The stem of the father's name, of whatever field."""
    is_fathers: bool
    """Whether the surname is the father's name with «уулу» or «кызы»."""
    sex: str
    """What the endings say of the sex: f, m or nothing."""


def name_parts(surname: str, name: str, patronymic: str) -> NameKeys:
    """The comparable parts of a name, put right where they stand in the wrong field."""
    surname, name, patronymic = _in_place(*_in_plain_latin(surname, name, patronymic))
    first, second, is_fathers = _surname(surname)
    father = _patronymic(patronymic)
    return NameKeys(
        first,
        second,
        _one_word(surname),
        _one_word(name),
        father or (first if is_fathers else ""),
        is_fathers,
        _sex(surname, patronymic),
    )


def _in_plain_latin(surname: str, name: str, patronymic: str) -> tuple[str, str, str]:
    """Latin letters as most people write them: by a norm «j» is й, in Turkish letters «c» is ж."""
    found = _SPECIAL.search(surname + name + patronymic)
    if found is None:
        return surname, name, patronymic
    letters = set((surname + name + patronymic).casefold())
    plain = _LETTERS
    if letters & _OF_NORM:
        plain = _BY_NORM
    elif letters & _OF_TURKISH:
        plain = _BY_TURKISH
    return _plain(surname, plain), _plain(name, plain), _plain(patronymic, plain)


def _plain(word: str, letters: dict[int, str]) -> str:
    return _CLOSED_J.sub("i", word.casefold().translate(letters))


_OF_NORM, _OF_TURKISH = frozenset("žčšŝûâèôùņ"), frozenset("şçğı")
_SPECIAL = re.compile(f"[j{''.join(sorted(_OF_NORM | _OF_TURKISH))}]", re.IGNORECASE)
_LETTERS = {ord("ž"): "zh", ord("č"): "ch", ord("š"): "sh", ord("ŝ"): "sh"}
_BY_NORM = _LETTERS | {ord("j"): "i", ord("û"): "yu", ord("â"): "ya"}
_BY_TURKISH = _LETTERS | {ord("c"): "j"}
_CLOSED_J = re.compile(r"(?<=[aeiouyöü])j(?![aeiouyöüı])")
"""A «j» no vowel follows is й in every writing."""


def _in_place(surname: str, name: str, patronymic: str) -> tuple[str, str, str]:
    """Whole names typed into one field are taken apart; a surname in the name's field goes home."""
    if not name and " " in surname:
        split = split_name(surname)
        surname, name, patronymic = split.surname, split.name, patronymic or split.patronymic
    if patronymic and not _is_family(surname) and _is_slipped_particle(name):
        surname, name, patronymic = f"{surname} {_PARTICLE_OF[fold(name)[0]]}", patronymic, ""
    if not patronymic and " " in name:
        split = split_name(f"{surname} {name}")
        surname, name, patronymic = split
    if patronymic and _is_fathers(name) and not _is_fathers(patronymic):
        name, patronymic = patronymic, name
    if _is_family(name) and not _is_family(surname):
        surname, name = name, surname
    return surname, name, patronymic


_PARTICLE_OF = {"u": "уулу", "k": "кызы"}


@lru_cache(maxsize=_CACHE)
def _is_slipped_particle(name: str) -> bool:
    """Whether a first name is a misspelt «уулу» or «кызы», so that the true one stands behind."""
    word = fold(name)
    return 3 <= len(word) <= 5 and any(
        word[0] == particle[0] and OSA.distance(word, particle) == 1
        for particle in ("uulu", "kizi")
    )


@lru_cache(maxsize=_CACHE)
def _is_family(text: str) -> bool:
    return is_surname(text)


@lru_cache(maxsize=_CACHE)
def _is_fathers(text: str) -> bool:
    return is_patronymic(text)


def _words(text: str) -> list[str]:
    return fold(text).split()


@lru_cache(maxsize=_CACHE)
def _one_word(text: str) -> str:
    return fold(text).replace(" ", "")


@lru_cache(maxsize=_CACHE)
def _surname(text: str) -> tuple[str, str, bool]:
    words = _words(text)
    if len(words) > 1 and _is_particle(words[-1]):
        return _father_stem("".join(words[:-1])), "", True
    glued = _GLUED.match(words[-1]) if words else None
    if glued:
        return _father_stem("".join([*words[:-1], glued[1]])), "", True
    stems = [_family_stem(word) for word in words]
    return (stems[0] if stems else ""), "".join(stems[1:]), False


def _is_particle(word: str) -> bool:
    return word in _PARTICLES or word in _SHORT_PARTICLES


def _family_stem(word: str) -> str:
    word = _FEMALE.sub(lambda found: found[1] or found[2], word)
    return _bare(_FAMILY.sub("", word))


def _father_stem(word: str) -> str:
    return _bare(_FATHER.sub("", word))


def _bare(stem: str) -> str:
    """«Шаршенбай» and what is left of «Шаршенбаев» end alike; «Муса» and «Мус(аев)» do too."""
    plain = _DOUBLED.sub(r"\1", stem)
    return plain[:-1] if len(plain) > 3 and plain[-1] == "i" else plain


@lru_cache(maxsize=_CACHE)
def _patronymic(text: str) -> str:
    words = _words(text)
    if len(words) > 1 and _is_particle(words[-1]):
        return _father_stem("".join(words[:-1]))
    word = "".join(words)
    return _father_stem(word) if _FATHER.search(word) else _bare(_without_slipped_ending(word))


def _without_slipped_ending(word: str) -> str:
    """«Өскөновна» also where it is written «Өскөнован» or «Өскөнона»."""
    for size in (4, 5, 3):
        tail = word[-size:]
        slips = min(OSA.distance(tail, ending) for ending in _ENDINGS_OF_FATHER)
        if len(word) >= size + 3 and slips == 1:
            return word[:-size]
    return word


_ENDINGS_OF_FATHER = ("ovna", "evna", "ovich", "evich")


def _sex(surname: str, patronymic: str) -> str:
    said = {_ending_sex(surname), _ending_sex(patronymic)} - {""}
    return said.pop() if len(said) == 1 else ""


_ENDINGS = re.compile(
    r"(?P<f>..[oe]va|.{3}ina|..skaia|..vna|..ichna|kizi?|gizi)$"
    r"|(?P<m>..[oe]v|..ski|..ich|uulu?|ogli)$"
)


@lru_cache(maxsize=_CACHE)
def _ending_sex(text: str) -> str:
    found = _ENDINGS.search("".join(_words(text)))
    return (found.lastgroup or "") if found else ""


@lru_cache(maxsize=_CACHE)
def sound(stem: str) -> str:
    """The stem as it is heard: a letter a sound (sh is w), none doubled, the last one unvoiced."""
    plain = stem
    for letters, letter in _SOUNDS:
        plain = plain.replace(letters, letter)
    plain = _DOUBLED.sub(r"\1", plain)
    return plain[:-1] + plain[-1].translate(_LAST) if len(plain) > 1 else plain


@lru_cache(maxsize=_CACHE)
def skeleton(stem: str) -> str:
    """The consonants of the stem, hard and soft alike; a vowel at the beginning is one «a»."""
    heard = sound(stem).translate(_HARD)
    bones = _VOWELS.sub("", heard)
    begins = "a" if heard[:1] in "aeiou" else ""
    return _DOUBLED.sub(r"\1", begins + bones) if heard else ""


@lru_cache(maxsize=_CACHE)
def _near(bones: str) -> tuple[str, ...]:
    """The skeleton itself and with each letter left out: one slip apart means one in common."""
    if len(bones) < 3:
        return (bones,)
    return tuple({bones, *(bones[:at] + bones[at + 1 :] for at in range(len(bones)))})


def blocking_keys(
    parts: NameKeys, birth_year: int | None, phone: str, village: str
) -> Iterator[str]:
    """The keys of a person: whoever may be the same human being has one of them too.

    Exact in one word and one slip apart in the other; the father's name for the surname; the phone;
    year, place and initials where both words are misspelt.
    """
    surname, name = skeleton(parts.surname), skeleton(parts.name)
    yield pair_key(surname, name)
    for near in _near(surname):
        yield f"w.{name}.{near}"
    for near in _near(name):
        yield f"w.{surname}.{near}"
    whole = skeleton(parts.whole)
    if whole != surname:
        yield f"w.{name}.{whole}"
    if parts.second:
        yield pair_key(skeleton(parts.second), name)
    if parts.patronymic:
        yield pair_key(skeleton(parts.patronymic), name)
    for number in phones(phone):
        yield f"p.{number}"
    yield year_key(birth_year)
    if birth_year and village:
        yield f"y.{birth_year}.{surname[:1]}{name[:1]}.{sound(place_word(village))}"
    yield crowd_key(parts.name)


def keys_text(
    surname: str | None,
    name: str | None,
    patronymic: str | None,
    birth_year: int | None,
    phone: str | None,
    village: str | None,
) -> str:
    """All keys of a row in one text, for the index."""
    parts = name_parts(surname or "", name or "", patronymic or "")
    return " ".join(set(blocking_keys(parts, birth_year, phone or "", village or "")))


def pair_key(one: str, other: str) -> str:
    """The key of a surname with a first name, whichever of them stands first."""
    return f"a.{min(one, other)}.{max(one, other)}"


def year_key(birth_year: int | None) -> str:
    """The key everybody of one birth year shares; only for narrowing down."""
    return f"_{birth_year or 0}"


def crowd_key(name: str) -> str:
    """The key everybody of one first name shares; only for counting them."""
    return f"_{sound(name)}"


def phones(text: str) -> tuple[str, ...]:
    """The numbers of a field by their last nine digits, however they are written."""
    found = []
    for part in _BETWEEN_PHONES.split(text) if text else ():
        digits = "".join(filter(str.isdecimal, part))
        if len(digits) >= 9:
            found.append(digits[-9:])
        elif len(digits) >= 5:
            found.append(digits.lstrip("0"))
    return tuple(dict.fromkeys(found))


_BETWEEN_PHONES = re.compile(r"[,;/\n]")
_PLACE_WORDS = frozenset((
    "aiil", "aiili", "aiilinin", "selo", "s", "a", "k", "kishtak", "kishtagi", "kistak",
    "shaar", "shaari", "g", "gorod", "aimagi", "aimak", "village", "rn", "poselok", "pos",
    "pgt", "sela", "v", "aili", "ail", "okmotu", "kenesh", "der", "derevnia", "uchastok", "uch",
))  # fmt: skip


_DISTRICT_WORDS = frozenset((
    "raion", "raionu", "raioni", "rayon", "oblast", "oblusu", "oblastu", "oblasti", "district",
))  # fmt: skip


@lru_cache(maxsize=_CACHE)
def place_word(text: str) -> str:
    """A village in one word, without «айылы», «с.» and the like."""
    said = fold(text).split()
    if _DISTRICT_WORDS & set(said):
        return ""  # where a district stands for the village, the village is not known
    return "".join(word for word in said if word not in _PLACE_WORDS)
