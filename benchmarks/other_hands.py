"""Another make of invented people: lists by people with habits, a second measure of duplicates.

`benchmarks.people` lets everybody make any slip; here each list is written by one of several hands,
who keep to their ways: a passport clerk in Latin letters, a school that writes first names first, a
village council that knows everybody by the father's name, somebody in a hurry. What was fitted on
the one make is measured on the other. Nobody of them exists.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.people import Invented

WORDS: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
FAMILIES, WOMEN, MEN, PLACES = (
    WORDS[name].split() for name in ("families", "women", "men", "places")
)
DISTRICTS = {
    "41705000000000": ("Баткен району", "Баткен"),
    "41702000000000": ("Ак-Суу району", "Ак-Суу"),
    "41706000000000": ("Кара-Кулжа району", "Кара-Кулжа"),
    "41704000000000": ("Ат-Башы району", "Ат-Башы"),
}
JOBS = ("№ 14 орто мектеп", "Айылдык кеңеш", "ФАП", "Маданият үйү", "Социалдык кызматкер", "")

_BASE = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяөүң", WORDS["latin"].split(), strict=True))
SCHEMES: dict[str, dict[str, str]] = {
    "passport": _BASE | {"ж": "zh", "х": "kh", "ң": "ng", "ю": "iu", "я": "ia", "й": "i"},
    "bgn": _BASE | {"ж": "zh", "х": "kh", "ө": "ö", "ү": "ü", "ң": "ng", "е": "ye", "щ": "shch"},
    "iso9": _BASE | {
        "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "ю": "û", "я": "â",
        "э": "è", "ө": "ô", "ү": "ù", "ң": "ņ", "ё": "ë",
    },
    "informal": _BASE | {"ж": "j", "х": "x", "й": "i", "ы": "i", "ю": "u", "ц": "c"},
    "turkish": _BASE | {"ж": "c", "ч": "ç", "ш": "ş", "ө": "ö", "ү": "ü", "ң": "n", "ы": "ı"},
}  # fmt: skip
"""How Latin letters are written for Kyrgyz ones: in passports, on maps, by a norm, in messages."""

_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_VOWELS_END = "аеёиоуыэюяөү"


@dataclass(frozen=True)
class Hand:
    """Somebody's habits: how often each slip comes, and what is always done to a whole list."""

    always: tuple["Slip", ...]
    often: dict["Slip", float]


Slip = Callable[[Invented, random.Random], Invented]


# ---- people ----


def people(count: int, seed: int) -> list[Invented]:
    """So many different people; among them relatives, namesakes and twins."""
    chance = random.Random(seed * 7919)
    found: list[Invented] = []
    while len(found) < count:
        one = _somebody(chance)
        found.append(one)
        if chance.random() < 0.12:
            found.append(chance.choice((_sister, _child, _namesake, _twin))(one, chance))
    return [replace(one, same=at) for at, one in enumerate(found[:count])]


def _somebody(chance: random.Random) -> Invented:
    sex = "f" if chance.random() < 0.65 else "m"
    father = chance.choice(FAMILIES if chance.random() < 0.5 else MEN)
    by_father = chance.random() < 0.2
    territory = chance.choice(tuple(DISTRICTS))
    return Invented(
        0,
        f"{father} {_child_of(sex)}" if by_father else family_name(chance.choice(FAMILIES), sex),
        chance.choice(WOMEN if sex == "f" else MEN),
        "" if by_father or chance.random() < 0.3 else fathers_name(father, sex),
        sex,
        None if chance.random() < 0.05 else int(chance.triangular(1946, 2007, 1979)),
        _number(chance) if chance.random() < 0.65 else "",
        "" if chance.random() < 0.07 else chance.choice(PLACES),
        territory,
        chance.choice(JOBS),
    )


def family_name(stem: str, sex: str) -> str:
    """A family's name in Russian form."""
    if stem[-1] == "й":
        stem, ending = stem[:-1], "ев"
    elif stem[-1] in _VOWELS_END:
        ending = "ев"
    else:
        ending = "ов"
    return stem + ending + ("а" if sex == "f" else "")


