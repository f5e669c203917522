"""The columns of the sheet in words: days, halves of days, and which of them is now."""

from __future__ import annotations

from datetime import date, datetime

from app.language import Language
from app.storage.questions.attendance import Moment, Sheet

NOON = 13
"""From this hour on it is the second half of the day."""


def current_moment(sheet: Sheet, now: datetime) -> Moment | None:
    """The column one is at work on: by the clock, else the first in which nobody is ticked."""
    moments = sheet.moments
    today = [moment for moment in moments if moment[0] == now.date()]
    if today:
        return today[-1] if now.hour >= NOON else today[0]
    untouched = (moment for moment in moments if not sheet.present(moment))
    return next(untouched, moments[0] if moments else None)


def is_to_come(moment: Moment, now: datetime) -> bool:
    """Whether the clock has not reached it yet."""
    day, part = moment
    if day == now.date():
        return part == "afternoon" and now.hour < NOON - 1
    return day > now.date()


def day_caption(language: Language, day: date, today: date) -> str:
    """The head over the halves of a day: «19 · today», «20 · Fri»."""
    name = language.text("today") if day == today else language.weekday_short(day)
    return f"{day.day} · {name}"


def part_caption(language: Language, part: str) -> str:
    """The head of half a day, short enough for a narrow column."""
    # Translators: head of a narrow column, up to six letters; ky «эртең», ru «утро»
    morning = language.text_in("half of a day", "a.m.")
    # Translators: head of a narrow column, up to six letters; ky «кеч», ru «день»
    return morning if part == "morning" else language.text_in("half of a day", "p.m.")


def moment_name(language: Language, moment: Moment, today: date) -> str:
    """A column in the list one chooses it from: «Today, a.m.», «18 November, a.m.»."""
    day, part = moment
    said = language.text("Today") if day == today else language.day_short(day)
    if part == "day":
        return said
    return language.text("{day}, {part}", day=said, part=part_caption(language, part))


def moment_spoken(language: Language, moment: Moment) -> str:
    """A column as it is said in a sentence: «19 November, in the morning»."""
    day, part = moment
    said = language.day_short(day)
    if part == "day":
        return said
    if part == "morning":
        return language.text("{day}, in the morning", day=said)
    return language.text("{day}, in the afternoon", day=said)
