"""Words every report needs: terms of enumerations, places, names, counts that are nought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.language import Language
from app.model import ENUMERATIONS, Event, FrameworkItem, Territory, full_name
from app.reports.content import Cell, Part
from app.storage.disclosure import SMALLEST
from app.storage.questions.report import Participant

NOTHING = "–"
KEPT = "*"
"""What stands for a number that does not leave the office; on the screen it stands beside it."""
_MOST_ABOUT = 90
"""So many letters of what a document is of stand at the foot of each page."""
_OPEN_BAND = 120
_LEAVES = ("measure", "activity")
"""Types of items that are counted anew in each goal or direction."""
DIGEST_SHOWN = 8
"""As much of the digest as a document shows."""


def term(language: Language, enumeration: str, code: str | None) -> str:
    """The word for a code; the code itself when a newer program's code came with a package."""
    if not code:
        return ""
    known = ENUMERATIONS[enumeration].get(code)
    return language.label(known.labels) if known else code


def terms(language: Language, enumeration: str, codes: Iterable[str]) -> str:
    """The words for several codes."""
    return ", ".join(term(language, enumeration, code) for code in codes)


def band(language: Language, code: str) -> str:
    """An age band with its years: adults (29–59)."""
    known = ENUMERATIONS["age_group"].get(code)
    if known is None or known.bounds is None:
        return term(language, "age_group", code)
    first, last = known.bounds
    years = f"{first}+" if last >= _OPEN_BAND else f"{first}–{last}"
    return f"{language.label(known.labels)} ({years})"


def place(language: Language, territories: Mapping[str, Territory], code: str | None) -> str:
    """A place with what it is part of, the country left out: Batken oblast, Kadamjay raion."""
    line = lineage(territories, code)
    said = [each for each in line if each.level != "country"] or line
    names = [language.label(each.names()) or each.code for each in reversed(said)]
    return ", ".join(names) or (code or "")


def lineage(territories: Mapping[str, Territory], code: str | None) -> list[Territory]:
    """A place and what it is part of, nearest first."""
    line: list[Territory] = []
    here = territories.get(code or "")
    while here is not None and here not in line:
        line.append(here)
        here = territories.get(here.parent)
    return line


_SHORT = ((" облусу", ""), (" область", ""), (" oblast", ""), (" шаары", " ш."))
"""What an oblast is called without saying that it is one, as the classifier words it."""


def short_place(name: str) -> str:
    """The name of an oblast or city as short as a chart needs it: Batken, Osh city."""
    for word, shorter in _SHORT:
        name = name.removesuffix(word) + shorter if name.endswith(word) else name
    return name


def changed_by(language: Language, change: float) -> str:
    """A change with its sign, which is said even where nothing changed: +12, −3, ±0."""
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{language.number(abs(change))}"


def count(language: Language, number: int) -> Cell:
    """A number in a table, where nought is a dash."""
    return Cell(language.number(number) if number else NOTHING, value=number)


def share(language: Language, part: int, whole: int) -> Cell:
    """A share in a table: 74 %, or a dash where there is nothing to have a share of."""
    return Cell(language.percent(part, whole), value=part / whole if whole else None)


def side_words(part: Part | None) -> str:
    """The number of one side of a pyramid; None is one that is kept back."""
    return KEPT if part is None else part.text or NOTHING


def kept_words(language: Language) -> str:
    """Why numbers are not there, for whoever reads what left the office."""
    return language.text(
        "* Hidden, so that nobody can be recognised: fewer than {least}, or it would give such a "
        "number away",
        least=SMALLEST,
    )


def marked_words(language: Language) -> str:
    """Which of the numbers on the screen will not be there in what leaves the office."""
    return language.text("* Hidden in copies, files and prints, so that nobody can be recognised")


def period(language: Language, since: date | None, until: date | None) -> str:
    """A stretch of days that may be open at one end: from 12 May 2025."""
    if since and not until:
        return language.text("from {day}", day=language.days(since, since))
    if until and not since:
        return language.text("until {day}", day=language.days(until, until))
    return language.days(since, until)


def day_cell(language: Language, day: date | None) -> Cell:
    """A day in a table."""
    return Cell(language.day(day), value=day)


def name_of(participant: Participant) -> str:
    """The full name, surname first."""
    return full_name(participant.surname, participant.name, participant.patronymic)


def when(language: Language, event: Event) -> str:
    """The days of an event with its hours."""
    days = language.days(event.date_from, event.date_to)
    hours = span(language, event.time_from, event.time_to)
    return ", ".join(part for part in (days, hours) if part)


def span(language: Language, first: str | None, last: str | None) -> str:
    """Hours from and to: 09:00–10:30."""
    hours = [language.time(hour) for hour in (first, last) if hour]
    return "–".join(hours)


def part_of_day(language: Language, day: date, part: str) -> str:
    """A day, or a half of it: 12 May, morning."""
    said = language.day_short(day)
    return said if part == "day" else f"{said}, {term(language, 'day_part', part).lower()}"


def joined(parts: Sequence[str], sign: str = " · ") -> str:
    """What is known of several things, one after the other."""
    return sign.join(part for part in parts if part)


def made_line(language: Language, about: str, digest: str) -> str:
    """What a document is of, the day it was made, the state of the data."""
    return language.text(
        "{about} · made on {day} · data version {version}",
        about=capital(_short(about)),
        day=language.day(date.today()),
        version=digest[:DIGEST_SHOWN],
    )


def _short(text: str) -> str:
    if len(text) <= _MOST_ABOUT:
        return text
    kept = text[:_MOST_ABOUT]
    return f"{kept.rpartition(' ')[0] or kept}…"


def capital(text: str) -> str:
    """The text as a line of its own begins: with a capital letter."""
    return text[:1].upper() + text[1:]


def years(first: int | None, last: int | None) -> str:
    """The years of a plan: 2025–2027, or one of them."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def item_short(language: Language, items: Mapping[str, FrameworkItem], code: str) -> str:
    """An item by its number and that of what it is part of: Goal 1, measure 2."""
    item = items.get(code)
    if item is None or not item.no:
        return code
    above = items.get(item.parent) if item.type in _LEAVES else None
    said = [_numbered(language, above), _numbered(language, item)]
    first, *rest = filter(None, (*said, term(language, "item_level", item.level)))
    return ", ".join((first, *(each[:1].lower() + each[1:] for each in rest)))


def _numbered(language: Language, item: FrameworkItem | None) -> str:
    return joined([term(language, "item_type", item.type), item.no], " ") if item else ""


def item_line(language: Language, item: FrameworkItem) -> str:
    """An item of a framework with its type and number: Goal 6. Attitudes in society."""
    return joined([_numbered(language, item), language.label(item.names())], ". ")
