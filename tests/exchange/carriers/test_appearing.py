"""Places that are synchronised by themselves: found when they appear, and only then."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange.carriers import (
    KnownCarrier,
    Lookout,
    forget_carrier,
    known_carrier,
    synchronise_by_itself,
)
from app.exchange.carriers.known import keep_carrier
from app.exchange.sync import at_carrier, sync
from app.storage import Workspace
from tests.exchange.carriers.conftest import Place
from tests.exchange.conftest import Notebooks
from tests.journeys.processes import small_disk


@pytest.fixture
def trainer(notebook: Notebooks) -> Workspace:
    return notebook("Айгүл")


def addresses(found: list[KnownCarrier]) -> list[str]:
    return [each.address for each in found]


def test_a_stick_appears_once_when_it_is_put_in_and_again_after_it_was_out(
    trainer: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    synchronise_by_itself(trainer, str(stick), is_wanted=True)
    lookout = Lookout(trainer)
    assert lookout.appeared() == []
    stick.mkdir()
    assert addresses(lookout.appeared()) == [str(stick)]
    assert lookout.appeared() == []
    stick.rmdir()
    assert lookout.appeared() == []
    stick.mkdir()
    assert addresses(lookout.appeared()) == [str(stick)]
    lookout.look_again(str(stick))
    assert addresses(lookout.appeared()) == [str(stick)]


def test_only_places_the_user_wants_so_are_looked_for(trainer: Workspace, tmp_path: Path) -> None:
    with at_carrier(trainer, str(tmp_path)) as carrier:
        sync(trainer, carrier)
    lookout = Lookout(trainer)
    assert lookout.appeared() == []
    synchronise_by_itself(trainer, str(tmp_path), is_wanted=True)
    assert addresses(lookout.appeared()) == [str(tmp_path)]
    synchronise_by_itself(trainer, str(tmp_path), is_wanted=False)
    assert Lookout(trainer).appeared() == []
    forget_carrier(trainer, str(tmp_path))
    assert Lookout(trainer).appeared() == []


def test_a_round_keeps_what_the_user_wanted(trainer: Workspace, tmp_path: Path) -> None:
    synchronise_by_itself(trainer, str(tmp_path), is_wanted=True)
    with at_carrier(trainer, str(tmp_path)) as carrier:
        sync(trainer, carrier)
    known = known_carrier(trainer, str(tmp_path))
    assert (known.is_automatic, known.last_at != "") == (True, True)


def test_the_empty_folder_a_stick_leaves_behind_is_not_the_stick(
    trainer: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    with small_disk(place, "1m"), at_carrier(trainer, str(place)) as carrier:
        sync(trainer, carrier)
        synchronise_by_itself(trainer, str(place), is_wanted=True)
    assert known_carrier(trainer, str(place)).is_elsewhere
    assert place.is_dir()
    assert Lookout(trainer).appeared() == []


def test_a_folder_of_the_computer_itself_needs_no_other_disk(
    trainer: Workspace, tmp_path: Path
) -> None:
    with at_carrier(trainer, str(tmp_path)) as carrier:
        sync(trainer, carrier)
    assert not known_carrier(trainer, str(tmp_path)).is_elsewhere
    keep_carrier(trainer, replace(known_carrier(trainer, str(tmp_path)), is_automatic=True))
    assert addresses(Lookout(trainer).appeared()) == [str(tmp_path)]


def test_any_server_is_there_when_it_answers_and_not_when_nobody_does(
    remote: Place, trainer: Workspace
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        deaf = remote.address.replace(f":{remote.server.port}", f":{nobody.getsockname()[1]}")
        for address in (remote.address, deaf):
            synchronise_by_itself(trainer, address, is_wanted=True)
        assert addresses(Lookout(trainer).appeared()) == [remote.address]
