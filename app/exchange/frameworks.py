"""A national plan or roadmap out of YAML, Excel or CSV: all of it, or nothing.

The same codes mean the same goals and measures: what is here gets the new words, what is new comes
in, and what the new version does not have any more is kept and marked as no longer in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import AppError, Invalid
from app.exchange.headings import plain
from app.exchange.places import Places
from app.exchange.refusals import FileMissing, NoFramework, TableForeign, YamlBroken
from app.exchange.rows import RowProblem, RowsRefused, read_list
from app.language import LANGUAGES, mark
from app.model import (
    ENUMERATIONS,
    Changes,
    Edit,
    Framework,
    FrameworkItem,
    Put,
    Record,
    check,
    clean,
)
from app.model.resources import NotYaml, parse_yaml
from app.storage import Workspace

YAML_LIMIT = 4 * 1024**2
_YAML = {".yaml", ".yml"}
_WIDE = {"country", "oblast", "republic_city"}
"""A plan's region is an oblast, where a town bears the same name."""
_HEADINGS = "code / код / коду; text / текст / тексти"
_WORDS: dict[str, tuple[str, ...]] = {
    "code": ("code", "код", "коду", "шифр"),
    "parent": ("parent", "part of", "родитель", "код родителя", "входит в", "курамында"),
    "type": ("type", "тип", "вид", "түрү"),
    "level": ("level", "уровень", "деңгээл", "деңгээли"),
    "no": ("no", "number", "номер", "номери", "п п"),
    "text_ky": ("text ky", "text in kyrgyz", "текст на кыргызском", "кыргызча", "тексти"),
    "text_ru": ("text ru", "text", "text in russian", "текст", "текст на русском", "орусча",
                "мероприятия", "наименование"),
    "text_en": ("text en", "text in english", "текст на английском", "англисче"),
    "participants": ("participants", "участники", "катышуучулар"),
    "executors": ("executors", "исполнители", "ответственные", "аткаруучулар"),
    "deadline": ("deadline", "сроки", "срок", "мөөнөтү", "мөөнөттөр"),
    "expected_results": ("expected results", "ожидаемые результаты", "күтүлгөн натыйжалар"),
    "regions": ("regions", "области", "регионы", "облустар", "аймактар"),
    "note": ("note", "примечание", "эскертүү"),
}  # fmt: skip


class FrameworkUnnamed(AppError):
    """A table of items does not say of which framework they are."""


