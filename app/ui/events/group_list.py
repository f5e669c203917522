"""The groups of an event: their question, who leads and who sits in each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.actions.group_work import add_group, remove_group, set_members
from app.actions.records import save
from app.language import fold
from app.model import Changes, GroupSession
from app.storage import Workspace
from app.storage.questions.attendance import Sheet, sheet
from app.storage.questions.group_work import Group, GroupWork, group_work
from app.ui.context import Context
from app.ui.events.typed_list import EventList, Verb
from app.ui.kit import (
    Cell,
    Column,
    Finder,
    FormRow,
    Hint,
    ListTable,
    PicksField,
)
from app.ui.kit.pick_fields import Found
from app.ui.measures import column_width
from app.ui.sources import workspace_sources

_WIDE = 340
_OFFERED = 12
Answer = tuple[GroupWork, Sheet | None]


def read_groups(ws: Workspace, event_id: bytes) -> Answer:
    """The groups of an event, and everybody on its list, whom they are made of."""
    return group_work(ws, event_id), sheet(ws, event_id)


def _save(workspace: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
    return save(workspace, "group_session", record_id, values)


class GroupsView(EventList):
    """A line for the next group, the list, and at the right the chosen one with its members."""

    part = "groups"
    fields = ("name", "question", "facilitator", "territory")

    def __init__(self, context: Context) -> None:
        super().__init__(context, ListTable(row_height=48))
        self._answer: GroupWork | None = None
        self._sheet: Sheet | None = None
        self.table.set_drawing(self._cells)
        self.table.row_removed.connect(self.remove)
        self.make_side(GroupSession, workspace_sources(self.context), _save, _WIDE)
        self.picks = PicksField(self.language, Finder(find=self._find, label=self._name))
        self.picks.committed.connect(self._set_members)
        self.table.row_opened.connect(lambda _: self.picks.focus())
        self.members = FormRow("", self.picks)
        self.side.add(12, self.heading, self.members, self.form, None)
        self.lay_out(self.line)
        self._say_the_rest()

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.line.setPlaceholderText(say("Name of a new group; Enter adds it"))
        self.line.setAccessibleName(say("New group"))
        self.table.set_name(say("Work groups"))
        self.heading.setText(say("The chosen group"))
        self.nothing.setText(say("Form the groups: what they say is then kept under their names."))
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
        super().began()
        self._answer = None

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                read_groups, self.event_id, on_done=self._show, key="events.notes.groups"
            )

    def changed(self, changes: Changes) -> None:
        mine = ("group_session", "group_member", "note", "registration", "person", "territory")
        if self.is_mine(changes, *mine):
            self.refresh()

    def go_to(self, **place: object) -> None:
        wanted = place.get("group_session")
        if isinstance(wanted, bytes):
            self.wanted = wanted
            self.refresh()

    def _show(self, answer: Answer) -> None:
        work, people = answer
        if work.event != self.event_id:
            return
        self._answer, self._sheet = work, people
        for widget in (self.table, self.counts):
            widget.setVisible(bool(work.groups))
        self.nothing.setVisible(not work.groups)
        placed = {one.person for group in work.groups for one in group.members}
        listed = people.rows if people else ()
        say = self.language.text
        self.counts.setText(
            say(
                "In groups: {n} of {all} people on the list",
                n=sum(row.person in placed for row in listed),
                all=len(listed),
            )
        )
        self.show_rows(work.groups)
        if work.groups and self.table.selected() is None:
            self.table.selectRow(0)

    def _cells(self, group: Group) -> list[Cell]:
        names = self._answer.places.get(group.session.territory or "") if self._answer else None
        place = self.language.label(names) if names else ""
        sub = " · ".join(part for part in (place, group.session.question) if part)
        number = self.language.number
        return [
            Cell(group.session.name, sub=sub, weight=500, tip=group.session.question),
            Cell(
                group.facilitator or "–", size=13, colour="text2" if group.facilitator else "text3"
            ),
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
        members = self.chosen.members if self.chosen else ()
        known = next((one.name for one in members if one.person == person), "")
        rows = self._sheet.rows if self._sheet else ()
        return known or next((row.name for row in rows if row.person == person), "")

    def _set_members(self, people: tuple[bytes, ...]) -> None:
        if self.chosen is not None:
            self.context.do(set_members, self.chosen.id, people, on_error=self.refused)

    # ---- the chosen one ----

    def asked_of(self, row: Group) -> GroupSession:
        return row.session

    def fill(self, row: Group | None) -> None:
        super().fill(row)
        if row is not None:
            self.picks.set_value(tuple(one.person for one in row.members))

    # ---- doing ----

    def adding(self, line: str) -> Verb:
        return add_group, self.event_id, {"name": line}

    def remove(self, group: Group) -> None:
        """Dissolve a group; what it said stays under its name, and a toast leads back."""
        words = self.language.text("The group is dissolved; what it said stays")
        self.context.do(remove_group, group.id, on_done=lambda _: self.context.toast_undo(words))
