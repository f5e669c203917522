"""The filled forms of a survey, and the drafts that wait to be finished."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget

from app.actions.records import delete
from app.actions.surveys import drop_draft
from app.language import Language
from app.model import Changes
from app.storage import Workspace
from app.storage.questions.surveys import (
    DraftLine,
    SubmissionLine,
    SubmissionPage,
    list_drafts,
    list_submissions,
)
from app.storage.selection import AnswerFilter
from app.ui.context import Context
from app.ui.kit import Cell, ChoiceField, Column, EmptyPage, Hint, ListTable, Row, Stack, Text
from app.ui.surveys.tab import SurveyTab
from app.ui.words import term

_WIDE = 780


class Listed(NamedTuple):
    """A line of the table: a draft, or a filled form."""

    draft: DraftLine | None = None
    filled: SubmissionLine | None = None

    @property
    def id(self) -> bytes:
        """By which a list keeps its place."""
        if self.draft is not None:
            return self.draft.draft.id
        return self.filled.id if self.filled is not None else b""


class _Answer(NamedTuple):
    drafts: list[DraftLine]
    page: SubmissionPage


def _read(ws: Workspace, survey: bytes, wanted: AnswerFilter) -> _Answer:
    return _Answer(list_drafts(ws, survey), list_submissions(ws, survey, wanted))


class SubmissionsTab(SurveyTab):
    """Drafts first, then what was finished; Enter opens, Del takes away."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answer: _Answer | None = None
        self.source = ChoiceField(empty="")
        self.source.committed.connect(lambda _: self.refresh())
        self._found = Text("", "caption")
        self.table = ListTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self.open_line)
        self.table.row_removed.connect(self.remove)
        self.empty = EmptyPage("clipboard-list", primary_icon="pencil", other_icon="upload")
        self.empty.primary_chosen.connect(self._fill)
        self.empty.other_chosen.connect(self._take_in)
        self._lists = QStackedWidget()
        self._listed = Stack(Row(self.source, None, self._found), self.table, gap=8)
        self._lists.addWidget(self._listed)
        self._lists.addWidget(self.empty)
        self.assemble(body=self._lists)
        self.on_key("T", self.type_again)
        self.on_key("C", self.compare)
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        self.source.set_options(
            [
                (code, term(self.language, "submission_source", code))
                for code in ("screen", "paper", "import")
            ],
            say("From everywhere"),
        )
        self.source.set_name(say("Source"))
        self.table.set_name(say("Filled forms"))
        self.table.set_columns(
            [
                Column("who", say("Who answered")),
                Column("day", say("Day"), 116),
                Column("where", say("Event or place"), 240, from_width=_WIDE),
                Column("source", say("Source"), 190, from_width=_WIDE),
                Column("state", say("State"), 140),
            ]
        )
        self.empty.set_content(
            say("Nobody answered yet"),
            say("Fill the form for the first person, on the screen or from paper."),
            say("Fill"),
            say("Take in filled forms…"),
        )

    # ---- what a tab answers ----

    def began(self) -> None:
        self._answer = None

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("T", say("type the paper again")),
            Hint("C", say("compare the two")),
            Hint("Del", say("delete")),
        ]

    def refresh(self) -> None:
        if self.survey_id:
            wanted = AnswerFilter(source=str(self.source.value() or ""))
            self.context.ask(
                _read, self.survey_id, wanted, on_done=self._show, key="surveys.submissions"
            )

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        if changes.types & {"submission", "person", "event"}:
            self.refresh()

    # ---- showing ----

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        is_filtered = bool(self.source.value())
        drafts = [] if is_filtered else [Listed(draft=one) for one in answer.drafts]
        filled = [Listed(filled=one) for one in answer.page.lines]
        self.table.set_rows([*drafts, *filled], self._more)
        if (drafts or filled) and self.table.selected() is None:
            self.table.selectRow(0)
        is_empty = not drafts and not answer.page.total and not is_filtered
        self._lists.setCurrentWidget(self.empty if is_empty else self._listed)
        total = self.language.plural("{n} filled form", "{n} filled forms", answer.page.total)
        self._found.setText(total)

    def _more(self, offset: int) -> list[Listed]:
        drafts = sum(1 for row in self.table.rows() if row.draft is not None)
        wanted = AnswerFilter(source=str(self.source.value() or ""))
        page = list_submissions(
            self.context.workspace, self.survey_id, wanted, offset=offset - drafts
        )
        return [Listed(filled=one) for one in page.lines]

    def _cells(self, row: Listed) -> list[Cell]:
        if row.draft is not None:
            return _draft_cells(self.language, row.draft)
        return filled_cells(self.language, row.filled) if row.filled is not None else []

    # ---- doing ----

    def _fill(self) -> None:
        self.context.go("surveys", survey=self.survey_id, fill=True)

    def _take_in(self) -> None:
        self.context.go("surveys", survey=self.survey_id, take_in=True)

    def open_line(self, row: Listed) -> None:
        """Go on with a draft, or change a filled form."""
        if row.draft is not None:
            self.context.go("surveys", survey=self.survey_id, draft=row.draft.draft.id)
        elif row.filled is not None and not row.filled.is_empty:
            self.context.go("surveys", survey=self.survey_id, edit=row.filled.id)

    def type_again(self) -> None:
        """Type the paper of the chosen form a second time."""
        row = self.table.selected()
        is_paper = row is not None and row.filled is not None and row.filled.source == "paper"
        if is_paper and row.filled.second_entry is None:
            self.context.go("surveys", survey=self.survey_id, again=row.filled.id)
        else:
            say = self.language.text
            self.context.toast(
                say("Only what came from paper and was typed once can be typed again"), "info"
            )

    def compare(self) -> None:
        """Show the second entry of the chosen form beside the first."""
        row = self.table.selected()
        second = row.filled.second_entry if row is not None and row.filled is not None else None
        if second is not None:
            self.context.go("surveys", survey=self.survey_id, compare=second)
        else:
            said = self.language.text("This form was typed once. T types its paper again.")
            self.context.toast(said, "info")

    def remove(self, row: Listed) -> None:
        """Take a draft or a filled form away."""
        say = self.language.text
        if row.draft is not None:
            self.context.do(
                drop_draft, row.draft.draft.id, undo=False, on_done=lambda _: self.refresh()
            )
            self.context.toast(say("The draft is gone"))
        elif row.filled is not None:
            said = say("The filled form is deleted")
            self.context.do(
                delete,
                "submission",
                row.filled.id,
                on_done=lambda _: self.context.toast_undo(said),
            )