def fathers_name(father: str, sex: str) -> str:
    """The father's name in Russian form."""
    stem = father[:-1] if father[-1] in "йь" else father
    joint = "е" if father[-1] in "йаеиоуыүөэя" else "о"
    return stem + joint + ("вна" if sex == "f" else "вич")


def _child_of(sex: str) -> str:
    return "кызы" if sex == "f" else "уулу"


def _number(chance: random.Random) -> str:
    return (
        f"0{chance.choice(('555', '700', '707', '772', '777', '220'))}{chance.randrange(10**6):06}"
    )


def _sister(one: Invented, chance: random.Random) -> Invented:
    names = [name for name in (WOMEN if one.sex == "f" else MEN) if name != one.name]
    year = one.birth_year and one.birth_year + chance.choice((-7, -4, -3, -2, 2, 3, 5))
    return replace(one, name=chance.choice(names), birth_year=year)


def _twin(one: Invented, chance: random.Random) -> Invented:
    return replace(_sister(one, chance), birth_year=one.birth_year)


def _child(one: Invented, chance: random.Random) -> Invented:
    other = _somebody(chance)
    year = one.birth_year and min(one.birth_year + 24, 2010)
    family = family_name(chance.choice(FAMILIES), other.sex)
    return replace(other, surname=family, phone=one.phone, village=one.village, birth_year=year)


def _namesake(one: Invented, chance: random.Random) -> Invented:
    other = _somebody(chance)
    year = one.birth_year and one.birth_year - chance.choice((4, 6, 9, 13, 21))
    father = fathers_name(chance.choice(MEN), one.sex) if one.patronymic else ""
    return replace(
        other, surname=one.surname, name=one.name, sex=one.sex, patronymic=father, birth_year=year
    )


# ---- slips ----


def _in_names(one: Invented, said: Callable[[str], str]) -> Invented:
    return replace(
        one, surname=said(one.surname), name=said(one.name), patronymic=said(one.patronymic)
    )


def in_russian(one: Invented, _: random.Random) -> Invented:
    """Without the three letters Russian keyboards lack."""
    letters = str.maketrans("өүңӨҮҢ", "оунОУН")
    return replace(
        _in_names(one, lambda text: text.translate(letters)), village=one.village.translate(letters)
    )


def in_russian_ways(one: Invented, chance: random.Random) -> Invented:
    """As a Russian ear hears it: Гульзат, Жамила, Дюйшен, Омурбек."""
    pairs = (
        *(("үл", "уль"), ("дү", "дю"), ("ү", chance.choice("ую")), ("ө", chance.choice("ео"))),
        *(("ң", "н"), ("ый", "ий"), ("ээ", "е"), ("аа", "а"), ("уу", "у"), ("оо", "о")),
    )

    def said(text: str) -> str:
        if text.endswith((" уулу", " кызы")):
            return f"{said(text[:-5])}{text[-5:]}"
        low = text.lower()
        for old, new in pairs:
            low = low.replace(old, new)
        return low.title()

    return _in_names(one, said)


def in_latin(scheme: str) -> Slip:
    """In Latin letters by a scheme."""
    letters = SCHEMES[scheme]

    def said(text: str) -> str:
        return "".join(letters.get(each, each) for each in text.lower()).replace("_", "").title()

    def slip(one: Invented, _: random.Random) -> Invented:
        return _in_names(one, said)

    return slip


def any_latin(one: Invented, chance: random.Random) -> Invented:
    """In Latin letters by any scheme."""
    return in_latin(chance.choice(tuple(SCHEMES)))(one, chance)


def name_first(one: Invented, _: random.Random) -> Invented:
    """First name and surname in each other's column."""
    return replace(one, surname=one.name, name=one.surname)


def in_one_cell(one: Invented, _: random.Random) -> Invented:
    """The whole name in the first column."""
    whole = " ".join(part for part in (one.surname, one.name, one.patronymic) if part)
    return replace(one, surname=whole, name="", patronymic="")


def without_father(one: Invented, _: random.Random) -> Invented:
    """No patronymic."""
    return replace(one, patronymic="")


