"""A copied notebook writes under a name of its own; one found out too late loses nothing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.exchange import Outcome, export, merge, own_card
from app.exchange.copies import CopyOfSender, CopyOfThis
from app.model import Person
from app.storage import Profile, Workspace, create_workspace, open_workspace
from app.storage.alarms import NEW_DEVICE
from app.storage.coverage import vector
from app.storage.doctor import examine
from app.storage.identity import Arrival
from app.storage.questions.alarms import alarms
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, CHEAP, put

Elsewhere = Callable[[str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notebook with one person, closed."""
    profile = Profile(name="Айгүл", role="trainer", territory=BATKEN, language="ky")
    workspace = create_workspace(tmp_path / "stick", "demo", profile, CHEAP).workspace
    put(workspace, "person", surname="Асанова")
    workspace.close()
    return workspace.folder


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(folder, passphrase="demo")
    try:
        yield workspace
    finally:
        workspace.close()


def device(folder: Path) -> bytes:
    """The device it writes as when it is opened now."""
    with opened(folder) as workspace:
        return workspace.identity.device


def surnames(workspace: Workspace) -> set[str]:
    return {person.surname for person in workspace.find(Person)}


def give(giver: Workspace, taker: Workspace, folder: Path) -> Outcome:
    (outcome,) = merge(taker, [export(giver, [own_card(taker)], folder).path])
    assert outcome.refusal is None, outcome.refusal
    return outcome


def copy_of(folder: Path, name: str) -> Path:
    return shutil.copytree(folder, folder.with_name(name), ignore=shutil.ignore_patterns("*.lock"))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """Sits down at another computer, which has settings of its own."""

    def sit_down(name: str) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / name))

    return sit_down


def test_a_notebook_stays_the_same_device_here(folder: Path) -> None:
    assert len({device(folder) for _ in range(4)}) == 1
    moved = folder.rename(folder.with_name("moved"))
    assert len({device(moved) for _ in range(2)}) == 1
    with opened(moved) as workspace:
        assert workspace.arrival is None


def test_of_two_copies_the_one_opened_second_is_another_device(folder: Path) -> None:
    copy = copy_of(folder, "copy")
    first = device(folder)
    with opened(copy) as workspace:
        assert workspace.arrival is Arrival.COPIED
        assert [one.kind for one in alarms(workspace)] == [NEW_DEVICE]
        second = workspace.identity.device
        assert surnames(workspace) == {"Асанова"}
        assert examine(workspace) == []
    assert first != second
    assert (device(folder), device(copy)) == (first, second)


def test_a_notebook_on_a_stick_has_one_device_for_each_computer(
    folder: Path, elsewhere: Elsewhere
) -> None:
    seen = []
    for place in ("home", "office", "home", "office", "home"):
        elsewhere(place)
        seen.append(device(folder))
    assert seen[0] == seen[2] == seen[4]
    assert seen[1] == seen[3]
    assert len(set(seen)) == 2


