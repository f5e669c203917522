"""Photos on their way in and out: made smaller, without their secrets, lent only for a while."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader

from app.actions.photos import PhotoNotCleaned
from app.model import Attachment
from app.storage import Workspace
from app.ui.files import OpenedFiles, photos, read_file, read_image
from app.ui.files.photos import thumbnail
from tests.ui.events.content import fill_event


def photo(path: Path) -> Path:
    """A large photo that tells where it was taken."""
    image = Image.new("RGB", (3000, 1500), (200, 120, 40))
    exif = Image.Exif()
    exif[0x010F] = "Camera of Oydonova"
    exif[0x0112] = 6  # to be turned by a quarter
    image.save(path, exif=exif)
    return path


def test_a_photo_is_smaller_upright_and_says_nothing_of_its_camera(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = photo(tmp_path / "IMG_1.jpg")
    assert b"Oydonova" in path.read_bytes()
    file = read_file(workspace, path, shrink=True, days=[])
    assert b"Oydonova" not in file.content
    with Image.open(BytesIO(file.content)) as image:
        assert image.size == (1000, 2000)
        assert not image.getexif()
    assert file.kind == "photo"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif", "bmp"])
def test_a_picture_is_known_by_its_own_sign_never_by_guessing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def reader(device: QIODevice, kind: QByteArray) -> QImageReader:
        asked.append(bytes(kind.data()).decode())
        return QImageReader(device, kind)

    monkeypatch.setattr(photos, "QImageReader", reader)
    out = BytesIO()
    Image.new("RGB", (60, 40), (200, 120, 40)).save(out, kind)
    assert read_image(out.getvalue(), 30).size() == QSize(30, 20)
    assert asked.pop() == kind
    assert read_image(b"\x00\x00\x02" + b"\x40" * 40, 30).isNull()


def test_a_photo_is_kept_as_it_is_when_that_is_wished(workspace: Workspace, tmp_path: Path) -> None:
    path = photo(tmp_path / "IMG_2.jpg")
    file = read_file(workspace, path, shrink=False, days=[])
    assert file.content == path.read_bytes()


def test_a_picture_that_cannot_be_read_is_not_kept_in_silence(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_4.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"Camera of Oydonova")
    with pytest.raises(PhotoNotCleaned, match=r"IMG_4\.heic"):
        read_file(workspace, path, shrink=True, days=[])
    kept = read_file(workspace, path, shrink=False, days=[])
    assert (kept.kind, kept.content) == ("photo", path.read_bytes())


def test_a_tiff_scan_is_taken_in_without_its_tags(workspace: Workspace, tmp_path: Path) -> None:
    path = photo(tmp_path / "scan.tif")
    assert b"Oydonova" in path.read_bytes()
    file = read_file(workspace, path, shrink=True, days=[])
    assert (file.name, file.kind, file.media_type) == ("scan.jpg", "photo", "image/jpeg")
    assert b"Oydonova" not in file.content


def test_lent_files_are_gone_after_taking_back() -> None:
    lent = OpenedFiles()
    path = lent.lend(b"secret", ".pdf")
    lent.take_back()
    assert not path.parent.exists()


def test_a_thumbnail_has_the_size_of_its_tile(workspace: Workspace) -> None:
    (file,) = workspace.find(Attachment, event=fill_event(workspace))
    _, image = thumbnail(workspace, file, QSize(176, 132))
    assert image.size() == QSize(176, 132)
