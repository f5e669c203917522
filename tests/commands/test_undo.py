"""undo, redo, conflicts and settle: what many notebooks make of one record."""

from pathlib import Path
from typing import Any

import pytest

from app.actions.records import save
from app.model import Remove, new_id
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter
from tests.commands.test_exchange import give


def change(folder: Path, person: bytes, **values: object) -> None:
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    save(workspace, "person", person, values)
    workspace.close()


def remove(folder: Path, person: bytes) -> None:
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    workspace.write([Remove("person", person)])
    workspace.close()


@pytest.fixture
def person(depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path) -> bytes:
    """Somebody both notebooks know."""
    made = new_id()
    change(trainer, made, surname="Ойдонова", birth_year=1979)
    depter("-w", coordinator, "merge", give(depter, trainer, coordinator, tmp_path / "0.depter"))
    return made


@pytest.fixture
def disputed(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, person: bytes
) -> bytes:
    """The same person, after each side changed her without knowing of the other."""
    change(coordinator, person, birth_year=1980, village="Ак-Татыр")
    change(trainer, person, birth_year=1997, village="Кара-Бак")
    depter("-w", coordinator, "merge", give(depter, trainer, coordinator, tmp_path / "1.depter"))
    return person


def listed(depter: Depter, folder: Path) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = depter("-w", folder, "conflicts", "--json").facts
    return facts


def digest(depter: Depter, folder: Path) -> str:
    return depter("-w", folder, "digest").out


def test_conflicts_say_both_values_and_who(
    depter: Depter, coordinator: Path, disputed: bytes
) -> None:
    found = listed(depter, coordinator)
    assert [one["field"] for one in found] == ["birth_year", "village"]
    assert found[0]["id"] == disputed.hex()
    assert found[0]["before"] == 1979
    assert [(said["value"], said["who"]) for said in found[0]["values"]] == [
        (1980, "Токтоев Нурлан"),
        (1997, "Асанова Бегимай"),
    ]
    said = depter("-w", coordinator, "conflicts").out
    assert "Ак-Татыр: Токтоев Нурлан" in said
    assert "2 fields are in conflict." in said


def test_a_value_is_settled_and_the_settlement_travels(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, disputed: bytes
) -> None:
    words = ("-w", coordinator, "settle", "person", disputed.hex(), "birth_year", "--value")
    said = depter(*words, "1985", "--json")
    assert said.facts == {"settled": 1, "left": 1}
    assert [one["field"] for one in listed(depter, coordinator)] == ["village"]
    depter("-w", trainer, "merge", give(depter, coordinator, trainer, tmp_path / "b.depter"))
    assert [one["field"] for one in listed(depter, trainer)] == ["village"]
    table = depter("-w", trainer, "table", "person", "--as", "json").facts
    assert table[0]["birth_year"] == 1985
    again = depter(*words, "1985")
    assert (again.code, again.err) == (1, "This field is not in conflict. Nothing was changed.\n")


def test_a_device_is_believed(depter: Depter, coordinator: Path, disputed: bytes) -> None:
    said = listed(depter, coordinator)[0]["values"]
    words = ("-w", coordinator, "settle", "person", disputed.hex(), "birth_year", "--from")
    assert "said nothing" in depter(*words, "00" * 8).err
    assert depter(*words, said[0]["device"]).code == 0
    table = depter("-w", coordinator, "table", "person", "--as", "json").facts
    assert table[0]["birth_year"] == 1980


@pytest.mark.parametrize("is_latest", [True, False])
def test_a_rule_settles_all(
    depter: Depter, coordinator: Path, disputed: bytes, is_latest: bool
) -> None:
    device = listed(depter, coordinator)[0]["values"][0]["device"]
    rule = ("--latest",) if is_latest else ("--from", device)
    assert depter("-w", coordinator, "settle", "--all", *rule, "--json").facts["settled"] == 2
    assert listed(depter, coordinator) == []
    [row] = depter("-w", coordinator, "table", "person", "--as", "json").facts
    assert (row["birth_year"], row["village"]) == (
        (1997, "Кара-Бак") if is_latest else (1980, "Ак-Татыр")
    )


def test_edit_against_deletion_waits_and_keeps_the_edit(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, person: bytes
) -> None:
    remove(trainer, person)
    change(coordinator, person, village="Ак-Татыр")
    depter("-w", coordinator, "merge", give(depter, trainer, coordinator, tmp_path / "1.depter"))
    [one] = listed(depter, coordinator)
    assert one["field"] == "_deleted"
    assert depter("-w", coordinator, "table", "person", "--as", "json").facts
    words = ("-w", coordinator, "settle", "person", person.hex(), "_deleted", "--value")
    assert depter(*words, "perhaps").code == 1
    assert depter(*words, "yes").code == 0
    assert depter("-w", coordinator, "table", "person", "--as", "json").facts == []


@pytest.mark.parametrize(
    "words",
    [
        ("--all",),
        ("--all", "--value", "1"),
        ("--latest",),
        ("person", "00", "birth_year"),
        ("person", "00", "birth_year", "--latest", "--value", "2"),
        ("--all", "person", "00", "birth_year", "--latest"),
    ],
)
def test_settle_needs_to_know_what_and_how(
    depter: Depter, coordinator: Path, words: tuple[str, ...]
) -> None:
    said = depter("-w", coordinator, "settle", *words)
    assert (said.code, len(said.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("person", "xyz", "birth_year", "--latest"),
        ("person", "00", "birth_year", "--latest"),
        ("person", "00" * 16, "nonsense", "--latest"),
    ],
)
def test_what_is_not_in_conflict_is_said_so(
    depter: Depter, coordinator: Path, words: tuple[str, ...]
) -> None:
    said = depter("-w", coordinator, "settle", *words)
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def test_undo_brings_the_digest_back_and_redo_the_later_one(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, person: bytes
) -> None:
    before = digest(depter, coordinator)
    change(trainer, person, village="Кара-Бак")
    package = give(depter, trainer, coordinator, tmp_path / "1.depter")
    look = depter("-w", coordinator, "merge", "--dry-run", "--json", package).facts["files"][0]
    [record] = [one for one in look["records"] if one["type"] == "person"]
    assert record["fields"][0] == {
        "field": "village", "before": "", "after": "Кара-Бак", "is_conflict": False,
    }  # fmt: skip
    depter("-w", coordinator, "merge", package)
    after = digest(depter, coordinator)
    assert after != before
    package.unlink()
    assert "dry run" in depter("-w", coordinator, "undo", "1.depter", "--dry-run").out
    assert digest(depter, coordinator) == after
    undone = depter("-w", coordinator, "undo", "1.depter", "--json").facts
    assert undone["depends"] == {}
    assert digest(depter, coordinator) == before == undone["digest"] + "\n"
    assert depter("-w", coordinator, "undo", "1.depter").code == 1
    assert depter("-w", coordinator, "redo", undone["hash"][:10]).code == 0
    assert digest(depter, coordinator) == after


def test_what_hangs_on_a_package_is_said(depter: Depter, coordinator: Path, person: bytes) -> None:
    change(coordinator, person, village="Ак-Татыр")
    said = depter("-w", coordinator, "undo", "0.depter")
    assert "waiting until the package comes again" in said.out
    assert "People: 1" in said.out
    assert "was taken back" in said.out
    assert depter("-w", coordinator, "redo", "0.depter").code == 0
    table = depter("-w", coordinator, "table", "person", "--as", "json").facts
    assert table[0]["village"] == "Ак-Татыр"