def test_another_account_or_lost_settings_are_no_alarm(
    folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """A device each, so that none is used twice; but nobody is told of a copy."""
    first = device(folder)
    elsewhere("another account")
    with opened(folder) as workspace:
        assert workspace.arrival is Arrival.OTHER_SETTINGS
        assert alarms(workspace) == []
        second = workspace.identity.device
        assert examine(workspace) == []
    elsewhere("lost")
    assert device(folder) not in {first, second}
    elsewhere("another account")
    with opened(folder) as workspace:
        assert (workspace.arrival, workspace.identity.device) == (None, second)


def test_a_copy_is_one_for_every_account(folder: Path, elsewhere: Elsewhere) -> None:
    copy = copy_of(folder, "copy")
    elsewhere("another account")
    for each in (folder, copy):
        with opened(each) as workspace:
            is_original = each == folder
            arrived = Arrival.OTHER_SETTINGS if is_original else Arrival.COPIED
            assert workspace.arrival is arrived
            assert len(alarms(workspace)) == (0 if is_original else 1)


def test_settings_that_knew_the_notebook_once_do_not_take_an_older_state_for_it(
    folder: Path, tmp_path: Path
) -> None:
    """The very files, put back to what they were: another sign, and it is said."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    first = device(folder)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    with opened(folder) as workspace:
        assert workspace.arrival is Arrival.COPIED
        assert workspace.identity.device != first


def test_an_older_backup_goes_on_as_another_device(folder: Path) -> None:
    backup = copy_of(folder, "backup")
    with opened(folder) as workspace:
        before = workspace.identity.device
        put(workspace, "person", surname="Бекова")
    shutil.rmtree(folder)
    backup.rename(folder)
    assert device(folder) != before


def test_both_copies_meet_without_a_loss(folder: Path, notebook: Notebooks, tmp_path: Path) -> None:
    unit = notebook("Бермет", "unit")
    copy = copy_of(folder, "copy")
    with opened(folder) as one, opened(copy) as other:
        put(one, "person", surname="Бекова")
        put(other, "person", surname="Сатарова")
        give(one, unit, tmp_path)
        give(other, unit, tmp_path)
        assert surnames(unit) == {"Асанова", "Бекова", "Сатарова"}
        give(one, other, tmp_path)
        give(other, one, tmp_path)
        assert one.digest() == other.digest() == unit.digest()
        assert examine(one) == examine(other) == []


def test_what_was_sealed_for_the_notebook_opens_in_its_copy(
    folder: Path, notebook: Notebooks, tmp_path: Path
) -> None:
    unit = notebook("Бермет", "unit")
    put(unit, "person", surname="Бекова")
    with opened(folder) as one:
        path = export(unit, [own_card(one)], tmp_path).path
    copy = copy_of(folder, "copy")
    device(folder)
    with opened(copy) as other:
        assert merge(other, [path])[0].refusal is None


def test_what_an_earlier_device_wrote_stays_known_after_an_undo(
    folder: Path, notebook: Notebooks, tmp_path: Path
) -> None:
    unit = notebook("Бермет", "unit")
    put(unit, "person", surname="Бекова")
    first = device(folder)
    copy = copy_of(folder, "copy")
    device(folder)
    with opened(copy) as other:
        give(unit, other, tmp_path)
        before = vector(other.reader)[first]
        [(package,)] = other.reader.execute("SELECT hash FROM package")
        other.undo_merge(package, "now")
        assert vector(other.reader)[first] == before


@pytest.fixture
def twins(folder: Path, elsewhere: Elsewhere, tmp_path: Path) -> Iterator[list[Workspace]]:
    """A whole computer that was copied, with its settings: two notebooks of one device."""
    elsewhere("one")
    device(folder)
    copy = copy_of(folder, "copy")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    with opened(folder) as one:
        elsewhere("two")
        with opened(copy) as other:
            assert one.identity.device == other.identity.device
            put(one, "person", surname="Бекова")
            put(other, "person", surname="Сатарова")
            yield [one, other]


def test_a_third_one_hears_of_twins_and_keeps_both(
    twins: list[Workspace], notebook: Notebooks, tmp_path: Path
) -> None:
    unit = notebook("Бермет", "unit")
    one, other = twins
    card = own_card(unit)
    first = export(one, [card], tmp_path / "1.depter").path
    second = export(other, [card], tmp_path / "2.depter").path
    assert merge(unit, [first])[0].alarm is None
    [outcome] = merge(unit, [second])
    assert isinstance(outcome.alarm, CopyOfSender)
    assert surnames(unit) == {"Асанова", "Бекова", "Сатарова"}
    assert one.identity.device not in vector(unit.reader)


def test_twins_part_at_their_first_contact_and_lose_nothing(
    twins: list[Workspace], tmp_path: Path
) -> None:
    one, other = twins
    before = one.identity.device
    path = export(other, [own_card(one)], tmp_path).path
    [outcome] = merge(one, [path])
    assert isinstance(outcome.alarm, CopyOfThis)
    assert one.identity.device != before
    assert surnames(one) == {"Асанова", "Бекова", "Сатарова"}
    put(one, "person", surname="Токтоева")
    give(one, other, tmp_path)
    assert surnames(other) == surnames(one)
    assert one.digest() == other.digest()
    assert examine(one) == examine(other) == []


def test_a_package_that_does_not_follow_from_the_one_before_it_is_an_alarm(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    give(trainer, unit, tmp_path)
    put(trainer, "person", surname="Асанова")
    trainer.change(lambda connection: connection.execute("UPDATE given SET hash = ?", ("0" * 64,)))
    outcome = give(trainer, unit, tmp_path)
    assert isinstance(outcome.alarm, CopyOfSender)
    assert outcome.counts.new == 1, "what both wrote is kept"


def test_packages_that_come_in_any_order_follow_from_each_other(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    paths = []
    for number in range(4):
        put(trainer, "person", surname=f"Асанова-{number}")
        paths.append(export(trainer, [own_card(unit)], tmp_path).path)
    outcomes = merge(unit, [paths[2], paths[0], paths[3], paths[1]])
    assert [outcome.alarm for outcome in outcomes] == [None] * 4
