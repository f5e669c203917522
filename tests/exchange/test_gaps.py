"""Who has sent what, and which packages are missing: by what is known, and by their numbers."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange import export, merge, own_card
from app.model.stamp import now_ms
from app.storage import Workspace
from app.storage.coverage import vector
from app.storage.questions.exchange import Sender, senders
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import put


@pytest.fixture
def trainer(notebook: Notebooks) -> Workspace:
    return notebook("Айгүл")


@pytest.fixture
def unit(notebook: Notebooks) -> Workspace:
    return notebook("Бермет", "unit")


def packages(trainer: Workspace, unit: Workspace, folder: Path, many: int) -> list[Path]:
    """Packages that each hold only what was written since the one before."""
    card, made = own_card(unit), []
    for number in range(1, many + 1):
        put(trainer, "person", surname=f"Асанова-{number}")
        made.append(export(trainer, [card], folder).path)
        knows = card.knows | {trainer.identity.device: max(vector(trainer.reader).values())}
        card = replace(card, knows=knows, created_at=f"2099-01-01T00:00:{number:02}Z")
    return made


def sender(workspace: Workspace, of: Workspace) -> Sender:
    [found] = [one for one in senders(workspace) if one.device == of.identity.device]
    return found


def test_a_package_that_did_not_come_is_named(
    trainer: Workspace, unit: Workspace, tmp_path: Path
) -> None:
    made = packages(trainer, unit, tmp_path, 9)
    merge(unit, made[:7] + made[8:])
    found = sender(unit, trainer)
    assert found.numbers == (1, 2, 3, 4, 5, 6, 7, 9)
    assert (found.missing, found.has_gap) == ((8,), True)
    merge(unit, [made[7]])
    found = sender(unit, trainer)
    assert (found.missing, found.has_gap) == ((), False)


def test_the_first_package_is_missed_too(
    trainer: Workspace, unit: Workspace, tmp_path: Path
) -> None:
    made = packages(trainer, unit, tmp_path, 3)
    merge(unit, made[2:])
    assert sender(unit, trainer).missing == (1, 2)


def test_a_package_for_somebody_else_is_not_missing(
    trainer: Workspace, unit: Workspace, notebook: Notebooks, tmp_path: Path
) -> None:
    other = notebook("Чолпон")
    put(trainer, "person", surname="Асанова")
    merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    export(trainer, [own_card(other)], tmp_path)
    put(trainer, "person", surname="Бекова")
    merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    found = sender(unit, trainer)
    assert (found.numbers, found.missing, found.has_gap) == ((1, 3), (), False)


def test_an_undone_package_is_missing(trainer: Workspace, unit: Workspace, tmp_path: Path) -> None:
    merge(unit, packages(trainer, unit, tmp_path, 3))
    [(second,)] = unit.reader.execute("SELECT hash FROM package WHERE number = 2")
    unit.undo_merge(second, "now")
    assert sender(unit, trainer).missing == (2,)


def test_quarantine_is_no_missing_package(
    trainer: Workspace, unit: Workspace, notebook: Notebooks, tmp_path: Path
) -> None:
    export(trainer, [own_card(notebook("Чолпон"))], tmp_path)
    bad = put(trainer, "person", surname="Бекова")
    spoil = "UPDATE person SET birth_year = 'кийин' WHERE id = ?"
    trainer.change(lambda connection: connection.execute(spoil, (bad,)))
    put(trainer, "person", surname="Асанова")
    merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    found = sender(unit, trainer)
    assert (found.numbers, found.missing) == ((2,), ())
    assert (found.quarantined, found.has_gap) == (1, True)


def test_what_is_missing_of_somebody_never_met_is_seen(
    trainer: Workspace, unit: Workspace, notebook: Notebooks, tmp_path: Path
) -> None:
    coordinator = notebook("Нурлан", "coordinator")
    made = packages(trainer, unit, tmp_path, 2)
    merge(unit, made[1:])
    merge(coordinator, [export(unit, [own_card(coordinator)], tmp_path).path])
    found = sender(coordinator, trainer)
    assert (found.numbers, found.has_gap) == ((), True)


def test_a_clock_that_runs_ahead_is_said_with_its_owner(
    trainer: Workspace, unit: Workspace, tmp_path: Path
) -> None:
    trainer.clock._wall_ms = lambda: now_ms() + 30 * 24 * 3600 * 1000
    put(trainer, "person", surname="Асанова")
    merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    assert sender(unit, trainer).days_ahead == 30
