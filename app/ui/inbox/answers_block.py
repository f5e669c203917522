"""Two edits of one filled form: each question whose answers differ, with what either side says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.storage.questions.answer_conflicts import (
    Place,
    answer_words,
    document_of,
    question_words,
)
from app.storage.questions.conflicts import Conflict
from app.storage.questions.surveys import Differing
from app.ui.context import Context
from app.ui.inbox.cards import Side, ValueCard, choose
from app.ui.inbox.words import side
from app.ui.kit import Flow, Form, Halves, LinkButton, Row, Stack, Text


class AnswersBlock(Stack):
    """Answer by answer, or all of one side at once; nothing is chosen at first."""

    turned = Signal()

    def __init__(self, context: Context, found: Conflict, differing: Sequence[Differing]) -> None:
        super().__init__(gap=12)
        self.found = found
        self.form: Form | None = None
        self._context, self._differing = context, differing
        self._chosen: dict[int, int] = {}
        self.all_buttons = [self._all_button(at) for at in range(len(found.standing))]
        self.add(self._heading())
        self.cards: list[list[ValueCard]] = []
        for number, one in enumerate(differing):
            self.cards.append(self._make_cards(number, one))
            label = Text(question_words(one, context.language.code), "name", wrap=True)
            self.add(Stack(label, Halves(*self.cards[-1], columns=2, gap=16), gap=6))

    def _heading(self) -> Stack:
        say = self._context.language
        number = say.plural("{n} answer differs", "{n} answers differ", len(self._differing))
        head = Row(Text(say.text("Answers"), "section"), Text(number, "caption"), None)
        sides = QWidget()
        sides.setProperty("ground", "none")
        flow = Flow(gap=14)
        sides.setLayout(flow)
        for button in self.all_buttons:
            flow.addWidget(button)
        return Stack(head, sides, gap=6)

    def _all_button(self, at: int) -> LinkButton:
        one, language = self.found.standing[at], self._context.language
        names = [said.who for said in self.found.standing]
        is_enough = bool(one.who) and names.count(one.who) == 1
        moment = "" if is_enough else language.moment(one.at)
        who = " · ".join(part for part in (one.who, moment) if part)
        button = LinkButton(language.text("All as said by {who}", who=who))
        button.clicked.connect(lambda: self.take_all(at))
        return button

    def _make_cards(self, number: int, one: Differing) -> list[ValueCard]:
        language = self._context.language
        cards = []
        for at, said in enumerate(self.found.standing):
            told = Side(
                key=str(at + 1),
                where=side(self._context, said),
                value=answer_words(one, at, language.code) or language.text("no answer"),
                note="",
                who=said.who,
                when=language.moment(said.at),
                machine=said.machine,
            )
            card = ValueCard(told, language.text("chosen"), short=True)
            card.clicked.connect(lambda _=False, at=at: self.take(number, at))
            cards.append(card)
        return cards

    # ---- choosing ----

    @property
    def is_decided(self) -> bool:
        """Whether every answer was chosen."""
        return len(self._chosen) == len(self._differing)

    def value(self) -> object:
        """The filled form that comes of what was chosen."""
        sides: dict[Place, int] = {
            (one.path, one.row): self._chosen[number] for number, one in enumerate(self._differing)
        }
        return document_of(self._context.workspace, self.found, sides)

    def press(self, number: int) -> None:
        """The key with this number was pressed: it chooses in the first question that waits."""
        if number > len(self.found.standing):
            return
        waiting = (at for at in range(len(self._differing)) if at not in self._chosen)
        at = next(waiting, len(self._differing) - 1)
        self.take(at, number - 1)

    def take(self, number: int, at: int) -> None:
        """Choose what a side says to one question; once more takes the choice back."""
        if self._chosen.get(number) == at:
            del self._chosen[number]
        else:
            self._chosen[number] = at
        choose(self.cards[number], self._chosen.get(number))
        self.turned.emit()

    def take_all(self, at: int) -> None:
        """Choose all of one side."""
        for number in range(len(self._differing)):
            self._chosen[number] = at
            choose(self.cards[number], at)
        self.turned.emit()

    def write_other(self) -> None:
        """A third answer is written in the filled form itself."""
