"""A round at a carrier: what others lack goes, what they sent comes, and nothing is deleted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange import export, own_card, remember
from app.exchange.carriers.folder import SAFE_TO_REMOVE
from app.exchange.refusals import PackageDamaged, PackageForeign
from app.exchange.sync import Synced, at_carrier, sync
from app.model import Person
from app.storage import Workspace, create_workspace
from tests.exchange.carriers.conftest import Place
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import CHEAP, be_heavy, hold_event, put


def meet(*workspaces: Workspace) -> None:
    for one in workspaces:
        for other in workspaces:
            if one is not other:
                remember(one, own_card(other))


def round_at(workspace: Workspace, place: Place, **options: bool) -> Synced:
    with at_carrier(workspace, place.address, place.password) as carrier:
        answer = sync(workspace, carrier, **options)
    assert answer.trouble is None, answer.trouble
    assert answer.is_whole
    return answer


def people(workspace: Workspace) -> int:
    return len(workspace.find(Person))


def test_two_notebooks_become_one_by_way_of_any_carrier(place: Place, notebook: Notebooks) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    sent = round_at(trainer, place)
    assert [one.receivers for one in sent.sent] == [("Бермет",)]
    taken = round_at(unit, place)
    assert [outcome.refusal for outcome in taken.received] == [None]
    assert people(unit) == 3
    round_at(trainer, place)
    assert trainer.digest() == unit.digest()


def test_with_nothing_new_nothing_goes_and_nothing_comes(place: Place, notebook: Notebooks) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    for each in (trainer, unit, trainer, unit):
        round_at(each, place)
    for each in (trainer, unit):
        again = round_at(each, place)
        assert (list(again.sent), list(again.received), list(again.left)) == ([], [], [])


def test_only_what_is_new_goes_the_next_time(webdav: Place, notebook: Notebooks) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Биринчи", people=30)
    for each in (trainer, unit, trainer):
        first = round_at(each, webdav)
    assert first.received
    put(trainer, "person", surname="Асанова", name="Чолпон")
    (sent,) = round_at(trainer, webdav).sent
    (outcome,) = round_at(unit, webdav).received
    assert (outcome.counts.new, outcome.counts.identical) == (1, 0)
    assert sent.size < 4_000


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    place: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    would = round_at(trainer, place, is_dry_run=True)
    assert [one.receivers for one in would.sent] == [("Бермет",)]
    with place.open() as carrier:
        assert list(carrier.list()) == []
    round_at(trainer, place)
    before = unit.digest()
    looked = round_at(unit, place, is_dry_run=True)
    assert looked.received[0].counts.new > 0
    assert unit.digest() == before
    assert round_at(unit, place).received[0].counts == looked.received[0].counts


def test_a_place_that_was_emptied_or_changed_deletes_nothing(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    for each in (trainer, unit):
        round_at(each, webdav)
    folder = webdav.folder
    assert folder is not None
    for path in folder.glob("*.depter"):
        path.unlink()
    before = unit.digest(), people(trainer), people(unit)
    round_at(unit, webdav)
    again = round_at(trainer, webdav)
    assert (unit.digest(), people(trainer), people(unit)) == before
    assert len(again.received) == 1, "what the unit put there anew"
    round_at(unit, webdav)
    assert people(unit) == 3


def test_another_stick_at_the_same_place_gets_what_is_lacking(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    assert len(round_at(trainer, webdav).sent) == 1
    assert webdav.folder is not None
    for path in webdav.folder.glob("*.depter"):
        path.rename(path.with_suffix(".elsewhere"))
    assert len(round_at(trainer, webdav).sent) == 1


def test_packages_for_others_are_listed_and_left_alone(place: Place, notebook: Notebooks) -> None:
    trainer, unit, stranger = notebook("Айгүл"), notebook("Бермет", "unit"), notebook("Нурлан")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    round_at(trainer, place)
    for _ in range(2):
        seen = round_at(stranger, place)
        assert (list(seen.sent), list(seen.received)) == ([], [])
        assert len(seen.left) == 1
    assert people(stranger) == 0


def test_anyone_may_carry_what_they_cannot_read(
    place: Place, webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit, driver = notebook("Айгүл"), notebook("Бермет", "unit"), notebook("Нурлан")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    round_at(trainer, place)
    assert len(round_at(driver, place, relay=True).fetched) == 1
    (carried,) = round_at(driver, webdav, relay=True).sent
    assert carried.is_relayed
    assert people(driver) == 0
    round_at(unit, webdav)
    assert people(unit) == 3
    assert [one for one in round_at(driver, webdav, relay=True).sent if one.is_relayed] == []


def test_a_package_copied_onto_the_stick_by_hand_is_taken_in(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    assert webdav.folder is not None
    export(trainer, [own_card(unit)], webdav.folder / "Айгүлдөн.depter")
    (outcome,) = round_at(unit, webdav).received
    assert (outcome.refusal, outcome.is_first) == (None, True)
    assert list(round_at(unit, webdav).received) == []


def test_a_damaged_package_is_said_once_and_costs_nothing_else(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    folder = webdav.folder
    assert folder is not None
    good = export(trainer, [own_card(unit)], folder).path
    bad = bytearray(good.read_bytes())
    bad[-40] ^= 1
    (folder / "bad.depter").write_bytes(bad)
    (folder / "cut.depter").write_bytes(bad[:-100])
    (folder / "foreign.depter").write_bytes(b"hello\n")
    (folder / "empty.depter").write_bytes(b"")
    outcomes = {one.path.name: one for one in round_at(unit, webdav).received}
    assert isinstance(outcomes["bad.depter"].refusal, PackageDamaged)
    assert [name for name, one in outcomes.items() if one.refusal is None] == [good.name]
    assert len(outcomes) == 5
    assert people(unit) == 3
    assert list(round_at(unit, webdav).received) == []


def test_what_is_known_of_a_place_is_kept_in_the_notebook_alone(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer = notebook("Айгүл")
    with at_carrier(trainer, webdav.address, webdav.password, keep_password=True) as carrier:
        sync(trainer, carrier)
    with at_carrier(trainer, webdav.address) as carrier:
        assert list(carrier.list()) == []
    secret = str(webdav.password).encode()
    for path in trainer.folder.rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()
    (known,) = json.loads(trainer.setting("carriers"))
    assert (known["address"], bool(known["last_at"])) == (webdav.address, True)


def test_a_stick_is_said_to_be_safe_only_at_the_end(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    stick = tmp_path / "stick"
    stick.mkdir()
    with at_carrier(trainer, str(stick)) as carrier:
        assert sync(trainer, carrier).rest == SAFE_TO_REMOVE
        assert sync(trainer, carrier, cancelled=lambda: True).rest in {"", SAFE_TO_REMOVE}
    assert [path.name for path in stick.iterdir() if path.suffix != ".depter"] == []


def test_stopping_keeps_what_was_done_and_the_rest_goes_the_next_time(
    remote: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    asked = iter([False, True])
    with at_carrier(trainer, remote.address, remote.password) as carrier:
        stopped = sync(trainer, carrier, cancelled=lambda: next(asked, True))
        assert (stopped.is_whole, list(stopped.sent)) == (False, [])
        assert list(carrier.list()) == []
    number = trainer.reader.execute("SELECT max(number) FROM given").fetchone()[0]
    (sent,) = round_at(trainer, remote).sent
    assert sent.name.split("-")[1] == f"{number:04d}", "no number is lost: that would be a gap"


@pytest.mark.parametrize("role", ["unit", "coordinator"])
def test_each_one_below_gets_a_package_of_their_own(
    webdav: Place, notebook: Notebooks, role: str
) -> None:
    above, trainers = notebook("Бермет", role), [notebook("Айгүл"), notebook("Нурлан")]
    for trainer in trainers:
        meet(above, trainer)
    hold_event(above, "Тренинг")
    sent = round_at(above, webdav).sent
    assert sorted(one.receivers for one in sent) == [("Айгүл",), ("Нурлан",)]


def test_stopping_in_the_middle_of_a_package_leaves_nothing_that_counts(
    place: Place, notebook: Notebooks
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    meet(trainer, unit)
    hold_event(trainer, "Тренинг")
    be_heavy(trainer, 3_000_000)
    moving: list[str] = []
    with at_carrier(trainer, place.address, place.password) as carrier:
        stopped = sync(
            trainer, carrier, lambda stage, _done, _all: moving.append(stage),
            lambda: "send" in moving,
        )  # fmt: skip
    assert not stopped.is_whole
    if place.server.kind != "letters":
        with place.open() as carrier:
            assert list(carrier.list()) == []
    round_at(trainer, place)
    moving.clear()
    with at_carrier(unit, place.address, place.password) as carrier:
        stopped = sync(
            unit, carrier, lambda stage, _done, _all: moving.append(stage),
            lambda: moving.count("fetch") > 2,
        )  # fmt: skip
    if place.server.kind != "letters":
        assert (list(stopped.received), people(unit)) == ([], 0)
    round_at(unit, place)
    assert people(unit) == 3


def test_a_film_called_a_package_is_not_fetched(webdav: Place, notebook: Notebooks) -> None:
    assert webdav.folder is not None
    with (webdav.folder / "film.depter").open("wb") as film:
        film.truncate(200_000_000)
    moved: list[int] = []
    unit = notebook("Бермет", "unit")
    with at_carrier(unit, webdav.address, webdav.password) as carrier:
        done = sync(unit, carrier, lambda _stage, at, _all: moved.append(at))
    assert [type(one.refusal) for one in done.received] == [PackageForeign]
    assert max(moved) < 5_000_000
    assert list(round_at(unit, webdav).received) == []


def test_those_beside_get_something_only_when_they_are_named(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, other = notebook("Айгүл"), notebook("Нурлан")
    meet(trainer, other)
    hold_event(trainer, "Тренинг")
    done = round_at(trainer, webdav)
    assert (list(done.sent), done.beside) == ([], ("Нурлан",))
    with at_carrier(trainer, webdav.address, webdav.password) as carrier:
        (sent,) = sync(trainer, carrier, receivers=[own_card(other)]).sent
    assert sent.receivers == ("Нурлан",)


def test_a_second_machine_of_the_same_person_gets_everything(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    one = notebook("Айгүл")
    profile = replace(one.profile, machine="ноутбук")
    two = create_workspace(tmp_path / "two", "demo", profile, CHEAP).workspace
    meet(one, two)
    hold_event(one, "Тренинг")
    round_at(one, webdav)
    round_at(two, webdav)
    assert people(two) == 3
    two.close()
