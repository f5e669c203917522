"""The long run of faults: kills, flips, cuts, hostile packages, and many notebooks.

`python -m benchmarks.faults [--kills 1000] [--flips 10000] [--runs 50] [--json]` prints, for each
kind of fault when it is through, how often it was tried, how often a promise was broken, and the
upper bound of the rate of breaks at 95 % confidence (Clopper and Pearson; for none broken that is
about 3 / runs).
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import comb
from pathlib import Path

from app.exchange import Refused, export, merge, own_card, redo, undo, verify
from app.exchange.package import Package
from app.exchange.refusals import Unwritable
from app.model import Person, Put, new_id
from app.storage import NotSaved, Profile, Workspace, create_workspace, open_workspace
from app.storage.doctor import examine
from benchmarks.notebooks import QUICK, TERRITORY

PASSPHRASE = "measure"
PEOPLE = 60
MEMORY_LIMIT_MB = 600
SECONDS_LIMIT = 20


@dataclass
class Tried:
    """One kind of fault: how often it was tried, and what was broken by it."""

    name: str
    runs: int = 0
    broken: int = 0
    bound: float = 1.0
    """The rate of breaks is below this at 95 % confidence."""


def upper_bound(broken: int, runs: int) -> float:
    """The one-sided upper limit of Clopper and Pearson at 95 %."""
    low, high = broken / runs, 1.0
    for _ in range(60):
        rate = (low + high) / 2
        chance = sum(comb(runs, k) * rate**k * (1 - rate) ** (runs - k) for k in range(broken + 1))
        low, high = (rate, high) if chance > 0.05 else (low, rate)
    return high


class Setting:
    """A giver, packages of hers, and a taker to be copied before each fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.giver = _notebook(folder / "giver", "Берүүчү")
        taker = _notebook(folder / "taker", "Алуучу")
        self.card = own_card(taker)
        self.packages = [self._package(number) for number in range(3)]
        self.digests = [taker.digest()]
        for path in self.packages[:-1]:
            merge(taker, [path])
            self.digests.append(taker.digest())
        taker.close()
        after = open_workspace(
            shutil.copytree(folder / "taker", folder / "after"), passphrase=PASSPHRASE
        )
        merge(after, self.packages)
        self.digests.append(after.digest())
        self.whole = after

    def _package(self, number: int) -> Path:
        people = [new_id() for _ in range(PEOPLE)]
        self.giver.write([Put("person", one, {"surname": f"Адам {number}"}) for one in people])
        known = self.giver.find(Person)
        self.giver.write([Put("person", one.id, {"note": f"белги {number}"}) for one in known[::3]])
        return export(self.giver, [self.card], self.folder / f"{number}.depter").path

    def close(self) -> None:
        self.whole.close()
        self.giver.close()


def _notebook(folder: Path, name: str) -> Workspace:
    profile = Profile(name=name, role="trainer", territory=TERRITORY, language="ky")
    return create_workspace(folder, PASSPHRASE, profile, QUICK).workspace


def _save(workspace: Workspace, _: Setting) -> None:
    while True:
        workspace.write([Put("person", new_id(), {"surname": "Сакталган", "phone": "0555"})])


def _take_in(workspace: Workspace, setting: Setting) -> None:
    while True:
        merge(workspace, [setting.packages[-1]])
        undo(workspace, setting.packages[-1].name)


def _give(workspace: Workspace, setting: Setting) -> None:
    while True:
        export(workspace, [setting.card], workspace.folder.parent, everything=True)


def _undo_and_redo(workspace: Workspace, setting: Setting) -> None:
    while True:
        undo(workspace, setting.packages[1].name)
        redo(workspace, setting.packages[1].name)


JOBS: dict[str, Callable[[Workspace, Setting], None]] = {
    "save": _save, "export": _give, "merge": _take_in, "undo": _undo_and_redo,
}  # fmt: skip


