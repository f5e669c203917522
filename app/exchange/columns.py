"""What the tables of a package have in common, written or read: columns, batches, entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.exchange.signing import Unsound
from app.model import RECORD_TYPES, Stored
from app.model.kinds import Kind, Link
from app.model.stamp import RELEASE_DEVICE

STAMP_COLUMNS = ("_device", "_ms", "_count")
ENTRY_COLUMNS = (*STAMP_COLUMNS, "type", "id", "field", "value", "prev")
SCHEMA_TYPES: dict[tuple[type, ...], tuple[str, str]] = {
    (str,): ("string", ""),
    (int, float): ("number", ""),
    (int,): ("integer", ""),
    (bytes,): ("string", "hex"),
}
"""Table Schema type and format of a column, by what the kind stores."""

Row = tuple[Any, ...]
"""A new record: id, stamp, then the values of the fields the batch names."""
EntryRow = tuple[str, bytes, str, bytes, Stored, bytes]
"""An entry: type, id, field, stamp, value, and the stamps it replaced, one after the other."""


@dataclass
class Ids:
    """The ids of the tables already written or read: links to them are whole numbers."""

    numbers: dict[str, dict[bytes, int]] = field(default_factory=dict)
    lists: dict[str, list[bytes]] = field(default_factory=dict)
    bad_lines: int = 0
    bad_bytes: int = 0
    """What of the package was set aside so far."""


class Hex(msgspec.Struct, forbid_unknown_fields=True):
    """Bytes in a place where text could stand as well."""

    hex: str


@dataclass(frozen=True)
class Column:
    """A column as the manifest describes it."""

    name: str
    type: str
    format: str = ""
    reference: str = ""


@dataclass(frozen=True)
class TableHead:
    """What the manifest says of a table of new records."""

    type_name: str
    columns: tuple[Column, ...]
    lines: int
    size: int
    key: tuple[str, ...] = ()
    """What ids of a type that is unknown here are derived from, as its writer says."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are fields of the record."""
        return tuple(column.name for column in self.columns if not column.name.startswith("_"))


def key_of(type_name: str) -> tuple[str, ...]:
    """The fields a derived id of this type is made of; none for types unknown here."""
    return RECORD_TYPES[type_name].key if type_name in RECORD_TYPES else ()


def link_target(type_name: str, name: str) -> str:
    """The type a field links to; "" for other fields."""
    kind = kind_of(type_name, name)
    return kind.to if isinstance(kind, Link) else ""


def kind_of(type_name: str, name: str) -> Kind | None:
    """The kind of a field; None when this program does not know it."""
    record_type = RECORD_TYPES.get(type_name)
    return record_type.kinds().get(name) if record_type else None


def check_devices(devices: Sequence[bytes]) -> None:
    """Raise `Unsound` when a package claims rows of a release."""
    if RELEASE_DEVICE in devices or len(set(devices)) != len(devices):
        raise Unsound("devices")
