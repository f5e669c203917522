"""A workspace: one person's encrypted notebook in one folder, open for one program at a time."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from app.language import mark
from app.model import Changes, Device, Edit, Put, Record
from app.model.stamp import Clock
from app.storage import (
    alarms,
    audit,
    clocks,
    contents,
    coverage,
    digest,
    forks,
    identity,
    keys,
    log,
    migrations,
    quarantine,
    receipts,
    redaction,
    reference,
    search,
    undo,
)
from app.storage.attachments import Attachments
from app.storage.connection import STORE_FILE, Connection, connect, transaction
from app.storage.coverage import Interval
from app.storage.entries import suspects
from app.storage.failures import (
    NotAWorkspace,
    NotMerged,
    NotSaved,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceTooNew,
    not_saved,
    said_plainly,
)
from app.storage.identity import Arrival
from app.storage.keys import KdfCost
from app.storage.merge import Batch, Counts, Merge, watched
from app.storage.redaction import Forgotten
from app.storage.touched import Touched

R = TypeVar("R", bound=Record)
LOCK_FILE = "workspace.lock"
PACKAGES_FOLDER = "packages"
"""Where packages that were taken in are kept as they came."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Whose notebook it is; shown beside every change that was made in it."""

    name: str
    role: str
    territory: str
    language: str
    machine: str = ""


@dataclass(frozen=True)
class Created:
    """A new workspace, and the recovery key that is shown this once."""

    workspace: "Workspace"
    recovery_key: str


