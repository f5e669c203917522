"""Text first, photos later: contents follow their records in sealed pieces, and miss nothing."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from app.actions.redaction import redact_person
from app.exchange import Outcome, export, merge, own_card, remember, undo
from app.exchange.carriers import CarrierTrouble, Folder, Letters
from app.exchange.carriers.pieces import get_content, put_content
from app.exchange.contents import PIECE_SUFFIX, SMALL, new_later, piece_count, piece_name
from app.exchange.package import Package
from app.exchange.sync import Synced, sync
from app.model import Attachment
from app.storage import Workspace, contents
from app.storage.attachments import PIECE
from app.storage.questions.contents import awaited, missing
from tests.exchange.carriers.conftest import Place
from tests.exchange.carriers.faults import ERROR_500, Fault, way_to
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import hold_event, put
from tests.exchange.plain_reader import later as read_plainly
from tests.exchange.plain_reader import read


def photo(workspace: Workspace, size: int, event: bytes | None = None) -> str:
    sha = workspace.attachments.put(os.urandom(size))
    put(workspace, "attachment", event=event or hold_event(workspace, "Тренинг"), file=sha)
    return sha


def two(notebook: Notebooks) -> tuple[Workspace, Workspace]:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    remember(trainer, own_card(unit))
    remember(unit, own_card(trainer))
    return trainer, unit


def round_at(workspace: Workspace, place: Place, port: int = 0) -> Synced:
    with place.open(port) as carrier:
        return sync(workspace, carrier)


def taken(done: Synced) -> Outcome:
    (outcome,) = done.received
    assert outcome.refusal is None
    return outcome


def test_over_a_server_the_records_go_first_and_the_photo_follows(
    remote: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, PIECE + 300_000)
    small = photo(trainer, SMALL)
    given = round_at(trainer, remote)
    assert [one.size < SMALL + 20_000 for one in given.sent] == [True]
    assert (given.followed.went, given.followed.owed) == (1, 0)
    came = round_at(unit, remote)
    assert taken(came).later == 1
    assert (came.followed.came, came.followed.missing) == (1, 0)
    for each in (sha, small):
        assert unit.attachments.get(each) == trainer.attachments.get(each)
    assert trainer.digest() != ""
    again = [round_at(each, remote).followed for each in (trainer, unit)]
    assert not any(each.has_moved for each in again)


def test_a_photo_that_is_not_there_yet_is_counted_and_comes_another_time(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, 100_000)
    with way_to(webdav.server.port, Fault(up=30_000)) as port:
        given = round_at(trainer, webdav, port)
    assert isinstance(given.trouble, CarrierTrouble)
    assert (len(given.sent), given.followed.owed) == (1, 1), "the records are there"
    came = round_at(unit, webdav)
    assert (taken(came).later, came.followed.missing) == (1, 1)
    assert unit.find(Attachment)
    assert round_at(trainer, webdav).followed.went == 1
    done = round_at(unit, webdav)
    assert (done.followed.came, done.followed.missing) == (1, 0)
    assert unit.attachments.has(sha)


def test_sending_goes_on_at_the_piece_at_which_it_broke_off(
    remote: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    content = os.urandom(2 * PIECE + 50_000)
    later = new_later(hashlib.sha256(content).hexdigest(), len(content))
    fault = Fault(up=PIECE + PIECE // 2)
    for _ in range(piece_count(later) + 1):
        with way_to(remote.server.port, fault) as port:
            try:
                with remote.open(port) as carrier:
                    is_there = put_content(carrier, content, later, tmp_path, lambda _: None)
                break
            except CarrierTrouble:
                pass
    assert is_there, "each try got at least one piece through"
    with remote.open() as carrier:
        assert list(carrier.list()) == [], "pieces are no packages"
        assert get_content(carrier, later, tmp_path / "in", lambda _: None) == content
    assert list((tmp_path / "in").iterdir()) == []


def test_fetching_goes_on_at_the_byte_at_which_it_broke_off(
    remote: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    content = os.urandom(PIECE + 200_000)
    later = new_later(hashlib.sha256(content).hexdigest(), len(content))
    with remote.open() as carrier:
        put_content(carrier, content, later, tmp_path, lambda _: None)
    fault = Fault(down=500_000)
    for _ in range(20):
        with way_to(remote.server.port, fault) as port:
            try:
                with remote.open(port) as carrier:
                    came = get_content(carrier, later, tmp_path / "in", lambda _: None)
                break
            except CarrierTrouble:
                pass
    assert came == content
    assert fault.came < 1.5 * len(content), "what had come was not fetched again"


def test_a_stick_and_a_letter_carry_contents_whole(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = two(notebook)
    photo(trainer, 300_000)
    for number, kind in enumerate((Folder, Letters)):
        folder = tmp_path / kind.__name__
        folder.mkdir()
        put(trainer, "person", surname=f"Асанова-{number}")
        given = sync(trainer, kind(folder))
        assert (given.trouble, given.followed.owed) == (None, 0)
        assert [path for path in folder.iterdir() if path.suffix == PIECE_SUFFIX] == []
    came = sync(unit, Folder(tmp_path / "Folder"))
    assert (taken(came).later, came.followed.missing) == (0, 0)


def test_what_does_not_fit_into_a_letter_follows_at_the_next_place_that_takes_pieces(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, Letters.whole_limit + 1)
    by_letter = sync(trainer, Letters(tmp_path))
    assert (by_letter.trouble, len(by_letter.sent)) == (None, 1)
    came = sync(unit, Letters(tmp_path))
    assert (taken(came).later, came.followed.missing) == (1, 1)
    assert round_at(trainer, webdav).followed.went == 1
    assert round_at(unit, webdav).followed.came == 1
    assert unit.attachments.has(sha)


def test_a_content_nobody_has_yet_is_named_to_the_next_one_too(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    ministry = notebook("Министрлик", "coordinator")
    sha = photo(trainer, 200_000)
    path = export(trainer, [own_card(unit)], tmp_path, whole_limit=0).path
    merge(unit, [path])
    passed = export(unit, [own_card(ministry)], tmp_path, whole_limit=0)
    assert [one.sha256 for one in passed.later] == [sha]
    (outcome,) = merge(ministry, [passed.path])
    assert outcome.later == 1
    round_at(trainer, webdav)
    assert round_at(ministry, webdav).followed.came == 1
    assert ministry.attachments.get(sha) == trainer.attachments.get(sha)


def test_a_place_that_was_emptied_gets_the_photos_again(webdav: Place, notebook: Notebooks) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, 100_000)
    round_at(trainer, webdav)
    for path in (webdav.folder or Path()).glob("*.depter*"):
        path.unlink()
    again = round_at(trainer, webdav)
    assert (len(again.sent), again.followed.went) == (1, 1)
    assert round_at(unit, webdav).followed.came == 1
    assert unit.attachments.has(sha)


@pytest.mark.parametrize("harm", ["another content", "cut", "flipped"])
def test_a_piece_that_is_not_what_it_should_be_never_becomes_a_photo(
    webdav: Place, notebook: Notebooks, harm: str
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, 100_000)
    round_at(trainer, webdav)
    (piece,) = (webdav.folder or Path()).glob(f"*{PIECE_SUFFIX}")
    good = piece.read_bytes()
    bad = {
        "another content": os.urandom(len(good)),
        "cut": good[: len(good) // 2],
        "flipped": good[:-1] + bytes([good[-1] ^ 1]),
    }
    piece.write_bytes(bad[harm])
    came = round_at(unit, webdav)
    assert (came.trouble, came.followed.came, came.followed.missing) == (None, 0, 1)
    piece.write_bytes(good)
    assert round_at(unit, webdav).followed.came == 1
    assert unit.attachments.has(sha)


def test_another_file_under_the_name_of_a_piece_is_left_alone(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    photo(trainer, 100_000)
    (later,) = export(trainer, [own_card(unit)], tmp_path, whole_limit=0).later
    taken_name = (webdav.folder or Path()) / piece_name(later, 0)
    taken_name.write_bytes(b"mine")
    done = round_at(trainer, webdav)
    assert (done.trouble, done.followed.owed) == (None, 1)
    assert taken_name.read_bytes() == b"mine"


def test_nobody_without_the_key_can_read_a_piece_or_tell_whose_it_is(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, _ = two(notebook)
    sha = photo(trainer, 100_000)
    content = trainer.attachments.get(sha)
    round_at(trainer, webdav)
    (piece,) = (webdav.folder or Path()).glob(f"*{PIECE_SUFFIX}")
    assert content[1000:1032] not in piece.read_bytes()
    assert piece.name.removesuffix(PIECE_SUFFIX) not in {
        hashlib.new(kind, content).hexdigest()[:32] for kind in ("sha256", "blake2b", "md5")
    }
    assert sha not in str(piece)


def test_a_reader_made_from_the_document_alone_reads_the_pieces(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, PIECE + 1)
    round_at(trainer, webdav)
    folder = webdav.folder or Path()
    (package,) = folder.glob("*.depter")
    found = read(package.read_bytes(), unit.identity.age_identity)
    assert found["header"]["version"] == "1.1"
    assert read_plainly(found["manifest"], folder) == {sha: trainer.attachments.get(sha)}


def test_a_package_without_such_contents_is_of_the_older_version(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    photo(trainer, 100_000)
    path = export(trainer, [own_card(unit)], tmp_path).path
    assert b'"version":"1.0"' in path.read_bytes().splitlines()[0]


def test_trouble_with_photos_loses_no_record(webdav: Place, notebook: Notebooks) -> None:
    trainer, unit = two(notebook)
    photo(trainer, 100_000)
    round_at(trainer, webdav)
    photo(unit, 100_000)
    (piece,) = (webdav.folder or Path()).glob(f"*{PIECE_SUFFIX}")
    only = f"GET /{webdav.name}/{piece.name}".encode()
    with way_to(webdav.server.port, Fault(answer=ERROR_500, only=only)) as port:
        done = round_at(unit, webdav, port)
    assert isinstance(done.trouble, CarrierTrouble)
    assert taken(done).counts.new > 0
    assert len(done.sent) == 1


def test_a_forgotten_person_s_photo_is_not_fetched_any_more(
    webdav: Place, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    person = put(trainer, "person", surname="Асанова")
    sha = trainer.attachments.put(os.urandom(100_000))
    put(trainer, "attachment", person=person, file=sha)
    merge(unit, [export(trainer, [own_card(unit)], tmp_path, whole_limit=0).path])
    assert missing(unit) == [sha]
    round_at(trainer, webdav)
    redact_person(unit, person)
    assert missing(unit) == []
    assert contents.known(unit.reader, sha) is None
    round_at(unit, webdav)
    assert not unit.attachments.has(sha)


def test_an_undone_package_waits_for_no_photo(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = two(notebook)
    photo(trainer, 100_000)
    path = export(trainer, [own_card(unit)], tmp_path, whole_limit=0).path
    merge(unit, [path])
    assert len(awaited(unit)) == 1
    undo(unit, path.name)
    assert awaited(unit) == []


def test_a_dry_run_says_what_comes_later_and_remembers_nothing(
    webdav: Place, notebook: Notebooks
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, 100_000)
    round_at(trainer, webdav)
    with webdav.open() as carrier:
        looked = sync(unit, carrier, is_dry_run=True)
    assert taken(looked).later == 1
    assert contents.known(unit.reader, sha) is None


def test_a_list_of_contents_that_is_not_as_it_should_be_makes_a_package_unsound(
    notebook: Notebooks, tmp_path: Path
) -> None:
    from app.exchange.contents import LATER_LIMIT, laters_from
    from app.exchange.signing import Unsound

    good = {"sha256": "0" * 64, "bytes": 1, "key": new_later("0" * 64, 1).key}
    assert [one.size for one in laters_from([good])] == [1]
    for bad in (
        good | {"bytes": -1},
        good | {"bytes": True},
        good | {"bytes": 2**40},
        good | {"sha256": "../x"},
        good | {"key": "AGE-SECRET-KEY-1"},
        good | {"key": 7},
    ):
        with pytest.raises(Unsound):
            list(laters_from([bad]))
    for facts in ({}, [good] * (LATER_LIMIT + 1)):
        with pytest.raises(Unsound):
            list(laters_from(facts))


def test_the_manifest_names_them_and_the_counts_stay_what_older_readers_count(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = two(notebook)
    sha = photo(trainer, 100_000)
    given = export(trainer, [own_card(unit)], tmp_path, whole_limit=0)
    with Package(given.path, unit.identity) as package:
        assert [one.sha256 for one in package.manifest.later] == [sha]
        assert set(json.loads(json.dumps(package.manifest.counts))) == {
            "rows", "entries", "attachments",
        }  # fmt: skip
