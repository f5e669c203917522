"""One field in conflict: its name, the values side by side, and a third one to write."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.model import DELETED, RECORD_TYPES
from app.model.kinds import is_place
from app.storage.questions.conflicts import Conflict
from app.ui.context import Context
from app.ui.inbox.cards import Cap, Side, ValueCard, choose
from app.ui.inbox.choices import together
from app.ui.inbox.words import field_label, kind_of, side, standing_words, value_words
from app.ui.kit import ElidedText, Form, Halves, LinkButton, Row, Stack, Text
from app.ui.sources import workspace_sources

_OTHER, _BOTH = -1, -2


@dataclass(frozen=True)
class Place:
    """The how-manieth of how many fields of a record."""

    number: int
    of: int


class FieldBlock(Stack):
    """Nothing is chosen at first: who presses Enter has looked."""

    turned = Signal()

    def __init__(self, context: Context, found: Conflict, place: Place) -> None:
        super().__init__(gap=8)
        self.found = found
        self._context = context
        self._at: int | None = None
        self.form: Form | None = None
        self._all = together(found.field, [one.value for one in found.standing])
        self.both: LinkButton | None = None
        self.cards = self._make_cards(short=place.number > 1)
        self.add(self._heading(place), Halves(*self.cards, columns=2, gap=16))
        if found.field != DELETED and not is_place(kind_of(found)):
            self.add(self._make_other())

    def _heading(self, place: Place) -> Row:
        context, found, text = self._context, self.found, self._context.language.text
        label = Text(field_label(context.language, found), "section")
        at = Text(text("{number} of {all}", number=place.number, all=place.of), "caption")
        if found.field == DELETED:
            return Row(label, at if place.of > 1 else Text(), None)
        before = value_words(context, found.type_name, found.id, found.field, found.before)
        said = text("All knew before: {value}", value=before) if before else ""
        common = ElidedText(said or text("Nothing stood here before"), "caption", colour="text2")
        return Row(label, at, None, common)

    def _make_cards(self, *, short: bool) -> list[ValueCard]:
        language = self._context.language
        chosen = language.text("chosen")
        shown = language.text("shown at present")
        cards = []
        for number, (one, said) in enumerate(
            zip(self.found.standing, standing_words(self._context, self.found), strict=True)
        ):
            told = Side(
                key=str(number + 1),
                where=side(self._context, one),
                value=said,
                note=shown if one.is_shown else "",
                who=one.who,
                when=language.moment(one.at),
                machine=one.machine,
            )
            card = ValueCard(told, chosen, short=short)
            card.clicked.connect(lambda _=False, at=number: self.take(at))
            cards.append(card)
        return cards

    def _make_other(self) -> Stack:
        self.form = Form(
            self._context.language,
            RECORD_TYPES[self.found.type_name],
            names=(self.found.field,),
            columns=1,
            sources=workspace_sources(self._context),
        )
        self.form.hide()
        self.form.edited.connect(lambda *_: self.turned.emit())
        self._other_cap = Cap("0")
        self.other = LinkButton(self._context.language.text("Write another value"))
        self.other.clicked.connect(self.write_other)
        self._both_cap = Cap(str(len(self.cards) + 1))
        ways = Row(None, self._other_cap, self.other, gap=4)
        if self._all is not None:
            self.both = LinkButton(self._context.language.text("Keep them all"))
            self.both.clicked.connect(self.keep_all)
            ways = Row(self._both_cap, self.both, None, self._other_cap, self.other, gap=4)
        return Stack(ways, self.form, gap=4)

    # ---- choosing ----

    @property
    def is_decided(self) -> bool:
        """Whether something was chosen or written."""
        return self._at is not None

    def value(self) -> object:
        """What was chosen or written."""
        if self._at == _OTHER and self.form is not None:
            return self.form.values()[self.found.field]
        if self._at == _BOTH:
            return self._all
        return None if self._at is None else self.found.standing[self._at].value

    def press(self, number: int) -> None:
        """The key with this number was pressed."""
        if number <= len(self.cards):
            self.take(number - 1)
        elif number == len(self.cards) + 1 and self.both is not None:
            self.keep_all()

    def take(self, at: int) -> None:
        """Choose one of the values; once more takes the choice back."""
        self._show(None if self._at == at else at)

    def keep_all(self) -> None:
        """Put all values into the field; once more takes the choice back."""
        self._show(None if self._at == _BOTH else _BOTH)

    def write_other(self) -> None:
        """Write a value nobody said."""
        if self.form is None:
            return
        self._show(_OTHER)
        self.form.focus_first()

    def _show(self, at: int | None) -> None:
        self._at = at
        choose(self.cards, at)
        if self.form is not None:
            self.form.setVisible(at == _OTHER)
            self._other_cap.set_strong(at == _OTHER)
            self._both_cap.set_strong(at == _BOTH)
        self.turned.emit()
