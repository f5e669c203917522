"""Notebooks for tests: quick to make, and able to hand each other what the other lacks."""

import itertools
from collections.abc import Mapping
from pathlib import Path

from app.model import Changes, Person, Put, new_id
from app.storage import Counts, Interval, KdfCost, Profile, Workspace, coverage, create_workspace
from app.storage.outgoing import entries_lacking, rows_lacking

QUICK = KdfCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "четыре козы у реки"
_numbers = itertools.count(1)


def profile(name: str = "Тренер Биринчи") -> Profile:
    """Somebody invented."""
    return Profile(name=name, role="trainer", territory="41705000000000", language="ky")


def notebook(folder: Path, name: str = "Тренер Биринчи") -> Workspace:
    """A new notebook, with a key that is derived quickly."""
    return create_workspace(folder, PASSPHRASE, profile(name), QUICK).workspace


def add_person(workspace: Workspace, **values: object) -> bytes:
    """Write a person down; answers her id."""
    person = new_id()
    workspace.write([Put("person", person, {"surname": "Ойдон Чыгарылган", **values})])
    return person


def set_person(workspace: Workspace, person: bytes, **values: object) -> Changes:
    """Change fields of a person."""
    return workspace.write([Put("person", person, values)])


def person(workspace: Workspace, person_id: bytes) -> Person:
    """The person, who is there."""
    found = workspace.get(Person, person_id)
    assert found is not None
    return found


def hand_over(
    giver: Workspace,
    taker: Workspace,
    *,
    everything: bool = False,
    is_dry_run: bool = False,
    since: Mapping[bytes, bytes] | None = None,
) -> Counts:
    """Give the taker what she lacks, as a package would; or what came `since` a version vector."""
    have = {} if everything else since or coverage.vector(taker.reader)
    with giver.snapshot() as connection:
        known: list[Interval] = coverage.beyond(coverage.intervals(connection), have)
        batches = [*rows_lacking(connection, have), *entries_lacking(connection, have)]
    number = next(_numbers)
    note = {
        "hash": f"{number:064x}",
        "device": giver.identity.device,
        "number": number,
        "previous": "",
        "made_at": "",
        "received_at": "",
        "file_name": "",
    }
    return taker.merge(note, batches, known, is_dry_run=is_dry_run)


def conflicts(workspace: Workspace) -> set[tuple[str, str]]:
    """The open conflicts: (record id in hexadecimal, field)."""
    rows = workspace.reader.execute("SELECT id, field FROM conflict")
    return {(record_id.hex(), field) for record_id, field in rows}
