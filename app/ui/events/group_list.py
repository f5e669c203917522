"""The groups of an event: their question, who leads and who sits in each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions.events import Made
from app.actions.group_work import add_group, remove_group, set_members
from app.actions.records import save
from app.errors import AppError
from app.language import fold
from app.model import Changes, GroupSession
from app.storage import Workspace
from app.storage.questions.attendance import Sheet, sheet
from app.storage.questions.group_work import Group, GroupWork, group_work
from app.ui.context import Context
from app.ui.events.chosen import ChosenRecord
from app.ui.events.note_line import NoteLine
from app.ui.events.tab import EventTab
from app.ui.events.words import said_plainly
from app.ui.kit import (
    Beside,
    Cell,
    Column,
    Finder,
    Form,
    FormRow,
    Hint,
    ListTable,
    PicksField,
    SidePanel,
    Stack,
    Text,
)
from app.ui.kit.pick_fields import Found
from app.ui.measures import column_width
from app.ui.sources import workspace_sources

FIELDS = ("name", "question", "facilitator", "territory")
_WIDE, _NARROW = 340, 276
_OFFERED = 12
Answer = tuple[GroupWork, Sheet | None]


def read_groups(ws: Workspace, event_id: bytes) -> Answer:
    """The groups of an event, and everybody on its list, whom they are made of."""
    return group_work(ws, event_id), sheet(ws, event_id)


def _save(workspace: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
    return save(workspace, "group_session", record_id, values)


class GroupsView(EventTab):
    """A line for the next group, the list, and at the right the chosen one with its members."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answer: GroupWork | None = None
        self._sheet: Sheet | None = None
        self._group: Group | None = None
        self._wanted = b""
        self.line = NoteLine()
        self.line.entered.connect(self._add)
        self.table = ListTable(row_height=48)
        self.table.set_drawing(self._cells)
        self.line.descended.connect(self.table.enter)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self.members.field.focus())
        self.table.row_removed.connect(self.remove)
        self._make_side()
        self._lay_out()
        self._say_the_rest()
        self.on_key("N", self.line.setFocus)

    def _make_side(self) -> None:
        sources = workspace_sources(self.context)
        self.form = Form(self.language, GroupSession, FIELDS, columns=1, sources=sources)
        self._record = ChosenRecord(self.context, self.form, _save)
        picks = PicksField(self.language, Finder(find=self._find, label=self._name))
        self.picks = picks
        self.members = FormRow("", picks)
        picks.committed.connect(self._set_members)
        self._heading = Text("", "subsection")
        self.side = SidePanel(_WIDE, border=True)
        self.side.add(12, self._heading, self.members, self.form, None)
        self.side.hide()

    def _lay_out(self) -> None:
        self._counts = Text("", "caption", wrap=True)
        self._nothing = Text("", "body", wrap=True, colour="text2")
        left = Stack(
            self.line, self._nothing, self.table, self._counts, gap=8, margins=(24, 12, 16, 8)
        )
        left.box.addStretch(0)
        left.box.setStretch(2, 1)
        self.assemble(body=Beside(left, self.side, _NARROW))

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.line.setPlaceholderText(say("Name of a new group; Enter adds it"))
        self.line.setAccessibleName(say("New group"))
        self.table.set_name(say("Work groups"))
        self._heading.setText(say("The chosen group"))
        self._nothing.setText(say("Form the groups: what they say is then kept under their names."))
        self.members.set_label(say("Members"))
        self.picks.set_placeholder(say("Person: a few letters"))
        people, notes = say("People"), say("Said")
        self.table.set_columns(
            [
                Column("name", say("Group")),
                Column("facilitator", say("Facilitator"), 200, from_width=560),
                Column("people", people, column_width(people, 76), align="right"),
                Column("notes", notes, column_width(notes, 76), align="right"),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        self.form.retranslate(self.language)
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("new group")),
            Hint("Enter", say("members")),
            Hint("Del", say("dissolve")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self._answer, self._group = None, None
        self._record.drop()
        self.line.clear()
        self.side.hide()

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                read_groups, self.event_id, on_done=self._show, key="events.notes.groups"
            )

    def first(self) -> QWidget:
        return self.table if self.table.rows() else self.line

    def changed(self, changes: Changes) -> None:
        mine = ("group_session", "group_member", "note", "registration", "person", "territory")
        if self.is_mine(changes, *mine):
            self.refresh()

    def go_to(self, **place: object) -> None:
        wanted = place.get("group_session")
        if isinstance(wanted, bytes):
            self._wanted = wanted
            self.refresh()

    def leave(self) -> None:
        self._record.flush()

    def _show(self, answer: Answer) -> None:
        work, people = answer
        if work.event != self.event_id:
            return
        self._answer, self._sheet = work, people
        for widget in (self.table, self._counts):
            widget.setVisible(bool(work.groups))
        self._nothing.setVisible(not work.groups)
        placed = {one.person for group in work.groups for one in group.members}
        listed = people.rows if people else ()
        say = self.language.text
        self._counts.setText(
            say(
                "In groups: {n} of {all} people on the list",
                n=sum(row.person in placed for row in listed),
                all=len(listed),
            )
        )
        self.table.set_rows(work.groups)
        if self._wanted and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = b""
        elif work.groups and self.table.selected() is None:
            self.table.selectRow(0)
        if self._group is not None:
            chosen = self._group.id
            self._fill(next((one for one in work.groups if one.id == chosen), None))

    def _cells(self, group: Group) -> list[Cell]:
        names = self._answer.places.get(group.session.territory or "") if self._answer else None
        place = self.language.label(names) if names else ""
        sub = " · ".join(part for part in (place, group.session.question) if part)
        number = self.language.number
        return [
            Cell(group.session.name, sub=sub, weight=500, tip=group.session.question),
            Cell(group.facilitator, size=13, colour="text2"),
            Cell(number(len(group.members)) if group.members else "–", align="right"),
            Cell(number(group.notes) if group.notes else "–", align="right"),
        ]

    # ---- members ----

    def _find(self, typed: str) -> Sequence[Found]:
        words = fold(typed).split()
        rows = self._sheet.rows if self._sheet else ()
        found = [
            row for row in rows if words and all(f" {w}" in f" {fold(row.name)}" for w in words)
        ]
        return [(row.person, row.name, self._sits_in(row.person)) for row in found[:_OFFERED]]

    def _sits_in(self, person: bytes) -> str:
        groups = self._answer.groups if self._answer else []
        names = [
            group.session.name
            for group in groups
            if any(one.person == person for one in group.members)
        ]
        return ", ".join(names)

    def _name(self, person: object) -> str:
        members = self._group.members if self._group else ()
        known = next((one.name for one in members if one.person == person), "")
        rows = self._sheet.rows if self._sheet else ()
        return known or next((row.name for row in rows if row.person == person), "")

    def _set_members(self, people: tuple[bytes, ...]) -> None:
        if self._group is not None:
            self.context.do(set_members, self._group.id, people, on_error=self._refused)

    # ---- the chosen one ----

    def _choose(self, group: Group | None) -> None:
        if group is None or (self._group is not None and group.id == self._group.id):
            return
        self._record.choose(group.id)
        self._fill(group)

    def _fill(self, group: Group | None) -> None:
        self._group = group
        self.side.setVisible(group is not None)
        if group is None:
            return
        self._record.show({name: getattr(group.session, name) for name in FIELDS})
        self.picks.set_value(tuple(one.person for one in group.members))

    # ---- doing ----

    def _add(self, name: str) -> None:
        refused = partial(self._not_added, name)
        self.context.do(
            add_group, self.event_id, {"name": name}, on_done=self._added, on_error=refused
        )
        self.line.clear()

    def _added(self, made: Made) -> None:
        self._wanted = made.id

    def _not_added(self, name: str, error: AppError) -> None:
        self.line.setText(name)
        self._refused(error)

    def _refused(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")

    def remove(self, group: Group) -> None:
        """Dissolve a group; what it said stays under its name, and a toast leads back."""
        words = self.language.text("The group is dissolved; what it said stays")
        self.context.do(remove_group, group.id, on_done=lambda _: self.context.toast_undo(words))
