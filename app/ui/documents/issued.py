"""The list of issued documents: every number that was given, and those that were given twice."""

from __future__ import annotations

from functools import partial

from app.actions.records import delete
from app.language import fold
from app.model import Changes, IssuedDocument
from app.reports import REPORTS
from app.storage.questions.documents import Issued, issued
from app.ui.context import Context
from app.ui.kit import Banner, Cell, Column, Hint, PlainButton, Row, SearchField
from app.ui.list_page import ListPage, save_table


class IssuedPage(ListPage):
    """The newest first; a number that two notebooks gave is marked on both documents."""

    mine = ("issued_document", "document_layout")

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("file-check", "file-text", ""), row_height=48)
        self._issued: list[Issued] = []
        self._wanted: object = None
        self.export = PlainButton(icon="download")
        self.export.clicked.connect(self.save)
        self.set_ways(self.export)
        self.search = SearchField()
        self.search.setFixedWidth(250)
        self.search.textChanged.connect(lambda _: self._show())
        self.search.descended.connect(self.table.enter)
        self.twice = Banner("warn")
        self.twice.hide()
        self.table.row_removed.connect(self.remove)
        self.empty.primary_chosen.connect(partial(context.go, "reports"))
        self.lay_out(Row(self.search), self.twice)
        self._say_the_rest()
        self.on_key("/", self.search.setFocus)
        self.on_key("Ctrl+E", self.save)

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.header.set_title(say("Issued documents"))
        self.header.set_crumbs([(say("Reports"), partial(self.context.go, "reports"))])
        self.export.setText(say("Save the list"))
        self.search.set_placeholder(say("Number or title"))
        self.table.set_name(say("Issued documents"))
        self.table.set_columns(
            [
                Column("number", say("Number of the document"), 184),
                Column("day", say("Day"), 104),
                Column("title", say("Document")),
                Column("layout", say("Layout of documents"), 232, from_width=760),
            ]
        )
        self.hint_line.set_hints(self.hints())
        self.empty.set_content(
            say("Nothing was issued yet."),
            say(
                "A document gets its number beside its preview, where its layout gives numbers. "
                "It is noted here, so that no number is given twice."
            ),
            say("To the reports"),
        )

    def title(self) -> str:
        return self.language.text("Issued documents")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("/", say("filter")),
            Hint("Del", say("take back")),
            Hint("Ctrl E", say("save the list")),
        ]

    def open(self, **where: object) -> None:
        super().open(**where)
        self._wanted = where.get("document")
        self.search.setText("")
        self.refresh()
        if self.isVisible():
            self.table.setFocus()

    def refresh(self) -> None:
        self.context.ask(issued, on_done=self._read, key="documents.issued")

    def _read(self, found: list[Issued]) -> None:
        self._issued = found
        twice = sum(1 for one in found if one.is_twice)
        self.twice.setVisible(bool(twice))
        if twice:
            self.twice.set_content(
                self.language.plural(
                    "{n} document bears a number that another bears too.",
                    "{n} documents bear a number that another bears too.",
                    twice,
                ),
                self.language.text(
                    "Two notebooks gave it. Take one back (Del), and give that document another "
                    "number."
                ),
            )
        self._show()

    def _show(self) -> None:
        words = fold(self.search.text()).split()
        shown = [
            one
            for one in self._issued
            if all(word in fold(" ".join(self._line(one))) for word in words)
        ]
        self.show_lines(shown, len(self._issued))
        at = next((n for n, one in enumerate(shown) if one.document.id == self._wanted), None)
        if at is not None:
            self.table.selectRow(at)
            self._wanted = None

    def _line(self, one: Issued) -> list[str]:
        document = one.document
        return [
            document.shown,
            self.language.day(document.issued_on),
            self._kind(document),
            document.title,
            one.layout,
        ]

    def _kind(self, document: IssuedDocument) -> str:
        report = REPORTS.get(document.report)
        return self.language.text(report.label) if report else document.report

    def _cells(self, one: Issued) -> list[Cell]:
        number, day, kind, title, layout = self._line(one)
        twice = self.language.text("given twice") if one.is_twice else ""
        return [
            Cell(number, weight=500, sub=twice, sub_colour="warn", sub_icon="triangle-alert")
            if twice
            else Cell(number, weight=500),
            Cell(day),
            Cell(title or kind, sub=kind if title else "", tip=title),
            Cell(layout, colour="text2", size=13, tip=layout),
        ]

    def remove(self, one: Issued) -> None:
        """Take a number back; a toast leads back."""
        words = self.language.text("{number} is free again", number=one.document.shown)
        self.context.do(
            delete,
            IssuedDocument.type_name,
            one.document.id,
            on_done=lambda _: self.context.toast_undo(words),
        )

    def save(self) -> None:
        """Save the list as a table."""
        say = self.language.text
        head = [say("Number of the document"), say("Day"), say("Kind of document"), say("Title")]
        lines = [self._line(one) for one in self._issued]
        name = say("Issued documents")
        save_table(self.context, name, [*head, say("Layout of documents")], lines)

    def changed(self, changes: Changes) -> None:
        if changes.types & set(self.mine):
            self.refresh()
