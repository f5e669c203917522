"""Quarantine tried again: after an update the program may read what it could not before."""

import json
from collections import defaultdict
from dataclasses import dataclass

from app.exchange.signing import Unsound
from app.exchange.unpacking import Batch, read_again
from app.storage import Workspace
from app.storage.questions.quarantine import Waiting, waiting


@dataclass(frozen=True)
class Retried:
    """How many of the changes in quarantine went in, and how many still wait."""

    released: int
    waiting: int


def retry(workspace: Workspace) -> Retried:
    """Read everything in quarantine once more; what can be read now goes in, the rest waits on."""
    batches: dict[int, list[Batch]] = defaultdict(list)
    numbers: dict[int, list[int]] = defaultdict(list)
    held = waiting(workspace)
    for one in held:
        try:
            batches[one.package].append(read_again(one.content))
        except (Unsound, ValueError, KeyError, TypeError, IndexError):
            continue
        numbers[one.package].append(one.no)
    hashes = {one.package: one.package_hash for one in held}
    for package, found in numbers.items():
        workspace.take_again(package, batches[package], found)
        workspace.give_receipt(hashes[package])
    released = sum(len(found) for found in numbers.values())
    return Retried(released, len(held) - released)


def values_in(held: Waiting) -> dict[str, str]:
    """The values of a change in quarantine by field, as they came; nothing where even that fails.

    For a person to look at: nothing of it was checked.
    """
    try:
        content = json.loads(held.content)
        names = [column[0] for column in content["columns"]]
        named = dict(zip(names, json.loads(content["line"]), strict=True))
    except (ValueError, KeyError, TypeError, IndexError):
        return {}
    if held.field:
        named = {held.field: named.get("value")}
    return {
        str(name): str(value)
        for name, value in named.items()
        if value not in (None, "") and not str(name).startswith("_")
    }
