"""The Excel drawer: texts on the first sheet, every table and chart on a sheet of its own.

Cells are typed: a number is a number, a day a day, and a text never a formula.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from app.reports.chart_tables import chart_table
from app.reports.content import (
    BarChart,
    Block,
    Caption,
    Certificate,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    MapChart,
    Paragraph,
    Pictures,
    Points,
    Pyramid,
    SignatureLines,
    Table,
    certificate_lines,
    has_cover,
    listed,
)
from app.reports.excel_cells import (
    HEADER,
    HIGHEST,
    LINE_HEIGHT,
    SECOND,
    Cells,
    header_words,
    height,
    lines,
    widths,
)
from app.reports.excel_chart import write_chart
from app.reports.excel_head import furnish, insert_logo
from app.reports.legal import legal
from app.reports.official import HEAD, ApprovalBlock, Letterhead, NumberLine
from app.reports.paired import voices
from app.reports.paper import Asked, Blanks, answer_line
from app.reports.photos import printable
from app.reports.sheets import MOST_ROWS
from app.stopping import step

_SHEET_NAME = 31
_NAMELESS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TEXT_WIDTH, _LABEL_WIDTH, _ROW_HEIGHT = 70, 34, 18
_ACROSS = 95
"""So many letters stand beside each other on the first sheet."""
_MOST_UPRIGHT = 6
"""A table of more columns is printed on lying pages."""
_A4, _PHOTO_HEIGHT = 9, 340
_FIRST = 3
"""The row a table's headers begin at, below its title and source."""


