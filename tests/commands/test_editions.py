"""Editions on the command line: without names for everybody, everything for a reason."""

import json
from pathlib import Path

import pytest

from app.actions.people import give_consent, withdraw_consent
from app.model import Person
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter


@pytest.fixture
def filled(depter: Depter, trainer: Path, people: Path) -> Path:
    """A notebook with three invented people, one of whom took her consent back."""
    depter("-w", trainer, "import", "people", people)
    (gone,) = [one["id"] for one in table(depter, trainer) if one["surname"] == "Бекова"]
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    give_consent(workspace, bytes.fromhex(gone), {"scope": ("data",)})
    withdraw_consent(workspace, bytes.fromhex(gone))
    workspace.close()
    return trainer


def table(depter: Depter, notebook: Path, *words: object) -> list[dict[str, object]]:
    return depter("-w", notebook, "table", "person", "--as", "json", *words).facts


def test_who_took_her_consent_back_is_left_out_unless_there_is_a_reason(
    depter: Depter, filled: Path
) -> None:
    assert {one["surname"] for one in table(depter, filled)} == {"Үсөнова", "Маматов"}
    everything = table(depter, filled, "--full", "--reason", "текшерүү")
    assert {one["surname"] for one in everything} == {"Үсөнова", "Маматов", "Бекова"}
    (entry,) = [
        one
        for one in depter("-w", filled, "audit", "--json").facts["entries"]
        if one["what"] == "tables"
    ]
    assert entry["facts"] == {"type": "person", "rows": 3, "reason": "текшерүү"}
    assert depter("-w", filled, "doctor").code == 0


def test_the_edition_for_everybody_has_no_names(depter: Depter, filled: Path) -> None:
    told = table(depter, filled, "--anonymous")
    assert len(told) == 2
    assert all(
        {**one, "id": ""}
        == {"id": "", "sex": None, "age_group": None, "territory": None, "categories": []}
        for one in told
    )
    known = {one["id"] for one in table(depter, filled)}
    assert known.isdisjoint(one["id"] for one in told)


def test_a_workbook_for_everybody_leaves_out_what_is_for_the_office(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    place = tmp_path / "open.xlsx"
    words = ("table", "--all", "--as", "xlsx", "--anonymous", "--to", place, "--json")
    sheets = depter("-w", filled, *words).facts["sheets"]
    assert sheets["person"] == 2
    assert {"device", "consent"}.isdisjoint(sheets)
    assert "Үсөнова" not in place.read_bytes().decode("latin-1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--full",), "--reason"),
        (("--full", "--reason", " "), "--reason"),
        (("--full", "--anonymous", "--reason", "x"), "do not go together"),
    ],
)
def test_everything_takes_a_reason(
    depter: Depter, filled: Path, words: tuple[str, ...], said: str
) -> None:
    answer = depter("-w", filled, "table", "person", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    entries = json.loads(depter("-w", filled, "audit", "--json").out)["entries"]
    assert "tables" not in {one["what"] for one in entries}


def test_what_tells_of_single_people_is_not_for_everybody(depter: Depter, filled: Path) -> None:
    answer = depter("-w", filled, "table", "consent", "--anonymous")
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (1, "", 1)


def file_of(depter: Depter, notebook: Path, type_name: str, *words: object) -> str:
    """What the table of a type says in a file."""
    place = notebook.parent / f"{type_name}.csv"
    answer = depter("-w", notebook, "table", type_name, *words, "--to", place)
    assert answer.code == 0, answer.err
    return place.read_text(encoding="utf-8-sig")


def test_a_file_names_nobody_without_a_reason_and_the_screen_does(
    depter: Depter, filled: Path
) -> None:
    said = file_of(depter, filled, "person")
    assert not {"Үсөнова", "Маматов", "Бекова"} & set(said.replace("\n", ",").split(","))
    assert len(said.splitlines()) == 3
    assert said.splitlines()[0].split(",")[1:4] == ["surname", "name", "patronymic"]
    assert {one["surname"] for one in table(depter, filled)} == {"Үсөнова", "Маматов"}
    told = depter("-w", filled, "table", "person", "--to", filled.parent / "p.csv")
    assert "--reason TEXT" in told.out


def test_a_reason_names_people_in_a_file_and_is_kept(depter: Depter, filled: Path) -> None:
    said = file_of(depter, filled, "person", "--reason", "облустун тизмеси")
    assert "Үсөнова" in said
    assert "Бекова" not in said
    entries = depter("-w", filled, "audit", "--json").facts["entries"]
    (entry,) = [one for one in entries if one["what"] == "tables"]
    assert entry["facts"] == {
        "type": "person",
        "rows": 2,
        "edition": "office",
        "reason": "облустун тизмеси",
    }


def test_words_instead_of_ids_name_nobody_either(depter: Depter, filled: Path) -> None:
    assert "Бекова" not in file_of(depter, filled, "consent", "--labels")
    workspace = open_workspace(filled, passphrase=PASSPHRASE)
    (person,) = workspace.find(Person, surname="Маматов")
    give_consent(workspace, person.id, {"scope": ("data",)})
    workspace.close()
    assert person.id.hex() in file_of(depter, filled, "consent", "--labels")
    assert "Маматов" in file_of(depter, filled, "consent", "--labels", "--reason", "текшерүү")