def create_workspace(
    folder: Path, passphrase: str, profile: Profile, cost: KdfCost | None = None
) -> Created:
    """Make a new notebook in an empty or new folder."""
    if not passphrase:
        raise NotSaved(mark("A notebook needs a passphrase. Choose one of several words."))
    if keys.holds_workspace(folder):
        raise WorkspaceBusy(
            mark("There is a notebook in the folder {folder} already."), folder=str(folder)
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
        key, recovery_key = keys.new_key_file(folder, passphrase, cost or KdfCost())
    except OSError as error:
        raise not_saved(error) from error
    try:
        with said_plainly():
            writer = connect(folder / STORE_FILE, key)
            migrations.migrate(writer)
            with transaction(writer):
                reference.load_reference(writer)
                search.rebuild(writer)
                _settle_in(writer, profile)
            identity.bind(writer, folder)
        workspace = Workspace(folder, key, writer, lock)
        workspace.sign_device()
    except BaseException:
        (folder / keys.KEY_FILE).unlink(missing_ok=True)
        for path in folder.glob(f"{STORE_FILE}*"):
            path.unlink(missing_ok=True)
        lock.release()
        raise
    return Created(workspace, recovery_key)


def open_workspace(
    folder: Path, *, passphrase: str | None = None, recovery_key: str | None = None
) -> "Workspace":
    """Open the notebook in `folder` with its passphrase or its recovery key."""
    if not keys.holds_workspace(folder):
        raise NotAWorkspace(
            mark("There is no notebook in the folder {folder}."), folder=str(folder)
        )
    key = keys.unwrap(folder, passphrase=passphrase, recovery_key=recovery_key)
    try:
        lock = _lock(folder)
    except OSError as error:
        raise not_saved(error) from error
    try:
        with said_plainly():
            writer = _open_store(folder, key)
            arrival = identity.bind(writer, folder)
        workspace = Workspace(folder, key, writer, lock)
        workspace.arrival = arrival
        if arrival:
            workspace.sign_device()
        if arrival is Arrival.COPIED:
            own = workspace.identity.device
            workspace.change(lambda store: alarms.raise_alarm(store, alarms.NEW_DEVICE, own))
    except BaseException:
        lock.release()
        raise
    return workspace


def _open_store(folder: Path, key: bytes) -> Connection:
    if not (folder / STORE_FILE).is_file():
        raise WorkspaceDamaged(mark("The notebook's file is missing. Restore the last copy."))
    writer = connect(folder / STORE_FILE, key)
    version = writer.execute("PRAGMA user_version").fetchone()[0]
    if version > migrations.SCHEMA_VERSION:
        raise WorkspaceTooNew(
            mark("This notebook was used by a newer Depter. Install the newer version to open it.")
        )
    if version < migrations.SCHEMA_VERSION:
        migrations.migrate(writer)
        with transaction(writer):
            Merge(writer, 0).take_up()
            digest.forget(writer)
    return writer


def _lock(folder: Path) -> Any:
    """Hold the folder for this program; the system lets go of it when the program ends, however."""
    from filelock import FileLock, Timeout

    lock = FileLock(str(folder / LOCK_FILE), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WorkspaceBusy(
            mark("The notebook is open in another program. Close it there first.")
        ) from error
    return lock


def _settle_in(connection: Connection, profile: Profile) -> None:
    """Give a new notebook its device, its keys and its owner."""
    identity.settle(connection)
    connection.execute(
        "INSERT INTO setting (name, value) VALUES ('profile', ?)",
        (json.dumps(vars(profile), ensure_ascii=False),),
    )


class Workspace:
    """The open notebook: questions through `reader`, changes only through `write` and `merge`."""

    def __init__(self, folder: Path, key: bytes, writer: Connection, lock: Any) -> None:
        self.folder = folder
        self._key = key
        self._writer = writer
        self._file_lock = lock
        self._writing = threading.RLock()
        self._local = threading.local()
        self._readers: list[Connection] = []
        self.attachments = Attachments(folder / "attachments", key)
        self.profile = Profile(**json.loads(self.setting("profile")))
        self.arrival: Arrival | None = None
        """Why it has a device of its own since this opening, if it has."""
        self._take_identity()
        audit.begin(writer)
        self.was_closed_cleanly = self.setting("closed_cleanly", 1) == 1
        self.set_setting("closed_cleanly", 0)

    def _take_identity(self) -> None:
        self.identity = identity.load(self._writer)
        self.clock = Clock(self.identity.device, self._last_stamp())
        for (upto,) in self._writer.execute("SELECT max(upto) FROM coverage GROUP BY device"):
            self.clock.saw(upto)

    def part_from_copy(self) -> None:
        """Write as another device from now on: a copy of this notebook wrote under its name."""
        with self._writing, said_plainly():
            before = self.identity.device
            identity.renew(self._writer)
            self._take_identity()
            self.change(lambda connection: forks.note_fork(connection, before))
        self.sign_device()

    @property
    def reader(self) -> Connection:
        """This thread's connection for questions; SQLite refuses every write through it."""
        reader: Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = connect(self.folder / STORE_FILE, self._key, is_reader=True)
            self._local.reader = reader
            with self._writing:
                self._readers.append(reader)
        return reader

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store for as long as it is held."""
        connection = connect(self.folder / STORE_FILE, self._key)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.execute("ROLLBACK")
            connection.close()

    def write(
        self, edits: Iterable[Edit], also: Callable[[Connection], object] | None = None
    ) -> Changes:
        """Carry edits out in one transaction and answer what changed.

        `also` does its work on a notebook's own tables in the same transaction.
        """
        with self._writing, said_plainly(), transaction(self._writer):
            changes = self._write(self._writer, edits)
            forgotten = redaction.redact(self._writer, changes)
            if forgotten.is_new:
                digest.forget(self._writer)
            if also is not None:
                also(self._writer)
        self._clear(forgotten)
        return changes

    def merge(
        self,
        note: dict[str, Any],
        batches: Iterable[Batch],
        known: Iterable[Interval],
        *,
        is_dry_run: bool = False,
        touched: Touched | None = None,
    ) -> Counts:
        """Take a package in, all or nothing; a dry run counts the same and changes nothing.

        `note` is its line in the table `package` (without counts), `known` the intervals it is
        complete for. `touched`, where it is given, is filled with the records concerned.
        """
        with self._writing, said_plainly():
            try:
                with transaction(self._writer) as connection:
                    number = _note_package(connection, note)
                    quarantine.empty(connection, number)
                    suspect = suspects(connection)
                    known = list(known)
                    brought = coverage.Brought(known, self.identity.device)
                    additions = digest.Additions(connection)
                    merging = Merge(connection, number)
                    counts = merging.take(watched(batches, brought, additions))
                    forgotten = redaction.redact(connection)
                    is_other = merging.has_changed_births or forgotten.is_new
                    digest.merged(connection, is_added=additions.are_all and not is_other)
                    if touched is not None:
                        touched.gather(self.reader, connection, number)
                    text = json.dumps(vars(counts))
                    connection.execute(
                        "UPDATE package SET counts = ? WHERE package = ?", (text, number)
                    )
                    audit.note_merge(connection, note, counts)
                    intervals = quarantine.without_held(connection, number, known)
                    _cover(connection, number, [*intervals, *brought.points()])
                    if is_dry_run:
                        raise _DryRun
                    for interval in intervals:
                        self.clock.saw(interval.upto)
                    self._write(connection, clocks.notice(connection, self.clock, intervals))
                    clocks.show_anew(connection, suspect)
                self._clear(forgotten)
            except _DryRun:
                pass
        return counts

    def take_again(self, package: int, batches: Iterable[Batch], held: Iterable[int]) -> Counts:
        """Let changes of a package that waited in quarantine (by their numbers there) in."""
        with self._writing, said_plainly(), transaction(self._writer) as connection:
            counts = Merge(connection, package).take(batches)
            digest.forget(connection)
            _cover(connection, package, quarantine.release(connection, package, held))
            audit.note(connection, "retry", audit.sums(counts))
        return counts

    def undo_merge(self, package_hash: str, at: str) -> dict[str, int]:
        """Take a whole package out again; answers how many records of each type that touched.

        Merging the file again is the redo. `at` is noted as the moment.
        """
        with self._writing, said_plainly(), transaction(self._writer) as connection:
            row = connection.execute(
                "SELECT package FROM package WHERE hash = ? AND undone_at = ''", (package_hash,)
            ).fetchone()
            if row is None:
                raise NotMerged(mark("This package is not in the notebook."))
            suspect = suspects(connection)
            touched = undo.undo(connection, row[0], at)
            digest.forget(connection)
            audit.note(connection, "undo", {"package": package_hash})
            clocks.show_anew(connection, suspect)
            if receipts.has_receipt(connection, self.identity.device, package_hash):
                self._give_receipt(connection, package_hash)
        return touched

    def give_receipt(self, package_hash: str) -> None:
        """Write down, for whoever made a package, how it stands here now."""
        with self._writing, said_plainly(), transaction(self._writer) as connection:
            self._give_receipt(connection, package_hash)

    def _give_receipt(self, connection: Connection, package_hash: str) -> None:
        edit = receipts.receipt_edit(connection, self.identity.device, package_hash)
        self._write(connection, [edit] if edit else [])

    def _write(self, connection: Connection, edits: Iterable[Edit]) -> Changes:
        """Carry edits out inside a transaction that is open already."""
        changes = log.write(connection, self.clock, edits)
        if changes:
            self._cover_own(changes.changes[-1].stamp)
        return changes

    def depends_on(self, package_hash: str) -> dict[str, int]:
        """How many records of each type an undo of the package would leave hanging."""
        row = self.reader.execute(
            "SELECT package FROM package WHERE hash = ?", (package_hash,)
        ).fetchone()
        return undo.depends_on(self.reader, row[0]) if row else {}

    def change(self, work: Callable[[Connection], Any]) -> Any:
        """Let the exchange keep its own tables (peers, packages given), in one transaction."""
        with self._writing, said_plainly(), transaction(self._writer) as connection:
            return work(connection)

    def note_contents(self, laters: Iterable[contents.Later]) -> None:
        """Remember how contents travel; within a merge it happens with the rest, or not at all."""
        with self._writing, said_plainly():
            contents.note(self._writer, laters)

    def get(self, record_type: type[R], record_id: bytes) -> R | None:
        """The record with this id, deleted or not; None when there is none."""
        found = self._select(record_type, "id = ?", (record_id,))
        return found[0] if found else None

    def find(self, record_type: type[R], *, order: str = "_stamp", **equal: object) -> list[R]:
        """The records, not deleted, whose fields have these values, in the order of a column."""
        kinds = record_type.kinds()
        if not {order, *equal} <= {"_stamp", *kinds}:
            raise KeyError(record_type.type_name, order, *equal)
        where = ["_deleted = 0", *(f"{name} IS ?" for name in equal)]
        values = [kinds[name].dump(value) for name, value in equal.items()]
        return self._select(record_type, f"{' AND '.join(where)} ORDER BY {order}, _row", values)

    def _select(self, record_type: type[R], where: str, values: Sequence[Any]) -> list[R]:
        columns = list(record_type.kinds())
        rows = self.reader.execute(
            f"SELECT id, {', '.join(columns)} FROM {record_type.type_name} WHERE {where}", values
        )
        return [record_type.load(row[0], dict(zip(columns, row[1:], strict=True))) for row in rows]

    def search(
        self, text: str, types: Iterable[str] = search.SEARCHED, limit: int = 20
    ) -> list[search.Hit]:
        """The records that have every word of `text` as the beginning of one of theirs."""
        return search.search(self.reader, text, types, limit)

    def digest(self) -> str:
        """One number for all that people wrote: equal on workspaces that know the same."""
        return digest.remembered(self._local, self.reader, self.snapshot, self.change)

    def setting(self, name: str, default: Any = None) -> Any:
        """A local setting of this notebook; it never travels."""
        row = self._writer.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else default

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a local setting of this notebook."""
        with self._writing, said_plainly():
            self._writer.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def set_profile(self, profile: Profile) -> Changes:
        """Change who the notebook belongs to, here and in what others see."""
        self.set_setting("profile", json.dumps(vars(profile), ensure_ascii=False))
        self.profile = profile
        return self.sign_device()

    def sign_device(self) -> Changes:
        """Say in the log whose device this is."""
        code = self.identity.device.hex()
        values = {
            "code": code,
            "name": self.profile.name,
            "role": self.profile.role,
            "territory": self.profile.territory,
            "machine": self.profile.machine,
        }
        return self.write([Put("device", Device.id_for(values), values)])

    def change_passphrase(self, passphrase: str, cost: KdfCost | None = None) -> None:
        """Give the notebook another passphrase; the recovery key stays good."""
        if not passphrase:
            raise NotSaved(mark("A notebook needs a passphrase. Choose one of several words."))
        keys.rewrap(self.folder, self._key, passphrase, cost or KdfCost())

    def close(self) -> None:
        """Let go of the notebook; nothing is lost when this is never called, or called twice."""
        if not self._file_lock.is_locked:
            return
        self.set_setting("closed_cleanly", 1)
        with self._writing:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._writer.close()
        self._file_lock.release()

    def _clear(self, forgotten: Forgotten) -> None:
        """Let files follow what the store has forgotten, its own old pages among them."""
        for sha256 in forgotten.contents:
            self.attachments.remove(sha256)
        for package_hash in forgotten.packages:
            for kept in (self.folder / PACKAGES_FOLDER).glob(f"{package_hash}*"):
                kept.unlink(missing_ok=True)
        if forgotten.is_new:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _last_stamp(self) -> bytes:
        row = self._writer.execute(
            "SELECT max(upto) FROM coverage WHERE device = ?", (self.identity.device,)
        ).fetchone()
        return row[0] or b""

    def _cover_own(self, upto: bytes) -> None:
        self._writer.execute(
            "INSERT OR REPLACE INTO coverage (device, after, upto) VALUES (?, ?, ?)",
            (self.identity.device, coverage.START, upto),
        )


class _DryRun(Exception):
    """Turns the transaction of a dry run back."""


def _note_package(connection: Connection, note: dict[str, Any]) -> int:
    columns = [*note, "counts"]
    marks = ", ".join("?" * len(columns))
    row = connection.execute(
        f"INSERT INTO package ({', '.join(columns)}) VALUES ({marks}) "
        "ON CONFLICT (hash) DO UPDATE SET undone_at = '', received_at = excluded.received_at "
        "RETURNING package",
        (*note.values(), "{}"),
    ).fetchone()
    return int(row[0])


def _cover(connection: Connection, package: int, intervals: list[Interval]) -> None:
    """Note what the package is complete for, and what is known completely with it."""
    connection.executemany(
        "INSERT OR REPLACE INTO package_interval (package, device, after, upto) "
        "VALUES (?, ?, ?, ?)",
        [(package, *interval) for interval in intervals],
    )
    split = forks.forked(connection)
    coverage.add(connection, [each for each in intervals if each.device not in split])