def draw_excel(document: Document) -> bytes:
    """The document as a .xlsx file."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False})
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

    headings: tuple[str, ...] = ()
    caption: Caption | None = None

    def below(self, heading: Heading) -> _Section:
        return _Section((*self.headings[: heading.level - 1], heading.text))

    @property
    def name(self) -> str:
        """What a sheet of what stands here is called."""
        return self.caption.text if self.caption else next(iter(self.headings[-1:]), "")

    @property
    def title(self) -> str:
        """What stands above it on its sheet."""
        return self.caption.said or self.caption.text if self.caption else " · ".join(self.headings)


class _Below(NamedTuple):
    """The room below a table, for a chart of the same name."""

    name: str
    sheet: Any
    row: int


class _Book:
    """Lays the blocks of one document on the sheets of one workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._names: set[str] = set()
        self._cells = Cells(book)
        self._below: _Below | None = None
        self._row = 0
        self._heads: list[int] = []
        """The row of each heading on the first sheet."""
        self._entries_at: dict[int, Contents] = {}
        """The row the entries of a table of contents begin at."""
        self._texts = self._sheet(document.kicker or document.title)
        self._texts.set_column(0, 0, _LABEL_WIDTH)
        self._texts.set_column(1, 1, _TEXT_WIDTH)
        self._texts.hide_gridlines(2)

    def write(self) -> None:
        blocks = list(self._document.blocks)
        while blocks and isinstance(blocks[0], HEAD):
            self._lay(blocks.pop(0), _Section())
        if not has_cover(self._document):
            self._say(self._document.kicker, bold=True, font_color=SECOND)
            self._say(self._document.title, bold=True, font_size=16)
        section = _Section()
        for block in blocks:
            if isinstance(block, Heading):
                section = section.below(block)
            if isinstance(block, Caption):
                section = replace(section, caption=block)
                continue
            self._lay(block, section)
            section = replace(section, caption=None)
        for line in (*self._document.standing, self._document.footer, self._document.source):
            self._say(line, font_color=SECOND)
        for row, contents in self._entries_at.items():
            self._link(row, contents)

    def _lay(self, block: Block, section: _Section) -> None:
        step()
        match block:
            case Table():
                self._table(block, section)
            case BarChart():
                self._chart(block, section)
            case MapChart() | Pyramid():
                self._table(chart_table(block), section)
            case Pictures():
                self._pictures(block)
            case Blanks() | Asked():
                self._paper(block)
            case Contents():
                self._contents(block)
            case Cover():
                self._cover(block)
            case _:
                self._text(block)

    def _text(self, block: Block) -> None:
        """What is only said, on the first sheet."""
        match block:
            case Heading(text=text, level=level, note=note):
                self._row += 1
                self._heads.append(self._row)
                self._say(text, bold=True, font_size={1: 14, 2: 12}.get(level, 11))
                self._say(note, font_color=SECOND)
            case Paragraph(text=text):
                self._say(text)
            case Points(items=items, numbered=numbered):
                for number, item in enumerate(items, 1):
                    self._say(item, sign=f"{number}. " if numbered else "– ")
            case Facts(pairs=pairs) | SignatureLines(lines=pairs):
                for label, known in pairs:
                    self._pair(label, known)
            case Letterhead() | NumberLine() | ApprovalBlock():
                self._head(block)
            case Certificate():
                self._row += 1
                for line in certificate_lines(block):
                    self._say(line)
            case _:
                self._row += 1

    def _contents(self, contents: Contents) -> None:
        """Room for its entries, which are written when the rows of the headings are known."""
        self._row += 1
        self._say(contents.title, bold=True, font_size=14)
        self._entries_at[self._row] = contents
        self._row += len(listed(self._document, contents.depth))

    def _cover(self, cover: Cover) -> None:
        for line in cover.office:
            self._say(line, font_color=SECOND)
        self._say(cover.title, bold=True, font_size=16)
        for line in cover.subtitle:
            self._say(line, font_color=SECOND)
        for label, known in cover.pairs:
            self._pair(label, known)

    def _link(self, row: int, contents: Contents) -> None:
        """The entries of a table of contents, each leading to its heading on the first sheet."""
        sheet = self._texts.get_name().replace("'", "''")
        for at, head in enumerate(listed(self._document, contents.depth), row):
            place = f"internal:'{sheet}'!A{self._heads[head.number - 1] + 1}"
            words = "    " * (head.level - 1) + legal(head.text).replace("\n", " ")
            self._texts.write_url(at, 0, place, string=words[:255])

    def _say(self, text: str, sign: str = "", **look: Any) -> None:
        """A text across the first sheet, line by line; another language is said more quietly."""
        for spoken in voices(text):
            own = {**look, "font_color": SECOND, "bold": False} if spoken.is_beside else look
            self._say_lines(f"{'' if spoken.is_beside else sign}{spoken.text}", **own)

    def _say_lines(self, text: str, **look: Any) -> None:
        for line in filter(None, text.split("\n")):
            if len(line) > _ACROSS:
                look |= {"text_wrap": True, "valign": "top"}
                self._texts.merge_range(self._row, 0, self._row, 1, "", self._cells.look(**look))
                height = min(-(-len(line) // _ACROSS) * LINE_HEIGHT, HIGHEST)
                self._texts.set_row(self._row, height)
            self._cells.text(self._texts, self._row, 0, line, **look)
            self._row += 1

    def _pair(self, label: str, known: str) -> None:
        look = {"text_wrap": True, "valign": "top"}
        most = max(lines(label, _LABEL_WIDTH), lines(known, _TEXT_WIDTH))
        if most > 1:
            self._texts.set_row(self._row, min(most * LINE_HEIGHT, HIGHEST))
        self._cells.text(self._texts, self._row, 0, label, font_color=SECOND, **look)
        self._cells.text(self._texts, self._row, 1, known, **look)
        self._row += 1

    def _head(self, block: Letterhead | NumberLine | ApprovalBlock) -> None:
        match block:
            case Letterhead(columns=columns):
                self._row += insert_logo(self._texts, self._row, block)
                said = ["\n".join(filter(None, column)) for column in columns]
                self._pair(*(*said, "", "")[:2])
                self._row += 1
            case NumberLine(number=number, day=day):
                self._pair(number, day)
            case ApprovalBlock(word=word, lines=lines):
                for line in (word, *lines):
                    self._say(line)

    def _paper(self, block: Blanks | Asked) -> None:
        if isinstance(block, Blanks):
            for row in block.rows:
                for blank in row:
                    self._pair(blank.label, blank.value)
            return
        self._say(block.when)
        self._say(f"{block.number}. {block.text}", bold=True)
        for line in (block.note, *answer_line(block.answer)):
            self._say(line)

    def _pictures(self, pictures: Pictures) -> None:
        for picture in pictures.items:
            data = printable(picture.data)
            if data is not None:
                options = {
                    "image_data": io.BytesIO(data),
                    "description": legal(picture.caption)[:255],
                }
                scale = {"x_scale": 0.3, "y_scale": 0.3, "object_position": 1}
                self._texts.set_row_pixels(self._row, _PHOTO_HEIGHT)
                self._texts.insert_image(self._row, 0, "photo.jpg", options | scale)
                self._row += 1
            self._say(picture.caption, font_color=SECOND)

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

    def _headed(self, section: _Section) -> Any:
        """A sheet for what stands under these headings, its title and source on it."""
        title = section.name or self._document.title
        sheet = self._sheet(title)
        self._cells.text(sheet, 0, 0, section.title or title, bold=True, font_size=14)
        self._cells.text(sheet, 1, 0, self._document.source, font_color=SECOND)
        quoted = sheet.get_name().replace("'", "''")
        self._texts.write_url(self._row, 0, f"internal:'{quoted}'!A1", string=legal(title)[:255])
        self._row += 1
        return sheet

    def _table(self, table: Table, section: _Section) -> None:
        sheet, cells = self._headed(section), self._cells
        wide = list(widths(table))
        row_of_first = row = self._headers(sheet, table)
        sheet.freeze_panes(row, 0)
        sheet.set_default_row(_ROW_HEIGHT)
        for entries in table.rows[: MOST_ROWS - row - len(table.notes) - 2]:
            if (high := height(entries, wide)) is not None:
                sheet.set_row(row, high)
            cells.row(sheet, row, table.columns, entries)
            row += 1
        if table.rows:
            sheet.autofilter(row_of_first - 1, 0, row - 1, len(table.columns) - 1)
        if table.totals:
            cells.row(sheet, row, table.columns, table.totals, bold=True, top=1)
            row += 1
        for note in table.notes:
            cells.text(sheet, row + 1, 0, note, font_color=SECOND)
            row += 1
        for at, width in enumerate(wide):
            sheet.set_column(at, at, width)
        sheet.repeat_rows(_FIRST, row_of_first - 1)
        if len(table.columns) > _MOST_UPRIGHT:
            sheet.set_landscape()
        self._below = _Below(section.name, sheet, row + 2)

    def _headers(self, sheet: Any, table: Table) -> int:
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
        for at, column in enumerate(table.columns):
            cells.text(sheet, row, at, header_words(column), **HEADER)
        return row + 1

    def _chart(self, chart: BarChart, section: _Section) -> None:
        """A chart below the table of the same name, else on a sheet of its own."""
        if self._below and self._below.name == section.name:
            sheet, row = self._below.sheet, self._below.row
            self._cells.text(sheet, row, 0, section.title, bold=True)
            row += 1
        else:
            sheet, row = self._headed(section), _FIRST
            sheet.set_column(0, 0, _LABEL_WIDTH)
        write_chart(self._book, self._cells, sheet, chart, row)
        self._below = None
