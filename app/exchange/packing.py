"""Packing: new records and entries as the compressed tables of a package."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import msgspec

from app.exchange.columns import (
    ENTRY_COLUMNS,
    STAMP_COLUMNS,
    EntryRow,
    Ids,
    Row,
    key_of,
    link_target,
)
from app.exchange.deriving import derived_ids
from app.model import Stored
from app.model.stamp import STAMP_SIZE

PEEK = 20_000
"""Tables of up to so many lines are looked at whole and written in the order of time."""
_SMALL = 512 * 1024
"""Up to so much text the best compression costs no time that anyone would notice."""


@dataclass(frozen=True)
class Packed:
    """A finished table: its bytes and what the manifest says of it."""

    content: bytes
    columns: tuple[str, ...]
    lines: int
    size: int


def pack_rows(
    type_name: str, fields: Sequence[str], rows: Iterable[Row], ids: Ids, devices: list[bytes]
) -> Packed:
    """Write new records of one type; `ids` learns them, `devices` learns who made them."""
    blocks = _blocks(rows)
    first = next(blocks, [])
    second = next(blocks, None)
    places = tuple(range(len(fields)))
    if second is None:
        first.sort(key=lambda row: bytes(row[1]))
        places = tuple(n for n in places if any(row[n + 2] is not None for row in first))
    first_ids = _own_ids(type_name, fields, first)
    has_ids = second is not None or any(text is not None for text in first_ids)
    names = ("_id",) if has_ids else ()
    writer = _Lines((*STAMP_COLUMNS, *names, *(fields[place] for place in places)))
    stamps = _Stamps(devices)
    links = [_link_numbers(type_name, fields[place], ids) for place in places]
    numbers = ids.numbers.setdefault(type_name, {})
    for block in chain([first] if first else [], [second] if second else [], blocks):
        columns = list(zip(*block, strict=True))
        numbers.update(zip(columns[0], range(len(numbers), len(numbers) + len(block)), strict=True))
        given = [_own_ids(type_name, fields, block)] if has_ids else []
        values = [
            _plain_column(columns[place + 2], known)
            for place, known in zip(places, links, strict=True)
        ]
        heads = [*stamps.split(columns[1]), *given]
        writer.add(list(zip(*heads, *values, strict=True)))
    return writer.finish()


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows some thousands at a time; the last block is the one that is not empty."""
    coming = iter(rows)
    while block := list(islice(coming, PEEK)):
        yield block


def _own_ids(type_name: str, fields: Sequence[str], rows: Sequence[Row]) -> list[str | None]:
    """The ids that have to be written, in hex; None for those that follow from the key."""
    key = key_of(type_name)
    if not key or not rows or not all(name in fields for name in key):
        return [row[0].hex() for row in rows]
    places = [fields.index(name) + 2 for name in key]
    derived = derived_ids(type_name, [[row[place] for row in rows] for place in places])
    return [None if row[0] == own else row[0].hex() for row, own in zip(rows, derived, strict=True)]


def _link_numbers(type_name: str, name: str, ids: Ids) -> Mapping[bytes, int]:
    target = link_target(type_name, name)
    return {} if target in {"", type_name} else ids.numbers.get(target, {})


def _plain_column(column: Sequence[Stored], known: Mapping[bytes, int]) -> Sequence[object]:
    """Values as JSON has them: ids of records in this package by number, others in hex."""
    if not any(isinstance(value, bytes) for value in column):
        return column
    return [
        known.get(value, value.hex()) if isinstance(value, bytes) else value for value in column
    ]


class _Stamps:
    """Splits stamps into device, milliseconds since the line before, and counter."""

    def __init__(self, devices: list[bytes]) -> None:
        self._devices = devices
        self._places = {device: place for place, device in enumerate(devices)}
        self._ms = 0

    def split(self, stamps: Sequence[bytes]) -> tuple[list[int], list[int], list[int]]:
        """The three columns of these stamps."""
        times = [int.from_bytes(stamp[:6], "big") for stamp in stamps]
        steps = [ms - before for ms, before in zip(times, [self._ms, *times[:-1]], strict=True)]
        self._ms = times[-1] if times else self._ms
        counts = [int.from_bytes(stamp[6:8], "big") for stamp in stamps]
        return [self._place(stamp[8:]) for stamp in stamps], steps, counts

    def _place(self, device: bytes) -> int:
        place = self._places.get(device)
        if place is None:
            place = self._places[device] = len(self._devices)
            self._devices.append(device)
        return place


class _Lines:
    """Collects lines of JSON into one zstd frame."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._encode = msgspec.json.Encoder().encode_lines
        self._columns = columns
        self._waiting = [self._encode([columns])]
        self._waiting_size = len(self._waiting[0])
        self._out = io.BytesIO()
        self._stream: Any = None
        self._lines = self._size = 0

    def add(self, lines: Sequence[object]) -> None:
        """Add some lines."""
        data = self._encode(lines)
        self._waiting.append(data)
        self._waiting_size += len(data)
        self._lines += len(lines)
        if self._waiting_size > _SMALL:
            self._flush()

    def _flush(self) -> None:
        """Large tables go through a fast stream as they come."""
        import zstandard

        if self._stream is None:
            self._stream = zstandard.ZstdCompressor(level=9).stream_writer(self._out, closefd=False)
        self._stream.write(b"".join(self._waiting))
        self._size += self._waiting_size
        self._waiting, self._waiting_size = [], 0

    def finish(self) -> Packed:
        import zstandard

        if self._stream is None:
            self._size = self._waiting_size
            self._out.write(zstandard.ZstdCompressor(level=19).compress(b"".join(self._waiting)))
        else:
            self._flush()
            self._stream.close()
        return Packed(self._out.getvalue(), self._columns, self._lines, self._size)


def pack_entries(entries: Iterable[EntryRow], ids: Ids, devices: list[bytes]) -> Packed:
    """Write entries; records that stand in the same package are named by their number."""
    writer = _Lines(ENTRY_COLUMNS)
    stamps = _Stamps(devices)
    for block in _blocks(entries):
        if len(block) < PEEK:
            block.sort(key=lambda entry: entry[3])
        heads = zip(*stamps.split([entry[3] for entry in block]), strict=True)
        tails = (_entry_cells(entry, ids) for entry in block)
        writer.add([(*head, *tail) for head, tail in zip(heads, tails, strict=True)])
    return writer.finish()


def _entry_cells(entry: EntryRow, ids: Ids) -> tuple[object, ...]:
    type_name, record_id, name, _, value, prev = entry
    known = ids.numbers.get(type_name)
    number = known.get(record_id) if known else None
    return (
        type_name,
        record_id.hex() if number is None else number,
        name,
        {"hex": value.hex()} if isinstance(value, bytes) else value,
        [prev[at : at + STAMP_SIZE].hex() for at in range(0, len(prev), STAMP_SIZE)],
    )
