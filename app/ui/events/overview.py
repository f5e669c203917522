"""What an event is: the form of its record in parts, who stands behind it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.events import (
    Made,
    add_leader,
    add_organisation,
    change_role,
    link_new,
    save_event,
)
from app.actions.records import delete
from app.errors import AppError
from app.language import mark
from app.model import Changes, Event
from app.storage import Workspace
from app.storage.questions.events import (
    EventHead,
    Part,
    event_head,
    leaders_of,
    organisations_of,
)
from app.storage.questions.receipts import Arrival, arrivals
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.events.missing import MissingList
from app.ui.events.parts import PartsEditor, section
from app.ui.events.tab import EventTab
from app.ui.kit import (
    Beside,
    Finder,
    Form,
    Hint,
    PickField,
    Scroller,
    SidePanel,
    Sources,
    Stack,
    Text,
)
from app.ui.kit.pick_fields import Found
from app.ui.receipt_line import ReceiptLine
from app.ui.sources import record_finder, workspace_sources
from app.ui.trail import Place
from app.ui.typed_line import TypedLine
from app.ui.words import said_plainly


def _save(event_id: bytes, workspace: Workspace, values: dict[str, object]) -> Changes:
    return save_event(workspace, event_id, values)


NEW = "new"
"""Before a typed name: the venue or project is to be made."""


@dataclass(frozen=True)
class Overview:
    """All that the tab shows."""

    head: EventHead
    organisations: list[Part]
    leaders: list[Part]
    arrivals: list[Arrival]


def overview(workspace: Workspace, event_id: bytes) -> Overview | None:
    """Read all that the tab shows; None when the event is gone."""
    head = event_head(workspace, event_id)
    if head is None:
        return None
    return Overview(
        head,
        organisations_of(workspace, event_id),
        leaders_of(workspace, event_id),
        arrivals(workspace, Event.type_name, event_id),
    )


SECTIONS: tuple[tuple[str, tuple[tuple[int, tuple[str, ...]], ...]], ...] = (
    (
        mark("What"),
        ((1, ("title",)), (2, ("type", "mode", "status", "project"))),
    ),
    (
        mark("When and where"),
        (
            (4, ("date_from", "date_to", "time_from", "time_to")),
            (2, ("territory", "venue", "venue_text", "link")),
            (2, ("attendance_by", "planned_count")),
        ),
    ),
    (mark("Who it is for"), ((1, ("target_audience", "audience_text")),)),
    (mark("Aims and goals"), ((1, ("objectives", "tasks", "framework_items")),)),
    (mark("Who organises and leads"), ()),
    (mark("More"), ((1, ("topics", "languages", "results", "note")), (2, ("code",)))),
)
"""Titles of the parts, and in each the forms: how many columns, which fields."""


class OverviewTab(EventTab):
    """Everything is saved as it is typed; problems are said under the field."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: Overview | None = None
        self._begins = False
        self._titles: list[Text] = []
        self._forms: list[Form] = []
        self._typed: list[TypedLine] = []
        self._draft = self._new_draft()
        self._make_parts()
        self.missing = MissingList()
        self.missing.wanted.connect(self._go_to)
        self.receipts = ReceiptLine()
        self.receipts.settle_asked.connect(lambda: context.go("inbox", tab="conflicts"))
        self._lay_out()
        self._say_all()

    def _make_parts(self) -> None:
        language = self.language
        self.organisations = PartsEditor(
            language, "org_role", "organiser", record_finder(self.context, "organisation")
        )
        self.leaders = PartsEditor(
            language, "person_role", "trainer", record_finder(self.context, "person")
        )
        for editor, type_name, add in (
            (self.organisations, "event_organisation", add_organisation),
            (self.leaders, "event_person", add_leader),
        ):
            typed = TypedLine(self.context, editor.search, _way_to)
            self._typed.append(typed)
            editor.added.connect(partial(self._add_part, typed, add))
            editor.role_changed.connect(partial(self._change_role, type_name))
            editor.removed.connect(partial(self._remove_part, type_name))

    def _lay_out(self) -> None:
        column = Stack(gap=8, margins=(24, 14, 16, 16))
        sources = self._sources()
        for title, forms in SECTIONS:
            heading = Text(self.language.text(title), "section")
            self._titles.append(heading)
            widgets: list[QWidget] = [self._form(names, n, sources) for n, names in forms]
            if not forms:
                widgets = self._editors()
            column.add(section(heading, *widgets))
        column.add(None)
        self.scroller = Scroller(column)
        side = SidePanel(272, border=True)
        side.add(16, self.missing, 8, self.receipts, None)
        self.side = side
        self.assemble(body=Beside(self.scroller, side))

    def _editors(self) -> list[QWidget]:
        self._organisations_title = Text("", "label")
        self._leaders_title = Text("", "label")
        return [
            self._organisations_title,
            self.organisations,
            self._leaders_title,
            self.leaders,
        ]

    def _form(self, names: tuple[str, ...], columns: int, sources: Sources) -> Form:
        form = Form(self.language, Event, names, columns=columns, sources=sources)
        form.edited.connect(partial(self._edited, form))
        form.committed.connect(partial(self._committed, form))
        self._forms.append(form)
        return form

    def _sources(self) -> Sources:
        known = workspace_sources(self.context)
        links = dict(known.links)
        for name in ("venue", "project"):
            links[name] = self._with_new(links[name])
        return Sources(territories=known.territories, links=links, items=known.items)

    def _with_new(self, finder: Finder) -> Finder:
        """A finder that also offers to make what was typed."""

        def find(typed: str) -> list[Found]:
            found = list(finder.find(typed))
            name = " ".join(typed.split())
            add = self.language.text("Add a new one: “{name}”", name=name)
            return [*found, ((NEW, name), add, "")] if len(name) > 1 else found

        return Finder(find=find, label=finder.label)

    # ---- words ----

    def _say_all(self) -> None:
        for heading, (title, _) in zip(self._titles, SECTIONS, strict=True):
            self.say(heading.setText, title)
        self.say(self._organisations_title.setText, mark("Organisers, donors, partners"))
        self.say(self._leaders_title.setText, mark("Trainers, moderators, speakers"))
        self._say_editors()

    def _say_editors(self) -> None:
        say = self.language.text
        self.organisations.retranslate(self.language, say("Add an organisation: a few letters"))
        self.leaders.retranslate(self.language, say("Add a person: a few letters of the name"))

    def retranslate(self) -> None:
        for form in self._forms:
            form.retranslate(self.language)
        self._say_editors()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [Hint("Tab", say("next field")), Hint("Ctrl Z", say("undo"))]

    # ---- reading ----

    def began(self) -> None:
        self._shown = None
        self._draft = self._new_draft()
        for form in self._forms:
            form.clear_problems()
        for typed in self._typed:
            typed.turn_to(self.event_id)

    def begin(self) -> None:
        """A new event: its title is waiting to be written over."""
        self._begins = True
        self.refresh()

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(overview, self.event_id, on_done=self._show, key="events.overview")

    def changed(self, changes: Changes) -> None:
        mine = ("event", "event_organisation", "event_person", "organisation", "person", "venue")
        parts = (
            "agenda_item",
            "registration",
            "attendance",
            "attachment",
            "note",
            "project",
            "receipt",
        )
        if self.is_mine(changes, *mine, *parts):
            self.refresh()

    def _show(self, shown: Overview | None) -> None:
        if shown is None or shown.head.event.id != self.event_id:
            return
        self._shown = shown
        unsaved = self._draft.unsaved()
        for form in self._forms:
            values = {name: getattr(shown.head.event, name) for name in form.values()}
            form.set_values({**values, **{n: v for n, v in unsaved.items() if n in values}})
        self.organisations.show_parts(shown.organisations)
        self.leaders.show_parts(shown.leaders)
        self.missing.show_missing(self.language, shown.head, len(shown.leaders))
        self.receipts.show_arrivals(shown.arrivals, self.language)
        if self._begins:
            self._begins = False
            self._focus_title()

    def _focus_title(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)
        editor: Any = self._forms[0].field("title").editor()
        editor.setFocus()
        editor.selectAll()

    # ---- writing ----

    def _new_draft(self) -> Draft:
        # one draft an event: what is still on its way belongs to the event it was typed for
        draft = Draft(self.context, partial(_save, self.event_id))
        draft.refused.connect(self._refused)
        return draft

    def _edited(self, form: Form, name: str, value: object) -> None:
        if not isinstance(form.field(name), PickField):
            self._draft.put(name, value)

    def _committed(self, form: Form, name: str, value: object) -> None:
        field = form.field(name)
        if isinstance(value, tuple) and value[:1] == (NEW,):
            self._make_linked(form, name, str(value[1]))
            return
        if isinstance(field, PickField) and field.problem():
            return
        self._draft.put(name, value)
        self._draft.flush()

    def _make_linked(self, form: Form, name: str, typed: str) -> None:
        form.row(name).clear()
        form.field(name).set_value(None)
        linked = partial(self._linked, form)
        self.context.do(
            link_new, self.event_id, name, typed, on_done=linked, on_error=self._not_added
        )

    def _linked(self, form: Form, made: Made) -> None:
        names = {change.type_name for change in made.changes}
        name = "venue" if "venue" in names else "project"
        form.field(name).set_value(made.id)

    def _refused(self, error: Any) -> None:
        for form in self._forms:
            form.set_problems(error.problems)

    def leave(self) -> None:
        self._draft.flush()

    # ---- parts ----

    def _add_part(self, typed: TypedLine, add: Any, found: object, role: str) -> None:
        name = found if isinstance(found, str) else ""
        typed.write(name, add, self.event_id, found, role)

    def _not_added(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")

    def _change_role(self, type_name: str, part: Part, role: str) -> None:
        self.context.do(change_role, type_name, part.id, role)

    def _remove_part(self, type_name: str, part: Part) -> None:
        said = self.language.text("{name} is taken off", name=part.name)
        self.context.do(delete, type_name, part.id, on_done=lambda _: self.context.toast_undo(said))

    def _go_to(self, where: str) -> None:
        if where in Event.kinds():
            form = next(form for form in self._forms if where in form.values())
            self.scroller.ensureWidgetVisible(form.row(where), 0, 60)
            form.field(where).focus()
        elif where == "organisers":
            self.scroller.ensureWidgetVisible(self.organisations, 0, 60)
            self.organisations.search.setFocus()
        elif where == "leaders":
            self.scroller.ensureWidgetVisible(self.leaders, 0, 60)
            self.leaders.search.setFocus()
        else:
            self.context.go("events", event=self.event_id, tab=where)


def _way_to(event: bytes) -> Place:
    return Place("events", {"event": event, "tab": "overview"})
