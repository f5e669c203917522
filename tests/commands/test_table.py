"""table: all records of a type for other programs."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.actions.records import save
from app.commands.cells import SAID, Labels, cell, plain
from app.language import language
from app.model import RECORD_TYPES, new_id
from app.model.kinds import KINDS
from app.storage import open_workspace
from tests.commands.notebooks import BATKEN, PASSPHRASE, Depter

CONSENT, PERSON, EVENT, OTHER = (new_id() for _ in range(4))

NAMED = ("--reason", "тизме керек")
"""Why people are named in a file."""


@pytest.fixture
def filled(trainer: Path) -> Path:
    """A notebook with an invented event, person and organisation."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    values = {
        "surname": "Үсөнова",
        "name": "Гүлнара",
        "sex": "f",
        "birth_year": 1978,
        "phone": "+996 555 010203",
        "territory": BATKEN,
        "organisation": "Жаштар уюму",
        "note": '=HYPERLINK("x")\nэкинчи сап, үтүр; "тырмакча"',
    }
    save(workspace, "person", PERSON, values)
    consent = {"person": PERSON, "given_on": "19.11.2025", "form": "paper", "scope": ("data",)}
    save(workspace, "consent", CONSENT, consent)
    save(workspace, "person", OTHER, {"surname": "Өчүрүлгөн"})
    event = {"title": "Жолугушуу", "type": "training", "date_from": date(2026, 11, 19)}
    save(workspace, "event", EVENT, event | {"objectives": ("бир", "эки")})
    workspace.close()
    return trainer


