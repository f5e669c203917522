"""People out of the Excel or CSV lists trainers have: all of a list, or nothing of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import Invalid
from app.exchange.headings import plain
from app.exchange.people_words import PEOPLE_WORDS, SEX_WORDS, TOTAL_WORDS
from app.exchange.places import Places
from app.exchange.rows import Imported, Line, RowProblem, RowsRefused, problems_of, read_list
from app.exchange.sheets import cell_text
from app.language import LANGUAGES, mark
from app.model import ENUMERATIONS, Changes, Person, Put, age_band, check, clean
from app.model.names import split_name
from app.storage import Workspace

_HEADINGS = "Ф.И.О. / Аты-жөнү / Full name"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAME = ("surname", "name", "patronymic", "sex", "birth_year", "territory")
_PLAIN_FIELDS = ("phone", "email", "village", "organisation", "position", "note")


@dataclass(frozen=True)
class PeopleList:
    """The people of a file, read and checked, and what became of its other rows."""

    path: Path
    new: dict[int, dict[str, Any]]
    """The values of each person to be added, by row."""
    known: tuple[int, ...]
    repeated: tuple[int, ...]
    ignored: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows name a person."""
        return len(self.new) + len(self.known) + len(self.repeated)


def read_people(workspace: Workspace, path: Path) -> PeopleList:
    """Look at a list of people without importing it.

    Raises `RowsRefused` with every mistake by row, `HeadingsMissing`, `TableForeign` and
    `FileMissing`.
    """
    found = read_list(path, PEOPLE_WORDS, ("full_name", "surname", "name"), _HEADINGS)
    reader = _PersonReader(Places(workspace))
    people: dict[int, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    for line in found.lines:
        if _is_total(line):
            continue
        values, faults = reader.read(line)
        people[line.number] = values
        problems += faults
    if problems:
        raise RowsRefused(path.name, problems)
    return _sorted_out(path, people, _known_people(workspace), found.headed.ignored)


def import_people(workspace: Workspace, path: Path) -> Imported:
    """Add the people of a list who are not in the register yet, in one transaction.

    Raises as `read_people` does; then nothing was imported.
    """
    people = read_people(workspace, path)
    edits = [Put("person", Person.id_for(values), values) for values in people.new.values()]
    changes = workspace.write(edits) if edits else Changes()
    return Imported(
        path=path, rows=people.rows, new=len(edits), known=people.known,
        repeated=people.repeated, ignored=people.ignored, changes=changes,
    )  # fmt: skip


def _is_total(line: Line) -> bool:
    """Whether a row is a sum under the list."""
    texts = [
        text
        for text in (
            line.text("full_name"),
            line.text("surname"),
            line.text("name"),
            line.text("_"),
        )
        if text
    ]
    return any(plain(text).split()[:1] == [word] for text in texts for word in TOTAL_WORDS)


def _sorted_out(
    path: Path, people: dict[int, dict[str, Any]], known: set[tuple[Any, ...]], ignored: list[str]
) -> PeopleList:
    new: dict[int, dict[str, Any]] = {}
    known_rows, repeated = [], []
    seen: set[tuple[Any, ...]] = set()
    for number, values in people.items():
        same = _sameness(values)
        if same in known:
            known_rows.append(number)
        elif same in seen:
            repeated.append(number)
        else:
            new[number] = values
        seen.add(same)
    return PeopleList(path, new, tuple(known_rows), tuple(repeated), tuple(ignored))


def _sameness(values: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two rows one person: names, sex, birth year and territory, letter by letter."""
    found = (values.get(name) for name in _SAME)
    return tuple(each.casefold() if isinstance(each, str) else each for each in found)


def _known_people(workspace: Workspace) -> set[tuple[Any, ...]]:
    rows = workspace.reader.execute(f"SELECT {', '.join(_SAME)} FROM person WHERE _deleted = 0")
    kinds = [Person.kinds()[name] for name in _SAME]
    loaded = ([kind.load(value) for kind, value in zip(kinds, row, strict=True)] for row in rows)
    return {_sameness(dict(zip(_SAME, row, strict=True))) for row in loaded}


class _PersonReader:
    """Makes the values of a person of a row of a list."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._categories = _labels("participant_category")
        self._age_groups = _labels("age_group")

    def read(self, line: Line) -> tuple[dict[str, Any], list[RowProblem]]:
        """The cleaned values of the row, and what is wrong with them."""
        values: dict[str, Any] = _names(line)
        values |= {name: line.joined(name) for name in _PLAIN_FIELDS if line.text(name)}
        faults = [*self._sex(line, values), *_birth(line, values), *self._age(line, values)]
        notes = [*self._place(line, values), *self._category(line, values)]
        if notes:
            values["note"] = "\n".join([*notes, values.get("note", "")]).strip()
        cleaned = clean(Person, values)
        if cleaned["surname"] and not plain(cleaned["surname"]):
            faults.append(line.problem("surname", mark("Write the name in letters")))
        try:
            check(Person, cleaned)
        except Invalid as error:
            faults += problems_of(line, error.problems)
        return dict(cleaned), faults

    @staticmethod
    def _sex(line: Line, values: dict[str, Any]) -> Iterator[RowProblem]:
        said = line.text("sex")
        ticked = [
            code for name, code in (("is_female", "f"), ("is_male", "m")) if _ticked(line, name)
        ]
        if plain(said) in SEX_WORDS:
            values["sex"] = SEX_WORDS[plain(said)]
        elif len(ticked) == 1:
            values["sex"] = ticked[0]
        elif plain(said) or len(ticked) == 2:
            yield line.problem("sex", mark("Write the sex as ж or м"))

    def _age(self, line: Line, values: dict[str, Any]) -> Iterator[RowProblem]:
        said = line.text("age")
        if not said or values.get("birth_year"):
            return
        number = re.search(r"\d+", said)
        group = self._age_groups.get(plain(said)) or age_band(
            int(number[0][:4]) if number else None
        )
        if group is None:
            yield line.problem("age_group", mark("Write the age as a number"))
        else:
            values["age_group"] = group

    def _place(self, line: Line, values: dict[str, Any]) -> list[str]:
        """Find the territory; answers what could not be found, so that it is not lost."""
        texts = [cell_text(cell) for cell in line.cells.get("territory", ()) if cell is not None]
        code, unknown = self._places.find(texts)
        if code:
            values["territory"] = code
        return [f"{line.headings['territory']}: {text}" for text in unknown]

    def _category(self, line: Line, values: dict[str, Any]) -> list[str]:
        parts = [part.strip() for part in re.split(r"[;,\n]", line.text("categories"))]
        whole = self._categories.get(plain(line.text("categories")))
        codes = [whole] if whole else [self._categories.get(plain(part), "") for part in parts]
        values["categories"] = tuple(dict.fromkeys(code for code in codes if code))
        unknown = (
            []
            if whole
            else [part for part, code in zip(parts, codes, strict=True) if part and not code]
        )
        return [f"{line.headings['categories']}: {part}" for part in unknown]


def _labels(enumeration: str) -> dict[str, str]:
    """The codes of an enumeration by code and by label in every language."""
    terms = ENUMERATIONS[enumeration].values()
    return {
        plain(said): term.code
        for term in terms
        for said in (term.code, *(term.labels.get(code, "") for code in LANGUAGES))
        if said
    }


def _names(line: Line) -> dict[str, Any]:
    surname, name, patronymic = (line.text(part) for part in ("surname", "name", "patronymic"))
    whole = line.text("full_name")
    if not surname and not whole:
        whole, name = name, ""
    if not surname:
        split = split_name(whole)
        return {
            "surname": split.surname,
            "name": name or split.name,
            "patronymic": patronymic or split.patronymic,
        }
    return {"surname": surname, "name": name, "patronymic": patronymic}


def _ticked(line: Line, name: str) -> bool:
    return plain(line.text(name)) not in {"", "жок", "нет", "no"} or any(
        sign in line.text(name) for sign in "1+✓✔√xX"
    )


def _birth(line: Line, values: dict[str, Any]) -> Iterator[RowProblem]:
    cell = line.cell("birth_year")
    if cell is None:
        return
    if isinstance(cell, date):
        values["birth_year"] = cell.year
        return
    years = _YEAR.findall(str(cell))
    if isinstance(cell, (int, float)) and not years:
        values["birth_year"] = _year_of_serial(cell)
    elif len(set(years)) == 1:
        values["birth_year"] = int(years[0])
    is_unknown = plain(cell) in {"белгисиз", "неизвестно", "unknown", "жок", "нет"}
    if values.get("birth_year") is None and not is_unknown:
        yield line.problem("birth_year", mark("Write a birth year such as 1985"))


def _year_of_serial(days: float) -> int | None:
    """The year of a day that Excel shows as a bare number (days since 1899)."""
    if 10_000 < days < 60_000:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(days)).year
    return None
