"""Three to six notebooks, packages in any order, wrong clocks: nothing is lost and all agree."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from app.exchange import export, look, merge, own_card, redo, undo
from app.exchange.scope import is_downward
from app.model import (
    DELETED,
    RECORD_TYPES,
    Attendance,
    Person,
    Put,
    Remove,
    Reopen,
    Restore,
    Settle,
    Territory,
    inverse,
)
from app.model.stamp import now_ms
from app.paths import settings_folder
from app.storage import Workspace, open_workspace
from app.storage.doctor import examine
from app.storage.entries import suspects
from app.storage.identity import FOLDER as MARKS
from tests.examples import examples
from tests.journeys.devices import Device, Sealed, contents, has_conflicts, templates
from tests.journeys.oracle import Oracle, stored_stamps

FIELDS = ("surname", "birth_year", "village", "categories")
VALUES: dict[str, tuple[Any, ...]] = {
    "surname": ("Абдиева", "Бекова"),
    "birth_year": (1980, 1990, None),
    "village": ("Ак-Татыр", "Кара-Бак", ""),
    "categories": (("youth",), ("youth", "teacher"), ()),
}
YEARS = 365 * 24 * 3600 * 1000
MOST = 4
"""So few people that everybody changes the same ones."""
REGISTRATIONS = tuple(bytes([n]) * 16 for n in (1, 2))
ACTIONS = {
    "write": 1, "tick": 4, "name_village": 1, "edit": 14, "delete": 5, "restore": 2, "settle": 8,
    "reopen": 5, "give": 4, "take": 6, "hand_over": 8, "take_several": 3, "relay": 2,
    "take_back": 3, "take_back_the_taking_back": 3, "jump_clock": 2, "open_again": 1,
}  # fmt: skip
"""What may happen next, and how often: left to itself Hypothesis would hardly ever settle."""
happened: Counter[str] = Counter()
"""What the whole run came to: a run in which nothing was exchanged proves nothing."""


class ManyDevices(RuleBasedStateMachine):
    """The notebooks beside the oracle. After each step the one that was touched is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="exchange-"))
        self.oracle = Oracle()
        self.devices: list[Device] = []
        self.packages: list[Sealed] = []
        self.digests: dict[frozenset[bytes], str] = {}
        self.settled: list[tuple[int, Reopen]] = []
        self.steps = 0
        self.people = 0
        self.is_sound = False
        self.began = now_ms()

    @initialize(count=st.integers(3, 6))
    def set_up(self, count: int) -> None:
        # Copied together with their marks they are no copies, but the notebooks themselves.
        shutil.copytree(templates() / MARKS, settings_folder() / MARKS, dirs_exist_ok=True)
        for number in range(count):
            folder = shutil.copytree(templates() / str(number), self.folder / str(number))
            workspace = open_workspace(folder, passphrase="demo")
            self.set_clock(workspace)
            self.devices.append(Device(workspace, own_card(workspace)))
            self.look_at(number)
        for _ in range(2):
            self.write(0, Random(0))
        sealed = self.pack(0, list(range(count)))
        for number in range(1, count):
            self.take_in(number, sealed)  # type: ignore[arg-type]

    def teardown(self) -> None:
        try:
            if self.is_sound:
                self.let_all_exchange()
        finally:
            for device in self.devices:
                device.workspace.close()
            shutil.rmtree(self.folder)

    def new_person(self) -> bytes:
        return (self.began << 80 | len(self.oracle.stamps)).to_bytes(16, "big")

    def set_clock(self, workspace: Workspace, jump: int = 0, *, stands_still: bool = False) -> None:
        """Let a machine's clock be wrong; it goes on with the steps of the run."""
        since = self.steps if stands_still else None

        def wall() -> int:
            return self.began + jump + 10 * (self.steps if since is None else since)

        workspace.clock._wall_ms = wall  # the one clock of a notebook

    @rule(seed=st.integers(0, 2**40))
    def step(self, seed: int) -> None:
        happened["steps"] += 1
        chance = Random(f"{seed}-{self.steps}")
        self.steps += 1
        (action,) = chance.choices(list(ACTIONS), list(ACTIONS.values()))
        getattr(self, action)(chance.randrange(len(self.devices)), chance)

    def at(self, number: int) -> Device:
        return self.devices[number % len(self.devices)]

    def one_with(self, chance: Random, has: Callable[[Device], bool], who: int) -> int:
        """One of the devices of which this is so, if there are any."""
        fit = [number for number, device in enumerate(self.devices) if has(device)]
        return chance.choice(fit) if fit else who

    def look_at(self, number: int) -> None:
        """Note what was written, and compare everything with what must be so."""
        self.is_sound = False
        device = self.at(number)
        ws = device.workspace
        device.written |= self.oracle.learn(ws, device.known)
        known = device.known
        device.ever |= known
        assert stored_stamps(ws) == known
        assert examine(ws) == []
        listed: dict[bytes, set[str]] = {}
        for record_id, name in ws.reader.execute("SELECT id, field FROM conflict"):
            listed.setdefault(record_id, set()).add(name)
        for record_id, facts in self.oracle.of_record.items():
            self.compare(ws, facts[0].type_name, record_id, known, listed.get(record_id, set()))
        digest = ws.digest()
        assert self.digests.setdefault(frozenset(known - self.oracle.accounts), digest) == digest
        self.is_sound = True

    def compare(
        self, ws: Workspace, type_name: str, record_id: bytes, known: set[bytes], listed: set[str]
    ) -> None:
        names = list(RECORD_TYPES[type_name].kinds())
        row = ws.reader.execute(
            f"SELECT _deleted, {', '.join(names)} FROM {type_name} WHERE id = ?", (record_id,)
        ).fetchone()
        if row is None:
            assert not listed
            return
        expected = self.oracle.state(record_id, known, suspects(ws.reader))
        assert expected.conflicts - {DELETED} <= listed, "no true conflict stays unseen"
        if self.oracle.is_whole(record_id, known):
            assert listed == expected.conflicts
            values = dict(zip(names, row[1:], strict=True))
            assert values == dict.fromkeys(names) | expected.values
            assert row[0] == expected.deleted
            happened["records compared"] += 1
            happened["conflicts seen"] += len(listed)

    def write(self, who: int, chance: Random) -> None:
        if self.people == MOST:
            return
        self.people += 1
        surname = chance.choice(VALUES["surname"])
        self.at(who).workspace.write([Put("person", self.new_person(), {"surname": surname})])
        self.look_at(who)

    def tick(self, who: int, chance: Random) -> None:
        key = {"registration": chance.choice(REGISTRATIONS), "day": "2026-11-18", "part": "morning"}
        values = {**key, "is_present": chance.random() < 0.5}
        self.at(who).workspace.write([Put("attendance", Attendance.id_for(key), values)])
        self.look_at(who)

    def name_village(self, who: int, chance: Random) -> None:
        name = chance.choice(["Жаңы айыл", "Бейиш"])
        values = {"code": "41705410000099", "name_ky": name}
        self.at(who).workspace.write([Put("territory", Territory.id_for(values), values)])
        self.look_at(who)

    def edit(self, who: int, chance: Random) -> None:
        ws = self.at(who).workspace
        people = sorted(one.id for one in ws.find(Person))
        if people:
            name, someone = chance.choice(FIELDS), chance.choice(people)
            value = chance.choice(VALUES[name])
            ws.write([Put("person", someone, {name: value})])
            found = ws.get(Person, someone)
            assert found is not None
            assert getattr(found, name) == value
            self.look_at(who)

    def delete(self, who: int, chance: Random) -> None:
        type_ = chance.choice((Person, Attendance))
        ws = self.at(who).workspace
        here = sorted(one.id for one in ws.find(type_))
        if here:
            ws.write([Remove(type_.type_name, chance.choice(here))])
            happened["deleted"] += 1
            self.look_at(who)

    def restore(self, who: int, chance: Random) -> None:
        ws = self.at(who).workspace
        gone = ws.reader.execute("SELECT id FROM person WHERE _deleted = 1 ORDER BY id").fetchall()
        if gone:
            ws.write([Restore("person", chance.choice(gone)[0])])
            self.look_at(who)

    def settle(self, who: int, chance: Random) -> None:
        who = self.one_with(chance, lambda one: has_conflicts(one.workspace), who)
        ws = self.at(who).workspace
        open_now = ws.reader.execute("SELECT type, id, field FROM conflict ORDER BY 1, 2, 3")
        found = open_now.fetchall()
        if not found:
            return
        type_name, record_id, name = chance.choice(found)
        value: object = chance.randrange(2)
        if name != DELETED:
            kind = RECORD_TYPES[type_name].kinds()[name]
            said = [fact.value for fact in self.oracle.of_record[record_id] if fact.field == name]
            value = kind.load(chance.choice(said))
        change, *_ = ws.write([Settle(type_name, record_id, name, value)])
        (reopening,) = inverse([change])
        assert isinstance(reopening, Reopen)
        self.settled.append((who, reopening))
        left = ws.reader.execute(
            "SELECT 1 FROM conflict WHERE id = ? AND field = ?", (record_id, name)
        )
        assert left.fetchone() is None
        happened["settled"] += 1
        self.look_at(who)

    def reopen(self, _: int, chance: Random) -> None:
        if not self.settled:
            return
        who, edit = self.settled.pop(chance.randrange(len(self.settled)))
        device = self.at(who)
        device.workspace.write([edit])
        knew = {fact.stamp: fact.knew for fact in self.oracle.of_record[edit.id]}
        repeated = {
            stamp: frozenset({prev[:16], edit.settled}) | knew[prev[:16]]
            for stamp, prev in device.workspace.reader.execute(
                "SELECT stamp, prev FROM entry WHERE id = ? AND stamp > ? AND substr(prev, 17) = ?",
                (edit.id, edit.settled, edit.settled),
            )
            if stamp not in knew
        }
        device.written |= self.oracle.learn(device.workspace, device.known, repeated)
        happened["deletion opened again" if edit.field == DELETED else "opened again"] += 1
        self.look_at(who)

    def give(self, giver: int, chance: Random) -> None:
        takers = [n for n in range(len(self.devices)) if chance.random() < 0.5]
        self.pack(giver, takers, everything=chance.random() < 0.3)

    def pack(self, giver: int, takers: list[int], *, everything: bool = False) -> Sealed | None:
        """Seal a package for these others; several below get none together."""
        giver %= len(self.devices)
        others = sorted({taker % len(self.devices) for taker in takers} - {giver})
        device = self.devices[giver]
        if any(self.devices[other].rank < device.rank for other in others):
            others = others[:1]
        if not others:
            return None
        cards = [self.devices[other].card for other in others]
        path = self.folder / f"{len(self.packages)}.depter"
        known = device.known
        export(device.workspace, cards, path, everything=everything)
        sealed = Sealed(path, giver, *contents(path, device.workspace, tuple(others)))
        self.packages.append(sealed)
        self.check_scope(device, others, sealed.stamps, known, everything=everything)
        return sealed

    def check_scope(
        self,
        giver: Device,
        others: list[int],
        stamps: frozenset[bytes],
        known: set[bytes],
        *,
        everything: bool,
    ) -> None:
        """Nothing is invented; upwards nothing is withheld that they never had."""
        assert stamps <= known
        receivers = [self.devices[other] for other in others]
        if is_downward(giver.card, [receiver.card for receiver in receivers]):
            (receiver,) = receivers
            for fact in self.facts(stamps):
                if not RECORD_TYPES[fact.type_name].goes_down:
                    assert fact.stamp in known
                    assert {f.id for f in self.facts(receiver.ever)} >= {fact.id}, "a stranger"
            happened["given down"] += 1
        elif everything:
            assert stamps == known
        else:
            had = set.intersection(*(receiver.ever for receiver in receivers))
            assert known - stamps <= had

    def facts(self, stamps: frozenset[bytes] | set[bytes]) -> list[Any]:
        every = self.oracle.of_record.values()
        return [fact for facts in every for fact in facts if fact.stamp in stamps]

    def take(self, who: int, chance: Random) -> None:
        here = [one for one in self.packages if who in one.receivers]
        if here:
            late = chance.choice(here[-4:] if chance.random() < 0.7 else here)
            self.take_in(who, late, is_looked_at=chance.random() < 0.3)

    def hand_over(self, giver: int, chance: Random) -> None:
        sealed = self.pack(giver, [chance.randrange(len(self.devices))])
        if sealed:
            self.take_in(sealed.receivers[0], sealed)

    def take_several(self, who: int, chance: Random) -> None:
        here = [one for one in self.packages if who in one.receivers][-4:]
        for sealed in chance.sample(here, len(here)):
            self.take_in(who, sealed)

    def take_in(self, who: int, sealed: Sealed, *, is_looked_at: bool = False) -> None:
        device = self.devices[who]
        ws = device.workspace
        looked = look(ws, [sealed.path]) if is_looked_at else []
        if is_looked_at:
            self.look_at(who)
        before, is_again = device.known, sealed.hash in device.taken
        (outcome,) = merge(ws, [sealed.path])
        assert outcome.refusal is None
        assert outcome.is_known == is_again
        assert [one.counts for one in looked] in ([], [outcome.counts])
        device.undone.pop(sealed.hash, None)
        device.taken[sealed.hash] = sealed.stamps
        news = sealed.stamps - before
        happened["taken in again" if is_again else "taken in"] += 1
        happened["changes exchanged"] += len(news)
        happened["conflicts found"] += max(0, outcome.counts.conflicts)
        assert not (outcome.counts.new and not news)
        self.look_at(who)

    def relay(self, carrier: int, chance: Random) -> None:
        """Somebody who cannot read a package carries it, and learns nothing by trying."""
        others = [one for one in self.packages if carrier not in (one.giver, *one.receivers)]
        if not others:
            return
        sealed = chance.choice(others)
        copy = self.folder / f"carried-{len(self.packages)}.depter"
        shutil.copy(sealed.path, copy)
        ws = self.devices[carrier].workspace
        (outcome,) = merge(ws, [copy])
        assert outcome.refusal is not None
        self.look_at(carrier)
        happened["relayed"] += 1
        carried = Sealed(copy, sealed.giver, sealed.hash, sealed.receivers, sealed.stamps)
        self.take_in(sealed.receivers[-1], carried)

    def take_back(self, who: int, chance: Random) -> None:
        who = self.one_with(chance, lambda one: bool(one.taken), who)
        device = self.at(who)
        if device.taken:
            name = chance.choice(list(device.taken))
            undo(device.workspace, name)
            del device.taken[name]
            device.undone[name] = None
            happened["undone"] += 1
            self.look_at(who)

    def take_back_the_taking_back(self, who: int, chance: Random) -> None:
        who = self.one_with(chance, lambda one: bool(one.undone), who)
        device = self.at(who)
        if device.undone:
            name = chance.choice(list(device.undone))
            redo(device.workspace, name)
            del device.undone[name]
            device.taken[name] = next(p.stamps for p in self.packages if p.hash == name)
            happened["redone"] += 1
            self.look_at(who)

    def jump_clock(self, who: int, chance: Random) -> None:
        jump = chance.choice([-10 * YEARS, -5000, 0, 1, 10 * YEARS])
        ws = self.at(who).workspace
        self.set_clock(ws, jump, stands_still=chance.random() < 0.5)
        happened["clock jumped"] += 1

    def open_again(self, who: int, _: Random) -> None:
        device = self.at(who)
        folder = device.workspace.folder
        device.workspace.close()
        device.workspace = open_workspace(folder, passphrase="demo")
        self.set_clock(device.workspace)
        self.look_at(who)

    def let_all_exchange(self) -> None:
        """Everybody gives upwards and to colleagues until nothing is new: each step agrees."""
        for _ in range(5):
            before = [device.known for device in self.devices]
            for giver, device in enumerate(self.devices):
                for ranks in ({device.rank}, set(range(device.rank + 1, 3))):
                    others = [n for n, one in enumerate(self.devices) if one.rank in ranks]
                    sealed = self.pack(giver, others)
                    for taker in sealed.receivers if sealed else ():
                        self.take_in(taker, sealed)  # type: ignore[arg-type]
            if all(
                (device.known ^ was) <= self.oracle.accounts
                for device, was in zip(self.devices, before, strict=True)
            ):
                break
        for rank in range(3):
            same = [device for device in self.devices if device.rank == rank]
            assert len({device.workspace.digest() for device in same}) <= 1
        highest = max(self.devices, key=lambda device: device.rank)
        assert highest.known >= self.oracle.stamps - self.oracle.accounts, "all of it arrived"
        happened["runs"] += 1


def run_many(bounds: settings) -> Counter[str]:
    """Run the machine so often; answers what happened."""
    happened.clear()
    run_state_machine_as_test(ManyDevices, settings=settings(bounds, report_multiple_bugs=False))
    return happened


@pytest.mark.hypothesis
def test_many_notebooks_agree_with_who_knew_what() -> None:
    run = run_many(examples(6, steps=40))
    for what, least in {
        "runs": 6, "taken in": 40, "changes exchanged": 100, "records compared": 500,
        "conflicts found": 1, "conflicts seen": 1, "undone": 1,
    }.items():  # fmt: skip
        assert run[what] >= least, (what, run)
