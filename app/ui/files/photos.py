"""Files on their way into the notebook and out of it: photos made smaller, and only for a while."""

from __future__ import annotations

import mimetypes
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from app.actions.attachments import NewFile
from app.actions.photos import JPEG_QUALITY, MOST_PIXELS, cleaned, is_photo
from app.errors import AppError
from app.language import mark
from app.model import Attachment
from app.storage import Workspace

MOST_BYTES = 200 * 1024 * 1024
_KINDS = {
    ".pdf": "document",
    ".ppt": "presentation",
    ".pptx": "presentation",
    ".odp": "presentation",
}
_SIGNATURES = (
    (0, b"\xff\xd8\xff", b"jpeg"),
    (0, b"\x89PNG\r\n", b"png"),
    (8, b"WEBP", b"webp"),
    (0, b"GIF8", b"gif"),
    (0, b"BM", b"bmp"),
)
"""Where a kind of picture says what it is."""


class NotRead(AppError):
    """A file could not be taken in."""


def read_file(_: Workspace, path: Path, *, shrink: bool, days: list[date]) -> NewFile:
    """A file as it is to be kept. A photo is made smaller and no longer says where it was taken.

    Raises `NotRead`, and `PhotoNotCleaned` where that cannot be taken from a photo.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotRead(mark("{name} is larger than 200 MB."), name=path.name)
        content, changed = path.read_bytes(), path.stat().st_mtime
    except OSError as error:
        raise NotRead(mark("{name} could not be read."), name=path.name) from error
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    taken_on = datetime.fromtimestamp(changed).astimezone().date()
    known = taken_on if taken_on in days else None
    if not is_photo(path.name, content):
        kind = _KINDS.get(path.suffix.lower(), "document")
        return NewFile(path.name, kind, media_type, content, known)
    if not shrink:
        return NewFile(path.name, "photo", media_type, content, known)
    smaller = smaller_photo(content)
    if smaller is not None:
        return NewFile(path.with_suffix(".jpg").name, "photo", "image/jpeg", smaller, known)
    photo = cleaned(path.name, content)
    return NewFile(photo.name, "photo", photo.media_type, photo.content, known)


class ReadFiles(NamedTuple):
    """What was read of several files, and why some could not be."""

    files: list[NewFile]
    refused: list[AppError]


def read_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    shrink: bool,
    days: list[date],
    progress: Callable[[int, int], None],
) -> ReadFiles:
    """Files as they are to be kept, one after the other."""
    read = ReadFiles([], [])
    for at, path in enumerate(paths):
        progress(at, len(paths))
        try:
            read.files.append(read_file(workspace, path, shrink=shrink, days=days))
        except AppError as error:
            read.refused.append(error)
    return read


def smaller_photo(content: bytes) -> bytes | None:
    """The picture alone, upright, at most 2000 pixels long; None when it is no picture."""
    image = read_image(content, MOST_PIXELS)
    if image.isNull():
        return None
    # drawn anew on white: no metadata, no transparency
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(JPEG_QUALITY)
    writer.write(flat)
    return bytes(out.data())


def read_image(content: bytes, longest: int) -> QImage:
    """A picture decoded no larger than asked for, upright; a null image when it is none."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, _format(content))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _format(content: bytes) -> QByteArray:
    # left to guess, Qt may take a photo for TGA, which has no signature
    known = (name for at, sign, name in _SIGNATURES if content[at : at + len(sign)] == sign)
    return QByteArray(next(known, b"unknown"))


def thumbnail(workspace: Workspace, file: Attachment, size: QSize) -> tuple[bytes, QImage]:
    """The small picture of an attachment; null when it is no picture or not on this computer."""
    known = file.file or ""
    if not file.media_type.startswith("image/") or not workspace.attachments.has(known):
        return file.id, QImage()
    image = read_image(workspace.attachments.get(known), max(size.width(), size.height()) * 2)
    if image.isNull():
        return file.id, image
    mode = Qt.TransformationMode.SmoothTransformation
    whole = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, mode)
    left, top = (whole.width() - size.width()) // 2, (whole.height() - size.height()) // 2
    return file.id, whole.copy(left, top, size.width(), size.height())


class OpenedFiles:
    """Files lent to other programs: in a private folder, under names that say nothing."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def lend(self, content: bytes, suffix: str) -> Path:
        """Write a content where another program can open it; gone with `take_back`."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="depter-", ignore_cleanup_errors=True)
        self._count += 1
        path = Path(self._folder.name) / f"{self._count}{suffix}"
        path.touch(mode=0o600)
        path.write_bytes(content)
        return path

    def take_back(self) -> None:
        """Remove everything that was lent."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
