"""How likely two entries of the register are one human being, and what speaks for and against it.

Every observation of a pair has a weight; their sum becomes the score. Three bands: `same` is said
only where nothing speaks against it and more than the name speaks for it; `ask` is for a person to
decide; the rest is not worth a look.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from app.language import fold, mark
from app.model.name_keys import (
    NameKeys,
    crowd_key,
    name_parts,
    pair_key,
    phones,
    place_word,
    skeleton,
    sound,
)

SAME, ASK, NO = "same", "ask", "no"
"""The bands."""
SAME_FROM, ASK_FROM, HINT_FROM = 0.95, 0.5, 0.4
"""The least scores of a band, and of a hint to somebody who is just typing a name."""

_MIDDLE = 4.2
_SLOPE = 0.5
_CROWD = 20
_LEAST = _MIDDLE - math.log(1 / ASK_FROM - 1) / _SLOPE
"""The points that are just worth asking about."""
_KNOWN, _RARER = 3, 40
"""A first name of at least three people, of whom there are not forty times as many with the other
spelling, is a name and no slip."""
_CACHE = 50_000


class Sign(NamedTuple):
    """One kind of observation: how much it weighs, and how it is said."""

    weight: float
    text: str = ""


SIGNS: dict[str, Sign] = {
    "name_equal": Sign(3.0, mark("the same first name")),
    "name_sound": Sign(2.7, mark("the first name sounds the same")),
    "name_close": Sign(1.0, mark("the first name differs by a letter")),
    "name_far": Sign(0.2, mark("the first name differs by two letters")),
    "name_doubtful": Sign(-1.0, mark("two letters of a short first name are others")),
    "name_short": Sign(0.6, mark("one first name is a short form of the other")),
    "name_initial": Sign(0.2, mark("the first name begins with the same letter")),
    "name_missing": Sign(-0.5),
    "name_known": Sign(-3.5, mark("the first names are alike, but two different ones")),
    "name_other": Sign(-10.0, mark("the first names are different")),
    "surname_equal": Sign(3.0, mark("the same surname")),
    "surname_sound": Sign(2.8, mark("the surname sounds the same")),
    "surname_close": Sign(1.5, mark("the surname differs by a letter")),
    "surname_far": Sign(0.5, mark("the surname differs by two letters")),
    "surname_form": Sign(2.4, mark("the surname in another form: уулу, кызы")),
    "surname_part": Sign(2.0, mark("one surname is a part of the other")),
    "surname_father": Sign(2.4, mark("the surname is the father's name")),
    "surname_ending": Sign(-1.0, mark("one surname is a man's, the other a woman's")),
    "surname_other": Sign(-4.5, mark("the surnames are different")),
    "surname_married": Sign(-1.6, mark("another surname, perhaps by marriage")),
    "surname_changed": Sign(-1.6, mark("another surname, perhaps after the father")),
    "swapped": Sign(-0.3, mark("surname and first name are in each other's place")),
    "father_equal": Sign(2.5, mark("the same patronymic")),
    "father_close": Sign(1.5, mark("the patronymic is written a little differently")),
    "father_initial": Sign(0.6, mark("the patronymic begins with the same letter")),
    "father_other": Sign(-4.0, mark("the patronymics are different")),
    "year_equal": Sign(2.5, mark("the same birth year")),
    "year_next": Sign(0.5, mark("the birth years are one year apart")),
    "year_swapped": Sign(-1.0, mark("two digits of the birth year are in each other's place")),
    "year_decade": Sign(-2.0, mark("the birth years differ by one digit")),
    "year_near": Sign(-3.5, mark("the birth years are two years apart")),
    "year_other": Sign(-5.5, mark("the birth years are different")),
    "sex_other": Sign(-4.5, mark("the sex is different")),
    "phone_equal": Sign(4.0, mark("the same phone")),
    "phone_other": Sign(-0.5, mark("the phones are different")),
    "email_equal": Sign(4.0, mark("the same e-mail")),
    "village_equal": Sign(1.2, mark("the same village")),
    "village_close": Sign(0.8, mark("the village is written a little differently")),
    "village_other": Sign(-3.2, mark("the villages are different")),
    "place_equal": Sign(0.7, mark("the same territory")),
    "place_within": Sign(0.3),
    "place_other": Sign(-1.2, mark("the territories are different")),
    "work_equal": Sign(0.7, mark("the same work")),
    "work_other": Sign(-0.3, mark("the work is different")),
    "crowd": Sign(0.0, mark("several people bear this name")),
}
"""Every observation there is. The weights are fitted on `benchmarks/people.py` and kept round."""

_WEIGHTS = {name: sign.weight for name, sign in SIGNS.items()}
_NAMED_ALIKE = frozenset({"name_equal", "name_sound"})
_SURNAMED_ALIKE = frozenset({"surname_equal", "surname_sound", "surname_form", "surname_part"})
_BY_FATHER = frozenset({"surname_father", "surname_married", "surname_changed", "surname_other"})
_AGAINST_SAME = frozenset(
    sign
    for sign, (weight, _) in SIGNS.items()
    if weight < 0 and sign not in {"work_other", "place_within"}
)


class Traits(NamedTuple):
    """What of a person is compared, prepared once."""

    parts: NameKeys
    surname: str
    name: str
    """The names letter by letter."""
    sex: str
    birth_year: int | None
    phones: tuple[str, ...]
    email: str
    village: str
    territory: str
    work: str
    called: str
    """The key of surname with first name, by which those are counted who are called so too."""
    fathered: str
    """The key of the father's name with the first name."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two people are."""

    score: float
    band: str
    signs: tuple[str, ...]

    @property
    def reasons(self) -> list[tuple[str, bool]]:
        """What is seen, as marked texts, and whether it speaks for one human being."""
        return [(SIGNS[sign].text, SIGNS[sign].weight > 0) for sign in self.signs if _is_said(sign)]


