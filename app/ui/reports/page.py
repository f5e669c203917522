"""The page of reports: which, of what, in which language; what is shown is what is saved."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.giving_out import keep_choices
from app.model import Changes
from app.reports import REPORTS, Report
from app.storage.questions.papers import last_choices
from app.ui.context import Context
from app.ui.kit import Cell, Column, Form, Hint, KeyHints, PageHeader, WrappedTable
from app.ui.page import Page
from app.ui.reports.options import ReportOptions, ShownOptions
from app.ui.reports.paper import PaperView

_WIDE, _NARROW = 300, 232
"""The width of the list in a window that has room for it, and in one that has not."""
_ROOMY = 1200
_SHARED = (
    "territory",
    "since",
    "until",
    "project",
    "framework",
    "goal",
    "type",
    "event",
    "survey",
    "plan",
)
"""What reports are of: chosen for one, it is meant for the next as well, and the next time."""


class ReportsPage(Page):
    """Every report there is; the one that is marked is drawn beside."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader()
        self.table = WrappedTable(row_height=48)
        self.table.set_drawing(self._cells)
        self.table.horizontalHeader().hide()
        self.table.setFixedWidth(_NARROW)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self.options.focus())
        self._choices = last_choices(context.workspace)
        self._kept = dict(self._choices)
        self._options = ShownOptions(context)
        self._options.changed.connect(self._draw)
        self.paper = PaperView(context, "reports.paper", self._options)
        self._options.reason_edited.connect(self.paper.give_reason)
        self.paper.reason_needed.connect(self._ask_reason)
        self.hint_line = KeyHints()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(16, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.table)
        row.addWidget(self.paper, 1)
        self.assemble(header=self.header, body=middle, footer=self.hint_line)
        self.on_key("Ctrl+P", self.paper.print_it)
        self._report = next(iter(REPORTS.values()))
        self._say_the_rest()
        self._list()

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.header.set_title(say("Reports"))
        self.table.set_name(say("Reports"))
        self.table.set_columns([Column("report", say("Report"))])
        self.hint_line.set_hints(self.hints())

    def retranslate(self) -> None:
        self._say_the_rest()
        self._options.retranslate()
        self.paper.retranslate()
        super().retranslate()

    def title(self) -> str:
        return self.language.text("Reports")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Up Down", say("other report")),
            Hint("Enter", say("what it is of")),
            Hint("Ctrl P", say("print")),
        ]

    def _cells(self, report: Report) -> list[Cell]:
        label, told = self.language.text(report.label), self.language.text(report.tells)
        return [Cell(label, sub=told, weight=500, is_wrapped=True)]

    # ---- what is shown ----

    def open(self, **where: object) -> None:
        """Show a report of exactly what is named.

        `report` is its name (as on the command line); beside it stand its parameters as records
        have them: `territory` (a code), `since` and `until` (days), `project` and `event` (ids),
        `framework` (its code or id), `small`, `names` and so on. What a report is of and is not
        named here is empty; without any of it, what was chosen before stays. `writes=True` opens
        the parts that are told in words.
        """
        super().open(**where)
        name = str(where.get("report", ""))
        if name in REPORTS:
            self._report = REPORTS[name]
            asked = self.options.names()
            given = {key: where[key] for key in asked if key in where}
            of = {key: given.get(key) for key in asked if key in _SHARED} if given else {}
            self.options.set_values({**of, **given})
        self.refresh()
        if where.get("writes"):
            self.paper.write_it()
        if self.isVisible():
            self.table.setFocus()

    def where(self) -> dict[str, object]:
        return {"report": self._report.name, **self.options.values()}

    @property
    def options(self) -> ReportOptions:
        """What the marked report is asked with."""
        return self._options.of(self._report.name, self._choices)

    @property
    def form(self) -> Form:
        """The fields of what the marked report is of."""
        return self.options.form

    def _list(self) -> None:
        self.table.set_rows(list(REPORTS.values()))

    def _choose(self, report: Report | None) -> None:
        if report is not None and report is not self._report:
            self._report = report
            known = set(self.options.names())
            self.options.set_values({k: v for k, v in self._choices.items() if k in known})
            self.refresh()

    def refresh(self) -> None:
        shown = self.options
        self._options.show_only(shown)
        self.table.selectRow(list(REPORTS).index(self._report.name))
        self._draw()

    def _draw(self) -> None:
        wanted = self.options.values()
        asked = [name for name in self.options.names() if name in _SHARED]
        self._choices |= {name: wanted.get(name) for name in asked}
        self.paper.want(self._report.name, wanted, self.options.reason())
        self.options.look_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setFixedWidth(_WIDE if self.window().width() >= _ROOMY else _NARROW)

    def changed(self, changes: Changes) -> None:
        if changes.touches("document_layout"):
            self._options.retranslate()
        self.paper.refresh()
        self.options.look_up()

    def _ask_reason(self) -> None:
        self.options.ask_reason()

    def leave(self) -> None:
        self.paper.leave()
        if self._choices != self._kept:
            self._kept = dict(self._choices)
            self.context.do(keep_choices, self._kept, undo=False)
