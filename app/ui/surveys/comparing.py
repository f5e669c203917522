"""Two entries of one paper side by side: where they differ, which counts, and taking that over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from app.actions.surveys import drop_draft, finalise
from app.errors import AppError
from app.language import mark
from app.model import Changes, Submission
from app.storage import Workspace, drafts
from app.storage.forms import form_of
from app.storage.questions.surveys import Differing, compare_entries
from app.surveys import Filling, Kind, plain
from app.surveys.languages import label_in
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    Column,
    EmptyPage,
    Hint,
    KeyHints,
    ListTable,
    PageHeader,
    PrimaryButton,
    Stack,
    Text,
)
from app.ui.page import Page
from app.ui.surveys.finished import Finished
from app.ui.surveys.opening import edit_submission

FIRST, SECOND = 0, 1
_WIDE, _ANSWER, _ANSWER_NARROW = 1000, 240, 150


class BeingChanged(AppError):
    """A filled form somebody is changing at this moment."""


@dataclass(frozen=True)
class Compared:
    """Both entries and where they differ."""

    first: bytes
    second: bytes
    who: str
    differing: tuple[Differing, ...]


@dataclass(frozen=True)
class Row:
    """One line: the difference, and which side counts."""

    differing: Differing
    counts: int = FIRST

    @property
    def id(self) -> tuple[str, tuple[int, ...]]:
        """By which a list keeps its place."""
        return self.differing.path, self.differing.row


def compared(ws: Workspace, second: bytes) -> Compared | None:
    """The two entries; None when one of them is gone."""
    typed = ws.get(Submission, second)
    first = ws.get(Submission, typed.second_entry_of) if typed and typed.second_entry_of else None
    if typed is None or first is None:
        return None
    read = form_of(ws, first.survey_version) if first.survey_version else None
    differing = [
        one
        for one in compare_entries(ws, second)
        # when it was typed, and what follows from other answers, stands on no paper
        if read is not None and read.form.question(one.path).kind.is_asked
    ]
    return Compared(first.id, second, first.caption(), tuple(differing))


def take_over(ws: Workspace, first: bytes, wanted: Sequence[Differing]) -> Changes:
    """Give the first entry these answers of the second one: an edit like any other."""
    if drafts.draft(ws, first) is not None:
        raise BeingChanged(mark("This filled form is being changed. Finish that first."))
    opened = edit_submission(ws, first)
    try:
        for one in wanted:
            answer_at(opened.filling, one.path, one.row, one.answers[SECOND])
        return finalise(ws, opened.draft, Finished.of(opened.filling))
    except AppError:
        drop_draft(ws, first)
        raise


def answer_at(filling: Filling, path: str, rows: tuple[int, ...], value: str) -> None:
    """Answer a question by its path; a row of a repeat that is not there yet is added."""
    repeats = {entry.path for entry in filling.entries() if entry.kind is Kind.REPEAT}
    position, here, left = "", "", list(rows)
    for step in path.strip("/").split("/"):
        position, here = f"{position}/{step}", f"{here}/{step}"
        if here in repeats and left:
            index = left.pop(0)
            while f"{position}[{index}]" not in _positions(filling):
                filling.add_repeat(position)
            position = f"{position}[{index}]"
    filling.answer(position, value)


def _positions(filling: Filling) -> set[str]:
    return {entry.position for entry in filling.entries()}


class ComparingPage(Page):
    """1 and 2 say whose answer counts; Enter takes over what was chosen."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Compared | None = None
        self.header = PageHeader()
        self.take = PrimaryButton(icon="check")
        self.header.add_action(self.take)
        self.take.clicked.connect(self.take_it)
        self._note = Text("", "second", wrap=True)
        self.table = ListTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(lambda _: self.take_it())
        self.same = EmptyPage("circle-check", primary_icon="check")
        self.same.primary_chosen.connect(self.closed)
        self._stack = QStackedWidget()
        listed = Stack(self._note, self.table, gap=8, margins=(24, 4, 24, 0))
        listed.box.setStretch(1, 1)
        self._listed = listed
        self._stack.addWidget(listed)
        self._stack.addWidget(self.same)
        self._hints = KeyHints()
        self.assemble(header=self.header, body=self._stack, footer=self._hints)
        self.on_key("1", lambda: self.choose(FIRST))
        self.on_key("2", lambda: self.choose(SECOND))
        self.on_key("Esc", self.closed.emit)
        self._say_words()

    # ---- what a page answers ----

    def title(self) -> str:
        return self.language.text("Two entries of one paper")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("1", say("the first counts")),
            Hint("2", say("the second counts")),
            Hint("Enter", say("take over")),
            Hint("Esc", say("leave it")),
        ]

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def _say_words(self) -> None:
        say = self.language.text
        self.header.set_title(self.title())
        self.header.set_facts([self._found.who] if self._found and self._found.who else [])
        self.take.setText(say("Take over"))
        self._note.setText(
            say(
                "Look at the paper: which answer stands there? "
                "What you choose is taken over into the first entry, which counts."
            )
        )
        self.table.set_name(self.title())
        self._fit_columns()
        self.same.set_content(
            say("Both entries say the same"),
            say("The paper was typed twice without a difference."),
            say("To the filled forms"),
        )
        self._hints.set_hints(self.hints())

    def _fit_columns(self) -> None:
        """A narrow window leaves the room to the questions."""
        say = self.language.text
        width = _ANSWER if self.width() >= _WIDE else _ANSWER_NARROW
        self.table.set_columns(
            [
                Column("question", say("Question")),
                Column("first", say("First entry"), width),
                Column("second", say("Second entry"), width),
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # ---- showing ----

    def show_entries(self, found: Compared) -> None:
        """Show the differences; the first entry counts until somebody says otherwise."""
        self._found = found
        self._say_words()
        has_any = bool(found.differing)
        self._stack.setCurrentWidget(self._listed if has_any else self.same)
        self.take.setVisible(has_any)
        self.table.set_rows([Row(one) for one in found.differing])
        if has_any:
            self.table.selectRow(0)
        (self.table if has_any else self.same).setFocus()

    def _cells(self, row: Row) -> list[Cell]:
        one, language = row.differing, self.language
        label = plain(label_in(one.labels, language.code)) or one.path.rpartition("/")[2]
        where = ", ".join(language.text("row {n}", n=number) for number in one.row)
        return [
            Cell(label, sub=where, tip=label),
            *(self._answer(row, side) for side in (FIRST, SECOND)),
        ]

    def _answer(self, row: Row, side: int) -> Cell:
        one, language = row.differing, self.language
        raw = one.answers[side]
        codes = raw.split() if one.options else []
        words = [
            plain(label_in(one.options.get(code, {}), language.code)) or code for code in codes
        ]
        text = ", ".join(words) or raw or "–"
        counts = row.counts == side
        spoken = f"{text}, {language.text('counts')}" if counts else text
        return Cell(
            text,
            icon="circle-check" if counts else "circle",
            icon_colour="accent" if counts else "text3",
            weight=500 if counts else 400,
            spoken=spoken,
            tip=text,
        )

    # ---- doing ----

    def choose(self, side: int) -> None:
        """Say whose answer counts in the chosen line, and go to the next."""
        at = self.table.currentIndex().row()
        rows: list[Row] = self.table.rows()
        if not 0 <= at < len(rows):
            return
        rows[at] = Row(rows[at].differing, side)
        self.table.set_rows(rows)
        self.table.selectRow(min(at + 1, len(rows) - 1))

    def take_it(self) -> None:
        """Change the first entry to what counts."""
        if self._found is None:
            return
        wanted = [row.differing for row in self.table.rows() if row.counts == SECOND]
        if not wanted:
            self.context.toast(self.language.text("The first entry stays as it is"), "info")
            self.closed.emit()
            return
        said = self.language.plural("{n} answer taken over", "{n} answers taken over", len(wanted))

        def done(_: object) -> None:
            self.context.toast_undo(said)
            self.closed.emit()

        self.context.do(take_over, self._found.first, wanted, on_done=done)
