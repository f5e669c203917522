"""Whatever is put in: one clear line, nothing changed, nothing left half-written."""

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.exchange import read_card, write_card
from app.exchange.cards import Card, card_of, recipient_of
from app.exchange.carriers import folder as stick_carrier
from app.exchange.sealing import seal
from app.exchange.signing import signed
from app.storage import Workspace, open_workspace
from tests.commands.notebooks import BATKEN, PASSPHRASE, Depter, Said
from tests.commands.test_exchange import add_people, give
from tests.exchange.carriers.servers import (
    PASSWORD,
    Server,
    free_port,
    open_folder,
    s3,
    sshd,
    wsgidav,
)
from tests.exchange.carriers.test_trust import Authority
from tests.exchange.notebooks import new_identity
from tests.exchange.test_damage import COLUMNS, GOOD, HEADLINE, SENDER, packed
from tests.journeys.processes import fill, small_disk

Bad = Callable[[Path, Workspace, Path], None]
"""Makes a bad file out of a sound package: that, its sender's notebook, and the way it goes to."""


def traces(folder: Path) -> dict[str, int]:
    """The files of a notebook that tell whether something was kept, with their sizes."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.name.split(".")[0] not in {"store", "workspace"}
    }


@pytest.fixture
def unchanged(depter: Depter, coordinator: Path, tmp_path: Path) -> Iterator[Path]:
    """A notebook that has to be as it was, whatever is done with it."""
    before = depter("-w", coordinator, "digest").out, traces(coordinator)
    yield coordinator
    assert (depter("-w", coordinator, "digest").out, traces(coordinator)) == before
    assert depter("-w", coordinator, "doctor").code == 0
    assert [*tmp_path.rglob("*.part"), *tmp_path.rglob("*.new")] == []


def said_in_one_line(said: Said, *words: str) -> None:
    assert (said.code, said.err.count("\n")) == (1, 1), said
    for word in words:
        assert word in said.err
    assert "Traceback" not in said.err


def cut(package: Path, _: Workspace, to: Path) -> None:
    to.write_bytes(package.read_bytes()[:-60])


def altered(package: Path, _: Workspace, to: Path) -> None:
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 4
    to.write_bytes(content)


def foreign(_: Path, __: Workspace, to: Path) -> None:
    to.write_bytes(b"PK\3\4 a document of somebody")


def empty(_: Path, __: Workspace, to: Path) -> None:
    to.write_bytes(b"")


def newer(package: Path, sender: Workspace, to: Path) -> None:
    line, _, body = package.read_bytes().split(b"\n", 2)
    to.write_bytes(signed(json.loads(line) | {"version": "9.0"}, sender.identity.sign_key) + body)


def false_name(package: Path, sender: Workspace, to: Path) -> None:
    """Signed by another key under the sender's name."""
    line, _, body = package.read_bytes().split(b"\n", 2)
    thief = new_identity(sender.identity.device)
    key = card_of(thief, "", "trainer", BATKEN, "").key.hex()
    to.write_bytes(signed(json.loads(line) | {"signer": key}, thief.sign_key) + body)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (cut, "was cut short or changed on the way"),
        (altered, "was cut short or changed on the way"),
        (foreign, "is not a Depter package"),
        (empty, "is not a Depter package"),
        (newer, "was made by a newer Depter"),
        (false_name, "its key is not the one you know"),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
