"""The list of events: find, sort, open, begin a new one, take one away."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSizePolicy

from app.actions.events import Made, create_event, create_from_template
from app.actions.records import delete
from app.language import mark
from app.model.templates import event_templates
from app.storage.questions.events import EventFilter, EventLine, EventList, list_events
from app.ui.context import Context
from app.ui.events.templates import TemplatePanel
from app.ui.events.words import STATUS_CHIPS, where
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Hint,
    PlainButton,
    PrimaryButton,
)
from app.ui.list_page import save_table
from app.ui.searched_list import SearchedList
from app.ui.words import term, terms

_TYPE_FROM, _STATUS_FROM = 1040, 880
"""From so wide a table on these have a column of their own."""
_INKS = {"fact": "text2", "new": "accent", "ok": "ok", "warn": "warn", "bad": "bad"}


class EventsList(SearchedList):
    """All events of the notebook, the newest first."""

    mine = ("event", "registration", "person", "venue", "territory")
    sorted_by = "date_from"
    descends = frozenset(("date_from", "people", "women"))

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("calendar-days", "copy", "plus"))
        self._answer = EventList([])
        self._make_header()
        self._make_filters()
        self._listen()
        self.lay_out(self.filters, self.templates)
        self._say_all()
        self.on_key("N", self.add_event)

    # ---- making ----

    def _make_header(self) -> None:
        self.from_template = PlainButton(icon="copy")
        self.add = PrimaryButton(icon="plus")
        self.set_ways(self.from_template, self.add)
        self.from_template.clicked.connect(self.show_templates)
        self.add.clicked.connect(self.add_event)
        self.templates = TemplatePanel(self.language)
        self.templates.chosen.connect(self.add_from_template)
        self.templates.closed.connect(self._hide_templates)
        self.templates.hide()

    def _make_filters(self) -> None:
        self.year = ChoiceField(empty="")
        self.type = ChoiceField(empty="")
        self.status = ChoiceField(empty="")
        for field in (self.year, self.status):
            # where room is short, it is taken from the types, whose words are the longest
            field.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.filters = self.filter_row(self.year, self.type, self.status)

    def _listen(self) -> None:
        self.table.row_opened.connect(lambda line: self.context.go("events", event=line.id))
        self.empty.primary_chosen.connect(self.show_templates)
        self.empty.other_chosen.connect(self.add_event)

    def _say_all(self) -> None:
        self.say(self.header.set_title, mark("Events"))
        self.say(self.add.setText, mark("New event"))
        self.say(self.from_template.setText, mark("From a template"))
        self.say(self.search.set_placeholder, mark("Title, place or code"))
        self.say(self.table.set_name, mark("Events"))
        self._say_the_rest()

    # ---- what a page answers ----

    def open(self, **where: object) -> None:
        if where.pop("new", False):
            self.add_event()
        super().open(**where)

    def title(self) -> str:
        return self.language.text("Events")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("N", say("new event")),
            Hint("/", say("find in the list")),
            Hint("Del", say("delete")),
            Hint("Ctrl E", say("what is seen, to Excel")),
        ]

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.templates.retranslate(self.language)
        self.year.set_options(self._years(), say("All years"))
        self.type.set_options(terms(self.language, "event_type"), say("All types"))
        self.status.set_options(terms(self.language, "event_status"), say("All states"))
        for field, name in ((self.year, "Year"), (self.type, "Type"), (self.status, "Status")):
            field.set_name(say(name))
        self.table.set_columns(
            [
                Column("title", say("Event"), sortable=True),
                Column("date_from", say("Days"), 204, sortable=True, from_width=_STATUS_FROM),
                # in a narrow window the days and the state share one column
                Column("date_from", say("Days"), 204, sortable=True, until_width=_STATUS_FROM),
                Column("type", say("Type"), 168, sortable=True, from_width=_TYPE_FROM),
                Column("people", say("People"), 80, "right", sortable=True),
                Column("women", say("Women"), 84, "right", sortable=True),
                Column("status", say("Status"), 152, sortable=True, from_width=_STATUS_FROM),
            ]
        )
        self.show_order()
        self.hint_line.set_hints(self.hints())
        self.empty.set_content(
            say("No events yet"),
            say("Begin the first from a template: programme, goals and sign-in sheet are ready."),
            say("Start from a template"),
            say("Empty event"),
            say("or take a file from the territorial unit in:"),
            say("Exchange"),
        )

    def _years(self) -> list[tuple[str, str]]:
        return [(str(year), str(year)) for year in self._answer.years]

    def refresh(self) -> None:
        self.context.ask(
            list_events,
            self.filter(),
            self.sort,
            descending=self.descending,
            on_done=self._show,
            key="events.list",
        )

    def filter(self) -> EventFilter:
        """What is asked for in the line of filters."""
        year = self.year.value()
        return EventFilter(
            text=self.search.text(),
            year=int(str(year)) if year else None,
            type=str(self.type.value() or ""),
            status=str(self.status.value() or ""),
        )

    # ---- showing ----

    def _show(self, answer: EventList) -> None:
        had = list(self._answer.years)
        self._answer = answer
        if had != answer.years:
            self.year.set_options(self._years(), self.language.text("All years"))
        self.show_lines(answer.lines, answer.total)

    def _cells(self, line: EventLine) -> list[Cell]:
        language = self.language
        days = language.days(line.date_from, line.date_to)
        state, kind = self._status(line)
        return [
            Cell(
                line.title or language.text("No title"),
                sub=where(language, line.place, line.territory_names),
                weight=500,
                tip=line.title,
            ),
            Cell(days, size=13, colour="text2", tip=days),
            Cell(days, sub=state, sub_colour=_INKS[kind], size=13, colour="text2", tip=days),
            Cell(term(language, "event_type", line.type), size=13, colour="text2"),
            Cell(language.number(line.people) if line.people else "–", size=14),
            self._women(line),
            Cell("", chip=state, chip_kind=kind),
        ]

    def _women(self, line: EventLine) -> Cell:
        known = line.women + line.men
        if not known:
            return Cell("–", colour="text3")
        share = self.language.percent(line.women, known)
        outside = not 0.3 <= line.women / known <= 0.7
        tip = self.language.text("Either sex: at least 30 %, at most 70 %") if outside else ""
        if not outside:
            return Cell(share)
        return Cell(share, icon="triangle-alert", icon_colour="warn", colour="warn", tip=tip)

    def _status(self, line: EventLine) -> tuple[str, str]:
        """The word for an event's state, and the kind of chip it is said on."""
        is_off = line.status in ("cancelled", "postponed")
        last = line.date_to or line.date_from
        if not is_off and line.date_from and line.date_from <= date.today() <= (last or date.min):
            return self.language.text("today"), "new"
        word = term(self.language, "event_status", line.status)
        return word, STATUS_CHIPS.get(line.status or "", "fact")

    # ---- doing ----

    def show_templates(self) -> None:
        """Open the panel of templates above the list."""
        self.templates.show()
        self.templates.focus()

    def _hide_templates(self) -> None:
        self.templates.hide()
        self.table.setFocus()

    def add_event(self) -> None:
        """Begin an event of today and go where its title is written."""
        values = {
            "title": self.language.text("New event"),
            "type": "training",
            "date_from": date.today(),
            "territory": self.context.workspace.profile.territory or None,
        }
        self.context.do(create_event, values, on_done=self._open_new)

    def add_from_template(self, code: str) -> None:
        """Begin an event with a template's aims and programme."""
        self.templates.hide()
        values = {
            "date_from": date.today(),
            "territory": self.context.workspace.profile.territory or None,
        }
        template = event_templates()[code]
        self.context.do(
            create_from_template, template, self.language.code, values, on_done=self._open_new
        )

    def _open_new(self, made: Made) -> None:
        self.context.go("events", event=made.id, tab="overview", is_new=True)

    def remove(self, line: EventLine) -> None:
        """Delete an event with all that is part of it; a toast leads back."""
        said = self.language.text("“{title}” is deleted", title=line.title)
        self.context.do(delete, "event", line.id, on_done=lambda _: self.context.toast_undo(said))

    def export(self) -> None:
        """Write the list as it is seen as a table Excel opens."""
        say = self.language.text
        head = [
            *(say(name) for name in (mark("Event"), mark("Place"), mark("From"), mark("To"))),
            *(say(name) for name in (mark("Type"), mark("Status"), mark("People"), mark("Women"))),
            say("Men"),
        ]
        rows = [self._exported(line) for line in self._answer.lines]
        save_table(self.context, say("Events"), head, rows)

    def _exported(self, line: EventLine) -> list[str]:
        language = self.language
        return [
            line.title,
            where(language, line.place, line.territory_names),
            language.day(line.date_from),
            language.day(line.date_to),
            term(language, "event_type", line.type),
            term(language, "event_status", line.status),
            *(str(count) for count in (line.people, line.women, line.men)),
        ]