@dataclass(frozen=True)
class FrameworkFile:
    """A framework of a file, read and checked against what is here."""

    path: Path
    framework: dict[str, Any]
    items: dict[int, dict[str, Any]]
    """The values of each item by its row, or the line it begins at."""
    ignored: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Codes that are here and that the file does not have any more."""
    new: int = 0
    same: tuple[int, ...] = ()


@dataclass(frozen=True)
class FrameworkImported:
    """What an import of a framework did, in items."""

    code: str
    rows: int
    new: int
    updated: int
    same: int
    withdrawn: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


def read_framework(
    ws: Workspace, path: Path, head: Mapping[str, Any] | None = None, *, partial: bool = False
) -> FrameworkFile:
    """Look at a framework without importing it.

    `head` are fields of the framework that count more than what the file says. With `partial`, the
    file holds only some items and what it lacks stays in force. Raises `RowsRefused` with every
    mistake by row, `FrameworkUnnamed`, `HeadingsMissing`, `TableForeign`, `FileMissing`, `Invalid`.
    """
    if path.suffix.lower() in _YAML:
        found, rows, ignored = _read_yaml(path)
    else:
        found, rows, ignored = _read_table(path)
    framework = _framework(ws, {**found, **(head or {})})
    items, problems = _Items(ws, framework["code"]).read(rows)
    if problems:
        raise RowsRefused(path.name, sorted(problems, key=lambda problem: problem.row))
    here = {item.code: item for item in ws.find(FrameworkItem, framework=framework["code"])}
    coming = {str(values["code"]) for values in items.values()}
    gone = sorted(
        code for code, item in here.items() if code not in coming and not item.is_withdrawn
    )
    return FrameworkFile(
        path=path,
        framework=framework,
        items=items,
        ignored=ignored,
        withdrawn=() if partial else tuple(gone),
        new=len(coming - set(here)),
        same=tuple(
            number for number, values in items.items() if _says(here.get(values["code"]), values)
        ),
    )


def import_framework(
    ws: Workspace, path: Path, head: Mapping[str, Any] | None = None, *, partial: bool = False
) -> FrameworkImported:
    """Take a framework in, in one transaction; raises as `read_framework` does."""
    found = read_framework(ws, path, head, partial=partial)
    code = found.framework["code"]
    framework = Put("framework", Framework.id_for(found.framework), found.framework)
    edits: list[Edit] = [framework]
    for number, values in found.items.items():
        if number not in found.same:
            edits.append(Put("framework_item", FrameworkItem.id_for(values), values))
    for gone in found.withdrawn:
        item = FrameworkItem.id_for({"code": gone})
        edits.append(Put("framework_item", item, {"is_withdrawn": True}))
    return FrameworkImported(
        code=code,
        rows=len(found.items),
        new=found.new,
        updated=len(found.items) - found.new - len(found.same),
        same=len(found.same),
        withdrawn=found.withdrawn,
        ignored=found.ignored,
        changes=ws.write(edits),
    )


def _says(record: Record | None, values: Mapping[str, Any]) -> bool:
    return record is not None and all(
        getattr(record, name) == value for name, value in values.items()
    )


_Rows = dict[int, dict[str, Any]]


def _read_yaml(path: Path) -> tuple[dict[str, Any], _Rows, tuple[str, ...]]:
    try:
        if path.stat().st_size > YAML_LIMIT:
            raise TableForeign(path.name, "too large")
        said, lines = parse_yaml(path.read_text("utf-8-sig"), "items")
    except OSError as error:
        raise FileMissing(path.name, str(error)) from error
    except NotYaml as error:
        raise YamlBroken(path.name, str(error), line=error.line) from error
    except UnicodeDecodeError as error:
        raise YamlBroken(path.name, str(error), line=1) from error
    if not isinstance(said, dict) or not isinstance(said.get("framework"), dict):
        raise NoFramework(path.name, "no framework in it")
    items = said.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoFramework(path.name, "no items in it")
    known = FrameworkItem.kinds()
    ignored = sorted({str(name) for item in items for name in item if name not in known})
    rows = {
        line: {str(name): _plain(value) for name, value in item.items() if name in known}
        for line, item in zip(lines, items, strict=True)
    }
    head = {name: _plain(said["framework"].get(name)) for name in Framework.kinds()}
    return {name: value for name, value in head.items() if value}, rows, tuple(ignored)


def _plain(value: Any) -> Any:
    """A value of YAML as somebody would have typed it."""
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return "" if value is None else value if isinstance(value, (int, float)) else str(value)


def _read_table(path: Path) -> tuple[dict[str, Any], _Rows, tuple[str, ...]]:
    found = read_list(path, _WORDS, ("code",), _HEADINGS)
    rows = {
        line.number: {
            name: line.joined(name) if name == "regions" else line.text(name)
            for name in found.headed.columns
            if name in _WORDS
        }
        for line in found.lines
    }
    return {}, rows, tuple(found.headed.ignored)


def _framework(ws: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the framework, checked; one that is here keeps what is not said anew."""
    if not given.get("code"):
        raise FrameworkUnnamed(
            mark("The file does not say which framework it is. Give its code, as NPGE-2025.")
        )
    values = dict(clean(Framework, given))
    here = ws.get(Framework, Framework.id_for(values))
    check(Framework, values, here.values() if here else None)
    return values


