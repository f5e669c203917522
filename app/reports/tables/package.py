"""Tables as a Frictionless Data Package: CSV files and the `datapackage.json` that explains them.

Every text of the description stands in the main language and, as `title@ky`, in all of them. What
is described is looked at while it is written, so that the description is true of the files.
"""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from app import __version__
from app.language import LANGUAGES, Language, mark
from app.model import Record
from app.reports.answers.places import AlreadyThere, beside, settle
from app.reports.tables.editions import Edition, Tables
from app.reports.tables.schema import Described, Seen, foreign_key, references, schema_of, words

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/"
LICENCES: Mapping[str, tuple[str, str]] = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "ODC-BY-1.0": (
        "Open Data Commons Attribution 1.0",
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
    "ODbL-1.0": (
        "Open Data Commons Open Database 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
}
"""Licences data can be given under, with their names and where they are written."""
_TITLES = {
    Edition.OPEN: mark("Events and participation: open data"),
    Edition.OFFICE: mark("Events and participation: records of the office"),
    Edition.NAMELESS: mark("Events and participation: records without names"),
    Edition.FULL: mark("Events and participation: all records"),
}
_TELLS = {
    Edition.OPEN: mark(
        "Without names, contacts and texts about people. Ids are pseudonyms that hold within this "
        "package alone. Of people is told what five or more have in common; small counts of groups "
        "are empty."
    ),
    Edition.OFFICE: mark(
        "With names: for the office only. Who took back the consent to the use of her data is left "
        "out, and so is what nobody agreed to."
    ),
    Edition.NAMELESS: mark(
        "What says who somebody is, is left out; ids are those of the notebook. For the office "
        "only."
    ),
    Edition.FULL: mark("With names and all that is kept of people: for the stated reason only."),
}
_SOURCES_TOLD = 50


@dataclass(frozen=True)
class PackageWish:
    """What a package is to say of itself."""

    edition: Edition
    language: Language
    version: str
    """The data version: the digest of what is known."""
    licence: str = ""


@dataclass(frozen=True)
class WrittenPackage:
    """What was written: rows by type, and links that lead to nothing, by table and field."""

    rows: Mapping[str, int]
    loose: Sequence[str]


def write_package(
    place: Path, tables: Tables, types: Sequence[type[Record]], wish: PackageWish
) -> WrittenPackage:
    """Write a package of these types as a folder, or as one file where the place ends in .zip.

    It is there whole or not at all. Raises `AlreadyThere` for a folder that holds something, and
    `NotExported`.
    """
    is_zip = place.suffix.casefold() == ".zip"
    if not is_zip and place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise AlreadyThere(
            mark(
                "There is something at {folder} already. Nothing was written; choose another place."
            ),
            folder=str(place),
        )
    with beside(place) as folder:
        made = folder / "package"
        (made / "data").mkdir(parents=True)
        written = [_Resource(made, tables, record_type) for record_type in types]
        descriptor = _described(written, wish)
        text = json.dumps(descriptor, ensure_ascii=False, indent=1)
        (made / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")
        if is_zip:
            settle(_zipped(made, folder / "package.zip"), place)
        else:
            if place.exists():
                place.rmdir()
            settle(made, place)
    loose = [f"{one.name}.{name}" for one in written for name in one.loose(written)]
    return WrittenPackage({one.name: one.rows for one in written}, loose)


def _zipped(folder: Path, to: Path) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (folder / DESCRIPTOR, *sorted((folder / "data").iterdir())):
            archive.write(file, file.relative_to(folder).as_posix())
    return to


class _Resource:
    """One table of a package: its file, and what was seen while it was written."""

    def __init__(self, folder: Path, tables: Tables, record_type: type[Record]) -> None:
        self.record_type, self.name = record_type, record_type.type_name
        self.columns = tables.columns(record_type)
        self.seen = [Seen() for _ in self.columns]
        self._links = list(references(self.columns))
        self._ends: list[set[Any]] = [set() for _ in self._links]
        self.keys: dict[str, set[Any]] = {"id": set(), "code": set()}
        self.sources: dict[str, None] = {}
        self.path = f"data/{self.name}.csv"
        self.rows = 0
        self._file = folder / self.path
        with self._file.open("w", encoding="utf-8", newline="") as file:
            self._write(file, tables)

    def _write(self, file: IO[str], tables: Tables) -> None:
        lines = csv.writer(file, lineterminator="\r\n")
        names = [column.name for column in self.columns]
        lines.writerow(names)
        code = names.index("code") if "code" in names and self.record_type.is_reference else None
        source = names.index("source") if code is not None and "source" in names else None
        for row in tables.rows(self.record_type):
            for seen, column, value in zip(self.seen, self.columns, row, strict=True):
                seen.see(column.kind, value)
            for (at, _, _), ends in zip(self._links, self._ends, strict=True):
                if row[at]:
                    ends.add(row[at])
            self.keys["id"].add(row[0])
            if code is not None:
                self.keys["code"].add(row[code])
            if source is not None and row[source] and len(self.sources) < _SOURCES_TOLD:
                self.sources.setdefault(row[source])
            lines.writerow([csv_value(value) for value in row])
            self.rows += 1

    def foreign_keys(self, others: Sequence[_Resource]) -> list[Described]:
        """The links whose other ends are all in the package."""
        by_name = {one.name: one for one in others}
        return [
            foreign_key(self.columns[at].name, "" if to == self.name else to, end)
            for (at, to, end), ends in zip(self._links, self._ends, strict=True)
            if to in by_name and ends <= by_name[to].keys[end]
        ]

    def loose(self, others: Sequence[_Resource]) -> list[str]:
        """The fields that name records which are not there, though their table is."""
        by_name = {one.name: one for one in others}
        return [
            self.columns[at].name
            for (at, to, end), ends in zip(self._links, self._ends, strict=True)
            if to in by_name and not ends <= by_name[to].keys[end]
        ]

    def described(self, others: Sequence[_Resource], code: str) -> Described:
        """What the descriptor says of this table."""
        plural = self.record_type.label_plural
        keys = self.foreign_keys(others)
        sources = [{"title": source} for source in self.sources]
        return {
            "name": self.name,
            "type": "table",
            "path": self.path,
            **words(lambda one: one.text(plural), "title", code),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
            "bytes": self._file.stat().st_size,
            "hash": f"sha256:{_sha256(self._file)}",
            **({"sources": sources} if sources else {}),
            "schema": schema_of(self.record_type, self.columns, self.seen, keys, code),
        }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(written: Sequence[_Resource], wish: PackageWish) -> Described:
    code = wish.language.code
    title, tells = _TITLES[wish.edition], _TELLS[wish.edition]
    licence = LICENCES.get(wish.licence)
    licences = [{"name": wish.licence, "title": licence[0], "path": licence[1]}] if licence else []
    return {
        "$schema": f"{PROFILE}datapackage.json",
        "name": f"depter-{wish.edition.value}",
        **words(lambda one: one.text(title), "title", code),
        **words(lambda one: one.text(tells), "description", code),
        "languages": [code, *(each for each in LANGUAGES if each != code)],
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sources": [{"title": f"Depter {__version__}", "version": wish.version}],
        **({"licenses": licences} if licences else {}),
        "resources": [one.described(written, code) for one in written],
    }


def csv_value(value: Any) -> str:
    """A value as a package has it: exactly, for programs; lists are JSON."""
    if value is None or value == ():
        return ""
    match value:
        case bool():
            return "true" if value else "false"
        case bytes():
            return value.hex()
        case float() if value.is_integer():
            return str(int(value))
        case tuple():
            return json.dumps(value, ensure_ascii=False)
    return str(value)
