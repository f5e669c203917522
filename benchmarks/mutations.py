"""Break the guarantees one at a time in a copy of the program: the tests must notice each.

`python -m benchmarks.mutations [NAME …]` copies the house, breaks one thing, runs the tests that
should fail, mends it again, and prints which breaks nobody noticed.
"""

# ruff: noqa: E501, Q003 - the broken lines are quoted as they stand

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parents[1]
STORAGE = ("tests/storage/test_merge.py", "tests/storage/test_undo.py")
COPIED = ("app", "tests", "resources", "pyproject.toml")


class Mutation(NamedTuple):
    """One guarantee, the words that keep it, what breaks it, and the tests that should notice."""

    name: str
    file: str
    kept_by: str
    broken: str
    tests: tuple[str, ...]


MUTATIONS = (
    Mutation("tie-break: the last one is shown", "app/storage/entries.py",
             "    return max(left,", "    return min(left,", STORAGE),
    Mutation("prev names what was replaced", "app/storage/log.py",
             "    prev = [entry.stamp for entry in leaves(entries_of(connection, record_id, name))]\n",
             "    prev: list[bytes] = []\n", STORAGE),
    Mutation("prev names all leaves", "app/storage/log.py",
             "    prev = [entry.stamp for entry in leaves(entries_of(connection, record_id, name))]\n",
             "    prev = [entry.stamp for entry in leaves(entries_of(connection, record_id, name))][-1:]\n",
             STORAGE),
    Mutation("different values are a conflict", "app/storage/entries.py",
             "len(values) > 1)", "len(values) > 2)", STORAGE),
    Mutation("coverage closes gaps only where intervals meet", "app/storage/coverage.py",
             'touching = "device = ? AND after <= ? AND upto >= ?"',
             'touching = "device = ? AND (after <= ? OR 1) AND (upto >= ? OR 1)"', STORAGE),
    Mutation("coverage joins intervals that meet", "app/storage/coverage.py",
             "after <= ? AND upto >= ?", "after < ? AND upto > ?", STORAGE),
    Mutation("a vector ends before the first gap", "app/storage/coverage.py",
             'coverage WHERE after = ?", (START,)', 'coverage WHERE after >= ? ORDER BY after", (START,)',
             STORAGE),
    Mutation("a deletion keeps the edit it did not know", "app/storage/entries.py",
             "bool(edits - known) or", "False or", STORAGE),
    Mutation("a deletion keeps the creation it did not know", "app/storage/entries.py",
             "    waiting = [entry.stamp for entry in deletions]\n",
             "    waiting = [entry.stamp for entry in deletions] + [created]\n", STORAGE),
    Mutation("what two packages brought stays with one", "app/storage/workspace.py",
             "[*intervals, *brought.points()]", "intervals", ("tests/exchange/test_undo.py",)),
    Mutation("the earliest creation is the row", "app/storage/merge.py",
             "elif bytes(row[1] or b\"\") < stamp:", "elif False:", STORAGE),
    Mutation("what a field was born with is kept", "app/storage/merge.py",
             "        self._keep_origins()\n", "", STORAGE),
    Mutation("an origin travels in its row", "app/storage/outgoing.py",
             "    return is_known and born.get(row[1]) == row[3]\n", "    return False\n", STORAGE),
    Mutation("early entries take effect with their record", "app/storage/merge.py",
             "        if self._has_entries and inserted:\n", "        if False:\n", STORAGE),
    Mutation("undo leaves to others what they brought too", "app/storage/undo.py",
             "    _leave_to_others(connection, package)\n", "", STORAGE),
    Mutation("undo takes what the package covered out of the coverage", "app/storage/undo.py",
             "    _cover_anew(connection)\n    return", "    return", STORAGE),
    Mutation("a plain change follows what it replaced", "app/storage/derive.py",
             '"AND sum(e.stamp = i.prev AND e.prev = x\'\') = 1 "', '""', STORAGE),
    Mutation("the signature is checked", "app/exchange/signing.py",
             "        VerifyKey(key).verify(line,", "        (lambda *_: None)(line,", ("tests/exchange/test_damage.py",)),
    Mutation("the body has the hash the header says", "app/exchange/sealing.py",
             "        if digest.hexdigest() != header.sha256:\n", "        if False:\n", ("tests/exchange/test_damage.py",)),
    Mutation("a redaction empties rows", "app/storage/redaction.py",
             "    if people and changes is not None:\n", "    people = []\n    if people:\n",
             ("tests/storage/test_redaction.py",)),
    Mutation("downwards goes no record that is not for below", "app/storage/outgoing.py",
             "        if is_downward and not record_type.goes_down:\n", "        if False:\n",
             ("tests/storage/test_outgoing.py",)),
    Mutation("downwards goes no entry of a stranger", "app/storage/outgoing.py",
             "    return record_type.goes_down or stamp <=", "    return True or stamp <=",
             ("tests/storage/test_outgoing.py",)),
    Mutation("a package down claims nothing", "app/exchange/export.py",
             "            known = []  # what is left out may not be claimed\n", "            pass\n",
             ("tests/exchange/test_scope.py",)),
    Mutation("a merge is one transaction", "app/storage/connection.py",
             '        self._connection.execute("BEGIN IMMEDIATE")\n', "",
             (*STORAGE, "tests/exchange/test_quarantine.py")),
    Mutation("what waits in quarantine is not claimed", "app/storage/workspace.py",
             "quarantine.without_held(connection, number, known)", "list(known)",
             ("tests/exchange/test_quarantine.py",)),
    Mutation("another key of a known device is an alarm", "app/exchange/peers.py",
             "card.key != key", "False", ("tests/exchange/test_exchange.py", "tests/exchange/test_cards.py")),
)  # fmt: skip


def is_noticed(house: Path, mutation: Mutation) -> bool | None:
    """Whether the tests fail with the break; None when the words are not there any more."""
    path = house / mutation.file
    text = path.read_text(encoding="utf-8")
    if mutation.kept_by not in text:
        return None
    path.write_text(text.replace(mutation.kept_by, mutation.broken, 1), encoding="utf-8")
    tests = [test for test in mutation.tests if (house / test).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        ended = subprocess.run(command, cwd=house, capture_output=True, check=False)
    finally:
        path.write_text(text, encoding="utf-8")
    return ended.returncode != 0


def main() -> int:
    """Break everything that was asked for, one after the other; 1 when something went unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("names", nargs="*", help="only breaks with one of these words in the name")
    asked = parser.parse_args()
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        for name in COPIED:
            source = HOUSE / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, house / name)
        for mutation in MUTATIONS:
            if asked.names and not any(word in mutation.name for word in asked.names):
                continue
            found = is_noticed(house, mutation)
            said = {True: "noticed", False: "SURVIVED", None: "NOT APPLIED"}[found]
            survived += found is not True
            print(f"{said:12} {mutation.name}", flush=True)
    print(f"{survived} survived or not applied")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main())
