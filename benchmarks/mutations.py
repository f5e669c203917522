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
             "    is_unknown = bool(unknown_edits(entries, created, entries[DELETED]))\n", "    is_unknown = False\n", STORAGE),
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
    Mutation("only who was never changed is dealt with by the set", "app/storage/first_touch.py",
             '"AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = r.id)"', '""',
             ("tests/storage/test_laying_down.py",)),
    Mutation("by the set goes only what replaces the birth", "app/storage/first_touch.py",
             "WHERE r._stamp = {born} ", "WHERE true ", ("tests/storage/test_laying_down.py",)),
    Mutation("origins are kept by the set", "app/storage/first_touch.py",
             "?, id, ?, born, was_{n}", "?, id, ?, born, new_{n}",
             ("tests/storage/test_laying_down.py",)),
    Mutation("rows that came are noted for giving", "app/storage/news.py",
             "    blocks = range(first // BLOCK, last // BLOCK + 1)\n", "    blocks = range(first // BLOCK, last // BLOCK)\n",
             ("tests/storage/test_outgoing.py", "tests/storage/test_laying_down.py")),
    Mutation("a row that is born later is noted", "app/storage/undo.py",
             "    news.note_record(connection, type_name, record_id)\n", "", ("tests/storage/test_laying_down.py",)),
    Mutation("entries that came are noted for giving", "app/storage/merge.py",
             "            news.note_entries(self._connection, stamps, ids)\n", "            pass\n",
             ("tests/storage/test_laying_down.py",)),
    Mutation("a creation that is no row any more is noted", "app/storage/merge.py",
             "        news.note_entries(connection, [born], [bytes(row[0])])", "        pass",
             ("tests/storage/test_laying_down.py",)),
    Mutation("nothing is to settle about a field without a word", "app/storage/derive.py",
             'AND (id NOT IN (SELECT id FROM {type_name}) "\n            "OR NOT', 'AND (id NOT IN (SELECT id FROM {type_name}) "\n            "AND NOT',
             ("tests/storage/test_undo.py", "tests/storage/test_laying_down.py")),
    Mutation("a field is plain where one value is left", "app/storage/derive.py",
             "HAVING count(*) = 1", "HAVING count(*) >= 1", ("tests/storage/test_laying_down.py",)),
    Mutation("the signature is checked", "app/exchange/signing.py",
             "        VerifyKey(key).verify(line,", "        (lambda *_: None)(line,", ("tests/exchange/test_damage.py",)),
    Mutation("the body has the hash the header says", "app/exchange/sealing.py",
             "        if digest.hexdigest() != header.sha256:\n", "        if False:\n", ("tests/exchange/test_sealing.py",)),
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
    Mutation("what is sealed is decrypted to its end before it is used", "app/exchange/sealing.py",
             '            plain.close()\n            raise PackageDamaged(self.name, f"does not decrypt: {error}") from error\n',
             "            del error\n", ("tests/exchange/test_sealing.py",)),
    Mutation("what is signed outside is what is sealed inside", "app/exchange/package.py",
             "        if outside != inside:\n", "        if False:\n", ("tests/exchange/test_damage.py",)),
    Mutation("a table unpacks to no more than it says", "app/exchange/unpacking.py",
             "            if seen > size or", "            if False or", ("tests/exchange/test_damage.py",)),
    Mutation("content has the hash it is listed by", "app/exchange/package.py",
             "        if _sha256(data) != resource.sha256 or", "        if", ("tests/exchange/test_damage.py",)),
    Mutation("only sound packages are carried on", "app/exchange/relay.py",
             "            with Opened(path):\n                pass\n", "            path.stat()\n",
             ("tests/exchange/test_sealing.py",)),
    Mutation("a card with another key is an alarm", "app/exchange/peers.py",
             "    check_signer(known, card.device, card.key, file, CardChanged)\n", "",
             ("tests/exchange/test_cards.py",)),
    Mutation("a dry run changes nothing", "app/storage/workspace.py",
             "                    if is_dry_run:\n", "                    if False:\n",
             ("tests/exchange/test_exchange.py",)),
    Mutation("a late package is redacted on reading", "app/storage/workspace.py",
             "forgotten = redaction.redact(connection)\n", "forgotten = Forgotten()\n",
             ("tests/storage/test_redaction.py",)),
    Mutation("a package taken in is kept for its redo", "app/exchange/take_in.py",
             "            keep(self._workspace, path, package.hash)\n", "",
             ("tests/exchange/test_undo.py",)),
    Mutation("a stamp of the far future moves no clock", "app/model/stamp.py",
             "        if self.is_ahead(stamp):\n            return\n", "",
             ("tests/storage/test_clocks.py",)),
    Mutation("a value of the far future does not win alone", "app/storage/entries.py",
             "(not is_suspect(entry.stamp, suspect), entry))", "entry)",
             ("tests/storage/test_clocks.py",)),
    Mutation("of two copies the second is another device", "app/storage/identity.py",
             '    return bool(mark) and mark in (identity["held"], identity["next"])\n', "    return True\n",
             ("tests/exchange/test_copies.py",)),
    Mutation("somebody who writes under this name is an alarm", "app/exchange/copies.py",
             "    if header.device == own or max(said) > reached:\n", "    if False:\n",
             ("tests/exchange/test_copies.py",)),
    Mutation("packages of a device follow from each other", "app/exchange/copies.py",
             '"OR number = :number - 1 AND hash <> :previous "', '""', ("tests/exchange/test_copies.py",)),
    Mutation("nothing is claimed of a device that is two", "app/storage/workspace.py",
             "if each.device not in split])", "])", ("tests/exchange/test_copies.py",)),
    Mutation("each entry of the audit bears the one before", "app/storage/audit.py",
             "_hash(last[1], no,", '_hash("", no,', ("tests/exchange/test_audit.py",)),
    Mutation("what came in is acknowledged", "app/exchange/take_in.py",
             "            self._workspace.give_receipt(package.hash)\n", "            pass\n",
             ("tests/exchange/test_receipts.py",)),
    Mutation("nobody acknowledges receipts", "app/exchange/take_in.py",
             "        if self._has_news and not", "        if not", ("tests/exchange/test_receipts.py",)),
    Mutation("an undone settlement is a conflict again", "app/model/change.py",
             "    if change.settles:\n", "    if False:\n", ("tests/actions/test_conflicts.py",)),
    Mutation("an undone deletion of what was edited is one too", "app/storage/reopening.py",
             "        sides += _unheard(connection, edit, entries, told, settled)\n", "        pass\n",
             ("tests/actions/test_conflicts.py",)),
    Mutation("a rule of time keeps what was edited", "app/actions/conflicts.py",
             "(standing.value is not True or standing.is_shown, standing.at)", "(True, standing.at)",
             ("tests/actions/test_conflicts.py",)),
    Mutation("sent is what was read back", "app/exchange/carriers/carrier.py",
             "        if self._hash_there(part, start) != hash_from(source, start):\n", "        if False:\n",
             ("tests/exchange/carriers/test_faults.py::test_nothing_is_called_sent_that_the_far_side_did_not_keep",)),
    Mutation("another file under a name is left as it is", "app/exchange/carriers/carrier.py",
             "        if self._hash_there(name, start) != hash_from(source, start):\n", "        if False:\n",
             ("tests/exchange/carriers/test_carriers.py::test_another_file_under_the_name_stays_as_it_was",)),
    Mutation("what is on its way does not count", "app/exchange/carriers/folder.py",
             "            path.rename(final)\n", "            path.rename(final.with_suffix('.gone'))\n",
             ("tests/exchange/carriers/test_carriers.py",)),
    Mutation("a certificate is the one agreed on", "app/exchange/carriers/tls.py",
             "            if not hmac.compare_digest(shown, pin):\n", "            if False:\n",
             ("tests/exchange/carriers/test_trust.py",)),
    Mutation("the key of a server is compared", "app/exchange/carriers/sftp.py",
             "        if self.host_key:\n", "        if False:\n", ("tests/exchange/carriers/test_trust.py",)),
)  # fmt: skip


def is_noticed(house: Path, mutation: Mutation) -> bool | None:
    """Whether the tests fail with the break; None when the words are not there any more."""
    path = house / mutation.file
    text = path.read_text(encoding="utf-8")
    if mutation.kept_by not in text:
        return None
    path.write_text(text.replace(mutation.kept_by, mutation.broken, 1), encoding="utf-8")
    tests = [test for test in mutation.tests if (house / test.partition("::")[0]).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    command += ["--hypothesis-profile", "noticing", *tests]
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
