"""The tab of reach: what activities reached, products handed over, committees created."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import Language
from app.model import ENUMERATIONS, Body
from app.storage.questions.reach import EXACT, Activity, Handed, Reach, ReachSum, reach
from app.ui.context import Context
from app.ui.kit import Cell, Column, Hint, Scroller, Stack, Text, WrappedTable
from app.ui.record_places import place_of
from app.ui.statistics.tab import FilteredTab
from app.ui.words import term


def sure_words(language: Language, sums: Mapping[str, int]) -> str:
    """Numbers with how sure they are: «412, more than 300, about 50»."""
    order = list(ENUMERATIONS["value_qualifier"])
    known = sorted(sums, key=lambda code: order.index(code) if code in order else len(order))
    return ", ".join(sure_number(language, code, sums[code]) for code in known)


def sure_number(language: Language, qualifier: str | None, number: int) -> str:
    """One number with how sure it is; an exact one stands alone."""
    said = language.number(number)
    if (qualifier or EXACT) == EXACT:
        return said
    if qualifier == "over":
        return language.text("more than {n}", n=said)
    if qualifier == "about":
        return language.text("about {n}", n=said)
    return f"{term(language, 'value_qualifier', qualifier)} {said}"


class ReachTab(FilteredTab):
    """Sums by kind, activities, products and bodies of a period; each line opens."""

    mine = frozenset(
        {"event", "reach_figure", "headcount", "distribution", "product", "body", "project"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reach: Reach | None = None
        self.sums = self._table(self._sum_cells)
        self.activities = self._table(self._activity_cells)
        self.handed = self._table(self._handed_cells)
        self.bodies = self._table(self._body_cells)
        self._titles = [Text("", "subsection") for _ in range(4)]
        self._nothing = [Text("", "second", wrap=True) for _ in range(4)]
        self.sums.row_opened.connect(
            lambda _: self.context.go("statistics", tab="indicators", indicator="reach")
        )
        self.handed.row_opened.connect(
            lambda _: self.context.go("statistics", tab="indicators", indicator="copies")
        )
        self.activities.row_opened.connect(lambda line: self._open("event", line.event.id))
        self.bodies.row_opened.connect(lambda body: self._open("body", body.id))
        shown = Stack(gap=6)
        parts = zip(self._titles, self._nothing, self._tables, strict=True)
        for title, nothing, table in parts:
            shown.add(title, nothing, table, 12)
        shown.add(None)
        shown.box.setContentsMargins(0, 0, 10, 12)
        body = Stack(self.filters, gap=8, margins=(24, 8, 14, 0))
        body.box.addWidget(Scroller(shown), 1)
        self.assemble(body=body)
        self.setFocusProxy(self.sums)
        self._say_words()

    def _table(self, draw: object) -> WrappedTable:
        table = WrappedTable(row_height=36)
        table.set_drawing(draw)  # type: ignore[arg-type]
        table.hold_all(has_header=True)
        return table

    @property
    def _tables(self) -> tuple[WrappedTable, ...]:
        return (self.sums, self.activities, self.handed, self.bodies)

    def _say_words(self) -> None:
        say = self.language.text
        titles = (
            say("What was reached"),
            say("Activities"),
            say("Products handed over"),
            say("Committees and other bodies created"),
        )
        nothing = say("Nothing in this period and territory.")
        for text, empty, title in zip(self._titles, self._nothing, titles, strict=True):
            text.setText(title)
            empty.setText(nothing)
        for table, title in zip(self._tables, titles, strict=True):
            table.set_name(title)
        numbers = Column("numbers", say("Number"), 240, "right")
        self.sums.set_columns(
            [Column("kind", say("What")), numbers, Column("n", say("Entries"), 104, "right")]
        )
        self.activities.set_columns(
            [
                Column("event", say("Event")),
                Column("people", say("People without a list"), 220, "right"),
            ]
        )
        self.handed.set_columns(
            [
                Column("product", say("Product")),
                Column("copies", say("Copies"), 112, "right"),
                Column("times", say("Handed over, times"), 200, "right", from_width=520),
            ]
        )
        self.bodies.set_columns(
            [Column("body", say("Body")), Column("day", say("Created on"), 168, "right")]
        )
        self._show()

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()

    def hints(self) -> list[Hint]:
        return [Hint("Enter", self.language.text("open"))]

    def read(self) -> None:
        self.context.ask(reach, self.filters.wanted(), on_done=self._take, key="statistics.reach")

    def _take(self, found: Reach) -> None:
        self._reach = found
        self.counted()
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        found = self._reach
        if found is None:
            return
        lines = (found.sums, found.activities, found.handed, found.bodies)
        had_keyboard = any(table.hasFocus() for table in self._tables)
        for table, nothing, rows in zip(self._tables, self._nothing, lines, strict=True):
            table.set_rows(rows)
            table.setVisible(bool(rows))
            nothing.setVisible(not rows)
        if had_keyboard and not any(table.hasFocus() for table in self._tables):
            self.filters.focus()

    def _sum_cells(self, line: ReachSum) -> list[Cell]:
        language = self.language
        kind = term(language, "reach_kind", line.kind) or language.text("not stated")
        return [
            Cell(kind, weight=500, is_wrapped=True),
            Cell(sure_words(language, line.sums), weight=600, is_wrapped=True),
            Cell(language.number(line.entries), colour="text2"),
        ]

    def _activity_cells(self, line: Activity) -> list[Cell]:
        language, event = self.language, line.event
        facts = [language.days(event.date_from, event.date_to)]
        for figure in line.figures:
            number = sure_number(language, figure.qualifier, figure.value or 0)
            facts.append(f"{term(language, 'reach_kind', figure.kind)}: {number}")
        if line.copies:
            facts.append(language.plural("{n} copy", "{n} copies", line.copies))
        return [
            Cell(
                event.title or language.text("No title"),
                sub=" · ".join(fact for fact in facts if fact),
                weight=500,
                is_wrapped=True,
            ),
            Cell(sure_words(language, line.counted) or "–", is_wrapped=True),
        ]

    def _handed_cells(self, line: Handed) -> list[Cell]:
        language = self.language
        return [
            Cell(
                line.title or language.text("No title"),
                sub=term(language, "product_kind", line.kind),
                weight=500,
                is_wrapped=True,
            ),
            Cell(language.number(line.copies) if line.copies else "–", weight=600),
            Cell(language.number(line.times), colour="text2"),
        ]

    def _body_cells(self, body: Body) -> list[Cell]:
        language = self.language
        return [
            Cell(
                body.title,
                sub=term(language, "body_kind", body.kind),
                weight=500,
                is_wrapped=True,
            ),
            Cell(language.day(body.created_on) or "–"),
        ]

    def _open(self, type_name: str, record_id: bytes) -> None:
        place = place_of(self.context.workspace, type_name, record_id)
        if place is not None:
            self.context.go(place[0], **place[1])
