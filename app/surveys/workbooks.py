"""What a file is, told by its content; and a look into a workbook before anything reads it.

A workbook comes from outside: it may be packed to fill the memory, locked, or of a kind that
silently loses what its author sees on the screen (merged cells, formulas nobody has computed).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from app.language import mark
from app.surveys.faults import FormFault

_LARGEST_FILE = 32 * 2**20
_LARGEST_UNPACKED = 128 * 2**20
_LARGEST_RATIO = 200
_MOST_LOST = 20
_SMALLEST_SUSPECT = 8 * 2**20
_READ_BY_FORMS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")


class Kind(Enum):
    """What a file turned out to be, whatever its name says."""

    XLSX = ".xlsx"
    XLS = ".xls"
    XFORM = ".xml"


def kind_of(content: bytes) -> Kind:
    """Tell a workbook and an XForm apart; anything else, too large or locked is a FormFault."""
    if len(content) > _LARGEST_FILE:
        raise FormFault(
            mark("This file is larger than {limit} MB, which no form needs."),
            limit=_LARGEST_FILE // 2**20,
        )
    if content.startswith(b"PK\x03\x04"):
        return Kind.XLSX
    if content.startswith(_COMPOUND):
        if _LOCKED in content:
            raise _locked()
        return Kind.XLS
    if content.startswith(_OLD_EXCEL):
        return Kind.XLS
    if _looks_like_xml(content):
        return Kind.XFORM
    raise not_a_form()


def _looks_like_xml(content: bytes) -> bool:
    start = content[:200].lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")
    return start.startswith(b"<") and not start[:40].lower().startswith(
        (b"<!doctype html", b"<svg")
    )


def not_a_form() -> FormFault:
    """For a picture, a text, a document: whatever holds no questionnaire."""
    return FormFault(mark("This file holds no form: it is neither an Excel workbook nor an XForm."))


def _locked() -> FormFault:
    return FormFault(
        mark(
            "This workbook is protected with a password. "
            "Open it in Excel, take the password off and save it again."
        )
    )


@dataclass(frozen=True)
class Lost:
    """Cells whose content a reader of the workbook will not see, and the rows they lie in."""

    fault: FormFault
    rows: range


def check_xlsx(content: bytes) -> list[Lost]:
    """Refuse what would fill the memory; find what would be lost without a word."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive, len(content))
            return [
                lost
                for name, path in _sheets(archive)
                if name.strip().lower() in _READ_BY_FORMS
                for lost in islice(_lost_in(name, archive.read(path)), _MOST_LOST)
            ]
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError) as error:
        raise not_a_form() from error


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(item.file_size for item in archive.infolist())
    is_blown_up = unpacked > _SMALLEST_SUSPECT and unpacked > packed * _LARGEST_RATIO
    if unpacked > _LARGEST_UNPACKED or is_blown_up or len(archive.infolist()) > 5000:
        raise FormFault(mark("This workbook unpacks to far more than a form can hold."))
    if "xl/workbook.xml" not in archive.namelist():
        raise not_a_form()


_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_ID = re.compile(rb':id="([^"]*)"')
_RELATION_ID = re.compile(rb'\bId="([^"]*)"')
_TARGET = re.compile(rb'\bTarget="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Each sheet's name and where its cells lie."""
    targets = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        id_, target = _RELATION_ID.search(relation), _TARGET.search(relation)
        if id_ and target:
            path = target[1].decode().lstrip("/")
            targets[id_[1]] = path if path.startswith("xl/") else f"xl/{path}"
    found = []
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        name, id_ = _NAME.search(sheet), _ID.search(sheet)
        if name and id_ and id_[1] in targets:
            found.append((name[1].decode("utf-8", "replace"), targets[id_[1]]))
    return found


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _lost_in(name: str, cells: bytes) -> Iterator[Lost]:
    for first, top, last, bottom in _MERGED.findall(cells):
        fault = FormFault(
            mark(
                "Sheet “{sheet}”: the cells {cells} are merged, so that only one of them "
                "holds a value. Split them, and write into each what it should say."
            ),
            sheet=name,
            row=int(top),
            column=first.decode(),
            cells=f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}",
        )
        yield Lost(fault, range(int(top), int(bottom) + 1))
    for column, row in _UNCOMPUTED.findall(cells):
        fault = FormFault(
            mark(
                "Sheet “{sheet}”, row {row}, column {column}: this cell is a formula without a "
                "result. Save the workbook in Excel once, or write the value itself."
            ),
            sheet=name,
            row=int(row),
            column=column.decode(),
        )
        yield Lost(fault, range(int(row), int(row) + 1))
