"""`depter sync`: from the words of the command to what is said."""

import json
from pathlib import Path

import pytest

from tests.commands.notebooks import Depter

HERE = "127.0.0.1"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def meet(depter: Depter, one: Path, other: Path, folder: Path) -> None:
    for notebook, friend in ((one, other), (other, one)):
        card = folder / f"{notebook.name}.depter-card"
        assert depter("-w", notebook, "card", "--to", card).code == 0
        assert depter("-w", friend, "merge", card).code == 0


def test_two_notebooks_meet_on_a_stick(
    depter: Depter, trainer: Path, coordinator: Path, stick: Path, tmp_path: Path, people: Path
) -> None:
    meet(depter, trainer, coordinator, tmp_path)
    assert depter("-w", trainer, "import", "people", people).code == 0
    looked = depter("-w", trainer, "sync", stick, "--dry-run")
    assert "Would be given: a package for Токтоев Нурлан" in looked.out
    assert list(stick.iterdir()) == []
    given = depter("-w", trainer, "sync", stick)
    assert "Given and read back: " in given.out
    assert "The stick can be taken out now." in given.out
    said = depter("-w", coordinator, "sync", stick, "--json")
    assert said.code == 0, said
    taken = json.loads(said.out)
    assert [one["new"] >= 3 for one in taken["received"]] == [True]
    assert depter("-w", trainer, "sync", stick).code == 0
    digests = [depter("-w", each, "digest").out for each in (trainer, coordinator)]
    assert digests[0] == digests[1]
    assert "Nothing new on either side." in depter("-w", trainer, "sync", stick).out


def test_a_place_that_is_none_is_said_in_one_line(
    depter: Depter, trainer: Path, tmp_path: Path
) -> None:
    for target, word in [
        (tmp_path / "missing", "There is no folder"),
        ("ftp://host/x", "is no place packages can be carried to"),
        ("https://user:secret@host/x", "Write the address without the password"),
        ("webdav://user@192.0.2.7/x", "is not encrypted"),
        ("webdav://127.0.0.1:1/x", "cannot be reached"),
        ("sftp://user@127.0.0.1:1/x", "cannot be reached"),
        (f"s3://key@bucket/x?endpoint=http://{HERE}:1", "cannot be reached"),
    ]:
        said = depter("-w", trainer, "sync", target, "--password-file", _password(tmp_path))
        assert (said.code, said.err.count("\n")) == (1, 1), said
        assert word in said.err
        assert "сыр-сөз" not in said.err + said.out
        assert "secret" not in said.err


def _password(folder: Path) -> Path:
    path = folder / "password"
    path.write_text("сыр-сөз\n", "utf-8")
    return path


def test_without_a_target_all_places_wanted_by_themselves_that_are_there_are_served(
    depter: Depter, trainer: Path, stick: Path, tmp_path: Path
) -> None:
    assert "No place" in depter("-w", trainer, "sync").out
    other = tmp_path / "other"
    other.mkdir()
    for place in (stick, other):
        assert depter("-w", trainer, "sync", place, "--automatic").code == 0
    other.rmdir()
    said = depter("-w", trainer, "sync", "--json")
    assert said.code == 0, said
    assert [one["target"] for one in json.loads(said.out)["rounds"]] == [str(stick)]
    assert depter("-w", trainer, "sync", stick, "--by-hand").code == 0
    assert "No place" in depter("-w", trainer, "sync").out


def test_trouble_at_one_place_keeps_no_other_waiting(
    depter: Depter, trainer: Path, stick: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    sealed = f"eml:{letters}"
    for place in (stick, sealed):
        assert depter("-w", trainer, "sync", place, "--automatic").code == 0
    (stick / "x.depter").write_bytes(b"no package")
    said = depter("-w", trainer, "sync", "--json")
    assert said.code == 1
    rounds = {one["target"]: one for one in json.loads(said.out)["rounds"]}
    assert [one["is_refused"] for one in rounds[str(stick)]["received"]] == [True]
    assert rounds[sealed]["is_whole"]
