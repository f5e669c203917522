"""Before and after: what a training changed, of those who answered both times."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import NormalDist, stdev
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.language import Language
from app.storage import Workspace
from app.storage.disclosure import SMALLEST, told_gain
from app.storage.questions.gain import Gain, QuestionGain, Side, gain
from app.storage.questions.surveys import list_surveys
from app.storage.selection import AnswerFilter
from app.surveys.languages import label_in, title_in
from app.ui.context import Context
from app.ui.kit import Chips, ChoiceField, Figure, IconButton, Row, Stack, Text
from app.ui.kit.charts import ChartTable, GainChart, RowsChart
from app.ui.kit.charts import Gain as GainRow
from app.ui.kit.segments import Option
from app.ui.surveys.result_filters import Offers

_TESTS = ("pre_test", "post_test")
_MOST_PARTS = 8
_MOST_FORMS = 20_000
"""Of more filled forms than this the parts are not counted: each of them is read anew."""
_NARROW = 820
_CERTAIN = 0.975


class OtherTest(NamedTuple):
    """Another survey that may be the test before or after."""

    id: bytes
    title: str
    purpose: str


def other_tests(ws: Workspace, survey: bytes) -> list[OtherTest]:
    """The other surveys that are tests and were answered."""
    return [
        OtherTest(line.id, line.title, line.purpose or "")
        for line in list_surveys(ws)
        if line.id != survey and line.filled and line.purpose in _TESTS
    ]


class Part(NamedTuple):
    """The gain of some of the respondents: of a sex, or of a group."""

    kind: str
    name: str
    gain: Gain


class GainRead(NamedTuple):
    """The gain of all, and of parts of them."""

    whole: Gain
    parts: tuple[Part, ...]


def read_gain(
    ws: Workspace, before: Side, after: Side, groups: Sequence[str], forms: int
) -> GainRead:
    """Pair the forms; then once more for women, for men and for each group."""
    whole = gain(ws, before, after)
    wished = [("sex", "f"), ("sex", "m"), *(("group", name) for name in groups[:_MOST_PARTS])]
    if not whole.n or forms > _MOST_FORMS:
        wished = []
    parts = []
    for kind, name in wished:
        sides = (_narrowed(side, kind, name) for side in (before, after))
        parts.append(Part(kind, name, gain(ws, *sides)))
    return GainRead(whole, tuple(part for part in parts if part.gain.n))


def _narrowed(side: Side, kind: str, name: str) -> Side:
    if kind == "sex":
        return Side(side.survey, replace(side.wanted, sex=name))
    return Side(side.survey, replace(side.wanted, group=name))


def interval(pairs: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The 95 % confidence interval of the mean gain by Student's t; None for too few pairs."""
    if len(pairs) < SMALLEST:
        return None
    gains = [after - before for before, after in pairs]
    mean = math.fsum(gains) / len(gains)
    reach = _student(len(gains) - 1) * stdev(gains) / math.sqrt(len(gains))
    return mean - reach, mean + reach


def _student(freedom: int) -> float:
    """The quantile of t for a two-sided 95 %, by the expansion of Cornish and Fisher."""
    z = NormalDist().inv_cdf(_CERTAIN)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


