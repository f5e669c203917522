"""A package: sealed by one device for others. Written here, and read here with nothing believed."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from app import __version__
from app.exchange.archive import Reader, Writer
from app.exchange.cards import Card, now
from app.exchange.columns import EntryRow, Ids, Row
from app.exchange.contents import CONTENT_LIMIT
from app.exchange.manifest import (
    ENTRIES,
    ENTRY_TABLE,
    MANIFEST,
    MANIFEST_LIMIT,
    Coverage,
    Manifest,
    Resource,
    manifest_bytes,
    manifest_from,
    packed_resource,
    table_columns,
)
from app.exchange.packing import pack_entries, pack_rows
from app.exchange.refusals import PackageMalformed
from app.exchange.sealing import (
    FILE_LIMIT,
    PLAIN_VERSION,
    VERSION,
    Header,
    Opened,
    Sealed,
    seal,
    unnamed_file,
)
from app.exchange.signing import Unsound
from app.exchange.unpacking import Batch, read_entries, read_rows
from app.storage import Identity
from app.storage.contents import Later


@dataclass(frozen=True, kw_only=True)
class Table:
    """New records of one type on their way out."""

    type_name: str
    fields: tuple[str, ...]
    rows: Iterable[Row]
    forms: Mapping[str, str] = field(default_factory=dict)
    """For fields unknown here: "hex" when they hold ids, "number" or "integer" for numbers."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a package is to carry. Tables come parents first; attachments one by one."""

    tables: Iterable[Table] = ()
    entries: Iterable[EntryRow] = ()
    attachments: Iterable[str] = ()
    attachment: Callable[[str], bytes] = lambda _: b""
    later: Iterable[Later] = ()
    """Contents that come in pieces of their own; asked for after all the others."""
    carries: Coverage = field(default_factory=dict)
    knows: Mapping[bytes, bytes] = field(default_factory=dict)
    everything: bool = False


@dataclass(frozen=True)
class Written:
    """A sealed package that waits to be written, and its manifest."""

    sealed: Sealed
    manifest: Manifest


def write_package(
    content: Content,
    sender: Card,
    identity: Identity,
    recipients: Iterable[str],
    *,
    number: int = 1,
    previous: str = "",
    folder: Path | None = None,
) -> Written:
    """Pack, sign and seal `content` for these age recipients.

    `folder` is for what memory cannot hold.
    """
    carries = {device: tuple(found) for device, found in content.carries.items()}
    manifest = Manifest(
        sender=replace(sender, knows={}), number=number, previous=previous, program=__version__,
        created_at=now(), everything=content.everything, carries=carries,
        knows=dict(content.knows), version=PLAIN_VERSION,
    )  # fmt: skip
    with unnamed_file(folder) as plain:
        manifest = _write_archive(plain, content, manifest)
        sealed = seal(
            plain, identity, recipients, number=number, previous=previous,
            version=manifest.version, folder=folder,
        )  # fmt: skip
    return Written(sealed, manifest)


def _write_archive(plain: BinaryIO, content: Content, manifest: Manifest) -> Manifest:
    devices: list[bytes] = []
    with Writer(plain) as archive:
        resources = [*_add_tables(archive, content, devices), *_add_attachments(archive, content)]
        later = tuple(content.later)
        full = replace(
            manifest, devices=tuple(devices), resources=tuple(resources), later=later,
            version=VERSION if later else manifest.version,
        )  # fmt: skip
        archive.add(MANIFEST, manifest_bytes(full), deflate=True)
    return full


def _add_tables(archive: Writer, content: Content, devices: list[bytes]) -> Iterator[Resource]:
    ids = Ids()
    for table in content.tables:
        packed = pack_rows(table.type_name, table.fields, table.rows, ids, devices)
        if packed.lines:
            columns = table_columns(table.type_name, packed.columns, table.forms)
            path = f"rows/{table.type_name}.ndjson.zst"
            archive.add(path, packed.content)
            yield packed_resource(path, packed, columns, _sha256(packed.content))
    packed = pack_entries(content.entries, ids, devices)
    if packed.lines:
        archive.add(ENTRIES, packed.content)
        yield packed_resource(ENTRIES, packed, ENTRY_TABLE, _sha256(packed.content))


