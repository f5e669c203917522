"""What was said: typed as fast as people speak, one line always ready; mended beside the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.actions.group_work import (
    add_note,
    keep_unfinished_note,
    move_note,
    save_note,
    set_on_notes,
    vote,
)
from app.actions.records import delete
from app.model import Changes, Note
from app.storage import Workspace
from app.storage.questions.group_work import GroupWork, Said, group_work, unfinished_note
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.events.note_line import SaidTable
from app.ui.events.said_sources import SaidSources
from app.ui.events.said_together import CameOf, NotesTogether
from app.ui.events.said_words import counted, said_cells
from app.ui.events.typed_list import EventList, Verb
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Form,
    Hint,
    PicksField,
    Row,
    Text,
)
from app.ui.measures import column_width
from app.ui.sources import workspace_sources
from app.ui.words import terms

NEXT = ("theme", "territory", "level", "framework_items")
"""What is set once and holds for every note that follows."""
_WIDE, _ROOMY = 320, 1000
_FILTER = 164
_LONG = 90
"""What is longer may not be seen whole in the list."""


class SaidView(EventList):
    """The line, the filters, the list, the counts; at the right what holds for the next note,
    or, while the keyboard is in the list, the chosen one in full.
    """

    part = "said"
    fields = (
        *("text", "kind", "group_session", "answers", "theme", "territory", "level"),
        *("framework_items", "status"),
    )
    table: SaidTable

    def __init__(self, context: Context) -> None:
        super().__init__(context, SaidTable())
        self._answer: GroupWork | None = None
        self._drafts: dict[bytes, Draft] = {}
        self._votes: dict[bytes, int] = {}
        self._make_line()
        self._make_filters()
        self._make_table()
        self._fill_side()
        self._lay_out()
        self._say_the_rest()
        self.on_key("V", self._turn_order)

    def _make_line(self) -> None:
        self.kind = ChoiceField(terms(self.language, "note_kind"), empty=None)
        self.kind.set_value("problem")
        self.kind.setFixedWidth(164)
        self.group = ChoiceField(empty="")
        self.group.setFixedWidth(140)
        self.line.kind_asked.connect(self._set_kind_of_next)
        self.typed.kept.connect(self._keep_typed)
        self.line.taken.connect(lambda: self.show_side(is_next=True))

    def _make_filters(self) -> None:
        self.only = ChoiceField(empty="")
        self.only_group = ChoiceField(empty="")
        self.only_theme = ChoiceField(empty="")
        self.order = ChoiceField(empty=None)
        for field in (self.only, self.only_group, self.only_theme, self.order):
            field.committed.connect(lambda _: self._show_rows())
            field.setMaximumWidth(_FILTER)

    def _make_table(self) -> None:
        self.table.set_drawing(self._cells)
        self.table.set_editing(lambda row, _: _text_of(row), frozenset({"text"}))
        self.table.asked.connect(self._open_field)
        self.table.written.connect(self._written)
        self.table.moved.connect(self._move)
        self.table.voted.connect(self._vote)
        self.table.kind_asked.connect(self._set_kind_of_chosen)
        self.table.row_removed.connect(self.remove)
        self.table.taken.connect(lambda: self.show_side(is_next=False))
        self.table.allow_several()
        self.table.several_chosen.connect(lambda _: self.show_side(is_next=self.line.hasFocus()))

    def _fill_side(self) -> None:
        finding = SaidSources(lambda: self._answer, lambda: self.chosen)
        sources = finding.of(workspace_sources(self.context))
        self.make_side(Note, sources, save_note, _WIDE)
        self.next = Form(self.language, Note, NEXT, columns=1, sources=sources)
        self._remark = Text("", "caption", wrap=True)
        self._words = Text("", "second", wrap=True, colour="text")
        self.came = CameOf(self.context)
        self.together = NotesTogether(self.context, sources)
        self.side.add(12, self.heading, self._remark, self._words, self.came, self.next, self.form)
        self.side.add(self.together, None)

    def _lay_out(self) -> None:
        self.nothing.hide()
        self._filters = Row(self.only, self.only_group, self.only_theme, self.order, None)
        top = Row(self.kind, self.group, self.line)
        top.box.setStretch(2, 1)
        self.lay_out(top, self._filters)
        self.side.show()
        for one, other in ((self.line, self.table), (self.table, self.kind.editor())):
            QWidget.setTabOrder(one, other)

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        kinds = terms(self.language, "note_kind")
        self.kind.set_options(kinds, None)
        self.kind.set_name(say("Kind of the new note"))
        self.group.set_name(say("Group"))
        self.only.set_options(kinds, say("All kinds"))
        self.only.set_name(say("Kind"))
        self.only_group.set_name(say("Group"))
        self.only_theme.set_name(say("Theme"))
        self.order.set_options([("said", say("As said")), ("votes", say("By votes"))], None)
        self.order.set_name(say("Order"))
        self.line.setPlaceholderText(say("What was said; Enter adds it"))
        self.line.setAccessibleName(say("What was said"))
        self.table.set_name(say("Group work"))
        self.nothing.setText(
            say("Write down problems, recommendations and ideas while the groups present them.")
        )
        self._say_columns()
        self._say_side()
        self._offer_groups()

    def _say_columns(self) -> None:
        say = self.language.text
        votes = say("Votes")
        self.table.set_columns(
            [
                Column("text", say("What was said")),
                Column("theme", say("Theme"), 160, from_width=680),
                Column("goals", say("Goals"), 104, from_width=460),
                Column("votes", votes, column_width(votes, 72), align="right"),
            ]
        )

    def _say_side(self) -> None:
        say, is_next = self.language.text, self.next.isVisibleTo(self.side)
        self.heading.setText(say("For the next notes") if is_next else say("The chosen note"))
        self.heading.setVisible(self.together.isHidden())
        self._remark.setText(say("What is set here holds until it is changed.") if is_next else "")
        self._remark.setVisible(is_next)
        for form in (self.next, self.form):
            picks = form.field("framework_items")
            if isinstance(picks, PicksField):
                picks.set_placeholder(say("Goal: a few letters"))

    def retranslate(self) -> None:
        self._say_the_rest()
        self.next.retranslate(self.language)
        self.form.retranslate(self.language)
        self.together.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("new note")),
            Hint("Ctrl 1–7", say("kind")),
            Hint("F2", say("change")),
            Hint("+ −", say("votes")),
            Hint("V", say("by votes")),
            Hint("Shift Up Down", say("several")),
            Hint("Alt Up Down", say("move")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        super().began()
        self._answer = None
        self._votes.clear()
        self.next.set_values({"theme": None, "territory": None, "level": None})
        self.next.set_values({"framework_items": ()})
        event = self.event_id
        self.context.ask(
            *(unfinished_note, event),
            on_done=partial(self.typed.remember, event),
            key="events.notes.typed",
        )
        self.side.show()
        self.show_side(is_next=True)

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(group_work, self.event_id, on_done=self._show, key="events.notes")

    def changed(self, changes: Changes) -> None:
        mine = ("note", "framework_item", "territory", "group_session", "resolution_item")
        if self.is_mine(changes, *mine, "plan_measure"):
            self.refresh()

    def leave(self) -> None:
        super().leave()
        for draft in self._drafts.values():
            draft.flush()

    def go_to(self, **place: object) -> None:
        note = place.get("note")
        if isinstance(note, bytes):
            self.wanted = note
            for field in (self.only, self.only_group, self.only_theme):
                field.set_value(None)
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.refresh()

    def _show(self, answer: GroupWork) -> None:
        if answer.event != self.event_id:
            return
        self._answer = answer
        self._offer_groups()
        if not self.table.is_editing():
            self._show_rows()

    def _offer_groups(self) -> None:
        say = self.language.text
        work = self._answer
        groups = [(one.id.hex(), one.session.name) for one in work.groups] if work else []
        self.group.set_options(groups, say("No group"))
        self.group.setVisible(bool(groups))
        said = work.said if work else []
        names = sorted({one.group for one in said if one.group})
        self.only_group.set_options([(name, name) for name in names], say("All groups"))
        self.only_group.setVisible(bool(names))
        used = {one.note.theme for one in said}
        themes = [one for one in terms(self.language, "problem_theme") if one[0] in used]
        self.only_theme.set_options(themes, say("All themes"))
        self.only_theme.setVisible(bool(themes))

    def shown(self) -> list[Said]:
        """The notes the filters leave, as they were said or the most voted for first."""
        kind, group = self.only.value(), self.only_group.value()
        theme = self.only_theme.value()
        found = [
            one
            for one in (self._answer.said if self._answer else [])
            if (not kind or one.note.kind == kind)
            and (not group or one.group == group)
            and (not theme or one.note.theme == theme)
        ]
        if self.order.value() == "votes":
            found.sort(key=lambda one: -(one.note.votes or 0))
        return found

    def _show_rows(self) -> None:
        every, shown = self._answer.said if self._answer else [], self.shown()
        self.nothing.setVisible(not every)
        for widget in (self._filters, self.table, self.counts):
            widget.setVisible(bool(every))
        self.counts.setText(counted(self.language, shown))
        self.show_rows(shown)

    def _cells(self, said: Said) -> list[Cell]:
        if self._answer is None:
            return []
        return said_cells(self.language, said, self._answer, self._votes)

    def _turn_order(self) -> None:
        self.order.set_value("said" if self.order.value() == "votes" else "votes")
        self._show_rows()

    # ---- the chosen one ----

    def show_side(self, *, is_next: bool | None = None) -> None:
        """Show what holds for the next note, the chosen one, or what is said of several."""
        stays = not self.next.isHidden() if is_next is None else is_next
        is_next = stays or self.chosen is None
        several = [] if is_next else self.table.chosen_rows()
        is_one = not is_next and len(several) < 2
        self.next.setVisible(is_next)
        self.form.setVisible(is_one)
        self.came.setVisible(is_one and bool(self.came.table.rows()))
        text = self.chosen.note.text if is_one and self.chosen is not None else ""
        self._words.setText(text)
        self._words.setVisible(len(text) > _LONG)
        self.together.setVisible(len(several) > 1)
        if len(several) > 1:
            self.together.show_records([one.note for one in several])
        elif is_one and self.chosen is not None:
            self.came.show_note(self.chosen.id)
        self._say_side()

    def asked_of(self, row: Said) -> Note:
        return row.note

    def choose(self, row: Said | None) -> None:
        super().choose(row)
        self.show_side(is_next=self.line.hasFocus())

    def fill(self, row: Said | None) -> None:
        super().fill(row)
        if row is not None:
            self.form.row("answers").setVisible(row.note.kind != "problem")

    def _open_field(self, said: Said, key: str) -> None:
        self.choose(said)
        self.show_side(is_next=False)
        names = {"theme": "theme", "goals": "framework_items"}
        self.form.field(names.get(key, "text")).focus()

    # ---- doing ----

    def _set_kind_of_next(self, number: int) -> None:
        codes = [code for code, _ in terms(self.language, "note_kind")]
        if number <= len(codes):
            self.kind.set_value(codes[number - 1])

    def _set_kind_of_chosen(self, number: int) -> None:
        codes = [code for code, _ in terms(self.language, "note_kind")]
        notes = [said.id for said in self.table.chosen_rows()]
        if notes and number <= len(codes):
            values = {"kind": codes[number - 1]}
            self.context.do(set_on_notes, notes, values, on_error=self.refused)

    def _keep_typed(self, event: bytes, text: str) -> None:
        if event not in self._drafts:
            self._drafts[event] = Draft(self.context, partial(_keep, event))
        self._drafts[event].put("text", text)

    def adding(self, line: str) -> Verb:
        group = self.group.value()
        values = {
            **{name: value for name, value in self.next.values().items() if value},
            "kind": self.kind.value() or "general",
            "group_session": bytes.fromhex(str(group)) if group else None,
        }
        return add_note, self.event_id, {**values, "text": line}

    def _written(self, said: Said, _: str, text: str) -> None:
        self.context.do(save_note, said.id, {"text": text}, on_error=self.refused)

    def _move(self, said: Said, step: int) -> None:
        shown = self.table.rows()
        at = next((at for at, one in enumerate(shown) if one.id == said.id), -1) + step
        if self.order.value() == "votes":
            say = self.language.text
            self.context.toast(say("Sorted by votes, notes keep the places they won"), "info")
        elif 0 <= at < len(shown):
            self.wanted = said.id
            self.context.do(move_note, said.id, shown[at].id)

    def _vote(self, said: Said, step: int) -> None:
        votes = max(0, self._votes.get(said.id, said.note.votes or 0) + step)
        self._votes[said.id] = votes
        self.table.redraw()
        self.context.do(
            vote, self.event_id, {said.id: votes}, on_done=partial(self._voted, said.id, votes)
        )

    def _voted(self, note: bytes, votes: int, _: object) -> None:
        if self._votes.get(note) == votes:
            del self._votes[note]

    def remove(self, said: Said) -> None:
        """Take the chosen notes away, at once; a toast leads back."""
        chosen = [one.id for one in self.table.chosen_rows()]
        notes = chosen if said.id in chosen else [said.id]
        words = self.language.plural("{n} note is deleted", "{n} notes are deleted", len(notes))
        self.context.do(delete, "note", *notes, on_done=lambda _: self.context.toast_undo(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_roomy = self.width() >= _ROOMY
        self.order.setVisible(is_roomy)
        self.kind.setFixedWidth(164 if is_roomy else 144)
        self.group.setFixedWidth(140 if is_roomy else 116)


def _keep(event_id: bytes, workspace: Workspace, values: dict[str, object]) -> Changes:
    return keep_unfinished_note(workspace, event_id, values)


def _text_of(row: object) -> str:
    return row.note.text if isinstance(row, Said) else ""
