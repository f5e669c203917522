"""The measures of a plan in order, with who, what money and when; what is late stands out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions.plans import move_measure
from app.actions.records import delete
from app.language import mark
from app.storage.questions.plans import MeasureLine, PlanPage
from app.ui.context import Context
from app.ui.goal_marks import goal_cell, goal_legend, goal_sources
from app.ui.kit import (
    Beside,
    Cell,
    Column,
    EmptyPage,
    Hint,
    Scroller,
    SidePanel,
    Stack,
    WrappedTable,
)
from app.ui.list_page import save_table
from app.ui.measures import column_width, words_width
from app.ui.plans.adding import AddPanel
from app.ui.plans.glance import Glance
from app.ui.plans.late_box import LateBox
from app.ui.plans.measures_together import MeasuresTogether
from app.ui.plans.tab import PlanTab
from app.ui.plans.timeline import (
    BarCell,
    TimelineDelegate,
    bar_of,
    paint_head,
    scale_of,
)
from app.ui.plans.words import (
    MEASURE_WORDS,
    MONEY_WORDS,
    SOURCE_WORDS,
    first_line,
    money,
    said,
    source_cell,
    state_cell,
)

_TIME_FROM, _SOURCE_FROM, _GOALS_FROM = 900, 1020, 820
"""From so wide a table on these have a column of their own."""
_WIDE_SIDE, _NARROW_SIDE = 320, 276
_LOW = 620
"""In a lower window the red box gives its room to the table; the row says it too."""


class MeasuresTab(PlanTab):
    """Enter opens a measure, M writes monitoring, Alt and an arrow move it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._new = b""
        self._idle: frozenset[str] = frozenset()
        """Columns in which no measure of this plan has anything."""
        self.glance = Glance()
        self.adding = AddPanel(context)
        self.adding.added.connect(self._added)
        self.adding.closed.connect(self._hide_adding)
        self.adding.hide()
        self._make_table()
        self.late = LateBox()
        self.late.monitoring_asked.connect(self.write_monitoring)
        self.late.deadline_asked.connect(partial(self._open, field="deadline"))
        self.empty = EmptyPage("target")
        self.empty.primary_chosen.connect(self.show_adding)
        self._lists = QStackedWidget()
        self._lists.addWidget(Stack(self.glance, self.table, self.late, gap=10))
        self._lists.addWidget(Scroller(self.empty))
        body = Stack(self.adding, self._lists, gap=10, margins=(24, 12, 16, 10))
        body.box.setStretch(1, 1)
        self.together = MeasuresTogether(context)
        self.side = SidePanel(_WIDE_SIDE, border=True)
        self.side.add(12, self.together, None)
        self.side.hide()
        self.assemble(body=Beside(body, self.side, _NARROW_SIDE))
        self._set_keys()
        self._say_the_rest()

    def _make_table(self) -> None:
        self.table = WrappedTable(row_height=48)
        self._delegate = TimelineDelegate()
        self.table.set_delegate(self._delegate)
        self.table.set_heading("time", lambda at, room: paint_head(at, room, self._delegate.scale))
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(lambda line: self._open(line.id))
        self.table.row_removed.connect(self.remove)
        self.table.row_chosen.connect(lambda _: self._show_late())
        self.table.allow_several()
        self.table.several_chosen.connect(self._show_together)

    def _set_keys(self) -> None:
        self.on_key("N", self.show_adding)
        self.on_key("M", self._write_chosen)
        self.on_key("Ctrl+E", self.export)
        self.on_key("Alt+Up", partial(self._move, -1))
        self.on_key("Alt+Down", partial(self._move, 1))

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.adding.retranslate()
        self.together.retranslate()
        self.table.set_name(say("Measures"))
        self.table.set_columns(self._columns())
        self.empty.set_content(
            say("No measures yet"),
            say(
                "Write the first one, or take it from a recommendation, a goal of the national "
                "plan or another plan."
            ),
            say("Add a measure"),
        )

    def _columns(self) -> list[Column]:
        say = self.language.text
        budget, states = say("Budget, som"), (say(word) for word in MEASURE_WORDS.values())
        late = self.language.plural("{n} day late", "{n} days late", 100)
        state = max(
            words_width(states, 13, has_icon=True), words_width([late], 13, 600, has_icon=True)
        )
        columns = (
            Column("no", say("№"), 40, "right"),
            Column("text", say("Measure, responsible")),
            Column("goals", say("Goals"), 104, from_width=_GOALS_FROM),
            Column("state", say("Status"), state),
            Column("budget", budget, column_width(budget, 112), "right"),
            Column("source", say("Source"), 136, from_width=_SOURCE_FROM),
            Column("time", say("Time"), 220, from_width=_TIME_FROM),
        )
        return [column for column in columns if column.key not in self._idle]

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("M", say("write monitoring")),
            Hint("N", say("add a measure")),
            Hint("Shift Up Down", say("several")),
            Hint("Alt Up Down", say("move")),
            Hint("Del", say("delete")),
            Hint("Ctrl E", say("to Excel")),
        ]

    def note(self) -> tuple[str, str]:
        goals = self.page.goals if self.page is not None and self.page.measures else {}
        return goal_legend(self.language, goals), goal_sources(self.language, goals)

    # ---- showing ----

    def began(self) -> None:
        self.adding.hide()
        self.table.set_rows([])

    def refresh(self) -> None:
        page = self.page
        if page is None:
            return
        self.adding.set_plan(page.plan.id)
        self._delegate.scale = scale_of(page)
        self._let_idle(page)
        self.table.set_rows(page.measures)
        self.table.horizontalHeader().viewport().update()
        if self._new and self.table.select(lambda line: line.id == self._new):
            self._new = b""
        if page.measures and self.table.selected() is None:
            worst = page.late[0].id if page.late else page.measures[0].id
            self.table.select(lambda line: line.id == worst)
        self.glance.show_plan(self.language, page)
        self._lists.setCurrentIndex(0 if page.measures else 1)
        self._show_late()

    def _let_idle(self, page: PlanPage) -> None:
        """Leave the room of columns without anything in them to the words of the measures."""
        measures = [line.measure for line in page.measures]
        has = {
            "source": any(one.budget_source or one.budget_status for one in measures),
            "time": any(one.starts_on or one.deadline for one in measures),
        }
        idle = frozenset(key for key, there in has.items() if not there)
        if idle != self._idle:
            self._idle = idle
            self.table.set_columns(self._columns())

    def _cells(self, line: MeasureLine) -> list[Cell]:
        language, measure = self.language, line.measure
        bar = bar_of(line)
        undated = "" if bar else language.text("no deadline")
        spoken = language.text("until {day}", day=measure.deadline) if bar else undated
        cells = [
            Cell(str(line.number), colour="text3", size=13),
            Cell(
                measure.text,
                sub=line.responsible or "–",
                weight=500,
                tip=measure.text,
                is_wrapped=True,
                lines=2,
            ),
            goal_cell(language, self.page.goals if self.page else {}, measure.framework_items),
            state_cell(language, line),
            Cell(money(language, measure.budget), weight=500 if measure.budget else 400),
            *([] if "source" in self._idle else [source_cell(language, measure)]),
        ]
        if "time" not in self._idle:
            cells.append(
                BarCell(undated, bar=bar, spoken=spoken, size=12, colour="text3", tip=spoken)
            )
        return cells

    def _show_late(self) -> None:
        chosen: MeasureLine | None = self.table.selected()
        late = self.page.late if self.page else []
        line = chosen if chosen is not None and chosen.days_late else next(iter(late), None)
        is_low = self.window().height() < _LOW or not self.side.isHidden()
        self.late.show_late(self.language, None if is_low else line)

    def _show_together(self, lines: Sequence[MeasureLine]) -> None:
        """What is set on several measures stands beside them, as long as several are chosen."""
        if len(lines) > 1:
            self.together.show_records([line.measure for line in lines])
        self.side.setVisible(len(lines) > 1)
        self._show_late()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_late()

    def first(self) -> QWidget | None:
        if self.adding.isVisible():
            return self.adding.search
        return self.table if self.table.rows() else self.empty

    def at_place(self, **where: object) -> None:
        chosen = where.get("chosen")
        if isinstance(chosen, bytes):
            self.table.select(lambda line: line.id == chosen)
        if where.get("is_adding"):
            self.show_adding()

    # ---- doing ----

    def show_adding(self) -> None:
        """Ask what is to be done, above the table."""
        self.adding.show()
        self.adding.focus()

    def _hide_adding(self) -> None:
        self.adding.hide()
        self.table.setFocus()

    def _added(self, measure: bytes) -> None:
        self._new = measure

    def _open(self, measure: bytes, **where: object) -> None:
        self.context.go("plans", measure=measure, **where)

    def write_monitoring(self, measure: bytes) -> None:
        """Go where it is written what was seen of a measure today."""
        self.context.go("plans", measure=measure, tab="monitoring", write=True)

    def _write_chosen(self) -> None:
        line = self.table.selected()
        if line is not None:
            self.write_monitoring(line.id)

    def _move(self, by: int) -> None:
        line: MeasureLine | None = self.table.selected()
        to = line.number - 1 + by if line else -1
        if line is not None and 0 <= to < len(self.table.rows()):
            self.context.do(move_measure, line.id, to)

    def remove(self, line: MeasureLine) -> None:
        """Take the chosen measures off the plan with all that is part of them, at once."""
        say, chosen = self.language, [one.id for one in self.table.chosen_rows()]
        if line.id in chosen and len(chosen) > 1:
            said_ = say.plural("{n} measure is deleted", "{n} measures are deleted", len(chosen))
        else:
            chosen = [line.id]
            said_ = say.text("“{title}” is deleted", title=first_line(line.measure.text))
        self.context.do(
            delete, "plan_measure", *chosen, on_done=lambda _: self.context.toast_undo(said_)
        )

    def export(self) -> None:
        """Write the measures as a table Excel opens."""
        if self.page is None:
            return
        say = self.language.text
        head = [
            *(say(word) for word in (mark("№"), mark("Measure"), mark("Responsible"))),
            *(say(word) for word in (mark("Goals"), mark("Start"), mark("Deadline"))),
            *(say(word) for word in (mark("Status"), mark("Days late"), mark("Progress, %"))),
            *(say(word) for word in (mark("Budget, som"), mark("Source"), mark("Money"))),
        ]
        rows = [self._exported(line) for line in self.page.measures]
        save_table(self.context, self.page.plan.title, head, rows)

    def _exported(self, line: MeasureLine) -> list[str]:
        language, measure = self.language, line.measure
        return [
            str(line.number),
            measure.text,
            line.responsible,
            ", ".join(measure.framework_items),
            language.day(measure.starts_on),
            language.day(measure.deadline),
            said(language, MEASURE_WORDS, measure.status or "planned"),
            str(line.days_late or ""),
            "" if line.progress is None else str(line.progress),
            f"{measure.budget:g}" if measure.budget else "",
            said(language, SOURCE_WORDS, measure.budget_source),
            said(language, MONEY_WORDS, measure.budget_status),
        ]
