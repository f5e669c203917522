"""Every release's workspace and package are opened by every later program."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.exchange import merge
from app.model import Attendance, Event, Person
from app.storage import open_workspace
from app.storage.doctor import examine

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/facts.json"))


def facts_of(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "facts.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_released_workspace_opens_whole(release: Path, tmp_path: Path) -> None:
    facts = facts_of(release)
    folder = shutil.copytree(release / "trainer", tmp_path / "trainer")
    workspace = open_workspace(folder, passphrase=facts["passphrase"])
    assert sorted(person.surname for person in workspace.find(Person)) == facts["people"]
    assert [event.title for event in workspace.find(Event)] == ["Ачык талкуу"]
    assert len(workspace.find(Attendance)) == 1
    assert workspace.digest() == facts["digest"]
    assert examine(workspace) == []
    workspace.close()


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_released_package_is_taken_in(release: Path, tmp_path: Path) -> None:
    facts = facts_of(release)
    folder = shutil.copytree(release / "coordinator", tmp_path / "coordinator")
    workspace = open_workspace(folder, passphrase=facts["passphrase"])
    (outcome,) = merge(workspace, [release / facts["package"]])
    assert outcome.refusal is None
    assert sorted(person.surname for person in workspace.find(Person)) == facts["people"]
    assert workspace.digest() == facts["digest"]
    assert examine(workspace) == []
    workspace.close()


def test_there_is_a_release_to_open() -> None:
    assert RELEASES
