"""A list whose words, filters and order are asked of the notebook, not of what is shown."""

from __future__ import annotations

from typing import Any, ClassVar

from app.ui.context import Context
from app.ui.kit import ChoiceField, Row, SearchField
from app.ui.list_page import ListPage


class SearchedList(ListPage):
    """/ searches, the press of a heading sorts, Del takes away, Ctrl E writes what is seen."""

    sorted_by: ClassVar[str]
    """The column the list is sorted by at first."""
    descends: ClassVar[frozenset[str]] = frozenset()
    """The columns of which one first wants the greatest."""

    def __init__(self, context: Context, icons: tuple[str, str, str]) -> None:
        super().__init__(context, icons)
        self.sort, self.descending = self.sorted_by, self.sorted_by in self.descends
        self.search = SearchField(key="/")
        self.search.asked.connect(lambda _: self.refresh())
        self.search.textEdited.connect(lambda text: None if text else self.refresh())
        self.search.entered.connect(lambda _: self.table.enter())
        self.search.descended.connect(self.table.enter)
        self.table.row_removed.connect(self.remove)
        self.table.sort_chosen.connect(self.sort_by)
        self.on_key("/", self.search.setFocus)
        self.on_key("Ctrl+E", self.export)

    def filter_row(self, *choices: ChoiceField) -> Row:
        """The search and the choices beside it; each asks anew."""
        for field in choices:
            field.committed.connect(lambda _: self.refresh())
        row = Row(self.search, *choices)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(360)
        row.box.setStretchFactor(self.search, 3)
        return row

    def show_order(self) -> None:
        """Show by which column the list is sorted."""
        self.table.set_sorted(self.sort, descending=self.descending)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort by a column; by a new one as one wants it first."""
        self.descending = descending or (key != self.sort and key in self.descends)
        self.sort = key
        self.show_order()
        self.refresh()

    def remove(self, line: Any) -> None:
        """Delete what a line is of; a toast leads back."""
        raise NotImplementedError

    def export(self) -> None:
        """Write the list as it is seen as a table Excel opens."""
        raise NotImplementedError
