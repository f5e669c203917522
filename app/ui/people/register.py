"""The table of the register: its columns, its cells, and what a sheet of it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.language import Language
from app.reports.csv_file import write_csv
from app.storage import Workspace
from app.storage.questions.consents import consents
from app.storage.questions.people import PAGE, PersonLine, lines
from app.ui.kit import Cell, Column
from app.ui.measures import column_width
from app.ui.people.words import (
    CONSENT_ICONS,
    CONSENT_WORDS,
    FORGOTTEN,
    place_label,
    sex_letter,
    short_name,
    word,
    words,
)
from app.ui.tasks import Progress

_WITH_VILLAGE = 690
_WITH_CATEGORY = 560


def columns(language: Language, sorted_key: str = "name") -> list[Column]:
    """The columns in a language; only the sorted one keeps room for its caret."""
    text, narrow = language.text, "narrow column"

    def column(
        key: str, label: str, least: int, align: str = "left", from_width: int = 0
    ) -> Column:
        width = column_width(label, least, sortable=key == sorted_key)
        return Column(key, label, width, align, sortable=True, from_width=from_width)

    return [
        Column("name", text("Full name"), sortable=True),
        column("sex", language.text_in(narrow, "Sex"), 48, "center"),
        column("birth_year", language.text_in(narrow, "Year"), 60, "right"),
        column("village", text("Village"), 108, from_width=_WITH_VILLAGE),
        column("categories", text("Category"), 150, from_width=_WITH_CATEGORY),
        column("events", language.text_in(narrow, "Events"), 80, "right"),
        Column("consent", text("Consent"), 44, align="center", sortable=True, icon="shield-check"),
    ]


def cells(line: PersonLine, language: Language) -> list[Cell]:
    """One line of the register."""
    icon, colour = CONSENT_ICONS[line.consent]
    consent = language.text(CONSENT_WORDS[line.consent])
    where = line.village or place_label(language, line.place)
    category = words(language, "participant_category", line.categories)
    name = short_name(line.surname, line.name, line.patronymic)
    return [
        Cell(name, weight=500, tip=line.full_name)
        if name or line.consent != "forgotten"
        else Cell(language.text(FORGOTTEN), colour="text3"),
        Cell(
            sex_letter(language, line.sex),
            spoken=word(language, "sex", line.sex),
        ),
        Cell(str(line.birth_year or "–")),
        Cell(where, colour="text2", size=13, tip=where),
        Cell(category, colour="text2", size=13, tip=category),
        Cell(language.number(line.events) if line.events else "–"),
        Cell("", icon=icon, icon_colour=colour, spoken=consent, tip=consent),
    ]


def write_sheet(
    ws: Workspace,
    order: Sequence[int],
    path: Path,
    language: Language,
    *,
    has_names: bool,
    progress: Progress,
) -> Path:
    """Write what is seen of the register as CSV, without phones and without those who took their
    consent back; without names neither what else says who somebody is.
    """
    text = language.text
    named = [text("Surname"), text("First name"), text("Patronymic"), text("Birth year")]
    named += [text("Village"), text("Organisation"), text("Position")]
    head = [
        *(named if has_names else []),
        *(text("Sex"), text("Territory"), text("Categories"), text("Events"), text("Consent")),
    ]
    rows: list[list[str]] = []
    gone = consents(ws.reader).gone()
    for start in range(0, len(order), PAGE):
        progress.step(start, len(order))
        seen = lines(ws, order[start : start + PAGE])
        rows += [
            [*(_named(line) if has_names else []), *_sheet_row(line, language)]
            for line in seen
            if line.id not in gone
        ]
    write_csv(path, head, rows)
    return path


def _named(line: PersonLine) -> list[str]:
    year, village = str(line.birth_year or ""), line.village
    return [
        *(line.surname, line.name, line.patronymic, year),
        *(village, line.organisation, line.position),
    ]


def _sheet_row(line: PersonLine, language: Language) -> list[str]:
    return [
        word(language, "sex", line.sex),
        place_label(language, line.place),
        words(language, "participant_category", line.categories),
        str(line.events),
        language.text(CONSENT_WORDS[line.consent]),
    ]
