"""A third make of invented people: lists that came from paper, and from across the border.

A sheet was scanned and read by a machine, dictated by telephone, copied by a clerk who leaves the
father out, or written by somebody schooled in Uzbek, in Latin or Cyrillic letters. Neither names
nor slips are those of the other two makes, and no weight was fitted on it: it is measured only.
Nobody of them exists.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.other_hands import Hand, Slip, family_name, fathers_name
from benchmarks.people import Invented

WORDS: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
FAMILIES, WOMEN, MEN, PLACES = (
    WORDS[name].split() for name in ("families", "women", "men", "places")
)
TERRITORIES = ("41705000000000", "41706000000000", "41703000000000")
JOBS = ("Мектеп-лицей", "Айыл өкмөтү", "Аялдар кеңеши", "Медпункт", "Дыйкан чарба", "")

_SEEN_AS = {
    "и": "нй", "н": "иі", "п": "лн", "л": "п", "ш": "щ", "щ": "ш", "е": "с", "с": "е", "о": "0е",
    "б": "6", "з": "3э", "э": "з", "ө": "оеэ", "ү": "уv", "ң": "нц", "ц": "ң", "ы": "м", "т": "г",
    "г": "т", "в": "в8", "ж": "к", "к": "х", "м": "ш", "а": "д", "д": "л", "р": "п",
}  # fmt: skip
"""What a scanner takes a letter for."""
_DIGITS = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "3", "9": "0"}
_HEARD_AS = {
    "б": "п", "п": "б", "д": "т", "т": "д", "г": "к", "к": "г", "з": "с", "с": "з", "о": "а",
    "ы": "и", "и": "ы", "е": "и", "ө": "о", "ү": "у", "ң": "н", "ш": "ч", "ж": "з",
}  # fmt: skip
"""What a letter is taken for by telephone."""
_UZBEK_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh",
    "ъ": "ʼ", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ө": "oʻ", "ү": "u", "ң": "ng",
}  # fmt: skip
_UZBEK_CYRILLIC = {"ө": "ў", "ү": "у", "ң": "нг", "ы": "и", "щ": "ш"}


def people(count: int, seed: int) -> list[Invented]:
    """So many different people; every seventh has a relative or a namesake among them."""
    chance = random.Random(seed * 104_729)
    found: list[Invented] = []
    while len(found) < count:
        one = _somebody(chance)
        found.append(one)
        if chance.random() < 0.14:
            found.append(_relative(one, chance))
    return [replace(one, same=at) for at, one in enumerate(found[:count])]


def _somebody(chance: random.Random) -> Invented:
    sex = "f" if chance.random() < 0.6 else "m"
    father, by_father = chance.choice(FAMILIES), chance.random() < 0.15
    child = "кызы" if sex == "f" else "уулу"
    patronymic = fathers_name(father, sex) if chance.random() < 0.6 else f"{father} {child}"
    return Invented(
        0,
        f"{father} {child}" if by_father else family_name(chance.choice(FAMILIES), sex),
        chance.choice(WOMEN if sex == "f" else MEN),
        "" if by_father or chance.random() < 0.25 else patronymic,
        sex,
        None if chance.random() < 0.06 else chance.randint(1948, 2006),
        _number(chance) if chance.random() < 0.7 else "",
        "" if chance.random() < 0.08 else chance.choice(PLACES),
        chance.choice(TERRITORIES),
        chance.choice(JOBS),
    )


def _number(chance: random.Random) -> str:
    begins = chance.choice(("500", "702", "771", "778", "990", "222"))
    return f"0{begins}{chance.randrange(10**6):06}"


def _relative(one: Invented, chance: random.Random) -> Invented:
    """A sister in the same house, or a namesake elsewhere."""
    if chance.random() < 0.5:
        names = [name for name in (WOMEN if one.sex == "f" else MEN) if name != one.name]
        year = one.birth_year and one.birth_year + chance.choice((-5, -3, 0, 2, 4, 7))
        return replace(one, name=chance.choice(names), birth_year=year)
    other = _somebody(chance)
    year = one.birth_year and one.birth_year + chance.choice((-12, -8, -5, 5, 9, 14))
    father = fathers_name(chance.choice(FAMILIES), one.sex) if one.patronymic else ""
    return replace(
        other, surname=one.surname, name=one.name, sex=one.sex, patronymic=father, birth_year=year
    )


# ---- slips ----


def _one_letter(
    one: Invented, chance: random.Random, taken_for: Mapping[str, str], fields: tuple[str, ...]
) -> Invented:
    """One letter of one of the fields is taken for another; never the first of a word."""
    field = chance.choice(fields)
    word = getattr(one, field)
    places = [at for at in range(1, len(word)) if word[at] in taken_for]
    if not places:
        return one
    at = chance.choice(places)
    return replace(one, **{field: word[:at] + chance.choice(taken_for[word[at]]) + word[at + 1 :]})


def misread(one: Invented, chance: random.Random) -> Invented:
    """A letter of the name as a scanner sees it."""
    return _one_letter(one, chance, _SEEN_AS, ("surname", "name", "patronymic", "village"))


def misread_again(one: Invented, chance: random.Random) -> Invented:
    """Another one."""
    return misread(one, chance)


def misheard(one: Invented, chance: random.Random) -> Invented:
    """A letter of the name as it is heard by telephone."""
    return _one_letter(one, chance, _HEARD_AS, ("surname", "name", "patronymic"))


def misheard_again(one: Invented, chance: random.Random) -> Invented:
    """Another one."""
    return misheard(one, chance)


def misread_year(one: Invented, _: random.Random) -> Invented:
    """The last digit of the year as a scanner sees it."""
    if not one.birth_year:
        return one
    digits = str(one.birth_year)
    return replace(one, birth_year=int(digits[:3] + _DIGITS.get(digits[3], digits[3])))


def misread_phone(one: Invented, chance: random.Random) -> Invented:
    """A digit of the telephone as a scanner sees it."""
    if not one.phone:
        return one
    at = chance.randrange(4, len(one.phone))
    digit = one.phone[at]
    return replace(one, phone=one.phone[:at] + _DIGITS.get(digit, digit) + one.phone[at + 1 :])


def year_beside(one: Invented, chance: random.Random) -> Invented:
    """One year off: she told her age."""
    return replace(one, birth_year=one.birth_year and one.birth_year + chance.choice((-1, 1)))


def no_year(one: Invented, _: random.Random) -> Invented:
    """No birth year."""
    return replace(one, birth_year=None)


def no_father(one: Invented, _: random.Random) -> Invented:
    """No patronymic."""
    return replace(one, patronymic="")


def no_phone(one: Invented, chance: random.Random) -> Invented:
    """No telephone, or another."""
    return replace(one, phone=chance.choice(("", "", _number(chance))))


def no_place(one: Invented, _: random.Random) -> Invented:
    """No village."""
    return replace(one, village="")


def with_country(one: Invented, _: random.Random) -> Invented:
    """The telephone with the country's number."""
    return replace(one, phone=f"+996 {one.phone[1:4]} {one.phone[4:]}" if one.phone else "")


