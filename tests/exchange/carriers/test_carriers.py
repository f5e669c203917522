"""Whatever carries packages keeps the same promises; all of them run through these tests."""

import email
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.exchange.carriers import Carrier, Found, Letters, letter_size
from app.exchange.carriers.carrier import WHOLE_LIMIT, is_package_name, part_name
from app.exchange.carriers.troubles import NameTaken, TargetMissing, TooBigForMail
from tests.exchange.carriers.conftest import Place

NAME = "00112233aabbccdd-0001-0123456789abcdef.depter"


def content(path: Path, size: int = 70_000) -> Path:
    path.write_bytes(os.urandom(size))
    return path


def read(carrier: Carrier, name: str, start: int = 0) -> bytes:
    return b"".join(carrier.get(name, start))


def test_what_was_put_is_listed_measured_and_read_back(place: Place, tmp_path: Path) -> None:
    source = content(tmp_path / "source")
    moved: list[int] = []
    with place.open() as carrier:
        assert list(carrier.list()) == []
        assert carrier.stat(NAME) is None
        carrier.put_new(NAME, source, moved.append)
        assert list(carrier.list()) == [Found(NAME, 70_000)]
        assert carrier.stat(NAME) == Found(NAME, 70_000)
        assert read(carrier, NAME) == source.read_bytes()
    assert sum(moved) == 70_000


def test_reading_begins_anywhere(place: Place, tmp_path: Path) -> None:
    source = content(tmp_path / "source")
    with place.open() as carrier:
        carrier.put_new(NAME, source)
        for start in (1, 16_384, 69_999):
            assert read(carrier, NAME, start) == source.read_bytes()[start:]


def test_a_reader_may_stop_in_the_middle_and_go_on_with_something_else(
    place: Place, tmp_path: Path
) -> None:
    source = content(tmp_path / "source", 3_000_000)
    with place.open() as carrier:
        carrier.put_new(NAME, source)
        arriving = carrier.get(NAME)
        next(arriving)
        arriving.close()
        assert carrier.stat(NAME) == Found(NAME, 3_000_000)
        assert read(carrier, NAME, 2_999_000) == source.read_bytes()[2_999_000:]


def test_the_same_again_is_success_and_nothing_is_sent_twice(place: Place, tmp_path: Path) -> None:
    source = content(tmp_path / "source")
    moved: list[int] = []
    with place.open() as carrier:
        carrier.put_new(NAME, source)
        carrier.put_new(NAME, source, moved.append)
        assert [found.name for found in carrier.list()] == [NAME]
    assert moved == []


@pytest.mark.parametrize("size", [70_000, 60_000])
def test_another_file_under_the_name_stays_as_it_was(
    place: Place, tmp_path: Path, size: int
) -> None:
    first, second = content(tmp_path / "first"), content(tmp_path / "second", size)
    with place.open() as carrier:
        carrier.put_new(NAME, first)
        with pytest.raises(NameTaken):
            carrier.put_new(NAME, second)
        assert read(carrier, NAME) == first.read_bytes()


def test_two_who_put_the_same_at_once_both_succeed(place: Place, tmp_path: Path) -> None:
    source = content(tmp_path / "source")
    with place.open() as one, place.open() as other:
        assert one.stat(NAME) is None
        other.put_new(NAME, source)
        one._place(NAME, source, lambda _: None)  # the other one came between asking and putting
        assert one._holds(NAME, source)
        assert list(one.list()) == [Found(NAME, 70_000)]


def test_a_big_file_arrives_whole(place: Place, tmp_path: Path) -> None:
    source = content(tmp_path / "source", WHOLE_LIMIT + 5_000_001)
    with place.open() as carrier:
        carrier.put_new(NAME, source)
        there = hashlib.sha256(read(carrier, NAME)).digest()
    assert there == hashlib.sha256(source.read_bytes()).digest()


def test_foreign_things_and_what_is_on_its_way_do_not_count(place: Place, tmp_path: Path) -> None:
    folder = place.folder
    if folder is None:
        pytest.skip("nobody but programs puts things there")
    junk = [
        "desktop.ini", ".DS_Store", "Thumbs.db", f"._{NAME}", f"~${NAME}", part_name(NAME),
        NAME.replace(".depter", " (conflicted copy 2026-05-12).depter"),
        NAME.replace(".depter", " (1).depter"), NAME.replace(".depter", " - Copy.depter"),
        "notes.txt", "card.depter-card", f"{NAME}.crdownload",
    ]  # fmt: skip
    for name in junk:
        (folder / name).write_bytes(b"junk")
    (folder / "System Volume Information").mkdir()
    with place.open() as carrier:
        assert list(carrier.list()) == []
        carrier.put_new(NAME, content(tmp_path / "source"))
        assert [found.name for found in carrier.list()] == [NAME]
    assert {path.name for path in folder.iterdir()} >= set(junk)


def test_a_place_that_is_not_there_is_said_and_not_made(place: Place, tmp_path: Path) -> None:
    if place.folder is None:
        pytest.skip("a store has no folders that could be missing")
    shutil.rmtree(place.folder)
    with place.open() as carrier:
        with pytest.raises(TargetMissing):
            carrier.list()
        with pytest.raises(TargetMissing):
            carrier.put_new(NAME, content(tmp_path / "source"))
    assert not place.folder.exists()


def test_names_in_cyrillic_with_spaces_and_percent_signs_are_read(
    place: Place, tmp_path: Path
) -> None:
    name = "Айгүлдөн 100% пакет #1 & co.depter"
    source = content(tmp_path / "source")
    with place.open() as carrier:
        carrier.put_new(name, source)
        assert list(carrier.list()) == [Found(name, 70_000)]
        assert read(carrier, name) == source.read_bytes()


def test_a_letter_too_big_for_most_mail_servers_is_refused_with_its_size(tmp_path: Path) -> None:
    source = content(tmp_path / "source", 1)
    with source.open("r+b") as file:
        file.truncate(16 * 1024**2)
    folder = tmp_path / "letters"
    folder.mkdir()
    with pytest.raises(TooBigForMail, match="22 MB"):
        Letters(folder).put_new(NAME, source)
    assert list(folder.iterdir()) == []


def test_a_letter_is_one_that_a_mail_program_opens_to_be_sent(tmp_path: Path) -> None:
    source = content(tmp_path / "source")
    letters = Letters(tmp_path)
    letters.put_new(NAME, source)
    letter = email.message_from_bytes((tmp_path / f"{NAME}.eml").read_bytes())
    assert letter["X-Unsent"] == "1"
    assert NAME in letter["Subject"]
    size = (tmp_path / f"{NAME}.eml").stat().st_size
    assert abs(letter_size(70_000) - size) < 2_000


@pytest.mark.parametrize(
    "name",
    [
        "../x.depter",
        "..\\x.depter",
        "a/b.depter",
        "C:x.depter",
        "x\0.depter",
        "x" * 300 + ".depter",
    ],
)
def test_a_name_that_could_lead_elsewhere_does_not_count(name: str) -> None:
    assert not is_package_name(name)


def test_the_libraries_of_servers_are_loaded_only_when_one_is_spoken_to() -> None:
    code = "import sys, app.commands.sync, app.exchange.sync, app.exchange.carriers as c;"
    code += "c.open_carrier(c.read_target('.')).list();"
    code += "print({'httpx', 'paramiko', 'minio', 'urllib3', 'cryptography'} & set(sys.modules))"
    house = Path(__file__).resolve().parents[3]
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=True
    )
    assert asked.stdout == "set()\n"
