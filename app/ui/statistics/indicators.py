"""The tab of indicators: every saved question, its figure, its parts, and the records behind."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.reports.indicator_blocks import unheeded_words
from app.storage.questions.indicators import EVERYTHING, Figure, IndicatorFilter
from app.storage.questions.saved import QUESTIONS
from app.storage.questions.saved_question import SavedQuestion
from app.ui.context import Context
from app.ui.kit import Cell, Column, Hint, Stack, WrappedTable
from app.ui.statistics.answers import NamedAnswer, named_answer, total
from app.ui.statistics.figure import FigureView
from app.ui.statistics.filters import earlier
from app.ui.statistics.tab import FiguresTab
from app.ui.statistics.words import big_figure, short_figure

_WIDE, _NARROW = 320, 250


class IndicatorsTab(FiguresTab):
    """Questions at the left with their figures; the marked one with its parts at the right."""

    report = "consolidated"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._key = next(iter(QUESTIONS))
        self._by: dict[str, str] = {}
        self._figures: dict[str, tuple[Figure, IndicatorFilter]] = {}
        self._make_parts()
        self._lay_out()
        self.on_key("T", self.view.turn)
        self._say_words()
        self.list.set_rows(list(QUESTIONS.values()))

    def _make_parts(self) -> None:
        self.list = WrappedTable(row_height=40)
        self.list.horizontalHeader().hide()
        self.list.set_drawing(self._cells)
        self.list.row_chosen.connect(self._choose)
        self.list.row_opened.connect(lambda _: self.show_records(None))
        self.view = FigureView(self.context, self.source_line)
        self.view.by_chosen.connect(self._choose_by)
        self.view.opened.connect(self.show_records)

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        listed = Stack(self.filters, middle, gap=8, margins=(24, 8, 20, 0))
        listed.box.setStretch(1, 1)
        self.put_together(listed)
        self.setFocusProxy(self.list)

    def _say_words(self) -> None:
        say = self.language.text
        self.list.set_name(say("Indicators"))
        self.list.set_columns(
            [Column("title", say("Indicator")), Column("figure", say("Figure"), 104, "right")]
        )
        self.view.retranslate()

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()
        self.refresh()

    def figure_hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("the records")),
            Hint("T", say("table or charts")),
            Hint("Ctrl C", say("copy")),
            Hint("/", say("filter")),
        ]

    def go_to(self, **place: object) -> None:
        key = str(place.get("indicator", ""))
        self.step_back()
        if key in QUESTIONS and key != self._key:
            self._key = key
            self._ask_marked()
        self.list.select(lambda question: question.key == self._key)

    def where(self) -> dict[str, object]:
        return {"indicator": self._key}

    def focus_figures(self) -> None:
        self.view.focus()

    # ---- reading ----

    def read(self) -> None:
        """The marked question first, then the others; an older question is not asked any more."""
        self._ask_marked()
        wanted = self.filters.wanted()
        for key in QUESTIONS:
            self.context.ask(
                total,
                key,
                wanted,
                on_done=partial(self._take_figure, key, wanted),
                key=f"statistics.figure.{key}",
            )

    def _ask_marked(self) -> None:
        wanted = self.filters.wanted()
        self.context.ask(
            named_answer,
            self.language,
            self._key,
            wanted,
            self._breakdown(),
            earlier(wanted.heeded(QUESTIONS[self._key])),
            on_done=self._take,
            key="statistics.answer",
        )

    def _breakdown(self) -> str:
        known = QUESTIONS[self._key].by
        chosen = self._by.get(self._key, "")
        return chosen if chosen in known else next(iter(known), "")

    def _take(self, found: NamedAnswer) -> None:
        _, days = self.before(found.answer.wanted)
        self.view.show_answer(found, days)
        self.counted()

    def _take_figure(self, key: str, wanted: IndicatorFilter, figure: Figure) -> None:
        if self._figures.get(key) != (figure, wanted):
            self._figures[key] = (figure, wanted)
            self.list.redraw()

    def source_line(self) -> str:
        """Of what the figures are: the filter, when they were counted, the state of the data."""
        answer = self.view.found.answer if self.view.found else None
        heeded = answer.wanted.heeded(answer.question) if answer else EVERYTHING
        return self.source.line(self.filters.said(heeded))

    def say_source(self) -> None:
        super().say_source()
        self.view.say_source()

    def brief_source(self) -> str:
        return ""  # it stands under the figure

    # ---- showing ----

    def _cells(self, question: SavedQuestion) -> list[Cell]:
        say, known = self.language.text, self._figures.get(question.key)
        said = whole = lost = ""
        if known is not None:
            figure, wanted = known
            said, whole = big_figure(self.language, figure), short_figure(self.language, figure)
            lost = unheeded_words(self.language, question, wanted)
        sub = f"{say(question.unit)}. {lost}" if lost else say(question.unit)
        ink = "warn" if lost else "text3"
        return [
            Cell(say(question.title), sub=sub, sub_colour=ink, is_wrapped=True),
            Cell(said, weight=600, tip=whole if whole != said else ""),
        ]

    def _choose(self, question: SavedQuestion | None) -> None:
        if question is not None and question.key != self._key:
            self._key = question.key
            self._ask_marked()

    def _choose_by(self, by: str) -> None:
        self._by[self._key] = by
        self._ask_marked()

    def show_records(self, part: int | None) -> None:
        """List the records behind the figure, or behind one part of it."""
        found = self.view.found
        if found is None or found.answer.question.key != self._key:
            return
        answer, say = found.answer, self.language.text
        name = "" if part is None else found.names[part]
        code = None if part is None else answer.parts[part].code

        def words() -> str:
            title = say(answer.question.title)
            return f"{title}: {name}" if name else title

        self.list_records(self._key, answer.wanted, words, answer.by, code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(_WIDE if self.window().width() >= 1000 else _NARROW)