def _add_attachments(archive: Writer, content: Content) -> Iterator[Resource]:
    for sha256 in content.attachments:
        data = content.attachment(sha256)
        path = f"attachments/{sha256}"
        archive.add(path, data)
        yield Resource(path=path, bytes=len(data), sha256=sha256)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Package(AbstractContextManager["Package"]):
    """An opened package: `trust` was asked about its signer, header and manifest are checked.

    Content is checked as it is read. Raises a `Refused` from every method when something is not
    as the format says.
    """

    def __init__(
        self,
        path: Path,
        identity: Identity,
        folder: Path | None = None,
        trust: Callable[[Header, str], None] = lambda _header, _name: None,
    ) -> None:
        with Opened(path) as opened:
            trust(opened.header, opened.name)
            self.name, self.header, self.hash = opened.name, opened.header, opened.hash
            self._plain = opened.decrypt(identity, folder)
        self._ids = Ids()
        try:
            with self._sound():
                self._archive = Reader(self._plain)
                self.manifest = manifest_from(self._archive.read(MANIFEST, MANIFEST_LIMIT))
                self._check_agreement()
                self._check_listing()
        except BaseException:
            self._plain.close()
            raise

    def __exit__(self, *_: object) -> None:
        self._plain.close()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except Unsound as error:
            raise PackageMalformed(self.name, str(error)) from error

    def _check_agreement(self) -> None:
        """What is signed outside must be what is sealed inside."""
        header, manifest = self.header, self.manifest
        outside = (header.version, header.device, header.signer, header.number, header.previous)
        sender = manifest.sender
        inside = (manifest.version, sender.device, sender.key, manifest.number, manifest.previous)
        if outside != inside:
            raise Unsound("header and manifest disagree")

    def _check_listing(self) -> None:
        listed = [resource.path for resource in self.manifest.resources]
        names = self._archive.names
        if sorted(listed) != sorted(set(names) - {MANIFEST}):
            raise Unsound("the manifest does not list what is there")
        for resource in self.manifest.resources:
            if not self._archive.is_stored(resource.path):
                raise Unsound("an entry is not stored as it is")
            if self._archive.size(resource.path) != resource.bytes:
                raise Unsound("an entry has another length")

    def batches(self) -> Iterator[Batch]:
        """The new records, parents first. Read them all before the entries."""
        with self._sound():
            devices = self.manifest.devices
            keep = self.manifest.entries is not None
            wanted = {
                column.reference for table in self.manifest.tables for column in table.columns
            }
            for table in self.manifest.tables:
                data = io.BytesIO(self._content(table, FILE_LIMIT))
                known = keep or table.type_name in wanted
                yield from read_rows(data, table.head, self._ids, devices, keep_ids=known)

    def entries(self) -> Iterator[Batch]:
        """The entries, after the new records."""
        table = self.manifest.entries
        if table is None:
            return
        with self._sound():
            data = io.BytesIO(self._content(table, FILE_LIMIT))
            yield from read_entries(data, table.lines, table.size, self._ids, self.manifest.devices)

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """The attachments with their SHA-256, one after the other."""
        with self._sound():
            for resource in self.manifest.attachments:
                yield resource.attachment, self._content(resource, CONTENT_LIMIT)

    @property
    def quarantined(self) -> int:
        """How many changes could not be read so far."""
        return self._ids.bad_lines

    def _content(self, resource: Resource, limit: int) -> bytes:
        data = self._archive.read(resource.path, limit)
        if _sha256(data) != resource.sha256 or resource.attachment not in {"", resource.sha256}:
            raise Unsound(f"{resource.path}: another hash")
        return data
