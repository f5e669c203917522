"""What was handed out at an event: guidelines, leaflets, how many, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.events import Made, hand_over
from app.actions.records import delete
from app.errors import Invalid
from app.language import Language
from app.storage.questions.events import GivenCopies
from app.ui.context import Context
from app.ui.kit import (
    ElidedText,
    FormRow,
    IconButton,
    Line,
    NumberField,
    Offer,
    PlainButton,
    Row,
    SearchField,
    Stack,
    Text,
    TextField,
)
from app.ui.kit.field import Field
from app.ui.kit.layout import empty
from app.ui.sources import record_finder


class ProductField(Field):
    """A known product found by a few letters, or the title of a new one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._finder = record_finder(context, "product")
        self._known: bytes | None = None
        self.search = SearchField(icon="package")
        self._box.addWidget(self.search)
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._picked)
        self.search.textEdited.connect(self._typed)

    def editor(self) -> SearchField:
        return self.search

    def value(self) -> bytes | str:
        return self._known or " ".join(self.search.text().split())

    def set_value(self, value: object) -> None:
        self._known = None
        self.search.setText(str(value or ""))

    def _typed(self, text: str) -> None:
        self._known = None
        self.edited.emit(text)

    def _ask(self, typed: str) -> None:
        found = self._finder.find(typed) if typed.strip() else ()
        offers = [Offer((value, text), text, sub=sub) for value, text, sub in found]
        self.search.offer(offers, mark_first=False)

    def _picked(self, found: tuple[bytes, str]) -> None:
        self._known = found[0]
        self.search.setText(found[1])


class HandedOut(QWidget):
    """The list, and a short form to add to it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._event_id = b""
        self._copies: Sequence[GivenCopies] = ()
        self._title = Text("", "subsection")
        self._none = Text("", "second", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.product = ProductField(context)
        self.copies = NumberField(context.language, 1)
        self.recipient = TextField()
        self._rows = {
            "product": FormRow("", self.product),
            "copies": FormRow("", self.copies),
            "recipient": FormRow("", self.recipient),
        }
        self.add = PlainButton(icon="plus")
        self.add.clicked.connect(self._add)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addWidget(Line())
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(Row(None, self.add))

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        self._title.setText(say("Handed out"))
        self._none.setText(say("Write down guidelines and leaflets that were handed out."))
        self._rows["product"].set_label(say("What"))
        self._rows["copies"].set_label(say("Copies"))
        self._rows["recipient"].set_label(say("Recipient"))
        self.add.setText(say("Add"))
        self.show_copies(self._copies)

    def set_event(self, event_id: bytes) -> None:
        """Add to another event."""
        self._event_id = event_id
        self._clear()

    def show_copies(self, copies: Sequence[GivenCopies]) -> None:
        """Show what was handed out."""
        self._copies = copies
        self._none.setVisible(not copies)
        empty(self._list)
        for given in copies:
            self._list.addWidget(self._row(given))

    def _row(self, given: GivenCopies) -> QWidget:
        language = self.context.language
        title = given.product.title or language.text("No title")
        count = given.distribution.copies
        copies = language.plural("{n} copy", "{n} copies", count) if count else ""
        note = " · ".join(part for part in (copies, given.distribution.recipient) if part)
        remove = IconButton("x", language.text("Take {name} off", name=title))
        remove.clicked.connect(partial(self._remove, given, title))
        words = Stack(ElidedText(title, "name"), ElidedText(note, "second"), gap=0)
        row = Row(words, remove)
        row.box.setStretch(0, 1)
        return row

    def _add(self) -> None:
        found = self.product.value()
        if not found:
            self._rows["product"].set_error(self.context.language.text("Fill this in"))
            self.product.focus()
            return
        values = {"copies": self.copies.value(), "recipient": self.recipient.value()}
        self.context.do(
            hand_over, self._event_id, found, values, on_done=self._added, on_error=self._refused
        )

    def _added(self, _: Made) -> None:
        self._clear()
        self.product.focus()

    def _clear(self) -> None:
        for row in self._rows.values():
            row.field.set_value(None)
            row.clear()

    def _refused(self, error: object) -> None:
        if isinstance(error, Invalid):
            for problem in error.problems:
                row = self._rows.get(problem.field, self._rows["product"])
                row.set_error(self.context.language.text(problem.text, **problem.values))
        else:
            self.context.tasks.failed.emit(error)

    def _remove(self, given: GivenCopies, title: str, *_: object) -> None:
        said = self.context.language.text("“{title}” is deleted", title=title)
        self.context.do(
            delete,
            "distribution",
            given.distribution.id,
            on_done=lambda _: self.context.toast_undo(said),
        )
