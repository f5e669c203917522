"""What stands behind a count: the filled forms, or the answers in words, as a list."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from app.storage.questions.results import SaidText
from app.storage.questions.said import FoundTexts, Said, find_texts, forms_that_say
from app.storage.questions.surveys import SubmissionLine, SubmissionPage
from app.storage.selection import EVERYTHING, AnswerFilter
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    Column,
    ElidedText,
    ListTable,
    QuietButton,
    Row,
    SearchField,
    SoftBox,
    Stack,
    Text,
)
from app.ui.surveys.submissions import filled_cells

_WIDE = 920
_LEAST_SEARCH = 240


class _Asked(NamedTuple):
    """Of what the list is: survey, filter, what was said, and that in words."""

    survey: bytes = b""
    wanted: AnswerFilter = EVERYTHING
    said: Said = Said("")
    words: str = ""


class _BehindList(Stack):
    """A heading with the way back, and a table below it."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self.context, self._asked = context, _Asked()
        self.back = QuietButton(icon="chevron-left")
        self.back.clicked.connect(self.left)
        self.heading = ElidedText("", "subsection")
        self.count = Text("", "caption")
        self.table = ListTable(row_height=44)
        self.table.row_opened.connect(self._open)

    def _open(self, row: object) -> None:
        record_id = row.id if isinstance(row, SubmissionLine) else getattr(row, "submission", None)
        if isinstance(record_id, bytes):
            self.context.go("surveys", survey=self._asked.survey, edit=record_id)

    def _say_heading(self) -> None:
        self.back.setText(self.context.language.text("Back to the results"))
        self.heading.setText(self._asked.words)
        self.table.set_name(self._asked.words)


class FormsList(_BehindList):
    """The filled forms behind one part of a chart; Enter opens one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table.set_drawing(lambda line: filled_cells(self.context.language, line))
        self.add(Row(self.back, self.heading, None, self.count), self.table)

    def show_forms(self, survey: bytes, wanted: AnswerFilter, said: Said, words: str) -> None:
        """List who said this."""
        self._asked = _Asked(survey, wanted, said, words)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self._say_heading()
        self.table.set_columns(
            [
                Column("who", say("Who answered")),
                Column("day", say("Day"), 116),
                Column("where", say("Event or place"), 240, from_width=_WIDE),
                Column("source", say("Source"), 190, from_width=_WIDE),
                Column("state", say("State"), 140, from_width=_WIDE),
            ]
        )

    def refresh(self) -> None:
        """Read the list anew."""
        asked = self._asked
        if asked.survey:
            self.context.ask(
                forms_that_say,
                asked.survey,
                asked.said,
                asked.wanted,
                on_done=self._show,
                key="surveys.results.forms",
            )

    def _show(self, page: SubmissionPage) -> None:
        self.table.set_rows(page.lines, self._more)
        if page.lines and self.table.selected() is None:
            self.table.selectRow(0)
        language = self.context.language
        self.count.setText(language.plural("{n} filled form", "{n} filled forms", page.total))

    def _more(self, offset: int) -> list[SubmissionLine]:
        asked = self._asked
        ws = self.context.workspace
        return forms_that_say(ws, asked.survey, asked.said, asked.wanted, offset=offset).lines

    def focus(self) -> None:
        """Take the keyboard."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


class TextsList(_BehindList):
    """All answers in words to one question, searched as one types; the chosen one stands whole."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = SearchField()
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self.search.setMaximumWidth(320)
        self.search.asked.connect(lambda _: self.refresh())
        self.search.descended.connect(self.table.setFocus)
        self.whole = Text("", "body", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box = SoftBox(margin=12)
        self._box.add(self.whole)
        self.table.set_drawing(lambda each: [Cell(_one_line(each.text), tip=each.text)])
        self.table.verticalHeader().setDefaultSectionSize(32)
        self.table.row_chosen.connect(self._show_whole)
        self.add(Row(self.back, self.heading, None, self.count, self.search))
        self.add(self.table, self._box)
        self.box.setStretch(1, 1)

    def show_texts(self, survey: bytes, wanted: AnswerFilter, path: str, words: str) -> None:
        """List the answers to this question."""
        self._asked = _Asked(survey, wanted, Said(path), words)
        self.search.clear()
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self._say_heading()
        self.search.set_placeholder(say("Find in the answers"))
        self.table.set_columns([Column("text", say("Answer"))])

    def refresh(self) -> None:
        """Read the list anew."""
        asked = self._asked
        if asked.survey:
            self.context.ask(
                find_texts,
                asked.survey,
                asked.said.path,
                self.search.text(),
                asked.wanted,
                on_done=self._show,
                key="surveys.results.texts",
            )

    def _show(self, texts: FoundTexts) -> None:
        self.table.set_rows(texts.found)
        if texts.found:
            self.table.selectRow(0)
        self._show_whole(self.table.selected())
        self.count.setText(self.context.language.plural("{n} answer", "{n} answers", texts.total))

    def _show_whole(self, each: SaidText | None) -> None:
        self.whole.setText(each.text if each is not None else "")
        self._box.setVisible(each is not None)

    def focus(self) -> None:
        """Take the keyboard."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _one_line(text: str) -> str:
    return " ".join(text.split())
