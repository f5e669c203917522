"""Export: what others lack, as a sealed package in a file."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from app.exchange.cards import Card, now
from app.exchange.columns import EntryRow, Row
from app.exchange.contents import LATER_LIMIT, SMALL, WHOLE_LIMIT, new_later
from app.exchange.files import write_whole
from app.exchange.manifest import Coverage
from app.exchange.package import Content, Table, Written, write_package
from app.exchange.peers import own_card, peers, remember, shared
from app.exchange.scope import is_downward
from app.model import RECORD_TYPES, Stored
from app.model.kinds import File
from app.model.stamp import RELEASE_DEVICE
from app.storage import Interval, Workspace, audit
from app.storage import contents as content_keys
from app.storage.connection import Connection
from app.storage.contents import Later
from app.storage.coverage import START, beyond, intervals, vector
from app.storage.forks import forked
from app.storage.merge import RowBatch
from app.storage.outgoing import contents_there, entries_lacking, note_given, rows_lacking
from app.storage.receipts import receipts_of_others

Progress = Callable[[int], object]
"""Told now and then how many records and entries are packed."""
_exporting = threading.Lock()


@dataclass(frozen=True)
class Exported:
    """A package that was given: where it lies, and what is in it."""

    path: Path
    number: int
    counts: Mapping[str, int]
    size: int
    receivers: tuple[str, ...]
    later: tuple[Later, ...] = ()
    """Contents that are not in it, and by which keys their pieces are sealed."""


def export(
    workspace: Workspace,
    cards: Iterable[Card],
    target: Path,
    *,
    everything: bool = False,
    whole_limit: int = WHOLE_LIMIT,
    progress: Progress | None = None,
) -> Exported:
    """Write a package for the owners of these cards: what they lack as far as one knows.

    `target` is a file to write, or a folder in which the package gets its own name. With
    `everything`, or for somebody never heard of, all that is known goes in; down the ladder only
    what the receiver may see, in any case. Of contents that are not small, so many bytes go in as
    `whole_limit` says; the others come later, over a carrier. Raises `Unwritable`, `OneByOne` for
    several below, and `CardChanged` for a card that has another key than before.
    """
    receivers = list(cards)
    goes_down = is_downward(own_card(workspace), receivers)
    for card in receivers:
        remember(workspace, card, card.name)
    with _exporting:
        is_whole = everything and not goes_down
        have = {} if is_whole else _known_to(workspace, receivers)
        number, previous = _next(workspace)
        with workspace.snapshot() as connection:
            below = receivers[0] if goes_down else None
            outgoing = _Outgoing(
                workspace, connection, have, progress or (lambda _: None), below, whole_limit
            )
            if not everything:
                outgoing.leave_out(contents_there(connection, [each.device for each in receivers]))
            written = write_package(
                outgoing.content(everything=is_whole),
                own_card(workspace),
                workspace.identity,
                [card.recipient for card in receivers],
                number=number,
                previous=previous,
                folder=workspace.folder,
            )
        return _hand_over(workspace, written, receivers, target, outgoing.given)


def _known_to(workspace: Workspace, cards: Sequence[Card]) -> dict[bytes, bytes]:
    """What every one of these already knows, as far as one has heard.

    Of a device of which there are two, nobody's word says which of them is meant.
    """
    met = peers(workspace)
    split = forked(workspace.reader)
    common = shared(met.get(card.device, card).knows for card in cards)
    return {device: upto for device, upto in common.items() if device not in split}


def _next(workspace: Workspace) -> tuple[int, str]:
    """The number of the next package, and the hash of the one before."""
    row = workspace.reader.execute(
        "SELECT number, hash FROM given ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return (row[0] + 1, row[1]) if row else (1, "")


class _Outgoing:
    """The log on its way out, read from one moment of the store."""

    def __init__(
        self,
        workspace: Workspace,
        connection: Connection,
        have: Mapping[bytes, bytes],
        progress: Progress,
        below: Card | None,
        whole_limit: int,
    ) -> None:
        self._is_downward = below is not None
        is_last = below is not None and below.role == "trainer"
        self._withheld = (
            receipts_of_others(connection, below.device) if below and is_last else set()
        )
        self._workspace = workspace
        self._attachments = workspace.attachments
        self._left = whole_limit
        self._later: list[Later] = []
        self._connection = connection
        self._have = have
        self._progress = progress
        self._packed = 0
        self._files: dict[str, None] = {}
        self._there: set[str] = set()
        self.given: list[str] = []
        """The contents that went in."""

    def leave_out(self, contents: set[str]) -> None:
        """Do not pack contents the receivers have."""
        self._there = contents

    def content(self, *, everything: bool) -> Content:
        known = [each for each in intervals(self._connection) if each.device != RELEASE_DEVICE]
        if self._is_downward:
            known = []  # what is left out may not be claimed
        return Content(
            tables=self._tables(),
            entries=self._entries(),
            attachments=self._contents(),
            attachment=self._attachments.get,
            later=self._coming_later(),
            carries=_by_device(beyond(known, self._have)),
            knows=vector(self._connection),
            everything=everything,
        )

    def _tables(self) -> Iterator[Table]:
        batches = rows_lacking(self._connection, self._have, is_downward=self._is_downward)
        for type_name, group in groupby(batches, key=lambda batch: batch.type_name):
            fields = tuple(RECORD_TYPES[type_name].kinds())
            yield Table(type_name=type_name, fields=fields, rows=self._rows(type_name, group))

    def _rows(self, type_name: str, batches: Iterable[RowBatch]) -> Iterator[Row]:
        places = _file_places(type_name)
        for batch in batches:
            for at in places:
                self._files |= dict.fromkeys(str(row[at]) for row in batch.rows if row[at])
            yield from self._for_receiver(batch.rows, 0)
            self._count(len(batch.rows))

    def _for_receiver(self, rows: Sequence[Sequence[Stored]], at: int) -> Iterator[Row]:
        """A trainer gets the receipts for her own packages only; ids stand in column `at`."""
        if not self._withheld:
            return iter(rows)  # type: ignore[arg-type]
        return (row for row in rows if row[at] not in self._withheld)  # type: ignore[misc]

    def _entries(self) -> Iterator[EntryRow]:
        lacking = entries_lacking(self._connection, self._have, is_downward=self._is_downward)
        for batch in lacking:
            for entry in self._for_receiver(batch.rows, 1):
                if isinstance(_kind(entry[0], entry[2]), File) and entry[4]:
                    self._files[str(entry[4])] = None
                yield entry
            self._count(len(batch.rows))

    def _contents(self) -> Iterator[str]:
        """The files that records on their way speak of, as far as they are here."""
        for sha256 in self._files:
            if sha256 in self._there:
                continue
            size = self._attachments.size(sha256)
            if self._attachments.has(sha256) and self._fits(size):
                self._left -= size if size > SMALL else 0
                self.given.append(sha256)
                yield sha256
            else:
                self._let_come_later(sha256, size)

    def _fits(self, size: int) -> bool:
        return size <= max(SMALL, self._left) or len(self._later) >= LATER_LIMIT

    def _let_come_later(self, sha256: str, size: int) -> None:
        """Name a content by its key; one that is not here was named by somebody else before."""
        later = content_keys.known(self._workspace.reader, sha256)
        if later is None and self._attachments.has(sha256):
            later = new_later(sha256, size)
            self._workspace.note_contents([later])
        if later is not None and len(self._later) < LATER_LIMIT:
            self._later.append(later)

    def _coming_later(self) -> Iterator[Later]:
        """Those that were left out; known only after the contents were gone through."""
        yield from self._later

    def _count(self, more: int) -> None:
        self._packed += more
        self._progress(self._packed)


def _kind(type_name: object, name: object) -> object:
    record_type = RECORD_TYPES.get(str(type_name))
    return record_type.kinds().get(str(name)) if record_type else None


def _file_places(type_name: str) -> list[int]:
    """The places in a row of fields that hold files."""
    kinds = RECORD_TYPES[type_name].kinds().values()
    return [place for place, kind in enumerate(kinds, start=2) if isinstance(kind, File)]


def _by_device(known: Iterable[Interval]) -> Coverage:
    carries: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for device, after, upto in known:
        carries.setdefault(device, []).append((max(after, START), upto))
    return carries


def _hand_over(
    workspace: Workspace,
    written: Written,
    receivers: Sequence[Card],
    target: Path,
    contents: Sequence[str],
) -> Exported:
    """Write the file; the number is used up just before the file has its name, never twice."""
    sealed = written.sealed
    path = target / sealed.header.file_name if target.is_dir() else target
    names = tuple(card.name for card in receivers)
    row = _given_row(written, path.name, receivers)

    def note(connection: Connection) -> None:
        _note(connection, row)
        note_given(connection, written.manifest.number, contents)
        here = [each for each in written.manifest.later if workspace.attachments.has(each.sha256)]
        content_keys.owe(connection, here)
        audit.note(connection, "export", _audit_facts(written, receivers))

    with sealed.body:
        write_whole(path, sealed.write, lambda: workspace.change(note))
    manifest = written.manifest
    return Exported(path, manifest.number, manifest.counts, sealed.size, names, manifest.later)


def _audit_facts(written: Written, receivers: Sequence[Card]) -> dict[str, object]:
    return {
        "package": written.sealed.header.hash,
        "number": written.manifest.number,
        "receivers": [card.device.hex() for card in receivers],
        **written.manifest.counts,
    }


def _given_row(written: Written, file_name: str, receivers: Sequence[Card]) -> tuple[object, ...]:
    sealed, manifest = written.sealed, written.manifest
    own = manifest.knows.get(sealed.header.device, START)
    facts = [{"device": card.device.hex(), "name": card.name} for card in receivers]
    names = json.dumps(facts, ensure_ascii=False)
    return (
        manifest.number, sealed.header.hash, now(), file_name, names, sealed.size, own,
        json.dumps(manifest.counts),
    )  # fmt: skip


def _note(connection: Connection, row: tuple[object, ...]) -> None:
    connection.execute(
        "INSERT INTO given (number, hash, made_at, file_name, receivers, size, upto, counts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
