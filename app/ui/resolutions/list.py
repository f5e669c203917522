"""The list of all resolutions: open one, begin one, or compose one of what groups said."""

from __future__ import annotations

from app.actions.events import Made
from app.actions.records import delete
from app.actions.resolutions import create_resolution
from app.language import fold
from app.storage.questions.resolutions import ResolutionLine, list_resolutions
from app.ui.context import Context
from app.ui.events.words import terms
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Hint,
    PrimaryButton,
    Row,
    SearchField,
    WrappedTable,
)
from app.ui.list_page import ListPage
from app.ui.measures import column_width
from app.ui.resolutions.words import list_cells


class ResolutionsList(ListPage):
    """Every resolution of the notebook in one table, the newest first."""

    mine = ("resolution", "resolution_item", "event")
    table_type = WrappedTable

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("file-check", "plus", "calendar-days"))
        self._lines: list[ResolutionLine] = []
        self.add = PrimaryButton(icon="plus")
        self.add.clicked.connect(self.begin)
        self.set_ways(self.add)
        self.search = SearchField()
        self.search.setFixedWidth(250)
        self.search.textChanged.connect(lambda _: self._show())
        self.search.descended.connect(self.table.enter)
        self.status = ChoiceField(empty="")
        self.status.setMaximumWidth(180)
        self.status.committed.connect(lambda _: self._show())
        self.table.row_opened.connect(lambda line: context.go("resolutions", resolution=line.id))
        self.table.row_removed.connect(self.remove)
        self.empty.primary_chosen.connect(self.begin)
        self.empty.other_chosen.connect(lambda: context.go("events"))
        self.lay_out(Row(self.search, self.status))
        self._say_the_rest()
        self.on_key("N", self.begin)
        self.on_key("/", self.search.setFocus)

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.header.set_title(say("Resolutions"))
        self.add.setText(say("New resolution"))
        self.search.set_placeholder(say("Title or event"))
        self.status.set_options(terms(self.language, "resolution_status"), say("All"))
        self.status.set_name(say("Status"))
        self.table.set_name(say("Resolutions"))
        points = say("Points")
        self.table.set_columns(
            [
                Column("title", say("Resolution")),
                Column("points", points, column_width(points, 84), align="right"),
                Column("status", say("Status"), 148),
                Column("adopted", say("Adopted on"), 172, from_width=640),
            ]
        )
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
            Hint("/", say("filter")),
            Hint("Del", say("delete")),
        ]

    def refresh(self) -> None:
        self.context.ask(list_resolutions, on_done=self._read, key="resolutions.list")

    def _read(self, lines: list[ResolutionLine]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        status, words = self.status.value(), fold(self.search.text()).split()
        shown = [
            line
            for line in self._lines
            if (not status or line.status == status)
            and all(f" {word}" in f" {fold(f'{line.title} {line.event_title}')}" for word in words)
        ]
        self.show_lines(shown, len(self._lines))

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
