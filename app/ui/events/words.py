"""How events are worded: places, dates, states, goals and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.language import Language
from app.model import Event
from app.ui.words import term

STATUS_CHIPS = {"planned": "fact", "held": "ok", "postponed": "warn", "cancelled": "bad"}
"""State of an event → kind of chip."""


def where(language: Language, place: str, territory_names: Mapping[str, str]) -> str:
    """The building or village and the territory it lies in, nothing said twice."""
    territory = language.label(territory_names)
    if territory and territory in place:
        return place
    return ", ".join(part for part in (place, territory) if part)


def state_chip(language: Language, event: Event, today: date) -> tuple[str, str]:
    """The chip beside the title: the day it is on, else its state, with the chip's kind."""
    days = event.days()
    if today in days and event.status != "cancelled":
        if len(days) == 1:
            return language.text("today"), "new"
        at = days.index(today) + 1
        return language.text("day {n} of {all}", n=at, all=len(days)), "new"
    word = term(language, "event_status", event.status)
    return word, STATUS_CHIPS.get(event.status or "", "fact")


def length(language: Language, minutes: int) -> str:
    """A length of time in hours and minutes: 6 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return language.text("{minutes} min", minutes=rest)
    if not rest:
        return language.text("{hours} h", hours=hours)
    return language.text("{hours} h {minutes} min", hours=hours, minutes=rest)
