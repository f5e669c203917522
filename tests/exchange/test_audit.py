"""What was done to a notebook is written down in a chain that nobody changes unseen."""

import json
from pathlib import Path

import pytest

from app.actions.conflicts import settle_by_time
from app.actions.redaction import redact_person
from app.exchange import export, look, merge, own_card, redo, undo
from app.storage import Profile, Workspace, create_workspace, open_workspace
from app.storage.audit import AuditEntry, broken_at, entries, note, unaccounted
from app.storage.doctor import examine
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, CHEAP, hold_event, put


@pytest.fixture
def pair(notebook: Notebooks) -> tuple[Workspace, Workspace]:
    return notebook("Айгүл"), notebook("Бермет", "unit")


def account(workspace: Workspace) -> list[AuditEntry]:
    return list(entries(workspace.reader))


def what(workspace: Workspace) -> list[str]:
    return [entry.what for entry in account(workspace)]


def give(giver: Workspace, taker: Workspace, folder: Path) -> Path:
    path = export(giver, [own_card(taker)], folder).path
    (outcome,) = merge(taker, [path])
    assert outcome.refusal is None
    return path


def harm(workspace: Workspace, statement: str) -> None:
    workspace.change(lambda connection: connection.execute(statement))


def test_taking_in_undoing_and_giving_are_written_down(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    path = give(trainer, unit, tmp_path)
    undo(unit, path.name)
    redo(unit, path.name)
    assert what(trainer) == ["begin", "export"]
    assert what(unit) == ["begin", "merge", "undo", "merge"]
    merged = account(unit)[1].facts
    assert (merged["number"], merged["device"]) == (1, trainer.identity.device.hex())
    assert merged["new"] > 3
    assert account(trainer)[1].facts["receivers"] == [unit.identity.device.hex()]
    assert examine(unit) == examine(trainer) == []


def test_what_changes_nothing_is_not_written_down(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    trainer, unit = pair
    path = export(trainer, [own_card(unit)], tmp_path).path
    look(unit, [path])
    assert what(unit) == ["begin"]
    for _ in range(3):
        merge(unit, [path])
    broken = tmp_path / "broken.depter"
    broken.write_bytes(path.read_bytes()[:-1])
    merge(unit, [broken])
    assert what(unit) == ["begin", "merge"]


def test_settling_many_at_once_and_forgetting_are_written_down_without_names(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    trainer, unit = pair
    people = [put(trainer, "person", surname="Асанова", name="Айгүл") for _ in range(2)]
    give(trainer, unit, tmp_path)
    for person in people:
        put(trainer, "person", person, note="мурда")
        put(unit, "person", person, note="кийин")
    give(trainer, unit, tmp_path)
    settle_by_time(unit)
    redact_person(unit, people[0])
    assert what(unit)[-2:] == ["settle", "redact"]
    assert account(unit)[-2].facts == {"fields": 2, "rule": "last"}
    told = json.dumps([[entry.what, dict(entry.facts)] for entry in account(unit)])
    for word in ("Асанова", "Айгүл", "мурда", "кийин", people[0].hex()):
        assert word not in told
    assert json.loads(told) == [[entry.what, dict(entry.facts)] for entry in account(unit)]


def test_the_account_is_a_notebook_s_own_and_no_part_of_the_digest(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    give(trainer, unit, tmp_path)
    before = unit.digest()
    unit.change(lambda connection: note(connection, "export", {"package": "x"}))
    assert unit.digest() == before


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE audit SET facts = replace(facts, 'new', 'old') WHERE no = 2", 2),
        ("UPDATE audit SET facts = 'spoilt' WHERE no = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE no = 3", 3),
        ("UPDATE audit SET what = 'merge' WHERE no = 3", 3),
        ("DELETE FROM audit WHERE no = 2", 2),
        ("DELETE FROM audit WHERE no = 1", 1),
        ("UPDATE audit SET no = no + 1 WHERE no = 4", 4),
        ("INSERT INTO audit SELECT 5, at, what, facts, hash FROM audit WHERE no = 4", 5),
    ],
)
def test_every_change_of_the_account_is_seen(
    pair: tuple[Workspace, Workspace], tmp_path: Path, statement: str, at: int
) -> None:
    trainer, unit = pair
    path = give(trainer, unit, tmp_path)
    undo(unit, path.name)
    redo(unit, path.name)
    assert len(account(unit)) == 4
    assert broken_at(unit.reader) is None
    harm(unit, statement)
    assert broken_at(unit.reader) == at
    assert any(str(at) in str(found.values) for found in examine(unit))


def test_an_entry_taken_off_the_end_is_missed(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    trainer, unit = pair
    path = give(trainer, unit, tmp_path)
    undo(unit, path.name)
    for workspace in pair:
        harm(workspace, "DELETE FROM audit WHERE no = (SELECT max(no) FROM audit)")
        assert broken_at(workspace.reader) is None
        assert len(list(unaccounted(workspace.reader))) == 1
        assert len(examine(workspace)) == 1


def test_what_stood_there_before_the_account_began_is_not_missed(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer = notebook("Айгүл")
    profile = Profile(name="Бермет", role="unit", territory=BATKEN, language="ky")
    old = create_workspace(tmp_path / "old", "demo", profile, CHEAP).workspace
    first = give(trainer, old, tmp_path)
    harm(old, "DELETE FROM audit")  # as in a notebook of an older program
    assert examine(old) == []
    old.close()
    unit = open_workspace(old.folder, passphrase="demo")
    assert account(unit)[0].facts == {"packages": 1, "given": 0}
    put(trainer, "person", surname="Асанова")
    give(trainer, unit, tmp_path)
    undo(unit, first.name)
    assert what(unit) == ["begin", "merge", "undo"]
    assert examine(unit) == []
    unit.close()
