"""Drawn files read back: what stands in them, in the order of reading."""

import io
import re
from collections.abc import Iterable, Iterator

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn

from app.reports.content import (
    BarChart,
    Block,
    Caption,
    Cell,
    Contents,
    Document,
    Entry,
    MapChart,
    Mark,
    Pick,
    Pyramid,
    Table,
    entry_texts,
    listed,
    texts,
)
from app.reports.legal import legal
from app.reports.paired import voices
from app.reports.pdf.lettering import drawable

CHARTS = (BarChart, MapChart, Pyramid)
_BESIDE = 2000
"""So far apart may the lines of a text stand that was drawn line by line beside another."""


def squeezed(text: str) -> str:
    """A text without white space, of which lines and pages make more or less."""
    return re.sub(r"\s+", "", drawable(legal(text)))


def lacking(wanted: Iterable[str], said: str) -> list[str]:
    """The texts that do not follow each other in what is said; white space is no matter."""
    held, at, missed = squeezed(said), 0, []
    for text in wanted:
        one = squeezed(text)
        found = held.find(one, at, at + len(one) + _BESIDE)
        if found >= 0:
            at = found + len(one)
        elif not _stands_beside(text, held[max(at - _BESIDE, 0) : at + len(one) + _BESIDE]):
            missed.append(text)
    return missed


def _stands_beside(text: str, said: str) -> bool:
    return all(squeezed(word) in said for word in text.split())  # a long word may be cut


def spoken(given: Iterable[str]) -> Iterator[str]:
    """The languages of each text apart, as drawers stand them one below the other."""
    for text in given:
        yield from (one.text for one in voices(text))


def all_texts(document: Document) -> list[str]:
    """What all blocks say, as it stands on paper, charts left out."""
    return [text for block in document.blocks for text in texts_of(block, document)]


def texts_of(block: Block, document: Document) -> list[str]:
    """What a block says: of a table row by row, of the contents with the headings they name."""
    if isinstance(block, Contents):
        return [block.title, *(head.text for head in listed(document, block.depth))]
    if isinstance(block, CHARTS):
        return []
    if isinstance(block, Table):
        return [
            text for row in (*block.rows, block.totals) for entry in row for text in cell(entry)
        ]
    return list(filter(None, texts(Document(title="", language="", blocks=(block,)))))


def cell(entry: Entry) -> list[str]:
    """What a cell says in words."""
    return [] if isinstance(entry, Mark | Pick) else list(filter(None, entry_texts(entry)))


def words_of_pdf(document: Document, file: bytes) -> str:
    """The text of all pages as it was drawn, without their feet."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    foot = squeezed(document.source)[:60]
    return "\n".join(_footless(squeezed(page), foot) for page in pages)


def _footless(page: str, foot: str) -> str:
    return page[: page.rindex(foot)] if foot and foot in page else page


def words_of_word(file: bytes) -> str:
    """The text of a file of Word, its tables cell by cell."""
    body = docx.Document(io.BytesIO(file)).element.body
    breaks = {qn("w:p"), qn("w:br"), qn("w:tc")}
    parts = []
    for one in body.iter():
        if one.tag in breaks:
            parts.append("\n")
        elif one.tag == qn("w:t"):
            parts.append(one.text or "")
    return "".join(parts)


def words_of_first_sheet(file: bytes) -> str:
    """What is said on the first sheet, line by line."""
    first = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    values = (value for row in first.iter_rows(values_only=True) for value in row)
    return "\n".join(str(value) for value in values if value is not None)


def tables_of(file: bytes) -> list[list[tuple[object, ...]]]:
    """The rows below the headers of every sheet that has a table."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    tables = [sheet for sheet in book.worksheets[1:] if sheet.freeze_panes]
    return [
        list(sheet.iter_rows(min_row=int(re.sub(r"\D", "", sheet.freeze_panes)), values_only=True))
        for sheet in tables
    ]


def said_on_first_sheet(document: Document) -> list[str]:
    """What the first sheet has to say: all that is no table, chart or caption of them."""
    return [
        text
        for block in document.blocks
        if not isinstance(block, (*CHARTS, Table, Caption))
        for text in texts_of(block, document)
    ]


def value_of(entry: Entry) -> object:
    """What a cell of Excel holds: a number or day where there is one, else the words."""
    if isinstance(entry, Cell) and entry.value is not None:
        return entry.value
    return None