def _is_said(sign: str) -> bool:
    return bool(SIGNS[sign].text)


def traits(
    surname: str,
    name: str,
    patronymic: str,
    sex: str = "",
    birth_year: int | None = None,
    phone: str = "",
    email: str = "",
    village: str = "",
    territory: str = "",
    organisation: str = "",
) -> Traits:
    """Prepare a person for comparing."""
    parts = name_parts(surname, name, patronymic)
    bones = skeleton(parts.name)
    return Traits(
        parts,
        surname.casefold(),
        name.casefold(),
        sex if sex in ("f", "m") else parts.sex,
        birth_year,
        phones(phone),
        email.strip().lower(),
        place_word(village),
        territory.rstrip("0"),
        _folded(organisation),
        pair_key(skeleton(parts.surname), bones),
        pair_key(skeleton(parts.patronymic), bones),
    )


@lru_cache(maxsize=_CACHE)
def _folded(text: str) -> str:
    return fold(text)


def compare(a: Traits, b: Traits, bearers: Callable[[str], int] = lambda _: 0) -> Likeness:
    """Say how alike two people are.

    `bearers` says how many of the register have a key of `name_keys`: many people of one name
    agree by chance, and of two first names that several bear neither is a slip of the other.
    """
    signs = _name_signs(a, b, bearers)
    if "name_other" in signs:
        return _NOBODY
    signs = (*signs, *_other_signs(a, b, signs[0]))
    points = sum([_WEIGHTS[sign] for sign in signs])
    if points >= _LEAST:
        chance = _chance(a, b, signs, bearers)
        points -= math.log(1 + _CROWD * chance)
        signs += ("crowd",) if chance > 0.5 else ()
    score = 1 / (1 + math.exp(_SLOPE * (_MIDDLE - points)))
    if score < ASK_FROM:
        return Likeness(score, NO, signs)
    if score >= SAME_FROM and not _is_sure(signs):
        score = SAME_FROM - 0.01
    return Likeness(round(score, 3), SAME if score >= SAME_FROM else ASK, signs)


_NOBODY = Likeness(0.0, NO, ("name_other",))
"""Who has another first name is somebody else, whatever the rest says: a sister, a twin, a wife."""


@cache
def years_agreeing(year: int) -> frozenset[int]:
    """The other birth years that may be this one, misheard or miswritten."""
    near = range(year - 100, year + 101)
    return frozenset(other for other in near if _years(year, other) != "year_other")


def _chance(a: Traits, b: Traits, signs: tuple[str, ...], bearers: Callable[[str], int]) -> float:
    """How many others of the same name will agree in the rest by chance."""
    if signs[0] in _BY_FATHER and a.parts.patronymic and b.parts.patronymic:
        others = max(bearers(a.fathered), bearers(b.fathered)) - 2
    elif signs[0] in _BY_FATHER:
        others = max(bearers(crowd_key(each.parts.name)) for each in (a, b)) - 2
    else:
        others = max(bearers(a.called), bearers(b.called)) - 2
    if others <= 0:
        return 0.0
    return others * math.prod(_SHARES.get(sign, 1.0) for sign in signs)


_SHARES = {
    "year_equal": 0.03,
    "year_next": 0.06,
    "father_equal": 0.02,
    "father_close": 0.04,
    "village_equal": 0.1,
    "village_close": 0.1,
    "place_equal": 0.3,
    "phone_equal": 0.001,
    "email_equal": 0.001,
}
"""The share of people who agree in something by chance."""


