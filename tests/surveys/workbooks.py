"""Workbooks the tests of taking forms in are written with."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from app.surveys import Filling, convert, read_form

HEADINGS = ("type", "name", "label", "relevant", "calculation", "constraint")
Rows = Sequence[Sequence[object]]


def workbook(sheets: dict[str, Rows], merged: str = "") -> bytes:
    """A workbook of sheets; `merged` are cells of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if merged:
        book.worksheets[0].merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def survey(*rows: Sequence[object], merged: str = "", **sheets: Rows) -> bytes:
    """A workbook whose sheet `survey` has these rows below the usual headings."""
    return workbook({"survey": (HEADINGS, *rows), **sheets}, merged)


def blown_up(megabytes: int) -> bytes:
    """A small workbook that unpacks to a large one."""
    source = zipfile.ZipFile(io.BytesIO(survey(("text", "a", "A"))))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", b" " * megabytes * 2**20 + b"</sheetData>")
            target.writestr(item.filename, data)
    return content.getvalue()


def begun(content: bytes, files: Mapping[str, bytes] | None = None, **given: Any) -> Filling:
    """A filling of the form a workbook makes; `files` lie beside it."""
    made = convert(content, "form.xlsx")
    beside = {**made.itemsets, **(files or {})}
    return Filling(read_form(made.xform, beside.get), **given)
