"""Whatever the way does: nothing half-written counts, nothing is deleted, and it goes on later."""

import hashlib
import os
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from app.exchange import export, merge, own_card, remember
from app.exchange.carriers import CarrierTrouble, Folder, Found
from app.exchange.carriers.fetching import fetch
from app.exchange.carriers.troubles import (
    Forbidden,
    Interrupted,
    NotArrived,
    ServerTrouble,
    TargetFull,
    TargetGone,
    Unreachable,
)
from app.exchange.sync import Synced, at_carrier, sync
from app.model import Note, Person
from app.storage import Workspace
from tests.exchange.carriers.conftest import Place
from tests.exchange.carriers.faults import ERROR_500, FORBIDDEN_403, FULL_507, Fault, way_to
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import be_heavy, hold_event, put

NAME = "00112233aabbccdd-0001-0123456789abcdef.depter"


def round_at(workspace: Workspace, place: Place, port: int) -> Synced:
    with place.open(port) as carrier:
        return sync(workspace, carrier)


def two(notebook: Notebooks) -> tuple[Workspace, Workspace]:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    remember(trainer, own_card(unit))
    remember(unit, own_card(trainer))
    return trainer, unit


class Cut(Folder):
    """A folder from which reading breaks off after so many bytes, once."""

    def __init__(self, folder: Path, after: int) -> None:
        super().__init__(folder)
        self.after: int | None = after
        self.read = 0

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        for block in super().get(name, start):
            if self.after is not None:
                part, self.after = block[: self.after], None
                self.read += len(part)
                yield part
                raise Interrupted(self.place)
            self.read += len(block)
            yield block


