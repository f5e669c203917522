"""import: the lists people already have, all of a list or nothing."""

from pathlib import Path

import pytest

from tests.commands.notebooks import Depter


def people_of(depter: Depter, notebook: Path) -> list[str]:
    told = depter("-w", notebook, "table", "person", "--as", "json").facts
    return [one["surname"] for one in told]


def test_people_come_in_once(depter: Depter, trainer: Path, people: Path) -> None:
    done = depter("-w", trainer, "import", "people", people, "--json")
    assert (done.code, done.facts["rows"], done.facts["new"]) == (0, 3, 3)
    assert people_of(depter, trainer) == ["Үсөнова", "Маматов", "Бекова"]
    again = depter("-w", trainer, "import", "people", people)
    assert again.out == "people.csv: rows 3, new 0, updated 0, known already 3, repeated 0\n"
    assert len(people_of(depter, trainer)) == 3


def test_a_dry_run_imports_nobody(depter: Depter, trainer: Path, people: Path) -> None:
    look = depter("-w", trainer, "import", "people", people, "--dry-run")
    assert "new 3" in look.out
    assert "Nothing was imported" in look.out
    assert people_of(depter, trainer) == []


def test_mistakes_are_said_by_row_and_nothing_is_imported(
    depter: Depter, trainer: Path, people: Path
) -> None:
    lines = people.read_text("utf-8").splitlines()
    lines += [
        "4;Келечектен Келген;ж;2080;",
        "5;Белгисиз Жыныс;үй;1990;",
        f"6;{'а' * 10_000};м;1980;",
    ]
    people.write_text("\n".join(lines), "utf-8")
    refused = depter("-w", trainer, "import", "people", people)
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert "Nothing was imported" in refused.err
    assert "Row 5, Birth year: Write a year from 1900 to" in refused.out
    assert refused.out.count("\nRow ") + refused.out.startswith("Row ") >= 3
    assert people_of(depter, trainer) == []
    facts = depter("-w", trainer, "import", "people", people, "--json").facts
    assert facts["rows_refused"][0]["row"] == 5
    assert facts["rows_refused"][0]["field"] == "birth_year"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK\x03\x04no"), ("b.csv", b"1;2\n3;4")])
def test_a_file_that_is_no_list_is_said_so(
    depter: Depter, trainer: Path, name: str, content: bytes
) -> None:
    file = trainer.parent / name
    file.write_bytes(content)
    said = depter("-w", trainer, "import", "people", file)
    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert name in said.err


def test_a_classifier_brings_new_places_and_mends_known_ones(depter: Depter, trainer: Path) -> None:
    file = trainer.parent / "soate.csv"
    head = "Код;Уровень;Вышестоящий код;Аталышы кыргызча;Наименование на русском"
    rows = [
        "41705214600099;village;41705214000000;Сынак айылы;село Сынак",
        "41705214000000;raion;41705000000000;Баткен району;Баткенский р-н",
    ]
    file.write_text("\n".join([head, *rows]), "utf-8")
    look = depter("-w", trainer, "import", "territories", file, "--dry-run", "--json")
    assert look.code == 0, look.err
    done = depter("-w", trainer, "import", "territories", file, "--json")
    assert done.code == 0, done.err
    for answer in (look, done):
        assert (answer.facts["new"], answer.facts["updated"]) == (1, 1)
    again = depter("-w", trainer, "import", "territories", file, "--dry-run", "--json")
    assert (again.facts["new"], again.facts["updated"], len(again.facts["known"])) == (0, 0, 2)
    named = depter("--language", "ru", "-w", trainer, "table", "territory", "--labels")
    assert "село Сынак" in named.out
