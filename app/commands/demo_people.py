"""Invented people for the demonstration: names, work and places that could be, of nobody who is."""

import random
from typing import Any

from app.model.resources import read_yaml

_NATIONS = ("ky",) * 16 + ("ru",) * 3 + ("uz",) * 1
_FICTIONAL_PHONE = "0{operator} 000 {number:03d}"


class People:
    """Makes people up; the same seed makes up the same ones."""

    def __init__(self, seed: int, language: str) -> None:
        self._chance = random.Random(f"{seed}:{language}")  # noqa: S311 - no secret
        self._words: dict[str, Any] = read_yaml("demo/people")
        self._language = language

    def invent(self, territories: list[str], year: int) -> dict[str, object]:
        """The values of one new person who lives in one of these territories."""
        chance = self._chance
        sex = chance.choices(("f", "m", None), (82, 14, 4))[0]
        values: dict[str, object] = self._name(chance.choice(_NATIONS), sex or "f")
        category = chance.choices(
            list(self._words["work"]), [work["weight"] for work in self._words["work"].values()]
        )[0]
        organisation, position = self._words["work"][category][self._language]
        age = chance.randint(18, 28) if category == "youth" else chance.randint(22, 72)
        return values | {
            "sex": sex,
            "birth_year": year - age if chance.random() < 0.95 else None,
            "phone": self._phone(),
            "organisation": organisation,
            "position": position,
            "territory": chance.choice(territories),
            "village": chance.choice(self._words["villages"]),
            "categories": (category,),
            "languages": (self._language,),
            "note": self._words["notes"][self._language],
        }

    def typed_by_another(self, values: dict[str, object]) -> dict[str, object]:
        """The same person as somebody else would type her: other letters, no patronymic."""
        plain = str.maketrans("өүңӨҮҢ", "оунОУН")
        surname, name = str(values["surname"]), str(values["name"])
        return values | {
            "surname": surname.translate(plain),
            "name": name.translate(plain),
            "patronymic": "",
            "phone": "",
        }

    def _name(self, nation: str, sex: str) -> dict[str, object]:
        chance, words = self._chance, self._words
        name = chance.choice(words["women" if sex == "f" else "men"][nation])
        father = chance.choice(words["fathers"][nation])
        if nation == "ky" and chance.random() < 0.15:
            surname = f"{father} {'кызы' if sex == 'f' else 'уулу'}"
            return {"surname": surname, "name": name, "patronymic": ""}
        stem = chance.choice(words["surnames"][nation])
        is_declined = sex == "f" and not stem.endswith("о")
        has_patronymic = chance.random() < (0.95 if nation == "ru" else 0.5)
        return {
            "surname": f"{stem}а" if is_declined else stem,
            "name": name,
            "patronymic": _patronymic(father, sex) if has_patronymic else "",
        }

    def _phone(self) -> str:
        """A number that no operator gives out."""
        if self._chance.random() < 0.15:
            return ""
        operator = self._chance.choice(("700", "550", "770"))
        return _FICTIONAL_PHONE.format(operator=operator, number=self._chance.randint(1, 999))


def _patronymic(father: str, sex: str) -> str:
    if father[-1] == "й":
        return father[:-1] + ("евна" if sex == "f" else "евич")
    if father[-1] == "а":
        return father[:-1] + ("аевна" if sex == "f" else "аевич")
    return father + ("овна" if sex == "f" else "ович")