def test_fetching_goes_on_after_a_cut_at_any_byte(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг", people=1)
    stick = tmp_path / "stick"
    stick.mkdir()
    path = export(trainer, [own_card(unit)], stick).path
    whole = path.read_bytes()
    for at in range(len(whole)):
        carrier = Cut(stick, at)
        fetched = fetch(carrier, Found(path.name, len(whole)), tmp_path / "in", lambda _: True)
        assert fetched is not None
        assert fetched.read_bytes() == whole
        assert carrier.read == len(whole), "no byte is fetched twice"
        fetched.unlink()


def test_a_package_arrives_over_a_way_that_cuts_every_time(
    remote: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    be_heavy(trainer, 400_000)
    with remote.open() as carrier:
        (sent,) = sync(trainer, carrier).sent
    fault, before = Fault(down=120_000), unit.digest()
    for _ in range(12):
        with way_to(remote.server.port, fault) as port:
            try:
                done = round_at(unit, remote, port)
            except CarrierTrouble:
                continue
        if done.received:
            break
        assert isinstance(done.trouble, Interrupted)
        assert unit.digest() == before
    assert [outcome.refusal for outcome in done.received] == [None]
    assert fault.came < 2 * sent.size, "what had come was not fetched again"
    assert unit.find(Note)


@pytest.mark.parametrize("at", [0, 300, 2_000, 30_000, 90_000])
def test_a_cut_while_sending_leaves_nothing_that_counts(
    server: Place, tmp_path: Path, at: int
) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(100_000))
    with (
        way_to(server.server.port, Fault(up=at)) as port,
        pytest.raises(CarrierTrouble),
        server.open(port) as carrier,
    ):
        carrier.put_new(NAME, source)
    with server.open() as carrier:
        assert list(carrier.list()) == []
        carrier.put_new(NAME, source)
        assert list(carrier.list()) == [Found(NAME, 100_000)]
        assert b"".join(carrier.get(NAME)) == source.read_bytes()


def test_what_could_not_be_sent_goes_under_its_number_the_next_time(
    remote: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    be_heavy(trainer, 200_000)
    fault = Fault(up=60_000)
    with way_to(remote.server.port, fault) as port:
        done = round_at(trainer, remote, port)
        assert isinstance(done.trouble, CarrierTrouble)
        assert (list(done.sent), done.is_whole) == ([], False)
        fault.up = None
        (sent,) = round_at(trainer, remote, port).sent
    assert trainer.reader.execute("SELECT count(*) FROM given").fetchone()[0] == 1
    with remote.open() as carrier:
        assert [one.name for one in carrier.list()] == [sent.name]
        assert [outcome.refusal for outcome in sync(unit, carrier).received] == [None]


def test_a_slow_way_only_takes_longer(remote: Place, notebook: Notebooks) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    with way_to(remote.server.port, Fault(delay=0.02)) as port:
        assert round_at(trainer, remote, port).trouble is None
        assert round_at(unit, remote, port).trouble is None
    assert len(unit.find(Person)) == 3


WEBDAV_VERBS = (b"PROPFIND", b"HEAD", b"PUT", b"MKCOL", b"MOVE", b"GET")
STORE_VERBS = (b"GET /depter?", b"HEAD", b"PUT", b"GET /depter/")


@pytest.mark.parametrize("at", range(len(WEBDAV_VERBS)))
def test_a_server_that_answers_500_is_said_and_changes_nothing(
    http: Place, notebook: Notebooks, at: int
) -> None:
    verbs = STORE_VERBS if http.server.kind == "s3" else WEBDAV_VERBS
    if at >= len(verbs):
        pytest.skip("a store is asked for less")
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    before = trainer.digest()
    fault = Fault(answer=ERROR_500, only=verbs[at])
    with way_to(http.server.port, fault) as port:
        trouble = troubled(trainer, http, port)
        assert isinstance(trouble, ServerTrouble)
        assert "(500)" in str(trouble)
        assert trainer.digest() == before
        fault.answer = b""
        with http.open() as carrier:
            left = list(carrier.list())
        assert len(left) == (http.server.kind == "s3" and verbs[at] == b"GET /depter/")
        (sent,) = round_at(trainer, http, port).sent
    assert [one.name for one in left] in ([], [sent.name])
    with http.open() as carrier:
        assert [outcome.refusal for outcome in sync(unit, carrier).received] == [None]


def troubled(workspace: Workspace, place: Place, port: int) -> object:
    try:
        return round_at(workspace, place, port).trouble
    except CarrierTrouble as trouble:
        return trouble


@pytest.mark.parametrize(
    ("answer", "trouble"), [(FULL_507, TargetFull), (FORBIDDEN_403, Forbidden)]
)
def test_a_server_without_room_or_leave_to_write_says_so(
    webdav: Place, notebook: Notebooks, answer: bytes, trouble: type[CarrierTrouble]
) -> None:
    trainer, _ = two(notebook)
    with way_to(webdav.server.port, Fault(answer=answer, only=b"PUT")) as port:
        assert isinstance(troubled(trainer, webdav, port), trouble)
    with webdav.open() as carrier:
        assert len(sync(trainer, carrier).sent) == 1


def test_etags_and_dates_are_never_believed(http: Place, notebook: Notebooks) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    with way_to(http.server.port, Fault(lies=True)) as port:
        for each in (trainer, unit, trainer, unit):
            assert round_at(each, http, port).trouble is None
        assert list(round_at(trainer, http, port).sent) == []
    assert trainer.digest() == unit.digest()


def test_a_server_that_lists_nothing_deletes_nothing(http: Place, notebook: Notebooks) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    for each in (trainer, unit):
        with http.open() as carrier:
            sync(each, carrier)
    before = [each.digest() for each in (trainer, unit)]
    names = listed(http)
    assert names
    with way_to(http.server.port, Fault(lists_nothing=True)) as port:
        with http.open(port) as carrier:
            assert list(carrier.list()) == []
        for each in (trainer, unit):
            assert round_at(each, http, port).trouble is None
    assert [each.digest() for each in (trainer, unit)] == before
    assert listed(http) >= names


def listed(place: Place) -> set[str]:
    with place.open() as carrier:
        return {found.name for found in carrier.list()}


def test_any_place_that_shows_nothing_any_more_deletes_nothing(
    place: Place, notebook: Notebooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    for each in (trainer, unit):
        with place.open() as carrier:
            sync(each, carrier)
    before = [each.digest() for each in (trainer, unit)]
    names = listed(place)
    for each in (trainer, unit):
        with place.open() as carrier:
            monkeypatch.setattr(carrier, "list", list)
            assert sync(each, carrier).trouble is None
    assert [each.digest() for each in (trainer, unit)] == before
    assert listed(place) >= names


class Forgetful(Folder):
    """A folder that does not keep what is written to it."""

    def _write(self, part: str, source: Path, moved: object) -> None:
        super()._write(part, source, lambda _: None)
        path = self._folder / part
        path.write_bytes(bytes(path.stat().st_size))


def test_nothing_is_called_sent_that_the_far_side_did_not_keep(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, _ = two(notebook)
    stick = tmp_path / "stick"
    stick.mkdir()
    done = sync(trainer, Forgetful(stick))
    assert isinstance(done.trouble, NotArrived)
    assert (list(done.sent), list(Folder(stick).list())) == ([], [])
    assert len(sync(trainer, Folder(stick)).sent) == 1


def test_a_stick_pulled_out_while_writing_leaves_no_package_on_it(tmp_path: Path) -> None:
    stick, pulled = tmp_path / "stick", tmp_path / "pulled"
    stick.mkdir()
    source = tmp_path / "source"
    source.write_bytes(os.urandom(3_000_000))

    def pull_out(_: int) -> None:
        if stick.exists():
            stick.rename(pulled)

    with pytest.raises((TargetGone, CarrierTrouble)):
        Folder(stick).put_new(NAME, source, pull_out)
    assert list(Folder(pulled).list()) == []
    pulled.rename(stick)
    Folder(stick).put_new(NAME, source)
    there = b"".join(Folder(stick).get(NAME))
    assert hashlib.sha256(there).digest() == hashlib.sha256(source.read_bytes()).digest()


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """A stick with room for half a megabyte."""
    stick = tmp_path / "small"
    stick.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", stick], check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield stick
    subprocess.run(["umount", stick], check=True)


def test_a_full_stick_is_said_and_keeps_what_was_there(
    notebook: Notebooks, small_stick: Path
) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    (first,) = sync(trainer, Folder(small_stick)).sent
    sha = trainer.attachments.put(os.urandom(600_000))
    put(trainer, "attachment", file=sha)
    done = sync(trainer, Folder(small_stick))
    assert isinstance(done.trouble, TargetFull)
    assert [path.name for path in small_stick.iterdir()] == [first.name]
    merge(unit, [small_stick])
    assert len(unit.find(Person)) == 3


def test_a_port_nobody_listens_on_is_said(remote: Place) -> None:
    with pytest.raises(Unreachable) as said, remote.open(1) as carrier:
        carrier.list()
    assert "Nothing was changed" in str(said.value)


def test_trouble_in_the_middle_does_not_lose_what_came_before(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    hold_event(trainer, "Тренинг")
    with at_carrier(trainer, webdav.address, webdav.password) as carrier:
        sync(trainer, carrier)
    with way_to(webdav.server.port, Fault(answer=ERROR_500, only=b"PUT")) as port:
        done = round_at(unit, webdav, port)
    assert isinstance(done.trouble, ServerTrouble)
    assert [outcome.refusal for outcome in done.received] == [None]
    assert len(unit.find(Person)) == 3
