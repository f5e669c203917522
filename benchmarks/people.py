"""Invented people of Kyrgyzstan, and how two tired hands write the same one down.

`register(count, seed)` makes people up: families (brothers, sisters, namesakes, twins) among them.
`written_again(person, chance)` is the same person as somebody else would write her: in Russian or
transliterated letters, with another form of the surname, a slip, a year off, another telephone
format. Nobody of them exists.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

WORDS: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
FATHERS, WOMEN, MEN, VILLAGES, ROMAN = (
    WORDS[name].split() for name in ("fathers", "women", "men", "villages", "roman")
)
WORK = (
    "Айыл өкмөтү",
    "Орто мектеп",
    "Үй-бүлөлүк дарыгерлер тобу",
    "Айыл кеңеши",
    "Бала бакча",
    "Аялдар кеңеши",
    "Фермер чарба",
    "Китепкана",
)
OBLASTS = ("41702", "41703", "41704", "41705", "41706", "41707", "41708")
_ROMAN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяөүң", ROMAN, strict=True)) | {"ё": "yo"}
_ENGLISH = _ROMAN | {"ж": "zh", "х": "h", "ө": "ö", "ү": "ü", "ң": "ng", "ы": "y", "й": "i"}
_RUSSIAN = str.maketrans("өүңӨҮҢ", "оунОУН")


@dataclass(frozen=True)
class Invented:
    """One person as she is written down once. `same` is equal where it is the same person."""

    same: int
    surname: str
    name: str
    patronymic: str
    sex: str
    birth_year: int | None
    phone: str
    village: str
    territory: str
    organisation: str


def register(count: int, seed: int = 1) -> list[Invented]:
    """So many different people; every tenth has a brother, sister, twin or namesake among them."""
    chance = random.Random(seed)
    people: list[Invented] = []
    while len(people) < count:
        person = _invent(len(people), chance)
        people.append(person)
        if chance.random() < 0.11:
            kin = chance.choice((_sibling, _sibling, _namesake, _namesake, _parent, _twin))
            people.append(replace(kin(person, chance), same=len(people)))
    return people[:count]


def _invent(number: int, chance: random.Random) -> Invented:
    sex = chance.choices("fm", (7, 3))[0]
    family, father = chance.choice(FATHERS), chance.choice(FATHERS)
    kind = chance.random()
    if kind < 0.12:
        surname, patronymic = f"{father} {'кызы' if sex == 'f' else 'уулу'}", ""
    else:
        surname = surname_of(family, sex)
        patronymic = patronymic_of(father, sex, chance) if kind < 0.7 else ""
    village = chance.choice(VILLAGES)
    oblast = OBLASTS[sum(map(ord, village)) % len(OBLASTS)]
    return Invented(
        number,
        surname,
        chance.choice(WOMEN if sex == "f" else MEN),
        patronymic,
        sex,
        chance.randint(1950, 2006) if chance.random() < 0.93 else None,
        f"0{chance.choice(('550', '700', '772', '779', '505', '222'))}{chance.randrange(10**6):06d}"
        if chance.random() < 0.7
        else "",
        village if chance.random() < 0.9 else "",
        f"{oblast}000000000" if chance.random() < 0.8 else "",
        chance.choice(WORK) if chance.random() < 0.7 else "",
    )


def surname_of(family: str, sex: str) -> str:
    """The surname of a family: Жапаров, Мусаева, Байышева."""
    stem = family[:-1] if family[-1] in "йь" else family
    ending = "ев" if stem[-1] in "аеэиоүөуыя" and family[-1] != "а" else "ов"
    if family[-1] in "ай":
        ending = "ев"
    return stem + ending + ("а" if sex == "f" else "")


def patronymic_of(father: str, sex: str, chance: random.Random) -> str:
    """The father's name after the child's: Бакытовна, or Бакыт кызы."""
    if chance.random() < 0.2:
        return f"{father} {'кызы' if sex == 'f' else 'уулу'}"
    stem = father[:-1] if father[-1] in "йь" else father
    joint = "е" if father[-1] in "йаеоэуүөы" else "о"
    return f"{stem}{joint}{'вна' if sex == 'f' else 'вич'}"


def _other_year(person: Invented, chance: random.Random, least: int, most: int) -> int | None:
    year = person.birth_year
    return year and year + chance.choice((-1, 1)) * chance.randint(least, most)


def _sibling(person: Invented, chance: random.Random) -> Invented:
    """Same parents, village and telephone; another name and year."""
    names = [name for name in (WOMEN if person.sex == "f" else MEN) if name != person.name]
    year = _other_year(person, chance, 1, 9)
    return replace(person, name=chance.choice(names), birth_year=year)


def _twin(person: Invented, chance: random.Random) -> Invented:
    return replace(_sibling(person, chance), birth_year=person.birth_year)


def _namesake(person: Invented, chance: random.Random) -> Invented:
    """The same surname and name; another year and village, or one of them and another father."""
    other = _invent(0, chance)
    father = patronymic_of(chance.choice(FATHERS), person.sex, chance)
    year = _other_year(person, chance, 3, 30)
    if year and year > 2008:
        year = year - 40
    lives = {} if chance.random() < 0.3 else {"village": other.village}
    return replace(
        person,
        patronymic=father if person.patronymic and chance.random() < 0.7 else person.patronymic,
        birth_year=year or 1961,
        phone=other.phone,
        organisation=other.organisation,
        **lives,
    )


def _parent(person: Invented, chance: random.Random) -> Invented:
    """A mother or father of the same surname, village and telephone."""
    year = person.birth_year and person.birth_year - chance.randint(20, 35)
    names = [name for name in (WOMEN if person.sex == "f" else MEN) if name != person.name]
    father = patronymic_of(chance.choice(FATHERS), person.sex, chance)
    surname = (
        person.surname if person.surname.endswith(("в", "а")) else surname_of("Кадыр", person.sex)
    )
    return replace(
        person, surname=surname, name=chance.choice(names), patronymic=father, birth_year=year
    )


# ---- how somebody else writes the same person ----


def written_again(person: Invented, chance: random.Random) -> Invented:
    """The same person by another hand: mostly one or two things differ, seldom three or four."""
    times = chance.choices((0, 1, 2, 3, 4), (6, 40, 34, 15, 5))[0]
    slips = chance.choices(tuple(_SLIPS), tuple(_SLIPS.values()), k=times)
    for slip in sorted(slips, key=tuple(_SLIPS).index):
        person = slip(person, chance)
    return person


def _in_russian(person: Invented, chance: random.Random) -> Invented:
    changes = (
        {"ий": "ый"} if chance.random() < 0.1 else {"л": "ль"} if chance.random() < 0.3 else {}
    )

    def said(text: str) -> str:
        for old, new in changes.items():
            text = text.replace(f"ү{old}", f"у{new}")
        return text.translate(_RUSSIAN)

    return replace(
        person,
        surname=said(person.surname),
        name=said(person.name),
        patronymic=said(person.patronymic),
        village=said(person.village),
    )


def _in_latin(person: Invented, chance: random.Random) -> Invented:
    letters = chance.choice((_ROMAN, _ENGLISH))

    def said(text: str) -> str:
        plain = "".join(letters.get(letter, letter) for letter in text.lower()).replace("_", "")
        return plain.title()

    return replace(
        person,
        surname=said(person.surname),
        name=said(person.name),
        patronymic=said(person.patronymic),
    )


def _no_patronymic(person: Invented, _: random.Random) -> Invented:
    return replace(person, patronymic="")


def _other_patronymic(person: Invented, chance: random.Random) -> Invented:
    """The other of the two forms, or only its initial."""
    text = person.patronymic
    for ending in ("овна", "евна", "ович", "евич"):
        if text.endswith(ending):
            if chance.random() < 0.25:
                return replace(person, patronymic=f"{text[0]}.")
            stem = text.removesuffix(ending)
            word = "кызы" if person.sex == "f" else "уулу"
            return replace(person, patronymic=f"{stem} {word}")
    return person


def _other_surname(person: Invented, _: random.Random) -> Invented:
    """«Жапаров» for «Жапар уулу», or the other way round."""
    surname = person.surname
    particle = "кызы" if person.sex == "f" else "уулу"
    if surname.endswith(particle):
        family = surname.removesuffix(f" {particle}")
        return replace(person, surname=surname_of(family, person.sex))
    for ending in ("ова", "ева", "ов", "ев"):
        if surname.endswith(ending):
            return replace(person, surname=f"{surname.removesuffix(ending)} {particle}")
    return person


def _married(person: Invented, chance: random.Random) -> Invented:
    if person.sex != "f" or not (person.patronymic or person.phone):
        return person
    surname = surname_of(chance.choice(FATHERS), "f")
    if chance.random() < 0.3:
        surname = f"{person.surname}-{surname}"
    return replace(person, surname=surname)


def _misspelt(person: Invented, chance: random.Random) -> Invented:
    field = chance.choices(("surname", "name", "patronymic"), (5, 4, 2))[0]
    return replace(person, **{field: _slip(getattr(person, field), chance)})


_NEIGHBOURS = {
    "а": "ояп", "е": "иэн", "о": "ауш", "и": "еым", "ы": "иав", "у": "юик", "к": "гук", "г": "кхн",
    "б": "пь", "п": "ба", "д": "тл", "т": "дь", "з": "сж", "с": "зч", "н": "ге", "м": "ис",
    "р": "па", "л": "дь", "ж": "шд", "ш": "жщ",
}  # fmt: skip


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.random()
    if kind < 0.2:
        return word[:at] + word[at + 1 :]
    if kind < 0.35:
        return word[:at] + word[at] + word[at:]
    if kind < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letter = chance.choice(_NEIGHBOURS.get(word[at], "аеоин"))
    return word[:at] + letter + word[at + 1 :]


def _swapped(person: Invented, _: random.Random) -> Invented:
    return replace(person, surname=person.name, name=person.surname)


def _initial(person: Invented, _: random.Random) -> Invented:
    if not (person.phone or person.birth_year):
        return person
    return replace(person, name=f"{person.name[0]}.", patronymic=person.patronymic[:1])


def _year_off(person: Invented, chance: random.Random) -> Invented:
    year = person.birth_year
    if not year:
        return person
    kind = chance.random()
    if kind < 0.35:
        return replace(person, birth_year=None)
    if kind < 0.75:
        return replace(person, birth_year=year + chance.choice((-1, 1)))
    if kind < 0.9:
        swapped = int(f"{str(year)[:2]}{str(year)[:1:-1]}")
        return replace(person, birth_year=swapped if swapped < 2010 else year)
    return replace(person, birth_year=year - 10)


def _phone(person: Invented, chance: random.Random) -> Invented:
    digits = person.phone
    if not digits:
        return person
    tail = digits[1:]
    shapes: tuple[Callable[[], str], ...] = (
        lambda: "",
        lambda: f"+996 {tail[:3]} {tail[3:6]} {tail[6:]}",
        lambda: f"996{tail}",
        lambda: f"0({tail[:3]}) {tail[3:5]}-{tail[5:7]}-{tail[7:]}",
        lambda: f"0{chance.choice(('555', '702', '771'))}{chance.randrange(10**6):06d}",
        lambda: f"0{chance.choice(('555', '702', '771'))}{chance.randrange(10**6):06d}, {digits}",
    )
    return replace(person, phone=chance.choice(shapes)())


def _village(person: Invented, chance: random.Random) -> Invented:
    village = person.village
    if not village:
        return person
    shapes = (
        "",
        f"{village} айылы",
        f"с. {village}",
        village.replace("-", " "),
        village.translate(_RUSSIAN),
        _slip(village, chance),
        village.replace("-", "").capitalize(),
    )
    return replace(person, village=chance.choice(shapes))


def _moved(person: Invented, chance: random.Random) -> Invented:
    return replace(person, village=chance.choice(VILLAGES))


def _work(person: Invented, chance: random.Random) -> Invented:
    return replace(person, organisation=chance.choice(("", *WORK)))


def _no_sex(person: Invented, _: random.Random) -> Invented:
    return replace(person, sex="")


_SLIPS = {
    _no_patronymic: 12, _other_patronymic: 6, _other_surname: 8, _married: 5, _misspelt: 20,
    _in_russian: 22, _in_latin: 8, _initial: 1, _swapped: 4, _year_off: 14, _phone: 12,
    _village: 10, _moved: 2, _work: 8, _no_sex: 2,
}  # fmt: skip
"""What happens when somebody else writes a person down, and how often."""


def two_lists(
    count: int, share: float = 0.2, seed: int = 1
) -> tuple[list[Invented], list[Invented]]:
    """Two registers of different people, of whom this share is in both, by another hand."""
    chance = random.Random(seed)
    people = register(int(count * (2 - share) / 2) + 1, seed)
    chance.shuffle(people)
    both = int(count * share / 2)
    half = count // 2
    first = people[:half]
    second = [written_again(person, chance) for person in first[:both]]
    second += people[half : half + half - both]
    chance.shuffle(second)
    return first, second


HEADINGS = "Фамилиясы,Аты,Атасынын аты,Жынысы,Туулган жылы,Телефон,Айыл,Уюму,Эскертүү"


def main() -> int:
    """Write two lists as CSV files for `depter import people`; the note says who is who."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=main.__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    lists = two_lists(asked.count, seed=asked.seed)
    for path, people in zip((asked.first, asked.second), lists, strict=True):
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS.split(","))
            sexes = {"f": "ж", "m": "м", "": ""}
            writer.writerows(
                (p.surname, p.name, p.patronymic, sexes[p.sex], p.birth_year or "", p.phone,
                 p.village, p.organisation, f"#{p.same}") for p in people
            )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
