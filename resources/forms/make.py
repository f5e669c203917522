# ruff: noqa: INP001 - a script, not a package
"""Make the workbooks of this folder from their sources: `.venv/bin/python resources/forms/make.py`.

A source (`NAME.yaml`) is what is read and reviewed; the workbook (`NAME.xlsx`) is what users open,
fill and take as a model. Lists several forms share lie in `lists.yaml`; lists of the whole program
(`enumeration: sex`) and places (`territories: [oblast]`) are taken from `resources/reference`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"
SHARED = "lists"
LANGUAGES = {"ky": "Кыргызча (ky)", "ru": "Русский (ru)", "en": "English (en)"}
NAMESPACE = 'depter="urn:depter:form"'
OWN = {name: f"bind::depter:{name}" for name in ("correct", "asks")}
"""What a form can tell the program of a question, beyond what XLSForm knows (docs/surveys.md)."""
SAID = ("label", "hint", "required_message", "constraint_message")
"""The columns that are written in every language."""
ORDER = (
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
    "constraint_message", "appearance", "calculation", "choice_filter", "parameters",
    "repeat_count", "default", "readonly", *OWN.values(),
)  # fmt: skip
WIDTHS = {
    "type": 32, "name": 24, "label": 46, "hint": 34, "required": 10, "required_message": 26,
    "relevant": 34, "constraint": 38, "constraint_message": 36, "appearance": 16,
    "calculation": 44, "choice_filter": 22, "parameters": 24, "repeat_count": 22, "default": 14,
    "readonly": 10, "bind": 20, "list_name": 20, "form_title": 60, "form_id": 24, "version": 14,
    "default_language": 20, "style": 16, "instance_name": 40, "namespaces": 40,
}  # fmt: skip
MADE = datetime(2026, 11, 28, tzinfo=UTC)

Row = dict[str, Any]
Sheet = tuple[str, list[str], list[Row]]


def sources() -> list[Path]:
    """The sources of all forms that ship."""
    return sorted(path for path in HERE.glob("*.yaml") if path.stem != SHARED)


def sheets(path: Path) -> list[Sheet]:
    """The sheets of one form: name, headers, rows; an empty row parts two lists of choices."""
    form = read(path)
    survey = list(rows_of(form["survey"]))
    used = (row["type"].split()[1] for row in survey if row["type"].startswith("select_"))
    choices = list(choices_of(form.get("choices", {}), dict.fromkeys(used)))
    has_own = any(column in row for row in survey for column in OWN.values())
    settings = [settings_of(form["form"], has_own=has_own)]
    return [
        ("survey", headers(survey, ORDER), survey),
        ("choices", headers(choices, ("list_name", "name", "label")), choices),
        ("settings", list(settings[0]), settings),
    ]


def read(path: Path) -> Any:
    """What a YAML file says; a key written twice would silently lose the first."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def settings_of(form: Mapping[str, Any], *, has_own: bool) -> Row:
    """The one row of the settings; the title says itself in all languages."""
    title = " | ".join(form["title"][code] for code in LANGUAGES)
    row = {"form_title": title, "form_id": form["form_id"], "version": str(form["version"])}
    row["default_language"] = LANGUAGES["ky"]
    row |= {name: form[name] for name in ("style", "instance_name") if name in form}
    return row | ({"namespaces": NAMESPACE} if has_own else {})


