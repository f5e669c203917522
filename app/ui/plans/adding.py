"""The line a measure is added by: written anew, or taken from what was said and agreed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.actions.events import Made
from app.actions.plans import add_measure, add_measures_from
from app.language import mark
from app.model import ActionPlan, Changes, Event, Note, PlanMeasure, Resolution, ResolutionItem
from app.storage.questions.reference import find_items
from app.ui.context import Context
from app.ui.kit import ChoiceField, IconButton, Offer, Row, SearchField, SoftBox, Text
from app.ui.plans.words import first_line
from app.ui.trail import Place
from app.ui.typed_line import TypedLine, lines_of
from app.ui.words import term

_MOST = 8
_SOURCES = (
    ("note", mark("Recommendations and problems")),
    ("resolution_item", mark("Points of resolutions")),
    ("framework_item", mark("Goals and measures of frameworks")),
    ("plan_measure", mark("Measures of other plans")),
)
Source = tuple[str, bytes]


class AddPanel(SoftBox):
    """Enter takes what is marked, Ctrl Enter adds the words as they were typed."""

    added = Signal(bytes)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8, margin=12)
        self._context = context
        self._title = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.search = SearchField(icon="plus")
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._picked)
        self.search.entered.connect(self.add_new)
        self.search.ctrl_entered.connect(self.add_new)
        self.typed = TypedLine(context, self.search, _way_to)
        self.where = ChoiceField(empty="")
        self.where.setFixedWidth(268)
        self.where.committed.connect(lambda _: self.search.setFocus())
        self.add(Row(self._title, None, self._close), Row(self.search, self.where))

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self._title.setText(say("Add a measure"))
        self._close.set_name(say("Close"))
        self.search.set_placeholder(say("What is to be done; known ones are offered"))
        options = [(key, say(word)) for key, word in _SOURCES]
        self.where.set_options(options, say("From everywhere"))
        self.where.set_name(say("Where to look"))

    @property
    def plan_id(self) -> bytes:
        """The plan that measures are added to."""
        return self.typed.whole

    def set_plan(self, plan_id: bytes) -> None:
        """Add to this plan from now on."""
        if plan_id != self.plan_id:
            self.typed.turn_to(plan_id)

    def focus(self) -> None:
        """Take the keyboard."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- finding ----

    def _ask(self, typed: str) -> None:
        typed = " ".join(typed.split())
        if not typed:
            self.search.offer([])
            return
        wanted = str(self.where.value() or "")
        offers = [
            one for key, _ in _SOURCES if wanted in ("", key) for one in self._find(key, typed)
        ]
        new = self._context.language.text("Add a new one: “{name}”", name=typed)
        pinned = Offer(typed, new, icon="plus", key="Ctrl Enter", pinned=True)
        self.search.offer([*offers[:_MOST], pinned], mark_first=False)

    def _find(self, key: str, typed: str) -> Iterator[Offer]:
        ws, language = self._context.workspace, self._context.language
        if key == "framework_item":
            for item in find_items(ws, typed)[:_MOST]:
                yield Offer((key, item.id), language.label(item.names()), sub=item.code)
            return
        say_where: Callable[[bytes], tuple[str, str]] = getattr(self, f"_{key}")
        for hit in ws.search(typed, (key,), _MOST):
            text, where = say_where(hit.id)
            if text:
                yield Offer((key, hit.id), text, sub=where)

    def _note(self, record_id: bytes) -> tuple[str, str]:
        ws = self._context.workspace
        note = ws.get(Note, record_id)
        if note is None:
            return "", ""
        event = ws.get(Event, note.event) if note.event else None
        kind = term(self._context.language, "note_kind", note.kind)
        return first_line(note.text), _joined(kind, event.title if event else "")

    def _resolution_item(self, record_id: bytes) -> tuple[str, str]:
        ws = self._context.workspace
        point = ws.get(ResolutionItem, record_id)
        if point is None:
            return "", ""
        resolution = ws.get(Resolution, point.resolution) if point.resolution else None
        return first_line(point.text), resolution.title if resolution else ""

    def _plan_measure(self, record_id: bytes) -> tuple[str, str]:
        ws = self._context.workspace
        measure = ws.get(PlanMeasure, record_id)
        if measure is None or measure.action_plan == self.plan_id:
            return "", ""
        plan = ws.get(ActionPlan, measure.action_plan) if measure.action_plan else None
        return first_line(measure.text), plan.title if plan else ""

    # ---- adding ----

    def add_new(self, typed: str) -> None:
        """Add a measure in the words that were typed."""
        lines = [" ".join(line.split()) for line in lines_of(typed)]
        if lines:
            self.search.clear()
        for text in lines:
            values = {"text": text}
            self.typed.write(text, add_measure, self.plan_id, values, on_done=self._made)

    def _picked(self, value: str | Source) -> None:
        if isinstance(value, str):
            self.add_new(value)
            return
        key, record_id = value
        typed = self.search.text()
        self.search.clear()
        self.typed.write(
            *(typed, add_measures_from, self.plan_id, key, [record_id]), on_done=self._taken
        )

    def _made(self, made: Made) -> None:
        self.added.emit(made.id)

    def _taken(self, changes: Changes) -> None:
        made = next(change.id for change in changes if change.type_name == "plan_measure")
        self.added.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _way_to(plan: bytes) -> Place:
    return Place("plans", {"plan": plan, "tab": "measures", "is_adding": True})


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
