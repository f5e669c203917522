"""quarantine: what could not be read, said in lines and in JSON, and tried again."""

from pathlib import Path

import pytest

from app.exchange import unpacking
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter
from tests.commands.test_exchange import add_people, give


@pytest.fixture
def package(depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path) -> Path:
    """A package in which the note of one of two people is longer than is read."""
    add_people(trainer, "Үсөнова", "Бекова")
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    spoil = "UPDATE person SET note = ? WHERE surname = 'Бекова'"
    workspace.change(lambda connection: connection.execute(spoil, ("ы" * 700_000,)))
    workspace.close()
    return give(depter, trainer, coordinator, tmp_path / "p.depter")


def test_what_waits_is_said_and_goes_in_when_it_can_be_read(
    depter: Depter, coordinator: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert depter("-w", coordinator, "quarantine").out == "Nothing is in quarantine.\n"
    taken = depter("-w", coordinator, "merge", package)
    assert taken.code == 0
    assert "1 record cannot be read and waits" in taken.out
    said = depter("-w", coordinator, "quarantine").out
    assert "Асанова Бегимай, package 1: The record is longer than allowed." in said
    again = depter("-w", coordinator, "quarantine", "--retry", "--json").facts
    assert (again["released"], len(again["waiting"])) == (0, 1)
    assert again["waiting"][0]["type"] == "person"
    monkeypatch.setattr(unpacking, "LINE_LIMIT", 4 * 1024 * 1024)
    assert "1 record went in." in depter("-w", coordinator, "quarantine", "--retry").out
    known = depter("-w", coordinator, "table", "person", "--as", "json").facts
    assert {one["surname"] for one in known} == {"Үсөнова", "Бекова"}


def test_a_merge_counts_what_waits_in_json(
    depter: Depter, coordinator: Path, package: Path
) -> None:
    [taken] = depter("-w", coordinator, "merge", package, "--json").facts["files"]
    assert (taken["new"], taken["quarantined"]) == (2, 1)
