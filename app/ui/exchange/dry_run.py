"""The table of a dry run: a line for each file, refused ones across, and the sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.exchange import Outcome
from app.language import Language
from app.ui.exchange.words import dash, day_of, key_words
from app.ui.kit import Cell, Column, ListTable
from app.ui.measures import column_width

_ROW = 44
_HEAD = 34
_SUM = "sum"


@dataclass(frozen=True)
class _Sums:
    """The last line."""

    packages: int
    new: int
    updated: int
    identical: int
    conflicts: int


class DryRun(ListTable):
    """What each file would bring."""

    last_column = 6

    def __init__(self) -> None:
        super().__init__(row_height=_ROW)
        self._language: Language | None = None
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
                _column("conflicts", text("Two values"), 96),
                Column("leave", "", 44, "center"),
            ]
        )
        self.set_drawing(self._cells)

    def show_outcomes(self, outcomes: Sequence[Outcome], language: Language) -> None:
        """Show these files, and the sums of the good ones."""
        self._language = language
        good = [one.counts for one in outcomes if one.refusal is None]
        sums = _Sums(
            len(good),
            sum(one.new for one in good),
            sum(one.updated for one in good),
            sum(one.identical for one in good),
            sum(one.conflicts for one in good),
        )
        rows: list[object] = [*outcomes, *([sums] if good else [])]
        self.clearSpans()
        self.set_rows(rows)
        for at, one in enumerate(outcomes):
            if one.refusal is not None:
                self.setSpan(at, 0, 1, self.last_column)
        self.setFixedHeight(_HEAD + _ROW * len(rows))

    def _cells(self, row: object) -> list[Cell]:
        if self._language is None:
            return []
        if isinstance(row, Outcome):
            return _cells(row, self._language)
        return _sum_cells(row, self._language) if isinstance(row, _Sums) else []


def _column(key: str, label: str, least: int) -> Column:
    return Column(key, label, column_width(label, least), "right")


def _cells(one: Outcome, language: Language) -> list[Cell]:
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
        leave,
    ]


def _package_cell(one: Outcome, language: Language) -> Cell:
    """The sender first: the names of files are made for machines."""
    sender = one.sender.name if one.sender else one.path.name
    number = language.text("No. {n}", n=one.number)
    known = language.text("taken in before") if one.is_known else ""
    words = key_words(one.sender, language) if one.sender and one.is_first else ""
    sub = " · ".join(part for part in (known, words, one.path.name) if part)
    changes = one.counts.new or one.counts.updated
    return Cell(
        f"{sender} · {number}",
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


def _warning(number: int, language: Language) -> Cell:
    if not number:
        return Cell("–")
    return Cell(language.number(number), weight=600, colour="warn")


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
        Cell(""),
    ]