class GainView(Stack):
    """Which side is before and which after, figures, a chart of the questions, a table of parts."""

    copied = Signal(str)

    def __init__(self, context: Context, source: Callable[[AnswerFilter], str]) -> None:
        super().__init__(gap=12, margins=(0, 0, 12, 12))
        self.context = context
        self._survey, self._wanted, self._offers = b"", AnswerFilter(), Offers()
        self._others: list[OtherTest] = []
        self._source, self._said = source, ""
        self._of = self._wanted
        """By which filter what is shown was counted."""
        self._is_asked = False
        self.read: GainRead | None = None
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        self.before, self.after = ChoiceField(empty=None), ChoiceField(empty=None)
        for one in (self.before, self.after):
            one.committed.connect(lambda _: self.refresh())
            one.setMaximumWidth(260)
        self._arrow = Text("→", "second")
        self.figures = [Figure() for _ in range(3)]
        self.title = Text("", "subsection", wrap=True)
        self.legend = Text("", "caption")
        self.copy = IconButton("copy")
        self.copy.clicked.connect(self.copy_table)
        self.chart = GainChart()
        self.parts_title = Text("", "subsection")
        self.parts = RowsChart()
        self.parts_note = Text("", "caption", wrap=True)
        self.nothing = Text("", "body", wrap=True, colour="text2")

    def _lay_out(self) -> None:
        head = Row(self.title, self.copy)
        head.box.setStretch(0, 1)
        left = Stack(head, self.legend, self.chart, None, gap=6)
        right = Stack(self.parts_title, self.parts, self.parts_note, None, gap=6)
        self._halves = Row(left, right, gap=32)
        self._halves.box.setStretch(0, 5)
        self._halves.box.setStretch(1, 3)
        for half in (left, right):
            self._halves.box.setAlignment(half, Qt.AlignmentFlag.AlignTop)
        self._figures = Chips(gap=28)
        for figure in self.figures:
            self._figures.flow.addWidget(figure)
        self.add(Row(self.before, self._arrow, self.after, None))
        self.add(self._figures, self.nothing, self._halves, None)

    # ---- what is compared ----

    @property
    def is_possible(self) -> bool:
        """Whether there are two sides to compare."""
        return len(self._sides()) > 1

    def set_sides(self, survey: bytes, offers: Offers, others: list[OtherTest]) -> None:
        """Offer the rounds of this survey and other tests; what was chosen stays."""
        is_new = survey != self._survey
        self._survey, self._offers, self._others = survey, offers, others
        if is_new:
            self.read = None
        self._name_sides()
        sides = [key for key, _ in self._sides()]
        if is_new or self.before.value() == self.after.value():
            self.before.set_value(sides[0] if sides else None)
            self.after.set_value(sides[-1] if sides else None)

    def _sides(self) -> list[Option]:
        say, code = self.context.language.text, self.context.language.code
        rounds = [(f"round {one}", say("Round {n}", n=one)) for one in self._offers.rounds]
        own = rounds or [("own", say("This survey"))]
        named = [(one.id.hex(), title_in(one.title, code)) for one in self._others]
        before = [
            (one.id.hex(), title_in(one.title, code))
            for one in self._others
            if one.purpose == _TESTS[0]
        ]
        after = [each for each in named if each not in before]
        return [*before, *own, *after]

    def _name_sides(self) -> None:
        for one in (self.before, self.after):
            one.set_options(self._sides(), None)

    def _side(self, chosen: object) -> Side:
        key = str(chosen or "own")
        if key == "own":
            return Side(self._survey, self._wanted)
        if key.startswith("round "):
            return Side(self._survey, replace(self._wanted, round=int(key.split()[1])))
        # the versions and rounds of one survey say nothing about another
        return Side(bytes.fromhex(key), replace(self._wanted, versions=(), round=None))

    def show_gain(self, wanted: AnswerFilter) -> None:
        """Compare what a filter leaves."""
        self._wanted = wanted
        self.refresh()

    def say_source(self) -> None:
        """Say anew of what the shown figures are; not while others are being counted."""
        if not self._is_asked and not self.isHidden():
            self._said = self._source(self._of)

    def refresh(self) -> None:
        """Pair anew."""
        if self._survey and self.is_possible:
            self._is_asked = True
            self.context.ask(
                read_gain,
                self._side(self.before.value()),
                self._side(self.after.value()),
                self._offers.groups,
                self._offers.total,
                on_done=partial(self._take, self._wanted),
                key="surveys.results.gain",
            )

    def _take(self, wanted: AnswerFilter, read: GainRead) -> None:
        self._of, self._is_asked = wanted, False
        self.say_source()
        self._show(read)

    # ---- showing ----

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.before.set_name(say("Before"))
        self.after.set_name(say("After"))
        self._name_sides()
        self.title.setText(say("Right answers before and after"))
        self.legend.setText(say("hollow: before · full: after"))
        self.copy.set_name(say("Copy as a table"))
        self.parts_title.setText(say("By sex and group"))
        self.parts_note.setText(say("Parts of fewer than five pairs are not told"))
        if self.read is not None:
            self._show(self.read)

    def _show(self, read: GainRead) -> None:
        self.read = read
        language, whole = self.context.language, read.whole
        is_there = whole.before is not None and bool(whole.questions)
        self._figures.setVisible(is_there)
        self._halves.setVisible(is_there)
        self.nothing.setVisible(not is_there)
        self.nothing.setText(self._why_nothing(whole))
        if not is_there:
            return
        self._show_figures(whole)
        headers = _headers(language)
        self.chart.set_gains([gain_row(language, one) for one in whole.questions], headers)
        self.parts.set_table(self._parts_table(read))
        self.parts_note.setVisible(any(part.gain.n < SMALLEST for part in read.parts))

    def _why_nothing(self, whole: Gain) -> str:
        say = self.context.language.text
        if whole.n:
            return say("No question of these tests says which answer is right.")
        return say(
            "Nobody answered both times under one name or one code. Before: {before}, after: "
            "{after}, without name and code: {unnamed}.",
            before=whole.only_before,
            after=whole.only_after,
            unnamed=whole.unnamed,
        )

    def _show_figures(self, whole: Gain) -> None:
        language, say = self.context.language, self.context.language.text
        everybody = whole.n + whole.only_before + whole.only_after
        pairs, means, grown = self.figures
        pairs.set_figure(
            language.number(whole.n),
            language.plural("pair before and after", "pairs before and after", whole.n),
            say("by person or code, of {all} respondents", all=everybody),
        )
        before, after = whole.before or 0.0, whole.after or 0.0
        shares = f"{percent(language, before)} → {percent(language, after)}"
        means.set_figure(shares, say("right answers"), say("on the average of a person"))
        sure = interval(whole.pairs)
        note = ""
        if sure is not None:
            low, high = (points(language, end) for end in sure)
            note = say("95 % confidence: {low} to {high}", low=low, high=high)
        grown.set_figure(points(language, after - before), say("points of growth"), note)
        self._figures.fit()

    def _parts_table(self, read: GainRead) -> ChartTable:
        language = self.context.language
        say = language.text
        headers = (say("Group"), "n", say("Before"), say("After"), say("Gain"))
        rows = [_part_row(language, language.text("All"), read.whole)]
        rows += [_part_row(language, self._part_name(part), part.gain) for part in read.parts]
        return ChartTable(headers, tuple(rows))

    def _part_name(self, part: Part) -> str:
        say = self.context.language.text
        if part.kind == "group":
            return part.name
        return say("Women") if part.name == "f" else say("Men")

    def copy_table(self) -> None:
        """Put the questions on the clipboard, without what may not be told."""
        language = self.context.language
        kept = told_gain(self.read.whole) if self.read is not None else None
        if kept is None:
            self.copied.emit(language.text("Fewer than five pairs are not copied"))
            return
        headers = _headers(language)
        rows = [gain_row(language, one) for one in kept.questions]
        cells = tuple((r.label, r.before_said, r.after_said, r.gain_said) for r in rows)
        said = [self.title.text(), f"n = {language.number(kept.n)}"]
        said += [ChartTable(headers, cells).as_text(), self._said]
        QGuiApplication.clipboard().setText("\n".join(said))
        self.copied.emit(language.text("The table is copied"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else None
        self._halves.box.setDirection(direction or QBoxLayout.Direction.LeftToRight)


def _headers(language: Language) -> tuple[str, ...]:
    say = language.text
    return say("Question"), say("Before"), say("After"), say("Gain")


def gain_row(language: Language, one: QuestionGain) -> GainRow:
    """One question of a gain, as the chart takes it."""
    label = label_in(one.labels, language.code) or one.path.rpartition("/")[2]
    return GainRow(
        label,
        one.before,
        one.after,
        language.number(round(one.before * 100)),
        language.number(round(one.after * 100)),
        points(language, one.after - one.before),
    )


def _part_row(language: Language, name: str, whole: Gain) -> tuple[str, ...]:
    if whole.n < SMALLEST or whole.before is None or whole.after is None:
        return name, f"<{SMALLEST}", "–", "–", "–"
    before, after = percent(language, whole.before), percent(language, whole.after)
    grown = points(language, whole.after - whole.before)
    return name, language.number(whole.n), before, after, grown


def percent(language: Language, share: float) -> str:
    """A share as whole per cent."""
    return language.percent(share, 1)


def points(language: Language, grown: float) -> str:
    """A difference of shares in points, with its sign: +37."""
    rounded = round(grown * 100)
    return f"+{language.number(rounded)}" if rounded > 0 else language.number(rounded)
