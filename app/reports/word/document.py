"""A whole document as a Word file: every block in its style, sections, footer, properties."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from app.reports.chart_tables import chart_words
from app.reports.content import (
    BarChart,
    Block,
    Caption,
    Certificate,
    Chart,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    MapChart,
    PageBreak,
    Paragraph,
    Pictures,
    Points,
    Pyramid,
    SignatureLines,
    Table,
    has_cover,
    listed,
)
from app.reports.legal import legal
from app.reports.official import HEAD, ApprovalBlock, Letterhead, NumberLine
from app.reports.paired import Paired, paragraphs
from app.reports.paper import Asked, Blanks
from app.reports.pdf.flow import Sheet
from app.reports.pdf.lettering import written_in
from app.reports.pdf.table import is_held_together
from app.reports.photos import printable
from app.reports.word.certificate import frame
from app.reports.word.chart import chart_picture
from app.reports.word.contents import anchor, contents_markup
from app.reports.word.foot import foot_markup
from app.reports.word.markup import TWIPS, element, field, paragraph, said, white
from app.reports.word.paper import asked_markup, blanks_markup
from app.reports.word.room import LABELS, certificate_whites, cover_whites
from app.reports.word.style import (
    CERTIFICATE_BESIDE,
    CERTIFICATE_NAME,
    CERTIFICATE_OFFICE,
    CERTIFICATE_TEXT,
    CERTIFICATE_TITLE,
    COVER_OFFICE,
    COVER_SUBTITLE,
    COVER_TITLE,
    GAP,
    HEADINGS,
    LETTERHEAD,
    LETTERHEAD_ADDRESS,
    NOTE,
    TEXT_SIZE,
    VOICES,
    modernise,
    set_certificate_styles,
    set_contents_tab,
    set_styles,
)
from app.reports.word.table import columns_markup, table_markup
from app.stopping import step

_TOGETHER = 8
"""So many facts stay on one page."""
_LOGO = 68.0
"""How high a logo is at most, in points."""
_ROWS_AT_ONCE = 200
"""So many rows of a table are handed to the library in one go: between two it can be stopped."""
_OFFICE, _LINE = 0.4, 0.27
_SIGNED = 800
"""The least height of a row to sign in, in twentieths of a point."""


def draw_word(document: Document) -> bytes:
    """The document as a .docx file: A4, real headings, tables whose headers repeat, n / N."""
    return _Writer(document).write()


class _Writer:
    """Lays the blocks of one document into one file of Word."""

    def __init__(self, document: Document) -> None:
        import docx

        self._document = document
        self._word: Any = docx.Document()
        modernise(self._word)
        self._sheet = Sheet.of(document.margins, landscape=document.landscape)
        self._breaks = False
        self._headings = 0
        self._has_contents = any(isinstance(block, Contents) for block in document.blocks)
        self._lies = document.landscape
        self._laying: dict[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Points: self._points,
            Facts: self._facts,
            Table: self._table,
            BarChart: self._chart,
            MapChart: self._chart,
            Pyramid: self._chart,
            Pictures: self._pictures,
            PageBreak: self._page_break,
            SignatureLines: self._signatures,
            ApprovalBlock: self._approval,
            Blanks: self._blanks,
            Asked: self._asked,
            Contents: self._contents,
            Certificate: self._certificate,
            Caption: self._caption,
            Cover: self._cover,
            Letterhead: self._letterhead,
            NumberLine: self._number,
        }

    def write(self) -> bytes:
        set_styles(self._word, self._document)
        self._describe()
        self._shape(self._word.sections[0])
        if self._document.is_bare:
            frame(self._word.sections[0])
            set_certificate_styles(self._word, self._document)
        blocks = list(self._document.blocks)
        while blocks and isinstance(blocks[0], HEAD):
            self._lay(blocks.pop(0))
        if self._ends_in_a_table():
            self._say("", GAP)
        if not (self._document.is_bare or has_cover(self._document)):
            self._titles()
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            self._lay(block)
            if isinstance(following, SignatureLines) or (
                isinstance(block, Facts) and self._is_long(following)
            ):
                self._keep_last()
        if self._ends_in_a_table():
            self._say("", GAP)
        file = io.BytesIO()
        self._word.save(file)
        return file.getvalue()

    def _is_long(self, block: Block | None) -> bool:
        """Whether a block is a table of which only the beginning must fit below what it follows."""
        with self._measured():
            return isinstance(block, Table) and not is_held_together(block, self._measure)

    def _measured(self) -> AbstractContextManager[None]:
        """Within it words are as wide as Word's of this size, or a little wider."""
        return written_in("sans", self._document.size or TEXT_SIZE)

    def _lay(self, block: Block) -> None:
        step()
        self._laying[type(block)](block)

    def _describe(self) -> None:
        from datetime import UTC, datetime

        told, document = self._word.core_properties, self._document
        told.title, told.author = legal(document.title)[:255], legal(document.author)[:255]
        told.subject = legal(document.subject or document.kicker)[:255]
        told.language, told.comments, told.keywords = document.language, "", ""
        told.created = told.modified = datetime.now(UTC).replace(tzinfo=None)
        told.last_modified_by = told.author

    @property
    def _measure(self) -> float:
        """The width of the text in points."""
        return self._sheet.measure

    def _shape(self, section: Any) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Pt

        sheet = self._sheet = Sheet.of(self._document.margins, landscape=self._lies)
        section.orientation = WD_ORIENT.LANDSCAPE if self._lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
        section.left_margin, section.right_margin = Pt(sheet.left), Pt(sheet.width - sheet.right)
        section.top_margin, section.bottom_margin = Pt(sheet.height - sheet.top), Pt(sheet.bottom)
        section.footer_distance = Pt(sheet.bottom / 2)
        if not self._document.is_bare:
            self._foot(section)

    def _foot(self, section: Any) -> None:
        section.footer.is_linked_to_previous = False
        foot = section.footer.part.element
        for old in list(foot):
            foot.remove(old)
        for markup in foot_markup(self._document, self._measure):
            foot.append(element(markup))

    def _titles(self) -> None:
        if self._document.kicker:
            self._say(self._document.kicker, "Subtitle")
        self._say(self._document.title, "Title")

    def _say(
        self,
        text: str,
        style: str,
        *,
        is_kept: bool = False,
        numbering: int = 0,
    ) -> Any:
        """Add a paragraph and answer its element."""
        is_first, self._breaks = self._breaks, False
        runs = said(text)
        return self._put(
            paragraph(style, runs, is_kept=is_kept, is_first=is_first, numbering=numbering)
        )

    def _put(self, markup: str) -> Any:
        """Add what the markup stands for and answer its element."""
        body, added = self._word.element.body, element(markup)
        body.insert(len(body) - 1, added)  # the last child is the section's shape
        return added

    def _put_all(self, markups: Iterable[str]) -> None:
        if self._breaks:
            self._say("", GAP)
        for markup in markups:
            self._put(markup)

    def _add(self, table: str) -> Any:
        """Add a table, with a line before it where a new page or another table asks for one."""
        last = self._last()
        if self._breaks or self._ends_in_a_table():
            self._say("", GAP, is_kept=last is not None and _is_kept(last))
        return self._put(table)

    def _last(self) -> Any:
        body = self._word.element.body
        return body[-2] if len(body) > 1 else None

    def _ends_in_a_table(self) -> bool:
        last = self._last()
        return last is not None and last.tag.endswith("}tbl")

    def _keep_last(self) -> None:
        """Let what was laid last stay with what follows: nobody signs an empty sheet."""
        last = self._last()
        ends = [last] if not self._ends_in_a_table() else list(last.iterfind("{*}tr"))[-1:]
        for line in (line for end in ends if end is not None for line in end.iter("{*}p")):
            line.get_or_add_pPr().get_or_add_keepNext()

    def _heading(self, heading: Heading) -> None:
        self._headings += 1
        added = self._say(heading.text, HEADINGS[min(heading.level, max(HEADINGS))])
        if self._has_contents:
            anchor(added, self._headings)
        if heading.note:
            self._say(heading.note, NOTE, is_kept=True)

    def _caption(self, caption: Caption) -> None:
        """Word's own caption, whose number Word counts."""
        is_first, self._breaks = self._breaks, False
        before, number, after = caption.said.partition(str(caption.number))
        if number and not isinstance(caption.said, Paired):
            counted = field(f"SEQ {caption.of.value} \\* ARABIC", number)
            runs = f"{said(before)}{counted}{said(after)}"
        else:
            runs = said(caption.said or caption.text)
        self._put(paragraph("Caption", runs, is_kept=True, is_first=is_first))

    def _cover(self, cover: Cover) -> None:
        """The title page, which it fills; what follows begins a page."""
        above, below = cover_whites(self._document, cover, self._sheet)
        for text in cover.office:
            self._centred(text, COVER_OFFICE)
        self._centred(cover.title, COVER_TITLE, white(above))
        for text in cover.subtitle:
            self._centred(text, COVER_SUBTITLE)
        rows = [
            tuple(paragraph("Normal", said(one), shape="" if at else white(below)) for one in pair)
            for at, pair in enumerate(cover.pairs)
        ]
        if rows:
            self._columns(rows, (LABELS, 1 - LABELS))
        self._breaks = True

    def _certificate(self, certificate: Certificate) -> None:
        """A page of its own; the languages and the signatures stand side by side."""
        titles = [voice.title for voice in certificate.voices]
        above, below = certificate_whites(certificate, self._sheet)
        self._centred(" ", GAP, white(above))
        logo = printable(certificate.logo) if certificate.logo else None
        if logo is not None:
            line = self._centred(" ", CERTIFICATE_TEXT)
            self._show(line, logo, _logo_width(logo), certificate.office)
        self._centred(certificate.office, CERTIFICATE_OFFICE)
        self._centred(titles[0], CERTIFICATE_TITLE)
        for title in titles[1:]:
            self._centred(title, CERTIFICATE_BESIDE)
        self._centred(certificate.name, CERTIFICATE_NAME)
        words = [said(voice.text) for voice in certificate.voices]
        self._beside([paragraph(CERTIFICATE_TEXT, one, align="center") for one in words])
        self._centred(" ", GAP, white(below))
        signed = [
            (said("_" * 26), said(name, strong=True), said(office))
            for office, name in certificate.signatures
        ]
        self._beside(
            [
                "".join(paragraph(CERTIFICATE_TEXT, line, align="center") for line in lines)
                for lines in signed
            ]
        )
        self._centred(certificate.number, NOTE)

    def _centred(self, text: str, style: str, shape: str = "") -> Any:
        is_first, self._breaks = self._breaks, False
        if not text and not is_first:
            return None
        runs = said(text)
        return self._put(paragraph(style, runs, align="center", is_first=is_first, shape=shape))

    def _beside(self, cells: Sequence[str]) -> None:
        if cells:
            self._columns([cells], [1 / len(cells)] * len(cells))

    def _contents(self, contents: Contents) -> None:
        """Word's own table of contents."""
        set_contents_tab(self._word, self._measure)
        is_first, self._breaks = self._breaks, False
        heads = listed(self._document, contents.depth)
        self._put(contents_markup(contents.title, heads, contents.depth, is_first=is_first))

    def _paragraph(self, block: Paragraph) -> None:
        for part in paragraphs(block.text):
            self._say(part, VOICES[block.voice])

    def _points(self, points: Points) -> None:
        numbering = self._new_numbering() if points.numbered else 0
        for item in points.items:
            style = "List Number" if points.numbered else "List Bullet"
            self._say(item, style, numbering=numbering)

    def _new_numbering(self) -> int:
        """A numbering that begins with one again, of the kind the style of numbered lists has."""
        numbering = self._word.part.numbering_part.element
        of_style = self._word.styles["List Number"].element.pPr.numPr.numId.val
        kind = numbering.num_having_numId(of_style).abstractNumId.val
        added = numbering.add_num(kind)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)

    def _facts(self, facts: Facts) -> None:
        last = len(facts.pairs) - 1
        self._columns(
            [
                tuple(paragraph("Normal", said(one), is_kept=at < last < _TOGETHER) for one in pair)
                for at, pair in enumerate(facts.pairs)
            ],
            (LABELS, 1 - LABELS),
        )

    def _table(self, table: Table) -> None:
        if table.rows or table.totals:
            with self._measured():
                head, rows = table_markup(table, self._measure)
            laid = self._add(head)
            while some := list(islice(rows, _ROWS_AT_ONCE)):
                laid.extend(list(element(f"<w:tbl>{''.join(some)}</w:tbl>")))
        for note in table.notes:
            self._say(note, NOTE)

    def _chart(self, chart: Chart) -> None:
        picture = chart_picture(chart, self._measure)
        self._show(self._say("", "Normal"), picture, self._measure, chart_words(chart))

    def _show(self, line: Any, picture: bytes, width: float, words: str) -> None:
        """Put a picture into a paragraph, with the words for who cannot see it."""
        from docx.shared import Pt

        inline = self._word.part.new_pic_inline(io.BytesIO(picture), width=Pt(width))
        inline.docPr.set("descr", legal(words))
        run = element("<w:r><w:drawing/></w:r>")
        run[0].append(inline)
        line.append(run)

    def _pictures(self, pictures: Pictures) -> None:
        """Two beside each other; a damaged one leaves its caption, never a report undone."""
        for begin in range(0, len(pictures.items), 2):
            pair = pictures.items[begin : begin + 2]
            empty = [paragraph("Normal", is_kept=True)] * 2
            captions = [paragraph(NOTE, said(picture.caption)) for picture in pair]
            rows = [tuple(empty), (*captions, paragraph(NOTE))[:2]]
            cells = list(self._columns(rows, (0.5, 0.5)).iterfind(".//{*}tc"))
            for cell, picture in zip(cells, pair, strict=False):
                data = printable(picture.data)
                if data is not None:
                    line = cell.find("{*}p")
                    self._show(line, data, self._measure / 2 - 12, picture.caption)

    def _page_break(self, turned: PageBreak) -> None:
        if turned.landscape == self._lies:
            self._breaks = True
            return
        self._lies = turned.landscape
        self._shape(self._word.add_section())

    def _signatures(self, signatures: SignatureLines) -> None:
        rows = [
            (
                paragraph("Normal", said(office), is_kept=True),
                paragraph("Normal"),
                paragraph("Normal", said(name, strong=True)),
            )
            for office, name in signatures.lines
        ]
        self._columns(rows, (_OFFICE, _LINE, 1 - _OFFICE - _LINE), underlined=1, height=_SIGNED)

    def _approval(self, approval: ApprovalBlock) -> None:
        lines = [paragraph("Normal", said(approval.word, strong=True))]
        lines += [paragraph("Normal", said(line or "_" * 28)) for line in approval.lines]
        self._columns([(paragraph("Normal"), "".join(lines))], (0.55, 0.45))

    def _letterhead(self, head: Letterhead) -> None:
        """A language at the left, the next at the right, the logo between, or above the only one.

        The logo is put in after the table is there.
        """
        columns = ["".join(_headed(column)) for column in head.columns]
        logo = printable(head.logo) if head.logo else None
        place = paragraph(LETTERHEAD, align="center")
        cells = [place if logo else "", *columns] if len(columns) < 2 else []
        if cells:
            rows, shares = [["".join(cells) or place]], [1.0]
        else:
            rows, shares = [[columns[0], place, columns[1]]], [0.39, 0.22, 0.39]
        added = self._columns(rows, shares, ruled=True)
        if logo is not None:
            line = next(one for one in added.iterfind(".//{*}p") if one.find("{*}r") is None)
            self._show(line, logo, _logo_width(logo), head.shows)

    def _number(self, line: NumberLine) -> None:
        day = said(line.day or "_" * 14)
        cells = (paragraph("Normal", said(line.number)), paragraph("Normal", day, align="right"))
        self._columns([cells], (0.6, 0.4))

    def _blanks(self, blanks: Blanks) -> None:
        self._put_all(blanks_markup(blanks, self._measure))

    def _asked(self, asked: Asked) -> None:
        self._put_all(asked_markup(asked, self._measure))

    def _columns(
        self,
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        underlined: int = -1,
        height: int = 0,
        *,
        ruled: bool = False,
    ) -> Any:
        """Texts beside each other without frames; one column may have a line to sign on.

        What is ruled has a line below the whole.
        """
        widths = [round(self._measure * share * TWIPS) for share in shares]
        return self._add(columns_markup(rows, widths, underlined, height, ruled=ruled))


def _is_kept(last: Any) -> bool:
    """Whether what was laid last stays with what follows."""
    lines = list(last.iter("{*}p"))
    return bool(lines) and lines[-1].find("{*}pPr/{*}keepNext") is not None


def _headed(column: tuple[str, str]) -> Iterator[str]:
    office, address = column
    yield paragraph(LETTERHEAD, said(office), align="center")
    if address:
        yield paragraph(LETTERHEAD_ADDRESS, said(address), align="center")


def _logo_width(logo: bytes) -> float:
    """How wide a logo is shown, in points."""
    from PIL import Image

    with Image.open(io.BytesIO(logo)) as image:
        wide, high = image.size
    return min(_LOGO / high, 1.4 * _LOGO / wide) * wide
