"""One resolution: its points, the words around them, what became of them; adopting it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from app.actions.resolutions import reopen, save_resolution
from app.errors import AppError
from app.model import Changes, Resolution
from app.storage import Workspace
from app.storage.questions.resolutions import (
    Measured,
    PointGroup,
    PointLine,
    ResolutionPage,
    measured,
    resolution_page,
)
from app.ui.context import Context
from app.ui.different_values import DifferentValues
from app.ui.events.chosen import ChosenRecord
from app.ui.kit import (
    Banner,
    Column,
    Form,
    Hint,
    KeyHints,
    PageHeader,
    PlainButton,
    PrimaryButton,
    Row,
    Scroller,
    Segments,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.measures import COMPACT, column_width
from app.ui.page import Page
from app.ui.record_places import place_of
from app.ui.resolutions.adopting import AdoptPanel
from app.ui.resolutions.points import PointsPart
from app.ui.resolutions.words import STATUS_CHIPS, became_cells, vote_line
from app.ui.sources import workspace_sources
from app.ui.words import said_plainly, term

FIELDS = ("title", "territory", "addressed_to", "preamble", "analysis", "conclusion")
PARTS = ("points", "words", "became")
MINE = (
    *("resolution", "resolution_item", "attachment", "event", "note", "plan_measure"),
    "monitoring_entry",
)
Became = tuple[PointGroup, PointLine, Measured | None]
Answer = tuple[ResolutionPage, list[Became]] | None


def read_resolution(ws: Workspace, resolution_id: bytes, today: date) -> Answer:
    """A resolution, and each of its points beside the measures that carry it out."""
    page = resolution_page(ws, resolution_id)
    if page is None:
        return None
    done = measured(ws, resolution_id, today)
    rows: list[Became] = []
    for group in page.groups:
        for line in group.points:
            mine = [one for one in done if one.point == line.id]
            rows += [(group, line, one) for one in mine] or [(group, line, None)]
    return page, rows


class ResolutionView(Page):
    """The page of one resolution."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.resolution_id = b""
        self._page: ResolutionPage | None = None
        self._make_header()
        self.parts = Segments()
        self.parts.chosen.connect(self.show_part)
        self.adopting = AdoptPanel(context)
        self.adopting.closed.connect(self._close_adopting)
        self.adopting.hide()
        self.gone = Banner("warn")
        self.gone.acted.connect(lambda: context.go("resolutions"))
        self.gone.hide()
        self.different = DifferentValues(context, "resolution")
        self._make_parts()
        self.hint_line = KeyHints()
        self._switch = Row(self.parts, None)
        lines = (self.gone, self.different, self.adopting, self._switch)
        over = Stack(*lines, gap=8, margins=(24, 0, 24, 0))
        body = Stack(over, self.stack, gap=0)
        body.box.setStretch(1, 1)
        body.box.addStretch(0)
        self.assemble(header=self.header, body=body, footer=self.hint_line)
        self._say_the_rest()
        self.show_part("points")
        self.on_key("Ctrl+PgDown", partial(self._step, 1))
        self.on_key("Ctrl+PgUp", partial(self._step, -1))
        self.on_key("Ctrl+P", self._show_report)

    def _make_header(self) -> None:
        self.header = PageHeader()
        self.report = PlainButton(icon="file-text")
        self.report.clicked.connect(self._show_report)
        self.adopt = PrimaryButton(icon="check")
        self.adopt.clicked.connect(self._begin_adopting)
        self.reopen = PlainButton(icon="undo-2")
        self.reopen.clicked.connect(self._reopen)
        for button in (self.report, self.reopen, self.adopt):
            self.header.add_action(button)

    def _make_parts(self) -> None:
        self.points = PointsPart(self.context)
        sources = workspace_sources(self.context)
        self.words = Form(
            *(self.language, Resolution, FIELDS),
            columns=2,
            sources=sources,
            narrow=("territory",),
        )
        self._record = ChosenRecord(self.context, self.words, save_resolution)
        self.became = WrappedTable(row_height=48)
        self.became.set_drawing(lambda row: became_cells(self.language, row))
        self.became.row_opened.connect(self._open_measure)
        self._sums = Text("", "caption", wrap=True)
        became = Stack(self.became, self._sums, gap=8, margins=(24, 8, 24, 8))
        became.box.setStretch(0, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.points)
        self.stack.addWidget(Scroller(Stack(self.words, None, margins=(24, 12, 24, 8))))
        self.stack.addWidget(became)

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        words = (say("Points"), say("Words around them"), say("What became of them"))
        self.parts.set_options(list(zip(PARTS, words, strict=True)))
        self.report.setText(say("Report"))
        self.adopt.setText(say("Adopt"))
        self.reopen.setText(say("Take the adoption back"))
        self.adopting.retranslate(self.language)
        self.gone.set_content(
            "", say("This resolution was deleted."), say("To the list of resolutions")
        )
        self.became.set_name(say("What became of them"))
        deadline = say("Deadline")
        self.became.set_columns(
            [
                Column("number", "", 44, align="right"),
                Column("point", say("Point")),
                Column("measure", say("Measure and its plan"), 300, from_width=700),
                Column("status", say("Status"), 160),
                Column("deadline", deadline, column_width(deadline, 128), from_width=860),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        self.points.retranslate()
        self.words.retranslate(self.language)
        self.hint_line.set_hints(self.hints())
        super().retranslate()

    def title(self) -> str:
        return self._page.resolution.title if self._page else self.language.text("Resolution")

    def hints(self) -> list[Hint]:
        say = self.language.text
        of_part = {"points": self.points.hints(), "became": [Hint("Enter", say("open the plan"))]}
        return [
            *of_part.get(self.parts.value(), []),
            Hint("Ctrl PgUp PgDn", say("other part")),
            Hint("Ctrl P", say("print")),
        ]

    # ---- where one is ----

    def open(self, **where: object) -> None:
        super().open(**where)
        wanted = where["resolution"]
        if isinstance(wanted, bytes) and wanted != self.resolution_id:
            self.leave()
            self.resolution_id, self._page = wanted, None
            self.points.set_resolution(wanted)
            self._record.drop()
            self._record.choose(wanted)
            self._close_adopting()
        part = str(where.get("part", ""))
        point = where.get("point")
        if isinstance(point, bytes):
            part = "points"
            self.points.go_to(point)
        self.show_part(part if part in PARTS else self.parts.value())
        self.refresh()

    def show_part(self, key: str) -> None:
        """Show the points, the words around them, or what became of them."""
        self.parts.set_value(key)
        self.stack.setCurrentIndex(PARTS.index(key))
        self.hint_line.set_hints(self.hints())
        if self.isVisible():
            self._take_keyboard()

    def _step(self, by: int) -> None:
        self.leave()
        self.show_part(PARTS[(PARTS.index(self.parts.value()) + by) % len(PARTS)])

    def _take_keyboard(self) -> None:
        if self.parts.value() == "points":
            self.points.first().setFocus(Qt.FocusReason.TabFocusReason)
        elif self.parts.value() == "words":
            self.words.focus_first()
        else:
            self.became.enter()

    # ---- reading ----

    def refresh(self) -> None:
        if self.resolution_id:
            self.context.ask(
                *(read_resolution, self.resolution_id, date.today()),
                on_done=self._show,
                key="resolutions.one",
            )
            self.different.look_at(self.resolution_id)

    def changed(self, changes: Changes) -> None:
        if self.resolution_id and changes.types & set(MINE):
            self.refresh()

    def _show(self, answer: Answer) -> None:
        self.gone.setVisible(answer is None)
        self.stack.setEnabled(answer is not None)
        for button in (self.report, self.adopt, self.reopen):
            button.setEnabled(answer is not None)
        if answer is None:
            return
        self._page, rows = answer
        self._show_head(self._page)
        self.points.show_page(self._page)
        resolution = self._page.resolution
        self._record.show({name: getattr(resolution, name) for name in FIELDS})
        self.words.set_read_only(resolution.status == "adopted")
        self.became.set_rows(rows)
        self.hint_line.set_hints(self.hints())
        self._show_sums(rows)

    def _show_head(self, page: ResolutionPage) -> None:
        language, resolution = self.language, page.resolution
        status = resolution.status or "draft"
        is_open = status != "adopted"
        framework = language.label(page.framework.names()) if page.framework else ""
        self.header.set_title(resolution.title)
        self.header.set_chip(
            term(language, "resolution_status", status), STATUS_CHIPS.get(status, "fact")
        )
        self.header.set_facts([vote_line(language, resolution), framework])
        crumbs = [(language.text("Resolutions"), lambda: self.context.go("resolutions"))]
        if resolution.event:
            event = resolution.event
            go = self.context.go
            crumbs.append((page.event_title, lambda: go("events", event=event, tab="notes")))
        self.header.set_crumbs(crumbs)
        self.adopt.setVisible(is_open and not self.adopting.isVisibleTo(self))
        self.reopen.setVisible(not is_open)

    def _show_sums(self, rows: list[Became]) -> None:
        measures = [one.line.measure for _, _, one in rows if one is not None]
        self._sums.setText(
            self.language.text(
                "Points with a measure: {carried} of {all}; measures done: {done} of {measures}",
                carried=len({line.id for _, line, one in rows if one is not None}),
                all=len({line.id for _, line, _ in rows}),
                done=sum(measure.status == "done" for measure in measures),
                measures=len(measures),
            )
        )

    def leave(self) -> None:
        self.points.leave()
        self._record.flush()

    # ---- doing ----

    def _begin_adopting(self) -> None:
        if self._page is not None:
            self.leave()
            self.adopt.hide()
            for widget in (self.stack, self._switch, self.hint_line):
                widget.hide()
            self.adopting.begin(self._page.resolution)

    def _close_adopting(self) -> None:
        self.adopting.hide()
        for widget in (self.stack, self._switch, self.hint_line):
            widget.show()
        if self._page is not None:
            self.adopt.setVisible(self._page.resolution.status != "adopted")
        if self.isVisible():
            self._take_keyboard()

    def _reopen(self) -> None:
        self.context.do(reopen, self.resolution_id, on_error=self._refused)

    def _refused(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")

    def _show_report(self) -> None:
        self.context.go("reports", report="resolution", resolution=self.resolution_id)

    def _open_measure(self, row: Became) -> None:
        _, _, one = row
        measure = one.line.measure.id if one is not None else b""
        place = place_of(self.context.workspace, "plan_measure", measure)
        if place is not None:
            self.context.go(place[0], **place[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_compact(self.window().width() < COMPACT)
