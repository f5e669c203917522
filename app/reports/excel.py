"""The Excel drawer: texts on the first sheet, every table and chart on a sheet of its own.

Cells are typed: a number is a number, a day a day, and a text never a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from app.reports.chart_tables import chart_table
from app.reports.content import (
    Align,
    BarChart,
    Block,
    Caption,
    Cell,
    Certificate,
    Column,
    Contents,
    Cover,
    Document,
    Entry,
    Facts,
    Heading,
    MapChart,
    Mark,
    Paragraph,
    Pictures,
    Points,
    Pyramid,
    Shade,
    SignatureLines,
    Table,
    certificate_lines,
    entry_texts,
    has_cover,
    listed,
)
from app.reports.excel_head import furnish, insert_logo
from app.reports.legal import legal
from app.reports.official import HEAD, ApprovalBlock, Letterhead, NumberLine
from app.reports.paired import Paired, Spoken, stacked, voices
from app.reports.paper import Asked, Blanks, answer_line
from app.reports.pdf.style import SHADES
from app.reports.photos import printable
from app.reports.text import chart_lines

MOST_ROWS = 1_048_576
"""As many rows has a sheet."""
_MOST_LETTERS = 32_767
_SHEET_NAME = 31
_NAMELESS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NARROWEST, _WIDEST, _TEXT_WIDTH, _LABEL_WIDTH = 8, 60, 70, 34
_MEASURED_ROWS = 300
_ACROSS, _LINE_HEIGHT, _HIGHEST = 95, 13.5, 409
"""So many letters stand beside each other on the first sheet; a line's points, and a row's most."""
_SECOND = "#4B555F"
"""The colour of what is said more quietly."""
_SIGNS = {Mark.TICK: "+", Mark.BOX: "", Mark.DASH: "–"}
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


class _Book:
    """Lays the blocks of one document on the sheets of one workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._names: set[str] = set()
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
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
            self._say(self._document.kicker, bold=True, font_color=_SECOND)
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
            self._say(line, font_color=_SECOND)
        for row, contents in self._entries_at.items():
            self._link(row, contents)

    def _lay(self, block: Block, section: _Section) -> None:
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
                self._say(note, font_color=_SECOND)
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
            self._say(line, font_color="#4B555F")
        self._say(cover.title, bold=True, font_size=16)
        for line in cover.subtitle:
            self._say(line, font_color="#4B555F")
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
            own = {**look, "font_color": _SECOND, "bold": False} if spoken.is_beside else look
            self._say_lines(f"{'' if spoken.is_beside else sign}{spoken.text}", **own)

    def _say_lines(self, text: str, **look: Any) -> None:
        for line in filter(None, text.split("\n")):
            if len(line) > _ACROSS:
                look |= {"text_wrap": True, "valign": "top"}
                self._texts.merge_range(self._row, 0, self._row, 1, "", self._look(**look))
                height = min(-(-len(line) // _ACROSS) * _LINE_HEIGHT, _HIGHEST)
                self._texts.set_row(self._row, height)
            self._put(self._texts, self._row, 0, line, **look)
            self._row += 1

    def _pair(self, label: str, known: str) -> None:
        look = {"text_wrap": True, "valign": "top"}
        lines = max(_lines(label, _LABEL_WIDTH), _lines(known, _TEXT_WIDTH))
        if lines > 1:
            self._texts.set_row(self._row, min(lines * _LINE_HEIGHT, _HIGHEST))
        self._put(self._texts, self._row, 0, label, font_color=_SECOND, **look)
        self._put(self._texts, self._row, 1, known, **look)
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
            self._say(picture.caption, font_color=_SECOND)

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
        self._put(sheet, 0, 0, section.title or title, bold=True, font_size=14)
        self._put(sheet, 1, 0, self._document.source, font_color=_SECOND)
        quoted = sheet.get_name().replace("'", "''")
        self._texts.write_url(self._row, 0, f"internal:'{quoted}'!A1", string=legal(title)[:255])
        self._row += 1
        return sheet

    def _table(self, table: Table, section: _Section) -> None:
        sheet = self._headed(section)
        row_of_first = row = self._headers(sheet, table)
        sheet.freeze_panes(row, 0)
        sheet.set_default_row(18)
        for entries in table.rows[: MOST_ROWS - row - len(table.notes) - 2]:
            self._entries(sheet, row, table, entries)
            row += 1
        if table.rows:
            last = len(table.columns) - 1
            sheet.autofilter(row_of_first - 1, 0, row - 1, last)
        if table.totals:
            self._entries(sheet, row, table, table.totals, bold=True, top=1)
            row += 1
        for note in table.notes:
            self._put(sheet, row + 1, 0, note, font_color=_SECOND)
            row += 1
        for at, width in enumerate(_widths(table)):
            sheet.set_column(at, at, width)
        sheet.repeat_rows(_FIRST, row_of_first - 1)
        if len(table.columns) > 6:
            sheet.set_landscape()

    def _headers(self, sheet: Any, table: Table) -> int:
        """Write the headers; answers the row below them."""
        row, look = (
            _FIRST,
            {
                "bold": True,
                "bottom": 1,
                "bg_color": "#F4F5F6",
                "text_wrap": True,
                "valign": "vcenter",
            },
        )
        if any(column.group for column in table.columns):
            at = 0
            for group, members in groupby(column.group for column in table.columns):
                count = len(list(members))
                if group and count > 1:
                    centred = self._look(align="center", **look)
                    sheet.merge_range(row, at, row, at + count - 1, legal(group)[:255], centred)
                else:
                    self._put(sheet, row, at, group, **look)
                at += count
            row += 1
        for at, column in enumerate(table.columns):
            self._put(sheet, row, at, _header(column), **look)
        return row + 1

    def _entries(
        self, sheet: Any, row: int, table: Table, entries: Sequence[Entry], **look: Any
    ) -> None:
        for at, (column, entry) in enumerate(zip(table.columns, entries, strict=False)):
            self._entry(sheet, row, at, column.align, entry, **look)

    def _entry(
        self, sheet: Any, row: int, at: int, align: Align, entry: Entry, **look: Any
    ) -> None:
        value = entry.value if isinstance(entry, Cell) else None
        if isinstance(entry, Cell) and entry.strong:
            look |= {"bold": True}
        if isinstance(value, date):
            sheet.write_datetime(row, at, value, self._look(num_format="dd.mm.yyyy", **look))
        elif value is not None and isinstance(entry, Cell):
            number_format = "0%" if entry.text.rstrip().endswith("%") else "#,##0.##"
            number_format = (
                "#,##0" if number_format != "0%" and value == int(value) else number_format
            )
            sheet.write_number(row, at, value, self._look(num_format=number_format, **look))
        else:
            words = _words(entry)
            side = {Align.RIGHT: {"align": "right"}, Align.CENTRE: {"align": "center"}}
            look |= side.get(align, {}) | {"text_wrap": True, "valign": "vcenter"}
            self._put(sheet, row, at, words, **look)

    def _chart(self, chart: BarChart, section: _Section) -> None:
        """The chart's figures as a table, and Excel's own chart of them beside it."""
        sheet = self._headed(section)
        shades = list(dict.fromkeys(part.shade for bar in chart.bars for part in bar.parts))
        legend = dict(chart.legend)
        look = {"bold": True, "bottom": 1, "bg_color": "#F4F5F6"}
        for at, shade in enumerate(shades, 1):
            self._put(sheet, _FIRST, at, legend.get(shade, ""), **look)
        for row, bar in enumerate(chart.bars, _FIRST + 1):
            self._put(sheet, row, 0, bar.label)
            for at, shade in enumerate(shades, 1):
                if not bar.parts:
                    continue  # what is kept back is no nought
                value = sum(part.value for part in bar.parts if part.shade is shade)
                sheet.write_number(row, at, value, self._look(num_format="#,##0.##"))
            self._put(sheet, row, len(shades) + 1, bar.remark)
        last = _FIRST + len(chart.bars)
        for row, note in enumerate(chart.notes, last + 2):
            self._put(sheet, row, 0, note, font_color=_SECOND)
        sheet.set_column(0, 0, _LABEL_WIDTH)
        if chart.bars and shades:
            self._insert_chart(sheet, chart, shades, last)

    def _insert_chart(
        self, sheet: Any, chart: BarChart, shades: Sequence[Shade], last: int
    ) -> None:
        kind = "percent_stacked" if chart.is_share else "stacked"
        drawn = self._book.add_chart({"type": "bar", "subtype": kind})
        name = sheet.get_name()
        for at, shade in enumerate(shades, 1):
            fill: dict[str, Any] = {"fill": {"color": SHADES[shade]}}
            if shade is Shade.UNKNOWN:
                fill = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": SHADES[shade]}}
            drawn.add_series(
                {
                    "name": [name, _FIRST, at],
                    "categories": [name, _FIRST + 1, 0, last, 0],
                    "values": [name, _FIRST + 1, at, last, at],
                    "gap": 40,
                    "data_labels": {"value": True},
                    **fill,
                }
            )
        drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"position": "top"})
        drawn.set_size({"width": 720, "height": 90 + 34 * len(chart.bars)})
        said = {"description": legal("\n".join(chart_lines(chart)))}
        sheet.insert_chart(last + len(chart.notes) + 3, 0, drawn, said)

    def _put(self, sheet: Any, row: int, at: int, text: str, **look: Any) -> None:
        spoken = voices(text)
        if len(spoken) > 1:
            self._put_voices(sheet, row, at, spoken, **look)
            return
        said, shown = legal(text)[:_MOST_LETTERS], self._look(**look)
        if said:
            sheet.write_string(row, at, said, shown)
        elif look:
            sheet.write_blank(row, at, None, shown)

    def _put_voices(
        self, sheet: Any, row: int, at: int, spoken: Sequence[Spoken], **look: Any
    ) -> None:
        """Several languages in one cell, each on a line of its own and in its own voice."""
        look |= {"text_wrap": True}
        loud, quiet = self._look(**look), self._look(font_color=_SECOND)
        pieces: list[Any] = []
        for number, (text, is_beside) in enumerate(spoken):
            line = legal(text)[: _MOST_LETTERS // len(spoken) - 1]
            if not (line or number):
                continue
            pieces += [quiet if is_beside else loud, f"\n{line}" if number else line]
        sheet.write_rich_string(row, at, *pieces, loud)

    def _look(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(
                {"font_name": "Arial", "font_size": 10, **look}
            )
        return self._looks[key]


def _number_format(text: str, value: float) -> str:
    if text.rstrip().endswith("%"):
        return "0%"
    return "#,##0" if value == int(value) else "#,##0.##"


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column as wide as so many letters."""
    text = stacked(text)
    return sum(max(-(-len(line) * 10 // (width * 9)), 1) for line in text.split("\n"))


def _words(entry: Entry) -> str:
    if isinstance(entry, Mark):
        return _SIGNS[entry]
    return Paired.below(filter(None, entry_texts(entry)))


def _header(column: Column) -> str:
    said = list(filter(None, entry_texts(column.header)))
    return (
        Paired.below(said) if any(isinstance(text, Paired) for text in said) else " · ".join(said)
    )


def _widths(table: Table) -> Iterator[int]:
    """Columns as wide as most of what they hold, in letters."""
    for at, column in enumerate(table.columns):
        said = [column.header, *(row[at] for row in table.rows[:_MEASURED_ROWS] if at < len(row))]
        longest = max(len(line) for one in said for line in stacked(_words(one) or " ").split("\n"))
        yield min(max(longest + 2, _NARROWEST), _WIDEST)