class _Items:
    """Reads the rows of one framework's items, and finds what is wrong with them."""

    def __init__(self, ws: Workspace, framework: str) -> None:
        self._framework = framework
        self._elsewhere = {
            item.code: item.framework
            for item in ws.find(FrameworkItem)
            if item.framework != framework
        }
        self._known = {item.code for item in ws.find(FrameworkItem, framework=framework)}
        self._oblasts = Places(ws, _WIDE)
        self._places = Places(ws)
        self._types = _codes("item_type")
        self._levels = _codes("item_level")

    def read(self, rows: _Rows) -> tuple[_Rows, list[RowProblem]]:
        """The values by row, and every mistake."""
        items: _Rows = {}
        problems: list[RowProblem] = []
        for place, (number, row) in enumerate(rows.items()):
            values, faults = self._item(number, row, place)
            items[number] = values
            problems += faults
        return items, [*problems, *self._disagreements(items)]

    def _item(
        self, number: int, row: Mapping[str, Any], place: int
    ) -> tuple[dict[str, Any], list[RowProblem]]:
        given, faults = dict(row), []
        for name, codes in (("type", self._types), ("level", self._levels)):
            said = plain(given.get(name, ""))
            if said and said not in codes:
                faults.append(RowProblem(number, name, mark("Choose from the list")))
            if name in given:
                given[name] = codes.get(said)
        if given.get("regions"):
            given["regions"], unknown = self._regions(given["regions"])
            text = mark("No place is called {name}")
            faults += [RowProblem(number, "regions", text, {"name": one}) for one in unknown]
        about = {"framework": self._framework, "sequence": place, "is_withdrawn": None}
        values = dict(clean(FrameworkItem, given | about))
        try:
            check(FrameworkItem, values)
        except Invalid as error:
            faults += [
                RowProblem(number, each.field, each.text, each.values) for each in error.problems
            ]
        return values, faults

    def _regions(self, said: Any) -> tuple[tuple[str, ...], list[str]]:
        """The codes of the places that are named, in whichever spelling, and who is unknown."""
        parts = said if isinstance(said, tuple) else re.split(r"[,;\n]", str(said))
        codes, unknown = [], []
        for part in filter(None, (str(one).strip() for one in parts)):
            code, _ = self._oblasts.find([part])
            code, strange = (code, []) if code else self._places.find([part])
            codes.append(code)
            unknown += strange
        return tuple(dict.fromkeys(code for code in codes if code)), unknown

    def _disagreements(self, items: _Rows) -> Iterator[RowProblem]:
        """Codes that come twice or belong elsewhere, and items that are part of nothing."""
        first: dict[str, int] = {}
        parents = {str(one.get("code")): str(one.get("parent") or "") for one in items.values()}
        for number, values in items.items():
            code, parent = str(values.get("code") or ""), str(values.get("parent") or "")
            if code and code in first:
                text = mark("The code {code} stands in row {row} already")
                yield RowProblem(number, "code", text, {"code": code, "row": first[code]})
            elif code in self._elsewhere:
                text = mark("The code {code} belongs to the framework {framework}")
                about = {"code": code, "framework": self._elsewhere[code]}
                yield RowProblem(number, "code", text, about)
            first.setdefault(code, number)
            if parent and parent not in parents and parent not in self._known:
                text = mark("There is no item with the code {code}")
                yield RowProblem(number, "parent", text, {"code": parent})
            elif parent and _is_in_a_ring(code, parents):
                text = mark("The item {code} is part of itself")
                yield RowProblem(number, "parent", text, {"code": code})


def _is_in_a_ring(code: str, parents: Mapping[str, str]) -> bool:
    at, seen = parents.get(code, ""), set()
    while at and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False


def _codes(enumeration: str) -> dict[str, str]:
    """The codes of an enumeration by code and by label in every language."""
    return {
        plain(said): term.code
        for term in ENUMERATIONS[enumeration].values()
        for said in (term.code, *(term.labels.get(code, "") for code in LANGUAGES))
        if said
    }
