"""Group work: what groups said, written down as it is said, and mended beside the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.actions.events import Made
from app.actions.group_work import add_note
from app.actions.records import delete, save
from app.errors import AppError
from app.model import Changes, Note
from app.storage import Workspace
from app.storage.questions_events import NotesOfEvent, read_notes
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.events.grid import SEVERAL, ChipsDelegate
from app.ui.events.tab import EventTab
from app.ui.events.words import goal_mark, said_plainly, term, terms
from app.ui.icons import icon
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Form,
    Hint,
    ListTable,
    PickField,
    Row,
    SidePanel,
    Stack,
    Text,
)
from app.ui.sources import workspace_sources

KIND_ICONS = {
    "problem": "triangle-alert",
    "recommendation": "circle-check",
    "idea": "sun",
    "general": "notebook-pen",
}
FIELDS = ("text", "kind", "theme", "group_name", "territory", "framework_items")


def _save(note_id: bytes, workspace: Workspace, values: dict[str, object]) -> Changes:
    return save(workspace, "note", note_id, values)


class NoteLine(QLineEdit):
    """The line a note is written in: Enter adds it."""

    def __init__(self) -> None:
        super().__init__()
        self.addAction(icon("plus", "accent"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.returnPressed.emit()
            return
        super().keyPressEvent(event)


class NotesTab(EventTab):
    """The list of notes, a line to add the next, and at the right the chosen one in full."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answer: NotesOfEvent | None = None
        self._note: Note | None = None
        self._draft: Draft | None = None
        self._new_id = b""
        self._make_line()
        self._make_table()
        self._make_side()
        self._lay_out()
        self._say_the_rest()
        self.on_key("N", self.line.setFocus)

    def _make_line(self) -> None:
        self.kind = ChoiceField(terms(self.language, "note_kind"), empty=None)
        self.kind.set_value("problem")
        self.kind.setFixedWidth(176)
        self.group = QLineEdit()
        self.group.setFixedWidth(96)
        self.line = NoteLine()
        self.line.returnPressed.connect(self._add)
        self.only = ChoiceField(empty="")
        self.only.committed.connect(lambda _: self._show_rows())
        self.only.setFixedWidth(150)

    def _make_table(self) -> None:
        self.table = ListTable(row_height=48)
        self._chips = ChipsDelegate()
        self.table.setItemDelegate(self._chips)
        self.table.set_drawing(self._cells)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self.form.focus_first())
        self.table.row_removed.connect(self.remove)

    def _make_side(self) -> None:
        sources = workspace_sources(self.context)
        self.form = Form(self.language, Note, FIELDS, columns=1, sources=sources)
        self.form.edited.connect(self._edited)
        self.form.committed.connect(self._committed)
        self._heading = Text("", "subsection")
        self.side = SidePanel(340, border=True)
        self.side.add(16, self._heading, self.form, None)
        self.side.hide()

    def _lay_out(self) -> None:
        self._nothing = Text("", "body", wrap=True, colour="text2")
        top = Row(self.kind, self.group, None, self.only)
        parts = (top, self.line, self._nothing, self.table)
        left = Stack(*parts, gap=8, margins=(24, 14, 16, 8))
        left.box.addStretch(0)
        left.box.setStretch(3, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.side)
        self.assemble(body=body)

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        kinds = terms(self.language, "note_kind")
        self.kind.set_options(kinds, None)
        self.kind.set_name(say("Kind of the new note"))
        self.only.set_options(kinds, say("All kinds"))
        self.only.set_name(say("Kind"))
        self.group.setPlaceholderText(say("Group"))
        self.group.setAccessibleName(say("Group"))
        self.line.setPlaceholderText(say("What was said; Enter adds it"))
        self.line.setAccessibleName(say("What was said"))
        self.table.set_name(say("Group work"))
        self._heading.setText(say("The chosen note"))
        self._nothing.setText(
            say("Write down problems, recommendations and ideas while the groups present them.")
        )
        self.table.set_columns(
            [
                Column("text", say("What was said")),
                Column("theme", say("Theme"), 190, from_width=640),
                Column("goals", say("Goals"), 120, from_width=480),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        self.form.retranslate(self.language)
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("new note")),
            Hint("Enter", say("change")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self._answer, self._note, self._draft = None, None, None
        self.side.hide()
        self.line.clear()

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(read_notes, self.event_id, on_done=self._show, key="events.notes")

    def first(self) -> QWidget:
        return self.table if self.table.rows() else self.line

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "note", "framework_item", "territory"):
            self.refresh()

    def leave(self) -> None:
        if self._draft is not None:
            self._draft.flush()

    def _show(self, answer: NotesOfEvent) -> None:
        if answer.event == self.event_id:
            self._answer = answer
            self._show_rows()

    def _show_rows(self) -> None:
        notes = self._answer.notes if self._answer else []
        only = self.only.value()
        shown = [note for note in notes if not only or note.kind == only]
        self._nothing.setVisible(not notes)
        self.only.setVisible(bool(notes))
        self.table.setVisible(bool(notes))
        self.table.set_rows(shown)
        if self._new_id and self.table.select(lambda note: note.id == self._new_id):
            self._new_id = b""
        if self._note is not None:
            chosen = self._note.id
            self._fill(next((note for note in shown if note.id == chosen), None))

    def _cells(self, note: Note) -> list[Cell]:
        language = self.language
        kind = term(language, "note_kind", note.kind)
        said = " · ".join(part for part in (kind, note.group_name) if part)
        first_line = note.text.partition("\n")[0]
        marks = SEVERAL.join(self._goal(code) for code in note.framework_items)
        return [
            Cell(first_line, sub=said, icon=KIND_ICONS.get(note.kind or "", ""), tip=note.text),
            Cell(term(language, "problem_theme", note.theme), size=13, colour="text2"),
            Cell("", chip=marks, chip_kind="fact", spoken=marks.replace(SEVERAL, ", ")),
        ]

    def _goal(self, code: str) -> str:
        known = self._answer.goals.get(code) if self._answer else None
        return goal_mark(self.language, known, code)

    # ---- the chosen one ----

    def _choose(self, note: Note | None) -> None:
        if note is None or (self._note is not None and note.id == self._note.id):
            return
        self.leave()
        self._draft = Draft(self.context, partial(_save, note.id))
        self._draft.refused.connect(lambda error: self.form.set_problems(error.problems))
        self.form.clear_problems()
        self._fill(note)

    def _fill(self, note: Note | None) -> None:
        self._note = note
        self.side.setVisible(note is not None)
        if note is None:
            return
        unsaved = self._draft.unsaved() if self._draft else {}
        self.form.set_values({**{name: getattr(note, name) for name in FIELDS}, **unsaved})

    def _edited(self, name: str, value: object) -> None:
        if self._draft is not None and not isinstance(self.form.field(name), PickField):
            self._draft.put(name, value)

    def _committed(self, name: str, value: object) -> None:
        if self._draft is not None and not self.form.field(name).problem():
            self._draft.put(name, value)
            self._draft.flush()

    # ---- doing ----

    def _add(self) -> None:
        values = {
            "text": self.line.text(),
            "kind": self.kind.value() or "general",
            "group_name": self.group.text(),
        }
        refused = partial(self._not_added, self.line.text())
        self.context.do(add_note, self.event_id, values, on_done=self._added, on_error=refused)
        self.line.clear()

    def _added(self, made: Made) -> None:
        self._new_id = made.id

    def _not_added(self, typed: str, error: AppError) -> None:
        self.line.setText(typed)
        self.context.toast(said_plainly(self.language, error), "warn")

    def remove(self, note: Note) -> None:
        """Take a note away; a toast leads back."""
        said = self.language.text("The note is deleted")
        self.context.do(delete, "note", note.id, on_done=lambda _: self.context.toast_undo(said))
