"""Two people told apart by one and joined by another: both decisions, and which is right."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal

from app.language import Language
from app.model import Person
from app.storage import Workspace
from app.storage.questions.contradictions import Contradiction, Decision, contradictions
from app.ui.context import Context
from app.ui.inbox.cards import Side, ValueCard
from app.ui.kit import Chip, Halves, Icon, Row, Stack, Text
from app.ui.kit.layout import empty


class ToldApart(NamedTuple):
    """A contradiction with the names it is listed by."""

    found: Contradiction
    first: str
    second: str

    @property
    def id(self) -> bytes:
        """By which a list keeps its place."""
        return self.found.distinction


def read_told_apart(ws: Workspace) -> list[ToldApart]:
    """Every contradiction that waits for somebody to decide."""
    return [
        ToldApart(found, _caption(ws, found.one), _caption(ws, found.other))
        for found in contradictions(ws)
    ]


def _caption(ws: Workspace, person: bytes) -> str:
    found = ws.get(Person, person)
    return found.caption() if found else ""


class ContradictionView(Stack):
    """Both decisions as cards, each with who decided, when and where; pressing one decides."""

    joined = Signal()
    parted = Signal()

    def __init__(self, context: Context) -> None:
        self._context = context
        self.told: ToldApart | None = None
        self._title = Text("", "title", wrap=True)
        self._chip = Chip("", "warn")
        self._lead = Text("", "second", wrap=True)
        self._room = Stack()
        self._note = Text("", "caption", wrap=True)
        self.cards: list[ValueCard] = []
        foot = Row(Icon("info", 16), self._note, gap=8)
        foot.box.setStretch(1, 1)
        super().__init__(gap=12, margins=(20, 16, 20, 12))
        self.add(self._title, Row(self._chip, None), self._lead, self._room, foot, None)
        self.hide()

    def show_told(self, told: ToldApart) -> None:
        """Show the two decisions about two entries."""
        self.told = told
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        told, language = self.told, self._context.language
        if told is None:
            return
        text = language.text
        self._title.setText(text("{one} and {other}", one=told.first, other=told.second))
        self._chip.set_text(text("Told apart and joined"))
        self._lead.setText(
            text("Two colleagues decided differently, not knowing of each other. Which is right?")
        )
        self._note.setText(
            text("The decision goes to everybody with the next packages; it can be undone later.")
        )
        self._fill(told, language)

    def focus_first(self) -> None:
        """Take the keyboard to the first decision."""
        if self.cards:
            self.cards[0].setFocus()

    def _fill(self, told: ToldApart, language: Language) -> None:
        empty(self._room.box)
        text = language.text
        _, last = told.found.joins[0]
        said = (
            ("1", text("One person"), text("the entries were joined"), last),
            ("2", text("Two people"), text("they were told apart"), told.found.told_apart),
        )
        self.cards = [
            ValueCard(_side(key, value, note, decision, self._context), "")
            for key, value, note, decision in said
        ]
        for card, decided in zip(self.cards, (self.joined, self.parted), strict=True):
            card.setCheckable(False)
            card.clicked.connect(decided)
        self._room.add(Halves(*self.cards))


def _side(key: str, value: str, note: str, decision: Decision, context: Context) -> Side:
    language = context.language
    is_own = decision.device == context.workspace.identity.device
    here = language.text("In this notebook")
    return Side(
        key,
        here if is_own else language.text("In a package that came"),
        value,
        note,
        decision.who,
        language.moment(decision.at),
        decision.machine,
    )