def by_father(one: Invented, _: random.Random) -> Invented:
    """«Асан кызы» for the patronymic «Асановна»; for a surname where there is none."""
    for ending in ("овна", "евна", "ович", "евич"):
        if one.patronymic.endswith(ending):
            stem = one.patronymic.removesuffix(ending)
            return replace(one, patronymic=f"{stem} {_child_of(one.sex)}")
    return one


def other_form(one: Invented, _: random.Random) -> Invented:
    """The surname in its other form: Асан уулу, Асанов."""
    word = _child_of(one.sex)
    if one.surname.endswith(f" {word}"):
        return replace(one, surname=family_name(one.surname.removesuffix(f" {word}"), one.sex))
    for ending in ("ова", "ева", "ов", "ев"):
        if one.surname.endswith(ending):
            return replace(one, surname=f"{one.surname.removesuffix(ending)} {word}")
    return one


def joined_form(one: Invented, chance: random.Random) -> Invented:
    """«Асан-кызы», «Асанкызы», «Асан к.»."""
    for word in (" уулу", " кызы"):
        if one.surname.endswith(word):
            stem = one.surname.removesuffix(word)
            tail = chance.choice((f"-{word[1:]}", word[1:], f" {word[1]}."))
            return replace(one, surname=stem + tail)
    return one


def maiden(one: Invented, chance: random.Random) -> Invented:
    """The name before she married, or both; only where something else tells who she is."""
    if one.sex != "f" or not (one.phone and one.birth_year):
        return one
    family = family_name(chance.choice(FAMILIES), "f")
    both = f"{family} ({one.surname})" if chance.random() < 0.5 else f"{one.surname}-{family}"
    return replace(one, surname=family if chance.random() < 0.4 else both)


def initials(one: Invented, _: random.Random) -> Invented:
    """«Асанова А.К.»; only where the telephone or the year is there too."""
    if not (one.phone and one.birth_year):
        return one
    return replace(
        one, name=f"{one.name[0]}.", patronymic=f"{one.patronymic[:1]}." if one.patronymic else ""
    )


def next_key(one: Invented, chance: random.Random) -> Invented:
    """A finger beside the key."""
    field = chance.choice(("surname", "surname", "name"))
    return replace(one, **{field: _beside(getattr(one, field), chance)})


def _beside(word: str, chance: random.Random) -> str:
    places = [at for at in range(1, len(word)) if any(word[at] in row for row in _KEYS)]
    if len(word) < 4 or not places:
        return word
    at = chance.choice(places)
    row = next(row for row in _KEYS if word[at] in row)
    near = row.index(word[at]) + chance.choice((-1, 1))
    return word[:at] + row[max(0, min(near, len(row) - 1))] + word[at + 1 :]


def doubled(one: Invented, chance: random.Random) -> Invented:
    """A letter twice, or one of two left out."""
    field = chance.choice(("surname", "name"))
    word = getattr(one, field)
    twins = [at for at in range(1, len(word)) if word[at] == word[at - 1]]
    if twins:
        at = chance.choice(twins)
        return replace(one, **{field: word[:at] + word[at + 1 :]})
    at = chance.randrange(1, len(word)) if len(word) > 2 else 0
    return replace(one, **{field: word[:at] + word[at : at + 1] + word[at:]})


def left_out(one: Invented, chance: random.Random) -> Invented:
    """A letter missing, or two in each other's place."""
    field = chance.choice(("surname", "name", "patronymic"))
    word = getattr(one, field)
    if len(word) < 5:
        return one
    at = chance.randrange(1, len(word) - 1)
    if chance.random() < 0.5:
        return replace(one, **{field: word[:at] + word[at + 1 :]})
    return replace(one, **{field: word[:at] + word[at + 1] + word[at] + word[at + 2 :]})


def year_beside(one: Invented, chance: random.Random) -> Invented:
    """One year off."""
    return replace(one, birth_year=one.birth_year and one.birth_year + chance.choice((-1, 1)))


def no_year(one: Invented, _: random.Random) -> Invented:
    """No birth year."""
    return replace(one, birth_year=None)


