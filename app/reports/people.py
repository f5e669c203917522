"""People in figures: who came, counted once each, by sex, age, category and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.model import Event, age_at, age_band
from app.model.quota import Balance, balance
from app.stopping import step
from app.storage.questions.report import EventRows, Participant

Unit = tuple[date, str]
"""A day, or a half of one, that attendance is taken for."""
_PART_ORDER = {"day": 0, "morning": 1, "afternoon": 2}
_LISTED_DAYS = 14


@dataclass(frozen=True, slots=True)
class Guest:
    """One human being at the event, though she may have been registered twice."""

    participant: Participant
    units: frozenset[Unit]

    @property
    def took_part(self) -> bool:
        """Whether she took part under any of her entries."""
        return self.participant.took_part


@dataclass(frozen=True, slots=True)
class Turnout:
    """Everybody registered, those who took part, and the parts of days attendance was taken for."""

    registered: Sequence[Guest]
    came: Sequence[Guest]
    units: Sequence[Unit]
    is_taken: bool
    """Whether anybody was ticked; otherwise `came` are those registered."""

    @property
    def visits(self) -> int:
        """How many times somebody was there: attendances, not people."""
        return sum(len(guest.units) for guest in self.came)


def sexes(guests: Iterable[Guest]) -> Balance:
    """Count women, men and unknown, weighed by the 30 % rule."""
    women = men = unknown = 0
    for guest in guests:
        sex = guest.participant.sex
        women += sex == "f"
        men += sex == "m"
        unknown += sex not in {"f", "m"}
    return balance(women, men, unknown)


def turnout(rows: EventRows) -> Turnout:
    """Who was registered and who took part, by the rule all figures are made by."""
    step()
    seen: dict[bytes, set[Unit]] = {}
    for presence in rows.presences:
        seen.setdefault(presence.registration, set()).add((presence.day, presence.part))
    guests = _guests(rows.participants, seen)
    came = [guest for guest in guests if guest.took_part]
    return Turnout(guests, came, _units(rows.event, seen.values()), bool(seen))


def _guests(participants: Iterable[Participant], seen: dict[bytes, set[Unit]]) -> list[Guest]:
    """Each human being once, as she is under the first entry under which she took part."""
    first: dict[bytes, Participant] = {}
    units: dict[bytes, set[Unit]] = {}
    for participant in sorted(participants, key=lambda one: not one.took_part):
        first.setdefault(participant.person, participant)
        units.setdefault(participant.person, set()).update(seen.get(participant.registration, ()))
    return [Guest(first[person], frozenset(units[person])) for person in first]


def _units(event: Event, seen: Iterable[set[Unit]]) -> list[Unit]:
    units = {unit for some in seen for unit in some}
    days = event.days()
    if units or len(days) <= _LISTED_DAYS:
        ticked = {unit[0] for unit in units}
        days = [day for day in days if day in ticked or len(days) <= _LISTED_DAYS]
        units |= {(day, part) for day in days for part in event.parts()}
    return sorted(units, key=lambda unit: (unit[0], _PART_ORDER.get(unit[1], 9)))


def age_code(event: Event) -> Callable[[Guest], str]:
    """Says the age band a guest was in at the event; "" when nothing is known of it."""

    def code(guest: Guest) -> str:
        participant = guest.participant
        age = participant.age
        if age is None:
            age = age_at(event.date_from, participant.birth_year)
        return age_band(age) or participant.age_group

    return code


def grouped(
    guests: Iterable[Guest], key: Callable[[Guest], str], order: Callable[[str], object]
) -> dict[str, list[Guest]]:
    """Guests by a code, in an order, those it is not known of ("") last."""
    groups: dict[str, list[Guest]] = {}
    for guest in guests:
        groups.setdefault(key(guest), []).append(guest)
    known = sorted((code for code in groups if code), key=order)  # type: ignore[arg-type]
    return {code: groups[code] for code in [*known, *([""] if "" in groups else [])]}