def names_crossed(one: Invented, _: random.Random) -> Invented:
    """First name and surname in each other's column."""
    return replace(one, surname=one.name, name=one.surname)


def father_in_the_middle(one: Invented, _: random.Random) -> Invented:
    """Patronymic and first name in each other's column."""
    if not one.patronymic:
        return one
    return replace(one, name=one.patronymic, patronymic=one.name)


def _spelt(one: Invented, letters: Mapping[str, str], child: Mapping[str, str]) -> Invented:
    def word(text: str) -> str:
        return "".join(letters.get(each, each) for each in text.lower()).capitalize()

    def said(text: str) -> str:
        return " ".join(child.get(each, "") or word(each) for each in text.split())

    return replace(
        one,
        surname=said(one.surname),
        name=said(one.name),
        patronymic=said(one.patronymic),
        village=said(one.village),
    )


def uzbek_latin(one: Invented, chance: random.Random) -> Invented:
    """In the Latin letters of Uzbek, with or without «q» for a deep «к»."""
    letters = _UZBEK_LATIN | {"к": chance.choice("kkq")}
    return _spelt(one, letters, {"кызы": "qizi", "уулу": "oʻgʻli"})


def uzbek_cyrillic(one: Invented, chance: random.Random) -> Invented:
    """In the Cyrillic letters of Uzbek: қ, ғ, ҳ, ў."""
    letters = _UZBEK_CYRILLIC | {"к": chance.choice("ккқ"), "х": chance.choice("хҳ")}
    return _spelt(one, letters, {"кызы": "қизи", "уулу": "ўғли"})


# ---- hands ----

_DAILY: dict[Slip, float] = {
    no_father: 0.2, with_country: 0.4, no_phone: 0.2, no_place: 0.1, year_beside: 0.06,
    no_year: 0.05, misheard: 0.08,
}  # fmt: skip
HANDS: dict[str, Hand] = {
    "scanner": Hand(
        (),
        {**_DAILY, misread: 0.4, misread_again: 0.12, misread_year: 0.05, misread_phone: 0.1},
    ),
    "telephone": Hand((), {**_DAILY, misheard: 0.5, misheard_again: 0.2, year_beside: 0.15}),
    "clerk": Hand(
        (), {**_DAILY, no_father: 0.7, year_beside: 0.25, no_year: 0.1, names_crossed: 0.15}
    ),
    "columns": Hand((father_in_the_middle,), {**_DAILY, misheard: 0.12}),
    "uzbek latin": Hand((uzbek_latin,), _DAILY),
    "uzbek cyrillic": Hand((uzbek_cyrillic,), {**_DAILY, no_father: 0.4}),
    "border": Hand(
        (),
        {
            **_DAILY, misread: 0.25, misheard: 0.25, no_father: 0.4, year_beside: 0.15,
            uzbek_latin: 0.15, uzbek_cyrillic: 0.25, names_crossed: 0.08, misread_phone: 0.08,
        },
    ),
}  # fmt: skip
_LAST = (uzbek_latin, uzbek_cyrillic, names_crossed)


def by_hand(one: Invented, hand: Hand, chance: random.Random) -> Invented:
    """The same person as this hand writes her."""
    slips = [slip for slip, often in hand.often.items() if chance.random() < often]
    first = [slip for slip in slips if slip not in _LAST]
    for slip in (*first, *(slip for slip in slips if slip in _LAST), *hand.always):
        one = slip(one, chance)
    return one


def lists_by(
    hand: str, count: int, share: float = 0.2, seed: int = 1
) -> tuple[list[Invented], list[Invented]]:
    """A list in good Kyrgyz and one by this hand, of whom this share is in both."""
    chance = random.Random(seed)
    known = people(int(count * (2 - share) / 2) + 1, seed)
    chance.shuffle(known)
    half, both = count // 2, int(count * share / 2)
    again = [*known[:both], *known[half : 2 * half - both]]
    second = [by_hand(one, HANDS[hand], chance) for one in again]
    chance.shuffle(second)
    return known[:half], second