def _draft_cells(language: Language, line: DraftLine) -> list[Cell]:
    say, facts = language.text, line.draft.facts
    who = line.person or str(facts.get("code") or facts.get("group_name") or say("Nobody is named"))
    moment = _local(line.draft.at)
    begun = say("written {moment}", moment=moment) if moment else ""
    word = say("being changed") if line.draft.is_edit else say("draft")
    return [
        Cell(who, sub=begun, weight=500),
        Cell(language.day(facts.get("collected_on")), colour="text2"),
        Cell("", colour="text2"),
        Cell(term(language, "submission_source", facts.get("source")), size=13, colour="text2"),
        Cell("", chip=word, chip_kind="warn"),
    ]


def filled_cells(language: Language, line: SubmissionLine) -> list[Cell]:
    """A filled form as a line: who, when, where, from what, in which state."""
    say = language.text
    who = line.person or line.code or line.group or say("Nobody is named")
    if line.is_empty:
        who = say("Forgotten")
    round_ = say("round {n}", n=line.round) if line.round else ""
    sub = " · ".join(part for part in (round_, line.who) if part)
    names = dict(zip(("ky", "ru", "en"), line.place, strict=True))
    where = line.event or language.label(names)
    word, kind = say("finished"), "ok"
    if line.second_entry is not None:
        word, kind = say("typed twice"), "new"
    return [
        Cell(who, sub=sub, weight=500),
        Cell(language.day(line.collected_on), colour="text2"),
        Cell(where, size=13, colour="text2", tip=where),
        Cell(term(language, "submission_source", line.source), size=13, colour="text2"),
        Cell("", chip=word, chip_kind=kind),
    ]


def _local(moment: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone()
