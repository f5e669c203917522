"""`depter datapackage`: open data without names unless there is a reason."""

from pathlib import Path

import pytest

from app.actions.people import give_consent, withdraw_consent
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter
from tests.reports.data_packages import described, read_package


@pytest.fixture
def filled(depter: Depter, trainer: Path, people: Path) -> Path:
    """A notebook with three invented people."""
    depter("-w", trainer, "import", "people", people)
    return trainer


def test_a_package_is_without_names_and_says_so(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    place = tmp_path / "open.zip"
    said = depter("-w", filled, "datapackage", "--to", place, "--licence", "cc-by-4.0", "--json")
    assert said.facts["edition"] == "open"
    assert said.facts["rows"]["person"] == 3
    tables = read_package(place)
    assert "Үсөнова" not in str(tables)
    assert "consent" not in tables
    package = described(place)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Without names" in package["description@en"]


def test_everything_takes_a_reason_that_is_kept(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    place = tmp_path / "all"
    refused = depter("-w", filled, "datapackage", "--full", "--to", place)
    assert (refused.code, place.exists()) == (2, False)
    said = depter("-w", filled, "datapackage", "person", "--full", "--reason", "сот", "--to", place)
    assert said.code == 0
    read = read_package(place)
    assert {one["surname"] for one in read["person"]} == {"Үсөнова", "Маматов", "Бекова"}
    table = depter("-w", filled, "table", "person", "--as", "json", "--full", "--reason", "x").facts
    assert [one["id"] for one in table] == [one["id"] for one in read["person"]]
    entries = depter("-w", filled, "audit", "--json").facts["entries"]
    facts = next(one["facts"] for one in entries if one["what"] == "tables")
    assert (facts["reason"], facts["edition"], facts["rows"]) == ("сот", "full", {"person": 3})


def test_who_took_her_consent_back_is_in_no_later_package(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    depter("-w", filled, "datapackage", "--to", before)
    workspace = open_workspace(filled, passphrase=PASSPHRASE)
    person = workspace.reader.execute("SELECT id FROM person LIMIT 1").fetchone()[0]
    give_consent(workspace, person, {"scope": ("data",)})
    withdraw_consent(workspace, person)
    workspace.close()
    depter("-w", filled, "datapackage", "--to", after)
    assert [len(read_package(place)["person"]) for place in (before, after)] == [3, 2]


def test_what_is_there_stays_and_that_is_said_in_one_line(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("x")
    said = depter("-w", filled, "datapackage", "--to", tmp_path / "p")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["mine.txt"]


def test_types_that_tell_of_single_people_are_refused(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    said = depter("-w", filled, "datapackage", "consent", "--to", tmp_path / "p")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "p").exists()
