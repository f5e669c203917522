"""The first sheet of a workbook: all that is said, line by line over two columns."""

from __future__ import annotations

import io
from typing import Any

from app.reports.content import (
    Block,
    Certificate,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    Paragraph,
    Pictures,
    Points,
    SignatureLines,
    certificate_lines,
    listed,
)
from app.reports.excel_cells import (
    HIGHEST,
    LINE_HEIGHT,
    SECOND,
    SIZE,
    Cells,
    lines,
    pieces,
)
from app.reports.excel_head import insert_logo
from app.reports.legal import legal
from app.reports.official import ApprovalBlock, Letterhead, NumberLine
from app.reports.paired import voices
from app.reports.paper import Asked, Blanks, answer_line
from app.reports.photos import printable
from app.reports.sheets import sheet_place

LABEL_WIDTH, _TEXT_WIDTH = 34, 70
_ACROSS = LABEL_WIDTH + _TEXT_WIDTH
_PHOTO_HEIGHT = 340
_MOST_LINK = 255
_TO_SIGN, _DAY = "_" * 26, "_" * 14
_SIZES = {1: 14.0, 2: 12.0}
TITLE = 16.0


class Prose:
    """Writes the first sheet from its top to its foot."""

    def __init__(self, sheet: Any, cells: Cells, document: Document) -> None:
        self._sheet, self._cells, self._document = sheet, cells, document
        self._row = 0
        self._heads: list[int] = []
        """The row of each heading."""
        self._entries_at: dict[int, Contents] = {}
        """The row the entries of a table of contents begin at."""
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(1, 1, _TEXT_WIDTH)
        sheet.hide_gridlines(2)

    def titles(self) -> None:
        """What kind of paper it is, and its title."""
        self.say(self._document.kicker, bold=True, font_color=SECOND)
        self.say(self._document.title, bold=True, font_size=TITLE)

    def finish(self) -> None:
        """What stands at the foot of paper, and the links of the table of contents."""
        self._row += 1
        document = self._document
        for line in (*document.standing, document.footer, document.source):
            self.say(line, font_color=SECOND)
        for row, contents in self._entries_at.items():
            for at, head in enumerate(listed(document, contents.depth), row):
                place = sheet_place(self._sheet.get_name(), self._heads[head.number - 1] + 1)
                self._linked(at, place, "    " * (head.level - 1) + head.text)

    def link(self, name: str, text: str) -> None:
        """Lead to the sheet of this name."""
        self._linked(self._row, sheet_place(name), text)
        self._row += 1

    def lay(self, block: Block) -> None:
        """What a block says."""
        match block:
            case Heading(text=text, level=level, note=note):
                self._row += 1
                self._heads.append(self._row)
                self.say(text, bold=True, font_size=_SIZES.get(level, 11.0))
                self.say(note, font_color=SECOND)
            case Paragraph(text=text):
                self.say(text)
            case Points(items=items, numbered=numbered):
                for number, item in enumerate(items, 1):
                    self.say(item, sign=f"{number}. " if numbered else "– ")
            case Facts(pairs=pairs):
                for label, known in pairs:
                    self._pair(label, known)
            case SignatureLines(lines=signed):
                for office, name in signed:
                    self._row += 1
                    self._pair(office, f"{_TO_SIGN}  {name}")
            case Letterhead() | NumberLine() | ApprovalBlock():
                self._head(block)
            case Pictures():
                self._pictures(block)
            case _:
                self._more(block)

    def _more(self, block: Block) -> None:
        match block:
            case Blanks() | Asked():
                self._paper(block)
            case Contents():
                self._contents(block)
            case Cover():
                self._cover(block)
            case Certificate():
                self._row += 1
                for line in certificate_lines(block):
                    self.say(line)
            case _:
                self._row += 1

    def _contents(self, contents: Contents) -> None:
        """Room for its entries, which are written when the rows of the headings are known."""
        self._row += 1
        self.say(contents.title, bold=True, font_size=_SIZES[1])
        self._entries_at[self._row] = contents
        self._row += len(listed(self._document, contents.depth))

    def _cover(self, cover: Cover) -> None:
        for line in cover.office:
            self.say(line, font_color=SECOND)
        self.say(cover.title, bold=True, font_size=TITLE)
        for line in cover.subtitle:
            self.say(line, font_color=SECOND)
        for label, known in cover.pairs:
            self._pair(label, known)

    def _linked(self, row: int, place: str, text: str) -> None:
        """A link over both columns, so that a long one is no wider than the page."""
        said = legal(text).replace("\n", " ")[:_MOST_LINK]
        look = self._cells.look(font_color="#0B6273", underline=1, text_wrap=True, valign="top")
        self._sheet.merge_range(row, 0, row, 1, "", look)
        self._sheet.write_url(row, 0, place, look, string=said)
        self._rise(row, lines(said, _ACROSS), SIZE)

    def say(self, text: str, sign: str = "", **look: Any) -> None:
        """A text across the sheet, line by line; another language is said more quietly."""
        for spoken in voices(text):
            own = {**look, "font_color": SECOND, "bold": False} if spoken.is_beside else look
            self._say_lines(f"{'' if spoken.is_beside else sign}{spoken.text}", **own)

    def _say_lines(self, text: str, **look: Any) -> None:
        size = look.get("font_size", SIZE)
        shown = look | {"text_wrap": True, "valign": "top"}
        for line in filter(None, text.split("\n")):
            for piece in pieces(line, _ACROSS):
                many = lines(piece, _ACROSS, size)
                if many > 1:
                    merged = self._cells.look(**shown)
                    self._sheet.merge_range(self._row, 0, self._row, 1, "", merged)
                self._rise(self._row, many, size)
                self._cells.text(self._sheet, self._row, 0, piece, **(shown if many > 1 else look))
                self._row += 1

    def _rise(self, row: int, many: int, size: float) -> None:
        """Make a row as high as so many lines of letters of this size."""
        if many > 1 or size > SIZE:
            self._sheet.set_row(row, min(many * LINE_HEIGHT * size / SIZE + 3, HIGHEST))

    def _pair(self, label: str, known: str, *, is_label: bool = True) -> None:
        """Two texts beside each other, the first of which may say what the second is."""
        look = {"text_wrap": True, "valign": "top"}
        for number, piece in enumerate(pieces(known, _TEXT_WIDTH)):
            said = "" if number else label
            many = max(lines(said, LABEL_WIDTH), lines(piece, _TEXT_WIDTH))
            self._rise(self._row, many, SIZE)
            quiet = {"font_color": SECOND} if is_label else {}
            self._cells.text(self._sheet, self._row, 0, said, **quiet, **look)
            self._cells.text(self._sheet, self._row, 1, piece, **look)
            self._row += 1

    def _head(self, block: Letterhead | NumberLine | ApprovalBlock) -> None:
        match block:
            case Letterhead(columns=columns):
                self._row += insert_logo(self._sheet, self._row, block)
                said = ["\n".join(filter(None, column)) for column in columns]
                self._pair(*(*said, "", "")[:2], is_label=False)
                self._row += 1
            case NumberLine(number=number, day=day):
                self._pair(number, day or _DAY, is_label=False)
            case ApprovalBlock(word=word, lines=approved):
                for line in (word, *(line or _TO_SIGN for line in approved)):
                    self._pair("", line)
                self._row += 1

    def _paper(self, block: Blanks | Asked) -> None:
        if isinstance(block, Blanks):
            for row in block.rows:
                for blank in row:
                    self._pair(blank.label, blank.value)
            return
        self.say(block.when)
        self.say(f"{block.number}. {block.text}", bold=True)
        for line in (block.note, *answer_line(block.answer)):
            self.say(line)

    def _pictures(self, pictures: Pictures) -> None:
        for picture in pictures.items:
            data = printable(picture.data)
            if data is not None:
                options = {
                    "image_data": io.BytesIO(data),
                    "description": legal(picture.caption)[:255],
                }
                scale = {"x_scale": 0.3, "y_scale": 0.3, "object_position": 1}
                self._sheet.set_row_pixels(self._row, _PHOTO_HEIGHT)
                self._sheet.insert_image(self._row, 0, "photo.jpg", options | scale)
                self._row += 1
            self.say(picture.caption, font_color=SECOND)
