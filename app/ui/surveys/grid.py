"""Questions side by side, as the form's author shares the width out among them (w1 … w10)."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.surveys import Entry
from app.ui.surveys.question import WIDEST

_SHARE = re.compile(r"w(\d{1,2})")
_COLUMNS = 4
"""How many parts a page has where its group does not say it."""
_GAP = 16


class Grid:
    """Puts parts one below the other into a column, and those with a share into rows."""

    def __init__(self, column: QVBoxLayout) -> None:
        self._column = column
        self._columns = _COLUMNS
        self._row: QHBoxLayout | None = None
        self._left = 0

    def place(self, part: QWidget, entry: Entry, *, alone: bool) -> None:
        """Put the part of an entry where it belongs; one that is `alone` has the whole width."""
        share = 0 if alone else share_of(entry)
        if not entry.kind.is_asked:
            self._columns = share or _COLUMNS
            share = 0
        if not share:
            self.end_row()
            self._column.addWidget(part)
            return
        share = min(share, self._columns)
        if self._row is None or share > self._left:
            self._begin_row()
        if self._row is not None:
            self._row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
            self._left -= share

    def _begin_row(self) -> None:
        self.end_row()
        holder = QWidget()
        holder.setMaximumWidth(WIDEST)
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._left = self._columns
        self._column.addWidget(holder)

    def end_row(self) -> None:
        """What comes next begins at the left; what was left over in the row stays empty."""
        if self._row is not None and self._left:
            self._row.addStretch(self._left)
        self._row = None


def share_of(entry: Entry) -> int:
    """How many parts of the width an entry asks for; 0 where it says nothing."""
    found = (_SHARE.fullmatch(word) for word in entry.appearance)
    return next((int(one[1]) for one in found if one and int(one[1])), 0)