def kills(setting: Setting, count: int, chance: random.Random) -> Iterator[Tried]:
    """Kill -9 at a random moment of each job; the notebook must be sound and in a whole state."""
    every = Tried("kill -9, all together")
    for name, job in JOBS.items():
        tried = Tried(f"kill -9 while {name}")
        for number in range(max(1, count // len(JOBS))):
            place = setting.folder / f"killed-{number}"
            place.mkdir()
            folder = shutil.copytree(setting.folder / "taker", place / "notebook")
            if _kill(lambda at=folder, work=job: work(_open(at), setting), chance.uniform(0, 0.12)):
                tried.runs += 1
                tried.broken += not _is_sound(folder, setting, name)
            shutil.rmtree(place)
        every.runs += tried.runs
        every.broken += tried.broken
        yield tried
    yield every


def _open(folder: Path) -> Workspace:
    return open_workspace(folder, passphrase=PASSPHRASE)


def _kill(work: Callable[[], None], after: float) -> bool:
    """Do the work in a child and kill it; answers whether it was still at it."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
        os._exit(1)
    time.sleep(0.01 + after)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _is_sound(folder: Path, setting: Setting, job: str) -> bool:
    workspace = _open(folder)
    try:
        found = examine(workspace)
        before = workspace.digest()
        is_whole = job == "save" or before in setting.digests
        for path in folder.parent.glob("*.depter"):
            verify(path, workspace)
        merge(workspace, setting.packages)
        is_back = job == "save" or workspace.digest() == setting.digests[-1]
        return not found and is_whole and is_back and not examine(workspace)
    except Exception:  # noqa: BLE001 - whatever it is, the promise is broken
        return False
    finally:
        workspace.close()


def every_byte(setting: Setting) -> Tried:
    """One bit of every byte of a small package changed: it must not open."""
    return _altered(
        "every byte of a small package", setting, _small(setting), lambda data: range(len(data))
    )


def flips(setting: Setting, count: int, chance: random.Random) -> Tried:
    """Bits of a big package changed at random places."""
    big = _big(setting)
    return _altered(
        "random flips in a big package", setting, big,
        lambda data: (chance.randrange(len(data)) for _ in range(count)),
    )  # fmt: skip


def cuts(setting: Setting) -> Tried:
    """A small package cut at every length."""
    tried = Tried("cut at every length")
    data, path = _small(setting).read_bytes(), setting.folder / "cut.depter"
    for length in range(len(data)):
        path.write_bytes(data[:length])
        tried.runs += 1
        tried.broken += not _is_refused(path, setting.whole)
    return tried


def _small(setting: Setting) -> Path:
    small = setting.folder / "small.depter"
    if not small.exists():
        lone = _notebook(setting.folder / "lone", "Жалгыз")
        export(lone, [setting.card], small)
        lone.close()
    return small


def _big(setting: Setting) -> Path:
    people = ({"surname": f"Көп {n}", "note": os.urandom(40).hex()} for n in range(4000))
    setting.giver.write([Put("person", new_id(), one) for one in people])
    return export(
        setting.giver, [setting.card], setting.folder / "big.depter", everything=True
    ).path


def _altered(
    name: str, setting: Setting, package: Path, places: Callable[[bytes], Iterator[int] | range]
) -> Tried:
    tried = Tried(name)
    data, path = bytearray(package.read_bytes()), setting.folder / "altered.depter"
    before = setting.whole.digest()
    for number, at in enumerate(places(bytes(data))):
        data[at] ^= 1 << (number % 8)
        path.write_bytes(data)
        data[at] ^= 1 << (number % 8)
        tried.runs += 1
        tried.broken += not _is_refused(path, setting.whole)
    tried.broken += setting.whole.digest() != before
    return tried


def _is_refused(path: Path, workspace: Workspace) -> bool:
    try:
        with Package(path, workspace.identity):
            return False
    except Refused:
        return True


def hostile() -> Tried:
    """The hostile archives of the tests, each within its share of memory and time."""
    import io

    from app.exchange.cards import recipient_of
    from app.exchange.sealing import seal
    from tests.exchange.test_damage import ARCHIVES, RECEIVER, SENDER, doubled, read_all

    archives = [*ARCHIVES, *_hostile_tables()]
    tried = Tried("hostile packages, within memory and time")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.depter"
        for archive in archives:
            if archive is doubled:  # warns as it is made: only its own test expects that
                continue
            sealed = seal(
                io.BytesIO(archive()), SENDER, [recipient_of(RECEIVER)], number=1, previous=""
            )
            with path.open("wb") as file, sealed.body:
                sealed.write(file)
            tried.runs += 1
            tried.broken += not _ends_refused(lambda: read_all(path))
    return tried


def _hostile_tables() -> list[Callable[[], bytes]]:
    """Tables that unpack to a mountain, have columns without end, or nest and swell in a line."""
    from tests.exchange.test_damage import COLUMNS, GOOD, HEADLINE, packed

    row = json.dumps(GOOD)
    wide = [{"name": f"c{n}", "type": "string"} for n in range(200_000)]
    swollen = json.dumps([*GOOD[:4], "x" * 12_000_000, 1985])
    return [
        lambda: packed([HEADLINE, *[swollen] * 20], COLUMNS, size=50_000, lines=10),
        lambda: packed([HEADLINE, *[row] * 2_000_000], COLUMNS, size=50_000),
        lambda: packed([HEADLINE, row], wide),
        lambda: packed([HEADLINE, "[" * 5_000_000], COLUMNS),
        lambda: packed([HEADLINE, row], COLUMNS, size=2**62),
    ]


def _ends_refused(work: Callable[[], object]) -> bool:
    """Whether the work, in a child with little memory and time, ends with a refusal."""
    child = os.fork()
    if child == 0:
        memory = MEMORY_LIMIT_MB * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
        code = 1
        with suppress(BaseException):
            try:
                work()
            except Refused:
                code = 0
        os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def full_disk(setting: Setting, count: int) -> Iterator[Tried]:
    """A disk without room for what is done; with room, the same works. Only root can make one."""
    if os.geteuid() == 0:
        for name, work in FILLING.items():
            tried = Tried(f"disk full while {name}, and the same again")
            for number in range(count):
                tried.runs += 1
                tried.broken += not _is_refused_until_there_is_room(
                    setting, setting.folder / f"disk-{number}", work
                )
            yield tried


def _is_refused_until_there_is_room(
    setting: Setting, place: Path, work: Callable[[Workspace, Setting], bool]
) -> bool:
    from tests.journeys.processes import fill, small_disk

    with small_disk(place, "48m") as disk:
        workspace = _open(shutil.copytree(setting.folder / "taker", disk / "notebook"))
        before, ballast = workspace.digest(), fill(disk)
        is_refused = not work(workspace, setting)
        is_kept = workspace.digest() == before and not list(disk.glob("*.depter*"))
        ballast.unlink()
        is_good = work(workspace, setting) and not examine(workspace)
        workspace.close()
    place.rmdir()
    return is_refused and is_kept and is_good


def _saved(workspace: Workspace, _: Setting) -> bool:
    note = os.urandom(400_000).hex()
    try:
        workspace.write([Put("person", new_id(), {"surname": "Чоң", "note": note})])
    except NotSaved:
        return False
    return True


def _taken(workspace: Workspace, setting: Setting) -> bool:
    return all(outcome.refusal is None for outcome in merge(workspace, [setting.packages[-1]]))


def _given(workspace: Workspace, setting: Setting) -> bool:
    try:
        export(workspace, [setting.card], workspace.folder.parent, everything=True)
    except (Refused, Unwritable, NotSaved):
        return False
    return True


FILLING: dict[str, Callable[[Workspace, Setting], bool]] = {
    "save": _saved, "merge": _taken, "export": _given,
}  # fmt: skip


def machine(runs: int) -> Tried:
    """Three to six notebooks against the oracle, so many runs."""
    from tests.examples import examples
    from tests.journeys.test_many_devices import run_many

    happened = run_many(examples(runs, steps=60))
    print({name: happened[name] for name in sorted(happened)}, file=sys.stderr)
    return Tried("many notebooks against the oracle, steps", happened["steps"])


def main() -> int:
    """Try every fault so often; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=50, help="of many notebooks")
    parser.add_argument("--disks", type=int, default=10, help="that run full")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not asked.json:
        print(f"{'':44} {'runs':>8} {'broken':>8}   below (95 %)", flush=True)
    found = []
    for one in _every_fault(asked):
        one.bound = upper_bound(one.broken, one.runs)
        found.append(one)
        if not asked.json:
            print(f"{one.name:44} {one.runs:8,} {one.broken:8,}   {one.bound:.3%}", flush=True)
    if asked.json:
        print(json.dumps([asdict(one) for one in found], indent=1))
    return int(any(one.broken for one in found))


def _every_fault(asked: argparse.Namespace) -> Iterator[Tried]:
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(Path(folder))
        if asked.kills:
            yield from kills(setting, asked.kills, chance)
        yield every_byte(setting)
        yield cuts(setting)
        yield hostile()
        if asked.flips:
            yield flips(setting, asked.flips, chance)
        yield from full_disk(setting, asked.disks)
        if asked.runs:
            yield machine(asked.runs)
        setting.close()


if __name__ == "__main__":
    sys.exit(main())
