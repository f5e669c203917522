"""The list of all resolutions: open one, begin one, or compose one of what groups said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.actions.events import Made
from app.actions.records import delete
from app.actions.resolutions import create_resolution
from app.language import fold, sort_key
from app.storage.questions.resolutions import ResolutionLine, list_resolutions
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Hint,
    PrimaryButton,
    WrappedTable,
)
from app.ui.kit.chips import chip_width
from app.ui.list_page import save_table
from app.ui.measures import column_width
from app.ui.resolutions.words import list_cells
from app.ui.searched_list import SearchedList
from app.ui.words import term, terms


class ResolutionsList(SearchedList):
    """Every resolution of the notebook in one table, the newest first."""

    mine = ("resolution", "resolution_item", "event")
    table_type = WrappedTable
    sorted_by = "adopted"
    descends = frozenset(("adopted", "points"))

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("file-check", "plus", "calendar-days"))
        self._shown: list[ResolutionLine] = []
        self.add = PrimaryButton(icon="plus")
        self.add.clicked.connect(self.begin)
        self.set_ways(self.add)
        self.status = ChoiceField(empty="")
        self.status.setMaximumWidth(180)
        self.table.row_opened.connect(lambda line: context.go("resolutions", resolution=line.id))
        self.empty.primary_chosen.connect(self.begin)
        self.empty.other_chosen.connect(lambda: context.go("events"))
        self.lay_out(self.filter_row(self.status))
        self._say_the_rest()
        self.on_key("N", self.begin)

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.header.set_title(say("Resolutions"))
        self.add.setText(say("New resolution"))
        self.search.set_placeholder(say("Title or event"))
        self.status.set_options(terms(self.language, "resolution_status"), say("All"))
        self.status.set_name(say("Status"))
        self.table.set_name(say("Resolutions"))
        points, adopted = say("Points"), say("Adopted on")
        states = (chip_width(word) for _, word in terms(self.language, "resolution_status"))

        def sized(key: str, word: str, least: int, align: str = "left", at: int = 0) -> Column:
            width = column_width(word, least, sortable=True)
            return Column(key, word, width, align, sortable=True, from_width=at)

        self.table.set_columns(
            [
                Column("title", say("Resolution"), sortable=True),
                sized("points", points, 84, "right"),
                sized("status", say("Status"), max(states) + 20),
                sized("adopted", adopted, 112, at=640),
            ]
        )
        self.show_order()
        self.hint_line.set_hints(self.hints())
        self.empty.set_content(
            say("No resolutions yet"),
            say("A resolution is composed of what groups recommended at an event."),
            say("New resolution"),
            say("To the events"),
            say("or take a file from the territorial unit in:"),
            say("Exchange"),
        )

    def title(self) -> str:
        return self.language.text("Resolutions")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("N", say("new resolution")),
            Hint("/", say("find in the list")),
            Hint("Del", say("delete")),
            Hint("Ctrl E", say("what is seen, to Excel")),
        ]

    def refresh(self) -> None:
        self.context.ask(list_resolutions, on_done=self._read, key="resolutions.list")

    def _read(self, lines: list[ResolutionLine]) -> None:
        status, words = self.status.value(), fold(self.search.text()).split()
        self._shown = [
            line
            for line in lines
            if (not status or line.status == status)
            and all(f" {word}" in f" {fold(f'{line.title} {line.event_title}')}" for word in words)
        ]
        self._shown.sort(key=lambda line: sort_key(line.title))
        self._shown.sort(key=_SORTS[self.sort], reverse=self.descending)
        self.show_lines(self._shown, len(lines))

    def _cells(self, line: ResolutionLine) -> list[Cell]:
        return list_cells(self.language, line)

    def begin(self) -> None:
        """Begin a resolution without an event and go to it."""
        title = self.language.text("Resolution")
        self.context.do(create_resolution, {"title": title}, on_done=self._open)

    def _open(self, made: Made) -> None:
        self.context.go("resolutions", resolution=made.id, part="words")

    def remove(self, line: ResolutionLine) -> None:
        """Delete a resolution with its points; a toast leads back."""
        words = self.language.text("“{title}” is deleted", title=line.title)
        self.context.do(
            delete, "resolution", line.id, on_done=lambda _: self.context.toast_undo(words)
        )

    def export(self) -> None:
        """Write the list as it is seen as a table Excel opens."""
        language, say = self.language, self.language.text
        head = [say("Resolution"), say("Event"), say("Points"), say("Status"), say("Adopted on")]
        rows = [
            [
                line.title,
                line.event_title,
                str(line.points),
                term(language, "resolution_status", line.status or "draft"),
                language.day(line.adopted_on),
            ]
            for line in self._shown
        ]
        save_table(self.context, say("Resolutions"), head, rows)


_SORTS: Mapping[str, Callable[[ResolutionLine], Any]] = {
    "title": lambda line: sort_key(line.title),
    "points": lambda line: line.points,
    "status": lambda line: line.status or "",
    # what is not adopted yet is what one works on
    "adopted": lambda line: line.adopted_on or date.max,
}