def _is_sure(signs: tuple[str, ...]) -> bool:
    """Whether a computer may say «the same»: it agrees in all that is known, and in enough."""
    seen = set(signs)
    if seen & _AGAINST_SAME or not (seen & _NAMED_ALIKE and seen & _SURNAMED_ALIKE):
        return False
    if "year_equal" not in seen:
        return False
    lives_near = bool(seen & {"village_equal", "village_close"})
    return "phone_equal" in seen or "email_equal" in seen or ("father_equal" in seen and lives_near)


def _other_signs(a: Traits, b: Traits, surname: str) -> Iterator[str]:
    """What is seen besides surname and first name."""
    fathers = a.parts.is_fathers or b.parts.is_fathers
    if not fathers and surname != "surname_father":  # then the surnames have said it
        yield from _father(a.parts.patronymic, b.parts.patronymic)
    if a.birth_year and b.birth_year:
        yield _years(a.birth_year, b.birth_year)
    if a.sex and b.sex and a.sex != b.sex:
        yield "sex_other"
    if a.phones and b.phones:
        yield "phone_equal" if set(a.phones) & set(b.phones) else "phone_other"
    if a.email and a.email == b.email:
        yield "email_equal"
    yield from _places(a, b)
    if a.work and b.work:
        yield "work_equal" if _are_near_words(a.work, b.work) else "work_other"


def _name_signs(a: Traits, b: Traits, bearers: Callable[[str], int]) -> tuple[str, ...]:
    name = _names(a, b, bearers)
    if name == "name_other" and not _may_be_crossed(a.parts, b.parts):
        return (name,)  # most pairs: no more is asked of them
    surname = _surnames(a, b)
    if _WEIGHTS[name] < 0 and _WEIGHTS[surname] < 0:
        crossed = {_crossed(a.parts, b.parts), _crossed(b.parts, a.parts)}
        if crossed <= set(_CROSSED):
            better, *_, worse = sorted([*crossed, *crossed], key=_CROSSED.index)
            return f"surname_{worse}", f"name_{better}", "swapped"
    return surname, name


_CROSSED = ("equal", "sound", "close")
"""How near words in each other's place must be, the nearest first."""


def _may_be_crossed(one: NameKeys, other: NameKeys) -> bool:
    """Whether both names begin as if surname and first name were in each other's place."""
    return _begin_alike(one.surname, other.name) and _begin_alike(other.surname, one.name)


def _begin_alike(one: str, other: str) -> bool:
    first, second = one[:1], other[:1]
    return first == second or (first in _VOWELS and second in _VOWELS)


_VOWELS = "aeiou"


def _crossed(one: NameKeys, other: NameKeys) -> str:
    """How near a surname comes to the other's first name."""
    stem = _words(one.surname, other.name)
    return stem if stem in ("equal", "sound") else _words(one.whole, other.name)


def _surnames(a: Traits, b: Traits) -> str:
    one, other = a.parts, b.parts
    level = _words(one.surname, other.surname)
    if level in ("equal", "sound"):
        return _alike_surnames(a, b)
    if (one.second or other.second) and _share_a_half(one, other):
        return "surname_part"
    if _is_of_father(one, other) or _is_of_father(other, one):
        return "surname_father"
    if level in ("other", "far"):  # perhaps the slip is in the ending, and no stem was found
        whole = _words(one.whole, other.whole).replace("sound", "close")
        level = level if whole == "other" else whole
    if level == "other":
        return _other_surnames(a, b)
    return f"surname_{level}"


def _alike_surnames(a: Traits, b: Traits) -> str:
    one, other = a.parts, b.parts
    if one.is_fathers != other.is_fathers:
        return "surname_form"
    if one.sex and other.sex and one.sex != other.sex:
        return "surname_ending"
    return "surname_equal" if a.surname == b.surname else "surname_sound"


def _other_surnames(a: Traits, b: Traits) -> str:
    """A woman may have married; anybody may have taken the father's name for the family's."""
    if "f" in (a.sex, b.sex) and "m" not in (a.sex, b.sex):
        return "surname_married"
    one, other = a.parts, b.parts
    is_taken = (one.is_fathers and not other.patronymic) or (
        other.is_fathers and not one.patronymic
    )
    return "surname_changed" if is_taken else "surname_other"


def _is_of_father(one: NameKeys, other: NameKeys) -> bool:
    """Whether the surname of the one is the name of the other's father, and none speaks against."""
    level = _words(one.surname, other.patronymic)
    if level not in ("equal", "sound") and not (level == "close" and one.is_fathers):
        return False
    fathers = _words(one.patronymic, other.patronymic)
    return not one.patronymic or fathers in ("equal", "sound", level)


