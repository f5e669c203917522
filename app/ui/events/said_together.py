"""What is said of several notes at once, and what came of one: both stand beside the list."""

from __future__ import annotations

from functools import partial

from app.actions.group_work import set_on_notes
from app.model import Note
from app.storage.questions.following import CameOfIt, came_of
from app.storage.questions.frameworks import Tied
from app.ui.context import Context
from app.ui.events.together import Together
from app.ui.kit import Sources
from app.ui.tied_list import TiedList

_TOGETHER = ("theme", "status", "level", "framework_items")


class NotesTogether(Together):
    """Theme, state, level and goals of all chosen notes."""

    def __init__(self, context: Context, sources: Sources) -> None:
        super().__init__(context, Note, _TOGETHER, sources, set_on_notes)

    def chosen_words(self, n: int) -> str:
        return self._context.language.plural("{n} note is chosen", "{n} notes are chosen", n)

    def changed_words(self, n: int) -> str:
        return self._context.language.plural("{n} note is changed", "{n} notes are changed", n)


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
