"""Power cuts: the program is killed at any moment, and what it had said stays said."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.exchange import export as give
from app.exchange import merge, own_card, read_card, verify, write_card
from app.model import Person, Put, new_id
from app.storage import KdfCost, NotSaved, Profile, Workspace, create_workspace, open_workspace
from app.storage.doctor import examine
from tests.journeys.processes import HOUSE, fill, small_disk
from tests.journeys.worker import PASSPHRASE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the worker divides itself")

SAVE_KILLS, MERGE_KILLS, GIVE_KILLS = 25, 25, 10
PACKAGES, PEOPLE = 3, 400
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)


def notebook(folder: Path, name: str) -> Workspace:
    profile = Profile(name=name, role="trainer", territory="41705000000000", language="ky")
    return create_workspace(folder, PASSPHRASE, profile, CHEAP).workspace


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, passphrase=PASSPHRASE)


class Worker:
    """The process whose children are killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HOUSE / "tests" / "journeys" / "worker.py")],
            env={**os.environ, "PYTHONPATH": str(HOUSE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )

    def killed(self, lines: int, after: float, *words: object) -> list[str]:
        """Start a job and kill it so many seconds after it has said so many lines.

        Answers everything it said before its end.
        """
        child = self._start(words)
        said = [self._line() for _ in range(lines)]
        time.sleep(after)
        # one that ended by itself meanwhile is gone
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        more, code = self._rest()
        assert code in {0, -signal.SIGKILL}, (code, said, more)
        return said + more

    def done(self, *words: object) -> float:
        """Let a job come to its end; answers how many seconds it took."""
        began = time.monotonic()
        self._start(words)
        said, code = self._rest()
        assert code == 0, said
        return time.monotonic() - began

    def _start(self, words: Sequence[object]) -> int:
        assert self._process.stdin
        self._process.stdin.write("\t".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return int(self._line().removeprefix("pid "))

    def _rest(self) -> tuple[list[str], int]:
        said = []
        while not (line := self._line()).startswith("ended "):
            said.append(line)
        return said, int(line.removeprefix("ended "))

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the worker is gone"
        return line.rstrip("\n")

    def close(self) -> None:
        """End the process, and a child that a failed test left at work."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker for one test."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The same moments in every run of a test."""
    return random.Random(request.node.name)


def test_a_save_that_was_answered_outlives_any_kill(
    worker: Worker, chance: random.Random, tmp_path: Path
) -> None:
    folder = tmp_path / "notebook"
    notebook(folder, "Асанова Бегимай").close()
    promised: dict[bytes, str] = {}
    for number in range(SAVE_KILLS):
        lines = 0 if number % 5 == 0 else chance.randrange(2, 30)
        said = worker.killed(lines, chance.uniform(0, 0.03), "save", folder)
        for words in (line.split() for line in said if line.startswith("saved")):
            promised[bytes.fromhex(words[1])] = words[2]
        workspace = reopened(folder)
        assert examine(workspace) == []
        found = {person.id: person.surname for person in workspace.find(Person)}
        lost = {one: name for one, name in promised.items() if found.get(one) not in _later(name)}
        assert lost == {}
        assert len(found) <= len(promised) + SAVE_KILLS
        workspace.close()
    assert len(promised) > SAVE_KILLS


def _later(name: str) -> tuple[str, ...]:
    """What a person may be called when `name` was the last that was answered."""
    return ("Экинчи",) if name == "Экинчи" else ("Биринчи", "Экинчи")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook before the merge, and the packages for it, with news and with changes."""
    folder = tmp_path_factory.mktemp("packages")
    giver, taker = notebook(folder / "giver", "Берүүчү"), notebook(folder / "taker", "Алуучу")
    card = own_card(taker)
    write_card(folder / "card.depter-card", card, taker.identity)
    taker.close()
    (folder / "packages").mkdir()
    known: list[bytes] = []
    for number in range(PACKAGES):
        new = [new_id() for _ in range(PEOPLE)]
        edits = [Put("person", one, {"surname": f"Адам {number}"}) for one in new]
        edits += [Put("person", one, {"note": f"белги {number}"}) for one in known[::2]]
        giver.write(edits)
        known += new
        give(giver, [card], folder / "packages" / f"{number}.depter")
    giver.close()
    return folder


@pytest.fixture(scope="module")
def steps(packages: Path) -> list[str]:
    """The digests of a notebook after none, one, two … of the packages."""
    folder = packages / "undisturbed"
    workspace = reopened(shutil.copytree(packages / "taker", folder))
    digests = [workspace.digest()]
    for path in sorted((packages / "packages").iterdir()):
        assert [one.refusal for one in merge(workspace, [path])] == [None]
        digests.append(workspace.digest())
    workspace.close()
    return digests


def test_a_package_is_there_whole_or_not_at_all_after_any_kill(
    worker: Worker, chance: random.Random, packages: Path, steps: list[str], tmp_path: Path
) -> None:
    untouched = shutil.copytree(packages / "taker", tmp_path / "whole")
    whole = worker.done("take_in", untouched, packages / "packages")
    reached = set()
    for number in range(MERGE_KILLS):
        folder = shutil.copytree(packages / "taker", tmp_path / str(number))
        lines, moment = number % (PACKAGES + 1), chance.uniform(0, whole / PACKAGES)
        said = worker.killed(lines, moment, "take_in", folder, packages / "packages")
        merged = sum(line.startswith("merged") for line in said)
        workspace = reopened(folder)
        assert examine(workspace) == []
        reached.add(steps.index(workspace.digest()))
        assert steps.index(workspace.digest()) in {merged, merged + 1}
        assert {one.refusal for one in merge(workspace, [packages / "packages"])} == {None}
        assert workspace.digest() == steps[-1]
        assert examine(workspace) == []
        workspace.close()
        shutil.rmtree(folder)
    assert len(reached) > 1


def test_a_package_that_has_its_name_is_sound_after_any_kill(
    worker: Worker, chance: random.Random, packages: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(packages / "giver", tmp_path / "giver")
    stick = tmp_path / "stick"
    stick.mkdir()
    card = packages / "card.depter-card"
    numbers: list[int] = []
    for number in range(GIVE_KILLS):
        said = worker.killed(number % 4, chance.uniform(0, 0.1), "give", folder, card, stick)
        numbers += [int(line.split()[2]) for line in said if line.startswith("given")]
        named = [path for path in stick.iterdir() if not path.name.endswith(".part")]
        assert len({verify(path).header.number for path in named}) == len(named)
        workspace = reopened(folder)
        assert examine(workspace) == []
        made = give(workspace, [read_card(card)], stick)
        assert made.number > max(numbers, default=0)
        numbers.append(made.number)
        workspace.close()
    assert len(set(numbers)) == len(numbers)


def write_until_refused(workspace: Workspace, edit: Put) -> None:
    """Write the edit, and then more and more."""
    for _ in range(200):
        workspace.write([edit, Put("person", new_id(), {"surname": "Дагы", "note": "б" * 9000})])


def test_a_full_disk_is_said_and_the_same_save_works_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        workspace = notebook(disk / "notebook", "Асанова Бегимай")
        first, second = new_id(), new_id()
        workspace.write([Put("person", first, {"surname": "Мурдагы"})])
        before = workspace.digest()
        ballast = fill(disk)
        edit = Put("person", second, {"surname": "Кийинки", "note": "узун " * 4000})
        with pytest.raises(NotSaved, match="disk is full"):
            write_until_refused(workspace, edit)
        ballast.unlink()
        assert examine(workspace) == []
        assert workspace.get(Person, first) is not None
        workspace.write([edit])
        found = workspace.get(Person, second)
        assert found is not None
        assert found.surname == "Кийинки"
        assert workspace.digest() != before
        workspace.close()
        workspace = reopened(disk / "notebook")
        assert examine(workspace) == []
        workspace.close()


def test_a_package_finds_no_room_and_finds_it_later(packages: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        folder = shutil.copytree(packages / "taker", disk / "taker")
        workspace = reopened(folder)
        before = workspace.digest()
        ballast = fill(disk)
        refused = merge(workspace, [packages / "packages"])
        assert all(one.refusal for one in refused)
        assert all("full" in str(one.refusal) or "room" in str(one.refusal) for one in refused)
        ballast.unlink()
        assert workspace.digest() == before
        assert examine(workspace) == []
        assert all(one.refusal is None for one in merge(workspace, [packages / "packages"]))
        assert examine(workspace) == []
        workspace.close()
