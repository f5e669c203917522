"""An oracle for many notebooks: it knows, for every change, what its device knew when it was made.

What stands in a notebook follows from that by brute force: a value stands when no other value of
its field was written by somebody who knew of it; two different ones that stand are a conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from app.model import CREATED, DELETED, RECORD_TYPES, Stored
from app.model.stamp import RELEASE_DEVICE
from app.storage import Workspace
from app.storage.entries import Suspects

Known = frozenset[bytes]
"""Changes, by their stamps."""
_NONE: Mapping[bytes, Known] = MappingProxyType({})


class Fact(NamedTuple):
    """One field that got a value, and all that was known of the record then."""

    stamp: bytes
    type_name: str
    id: bytes
    field: str
    value: Stored
    knew: Known


class State(NamedTuple):
    """What a record should look like to somebody who knows certain changes."""

    values: dict[str, Stored]
    conflicts: set[str]
    deleted: Stored


@dataclass
class Oracle:
    """All changes anybody ever made."""

    of_record: dict[bytes, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    stamps: set[bytes] = field(default_factory=set)
    accounts: set[bytes] = field(default_factory=set)
    """Changes of records that only tell of the notebook itself; no digest counts them."""
    frayed: set[bytes] = field(default_factory=set)
    """Records that somebody changed who knew of a change, but not of all it was made upon."""

    def learn(
        self, workspace: Workspace, knew: Iterable[bytes], repeated: Mapping[bytes, Known] = _NONE
    ) -> Known:
        """Note what a notebook wrote by itself since; answers the stamps.

        `repeated` says of changes that repeat earlier ones what they know: less than their writer.
        """
        known = set(knew)
        new = [one for one in _written(workspace) if one[0] not in self.stamps]
        for stamp, type_name, record_id, name, value in sorted(new, key=lambda one: one[0]):
            here = frozenset(fact.stamp for fact in self.of_record[record_id]) & known - {stamp}
            if not self.is_whole(record_id, known):
                self.frayed.add(record_id)
            fact = Fact(stamp, type_name, record_id, name, value, repeated.get(stamp, here))
            self.of_record[record_id].append(fact)
            known.add(stamp)
            if RECORD_TYPES[type_name].is_own_account:
                self.accounts.add(stamp)
        stamps = frozenset(one[0] for one in new)
        self.stamps |= stamps
        return stamps

    def is_whole(self, record_id: bytes, known: set[bytes]) -> bool:
        """Whether all that the known changes of a record were made upon is known as well."""
        facts = [fact for fact in self.of_record[record_id] if fact.stamp in known]
        return record_id not in self.frayed and all(fact.knew <= known for fact in facts)

    def state(self, record_id: bytes, known: set[bytes], suspect: Suspects) -> State:
        """What the record is to somebody who knows these changes."""
        facts = [fact for fact in self.of_record[record_id] if fact.stamp in known]
        names = {fact.field for fact in facts} - {CREATED, DELETED}
        standing = {name: _standing(facts, name) for name in names}
        conflicts = {name for name, left in standing.items() if len({f.value for f in left}) > 1}
        values = {name: winner(left, suspect).value for name, left in standing.items()}
        deleted, is_conflict = _deletion(facts)
        return State(values, conflicts | ({DELETED} if is_conflict else set()), deleted)


def _standing(facts: list[Fact], name: str) -> list[Fact]:
    """The values of a field that were written without anybody later knowing of them."""
    of_field = [fact for fact in facts if fact.field == name]
    replaced = frozenset().union(*(fact.knew for fact in of_field))
    return [fact for fact in of_field if fact.stamp not in replaced]


def winner(left: list[Fact], suspect: Suspects) -> Fact:
    """The last one, but one of a clock that ran ahead only when there is no other."""

    def is_believed(fact: Fact) -> bool:
        device, ms = fact.stamp[8:], int.from_bytes(fact.stamp[:6], "big")
        return ms <= suspect.get(device, ms)

    return max(left, key=lambda fact: (is_believed(fact), fact.stamp))


def _deletion(facts: list[Fact]) -> tuple[int, bool]:
    left = _standing(facts, DELETED)
    if not any(fact.value for fact in left):
        return 0, False
    seen = frozenset().union(*(f.knew for f in facts if f.field == DELETED and f.value))
    unseen = [fact for fact in facts if fact.field != DELETED and fact.stamp not in seen]
    is_conflict = bool(unseen) or not all(fact.value for fact in left)
    return (0, True) if is_conflict else (1, False)


def _written(workspace: Workspace) -> list[tuple[bytes, str, bytes, str, Stored]]:
    """What the notebook's own device wrote: (stamp, type, id, field, value)."""
    own = workspace.identity.device
    entries = workspace.reader.execute(
        "SELECT stamp, type, id, field, value FROM entry WHERE substr(stamp, 9) = ?", (own,)
    ).fetchall()
    born = {(stamp, name): value for stamp, _, _, name, value in entries}
    found: dict[tuple[bytes, str], tuple[bytes, str, bytes, str, Stored]] = {}
    for type_name, record_type in RECORD_TYPES.items():
        names = list(record_type.kinds())
        rows = workspace.reader.execute(
            f"SELECT id, _stamp, {', '.join(names)} FROM {type_name} WHERE substr(_stamp, 9) = ?",
            (own,),
        )
        for record_id, stamp, *values in rows:
            found[stamp, CREATED] = (stamp, type_name, record_id, CREATED, 1)
            for name, value in zip(names, values, strict=True):
                said = born.get((stamp, name), value)
                if said is not None:
                    found[stamp, name] = (stamp, type_name, record_id, name, said)
    births = {stamp for stamp, _ in found}
    for entry in entries:
        if entry[0] not in births:
            found[entry[0], entry[3]] = entry
    return list(found.values())


def stored_stamps(workspace: Workspace) -> set[bytes]:
    """Every change that lies in a notebook, but those that came with the program."""
    tables = " UNION ALL ".join(f"SELECT _stamp FROM {name}" for name in RECORD_TYPES)
    rows = workspace.reader.execute(
        f"SELECT stamp FROM (SELECT stamp FROM entry UNION ALL {tables}) "
        "WHERE substr(stamp, 9) <> ?",
        (RELEASE_DEVICE,),
    )
    return {row[0] for row in rows}
