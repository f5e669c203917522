"""What belongs to all measures of a plan: indicators, monitoring, budget lines, each a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model import MonitoringEntry
from app.storage.questions.following import IndicatorLine, plan_entries, plan_indicators
from app.storage.questions.plans import MeasureLine
from app.ui.context import Context
from app.ui.kit import Cell, Column, EmptyPage, Hint, ListTable, Row, Scroller, Stack, Text
from app.ui.kit.layout import empty
from app.ui.measures import column_width
from app.ui.plans.indicators import figure_columns, line_cells
from app.ui.plans.tab import PlanTab
from app.ui.plans.words import (
    MEASURE_ICONS,
    MEASURE_WORDS,
    MONEY_COLOURS,
    MONEY_WORDS,
    SOURCE_WORDS,
    first_line,
    money,
    said,
)


class PlanList(PlanTab):
    """A list over all measures; Enter opens what a line is of, in its measure."""

    icon = "target"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.summary = Row(gap=24)
        self.table = ListTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self._open)
        self.empty = EmptyPage(self.icon)
        self.empty.primary_chosen.connect(self._to_measures)
        self._lists = QStackedWidget()
        self._lists.addWidget(Stack(self.summary, self.table, gap=8))
        self._lists.addWidget(Scroller(self.empty))
        self.assemble(body=Stack(self._lists, margins=(24, 12, 24, 8)))
        self._say_the_rest()

    def columns(self) -> list[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def nothing(self) -> tuple[str, str]:
        """What is said while there is nothing: a title and a sentence."""
        raise NotImplementedError

    def _cells(self, row: Any) -> list[Cell]:
        raise NotImplementedError

    def _open(self, row: Any) -> None:
        raise NotImplementedError

    def _say_the_rest(self) -> None:
        say = self.language.text
        title, sentence = self.nothing()
        self.empty.set_content(title, sentence, say("To the measures"))
        self.table.set_columns(self.columns())

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        return [Hint("Enter", self.language.text("open"))]

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show these, or what to do where there are none."""
        self.table.set_rows(rows)
        if rows and self.table.selected() is None:
            self.table.selectRow(0)
        self._lists.setCurrentIndex(0 if rows else 1)

    def measure(self, measure_id: bytes | None) -> MeasureLine | None:
        """The measure a record belongs to."""
        lines = self.page.measures if self.page else ()
        return next((line for line in lines if line.id == measure_id), None)

    def measure_words(self, measure_id: bytes | None) -> str:
        """The number and the words of that measure."""
        line = self.measure(measure_id)
        return f"{line.number}. {first_line(line.measure.text)}" if line else ""

    def _to_measures(self) -> None:
        if self.page is not None:
            self.context.go("plans", plan=self.page.plan.id, tab="measures")

    def first(self) -> QWidget | None:
        return self.table if self.table.rows() else None


class PlanIndicatorsTab(PlanList):
    """Every indicator of the plan, how far it is from baseline to target."""

    def columns(self) -> list[Column]:
        return [
            Column("name", self.language.text("Indicator, measure")),
            *figure_columns(self.language, 640),
        ]

    def nothing(self) -> tuple[str, str]:
        say = self.language.text
        return say("No indicators yet"), say("They are added in each measure, on its tab.")

    def refresh(self) -> None:
        if self.page is not None:
            self.context.ask(
                plan_indicators, self.page.plan.id, on_done=self.show_rows, key="plans.indicators"
            )

    def _cells(self, row: IndicatorLine) -> list[Cell]:
        return line_cells(self.language, row, self.measure_words(row.indicator.plan_measure))

    def _open(self, row: IndicatorLine) -> None:
        measure = row.indicator.plan_measure
        self.context.go("plans", measure=measure, tab="indicators", chosen=row.id)


