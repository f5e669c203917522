"""What stands at the right of the register: the card of the chosen person, or her history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.people import give_consent, withdraw_consent
from app.actions.redaction import redact_person
from app.language import mark
from app.storage.questions.duplicates import proposals_of
from app.storage.questions.person import (
    PersonCard,
    Told,
    held_of,
    person_card,
    person_history,
)
from app.storage.questions.receipts import arrivals
from app.ui.context import Context
from app.ui.different_values import DifferentValues
from app.ui.kit import SidePanel
from app.ui.people.card import NobodyChosen, PersonView
from app.ui.people.history import HistoryView

FULL, MIDDLE, NARROW = 372, 348, 320
"""Its widths in a full, a middling and a narrow window."""


class PersonPanel(SidePanel):
    """Reads and shows one person; consent is noted and taken back here."""

    edit_asked = Signal()
    event_chosen = Signal(bytes)
    read = Signal(object)
    """The `PersonCard` that is shown now; None for nobody."""

    def __init__(self, context: Context, is_held: Callable[[], bool]) -> None:
        super().__init__(FULL, border=True, gap=0)
        self.context = context
        self.card: PersonCard | None = None
        self._is_held = is_held
        self.view = PersonView()
        self.history = HistoryView()
        self.nobody = NobodyChosen()
        self._sides = (self.view, self.history, self.nobody)
        self.different = DifferentValues(context, "person", stacked=True)
        self.view.box.insertWidget(1, self.different)
        self.add(*self._sides)
        self._show_side(self.nobody)
        self.view.edit_asked.connect(self.edit_asked)
        self.view.history_asked.connect(self._read_history)
        self.view.event_chosen.connect(self.event_chosen)
        self.view.twins_asked.connect(lambda: self.context.go("inbox", tab="duplicates"))
        self.view.receipts.settle_asked.connect(lambda: self.context.go("inbox", tab="conflicts"))
        self.view.forget.opened.connect(self._read_held)
        self.view.forget.confirmed.connect(self._forget)
        self.view.consent.given.connect(self._give_consent)
        self.view.consent.withdrawn.connect(self._withdraw_consent)
        self.history.closed.connect(lambda: self._show_side(self.view))

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for part in self._sides:
            part.retranslate(self.context.language)

    def show_person(self, person: bytes) -> None:
        """Read a person and show her card."""
        self.context.ask(person_card, person, on_done=self._show_card, key="people.card")

    def show_nobody(self) -> None:
        """Show no one."""
        self.card = None
        self.different.hide()
        self._show_side(self.nobody)

    def leave(self) -> None:
        """Hide what not everybody shall see."""
        self.view.hide_private()

    def _show_card(self, card: PersonCard | None) -> None:
        if self._is_held():
            return
        was, self.card = self.card, card
        if card is None:
            self._show_side(self.nobody)
        else:
            self.view.show_person(card, self.context.language)
            self._read_twins(card.person.id)
            self._read_receipts(card.person.id)
            self.different.look_at(card.person.id)
            is_other = was is None or was.person.id != card.person.id
            if is_other or self.history.isHidden():
                self._show_side(self.view)
        self.read.emit(card)

    def _read_twins(self, person: bytes) -> None:
        self.context.ask(
            proposals_of,
            [person],
            on_done=lambda found: self.view.show_twins(len(found), self.context.language),
            key="people.twins",
        )

    def _read_receipts(self, person: bytes) -> None:
        self.context.ask(
            arrivals,
            "person",
            person,
            on_done=lambda found: self.view.receipts.show_arrivals(found, self.context.language),
            key="people.receipts",
        )

    def _show_side(self, shown: QWidget) -> None:
        for side in self._sides:
            side.setVisible(side is shown)

    def _read_history(self) -> None:
        if self.card is not None:
            self.context.ask(
                person_history, self.card.person.id, on_done=self._show_history, key="people.told"
            )

    def _show_history(self, told: list[Told]) -> None:
        self.history.show_history(told, self.context.language)
        self._show_side(self.history)

    def _give_consent(self, values: dict[str, object]) -> None:
        if self.card is not None:
            said = mark("The consent is noted")
            person = self.card.person.id
            self.context.do(give_consent, person, values, on_done=lambda _: self._say(said))

    def _withdraw_consent(self) -> None:
        if self.card is not None:
            said = mark("The consent is taken back")
            person = self.card.person.id
            self.context.do(withdraw_consent, person, on_done=lambda _: self._say(said))

    def _read_held(self) -> None:
        if self.card is not None:
            person = self.card.person.id
            self.context.ask(held_of, person, on_done=self.view.forget.show_held, key="people.held")

    def _forget(self, reason: str) -> None:
        if self.card is not None:
            said = self.context.language.text("Forgotten here, and by all who get this.")
            self.context.do(
                redact_person,
                self.card.person.id,
                reason,
                on_done=lambda _: self.context.forgotten(said),
                undo=False,
            )

    def _say(self, text: str) -> None:
        self.context.toast_undo(self.context.language.text(text))