def phone_otherwise(one: Invented, chance: random.Random) -> Invented:
    """The same number in another form."""
    tail = one.phone[1:]
    if not tail:
        return one
    forms = (f"+996{tail}", f"996 {tail[:3]} {tail[3:]}", f"0-{tail[:3]}-{tail[3:6]}-{tail[6:]}",
             f"8 {tail}", tail, f"({one.phone[:4]}) {tail[3:]}")  # fmt: skip
    return replace(one, phone=chance.choice(forms))


def other_phone(one: Invented, chance: random.Random) -> Invented:
    """Another number, or none."""
    return replace(one, phone=chance.choice(("", _number(chance))))


def place_otherwise(one: Invented, chance: random.Random) -> Invented:
    """The village in another spelling, or the district instead of it."""
    place = one.village
    forms = (place.replace("-", " "), place.replace("-", ""), f"{place} а/а", f"с.{place}",
             f"{place} айылы", DISTRICTS[one.territory][0], "")  # fmt: skip
    return replace(one, village=chance.choice(forms) if place else DISTRICTS[one.territory][1])


def other_work(one: Invented, chance: random.Random) -> Invented:
    """Another word for where she works."""
    return replace(one, organisation=chance.choice(JOBS))


def no_sex(one: Invented, _: random.Random) -> Invented:
    """The column was left empty."""
    return replace(one, sex="")


# ---- hands ----

_DAILY: dict[Slip, float] = {
    without_father: 0.2, phone_otherwise: 0.5, other_phone: 0.12, place_otherwise: 0.25,
    other_work: 0.3, next_key: 0.08, doubled: 0.05, left_out: 0.06, year_beside: 0.06,
    no_year: 0.05, no_sex: 0.03,
}  # fmt: skip
HANDS: dict[str, Hand] = {
    "passport": Hand((in_latin("passport"),), {**_DAILY, by_father: 0.1}),
    "map": Hand((in_latin("bgn"),), {**_DAILY, other_form: 0.1}),
    "norm": Hand((in_latin("iso9"),), _DAILY),
    "phone": Hand((in_latin("informal"),), {**_DAILY, without_father: 0.6, joined_form: 0.5}),
    "russian": Hand((in_russian_ways,), {**_DAILY, by_father: 0.1, maiden: 0.05, other_form: 0.05}),
    "school": Hand((name_first, in_russian), {**_DAILY, without_father: 0.5}),
    "council": Hand((), {**_DAILY, other_form: 0.4, by_father: 0.6, joined_form: 0.5}),
    "one cell": Hand((in_one_cell,), {**_DAILY, in_russian: 0.5, joined_form: 0.2}),
    "hurry": Hand(
        (),
        {
            **_DAILY, in_russian: 0.4, next_key: 0.25, left_out: 0.2, doubled: 0.15, maiden: 0.06,
            initials: 0.05, year_beside: 0.12, no_year: 0.1, any_latin: 0.1, name_first: 0.05,
        },
    ),
}  # fmt: skip
"""Who writes a list, and how."""
_LAST = (in_russian, in_russian_ways, any_latin, name_first, in_one_cell)
"""What is done to a whole name comes after what is done to its words."""


HANDS["all at once"] = Hand(
    (),
    {
        **{slip: min(0.9, 1.6 * often) for slip, often in HANDS["hurry"].often.items()},
        other_form: 0.2, by_father: 0.2, in_russian_ways: 0.3, joined_form: 0.2,
    },
)  # fmt: skip


def by_hand(one: Invented, hand: Hand, chance: random.Random) -> Invented:
    """The same person as this hand writes her."""
    slips = [slip for slip, often in hand.often.items() if chance.random() < often]
    whole = [slip for slip in slips if slip in _LAST]
    for slip in (*(slip for slip in slips if slip not in _LAST), *whole, *hand.always):
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
    first = known[:half]
    second = [
        by_hand(one, HANDS[hand], chance) for one in [*first[:both], *known[half : 2 * half - both]]
    ]
    chance.shuffle(second)
    return first, second
