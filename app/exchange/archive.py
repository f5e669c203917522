"""The ZIP inside a package: written plainly, read as if an enemy had made it."""

import io
import struct
import zipfile
import zlib
from contextlib import AbstractContextManager
from typing import BinaryIO

from app.exchange.signing import Unsound

ENTRY_LIMIT = 20_000
_END = struct.Struct("<4sHHHHIIH")
_LOCAL_SIZE = 30
BAD_BYTES = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, RuntimeError, KeyError,
    OSError,
)  # fmt: skip
"""What reading a ZIP made by an enemy may raise (NotImplementedError is a RuntimeError)."""
_MOMENT = (1980, 1, 1, 0, 0, 0)


class Writer(AbstractContextManager["Writer"]):
    """Puts entries one after the other into a ZIP; the same entries give the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=False)

    def add(self, name: str, content: bytes, *, deflate: bool = False) -> None:
        """Add one entry."""
        info = zipfile.ZipInfo(name, _MOMENT)
        info.external_attr = 0o600 << 16
        info.create_system = 3
        info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        self._zip.writestr(info, content)

    def __exit__(self, *_: object) -> None:
        """Write the directory."""
        self._zip.close()


class Reader:
    """The entries of a ZIP that is exactly as the format says; raises `Unsound` for any other."""

    def __init__(self, file: BinaryIO) -> None:
        start = self._directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except BAD_BYTES as error:
            raise Unsound(f"ZIP: {error}") from error
        self._entries = self._laid_out(file, start)

    @staticmethod
    def _directory(file: BinaryIO) -> int:
        """Where the directory begins, after looking at how much it claims to list."""
        length = file.seek(0, io.SEEK_END)
        if length < _END.size:
            raise Unsound("ZIP: too short")
        file.seek(-_END.size, io.SEEK_END)
        mark, disk, first, here, count, size, start, comment = _END.unpack(file.read(_END.size))
        if mark != b"PK\x05\x06" or disk or first or comment or here != count:
            raise Unsound("ZIP: no plain end")
        if not 0 < count <= ENTRY_LIMIT:
            raise Unsound("ZIP: too many entries, or none")
        if start + size + _END.size != length:
            raise Unsound("ZIP: something beside the entries")
        return int(start)

    def _laid_out(self, file: BinaryIO, end: int) -> dict[str, zipfile.ZipInfo]:
        """The entries by name, once they are seen to follow each other without gap or overlap."""
        found: dict[str, zipfile.ZipInfo] = {}
        at = 0
        for info in sorted(self._zip.infolist(), key=lambda each: each.header_offset):
            self._check(info, at)
            if info.filename in found:
                raise Unsound("ZIP: a name comes twice")
            found[info.filename] = info
            at = self._data_start(file, info) + info.compress_size
        if at != end:
            raise Unsound("ZIP: the directory does not follow the entries")
        return found

    @staticmethod
    def _check(info: zipfile.ZipInfo, at: int) -> None:
        if info.header_offset != at:
            raise Unsound("ZIP: gap or overlap")
        if info.flag_bits & ~0x0800 or info.extra or info.comment:
            raise Unsound("ZIP: encrypted or strange entry")
        stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
        if not stored and info.compress_type != zipfile.ZIP_DEFLATED:
            raise Unsound("ZIP: unknown method")

    @staticmethod
    def _data_start(file: BinaryIO, info: zipfile.ZipInfo) -> int:
        file.seek(info.header_offset + 26)
        name_length, extra_length = struct.unpack("<HH", file.read(4))
        if extra_length:
            raise Unsound("ZIP: strange entry")
        return int(info.header_offset + _LOCAL_SIZE + name_length)

    @property
    def names(self) -> list[str]:
        """All entries, in their order."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """The unpacked length an entry claims; what is read never exceeds it."""
        return self._entries[name].file_size

    def is_stored(self, name: str) -> bool:
        """Whether an entry is kept as it is."""
        return self._entries[name].compress_type == zipfile.ZIP_STORED

    def read(self, name: str, limit: int) -> bytes:
        """The content of an entry of at most `limit` bytes."""
        if name not in self._entries or self.size(name) > limit:
            raise Unsound(f"{name}: missing or too long")
        try:
            return self._zip.read(name)
        except BAD_BYTES as error:
            raise Unsound(f"{name}: {error}") from error