def rows(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def test_a_table_has_the_columns_of_the_declaration(depter: Depter, filled: Path) -> None:
    said = depter("-w", filled, "table", "person", *NAMED, "--to", "p.csv", "--json")
    assert said.facts == {"path": "p.csv", "type": "person", "rows": 2}
    table = rows((filled.parent / "p.csv").read_bytes())
    assert list(table[0]) == ["id", *RECORD_TYPES["person"].kinds()]
    person = next(row for row in table if row["surname"] == "Үсөнова")
    assert person["id"] == PERSON.hex()
    assert (person["sex"], person["territory"], person["birth_year"]) == ("f", BATKEN, "1978")


def test_no_text_becomes_a_formula_and_none_is_lost(depter: Depter, filled: Path) -> None:
    depter("-w", filled, "table", "person", *NAMED, "--to", "p.csv")
    person = rows((filled.parent / "p.csv").read_bytes())[0]
    assert person["note"] == '\'=HYPERLINK("x")\nэкинчи сап, үтүр; "тырмакча"'
    assert person["phone"] == "'+996 555 010203"
    told = depter("-w", filled, "table", "person", "--as", "json").facts[0]
    assert told["note"] == '=HYPERLINK("x")\nэкинчи сап, үтүр; "тырмакча"'
    assert told["phone"] == "+996 555 010203"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_disarmed(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell([text, "b"]) == f"'{text}; b"


def test_numbers_stay_numbers() -> None:
    assert [cell(value) for value in (-5, 0, 1.5, True, False, None)] == [-5, 0, 1.5, 1, 0, ""]
    assert plain((b"\x01", "a")[0]) == "01"


def test_json_keeps_the_types(depter: Depter, filled: Path) -> None:
    event = depter("-w", filled, "table", "event", "--as", "json").facts[0]
    assert event["date_from"] == "2026-11-19"
    assert event["objectives"] == ["бир", "эки"]
    assert event["venue"] is None
    assert event["id"] == EVENT.hex()


def test_labels_are_in_the_language_asked_for(depter: Depter, filled: Path) -> None:
    words = ("-w", filled, "table", "person", "--labels", "--as", "json")
    person = depter("--language", "ru", *words).facts[0]
    assert person["Фамилия"] == "Үсөнова"
    assert person["Пол"].casefold() in {"женский", "ж", "женщина", "жен."}
    assert person["Территория"] == "Баткенская область"
    event = depter("-w", filled, "table", "event", "--labels", "--as", "json").facts[0]
    assert event["Title"] == "Жолугушуу"
    assert "19.11.2026" in event.values()


@pytest.mark.parametrize("code", ["ky", "ru", "en"])
@pytest.mark.parametrize("type_name", list(RECORD_TYPES))
def test_every_type_is_a_table_with_headings_that_differ(
    depter: Depter, filled: Path, type_name: str, code: str
) -> None:
    said = depter("--language", code, "-w", filled, "table", type_name, "--labels")
    assert (said.code, said.err) == (0, "")
    headings = next(csv.reader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert len(set(headings)) == len(headings) == 1 + len(RECORD_TYPES[type_name].kinds())


def test_links_are_ids_or_what_they_lead_to_is_called(depter: Depter, filled: Path) -> None:
    by_id = depter("-w", filled, "table", "consent", "--as", "json").facts[0]
    assert (by_id["person"], by_id["scope"]) == (PERSON.hex(), ["data"])
    named = depter("-w", filled, "table", "consent", "--labels", "--as", "json").facts[0]
    assert named["Person"] == "Үсөнова Гүлнара"


def test_every_kind_can_be_said() -> None:
    assert set(SAID) == set(KINDS)


def test_a_code_nobody_knows_is_shown_as_it_is() -> None:
    labels = Labels(language("en"), lambda _type, _id: None)
    kinds = RECORD_TYPES["person"].kinds()
    assert labels.value(kinds["sex"], "later") == "later"
    assert labels.value(kinds["territory"], "41799") == "41799"
    person = RECORD_TYPES["consent"].kinds()["person"]
    assert labels.value(person, b"\x01\x02") == "0102"
    assert labels.value(kinds["sex"], None) is None


def test_semicolons_part_the_cells_for_excel_in_russian(depter: Depter, filled: Path) -> None:
    depter("-w", filled, "table", "person", "--separator", "semicolon", *NAMED, "--to", "p.csv")
    assert rows((filled.parent / "p.csv").read_bytes(), ";")[0]["surname"] == "Үсөнова"


def test_the_deleted_are_left_out(depter: Depter, filled: Path) -> None:
    from app.actions.records import delete

    workspace = open_workspace(filled, passphrase=PASSPHRASE)
    delete(workspace, "person", OTHER)
    workspace.close()
    people = depter("-w", filled, "table", "person", "--as", "json").facts
    assert [one["surname"] for one in people] == ["Үсөнова"]


def test_the_list_of_tables_counts_their_rows(depter: Depter, filled: Path) -> None:
    listed = depter("-w", filled, "table", "--list", "--json").facts
    assert [one["type"] for one in listed] == list(RECORD_TYPES)
    assert {one["type"]: one["rows"] for one in listed}["person"] == 2
    assert "People" in depter("-w", filled, "table", "--list").out


def test_a_table_without_a_type_is_asked_for_in_one_line(depter: Depter, filled: Path) -> None:
    said = depter("-w", filled, "table")
    assert said.code == 2
    assert "depter table --list" in said.err
    assert len(said.err.splitlines()) == 1


def test_an_empty_table_is_sound_json(depter: Depter, trainer: Path) -> None:
    assert json.loads(depter("-w", trainer, "table", "note", "--as", "json").out) == []


def test_a_table_that_cannot_be_written_leaves_the_old_one(depter: Depter, filled: Path) -> None:
    said = depter("-w", filled, "table", "person", "--to", filled.parent / "no" / "p.csv")
    assert said.code == 1
    assert "could not be written" in said.err


def test_a_workbook_has_typed_cells(depter: Depter, filled: Path, tmp_path: Path) -> None:
    place = tmp_path / "p.xlsx"
    said = depter("-w", filled, "table", "person", "--as", "xlsx", *NAMED, "--to", place, "--json")
    assert said.facts == {"path": str(place), "type": "person", "rows": 2, "cut": 0}
    head, *people = load_workbook(place).worksheets[0].values
    assert head == ("id", *RECORD_TYPES["person"].kinds())
    person = dict(zip(head, people[0], strict=True))
    assert (person["id"], person["birth_year"]) == (PERSON.hex(), 1978)
    assert person["phone"] == "+996 555 010203"


def test_all_types_are_sheets_of_one_workbook(depter: Depter, filled: Path, tmp_path: Path) -> None:
    place = tmp_path / "all.xlsx"
    words = ("table", "--all", "--as", "xlsx", "--labels", *NAMED, "--to", place, "--json")
    sheets = depter("--language", "ru", "-w", filled, *words).facts["sheets"]
    book = load_workbook(place)
    assert book.sheetnames == list(sheets)
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == sheets
    assert {"Люди", "Территории"} <= set(sheets)
    event = dict(zip(*book["Мероприятия"].values, strict=True))
    assert event["Первый день"].date() == date(2026, 11, 19)


@pytest.mark.parametrize(
    "words", [("--all",), ("person", "--all", "--as", "xlsx"), ("person", "--as", "xlsx")]
)
def test_what_makes_no_workbook_is_said_in_one_line(
    depter: Depter, filled: Path, words: tuple[str, ...]
) -> None:
    said = depter("-w", filled, "table", *words)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
