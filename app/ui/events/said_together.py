"""What is said of several notes at once, and what came of one: both stand beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.actions.group_work import set_on_notes
from app.errors import AppError
from app.model import Note
from app.storage.questions.following import CameOfIt, came_of
from app.storage.questions.frameworks import Tied
from app.storage.questions.group_work import Said
from app.ui.context import Context
from app.ui.events.words import said_plainly
from app.ui.kit import Form, PicksField, Sources, Stack, Text
from app.ui.tied_list import TiedList

_TOGETHER = ("theme", "status", "level", "framework_items")


class NotesTogether(Stack):
    """Theme, state, level and goals of all chosen notes; a change of one field is one undo."""

    def __init__(self, context: Context, sources: Sources) -> None:
        super().__init__(gap=8)
        self._context = context
        self._notes: tuple[Note, ...] = ()
        self.heading = Text("", "subsection")
        self.remark = Text("", "caption", wrap=True)
        self.form = Form(context.language, Note, _TOGETHER, columns=1, sources=sources)
        self.form.committed.connect(self._committed)
        self.add(self.heading, self.remark, self.form)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language = self._context.language
        self.form.retranslate(language)
        n = len(self._notes)
        self.heading.setText(language.plural("{n} note is chosen", "{n} notes are chosen", n))
        self.remark.setText(language.text("What is set here is set on all of them."))
        picks = self.form.field("framework_items")
        if isinstance(picks, PicksField):
            picks.set_placeholder(language.text("Goal: a few letters"))

    def show_notes(self, said: Sequence[Said]) -> None:
        """Show what these have in common."""
        self._notes = tuple(one.note for one in said)
        self.form.set_values({name: self._common(name) for name in _TOGETHER})
        self.retranslate()

    def _common(self, name: str) -> object:
        if name == "framework_items":
            first, *rest = [note.framework_items for note in self._notes] or [()]
            return tuple(code for code in first if all(code in others for others in rest))
        values = {getattr(note, name) for note in self._notes}
        return values.pop() if len(values) == 1 else None

    def _committed(self, name: str, value: object) -> None:
        before = self._common(name)
        if value == before:
            return
        notes = [note.id for note in self._notes]
        if name == "framework_items" and isinstance(value, tuple) and isinstance(before, tuple):
            added = tuple(str(code) for code in value if code not in before)
            dropped = tuple(str(code) for code in before if code not in value)
            act = partial(self._context.do, set_on_notes, notes, {}, added, dropped)
        else:
            act = partial(self._context.do, set_on_notes, notes, {name: value})
        said = self._context.language.plural(
            "{n} note is changed", "{n} notes are changed", len(notes)
        )
        act(on_done=lambda _: self._context.toast_undo(said), on_error=self._refused)

    def _refused(self, error: AppError) -> None:
        self._context.toast(said_plainly(self._context.language, error), "warn")


class CameOf(TiedList):
    """What came of a note: goals it and its measures serve, answers, points, measures."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._note = b""
        self.hide()

    def show_note(self, note: bytes) -> None:
        """Read what came of a note and show it."""
        self._note = note
        self._context.ask(came_of, note, on_done=partial(self._show, note), key="events.notes.came")

    def _show(self, note: bytes, came: CameOfIt) -> None:
        if note != self._note:
            return
        language = self._context.language
        lines = [
            *(
                Tied("plan_measure", measure.id, measure.text, "action_plan", plan.id, plan.title)
                for measure, plan in came.measures
            ),
            *(
                Tied("framework_item", goal.id, language.label(goal.names()), "", b"", goal.code)
                for goal in came.goals
            ),
            *(
                Tied("resolution_item", point.id, point.text, "resolution", whole.id, whole.title)
                for point, whole in came.points
            ),
            *(
                Tied("note", one.id, one.text, "event", one.event or b"", "")
                for one in came.answers
            ),
        ]
        self.show_tied(language.text("What came of it"), lines)
        self.setVisible(bool(lines))
