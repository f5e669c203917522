"""Before the first question: who answers, where it belongs, and whether a paper is typed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.language import Language
from app.model.survey import MOST_ROUNDS
from app.ui.context import Context
from app.ui.kit import (
    Chips,
    DayField,
    Field,
    FormRow,
    Halves,
    IconButton,
    NumberField,
    PickField,
    PrimaryButton,
    Row,
    Segments,
    SoftBox,
    Stack,
    Text,
    TextField,
)
from app.ui.sources import record_finder, workspace_sources

PERSON, CODE, GROUP, NOBODY = "person", "code", "group", "nobody"
_MOST_SHEETS = 999


@dataclass(frozen=True)
class Beginning:
    """What is known before the first question."""

    facts: dict[str, object] = field(default_factory=dict)
    stack: int = 0
    """How many papers lie there; 0: unknown, or no paper at all."""


class BeginningPanel(SoftBox):
    """Fields above the survey's page; Enter begins."""

    begun = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=10)
        self._context = context
        language = context.language
        self._title = Text("", "subsection")
        self._close = IconButton("x")
        self.who = Segments()
        self.source = Segments()
        sources = workspace_sources(context)
        self._fields: dict[str, Field] = {
            PERSON: PickField(language, record_finder(context, "person"), "user"),
            CODE: TextField(limit=60),
            GROUP: TextField(limit=200),
            "event": PickField(language, record_finder(context, "event"), "calendar-days"),
            "territory": PickField(language, sources.territories, "map-pin"),
            "collected_on": DayField(language),
            "round": NumberField(language, 1, MOST_ROUNDS),
            "stack": NumberField(language, 1, _MOST_SHEETS),
        }
        self._rows = {name: FormRow("", one, optional=True) for name, one in self._fields.items()}
        self.go = PrimaryButton(icon="pencil")
        self._lay_out()
        self._listen()
        self.retranslate(language)

    def _lay_out(self) -> None:
        self.add(Row(self._title, None, self._close))
        ways = Chips()
        for switch in (self.who, self.source):
            ways.flow.addWidget(switch)
        self.add(ways)
        answering = Stack(*(self._rows[name] for name in (PERSON, CODE, GROUP)), gap=0)
        where = Halves(answering, self._rows["event"], self._rows["territory"], columns=3)
        rest = Halves(*(self._rows[name] for name in ("collected_on", "round", "stack")), columns=3)
        self.add(where, rest, Row(self.go, None))

    def _listen(self) -> None:
        self._close.clicked.connect(self.closed)
        self.go.clicked.connect(self.begin)
        self.who.chosen.connect(lambda _: self._fit())
        self.source.chosen.connect(lambda _: self._fit())

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        self._title.setText(say("Who answers?"))
        self._close.set_name(say("Close"))
        self.who.set_options(
            [
                (PERSON, say("A person of the register")),
                (CODE, say("Anonymous, with a code")),
                (GROUP, say("A group")),
                (NOBODY, say("Nobody is named")),
            ]
        )
        self.source.set_options([("screen", say("On the screen")), ("paper", say("From paper"))])
        labels = {
            PERSON: say("Person"),
            CODE: say("Code she chose herself"),
            GROUP: say("Name of the group"),
            "event": say("Event"),
            "territory": say("Place"),
            "collected_on": say("Day of the answers"),
            "round": say("Round"),
            "stack": say("Sheets in the stack"),
        }
        for name, label in labels.items():
            self._rows[name].set_label(label, say("optional"))
        self.go.setText(say("Begin to fill"))
        for one in self._fields.values():
            if isinstance(one, PickField | DayField):
                one.retranslate(language)
        if not self.who.value():
            self.who.set_value(CODE)
            self.source.set_value("screen")
        self._order_stops()
        self._fit()

    def _order_stops(self) -> None:
        """Tab goes as the eye does: the switches, the fields, the button."""
        fields = (one.editor() for one in self._fields.values())
        switches = (*self.who.segments(), *self.source.segments())
        for one, following in pairwise((*switches, *fields, self.go, self._close)):
            QWidget.setTabOrder(one, following)

    def offer(self, facts: dict[str, object]) -> None:
        """Begin with these facts; what is not among them is empty."""
        values = {"collected_on": date.today(), **facts}
        for name, one in self._fields.items():
            known = {GROUP: "group_name"}.get(name, name)
            one.set_value(values.get(known))
            self._rows[name].clear()
        if facts.get("person"):
            self.who.set_value(PERSON)
        self._fit()

    def _fit(self) -> None:
        chosen = self.who.value()
        for name in (PERSON, CODE, GROUP):
            self._rows[name].setVisible(name == chosen)
        self._rows["stack"].setVisible(self.source.value() == "paper")

    def focus(self) -> None:
        """Take the keyboard."""
        chosen = self.who.value()
        if chosen in self._fields:
            self._fields[chosen].focus()
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Begin with what stands here, unless a field is not understood."""
        wrong = False
        for name, row in self._rows.items():
            if row.isVisibleTo(self):
                said = self._problem(name)
                row.set_error(said)
                wrong = wrong or bool(said)
        if not wrong:
            self.begun.emit(self._answer())

    def _problem(self, name: str) -> str:
        one, say = self._fields[name], self._context.language.text
        value = one.value()
        if isinstance(one, DayField) and value is not None and not isinstance(value, date):
            return say("A day is typed like 19.11.2026")
        if isinstance(one, NumberField) and value is not None and not isinstance(value, int):
            return say("A whole number belongs here")
        if name == PERSON and not value:
            return say("Choose the person, or another way to answer")
        return one.problem()

    def _answer(self) -> Beginning:
        chosen = self.who.value()
        names = {PERSON: "person", CODE: "code", GROUP: "group_name"}
        facts: dict[str, object] = {"source": self.source.value()}
        for name, fact in names.items():
            if name == chosen:
                facts[fact] = self._fields[name].value()
        for name in ("event", "territory", "collected_on", "round"):
            facts[name] = self._fields[name].value()
        is_paper = self.source.value() == "paper"
        stack = self._fields["stack"].value() if is_paper else None
        return Beginning(
            {name: value for name, value in facts.items() if value not in (None, "")},
            stack if isinstance(stack, int) else 0,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        else:
            super().keyPressEvent(event)
