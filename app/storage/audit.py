"""The audit: what was done to the notebook as a whole, each entry chained to the one before.

It says when packages were taken in, undone and given, many conflicts settled by a rule, people
forgotten, answers and tables written out with names: by hashes, numbers and devices, not by names.
An entry bears the hash of itself and of the entry before it, so none can be changed, taken out or
put in unseen; one taken off the end is missed where its package still stands. It is a notebook's
own and no part of the digest.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.storage.connection import Connection

BEGINNING = "begin"


class AuditEntry(NamedTuple):
    """One thing that was done.

    `what` is begin, merge, undo, retry, export, settle, redact, answers, tables, person-data or
    report.
    """

    no: int
    at: str
    what: str
    facts: Mapping[str, Any]
    hash: str


def note(connection: Connection, what: str, facts: Mapping[str, Any]) -> None:
    """Write down what is being done, in the transaction that does it."""
    last = connection.execute("SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1").fetchone()
    _append(connection, last or (0, ""), what, facts)


def note_merge(connection: Connection, package: Mapping[str, Any], counts: object) -> None:
    """Write down that a package (its line in the table) is taken in, and what that did."""
    facts = {"package": package["hash"], "number": package["number"]}
    note(connection, "merge", facts | {"device": package["device"].hex()} | sums(counts))


def sums(counts: object) -> dict[str, int]:
    """The counts of a merge as the audit has them."""
    return {name: value for name, value in vars(counts).items() if isinstance(value, int)}


def begin(connection: Connection) -> None:
    """Let the first entry say what stands here before anything is written down."""
    if connection.execute("SELECT 1 FROM audit LIMIT 1").fetchone():
        return
    packages, given = (
        connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0]
        for table, column in (("package", "package"), ("given", "number"))
    )
    _append(connection, (0, ""), BEGINNING, {"packages": packages, "given": given})


def _append(
    connection: Connection, last: tuple[int, str], what: str, facts: Mapping[str, Any]
) -> None:
    no, at = last[0] + 1, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    chained = _hash(last[1], no, at, what, text)
    connection.execute(
        "INSERT INTO audit (no, at, what, facts, hash) VALUES (?, ?, ?, ?, ?)",
        (no, at, what, text, chained),
    )


def _hash(previous: str, no: int, at: str, what: str, facts: str) -> str:
    text = json.dumps([previous, no, at, what, facts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def entries(connection: Connection) -> Iterator[AuditEntry]:
    """All that was done, the first first."""
    for no, at, what, facts, entry_hash in connection.execute(
        "SELECT no, at, what, facts, hash FROM audit ORDER BY no"
    ):
        yield AuditEntry(no, at, what, _read(facts), entry_hash)


def _read(facts: str) -> dict[str, Any]:
    """The facts of an entry; of one that was spoilt, none."""
    try:
        found = json.loads(facts)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def broken_at(connection: Connection) -> int | None:
    """The number of the first entry that does not continue the chain; None when all do."""
    previous, expected = "", 1
    for no, at, what, facts, entry_hash in connection.execute(
        "SELECT no, at, what, facts, hash FROM audit ORDER BY no"
    ):
        if no != expected or entry_hash != _hash(previous, no, at, what, facts):
            return int(expected)
        previous, expected = entry_hash, no + 1
    return None


def unaccounted(connection: Connection) -> Iterator[str]:
    """The packages, by their hashes, that stand here and are not in the audit as they stand.

    Asked of a chain that is whole. What stood here before the audit began is not looked at.
    """
    state: dict[str, str] = {}
    given: set[str] = set()
    before: dict[str, float] = {"packages": math.inf, "given": math.inf}
    for entry in entries(connection):
        if entry.what == BEGINNING:
            before = {name: int(entry.facts[name]) for name in before}
        elif entry.what in {"merge", "undo"}:
            state[entry.facts["package"]] = entry.what
        elif entry.what == "export":
            given.add(entry.facts["package"])
    rows = connection.execute("SELECT package, hash, undone_at FROM package ORDER BY package")
    for number, package, undone_at in rows.fetchall():
        known = state.get(package, "" if number > before["packages"] else None)
        if known is not None and known != ("undo" if undone_at else "merge"):
            yield package
    rows = connection.execute("SELECT hash FROM given WHERE number > ?", (before["given"],))
    yield from (package for (package,) in rows.fetchall() if package not in given)