def _share_a_half(one: NameKeys, other: NameKeys) -> bool:
    return any(
        _words(x, y) in ("equal", "sound")
        for x in (one.surname, one.second)
        for y in (other.surname, other.second)
    )


def _names(a: Traits, b: Traits, bearers: Callable[[str], int]) -> str:
    one, other = a.parts.name, b.parts.name
    if not one or not other:
        return "name_missing"
    level = _words(one, other)
    if level in ("equal", "sound"):
        return "name_equal" if a.name == b.name else "name_sound"
    short, long = sorted((one, other), key=len)
    if len(sound(short)) == 1:
        return "name_initial" if sound(long).startswith(sound(short)) else "name_other"
    if level == "other":
        return _far_names(short, long, bearers)
    return "name_known" if _are_both_known(one, other, bearers) else f"name_{level}"


def _far_names(short: str, long: str, bearers: Callable[[str], int]) -> str:
    if _is_short_form(short, long):
        return "name_short"
    may_be_slips = len(short) >= 4 and short[0] == long[0] and _is_twice_slipped(short, long)
    if may_be_slips and not _are_both_known(short, long, bearers):
        return "name_doubtful"
    return "name_other"


def _are_both_known(one: str, other: str, bearers: Callable[[str], int]) -> bool:
    rare, common = sorted((bearers(crowd_key(one)), bearers(crowd_key(other))))
    return rare >= _KNOWN and rare * _RARER >= common


@lru_cache(maxsize=_CACHE)
def _is_twice_slipped(short: str, long: str) -> bool:
    """«Бемнт» for «Бермет»: two slips in a short name that begins alike."""
    return OSA.distance(short, long, score_cutoff=2) <= 2


_FAMILIAR_ENDINGS = frozenset((
    "bek", "bai", "kan", "gul", "ali", "kul", "jan", "mat", "a", "ia", "ka", "ara", "ira", "ai",
    "gazi", "bubu", "bu", "dar", "tai",
))  # fmt: skip


def _is_short_form(short: str, long: str) -> bool:
    """«Бакыт» for «Бакытбек», «Гүля» for «Гүлнара»."""
    if len(short) >= 4 and long.startswith(short):
        return long[len(short) :] in _FAMILIAR_ENDINGS
    return short.endswith("ia") and len(short) >= 4 and long.startswith(short[:-2])


@lru_cache(maxsize=_CACHE)
def _words(one: str, other: str) -> str:
    """How far two words are apart: equal, sound, close (a slip), far (two), other."""
    if not one or not other:
        return "other"
    if one == other:
        return "equal"
    first, second = sound(one), sound(other)
    if first == second:
        return "sound"
    slips = min(OSA.distance(first, second), OSA.distance(one, other))
    shortest, longest = sorted((len(first), len(second)))
    if slips == 1 and longest >= 4:
        return "close"
    if slips == 2 and skeleton(one) == skeleton(other) and shortest >= 5:
        return "close"
    return "far" if slips == 2 and shortest >= 6 else "other"


def _father(one: str, other: str) -> Iterator[str]:
    if not one or not other:
        return
    level = _words(one, other)
    short, long = sorted((one, other), key=len)
    if level in ("equal", "sound"):
        yield "father_equal"
    elif len(sound(short)) == 1:
        yield "father_initial" if sound(long).startswith(sound(short)) else "father_other"
    elif level in ("close", "far") or (len(short) >= 4 and _is_short_form(short, long)):
        yield "father_close"
    else:
        yield "father_other"


def _years(one: int, other: int) -> str:
    apart = abs(one - other)
    if apart <= 1:
        return "year_next" if apart else "year_equal"
    if str(one)[:2] == str(other)[:2] and str(one)[2:] == str(other)[:1:-1]:
        return "year_swapped"
    if apart == 2:
        return "year_near"
    return "year_decade" if apart in (10, 100) else "year_other"


def _places(a: Traits, b: Traits) -> Iterator[str]:
    if a.village and b.village:
        if sound(a.village) == sound(b.village):
            yield "village_equal"
            return
        yield "village_close" if _are_near_villages(a.village, b.village) else "village_other"
        return
    one, other = a.territory, b.territory
    if not one or not other:
        return
    if one == other:
        yield "place_equal"
    elif one.startswith(other) or other.startswith(one):
        yield "place_within"
    else:
        yield "place_other"


@lru_cache(maxsize=_CACHE)
def _are_near_villages(one: str, other: str) -> bool:
    slips = min(OSA.distance(one, other), OSA.distance(sound(one), sound(other)))
    return slips <= max(1, min(len(one), len(other)) // 4) or (
        skeleton(one) == skeleton(other) and slips <= 2
    )


@lru_cache(maxsize=_CACHE)
def _are_near_words(one: str, other: str) -> bool:
    return token_set_ratio(one, other) >= 85
