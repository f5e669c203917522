"""Reads a Frictionless Data Package by its own description, and believes nothing unchecked.

It holds a package to the rules of the standard that a tabular package lives by: names and paths,
bytes and hash, heads, types, constraints, primary, unique and foreign keys. Where the tool
`frictionless` is installed it is asked as well.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Any

Row = dict[str, Any]
TOOL = shutil.which("frictionless")
_NAME = re.compile(r"[-a-z0-9._/]+")
_PACKAGE = {"$schema", "name", "title", "description", "created", "languages", "resources"}
_CONSTRAINTS = {
    *("required", "unique", "minLength", "maxLength"),
    *("minimum", "maximum", "pattern", "enum"),
}


class Broken(AssertionError):
    """A package does not keep to its standard or to its description."""


def ensure(is_so: object, what: str) -> None:
    if not is_so:
        raise Broken(what)


def described(place: Path) -> Row:
    """The descriptor, unchecked."""
    return json.loads(_read(place, "datapackage.json"))


def read_package(place: Path) -> dict[str, list[Row]]:
    """Every table of a package, typed as its schema says; `Broken` says what is wrong."""
    descriptor = described(place)
    ensure(descriptor.keys() >= _PACKAGE, "the descriptor lacks what every package says")
    datetime.fromisoformat(descriptor["created"])
    for licence in descriptor.get("licenses", []):
        ensure(licence["name"] and licence["path"].startswith("https://"), "a licence has no name")
    ensure(descriptor["resources"], "there is no table")
    names = [resource["name"] for resource in descriptor["resources"]]
    ensure(len(set(names)) == len(names), "two tables have one name")
    tables = {one["name"]: _table(place, one) for one in descriptor["resources"]}
    for resource in descriptor["resources"]:
        _keys(resource["name"], resource["schema"], tables)
    return tables


def ask_the_tool(place: Path) -> None:
    """Let `frictionless` itself look at a package."""
    assert TOOL is not None
    target = place if place.suffix == ".zip" else place / "datapackage.json"
    command = [TOOL, "validate", "--type", "package", "--json", str(target)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(told.stdout)
    ensure(told.returncode == 0 and report["valid"], told.stdout + told.stderr)


def _read(place: Path, name: str) -> bytes:
    if place.is_dir():
        return (place / name).read_bytes()
    with zipfile.ZipFile(place) as archive:
        return archive.read(name)


def _table(place: Path, resource: Row) -> list[Row]:
    ensure(_NAME.fullmatch(resource["name"]), f"{resource['name']} is no name")
    path = PurePosixPath(resource["path"])
    ensure(not path.is_absolute() and ".." not in path.parts, f"{path} leads out")
    ensure(resource["type"] == "table" and resource["encoding"] == "utf-8", "it is no table")
    content = _read(place, resource["path"])
    ensure(len(content) == resource["bytes"], f"{path} has another size")
    ensure(f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"], f"{path} differs")
    ensure(not content.startswith(b"\xef\xbb\xbf"), f"{path} begins with a mark")
    fields = resource["schema"]["fields"]
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    ensure(head == [field["name"] for field in fields], f"the head of {path} is {head}")
    ensure(len(set(head)) == len(head), f"{path} has a column twice")
    return [_row(resource["name"], fields, line) for line in lines]


def _row(table: str, fields: list[Row], line: list[str]) -> Row:
    ensure(len(line) == len(fields), f"a line of {table} has {len(line)} cells")
    return {
        field["name"]: _value(f"{table}.{field['name']}", field, cell)
        for field, cell in zip(fields, line, strict=True)
    }


def _value(where: str, field: Row, cell: str) -> Any:
    limits = field.get("constraints", {})
    ensure(limits.keys() <= _CONSTRAINTS, f"{where}: {limits}")
    if cell == "":
        ensure(not limits.get("required"), f"{where} is empty")
        return None
    value = _CASTS[field["type"]](field, cell)
    size = len(value) if isinstance(value, str) else 0
    ensure(size <= limits.get("maxLength", size), f"{where} is too long")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        ensure(value >= limits.get("minimum", value), f"{where} is too small")
        ensure(value <= limits.get("maximum", value), f"{where} is too big")
    ensure("enum" not in limits or value in limits["enum"], f"{where}: {value} is no code")
    ensure(re.fullmatch(limits.get("pattern", ".*"), cell, re.DOTALL), f"{where}: {cell}")
    if "categories" in field:
        known = [category["value"] for category in field["categories"]]
        ensure(value in known, f"{where}: {value} is no category")
    return value


def _boolean(field: Row, cell: str) -> bool:
    ensure(cell in (*field["trueValues"], *field["falseValues"]), f"{cell} is neither")
    return cell in field["trueValues"]


def _list(field: Row, cell: str) -> tuple[str, ...]:
    values = json.loads(cell)
    ensure(isinstance(values, list) and all(isinstance(one, str) for one in values), cell)
    enum = field["arrayItem"].get("constraints", {}).get("enum")
    ensure(enum is None or set(values) <= set(enum), f"{values} are no codes")
    return tuple(values)


def _hour(field: Row, cell: str) -> str:
    ensure(time.strftime(datetime.strptime(cell, field["format"]).time(), "%H:%M") == cell, cell)  # noqa: DTZ007
    return cell


_CASTS: dict[str, Callable[[Row, str], Any]] = {
    "string": lambda _, cell: cell,
    "integer": lambda _, cell: int(cell),
    "number": lambda _, cell: float(cell),
    "boolean": _boolean,
    "date": lambda _, cell: date.fromisoformat(cell),
    "time": _hour,
    "array": _list,
}


def _keys(name: str, schema: Row, tables: dict[str, list[Row]]) -> None:
    rows = tables[name]
    for key in (schema["primaryKey"], *schema.get("uniqueKeys", [])):
        values = [tuple(row[field] for field in key) for row in rows]
        ensure(len(set(values)) == len(values), f"{name}: {key} is not unique")
        ensure(not any(None in value for value in values), f"{name}: {key} is empty somewhere")
    for field in schema["fields"]:
        if field.get("constraints", {}).get("unique"):
            _unique(name, field["name"], rows)
    for foreign in schema.get("foreignKeys", []):
        to, ends = foreign["reference"]["resource"] or name, foreign["reference"]["fields"]
        known = {tuple(row[end] for end in ends) for row in tables[to]}
        for row in rows:
            value = tuple(row[field] for field in foreign["fields"])
            ensure(None in value or value in known, f"{name}: {value} is not in {to}")


def _unique(name: str, field: str, rows: Iterable[Row]) -> None:
    values = [row[field] for row in rows if row[field] is not None]
    ensure(len(set(values)) == len(values), f"{name}: {field} is not unique")