def rows_of(questions: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """The rows of the survey sheet, groups and repeats opened and closed."""
    for question in questions:
        kind = next((kind for kind in ("group", "repeat") if kind in question), None)
        if kind is None:
            yield row_of(question)
            continue
        head = {key: value for key, value in question.items() if key not in {kind, "questions"}}
        yield row_of({"type": f"begin {kind}", "name": question[kind], **head})
        yield from rows_of(question["questions"])
        yield {"type": f"end {kind}", "name": question[kind]}


def row_of(question: Mapping[str, Any]) -> Row:
    """One row: every text in its languages, yes and no as a form says them."""
    row: Row = {}
    for key, value in question.items():
        name = OWN.get(key, key)
        if key in SAID:
            row |= {f"{key}::{LANGUAGES[code]}": value[code] for code in LANGUAGES}
        elif name not in ORDER:
            raise ValueError(f"{question.get('name')}: unknown column {key}")
        else:
            row[name] = "yes" if value is True else str(value).strip()
    return row


def choices_of(own: Mapping[str, Any], used: Iterable[str]) -> Iterator[Row]:
    """The lists a form uses, its own or shared, parted by an empty row."""
    shared = read(HERE / f"{SHARED}.yaml")
    for number, name in enumerate(used):
        if number:
            yield {}
        for choice in entries_of(own[name] if name in own else shared[name]):
            labels = choice.pop("label")
            said = {f"label::{LANGUAGES[code]}": labels[code] for code in LANGUAGES}
            yield {"list_name": name, "name": choice.pop("name"), **said, **choice}


def entries_of(entry: Any) -> Iterator[Row]:
    """The choices of one list: written out, of the program's own lists, or places."""
    for part in entry if isinstance(entry, list) else [entry]:
        if "enumeration" in part:
            yield from enumerated(part["enumeration"], part.get("only"), part.get("without", ()))
        elif "territories" in part:
            yield from places(part["territories"], part.get("column"))
        else:
            for name, label in part.items():
                yield {"name": str(name), "label": label}


def enumerated(name: str, only: Sequence[str] | None, without: Sequence[str]) -> Iterator[Row]:
    """The codes and words of one of the program's lists."""
    terms = read(REFERENCE / "enumerations.yaml")[name]
    for term in terms:
        if (only is None or term["code"] in only) and term["code"] not in without:
            yield {"name": term["code"], "label": term}


def places(levels: Sequence[str], column: str | None) -> Iterator[Row]:
    """The places of some levels; `column` is what the sheet calls the place they are part of."""
    with (REFERENCE / "territories_kg.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["level"] in levels:
            label = {code: row[f"name_{code}"] for code in LANGUAGES}
            above = {column: row["parent_code"]} if column else {}
            yield {"name": row["code"], "label": label, **above}


def headers(rows: Iterable[Row], order: Sequence[str]) -> list[str]:
    """The columns that have something in them, in the order users of XLSForm expect."""
    found = dict.fromkeys(key for row in rows for key in row)
    wanted = [name for each in order for name in in_languages(each)]
    known = [name for name in wanted if name in found]
    return known + [name for name in found if name not in wanted]


def in_languages(column: str) -> list[str]:
    """A column as it is headed: once a language where it is said in languages."""
    if column not in SAID:
        return [column]
    return [f"{column}::{language}" for language in LANGUAGES.values()]


def write(path: Path, made: Sequence[Sheet]) -> None:
    """Write a workbook that looks like one somebody made with care; the same bytes each time."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    book.set_properties({"created": MADE, "comments": "https://xlsform.org"})
    looks = {name: book.add_format({**PLAIN, **look}) for name, look in LOOKS.items()}
    for name, columns, rows in made:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 32)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, WIDTHS.get(column.split("::")[0], 20))
            sheet.write_string(0, index, column, looks["head"])
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        for number, row in enumerate(rows, start=1):
            for index, column in enumerate(columns):
                look = looks[look_of(name, row, column)]
                if column in row:
                    sheet.write_string(number, index, row[column], look)
                elif row:
                    sheet.write_blank(number, index, None, look)
    book.close()


PLAIN = {"font_name": "Calibri", "font_size": 11, "text_wrap": True, "valign": "top"}
LOOKS = {
    "plain": {},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B6273", "valign": "vcenter"},
    "part": {"bold": True, "bg_color": "#E2F0F2"},
    "note": {"italic": True, "font_color": "#4B555F"},
    "code": {"font_name": "Consolas", "font_size": 10, "font_color": "#4B555F"},
}
CODES = {"relevant", "constraint", "calculation", "choice_filter", "parameters", "instance_name"}


def look_of(sheet: str, row: Row, column: str) -> str:
    """How a cell looks: what opens or closes a part, what is only said, what is reckoned."""
    kind = row.get("type", "")
    if sheet == "survey" and kind.startswith(("begin ", "end ")):
        return "part"
    if column in CODES:
        return "code"
    return "note" if kind == "note" else "plain"


def main() -> None:
    """Write every workbook beside its source."""
    for path in sources():
        write(path.with_suffix(".xlsx"), sheets(path))
        sys.stdout.write(f"{path.stem}.xlsx\n")


if __name__ == "__main__":
    main()
