"""The Excel drawer: texts on the first sheet, every table and chart on a sheet of its own.

Cells are typed: a number is a number, a day a day, and a text never a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from app.reports.chart_tables import chart_table
from app.reports.content import (
    BarChart,
    Block,
    Caption,
    Document,
    Heading,
    MapChart,
    Pyramid,
    Table,
    has_cover,
)
from app.reports.excel_cells import (
    HEADER,
    LEAST_ACROSS,
    SECOND,
    SIDES,
    SIZE,
    Cells,
    header_words,
    height,
    pieces,
    widths,
)
from app.reports.excel_chart import Figures, insert_picture, write_chart
from app.reports.excel_head import furnish
from app.reports.excel_prose import LABEL_WIDTH, Prose
from app.reports.legal import legal
from app.reports.office_fonts import SANS, office_font
from app.reports.official import HEAD
from app.reports.sheets import MOST_ROWS, sheet_place
from app.stopping import step

_SHEET_NAME = 31
_NAMELESS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ROW_HEIGHT = 18
_MOST_UPRIGHT, _UPRIGHT, _LYING = 6, 95, 150
"""More columns or letters in a row are printed on lying pages, which have so much room."""
_A4, _POINTS = 9, 72 / 25.4
_FIRST = 3
"""The row a table's headers begin at, below its title, its source and the way back."""
_BODY = {"bottom": 1, "bottom_color": "#D3D8DD"}
_BOXED = {"border": 1, "border_color": "#858E98"}


def draw_excel(document: Document) -> bytes:
    """The document as a .xlsx file."""
    import xlsxwriter

    file = io.BytesIO()
    # widths are counted in letters of what the book itself is written in
    letters = {"font_name": office_font(document.face, SANS), "font_size": SIZE}
    wishes = {"in_memory": True, "strings_to_urls": False, "default_format_properties": letters}
    book = xlsxwriter.Workbook(file, wishes)
    book.set_properties(
        {
            "title": legal(document.title)[:255],
            "author": legal(document.author)[:255],
            "subject": legal(document.subject or document.kicker)[:255],
        }
    )
    _Book(book, document).write()
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Section:
    """The headings a block stands under, the outermost first, and its own caption."""

    headings: tuple[Heading, ...] = ()
    caption: Caption | None = None

    def below(self, heading: Heading) -> _Section:
        above = (one for one in self.headings if one.level < heading.level)
        return _Section((*above, heading))

    @property
    def name(self) -> str:
        """What a sheet of what stands here is called."""
        if self.caption:
            return self.caption.text
        return self.headings[-1].text if self.headings else ""

    @property
    def title(self) -> str:
        """What stands above it on its sheet."""
        if self.caption:
            return self.caption.said or self.caption.text
        return " · ".join(heading.text for heading in self.headings)


