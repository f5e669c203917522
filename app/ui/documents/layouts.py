"""The page of layouts: the list, the fields of one, and beside them what it looks like."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.actions.documents import begin_layout, copy_layout
from app.actions.events import Made
from app.actions.records import delete, save
from app.language import mark
from app.model import Changes, DocumentLayout
from app.model.document_layout import MARGINS
from app.reports import REPORTS
from app.storage import Workspace
from app.storage.questions.documents import layouts, usual_layout
from app.ui.context import Context
from app.ui.documents.beginning import BeginView
from app.ui.documents.logo import LogoBox
from app.ui.documents.preview import LayoutPreview
from app.ui.kit import (
    Cell,
    Column,
    Hint,
    KeyHints,
    NumberField,
    PageHeader,
    PlainButton,
    PrimaryButton,
    RecordChoiceField,
    Scroller,
    Stack,
    WrappedTable,
)
from app.ui.page import Page
from app.ui.plans.record_form import RecordForm
from app.ui.sources import workspace_sources

_PARTS = (
    ("", 1, ("name",)),
    (mark("Letterhead"), 1, ("letterhead_ky", "letterhead_ru")),
    (
        mark("Page and letters"),
        2,
        ("margin_left", "margin_right", "margin_top", "margin_bottom", "face", "size"),
    ),
    (
        mark("Number and approval"),
        1,
        ("number_pattern", "has_approval", "approval_ky", "approval_ru", "approval_name"),
    ),
    (
        mark("Signatures, foot, annexes"),
        1,
        ("signatures_ky", "signatures_ru", "footer", "numbers_annexes"),
    ),
    (mark("Where it is used"), 1, ("for_all", "documents", "organisation")),
)
_AFTER_LETTERHEAD = 2
_WIDE, _NARROW = 216, 168
"""The width of the list in a window that has room for it, and in one that has not."""
_ROOMY, _TIGHT = 1200, 1000
"""From which width on there is room; below the other the list becomes a field."""


def _save(ws: Workspace, layout: bytes, values: object) -> Changes:
    return save(ws, DocumentLayout.type_name, layout, values)  # type: ignore[arg-type]


class LayoutsPage(Page):
    """`open(layout=id)` shows one of the layouts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._layouts: list[DocumentLayout] = []
        self._wanted = b""
        self._is_beginning = False
        self._is_reading = False
        self._make_head()
        self.table = WrappedTable(row_height=48)
        self.pick = RecordChoiceField()
        self.pick.committed.connect(self._picked)
        self.logo = LogoBox(context)
        sources = workspace_sources(context)
        self.form = RecordForm(context, DocumentLayout, _PARTS, _save, sources)
        self.preview = LayoutPreview(context)
        self.scroller = Scroller(Stack(self.form, None, margins=(4, 4, 14, 12)))
        self._editor = self._make_editor()
        self.begin_view = BeginView(context)
        self.begin_view.chosen.connect(self.make)
        self.begin_view.closed.connect(self._stop)
        self.body = QStackedWidget()
        self.body.addWidget(self._editor)
        self.body.addWidget(self.begin_view)
        self.hint_line = KeyHints()
        self.assemble(header=self.header, body=self.body, footer=self.hint_line)
        self.on_key("N", self.begin)
        self._say_the_rest()

    def _make_head(self) -> None:
        self.header = PageHeader()
        self.copy = PlainButton(icon="copy")
        self.copy.clicked.connect(self.copy_it)
        self.add = PrimaryButton(icon="plus")
        self.add.clicked.connect(self.begin)
        self.header.add_action(self.copy)
        self.header.add_action(self.add)

    def _make_editor(self) -> QWidget:
        self.table.horizontalHeader().hide()
        self.table.set_drawing(self._cells)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self.form.focus("name"))
        self.table.row_removed.connect(self.remove)
        self.form.box.insertWidget(_AFTER_LETTERHEAD, self.logo)
        for name, usual in MARGINS.items():
            field = self.form.form_of(name).field(name)
            if isinstance(field, NumberField):
                field.set_placeholder(str(usual))
        editor = QWidget()
        row = QHBoxLayout(editor)
        row.setContentsMargins(16, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.table)
        row.addWidget(Stack(self.pick, self.scroller, gap=4))
        row.addWidget(self.preview, 1)
        return editor

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.header.set_title(say("Layouts of documents"))
        self.header.set_crumbs([(say("Reports"), partial(self.context.go, "reports"))])
        self.copy.setText(say("Copy"))
        self.add.setText(say("New layout"))
        self.table.set_name(say("Layouts of documents"))
        self.pick.set_name(say("Layouts of documents"))
        self.table.set_columns([Column("name", say("Layout of documents"))])
        for part in (self.form, self.logo, self.preview, self.begin_view):
            part.retranslate()
        self.hint_line.set_hints(self.hints())

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def title(self) -> str:
        return self.language.text("Layouts of documents")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Up Down", say("other layout")),
            Hint("Enter", say("change it")),
            Hint("N", say("new layout")),
            Hint("Del", say("delete")),
        ]

    def _cells(self, layout: DocumentLayout) -> list[Cell]:
        return [Cell(layout.name, sub=self._used(layout), weight=500, is_wrapped=True)]

    def _used(self, layout: DocumentLayout) -> str:
        """For which documents it is the usual one."""
        say = self.language.text
        if layout.for_all:
            return say("For all documents")
        names = [say(REPORTS[name].label) for name in layout.documents if name in REPORTS]
        return ", ".join(names) or say("Where it is chosen by hand")

    # ---- what is shown ----

    def open(self, **where: object) -> None:
        super().open(**where)
        layout = where.get("layout")
        if isinstance(layout, bytes):
            self._wanted = layout
        self.refresh()
        if self.isVisible() and self.body.currentWidget() is self._editor:
            self.table.setFocus()

    def where(self) -> dict[str, object]:
        return {"layout": self._wanted} if self._wanted else {}

    def refresh(self) -> None:
        self.context.ask(lambda ws: layouts(ws.reader), on_done=self._read, key="documents.layouts")

    def _read(self, found: list[DocumentLayout]) -> None:
        self._layouts = found
        at = next((n for n, one in enumerate(found) if one.id == self._wanted), 0)
        self._is_reading = True
        self.table.set_rows(found)
        self.pick.set_records([(one.id, one.name) for one in found])
        self.table.selectRow(at)
        self._is_reading = False
        if found:
            self._choose(found[at])
        self._show_body()

    def _show_body(self) -> None:
        is_beginning = self._is_beginning or not self._layouts
        self.begin_view.begin(can_cancel=bool(self._layouts))
        self.body.setCurrentWidget(self.begin_view if is_beginning else self._editor)
        for button in (self.copy, self.add):
            button.setVisible(not is_beginning)

    def _choose(self, layout: DocumentLayout | None) -> None:
        if layout is None or self._is_reading:
            return
        self._wanted = layout.id
        self.pick.set_value(layout.id)
        self.form.show_record(layout)
        self.logo.show_layout(layout)
        self.preview.show_layout(layout.id)
        self._say_doubt(layout)

    def _picked(self, layout: object) -> None:
        at = next((n for n, one in enumerate(self._layouts) if one.id == layout), None)
        if at is not None:
            self.table.selectRow(at)

    def _say_doubt(self, layout: DocumentLayout) -> None:
        """Say where another layout is used for the same documents."""
        others = {
            self.language.text(REPORTS[name].label): usual.name
            for name in layout.documents
            if name in REPORTS
            and (usual := usual_layout(name, self._layouts, layout.organisation)) is not None
            and usual.id != layout.id
        }
        text = self.language.text
        said = [
            text("{document}: “{layout}” is used", document=document, layout=name)
            for document, name in others.items()
        ]
        self.form.doubt("documents", "; ".join(said))

    # ---- doing ----

    def begin(self) -> None:
        """Choose what a new layout begins with."""
        self.form.leave()
        self._is_beginning = True
        self._show_body()
        self.begin_view.setFocus()

    def _stop(self) -> None:
        self._is_beginning = False
        self._show_body()

    def make(self, template: str) -> None:
        """Make a layout by a ready-made one."""
        self.context.do(begin_layout, self.language, template, on_done=self._made)

    def copy_it(self) -> None:
        """Copy the layout that is shown."""
        self.form.leave()
        if self._wanted:
            self.context.do(copy_layout, self.language, self._wanted, on_done=self._made)

    def _made(self, made: Made) -> None:
        self._is_beginning = False
        self._wanted = made.id
        self.refresh()

    def remove(self, layout: DocumentLayout) -> None:
        """Delete a layout; a toast leads back."""
        words = self.language.text("“{title}” is deleted", title=layout.name)
        self.context.do(
            delete,
            DocumentLayout.type_name,
            layout.id,
            on_done=lambda _: self.context.toast_undo(words),
        )

    def changed(self, changes: Changes) -> None:
        if changes.touches(DocumentLayout.type_name):
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        self.table.setFixedWidth(_WIDE if width >= _ROOMY else _NARROW)
        self.table.setVisible(width >= _TIGHT)
        self.pick.setVisible(width < _TIGHT)

    def leave(self) -> None:
        self.form.leave()
        self.preview.leave()
