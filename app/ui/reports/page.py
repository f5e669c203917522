"""The page of reports: which, of what, in which language; what is shown is what is saved."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model import Changes
from app.reports import REPORTS, Report
from app.ui.context import Context
from app.ui.kit import Cell, Column, Form, Hint, KeyHints, PageHeader, Stack, WrappedTable
from app.ui.page import Page
from app.ui.reports.paper import PaperView
from app.ui.sources import workspace_sources

_WIDE, _NARROW = 300, 232
"""The width of the list in a window that has room for it, and in one that has not."""
_ROOMY = 1200


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
        self.table.row_opened.connect(lambda _: self.form.focus_first())
        self._forms: dict[str, Form] = {}
        self._options = Stack()
        self.paper = PaperView(context, "reports.paper", self._options, 8)
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
        for form in self._forms.values():
            form.retranslate(self.language)
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
        super().open(**where)
        name = str(where.get("report", ""))
        if name in REPORTS:
            self._report = REPORTS[name]
            self.form.set_values({key: where[key] for key in self.form.values() if key in where})
        self.refresh()
        if where.get("writes"):
            self.paper.write_it()
        if self.isVisible():
            self.table.setFocus()

    def where(self) -> dict[str, object]:
        known = {key: value for key, value in self.form.values().items() if value}
        return {"report": self._report.name, **known}

    @property
    def form(self) -> Form:
        """What the marked report is asked with."""
        return self._form_of(self._report)

    def _form_of(self, report: Report) -> Form:
        if report.name not in self._forms:
            kinds = {parameter.name: parameter.kind for parameter in report.parameters}
            form = Form(self.language, kinds, columns=1, sources=workspace_sources(self.context))
            form.set_values({parameter.name: parameter.default for parameter in report.parameters})
            form.committed.connect(lambda *_: self._draw())
            self._forms[report.name] = form
            self._options.add(form)
        return self._forms[report.name]

    def _list(self) -> None:
        self.table.set_rows(list(REPORTS.values()))

    def _choose(self, report: Report | None) -> None:
        if report is not None and report is not self._report:
            self._report = report
            self.refresh()

    def refresh(self) -> None:
        for name in self._forms:
            self._forms[name].setVisible(name == self._report.name)
        self.form.show()
        self.table.selectRow(list(REPORTS).index(self._report.name))
        self._draw()

    def _draw(self) -> None:
        wanted = {
            key: value for key, value in self.form.values().items() if value not in ("", None)
        }
        self.paper.want(self._report.name, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setFixedWidth(_WIDE if self.window().width() >= _ROOMY else _NARROW)

    def changed(self, changes: Changes) -> None:
        if changes.touches("document_layout"):
            for form in self._forms.values():
                form.retranslate(self.language)
        self.paper.refresh()

    def leave(self) -> None:
        self.paper.leave()
