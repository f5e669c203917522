"""Which people of the sheet are shown, and in what order."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import Language
from app.storage.questions.attendance import SETTLED, Moment, Sheet, SheetRow

FILTERS = ("all", "f", "m", "no_consent", "absent", "new")
"""The ways to look at a part of the list."""
BY_NAME, BY_ARRIVAL = "name", "arrival"


@dataclass(frozen=True)
class Listing:
    """How the sheet is looked at."""

    filter: str = "all"
    order: str = BY_NAME


def filter_names(language: Language) -> dict[str, str]:
    """The word of each filter."""
    return {
        "all": language.text("All"),
        "f": language.text("Women"),
        "m": language.text("Men"),
        "no_consent": language.text("Without consent"),
        "absent": language.text("Absent now"),
        "new": language.text("New"),
    }


def belongs(sheet: Sheet, row: SheetRow, which: str, moment: Moment | None) -> bool:
    """Whether a filter leaves a person."""
    if which in ("f", "m"):
        return row.sex == which
    if which == "no_consent":
        return row.consent not in SETTLED
    if which == "new":
        return row.is_new
    if which == "absent":
        return moment is not None and sheet.presence(row.registration, moment) is not True
    return True


def listed(
    sheet: Sheet, listing: Listing, moment: Moment | None, language: Language
) -> list[SheetRow]:
    """The people a filter leaves, in their order."""
    rows = [row for row in sheet.rows if belongs(sheet, row, listing.filter, moment)]
    if listing.order == BY_NAME:
        rows.sort(key=lambda row: language.sort_key(row.name))
    return rows


def filter_counts(sheet: Sheet, moment: Moment | None) -> dict[str, int]:
    """How many people each filter leaves."""
    return {
        which: sum(belongs(sheet, row, which, moment) for row in sheet.rows) for which in FILTERS
    }
