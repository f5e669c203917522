"""The table of a dry run: a line for each file, refused ones across, and the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange import Outcome
from app.language import Language
from app.ui.exchange.words import dash, day_of, key_words, package_words
from app.ui.kit import Cell, Column, ListTable
from app.ui.measures import column_width

_ROW = 44
_HEAD = 34
_MOST_SEEN = 11
"""A longer list scrolls by itself, so that what stands below it is not far away."""


@dataclass(frozen=True)
class _Sums:
    """The last line."""

    packages: int
    new: int
    updated: int
    identical: int
    conflicts: int
    duplicates: int | None
    quarantined: int


class DryRun(ListTable):
    """What each file would bring."""

    last_column = 8

    def __init__(self) -> None:
        super().__init__(row_height=_ROW)
        self._language: Language | None = None
        self._duplicates: Mapping[Path, int] = {}
        self.set_tone(lambda row: "bad" if isinstance(row, Outcome) and row.refusal else "")

    def retranslate(self, language: Language) -> None:
        """Say the columns in another language."""
        self._language = language
        text = language.text
        self.set_columns(
            [
                Column("package", text("Sender, package")),
                Column("made", text("Made on"), 112, from_width=840),
                _column("new", text("New"), 68),
                _column("updated", text("Updated"), 84),
                _column("identical", text("The same"), 84),
                _column("conflicts", text("Two values"), 88),
                _column("duplicates", language.text_in("narrow column", "Duplicates"), 88),
                _column("quarantined", language.text_in("narrow column", "Quarantine"), 80),
                Column("leave", "", 44, "center"),
            ]
        )
        self.set_drawing(self._cells)

    def show_outcomes(
        self, outcomes: Sequence[Outcome], duplicates: Mapping[Path, int], language: Language
    ) -> None:
        """Show these files, and the sums of the good ones.

        `duplicates` says how many people of a file may be somebody of the register, as far as they
        were compared by now.
        """
        self._duplicates = duplicates
        self._language = language
        good = [one.counts for one in outcomes if one.refusal is None]
        sums = _Sums(
            len(good),
            sum(one.new for one in good),
            sum(one.updated for one in good),
            sum(one.identical for one in good),
            sum(one.conflicts for one in good),
            self._duplicates_of(outcomes),
            sum(one.quarantined for one in good),
        )
        rows = _in_order(outcomes, sums if good else None)
        self.clearSpans()
        self.set_rows(rows)
        for at, one in enumerate(rows):
            if isinstance(one, Outcome) and one.refusal is not None:
                self.setSpan(at, 0, 1, self.last_column)
        self.setFixedHeight(_HEAD + _ROW * min(len(rows), _MOST_SEEN))

    def _duplicates_of(self, outcomes: Sequence[Outcome]) -> int | None:
        found = [self._duplicates.get(one.path) for one in outcomes if one.refusal is None]
        known = [number for number in found if number is not None]
        return sum(known) if len(known) == len(found) else None

    def _cells(self, row: object) -> list[Cell]:
        if self._language is None:
            return []
        if isinstance(row, Outcome):
            return _cells(row, self._duplicates.get(row.path), self._language)
        return _sum_cells(row, self._language) if isinstance(row, _Sums) else []


def _in_order(outcomes: Sequence[Outcome], sums: _Sums | None) -> list[object]:
    """The sums below; in a long list, whose end is not seen, above, and the refused ones next."""
    last: list[object] = [sums] if sums is not None else []
    if len(outcomes) + len(last) <= _MOST_SEEN:
        return [*outcomes, *last]
    return [*last, *sorted(outcomes, key=lambda one: one.refusal is None)]


def _column(key: str, label: str, least: int) -> Column:
    return Column(key, label, column_width(label, least), "right")


def _cells(one: Outcome, duplicates: int | None, language: Language) -> list[Cell]:
    leave = Cell("", icon="x", spoken=language.text("Leave this file out"))
    if one.refusal is not None:
        return _refused_cells(one, leave, language)
    counts = one.counts
    return [
        _package_cell(one, language),
        Cell(day_of(one.made_at, language), colour="text2", size=13),
        Cell(dash(counts.new, language), weight=600 if counts.new else 400),
        Cell(dash(counts.updated, language)),
        Cell(dash(counts.identical, language), colour="text2"),
        _warning(counts.conflicts, language),
        _compared(duplicates, language),
        _warning(counts.quarantined, language, "bad"),
        leave,
    ]


def _package_cell(one: Outcome, language: Language) -> Cell:
    known = language.text("taken in before") if one.is_known else ""
    words = key_words(one.sender, language) if one.sender and one.is_first else ""
    sub = " · ".join(part for part in (known, words or one.path.name) if part)
    changes = one.counts.new or one.counts.updated
    return Cell(
        package_words(one, language),
        sub=sub,
        weight=500,
        icon="package" if changes else "package-check",
        icon_colour="accent" if changes else "text3",
        chip=language.text("new sender") if one.is_first else "",
        tip=f"{one.path}\n{words}".strip(),
    )


def _refused_cells(one: Outcome, leave: Cell, language: Language) -> list[Cell]:
    reason = language.error(one.refusal) if one.refusal is not None else ""
    first = Cell(
        one.path.name,
        sub=reason,
        sub_colour="bad",
        weight=500,
        icon="file-x",
        icon_colour="bad",
        chip=language.text("Not taken in"),
        chip_kind="bad",
        tip=reason,
    )
    return [first, *[Cell("")] * (DryRun.last_column - 1), leave]


def _warning(number: int, language: Language, colour: str = "warn") -> Cell:
    if not number:
        return Cell("–")
    return Cell(language.number(number), weight=600, colour=colour)


def _compared(duplicates: int | None, language: Language) -> Cell:
    """How many may be somebody of the register; people are compared after the files were read."""
    if duplicates is None:
        return Cell("…", colour="text3", spoken=language.text("being compared"))
    return _warning(duplicates, language)


def _sum_cells(sums: _Sums, language: Language) -> list[Cell]:
    number = language.number
    packages = language.plural("All, {n} package", "All, {n} packages", sums.packages)
    return [
        Cell(packages, weight=600),
        Cell(""),
        Cell(number(sums.new), weight=600),
        Cell(number(sums.updated), weight=600),
        Cell(number(sums.identical), weight=600, colour="text2"),
        _warning(sums.conflicts, language),
        _compared(sums.duplicates, language),
        _warning(sums.quarantined, language, "bad"),
        Cell(""),
    ]