@pytest.mark.parametrize("words", [("merge",), ("merge", "--dry-run")], ids=" ".join)
def test_a_bad_package_is_said_in_one_line(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, bad: Bad, word: str,
    words: tuple[str, ...], request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    card = tmp_path / "t.depter-card"
    depter("-w", trainer, "card", "--to", card)
    depter("-w", coordinator, "merge", card)
    package = give(depter, trainer, coordinator, tmp_path / "sound.depter")
    sender = open_workspace(trainer, passphrase=PASSPHRASE)
    bad(package, sender, tmp_path / "bad.depter")
    sender.close()
    unchanged = request.getfixturevalue("unchanged")
    said = depter("-w", unchanged, *words, tmp_path / "bad.depter")
    said_in_one_line(said, "“bad.depter”", word, "Nothing was changed")


def test_a_package_that_would_unpack_to_a_mountain_is_said_in_one_line(
    depter: Depter, unchanged: Path, tmp_path: Path
) -> None:
    receiver, bomb = open_workspace(unchanged, passphrase=PASSPHRASE), tmp_path / "bomb.depter"
    lines = [HEADLINE, *[json.dumps([*GOOD[:4], "x" * 1000, 1985])] * 200_000]
    inside = io.BytesIO(packed(lines, COLUMNS, size=50_000, lines=10))
    sealed = seal(inside, SENDER, [recipient_of(receiver.identity)], number=1, previous="")
    receiver.close()
    with bomb.open("wb") as file, sealed.body:
        sealed.write(file)
    assert bomb.stat().st_size < 100_000
    said = depter("-w", unchanged, "merge", bomb)
    said_in_one_line(said, "is not a sound package", "Nothing was changed")


def test_a_package_for_somebody_else_is_said_in_one_line(
    depter: Depter, trainer: Path, unchanged: Path, tmp_path: Path
) -> None:
    other = new_identity()
    card = card_of(other, "Бермет", "unit", BATKEN, "2026-05-12T09:00:00Z")
    write_card(tmp_path / "other.depter-card", card, other)
    package = tmp_path / "p.depter"
    given = depter(
        "-w", trainer, "export", "--for", tmp_path / "other.depter-card", "--to", package
    )
    assert given.code == 0
    said = depter("-w", unchanged, "merge", package)
    said_in_one_line(said, "is sealed for somebody else", "give your card to the sender")


def false_card(depter: Depter, trainer: Path, folder: Path) -> Path:
    """A card of the trainer with a key she never had."""
    path = folder / "false.depter-card"
    depter("-w", trainer, "card", "--to", path)
    true: Card = read_card(path)
    thief = new_identity(true.device)
    card = card_of(thief, true.name, true.role, true.territory, true.created_at)
    write_card(path, card, thief)
    return path


@pytest.mark.parametrize("words", [("merge",), ("export", "--to", "p.depter", "--for")])
def test_a_card_with_another_key_than_before_is_an_alarm(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, words: tuple[str, ...],
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    card = tmp_path / "t.depter-card"
    depter("-w", trainer, "card", "--to", card)
    assert depter("-w", coordinator, "merge", card).code == 0
    false = false_card(depter, trainer, tmp_path)
    unchanged = request.getfixturevalue("unchanged")
    said = depter("-w", unchanged, *words, false)
    said_in_one_line(said, "Beware", "another key than the one you know", "call them before")
    assert not (tmp_path / "p.depter").exists()


# ---- disks ----


def test_a_full_disk_is_said_in_one_line_by_every_verb_that_writes(
    depter: Depter, trainer: Path, coordinator: Path, people: Path, tmp_path: Path
) -> None:
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    card = tmp_path / "coordinator.depter-card"
    with small_disk(tmp_path / "disk", "64m") as disk:
        notebook = disk / "notebook"
        made = depter(
            *("-w", notebook, "new", "--role", "coordinator", "--name", "Эл"),
            *("--territory", BATKEN, "--language", "en"),
        )
        assert made.code == 0
        assert depter("-w", notebook, "card", "--to", tmp_path / "own.depter-card").code == 0
        given = tmp_path / "own.depter-card", tmp_path / "for-it.depter"
        assert depter("-w", trainer, "export", "--for", given[0], "--to", given[1]).code == 0
        before = depter("-w", notebook, "digest").out
        ballast = fill(disk)
        for words in (
            ("merge", given[1]),
            ("import", "people", people),
            ("export", "--for", card, "--to", disk / "out.depter"),
        ):
            said = depter("-w", notebook, *words)
            assert said.code == 1, (words, said)
            assert said.err.count("\n") == 1, (words, said)
            assert "full" in said.err or "no room" in said.err, (words, said)
        ballast.unlink()
        assert depter("-w", notebook, "digest").out == before
        assert depter("-w", notebook, "doctor").code == 0
        assert not (disk / "out.depter").exists()
        assert depter("-w", notebook, "merge", given[1]).code == 0
    assert package.exists()


def test_a_stick_pulled_out_in_the_middle_is_said_in_one_line_and_goes_on_later(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stick, pulled = tmp_path / "stick", tmp_path / "pulled"
    stick.mkdir()
    card = tmp_path / "c.depter-card"
    depter("-w", coordinator, "card", "--to", card)
    depter("-w", trainer, "merge", card)
    add_people(trainer, "Үсөнова")
    before = depter("-w", trainer, "digest").out
    read = stick_carrier.blocks

    def pull_out(source: Path, moved: Callable[[int], object]) -> Iterator[bytes]:
        for block in read(source, moved):
            yield block[: len(block) // 2]
            if stick.exists():
                stick.rename(pulled)
            yield block[len(block) // 2 :]

    monkeypatch.setattr(stick_carrier, "blocks", pull_out)
    said = depter("-w", trainer, "sync", stick)
    assert said.code == 1
    assert said.err.count("\n") == 1, said
    assert "taken away" in said.err or "no folder" in said.err, said
    assert list(pulled.glob("*.depter")) == []
    assert depter("-w", trainer, "digest").out == before
    monkeypatch.undo()
    os.environ["DEPTER_PASSPHRASE"] = PASSPHRASE
    pulled.rename(stick)
    again = depter("-w", trainer, "sync", stick)
    assert (again.code, again.err) == (0, "")
    assert len(list(stick.glob("*.depter"))) == 1


# ---- servers ----


@pytest.fixture(params=[wsgidav, s3, sshd], ids=["webdav", "s3", "sftp"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with request.param() as started:
        yield started


def test_a_server_that_refuses_the_password_is_said_in_one_line(
    depter: Depter, unchanged: Path, server: Server, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text("туура эмес\n")
    address = server.fresh("place")
    said = depter("-w", unchanged, "sync", address, "--password-file", password)
    said_in_one_line(said, "refused the name or password", "Nothing was sent", "app password")
    assert "туура" not in said.err
    assert PASSWORD not in said.err


def test_a_certificate_other_than_the_one_agreed_on_is_an_alarm(
    depter: Depter, unchanged: Path, tmp_path: Path
) -> None:
    certificate, key, fingerprint = Authority(tmp_path).certificate("server")
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    with wsgidav({"ssl_certificate": str(certificate), "ssl_private_key": str(key)}) as server:
        address = server.fresh("place").replace("webdav://", "webdavs://")
        for pin, word in (("0" * 64, "Beware"), ("", "is not trusted by this computer")):
            target = f"{address}?pin={pin}" if pin else address
            said = depter("-w", unchanged, "sync", target, "--password-file", password)
            said_in_one_line(said, word, fingerprint, "Nothing was sent")
        target = f"{address}?pin={fingerprint}"
        assert depter("-w", unchanged, "sync", target, "--password-file", password).code == 0


def test_a_server_with_another_key_than_the_first_time_is_an_alarm(
    depter: Depter, unchanged: Path
) -> None:
    port = free_port()
    with open_folder() as folder:
        with sshd(port, folder) as server:
            address = server.fresh("place")
            assert depter("-w", unchanged, "sync", address).code == 0
        with sshd(port, folder):
            said = depter("-w", unchanged, "sync", address)
    said_in_one_line(said, "Beware", "another key than the first time", "Nothing was sent")
