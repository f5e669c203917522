"""Person: somebody who takes part or speaks; the consent she gave; and who is not she."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import (
    Choice,
    Choices,
    Day,
    File,
    Link,
    LongText,
    Privacy,
    Text,
    Year,
)
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

PERSONAL = Privacy.PERSONAL
SENSITIVE = Privacy.SENSITIVE


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """One human being of the register, under the name she is known by."""

    type_name: ClassVar[str] = "person"
    label: ClassVar[str] = mark("Person")
    label_plural: ClassVar[str] = mark("People")
    searched: ClassVar[tuple[str, ...]] = ("surname", "name", "patronymic", "phone")

    surname: str = kept(Text(label=mark("Surname"), required=True, privacy=PERSONAL))
    name: str = kept(Text(label=mark("First name"), privacy=PERSONAL))
    patronymic: str = kept(Text(label=mark("Patronymic"), privacy=PERSONAL))
    sex: str | None = kept(Choice(label=mark("Sex"), enumeration="sex"))
    birth_year: int | None = kept(Year(label=mark("Birth year"), privacy=PERSONAL))
    age_group: str | None = kept(
        Choice(
            label=mark("Age group"),
            enumeration="age_group",
            help=mark("Only when the birth year is not known"),
        )
    )
    phone: str = kept(Text(label=mark("Phone"), limit=60, privacy=PERSONAL))
    email: str = kept(Text(label=mark("Email"), privacy=PERSONAL))
    organisation: str = kept(Text(label=mark("Organisation"), limit=500, privacy=PERSONAL))
    position: str = kept(Text(label=mark("Position"), limit=500, privacy=PERSONAL))
    territory: str | None = kept(Place(label=mark("Territory")))
    village: str = kept(Text(label=mark("Village"), privacy=PERSONAL))
    categories: tuple[str, ...] = kept(
        Choices(label=mark("Categories"), enumeration="participant_category")
    )
    kenesh_convocation: str = kept(
        Text(label=mark("Convocation of the kenesh"), limit=60, privacy=PERSONAL)
    )
    disability: str | None = kept(
        Choice(label=mark("Disability"), enumeration="health_status", privacy=SENSITIVE)
    )
    social_status: tuple[str, ...] = kept(
        Choices(label=mark("Social status"), enumeration="social_status", privacy=SENSITIVE)
    )
    languages: tuple[str, ...] = kept(Choices(label=mark("Languages"), enumeration="language_code"))
    note: str = kept(LongText(label=mark("Note"), privacy=PERSONAL))
    duplicate_of: bytes | None = kept(Link(label=mark("Duplicate of"), to="person"))

    def caption(self) -> str:
        return full_name(self.surname, self.name, self.patronymic)


def full_name(surname: str, name: str, patronymic: str = "") -> str:
    """The name as lists show it: surname first, nothing doubled, nothing missing marked."""
    return " ".join(part for part in (surname, name, patronymic) if part)


@dataclass(frozen=True, kw_only=True)
class Distinction(Record):
    """Somebody's decision that two people who look like one are two; `one` has the smaller id."""

    type_name: ClassVar[str] = "distinction"
    label: ClassVar[str] = mark("Different people")
    label_plural: ClassVar[str] = mark("Different people")
    goes_down: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("one", "other")

    one: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    other: bytes | None = kept(Link(label=mark("Other person"), to="person", required=True))


@dataclass(frozen=True, kw_only=True)
class Consent(Record):
    """What a person agreed to, how and when; withdrawn, never deleted."""

    type_name: ClassVar[str] = "consent"
    label: ClassVar[str] = mark("Consent")
    label_plural: ClassVar[str] = mark("Consents")
    owner: ClassVar[str] = "person"

    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    given_on: date | None = kept(Day(label=mark("Given on")))
    form: str | None = kept(Choice(label=mark("Form"), enumeration="consent_form"))
    scope: tuple[str, ...] = kept(Choices(label=mark("Covers"), enumeration="consent_scope"))
    withdrawn_on: date | None = kept(Day(label=mark("Withdrawn on")))
    scan: str | None = kept(File(label=mark("Scan"), privacy=PERSONAL))
    note: str = kept(LongText(label=mark("Note"), privacy=PERSONAL))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["given_on"], values["withdrawn_on"]
        if first and last and last < first:
            yield Problem("withdrawn_on", mark("The end comes before the beginning"))
