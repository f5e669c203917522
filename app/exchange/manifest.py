"""The manifest of a package: a Frictionless Data Package that says what is inside, and whose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from app.exchange.cards import Card, card_facts, card_from, vector_from
from app.exchange.columns import (
    ENTRY_COLUMNS,
    SCHEMA_TYPES,
    STAMP_COLUMNS,
    Column,
    TableHead,
    check_devices,
    key_of,
    kind_of,
    link_target,
)
from app.exchange.contents import later_facts, laters_from
from app.exchange.packing import Packed
from app.exchange.signing import Unsound, from_hex, plain_json, strict_json
from app.storage.contents import Later

MANIFEST = "datapackage.json"
MANIFEST_LIMIT = 4 * 1024**2
ENTRIES = "entries.ndjson.zst"
_ROWS = re.compile(r"rows/([a-z][a-z0-9_]{0,62})\.ndjson\.zst")
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})")

Coverage = Mapping[bytes, Sequence[tuple[bytes, bytes]]]
"""For each origin device the intervals (after, upto] of stamps of which everything is there."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """An entry of the archive: its path, length and hash, for tables also what they unpack to."""

    path: str
    bytes: int
    sha256: str
    lines: int = 0
    size: int = 0
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def type_name(self) -> str:
        """The record type of a table of new records; "" for everything else."""
        found = _ROWS.fullmatch(self.path)
        return found[1] if found else ""

    @property
    def attachment(self) -> str:
        """The SHA-256 an attachment is kept under; "" for everything else."""
        found = _ATTACHMENT.fullmatch(self.path)
        return found[1] if found else ""

    @property
    def head(self) -> TableHead:
        """What the reader of the table has to know."""
        return TableHead(self.type_name, self.columns, self.lines, self.size, self.key)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Who gives what to know, and how far the sender knows the others."""

    sender: Card
    number: int
    previous: str
    program: str
    created_at: str
    everything: bool
    carries: Coverage
    knows: Mapping[bytes, bytes]
    version: str
    devices: tuple[bytes, ...] = ()
    resources: tuple[Resource, ...] = field(default=())
    later: tuple[Later, ...] = ()
    """The contents that do not come in this package, but in pieces of their own."""

    @property
    def tables(self) -> list[Resource]:
        """The tables of new records, parents first."""
        return [each for each in self.resources if each.type_name]

    @property
    def entries(self) -> Resource | None:
        """The table of entries, if there is one."""
        return next((each for each in self.resources if each.path == ENTRIES), None)

    @property
    def attachments(self) -> list[Resource]:
        """The attachments whose content is here."""
        return [each for each in self.resources if each.attachment]

    @property
    def counts(self) -> dict[str, int]:
        """How much is inside."""
        return {
            "rows": sum(table.lines for table in self.tables),
            "entries": self.entries.lines if self.entries else 0,
            "attachments": len(self.attachments),
        }


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as the package holds it."""
    facts: dict[str, Any] = {
        "profile": "data-package",
        "name": f"depter-{manifest.sender.device.hex()}-{manifest.number}",
        "created": manifest.created_at,
        "depter": _own_facts(manifest),
        "resources": [_resource_facts(each) for each in manifest.resources],
    }
    return plain_json(facts)


def _own_facts(manifest: Manifest) -> dict[str, Any]:
    later = [later_facts(each) for each in manifest.later]
    return {
        "version": manifest.version,
        "program": manifest.program,
        "number": manifest.number,
        "previous": manifest.previous,
        "created_at": manifest.created_at,
        "sender": card_facts(manifest.sender),
        "everything": manifest.everything,
        "carries": {
            device.hex(): [[after.hex(), upto.hex()] for after, upto in intervals]
            for device, intervals in manifest.carries.items()
        },
        "knows": {device.hex(): upto.hex() for device, upto in manifest.knows.items()},
        "devices": [device.hex() for device in manifest.devices],
        "counts": manifest.counts,
    } | ({"later": later} if later else {})


def _resource_facts(resource: Resource) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": _resource_name(resource),
        "path": resource.path,
        "bytes": resource.bytes,
        "hash": f"sha256:{resource.sha256}",
    }
    if resource.columns:
        facts |= {
            "format": "ndjson",
            "compression": "zst",
            "encoding": "utf-8",
            "dialect": {"json": {"keyed": False}},
            "lines": resource.lines,
            "size": resource.size,
            "schema": _schema_facts(resource),
        }
    return facts


def _resource_name(resource: Resource) -> str:
    return (resource.type_name or resource.attachment or "entries").replace("_", "-")


def _schema_facts(resource: Resource) -> dict[str, Any]:
    type_name = resource.type_name
    schema: dict[str, Any] = {
        "fields": [_column_facts(type_name, column) for column in resource.columns]
    }
    if any(column.name == "_id" for column in resource.columns):
        schema["primaryKey"] = "_id"
    if key_of(type_name):
        schema["depter:key"] = list(key_of(type_name))
    return schema


def _column_facts(type_name: str, column: Column) -> dict[str, Any]:
    facts = {"name": column.name, "type": column.type}
    kind = kind_of(type_name, column.name)
    if column.format:
        facts["format"] = column.format
    if column.reference:
        facts["reference"] = column.reference
    if kind is not None:
        facts["title"] = kind.label
    return facts


def table_columns(
    type_name: str, names: Iterable[str], forms: Mapping[str, str]
) -> tuple[Column, ...]:
    """The columns of a table; `forms` tells of fields unknown here which hold ids ("hex")."""
    return tuple(_column(type_name, name, forms.get(name, "")) for name in names)


def _column(type_name: str, name: str, form: str) -> Column:
    if name in STAMP_COLUMNS:
        return Column(name, "integer")
    kind = kind_of(type_name, name)
    if name == "_id" or (kind is None and form == "hex"):
        return Column(name, "string", "hex")
    if kind is None:
        return Column(name, form or "string")
    return Column(name, *SCHEMA_TYPES[kind.stored_as], link_target(type_name, name))


_ENTRY_TYPES = {**dict.fromkeys(STAMP_COLUMNS, "integer"), "value": "any", "prev": "array"}
ENTRY_TABLE = tuple(Column(name, _ENTRY_TYPES.get(name, "string")) for name in ENTRY_COLUMNS)


def packed_resource(
    path: str, packed: Packed, columns: tuple[Column, ...], sha256: str
) -> Resource:
    """A finished table as the manifest lists it."""
    return Resource(
        path=path, bytes=len(packed.content), sha256=sha256, lines=packed.lines, size=packed.size,
        columns=columns,
    )  # fmt: skip


def manifest_from(data: bytes) -> Manifest:
    """The manifest in these bytes; raises `Unsound`."""
    facts = strict_json(data)
    own, resources = facts.get("depter"), facts.get("resources")
    if not isinstance(own, dict) or not isinstance(resources, list):
        raise Unsound("manifest: no depter or resources")
    try:
        manifest = _manifest_from(own, tuple(_resource_from(each) for each in resources))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unsound(f"manifest: {error}") from error
    check_devices(manifest.devices)
    if own.get("counts") != manifest.counts:
        raise Unsound("manifest: the counts differ")
    return manifest


def _manifest_from(own: Mapping[str, Any], resources: tuple[Resource, ...]) -> Manifest:
    return Manifest(
        sender=card_from(own["sender"]),
        number=_count(own["number"]),
        previous=str(own["previous"]),
        program=str(own["program"])[:40],
        created_at=str(own["created_at"])[:20],
        everything=own["everything"] is True,
        carries={
            from_hex(device, 8): _intervals(found) for device, found in own["carries"].items()
        },
        knows=vector_from(own["knows"]),
        version=str(own["version"]),
        devices=tuple(from_hex(device, 8) for device in own["devices"]),
        resources=resources,
        later=tuple(laters_from(own.get("later", []))),
    )


def _intervals(found: list[list[str]]) -> tuple[tuple[bytes, bytes], ...]:
    intervals = tuple((from_hex(after, 16), from_hex(upto, 16)) for after, upto in found)
    if any(after >= upto for after, upto in intervals):
        raise Unsound("manifest: an empty interval")
    return intervals


def _resource_from(facts: Mapping[str, Any]) -> Resource:
    hash_kind, _, sha256 = str(facts["hash"]).partition(":")
    if hash_kind != "sha256":
        raise Unsound("manifest: unknown hash")
    schema = facts.get("schema", {})
    resource = Resource(
        path=str(facts["path"]),
        bytes=_count(facts["bytes"]),
        sha256=from_hex(sha256, 32).hex(),
        lines=_count(facts.get("lines", 0)),
        size=_count(facts.get("size", 0)),
        columns=tuple(_column_from(each) for each in schema.get("fields", ())),
        key=tuple(str(name) for name in schema.get("depter:key", ())),
    )
    if not (resource.type_name or resource.attachment or resource.path == ENTRIES):
        raise Unsound("manifest: a name that is not allowed")
    return resource


def _column_from(facts: Mapping[str, Any]) -> Column:
    texts = [facts["name"], facts["type"], facts.get("format", ""), facts.get("reference", "")]
    if not all(isinstance(text, str) and len(text) <= 64 for text in texts):
        raise Unsound("manifest: a column")
    return Column(*cast("list[str]", texts))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Unsound("manifest: not a count")
    return value