class PlanMonitoringTab(PlanList):
    """What was seen of all measures, the newest first."""

    icon = "eye"

    def columns(self) -> list[Column]:
        say = self.language.text
        reached, spent = say("Reached"), say("Spent, som")
        return [
            Column("day", say("Day"), 104),
            Column("note", say("What was seen, measure")),
            Column("hinders", say("What hinders"), 240, from_width=900),
            Column("status", say("Status"), 152, from_width=560),
            Column("progress", reached, column_width(reached, 92), "right"),
            Column("spent", spent, column_width(spent, 112), "right", from_width=760),
        ]

    def nothing(self) -> tuple[str, str]:
        say = self.language.text
        sentence = say("Mark a measure and press M: what was done, what it cost, what hinders it.")
        return say("Nothing was monitored yet"), sentence

    def refresh(self) -> None:
        if self.page is not None:
            self.context.ask(
                plan_entries, self.page.plan.id, on_done=self.show_rows, key="plans.entries"
            )

    def _cells(self, row: MonitoringEntry) -> list[Cell]:
        language = self.language
        icon, colour = MEASURE_ICONS.get(row.status or "", ("", "text3"))
        note = first_line(row.note) or "–"
        return [
            Cell(language.day(row.day), size=13),
            Cell(note, sub=self.measure_words(row.plan_measure), tip=row.note),
            Cell(first_line(row.obstacles), size=13, colour="warn", tip=row.obstacles),
            Cell(said(language, MEASURE_WORDS, row.status), icon=icon, icon_colour=colour, size=13),
            Cell("–" if row.progress is None else f"{row.progress} %", size=13),
            Cell(money(language, row.spent), size=13),
        ]

    def _open(self, row: MonitoringEntry) -> None:
        self.context.go("plans", measure=row.plan_measure, tab="monitoring", chosen=row.id)


class PlanBudgetTab(PlanList):
    """Every measure that costs something: how much, who pays, by which decision, what is spent."""

    icon = "banknote"

    def columns(self) -> list[Column]:
        say = self.language.text
        budget, spent = say("Budget, som"), say("Spent, som")
        return [
            Column("no", say("№"), 40, "right"),
            Column("text", say("Measure, responsible")),
            Column("source", say("Source"), 152, from_width=560),
            Column("status", say("Money"), 132),
            Column("decision", say("Decision"), 112, from_width=820),
            Column("budget", budget, column_width(budget, 124), "right"),
            Column("spent", spent, column_width(spent, 124), "right", from_width=700),
        ]

    def nothing(self) -> tuple[str, str]:
        say = self.language.text
        return say("No budget yet"), say("Write in each measure what it costs and who pays.")

    def refresh(self) -> None:
        if self.page is None:
            return
        self.show_rows([line for line in self.page.measures if line.measure.budget])
        self._show_sums()

    def _show_sums(self) -> None:
        empty(self.summary.box)
        page, language = self.page, self.language
        if page is None:
            return
        for source in SOURCE_WORDS:
            lines = [line for line in page.measures if line.measure.budget_source == source]
            whole = sum(
                line.measure.budget or 0 for line in lines if line.measure.status != "cancelled"
            )
            if whole:
                word = said(language, SOURCE_WORDS, source)
                figure = Text(money(language, whole), "strong")
                self.summary.add(Row(Text(word, "second"), figure, gap=8))
        if page.spent:
            figure = Text(money(language, page.spent), "strong")
            self.summary.add(Row(Text(language.text("Spent"), "second"), figure, gap=8))
        self.summary.add(None)

    def _cells(self, row: MeasureLine) -> list[Cell]:
        language, measure = self.language, row.measure
        colour = MONEY_COLOURS.get(measure.budget_status or "", "text2")
        spent = row.spent
        is_over = bool(spent and spent > (measure.budget or 0))
        return [
            Cell(str(row.number), colour="text3", size=13),
            Cell(first_line(measure.text), sub=row.responsible or "–", weight=500),
            Cell(said(language, SOURCE_WORDS, measure.budget_source) or "–", size=13),
            Cell(said(language, MONEY_WORDS, measure.budget_status) or "–", colour=colour, size=13),
            Cell(measure.budget_decision or "–", size=13),
            Cell(money(language, measure.budget), weight=500),
            Cell(money(language, spent), colour="bad" if is_over else "text"),
        ]

    def _open(self, row: MeasureLine) -> None:
        self.context.go("plans", measure=row.id, tab="about", field="budget")

    def at_place(self, **where: object) -> None:
        chosen = where.get("chosen")
        if isinstance(chosen, bytes):
            self.table.select(lambda line: line.id == chosen)
