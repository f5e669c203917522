"""Attachments: kept once, encrypted, whole or refused."""

import hashlib
from pathlib import Path

import pytest

from app.storage import Workspace, WorkspaceDamaged
from app.storage.attachments import PIECE, AttachmentMissing


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_content_comes_back_as_it_was(ws: Workspace, size: int) -> None:
    content = bytes(n % 251 for n in range(1000)) * (size // 1000 + 1)
    sha256 = ws.attachments.put(content[:size])
    assert sha256 == hashlib.sha256(content[:size]).hexdigest()
    assert ws.attachments.get(sha256) == content[:size]
    assert ws.attachments.size(sha256) == size
    assert ws.attachments.has(sha256)


def test_the_same_content_is_kept_once_under_a_name_that_tells_nothing(ws: Workspace) -> None:
    first = ws.attachments.put(b"photo" * 100)
    second = ws.attachments.put(b"photo" * 100)
    assert first == second
    (path,) = _files(ws)
    assert first not in str(path)
    assert b"photo" not in path.read_bytes()


def test_content_that_is_not_here_is_said_plainly(ws: Workspace) -> None:
    assert not ws.attachments.has("0" * 64)
    assert ws.attachments.size("0" * 64) == 0
    with pytest.raises(AttachmentMissing):
        ws.attachments.get("0" * 64)


def test_damaged_cut_or_swapped_content_is_refused(ws: Workspace) -> None:
    one, two = ws.attachments.put(b"1" * (PIECE + 10)), ws.attachments.put(b"2" * 10)
    by_size = sorted(_files(ws), key=lambda path: path.stat().st_size)
    small, big = (path.read_bytes() for path in by_size)
    for path, content in (
        (by_size[1], big[:100] + bytes([big[100] ^ 1]) + big[101:]),
        (by_size[1], big[: PIECE + 40]),
        (by_size[1], small),
        (by_size[0], b""),
    ):
        path.write_bytes(content)
        with pytest.raises(WorkspaceDamaged):
            ws.attachments.get(one if path == by_size[1] else two)


def _files(ws: Workspace) -> list[Path]:
    return [path for path in (ws.folder / "attachments").rglob("*") if path.is_file()]
