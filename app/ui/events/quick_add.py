"""The line one registers with: three letters, Enter; or Ctrl Enter for somebody new."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.language import Language, fold
from app.storage.questions.attendance import Known, people_like
from app.ui.context import Context
from app.ui.kit import Offer, SearchField
from app.ui.words import term

LEAST_LETTERS = 2
"""From so many letters on it is looked for; three are enough nearly always."""
_MOST = 6


@dataclass(frozen=True)
class Newcomer:
    """The last line of what is offered: nobody of these."""

    typed: str


class QuickAdd(SearchField):
    """Finds the people of the register. An Enter that is too fast never takes a wrong one."""

    known_picked = Signal(object)
    new_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(icon="user-plus", height=40)
        self._context = context
        self._event = b""
        self._answered = ""
        self._is_hurried = False
        self.asked.connect(self.look_for)
        self.entered.connect(self.look_for)
        self.picked.connect(self._picked)
        self.ctrl_entered.connect(self.new_asked)

    def set_event(self, event: bytes) -> None:
        """Find people for another event."""
        self._event = event
        self.clear()
        self.close_list()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.set_placeholder(language.text("Name: three letters are enough"))
        self.close_list()

    def begin(self, letters: str) -> None:
        """Take the keyboard, with a letter that was typed elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(letters)
        self.textEdited.emit(self.text())

    def look_for(self, typed: str) -> None:
        """Ask who may be meant."""
        if len(fold(typed).replace(" ", "")) < LEAST_LETTERS:
            self._answered = typed
            self.close_list()
            return
        self._context.ask(
            people_like,
            typed,
            self._event,
            _MOST,
            on_done=lambda found: self._found(typed, found),
            key="attendance.known",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_too_fast(event):
            self._is_hurried = True
            self.look_for(self.text())
        else:
            super().keyPressEvent(event)

    def _is_too_fast(self, event: QKeyEvent) -> bool:
        """The list may still be of the letters before: what is marked in it is not meant."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return (
            is_enter and not control and bool(self.text().strip()) and self._answered != self.text()
        )

    def _found(self, typed: str, found: list[Known]) -> None:
        if typed != self.text():
            return
        hurried, self._is_hurried, self._answered = self._is_hurried, False, typed
        if hurried and not found:
            self.new_asked.emit(typed)
        elif hurried and len(found) == 1:
            self._picked(found[0])
        else:
            self.offer([*(self._offer(at, one) for at, one in enumerate(found)), self._new(typed)])

    def _offer(self, at: int, known: Known) -> Offer:
        say = self._context.language
        facts = (term(say, "sex", known.sex).lower(), str(known.birth_year or ""), known.place)
        events = say.plural("{n} event", "{n} events", known.events) if known.events else ""
        return Offer(
            known,
            known.name,
            sub=" · ".join(fact for fact in facts if fact),
            icon="user-check",
            note=say.text("on the list already") if known.is_listed else events,
            key=f"Alt {at + 1}" if at else "",
            warning=self._alike(known),
        )

    def _alike(self, known: Known) -> str:
        if not known.alike:
            return ""
        say = self._context.language.text
        if known.alike_year is None:
            return say("Alike: {name}. The same person?", name=known.alike)
        # the year is a name of a year: it has no thousands
        year = str(known.alike_year)
        return say("Alike: {name}, {year}. The same person?", name=known.alike, year=year)

    def _new(self, typed: str) -> Offer:
        say = self._context.language.text
        return Offer(
            Newcomer(typed),
            say("Add a new person: «{typed}»", typed=typed.strip()),
            sub=say("Name, sex, year, village: in one line"),
            icon="user-plus",
            key="Ctrl Enter",
            pinned=True,
        )

    def _picked(self, value: object) -> None:
        if isinstance(value, Newcomer):
            self.new_asked.emit(value.typed)
        else:
            self.known_picked.emit(value)
