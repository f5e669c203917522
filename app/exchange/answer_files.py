"""Files of filled forms as other programs give them: documents, tables, whole folders and zips."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from app.exchange.refusals import FileMissing, Refused
from app.exchange.sheets import Rows, read_book, read_separated
from app.language import mark

_LARGEST = 64 * 1024**2
_UNPACKED = 4 * 1024**3
_MOST = 500_000
_COLUMNS = 16_384
_TABLES = (".csv", ".xlsx", ".xlsm")
_PASSED_BY = ("__MACOSX", ".")
_MARKED = re.compile(r"''*[=+\-@\t\r]")


class NothingFilled(Refused):
    """Files among which there is no filled form."""

    says = mark(
        "There is no filled form in “{file}”. Nothing was imported; choose documents (.xml), "
        "tables (.csv, .xlsx), or a folder or .zip with such."
    )


class TooMuch(Refused):
    """A .zip that unpacks to more than can be meant."""

    says = mark(
        "“{file}” unpacks to too much. Nothing was imported; unpack it yourself and choose "
        "the folder."
    )


@dataclass(frozen=True)
class Entry:
    """A file, wherever it lies; `path` is its place in the folder or zip it was found in."""

    path: PurePosixPath
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Document:
    """An XML file that may be a filled form, and the files beside it."""

    place: str
    text: str
    beside: Mapping[str, Entry]


@dataclass(frozen=True)
class Sheet:
    """One table; `place` is how it is called when something is wrong in it."""

    place: str
    name: str
    rows: Rows


@dataclass(frozen=True)
class Book:
    """Tables that belong together: a workbook, or the CSV files of one export."""

    place: str
    sheets: tuple[Sheet, ...]
    media: Mapping[str, Entry] = field(default_factory=dict)


@dataclass
class Found:
    """Everything that may hold filled forms."""

    documents: list[Document] = field(default_factory=list)
    books: list[Book] = field(default_factory=list)


def find_answers(paths: Iterable[Path]) -> Found:
    """Look through files, folders and zips; raises `FileMissing`, `NothingFilled`, `TooMuch`,
    `TableForeign`.
    """
    found = Found()
    named = list(paths)
    for path in named:
        if path.suffix.lower() == ".zip":
            _take(found, f"{path.name}/", list(_in_zip(path)))
        elif path.is_dir():
            _take(found, f"{path.name}/", list(_in_folder(path)))
        elif path.is_file():
            _take(found, "", list(_with_neighbours(path)))
        else:
            raise FileMissing(path.name)
    if not found.documents and not found.books:
        raise NothingFilled(named[0].name if named else "")
    return found


def _in_folder(folder: Path) -> Iterator[Entry]:
    for number, path in enumerate(sorted(folder.rglob("*"))):
        if number > _MOST:
            raise TooMuch(folder.name)
        if path.is_file():
            yield _entry(path, path.relative_to(folder))


def _with_neighbours(path: Path) -> Iterator[Entry]:
    """A file; beside a document the files it may name, beside a table its repeats and media."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        yield _entry(path, Path(path.name))
        for other in sorted(path.parent.glob("*.csv")):
            if other != path and other.stem.startswith(f"{path.stem}-"):
                yield _entry(other, Path(other.name))
        for other in sorted((path.parent / "media").glob("*")):
            if other.is_file():
                yield _entry(other, Path("media", other.name))
    elif suffix == ".xml":
        for other in sorted(path.parent.iterdir()):
            if other == path or (other.is_file() and other.suffix.lower() != ".xml"):
                yield _entry(other, Path(other.name))
    else:
        yield _entry(path, Path(path.name))


def _entry(path: Path, place: Path) -> Entry:
    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise FileMissing(path.name, str(error)) from error

    return Entry(PurePosixPath(*place.parts), path.stat().st_size, read)


def _in_zip(path: Path) -> Iterator[Entry]:
    try:
        archive = zipfile.ZipFile(path)
        inside = [one for one in archive.infolist() if not one.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        raise FileMissing(path.name, str(error)) from error
    if sum(one.file_size for one in inside) > _UNPACKED or len(inside) > _MOST:
        raise TooMuch(path.name)
    for one in inside:
        yield Entry(PurePosixPath(one.filename), one.file_size, _reader(archive, one, path.name))


def _reader(archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(one) as file:
                content = file.read(one.file_size + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise FileMissing(f"{name}/{one.filename}", str(error)) from error
        if len(content) > one.file_size:
            raise TooMuch(name)
        return content

    return read


def _take(found: Found, name: str, entries: list[Entry]) -> None:
    """Sort the files of one place; `name` is said before theirs."""
    kept = [
        entry
        for entry in entries
        if entry.size <= _LARGEST and not any(p.startswith(_PASSED_BY) for p in entry.path.parts)
    ]
    media = {entry.path.name: entry for entry in kept if entry.path.suffix.lower() != ".xml"}
    folders: dict[PurePosixPath, dict[str, Entry]] = {}
    for entry in media.values():
        folders.setdefault(entry.path.parent, {})[entry.path.name] = entry
    separated: list[Sheet] = []
    for entry in kept:
        suffix = entry.path.suffix.lower()
        place = f"{name}{entry.path}"
        if suffix == ".xml":
            found.documents.append(_document(entry, place, folders.get(entry.path.parent, {})))
        elif suffix == ".csv":
            separated.append(Sheet(place, entry.path.stem, _separated(entry, place)))
        elif suffix in _TABLES:
            sheets = read_book(entry.path.name, entry.read(), _COLUMNS)
            of_book = tuple(
                Sheet(f"{place}, {title}", title, _unescaped(rows)) for title, rows in sheets
            )
            found.books.append(Book(place, of_book, media))
    found.books += _grouped(separated, media)


def _unescaped(rows: Rows) -> Rows:
    """What workbooks write as `_x005F_` is a stroke that would be taken for another escape."""
    return [
        tuple(cell.replace("_x005F_", "_") if isinstance(cell, str) else cell for cell in row)
        for row in rows
    ]


def _document(entry: Entry, place: str, beside: Mapping[str, Entry]) -> Document:
    content = entry.read()
    try:
        text = content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError:
        text = ""
    return Document(place, text, beside)


def _separated(entry: Entry, place: str) -> Rows:
    """The rows of a CSV file, without the apostrophes that kept texts from being formulas."""
    return [
        tuple(cell[1:] if isinstance(cell, str) and _MARKED.match(cell) else cell for cell in row)
        for row in read_separated(place, entry.read(), _COLUMNS)
    ]


def _grouped(sheets: list[Sheet], media: Mapping[str, Entry]) -> Iterator[Book]:
    """CSV files by the longest other file name theirs begins with: `needs`, `needs-member`."""
    stems = {sheet.name for sheet in sheets}
    groups: dict[str, list[Sheet]] = {}
    for sheet in sorted(sheets, key=lambda one: len(one.name)):
        begins = [stem for stem in stems if sheet.name.startswith(f"{stem}-")]
        groups.setdefault(min(begins, key=len, default=sheet.name), []).append(sheet)
    for of_group in groups.values():
        yield Book(of_group[0].place, tuple(of_group), media)
