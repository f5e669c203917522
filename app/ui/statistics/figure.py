"""One figure: what it counts, the period before, its parts as bars or a table, and copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app.reports.indicator_blocks import total_words, unheeded_words
from app.reports.words import KEPT, changed_by, kept_words, marked_words
from app.storage.disclosure import SMALLEST, UNSTATED
from app.storage.questions.indicators import Figure, IndicatorAnswer
from app.storage.questions.saved_question import SOM
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    ChoiceField,
    IconButton,
    LinkButton,
    QuietButton,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.kit import Figure as BigFigure
from app.ui.kit.charts import Bar, BarChart, ChartTable, RowsChart
from app.ui.kit.charts.picture import worded_picture
from app.ui.statistics.answers import NamedAnswer
from app.ui.statistics.words import big_figure, short_figure, whole


class FigureView(Stack):
    """Shows a `NamedAnswer`; a bar opens the records of its part."""

    by_chosen = Signal(str)
    opened = Signal(object)
    """The place of a part in the answer, or None for the whole figure."""

    def __init__(self, context: Context, source: Callable[[], str]) -> None:
        super().__init__(gap=8)
        self.context, self._source = context, source
        self.found: NamedAnswer | None = None
        self._before_days = ""
        self._is_table = False
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        self.title = Text("", "section", wrap=True)
        self.figure = BigFigure()
        self.compared = Text("", "second", wrap=True)
        self.unheeded = Banner("info")
        self.unheeded.hide()
        self.all_records = LinkButton()
        self.all_records.clicked.connect(lambda: self.opened.emit(None))
        self.by = ChoiceField(empty=None)
        self.by.committed.connect(lambda value: self.by_chosen.emit(str(value or "")))
        self.by_label = Text("", "label")
        self.as_table = QuietButton(icon="columns-3")
        self.as_table.clicked.connect(self.turn)
        self.copy = IconButton("copy")
        self.copy.clicked.connect(self._offer_copies)
        self.menu = QMenu(self)
        self.chart, self.table = BarChart(), RowsChart()
        self.chart.set_openable(True)
        self.chart.opened.connect(self.opened.emit)
        self.table.set_openable(True)
        self.table.opened.connect(self.opened.emit)
        self.nothing = Text("", "body", wrap=True, colour="text2")
        self.note = Text("", "second", wrap=True)
        self.small = Text("", "caption", wrap=True)
        self.source = Text("", "caption", wrap=True)
        keys = QShortcut(QKeySequence("Ctrl+C"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.copy_table)

    def _lay_out(self) -> None:
        shown = Stack(
            self.title,
            self.figure,
            self.compared,
            self.unheeded,
            Row(self.all_records, None),
            4,
            Row(self.by_label, self.by, None, self.as_table, self.copy),
            self.nothing,
            self.chart,
            self.table,
            self.note,
            self.small,
            None,
            gap=8,
        )
        shown.box.setContentsMargins(0, 0, 8, 0)
        self.add(Scroller(shown), self.source)
        self.box.setStretch(0, 1)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.by_label.setText(say("By"))
        self.by.set_name(say("Broken down by"))
        self.nothing.setText(say("Nothing is counted here. Choose less, or clear the filter."))
        self.as_table.setText(say("Charts") if self._is_table else say("Table"))
        if self.found is not None:
            self.show_answer(self.found, self._before_days)

    def show_answer(self, found: NamedAnswer, before_days: str) -> None:
        """Show another figure; `before_days` is the period it is compared with, in words."""
        self.found, self._before_days = found, before_days
        language, answer = self.context.language, found.answer
        say, question = language.text, answer.question
        self.title.setText(say(question.title))
        self.figure.set_figure(big_figure(language, answer.total), *self._counted(answer))
        self._say_compared(found)
        lost = unheeded_words(language, question, answer.wanted)
        self.unheeded.set_content(lost)
        self.unheeded.setVisible(bool(lost))
        self.all_records.setText(say("The records behind it"))
        self.all_records.setVisible(bool(answer.total.value or answer.total.of))
        self.by.set_options([(key, say(one.label)) for key, one in question.by.items()], None)
        self.by.set_value(answer.by)
        self.copy.set_name(say("Copy: {title}", title=say(question.title)))
        has_parts = bool(answer.parts)
        self.nothing.setVisible(not has_parts)
        self.chart.set_bars(self._bars(found), self._headers())
        self.table.set_table(self._table(found))
        self._show_parts()
        self.note.setText(say(question.note))
        self.note.setVisible(bool(question.note))
        self.small.setText("" if all(found.told()) else marked_words(language))
        self.small.setVisible(bool(self.small.text()))
        self.say_source()

    def say_source(self) -> None:
        """Say anew of what the figure is."""
        self.source.setText(self._source() if self.found is not None else "")

    def _counted(self, answer: IndicatorAnswer) -> tuple[str, str]:
        """What a figure counts; of a share first of how many it is, money with its unit."""
        language, total = self.context.language, answer.total
        unit = language.text(answer.question.unit)
        if total.of is None:
            return unit, ""
        n, of = language.number(whole(total.value)), language.number(whole(total.of))
        is_money = answer.question.unit == SOM
        said = language.text(
            "{n} of {total}", n=n, total=f"{of}\N{NO-BREAK SPACE}{unit}" if is_money else of
        )
        return said, "" if is_money else unit

    def _say_compared(self, found: NamedAnswer) -> None:
        language, now, before = self.context.language, found.answer.total, found.before
        say = language.text
        has_period = "period" in found.answer.question.narrowed_by
        self.compared.setVisible(has_period)
        if before is None:
            self.compared.setText(say("Choose a period to compare it with the one before."))
            return
        was = total_words(language, before)
        change = whole(now.value - before.value)
        if now.of is not None and now.share is not None and before.share is not None:
            points = round((now.share - before.share) * 100)
            signed = changed_by(language, points)
            self.compared.setText(
                say(
                    "{change} percentage points against {period} ({before})",
                    change=signed,
                    period=self._before_days,
                    before=was,
                )
            )
            return
        self.compared.setText(
            say(
                "{change} against {period} ({before})",
                change=changed_by(language, change),
                period=self._before_days,
                before=was,
            )
        )

    # ---- parts ----

    def _headers(self) -> tuple[str, ...]:
        answer = self.found.answer if self.found else None
        say = self.context.language.text
        label = say(answer.question.by[answer.by].label) if answer and answer.by else ""
        return (label, say("Number"), say("Share"))

    def _bars(self, found: NamedAnswer, *, is_given: bool = False) -> list[Bar]:
        answer = found.answer
        most = max((_length(part.figure) for part in answer.parts), default=0) or 1
        bars = []
        for part, name, may in zip(answer.parts, found.names, found.told(), strict=True):
            number, note = self._said(part.figure)
            if not may:
                number, note = (KEPT, "") if is_given else (f"{number}{KEPT}", note)
            bars.append(
                Bar(
                    name,
                    max(_length(part.figure), 0) / (1 if answer.question.of else most),
                    number,
                    note,
                    is_hidden=is_given and not may,
                    is_unknown=part.code in UNSTATED,
                )
            )
        return bars

    def _said(self, figure: Figure) -> tuple[str, str]:
        language = self.context.language
        if figure.of:
            return language.percent(figure.value, figure.of), short_figure(language, figure)
        return short_figure(language, figure), ""

    def _table(self, found: NamedAnswer, *, is_given: bool = False) -> ChartTable:
        headers = self._headers()
        bars = self._bars(found, is_given=is_given)
        if found.answer.question.of:
            rows = [(bar.label, bar.note or bar.number, bar.number) for bar in bars]
            return ChartTable(headers, tuple(rows))
        return ChartTable(headers[:2], tuple((bar.label, bar.number) for bar in bars))

    def turn(self) -> None:
        """A table for the chart, and back."""
        self._is_table = not self._is_table
        say = self.context.language.text
        self.as_table.setText(say("Charts") if self._is_table else say("Table"))
        self._show_parts()

    def _show_parts(self) -> None:
        has_parts = self.found is not None and bool(self.found.answer.parts)
        self.chart.setVisible(has_parts and not self._is_table)
        self.table.setVisible(has_parts and self._is_table)

    def focus(self) -> None:
        """Take the keyboard."""
        shown = self.table if self._is_table else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- copies ----

    def _offer_copies(self) -> None:
        say = self.context.language.text
        self.menu.clear()
        self.menu.addAction(icon("copy"), say("Copy as a table"), self.copy_table)
        self.menu.addAction(icon("copy"), say("Copy as a picture"), self.copy_picture)
        at = self.copy.mapToGlobal(self.copy.rect().bottomRight())
        at.setX(at.x() - self.menu.sizeHint().width())
        self.menu.popup(at)

    def _head(self, found: NamedAnswer) -> tuple[str, str]:
        """The title, and the figure with what it counts, as both copies carry them."""
        language, answer = self.context.language, found.answer
        unit = language.text(answer.question.unit)
        said = total_words(language, answer.total)
        if found.is_of_people and 0 < answer.total.value < SMALLEST:
            said = language.text("fewer than {n}", n=SMALLEST)
        title, by = language.text(answer.question.title), self._headers()[0]
        if by and answer.parts:
            title = language.text("{what}: {by}", what=title, by=by.lower())
        return title, f"{said} · {unit}"

    def _reasons(self, found: NamedAnswer) -> list[str]:
        language = self.context.language
        question = found.answer.question
        lost = unheeded_words(language, question, found.answer.wanted)
        small = "" if all(found.told()) else kept_words(language)
        return [lost, language.text(question.note) if question.note else "", small]

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, as spreadsheets take them, without small ones."""
        found = self.found
        if found is not None:
            table = self._table(found, is_given=True).as_text()
            lines = [*self._head(found), table, *self._reasons(found), self._source()]
            QGuiApplication.clipboard().setText("\n".join(line for line in lines if line))
            self.context.toast(self.context.language.text("The table is copied"))

    def copy_picture(self) -> None:
        """Put the bars on the clipboard as a picture, without small numbers."""
        found = self.found
        if found is not None:
            chart = BarChart(self._headers())
            chart.set_bars(self._bars(found, is_given=True))
            foot = [*self._reasons(found), self._source()]
            image = worded_picture(chart, *self._head(found), foot)
            chart.deleteLater()
            QGuiApplication.clipboard().setImage(image)
            self.context.toast(self.context.language.text("The picture is copied"))


def _length(figure: Figure) -> float:
    return figure.share or 0.0 if figure.of is not None else max(figure.value, 0.0)
