"""What a survey comes to: figures and charts of each question, of any selection of filled forms."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from app.model import Changes
from app.reports.survey_blocks import WORDS, blocks_of
from app.storage import Workspace
from app.storage.answers import catch_up
from app.storage.questions.results import Results, results
from app.storage.questions.said import Said, first_texts, unread
from app.storage.selection import EVERYTHING, AnswerFilter, versions_of
from app.ui.context import Context
from app.ui.kit import (
    EmptyPage,
    Figure,
    Hint,
    Line,
    PlainButton,
    ProgressRow,
    QuietButton,
    Row,
    Scroller,
    Segments,
    Stack,
    Text,
)
from app.ui.source import Source
from app.ui.surveys.result_export import ExportPane
from app.ui.surveys.result_filters import Offers, ResultFilters, read_offers
from app.ui.surveys.result_gain import GainView, OtherTest, other_tests
from app.ui.surveys.result_grid import ResultGrid
from app.ui.surveys.result_lists import FormsList, TextsList
from app.ui.surveys.result_words import ResultWords
from app.ui.surveys.tab import SurveyTab
from app.ui.tasks import Progress, Task

MINE = frozenset({"submission", "survey_version", "survey", "person", "event"})
_MOST_UNREAD = 2000
"""More filled forms than this are read with a bar and a way to stop, apart from other reading."""
_REST_MS = 300
_LOW = 340
"""Under this height the filters scroll away with what they filter."""
_LONGEST = 48
"""Letters of a question beside its figure; the whole of it stands at its chart."""


class _Read(NamedTuple):
    """Counted results, or how many forms must be read before they can be counted."""

    results: Results | None
    wanted: AnswerFilter
    unread: int = 0


def _read(ws: Workspace, survey: bytes, wanted: AnswerFilter, *, is_read: bool) -> _Read:
    waiting = 0 if is_read else unread(ws, survey)
    if waiting > _MOST_UNREAD:
        return _Read(None, wanted, waiting)
    return _Read(results(ws, survey, wanted), wanted)


def _read_forms(ws: Workspace, survey: bytes, *, progress: Progress) -> None:
    catch_up(ws, versions_of(ws, survey), progress)


class _Sides(NamedTuple):
    """What can be chosen between, and with which other tests this one can be compared."""

    offers: Offers
    others: list[OtherTest]


def _read_sides(ws: Workspace, survey: bytes) -> _Sides:
    return _Sides(read_offers(ws, survey), other_tests(ws, survey))


class ResultsTab(SurveyTab):
    """Filters, figures, and a block for each question; a part of a chart opens its filled forms."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.results: Results | None = None
        self._offers = Offers()
        self._wanted = EVERYTHING
        """By which filter what is shown was counted; another may be chosen meanwhile."""
        self._data = Source(context, self._say_source)
        self._reading: Task | None = None
        self._came_from: QWidget | None = None
        self._is_table = self._is_low = self._is_read = self._is_stale = False
        self._make_parts()
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.refresh)
        self.on_key("T", self.turn)
        self.on_key("/", self._to_filters)
        self.on_key("Escape", self.show_results)
        self.on_key("Ctrl+E", self.show_export)
        self._say_words()

    def _make_parts(self) -> None:
        self.filters = ResultFilters(self.language)
        self.filters.changed.connect(self.refresh)
        self.as_table = QuietButton(icon="columns-3")
        self.as_table.clicked.connect(self.turn)
        self.progress = ProgressRow(self.language)
        self.progress.cancelled.connect(self._stop_reading)
        self.figures = [Figure() for _ in range(3)]
        self.grid = ResultGrid(self.language, self.source_line)
        self.grid.opened.connect(self.show_forms)
        self.grid.read_asked.connect(self.show_texts)
        self.grid.copied.connect(self.context.toast)
        self.views = Segments()
        self.views.chosen.connect(lambda _: self._show_view())
        self.gain = GainView(self.context, self._line)
        self.gain.copied.connect(self.context.toast)
        self.forms = FormsList(self.context)
        self.forms.left.connect(self.show_results)
        self.texts = TextsList(self.context)
        self.texts.left.connect(self.show_results)
        self.export = ExportPane(self.context)
        self.export.left.connect(self.show_results)
        self.save = PlainButton(icon="download")
        self.save.clicked.connect(self.show_export)
        self.empty = EmptyPage("presentation", primary_icon="pencil")
        self.empty.primary_chosen.connect(
            lambda: self.context.go("surveys", survey=self.survey_id, fill=True)
        )
        self.nothing = Text("", "body", wrap=True, colour="text2")
        self.unread = Text("", "second", wrap=True, colour="warn")
        self.source = Text("", "caption", wrap=True)

    def _lay_out(self) -> None:
        self.head = Row(self.filters, self.views, self.as_table, self.save)
        self.head.box.setStretch(0, 1)
        for side in (self.views, self.as_table, self.save):
            self.head.box.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        figures = Row(*self.figures, None, gap=28)
        self._questions = Stack(figures, self.unread, self.nothing, self.grid, gap=10)
        self._shown = Stack(self._questions, self.gain, None, gap=10)
        self.body = QStackedWidget()
        self.scroller = Scroller(self._shown)
        self._listed = Stack(self.head, self.progress, Line(), self.scroller, self.source, gap=8)
        self._listed.box.setStretch(3, 1)
        for part in (self._listed, self.forms, self.texts, self.export, self.empty):
            self.body.addWidget(part)
        self.assemble(body=self.body)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < _LOW
        if is_low != self._is_low:
            self._is_low = is_low
            # in a low window the lines of filters would leave no room for what they filter
            (self._shown if is_low else self._listed).box.insertWidget(0, self.head)
            self._listed.box.setStretchFactor(self.scroller, 1)

    def _say_words(self) -> None:
        say = self.language.text
        self.filters.retranslate(self.language)
        self.progress.retranslate(self.language)
        self.as_table.setText(say("Charts") if self._is_table else say("Table"))
        self.nothing.setText(
            say("No filled form is left by this filter. Choose less, or clear it.")
        )
        self.empty.set_content(
            say("Nobody answered yet"),
            say("Results appear here as soon as a form is filled or a package is taken in."),
            say("Fill"),
        )
        views = [("questions", say("Questions")), ("gain", say("Before and after"))]
        self.views.set_options(views)
        if not self.views.value():
            self.views.set_value("questions")
        self.save.setText(say("Save as…"))
        self.gain.retranslate()
        self.export.retranslate()
        self.forms.retranslate()
        self.texts.retranslate()
        self._show_results()

    # ---- what a tab answers ----

    def began(self) -> None:
        self.results, self._offers, self._wanted = None, Offers(), EVERYTHING
        self._data.forget()
        self._is_read = False
        self.filters.set_offers(self._offers)
        self.filters.clear()
        self.views.set_value("questions")
        self.body.setCurrentWidget(self._listed)

    def leave(self) -> None:
        self._stop_reading()
        self._data.leave()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("↑ ↓ Enter", say("who said this")),
            Hint("T", say("table or charts")),
            Hint("Ctrl C", say("copy")),
            Hint("Ctrl E", say("save")),
            Hint("/", say("filter")),
        ]

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        if changes.types & MINE:
            self._data.forget()
            self._is_read, self._is_stale = False, True
            if self.isVisible():
                self._rest.start()

    def refresh(self) -> None:
        """Count anew; an older count that is still under way is dropped."""
        if not self.survey_id:
            return
        self._is_stale = False
        wanted = self.filters.wanted()
        self.context.ask(
            _read,
            self.survey_id,
            wanted,
            is_read=self._is_read,
            on_done=self._take,
            key="surveys.results.counts",
        )
        self.context.ask(
            _read_sides, self.survey_id, on_done=self._take_sides, key="surveys.results.offers"
        )
        here = self.body.currentWidget()
        if here is self.forms or here is self.texts:
            (self.forms if here is self.forms else self.texts).refresh()

    # ---- reading ----

    def _take(self, read: _Read) -> None:
        if self._is_stale:
            return  # something changed since it was asked for, and it is counted anew
        if read.results is None:
            self._read_first(read.unread)
            return
        self._is_read = True
        self.results, self._wanted = read.results, read.wanted
        self._data.count()
        self._show_results()
        blocks = blocks_of(read.results)
        self.context.ask(
            first_texts,
            self.survey_id,
            [block.questions[0].path for block in blocks if block.kind == WORDS],
            read.wanted,
            on_done=self.grid.set_examples,
            key="surveys.results.examples",
        )

    def _take_sides(self, sides: _Sides) -> None:
        self.gain.set_sides(self.survey_id, sides.offers, sides.others)
        self._take_offers(sides.offers)
        self._show_view()

    def _take_offers(self, offers: Offers) -> None:
        if offers != self._offers:
            self._offers = offers
            self.filters.set_offers(offers)
        is_empty = not offers.total and self.body.currentWidget() in (self._listed, self.empty)
        if is_empty:
            self.body.setCurrentWidget(self.empty)
        elif self.body.currentWidget() is self.empty:
            self.body.setCurrentWidget(self._listed)

    def _read_first(self, count: int) -> None:
        """Many forms came at once: read them beside everything else, with a bar."""
        if self._reading is not None:
            return
        say = self.language.text
        self.progress.start(say("Reading {n} filled forms", n=count))
        self._reading = self.context.run(
            _read_forms,
            self.survey_id,
            on_done=self._forms_read,
            on_error=self._reading_failed,
            on_progress=lambda done, of, _: self.progress.set_progress(done, of),
            on_cancelled=self._reading_ended,
        )

    def _forms_read(self, _: object) -> None:
        self._reading_ended()
        self.refresh()

    def _reading_failed(self, error: Exception) -> None:
        self._reading_ended()
        self.context.tasks.failed.emit(error)

    def _reading_ended(self) -> None:
        self._reading = None
        self.progress.finish()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    # ---- showing ----

    def _show_results(self) -> None:
        counted = self.results
        blocks = blocks_of(counted) if counted is not None and counted.total else []
        self.grid.set_blocks(blocks, self.language)
        self.grid.setVisible(bool(blocks))
        self.nothing.setVisible(counted is not None and not counted.total)
        self._say_unread(counted)
        self._say_figures(counted)
        self._show_view()
        self._say_source()

    def _show_view(self) -> None:
        """The questions one by one, or before and after."""
        marked = self.results is not None and any(
            one.right is not None for one in self.results.questions
        )
        is_possible = marked and self.gain.is_possible
        if not is_possible:
            self.views.set_value("questions")
        is_gain = self.views.value() == "gain"
        self.views.setVisible(is_possible)
        self.gain.setVisible(is_gain)
        self._questions.setVisible(not is_gain)
        self.as_table.setVisible(not is_gain)
        if is_gain:
            self.gain.show_gain(self._wanted)

    def _say_unread(self, counted: Results | None) -> None:
        count = len(counted.unread) if counted is not None else 0
        said = self.language.plural(
            "Answers to {n} version are not counted: its form has not arrived yet",
            "Answers to {n} versions are not counted: their forms have not arrived yet",
            count,
        )
        self.unread.setText(said if count else "")
        self.unread.setVisible(bool(count))

    def _say_figures(self, counted: Results | None) -> None:
        total, figures = counted.total if counted else 0, self.figures
        number = self.language.number
        is_part = total < self._offers.total
        of = self.language.text("of {all}", all=number(self._offers.total)) if is_part else ""
        word = self.language.plural("filled form", "filled forms", total)
        figures[0].set_figure(number(total), word, of)
        questions = counted.questions if counted else ()
        marked = [(one.right, one.n) for one in questions if one.right is not None and one.n]
        asked = sum(n for _, n in marked)
        figures[1].setVisible(bool(asked))
        share = self.language.percent(sum(right or 0 for right, _ in marked), asked)
        words = self.language.text("right answers")
        n = self.language.plural("{n} question is marked", "{n} questions are marked", len(marked))
        figures[1].set_figure(share, words, n)
        rates = [one for one in questions if one.kind == "range" and one.numbers is not None]
        figures[2].setVisible(bool(rates))
        if rates and rates[0].numbers is not None:
            mean = number(round(rates[0].numbers.mean, 1))
            label = ResultWords(self.language).label(rates[0])
            short = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
            figures[2].set_figure(mean, short, f"n = {number(rates[0].n)}")

    def source_line(self) -> str:
        """Of what the figures are: the filter, when they were counted, the state of the data."""
        return self._line(self._wanted)

    def _line(self, wanted: AnswerFilter) -> str:
        return self._data.line(self.filters.said(wanted))

    def _say_source(self) -> None:
        self.source.setText(self.source_line() if self.results is not None else "")
        self.gain.say_source()

    # ---- doing ----

    def turn(self) -> None:
        """Tables for charts, and back."""
        self._is_table = not self._is_table
        self.grid.show_table(self._is_table)
        say = self.language.text
        self.as_table.setText(say("Charts") if self._is_table else say("Table"))

    def _to_filters(self) -> None:
        shown = next((one for one in self.filters.lists if one.isVisible()), None)
        if shown is not None:
            shown.focus()

    def show_forms(self, said: Said, words: str) -> None:
        """List the filled forms in which something was said."""
        self._came_from = self.focusWidget()
        self.body.setCurrentWidget(self.forms)
        self.forms.show_forms(self.survey_id, self._wanted, said, words)
        self.forms.focus()

    def show_texts(self, path: str, words: str) -> None:
        """List the answers in words to a question."""
        self._came_from = self.focusWidget()
        self.body.setCurrentWidget(self.texts)
        self.texts.show_texts(self.survey_id, self._wanted, path, words)
        self.texts.focus()

    def show_export(self) -> None:
        """Ask in which form the answers, or these results, shall be written out."""
        if self.results is not None:
            self._came_from = self.focusWidget()
            name, wanted = self._offers.form_id, self.filters.wanted()
            self.body.setCurrentWidget(self.export)
            self.export.offer(self.survey_id, name, wanted, self.filters.words(wanted))

    def show_results(self) -> None:
        """Back from a list to the charts."""
        if self.body.currentWidget() in (self.forms, self.texts, self.export):
            self.body.setCurrentWidget(self._listed)
            came_from = self._came_from
            if came_from is not None and isValid(came_from):
                came_from.setFocus(Qt.FocusReason.OtherFocusReason)
