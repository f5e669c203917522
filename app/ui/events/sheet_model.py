"""The sheet as a table: people down, days and halves of days across, all of it sayable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.language import Language
from app.model import ENUMERATIONS
from app.storage.questions.attendance import Moment, Sheet, SheetRow
from app.ui.events.moments import is_to_come, moment_spoken
from app.ui.people.words import CONSENT_WORDS, FORGOTTEN

Index = QModelIndex | QPersistentModelIndex
FIRST_COLUMNS = ("no", "name", "sex", "year", "place")
"""What stands before the ticks; the consent stands behind them."""
TICKS_FROM = len(FIRST_COLUMNS)


@dataclass(frozen=True)
class Tick:
    """One cell of the ticks: `True` came, `False` did not, `None` is not yet."""

    present: bool | None


class SheetModel(QAbstractTableModel):
    """Rows in the order they are shown. Ticks are read from the sheet at the moment of painting."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.sheet: Sheet | None = None
        self.rows: list[SheetRow] = []
        self.moments: list[Moment] = []
        self.current: Moment | None = None
        self._awaited: set[Moment] = set()

    def show(
        self, sheet: Sheet | None, rows: list[SheetRow], current: Moment | None, now: datetime
    ) -> None:
        """Show these rows of a sheet; a view keeps its place while the people are the same."""
        moments = sheet.moments if sheet else []
        same = moments == self.moments and [r.registration for r in rows] == [
            r.registration for r in self.rows
        ]
        if not same:
            self.beginResetModel()
        self.sheet, self.rows, self.moments, self.current = sheet, rows, moments, current
        self._awaited = {
            moment
            for moment in moments
            if sheet is not None
            and moment != current
            and is_to_come(moment, now)
            and not sheet.present(moment)
        }
        if not same:
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def consent_column(self) -> int:
        """The last column."""
        return TICKS_FROM + len(self.moments)

    def column_of(self, moment: Moment | None) -> int:
        """The column of a moment; the first of the ticks where there is none."""
        return TICKS_FROM + (self.moments.index(moment) if moment in self.moments else 0)

    def moment_at(self, column: int) -> Moment | None:
        """The moment of a column of ticks."""
        at = column - TICKS_FROM
        return self.moments[at] if 0 <= at < len(self.moments) else None

    def row_of(self, registration: bytes) -> int:
        """Where a person stands; -1 when she is not shown."""
        return next((i for i, r in enumerate(self.rows) if r.registration == registration), -1)

    def is_awaited(self, moment: Moment) -> bool:
        """Whether a column is not yet: nobody ticked, and the clock has not come to it."""
        return moment in self._awaited

    def tick(self, row: SheetRow, moment: Moment) -> Tick:
        """What the cell of a person and a moment shows."""
        said = self.sheet.presence(row.registration, moment) if self.sheet else None
        if said is None and not self.is_awaited(moment):
            return Tick(present=False)
        return Tick(present=said)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else TICKS_FROM + len(self.moments) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole and column == self.consent_column:
            return self.consent_word(row.consent)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.head(section)
        return None

    def head(self, column: int) -> str:
        """The name of a column; days are named in full."""
        moment = self.moment_at(column)
        if moment is not None:
            return moment_spoken(self.language, moment)
        if column == self.consent_column:
            return self.language.text("Consent")
        said = self.language.text
        names = (
            "№",
            said("Full name"),
            # Translators: head of a narrow column, short for "sex"
            self.language.text_in("head of a column", "Sex"),
            # Translators: head of a narrow column: the birth year
            self.language.text_in("head of a column", "Year"),
            said("Organisation, position"),
        )
        return names[column]

    def sex_letter(self, sex: str | None) -> str:
        """One letter for a narrow column."""
        # Translators: one letter for a woman; ky «А», ru «Ж»
        letters = {"f": self.language.text_in("one letter", "F")}
        # Translators: one letter for a man; ky «Э», ru «М»
        letters["m"] = self.language.text_in("one letter", "M")
        return letters.get(sex or "", "–")

    def consent_word(self, consent: str) -> str:
        """The state of a consent in words."""
        return self.language.text(CONSENT_WORDS[consent])

    def name(self, row: SheetRow) -> str:
        """Who that is; of somebody who was forgotten only that she was."""
        return row.name or self.language.text(FORGOTTEN)

    def _shown(self, row: SheetRow, at: int, column: int) -> str:
        cells = (
            str(at + 1),
            self.name(row),
            self.sex_letter(row.sex),
            str(row.birth_year or "–"),
            row.place,
        )
        return cells[column] if column < TICKS_FROM else ""

    def _spoken(self, row: SheetRow, at: int, column: int) -> str:
        moment = self.moment_at(column)
        if moment is not None:
            said = self._said(row, moment)
            return f"{self.name(row)}, {moment_spoken(self.language, moment)}: {said}"
        if column == self.consent_column:
            return self.consent_word(row.consent)
        if column != 1:
            return self._shown(row, at, column)
        terms = ENUMERATIONS["sex"]
        known = terms.get(row.sex or "")
        sex = self.language.label(known.labels) if known else ""
        new = self.language.text("new") if row.is_new else ""
        year = str(row.birth_year or "")
        return ", ".join(part for part in (self.name(row), new, sex, year, row.place) if part)

    def _said(self, row: SheetRow, moment: Moment) -> str:
        present = self.tick(row, moment).present
        if present is None:
            return self.language.text("not yet")
        return self.language.text("was there") if present else self.language.text("was not there")
