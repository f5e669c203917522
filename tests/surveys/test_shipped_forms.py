"""The forms that ship: made from their sources, complete in three languages, valid for everyone."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from app.model import ENUMERATIONS
from app.paths import resource

FOLDER = resource("forms")
WORKBOOKS = sorted(FOLDER.glob("*.xlsx"))
XFORMS = "{http://www.w3.org/2002/xforms}"
CYRILLIC = re.compile("[А-Яа-яЁёӨөҮүҢң]")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_forms", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = _script()


def _sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    book = load_workbook(path)
    return {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}


def _rows(sheet: Any) -> Iterator[dict[str, Any]]:
    rows = sheet.iter_rows(values_only=True)
    head = next(rows)
    for row in rows:
        yield {name: value for name, value in zip(head, row, strict=True) if value is not None}


@pytest.fixture(params=WORKBOOKS, ids=lambda path: path.stem)
def workbook(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_five_forms_ship_each_beside_its_source() -> None:
    assert [path.stem for path in WORKBOOKS] == [
        "committee_checklist",
        "community_needs",
        "event_feedback",
        "leadership_test",
        "plan_monitoring",
    ]
    assert [path.stem for path in MAKE.sources()] == [path.stem for path in WORKBOOKS]


def test_a_workbook_says_what_its_source_says(workbook: Path) -> None:
    made = {name: rows for name, _, rows in MAKE.sheets(workbook.with_suffix(".yaml"))}
    assert _sheets(workbook) == made, "run resources/forms/make.py"


def test_the_script_makes_the_same_bytes_each_time(workbook: Path, tmp_path: Path) -> None:
    made = MAKE.sheets(workbook.with_suffix(".yaml"))
    for name in ("first.xlsx", "second.xlsx"):
        MAKE.write(tmp_path / name, made)
    first, second = ((tmp_path / name).read_bytes() for name in ("first.xlsx", "second.xlsx"))
    assert first == second


def test_a_workbook_opens_in_excel_with_its_header_in_sight(workbook: Path) -> None:
    for sheet in load_workbook(workbook).worksheets:
        assert sheet.freeze_panes == "C2"
        assert sheet["A1"].font.bold
        assert all(sheet.column_dimensions[cell.column_letter].width > 8 for cell in sheet[1])


def test_pyxform_converts_it_without_a_warning(workbook: Path) -> None:
    assert convert(workbook).warnings == []


def test_every_text_is_there_in_all_three_languages(workbook: Path) -> None:
    model = fromstring(convert(workbook).xform)
    translations = {
        each.get("lang"): {
            text.get("id"): "".join(text.itertext()).strip() for text in each.iter(f"{XFORMS}text")
        }
        for each in model.iter(f"{XFORMS}translation")
    }
    assert list(translations) == list(MAKE.LANGUAGES.values())
    kyrgyz, russian, english = translations.values()
    assert kyrgyz.keys() == russian.keys() == english.keys()
    for key in kyrgyz:
        for said in (kyrgyz[key], russian[key], english[key]):
            assert said, key
            assert said != "-", key
        assert not CYRILLIC.search(english[key]), key


def test_no_text_stands_in_the_column_of_another_language(workbook: Path) -> None:
    for row in [row for sheet in ("survey", "choices") for row in _sheets(workbook)[sheet]]:
        for column in MAKE.SAID:
            said = [row.get(f"{column}::{language}") for language in MAKE.LANGUAGES.values()]
            assert said.count(None) in {0, 3}, row
            if said[0] is None or not re.search("[A-Za-z]{3}", said[2]):
                continue
            assert CYRILLIC.search(said[0]), row
            assert CYRILLIC.search(said[1]), row
            assert not re.search("[ӨөҮүҢң]", said[1]), row


def test_every_refusal_says_why(workbook: Path) -> None:
    for row in _sheets(workbook)["survey"]:
        assert ("constraint" in row) == (f"constraint_message::{MAKE.LANGUAGES['ky']}" in row), row


def test_right_answers_are_among_the_answers() -> None:
    sheets = _sheets(FOLDER / "leadership_test.xlsx")
    names: dict[str, set[str]] = {}
    for row in sheets["choices"]:
        if row:
            names.setdefault(row["list_name"], set()).add(row["name"])
    marked = [row for row in sheets["survey"] if MAKE.OWN["correct"] in row]
    assert len(marked) == 10
    for row in marked:
        answers = set(row[MAKE.OWN["correct"]].split())
        if row["type"].startswith("select_"):
            assert answers <= names[row["type"].split()[1]]
        else:
            assert row["type"] == "integer"


def test_codes_are_those_of_the_program_so_that_figures_can_be_joined() -> None:
    lists: dict[str, set[str]] = {}
    for row in _sheets(FOLDER / "community_needs.xlsx")["choices"]:
        if row:
            lists.setdefault(row["list_name"], set()).add(row["name"])
    assert lists["sex"] <= set(ENUMERATIONS["sex"])
    assert lists["social_status"] - {"none"} == set(ENUMERATIONS["social_status"])
    assert lists["problem_theme"] == set(ENUMERATIONS["problem_theme"])
    assert len(lists["oblast"]) == 9


def test_the_short_set_on_functioning_has_its_six_questions_with_four_answers() -> None:
    sheets = _sheets(FOLDER / "community_needs.xlsx")
    asked = [
        row["name"]
        for row in sheets["survey"]
        if row.get("type") == "select_one functioning" and row["appearance"] == "list-nolabel"
    ]
    assert asked == ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"]
    answers = [row for row in sheets["choices"] if row.get("list_name") == "functioning"]
    assert [row["name"] for row in answers] == ["1", "2", "3", "4"]
