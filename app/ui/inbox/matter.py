"""One record and everything about it that waits for a decision."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.actions.conflicts import Decision
from app.errors import Invalid
from app.storage.questions.answer_conflicts import differing_answers
from app.storage.questions.conflicts import Conflict
from app.ui.context import Context
from app.ui.inbox.answers_block import AnswersBlock
from app.ui.inbox.field_block import FieldBlock, Place
from app.ui.inbox.reading import Matter
from app.ui.inbox.words import facts_of
from app.ui.kit import Chip, ElidedText, Facts, LinkButton, Row, SoftBox, Stack, Text
from app.ui.kit.layout import empty
from app.ui.record_places import Place as RecordPlace
from app.ui.record_places import place_of

_MOST_FACTS = 8
_WIDE = 640


class MatterView(Stack):
    """The record's name, a block for each field in conflict, and the record around them."""

    turned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=18, margins=(24, 14, 24, 16))
        self._context = context
        self.matter: Matter | None = None
        self._place: RecordPlace | None = None
        self.blocks: list[FieldBlock | AnswersBlock] = []
        self._title = ElidedText("", "title")
        self._type = Chip("", "fact")
        self.open_card = LinkButton(icon="arrow-right")
        self.open_below = LinkButton(icon="arrow-right")
        for link in (self.open_card, self.open_below):
            link.clicked.connect(self._open)
        self._note = Text("", "second", wrap=True)
        self._fields = Stack(gap=22)
        self._around = SoftBox(gap=8, margin=14)
        self._around_title = Text("", "subsection")
        self._facts = Facts()
        self._around.add(Row(self._around_title, None, self.open_below), self._facts)
        head = Row(self._title, self._type, None, self.open_card, gap=12)
        self.add(Stack(head, self._note, gap=4), self._fields, self._around, None)
        self._around.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_matter(self, matter: Matter) -> None:
        """Show another record, or the same one read anew."""
        self.matter = matter
        language, record = self._context.language, matter.record
        self._place = place_of(self._context.workspace, record.type_name, record.id)
        self._title.setText(matter.title or "–")
        self._type.set_text(language.text(record.label))
        for link in (self.open_card, self.open_below):
            link.setText(language.text("Open the record"))
        self._place_link()
        self._note.setText(
            language.text("Nothing stops here: all values are kept until somebody decides.")
        )
        self._show_fields(matter)
        self._around_title.setText(language.text("The record around it"))
        facts = facts_of(self._context, record, {one.field for one in matter.conflicts})
        self._facts.set_facts([(label, said) for label, said in facts[:_MOST_FACTS]])
        self._around.setVisible(bool(facts))

    def _show_fields(self, matter: Matter) -> None:
        empty(self._fields.box)
        self.blocks = []
        for number, found in enumerate(matter.conflicts, 1):
            block = self._block(found, Place(number, len(matter.conflicts)))
            block.turned.connect(self.turned)
            self.blocks.append(block)
            self._fields.add(block)

    def _block(self, found: Conflict, place: Place) -> FieldBlock | AnswersBlock:
        """Edits of a filled form are decided answer by answer, all else by the value."""
        answers = differing_answers(self._context.workspace, found)
        if answers:
            return AnswersBlock(self._context, found, answers)
        return FieldBlock(self._context, found, place)

    def _open(self) -> None:
        if self._place is not None:
            self._context.go(self._place[0], **self._place[1])

    def _place_link(self) -> None:
        """At the head; where that is narrow, with the record around."""
        has_page = self._place is not None
        is_wide = self.width() >= _WIDE
        self.open_card.setVisible(has_page and is_wide)
        self.open_below.setVisible(has_page and not is_wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_link()

    # ---- deciding ----

    def press(self, number: int) -> None:
        """A number chooses in the first field that is undecided, else in the last."""
        if self.blocks:
            waiting = (block for block in self.blocks if not block.is_decided)
            next(waiting, self.blocks[-1]).press(number)

    def decisions(self) -> list[Decision]:
        """What was decided so far."""
        return [
            (block.found.type_name, block.found.id, block.found.field, block.value())
            for block in self.blocks
            if block.is_decided
        ]

    def show_problems(self, error: Invalid) -> None:
        """Say beside the field why its new value cannot be."""
        for block in self.blocks:
            if block.form is not None:
                block.form.set_problems(error.problems)