class _Book:
    """Lays the blocks of one document on the sheets of one workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._names: set[str] = set()
        self._cells = Cells(book, document.face)
        self._below: tuple[str, Figures] | None = None
        """The table laid last and its name, which a chart of the same name shows."""
        first = self._sheet(document.kicker or document.title)
        self._first = first.get_name()
        self._prose = Prose(first, self._cells, document)

    def write(self) -> None:
        blocks = list(self._document.blocks)
        while blocks and isinstance(blocks[0], HEAD):
            self._prose.lay(blocks.pop(0))
        if not has_cover(self._document):
            self._prose.titles()
        section = _Section()
        for block in blocks:
            if isinstance(block, Heading):
                section = section.below(block)
            if isinstance(block, Caption):
                section = replace(section, caption=block)
                continue
            self._lay(block, section)
            section = replace(section, caption=None)
        self._prose.finish()

    def _lay(self, block: Block, section: _Section) -> None:
        step()
        match block:
            case Table():
                self._table(block, section)
            case BarChart():
                self._chart(block, section)
            case MapChart() | Pyramid():
                insert_picture(self._table(chart_table(block), section), block)
            case _:
                self._prose.lay(block)

    def _sheet(self, title: str) -> Any:
        """A new sheet with a name that is like the title and that no other has."""
        plain = _NAMELESS.sub(" ", legal(title)).strip(" '") or "1"
        name, number = plain[:_SHEET_NAME].strip(" '"), 1
        while name.casefold() in self._names:
            number += 1
            tail = f" {number}"
            name = plain[: _SHEET_NAME - len(tail)].strip(" '") + tail
        self._names.add(name.casefold())
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        furnish(sheet, self._document)
        return sheet

    def _headed(self, section: _Section, wide: Sequence[float]) -> Any:
        """A sheet for what stands under these headings: its title, its source, the way back."""
        title = section.name or self._document.title
        sheet, cells = self._sheet(title), self._cells
        cells.across(sheet, 0, section.title or title, wide, bold=True, font_size=14)
        cells.across(sheet, 1, self._document.source, wide, font_color=SECOND)
        sheet.set_row(2, _ROW_HEIGHT)
        back = cells.look(font_color="#0B6273", underline=1)
        sheet.write_url(2, 0, sheet_place(self._first), back, string=f"← {self._first}")
        self._prose.link(sheet.get_name(), title)
        return sheet

    def _table(self, table: Table, section: _Section) -> Figures:
        wide, cells = widths(table, _LYING), self._cells
        sheet = self._headed(section, wide)
        first = row = self._headers(sheet, table, wide)
        sheet.freeze_panes(row, 0)
        sheet.set_default_row(_ROW_HEIGHT)
        look, left = _BOXED if table.boxed else _BODY, list[str]()
        for entries in table.rows[: MOST_ROWS - row - len(table.notes) - 2]:
            if (high := height(entries, wide, table.row_height * _POINTS)) is not None:
                sheet.set_row(row, high)
            stands = "top" if high else "vcenter"
            whole = (*entries, *[""] * (len(table.columns) - len(entries)))
            rest = cells.row(sheet, row, table.columns, whole, valign=stands, **look)
            left += [f"{_name(row, at)} {text}" for at, text in rest.items()]
            row += 1
        if table.rows:
            sheet.autofilter(first - 1, 0, row - 1, len(table.columns) - 1)
        if table.totals:
            cells.row(sheet, row, table.columns, table.totals, bold=True, top=1, valign="vcenter")
            row += 1
        row = self._notes(sheet, row, [*table.notes, *left], wide)
        for at, width in enumerate(wide):
            sheet.set_column(at, at, width)
        sheet.repeat_rows(_FIRST, first - 1)
        is_lying = len(table.columns) > _MOST_UPRIGHT or sum(wide) > _UPRIGHT
        if is_lying:
            sheet.set_landscape()
        heads, margins = range(_FIRST, first), self._document.margins
        figures = Figures(sheet, table, wide, first, row + 2, margins, heads, is_lying)
        self._below = (section.name, figures)
        return figures

    def _notes(self, sheet: Any, row: int, notes: list[str], wide: Sequence[float]) -> int:
        """Notes below a table, and what was too long for its cell; answers the last row."""
        for note in notes:
            for piece in pieces(str(note), max(sum(wide), LEAST_ACROSS)):
                self._cells.across(sheet, row + 1, piece, wide, font_color=SECOND)
                row += 1
        return row

    def _headers(self, sheet: Any, table: Table, wide: list[int]) -> int:
        """Write the headers; answers the row below them."""
        row, cells = _FIRST, self._cells
        if any(column.group for column in table.columns):
            at = 0
            for group, members in groupby(column.group for column in table.columns):
                count = len(list(members))
                if group and count > 1:
                    centred = cells.look(align="center", **HEADER)
                    sheet.merge_range(row, at, row, at + count - 1, "", centred)
                    cells.text(sheet, row, at, group, align="center", **HEADER)
                else:
                    cells.text(sheet, row, at, group, **HEADER)
                at += count
            row += 1
        said = [header_words(column) for column in table.columns]
        for at, (text, column) in enumerate(zip(said, table.columns, strict=True)):
            cells.text(sheet, row, at, text, **HEADER, **SIDES.get(column.align, {}))
        # bold letters and the arrow of the filter leave a header less room than its column has
        if (high := height(said, [width * 0.8 for width in wide])) is not None:
            sheet.set_row(row, high)
        return row + 1

    def _chart(self, chart: BarChart, section: _Section) -> None:
        """A chart below the table of the same name, else on a sheet of its own."""
        title = section.title or self._document.title
        if self._below and self._below[0] == section.name:
            write_chart(self._book, self._cells, chart, title, self._below[1])
        else:
            sheet = self._headed(section, (LABEL_WIDTH,))
            sheet.set_column(0, 0, LABEL_WIDTH)
            write_chart(
                self._book,
                self._cells,
                chart,
                title,
                Figures(sheet, None, (LABEL_WIDTH,), 0, _FIRST, self._document.margins),
            )
        self._below = None


def _name(row: int, at: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, at))
