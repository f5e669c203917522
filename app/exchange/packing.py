"""Packing: new records and entries as the compressed tables of a package."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from app.model import Stored
from app.model.ids import derived_id
from app.model.stamp import STAMP_SIZE

PEEK = 20_000
"""Tables of up to so many lines are looked at whole and written in the order of time."""
_SMALL = 4 * 1024 * 1024


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
    coming = iter(rows)
    first = list(islice(coming, PEEK))
    rest = list(islice(coming, 1))
    if not rest:
        first.sort(key=lambda row: bytes(row[1]))
    places = tuple(range(len(fields))) if rest else _filled(first, len(fields))
    is_derived = _derives(type_name)
    columns = (*STAMP_COLUMNS, "_id", *(fields[place] for place in places))
    if is_derived and not rest and all(is_derived(row, fields) for row in first):
        columns = tuple(name for name in columns if name != "_id")
    writer = _Lines(columns)
    stamps = _Stamps(devices)
    links = [_link_numbers(type_name, fields[place], ids) for place in places]
    numbers = ids.numbers.setdefault(type_name, {})
    for row in chain(first, rest, coming):
        numbers[row[0]] = len(numbers)
        line: list[object] = stamps.split(row[1])
        if "_id" in columns:
            line.append(None if is_derived and is_derived(row, fields) else row[0].hex())
        line += [_plain(row[place + 2], known) for place, known in zip(places, links, strict=True)]
        writer.add(line)
    return writer.finish()


def _filled(rows: Sequence[Row], width: int) -> tuple[int, ...]:
    """The places of the fields that at least one record fills."""
    return tuple(n for n in range(width) if any(row[n + 2] is not None for row in rows))


def _derives(type_name: str) -> Callable[[Row, Sequence[str]], bool] | None:
    """A test whether a record's id follows from its key; None for types that have none."""
    key = key_of(type_name)
    if not key:
        return None
    places: dict[tuple[str, ...], list[int]] = {}

    def is_derived(row: Row, fields: Sequence[str]) -> bool:
        names = tuple(fields)
        if names not in places:
            places[names] = [names.index(name) + 2 for name in key]
        return bool(row[0] == derived_id(type_name, tuple(row[at] for at in places[names])))

    return is_derived


def _link_numbers(type_name: str, name: str, ids: Ids) -> Mapping[bytes, int]:
    target = link_target(type_name, name)
    return {} if target in {"", type_name} else ids.numbers.get(target, {})


def _plain(value: Stored, known: Mapping[bytes, int]) -> object:
    if isinstance(value, bytes):
        number = known.get(value)
        return value.hex() if number is None else number
    return value


class _Stamps:
    """Splits stamps into device, milliseconds since the line before, and counter."""

    def __init__(self, devices: list[bytes]) -> None:
        self._devices = devices
        self._places = {device: place for place, device in enumerate(devices)}
        self._ms = 0

    def split(self, stamp: bytes) -> list[object]:
        device = stamp[8:]
        place = self._places.get(device)
        if place is None:
            place = self._places[device] = len(self._devices)
            self._devices.append(device)
        ms = int.from_bytes(stamp[:6], "big")
        before, self._ms = self._ms, ms
        return [place, ms - before, int.from_bytes(stamp[6:8], "big")]


class _Lines:
    """Collects lines of JSON into one zstd frame."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._encode = msgspec.json.Encoder().encode
        self._columns = columns
        self._waiting: list[bytes] = [self._encode(columns), b"\n"]
        self._waiting_size = len(self._waiting[0]) + 1
        self._out = io.BytesIO()
        self._stream: Any = None
        self._lines = self._size = 0

    def add(self, line: list[object]) -> None:
        data = self._encode(line)
        self._waiting += (data, b"\n")
        self._waiting_size += len(data) + 1
        self._lines += 1
        if self._waiting_size > _SMALL:
            self._flush()

    def _flush(self) -> None:
        """Large tables go through a fast stream as they come."""
        import zstandard

        if self._stream is None:
            self._stream = zstandard.ZstdCompressor(level=6).stream_writer(self._out, closefd=False)
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
    nothing: dict[bytes, int] = {}
    coming = iter(entries)
    first = sorted(islice(coming, PEEK), key=lambda entry: entry[3])
    for type_name, record_id, name, stamp, value, prev in chain(first, coming):
        number = ids.numbers.get(type_name, nothing).get(record_id)
        writer.add([
            *stamps.split(stamp),
            type_name,
            record_id.hex() if number is None else number,
            name,
            {"hex": value.hex()} if isinstance(value, bytes) else value,
            [prev[at : at + STAMP_SIZE].hex() for at in range(0, len(prev), STAMP_SIZE)],
        ])  # fmt: skip
    return writer.finish()
