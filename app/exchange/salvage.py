"""Salvage: lines of a table that cannot be read, kept so that they can be read again later.

A line is set aside alone only when its stamp can be read: the stamps of a table are a chain, and
without one of them those that follow would be wrong.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.columns import Column, Ids, key_of
from app.exchange.deriving import derived_ids
from app.exchange.signing import Unsound
from app.language import mark
from app.model.ids import ID_SIZE
from app.storage.quarantine import Held

LINES_LIMIT = 1_000
BYTES_LIMIT = 16 * 1024 * 1024
"""So many lines, and so many bytes of them, may wait of one package; more is no good package."""
HOLE = b""
"""Stands in the list of ids for a record whose id could not be read."""
WRONG_FORM = mark("A value has another form than its field.")
TOO_LONG = mark("The record is longer than allowed.")
DANGLING = mark("It refers to a record that could not be read.")
_SKELETON = re.compile(rb"\[(\d{1,6}),(-?\d{1,15}),(\d{1,5}),")
_MS_LIMIT = 2**48


class TooLong(Unsound):
    """A line is longer than this program reads."""


class Dangling(Unsound):
    """A line refers to a record by a number that stands for none."""


@dataclass(frozen=True)
class Bad:
    """One line that was set aside; `id` is None when it cannot be told."""

    ms: int
    id: bytes | None
    held: Held


class Salvage:
    """What is set aside out of one table."""

    def __init__(
        self, path: str, columns: Sequence[Column], ids: Ids, devices: Sequence[bytes]
    ) -> None:
        self._path = path
        self._columns = columns
        self._ids = ids
        self._devices = devices

    def aside(self, line: bytes, before: int, error: Unsound) -> Bad:
        """Set a line aside; raises `error` again when not even its stamp can be read."""
        found = _SKELETON.match(line)
        if found is None:
            raise error
        place, step, count = (int(number) for number in found.groups())
        ms = before + step
        if place >= len(self._devices) or not 0 <= ms < _MS_LIMIT or count > 0xFFFF:
            raise error
        self._count(line)
        stamp = (ms << 16 | count).to_bytes(8, "big") + self._devices[place]
        values = self._values(line)
        rest = line[found.end() :].decode("utf-8", "replace") if values is None else ""
        text = f"[0,{ms},{count},{rest}" if values is None else _line(ms, count, values)
        content = {
            "path": self._path,
            "columns": [[c.name, c.type, c.format, c.reference] for c in self._columns],
            "device": self._devices[place].hex(),
            "line": text,
            "why": str(error)[:500],
        }
        record_id = self._id(values)
        type_name, name = self._what(values)
        held = Held(stamp, type_name, record_id, name, _reason(error), _plain(content))
        return Bad(ms, record_id, held)

    def _count(self, line: bytes) -> None:
        self._ids.bad_lines += 1
        self._ids.bad_bytes += len(line)
        if self._ids.bad_lines > LINES_LIMIT or self._ids.bad_bytes > BYTES_LIMIT:
            raise Unsound("too many lines cannot be read")

    def _values(self, line: bytes) -> list[Any] | None:
        """The values by their columns, numbers of records as their ids; None when it is no list."""
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(values, list) or len(values) != len(self._columns):
            return None
        types = dict(zip((column.name for column in self._columns), values, strict=True))
        for at, column in enumerate(self._columns):
            target = column.reference or (str(types["type"]) if self._is_entry(column) else "")
            known = self._ids.lists.get(target, [])
            value = values[at]
            if type(value) is int and target and 0 <= value < len(known) and known[value]:
                values[at] = known[value].hex()
        return values

    def _is_entry(self, column: Column) -> bool:
        return column.name == "id" and not self._type_name

    @property
    def _type_name(self) -> str:
        """The type of a table of new records; "" for the table of entries."""
        return self._path.partition("/")[2]

    def _what(self, values: list[Any] | None) -> tuple[str, str]:
        """The record type and, for an entry, the field."""
        if self._type_name or values is None:
            return self._type_name, ""
        return _short(values[3]), _short(values[5])

    def _id(self, values: list[Any] | None) -> bytes | None:
        if values is None:
            return None
        named = dict(zip((column.name for column in self._columns), values, strict=True))
        written = named.get("_id" if self._type_name else "id")
        try:
            found = bytes.fromhex(written) if written is not None else self._derived(named)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return found if len(found) == ID_SIZE else None

    def _derived(self, named: dict[str, Any]) -> bytes:
        """The id of a record that is its relation, when at least its key can be read."""
        hexed = {column.name for column in self._columns if column.format == "hex"}
        key = key_of(self._type_name)
        told = {name: named.get(name) for name in key}
        values = [
            bytes.fromhex(value) if name in hexed and value is not None else value
            for name, value in told.items()
        ]
        return derived_ids(self._type_name, [[value] for value in values])[0] if key else HOLE


def _line(ms: int, count: int, values: list[Any]) -> str:
    return _plain([0, ms, count, *values[3:]])


def _plain(value: object) -> str:
    """JSON as short as it came; halves of letters, which no text can hold, stay escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _short(value: object) -> str:
    return value[:64] if isinstance(value, str) else ""


def _reason(error: Unsound) -> str:
    if isinstance(error, TooLong):
        return TOO_LONG
    return DANGLING if isinstance(error, Dangling) else WRONG_FORM
