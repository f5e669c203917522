"""An official classifier of territories out of CSV or Excel: all of it, or nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import Invalid
from app.exchange.headings import plain
from app.exchange.rows import Imported, Line, RowProblem, RowsRefused, problems_of, read_list
from app.language import LANGUAGES, mark
from app.model import ENUMERATIONS, Changes, Put, Territory, check, clean
from app.storage import Workspace

_HEADINGS = "code / код / коду; name / наименование / аталышы"
_WORDS: dict[str, tuple[str, ...]] = {
    "code": ("code", "код", "коду", "код соате", "соате", "soate", "код территории", "аймак коду"),
    "level": ("level", "уровень", "деңгээл", "деңгээли", "тип", "түрү", "вид"),
    "parent": (
        "parent code", "parent", "родитель", "код родителя", "вышестоящий код", "жогорку коду",
        "входит в", "курамында",
    ),
    "name_ky": (
        "name ky", "наименование на кыргызском", "на кыргызском", "кыргызча", "аталышы",
        "аталышы кыргызча", "name in kyrgyz", "кыргызское наименование", "name kk",
    ),
    "name_ru": (
        "name ru", "наименование", "название", "наименование на русском", "на русском",
        "русское наименование", "орусча", "аталышы орусча", "name in russian",
    ),
    "name_en": ("name en", "name", "name in english", "на английском", "англисче"),
    "latitude": ("lat", "latitude", "широта", "кеңдик"),
    "longitude": ("lon", "lng", "longitude", "долгота", "узундук"),
    "valid_from": (
        "valid from", "действует с", "дата начала", "дата включения", "күчүнө кирген күнү",
    ),
    "valid_to": (
        "valid to", "действует до", "дата окончания", "дата исключения", "күчүн жоготкон күнү",
    ),
    "successor": (
        "successor code", "successor", "преемник", "код преемника", "правопреемник", "мураскору",
    ),
    "aliases": ("aliases", "другие названия", "варианты", "башка аталыштары"),
    "source": ("source", "источник", "булагы"),
}  # fmt: skip
_LEVEL_ZEROES = (3, 6, 9, 11)
"""How many digits at the end of a 14-digit SOATE code stand for each level below."""


@dataclass(frozen=True)
class Classifier:
    """The units of a file, read and checked."""

    path: Path
    units: dict[int, dict[str, Any]]
    """The values of each unit by row; empty cells are left out."""
    ignored: tuple[str, ...]


def read_territories(workspace: Workspace, path: Path) -> Classifier:
    """Look at a classifier without importing it.

    Raises `RowsRefused` with every mistake by row, `HeadingsMissing`, `TableForeign` and
    `FileMissing`.
    """
    found = read_list(path, _WORDS, ("code",), _HEADINGS)
    levels = _levels()
    units: dict[int, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    for line in found.lines:
        values, faults = _unit(line, levels)
        units[line.number] = values
        problems += faults
    known = {unit.code for unit in workspace.find(Territory)}
    _give_parents(units, known)
    problems += _disagreements(units, known)
    if problems:
        raise RowsRefused(path.name, sorted(problems, key=lambda problem: problem.row))
    return Classifier(path, units, tuple(found.headed.ignored))


def import_territories(workspace: Workspace, path: Path) -> Imported:
    """Add the units of a classifier and bring those that are here up to date, in one transaction.

    Units the file does not name stay as they are: absence never deletes. Raises as
    `read_territories` does; then nothing was imported.
    """
    classifier = read_territories(workspace, path)
    here = {unit.id: unit for unit in workspace.find(Territory)}
    edits: list[Put] = []
    new = 0
    same = []
    for number, values in classifier.units.items():
        unit = here.get(Territory.id_for(values))
        new += unit is None
        if unit is not None and all(getattr(unit, name) == value for name, value in values.items()):
            same.append(number)
        else:
            edits.append(Put("territory", Territory.id_for(values), values))
    changes = workspace.write(edits) if edits else Changes()
    return Imported(
        path=path, rows=len(classifier.units), new=new, updated=len(edits) - new,
        known=tuple(same), ignored=classifier.ignored, changes=changes,
    )  # fmt: skip


def _levels() -> dict[str, str]:
    terms = ENUMERATIONS["territory_level"].values()
    return {
        plain(said): term.code
        for term in terms
        for said in (term.code, *(term.labels.get(code, "") for code in LANGUAGES))
        if said
    }


def _unit(line: Line, levels: Mapping[str, str]) -> tuple[dict[str, Any], list[RowProblem]]:
    """The given values of a unit, and what is wrong with them."""
    given: dict[str, Any] = {name: line.text(name) for name in _WORDS if line.text(name)}
    faults = []
    if "level" in given:
        level = levels.get(plain(given["level"]))
        if level is None:
            faults.append(line.problem("level", mark("Choose from the list")))
        given["level"] = level
    for name in ("valid_from", "valid_to"):
        cell = line.cell(name)
        if isinstance(cell, date):
            given[name] = date(cell.year, cell.month, cell.day)
    if "aliases" in given:
        given["aliases"] = tuple(re.split(r"[;|\n]", given["aliases"]))
    values = dict(clean(Territory, given))
    try:
        check(Territory, values)
    except Invalid as error:
        faults += problems_of(line, error.problems)
    return values, [*faults, *_order(line, values)]


def _order(line: Line, values: Mapping[str, Any]) -> Iterator[RowProblem]:
    first, last = values.get("valid_from"), values.get("valid_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield line.problem("valid_to", mark("The end comes before the beginning"))


def _give_parents(units: Mapping[int, dict[str, Any]], known: set[str]) -> None:
    """Where a file leaves the larger unit out, the SOATE code itself says it."""
    codes = known | {str(values.get("code", "")) for values in units.values()}
    for values in units.values():
        if "parent" not in values and re.fullmatch(r"\d{14}", str(values.get("code", ""))):
            parent = _parent(values["code"], codes)
            if parent:
                values["parent"] = parent


def _parent(code: str, codes: set[str]) -> str:
    for zeroes in _LEVEL_ZEROES:
        larger = code[:-zeroes] + "0" * zeroes
        if larger != code and larger in codes:
            return larger
    return ""


def _disagreements(units: Mapping[int, dict[str, Any]], known: set[str]) -> Iterator[RowProblem]:
    """Codes that come twice, and units that are part or successor of nothing."""
    codes = known | {str(values.get("code", "")) for values in units.values()}
    yield from _doubled(units)
    for number, values in units.items():
        for name in ("parent", "successor"):
            code = values.get(name)
            if code and code not in codes:
                text = mark("There is no unit with the code {code}")
                yield RowProblem(number, name, text, {"code": code})


def _doubled(units: Mapping[int, dict[str, Any]]) -> Iterable[RowProblem]:
    first: dict[str, int] = {}
    for number, values in units.items():
        code = str(values.get("code", ""))
        if code and code in first:
            text = mark("The code {code} stands in row {row} already")
            yield RowProblem(number, "code", text, {"code": code, "row": first[code]})
        first.setdefault(code, number)
