"""Photos and files: made smaller, without their secrets, encrypted, opened only for a while."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader

from app.actions.photos import PhotoNotCleaned
from app.model import Attachment, Distribution
from app.storage import Workspace
from app.ui.events import materials, photos
from app.ui.events.materials import MaterialsTab
from app.ui.events.photos import OpenedFiles, read_file, read_image, thumbnail
from app.ui.shell import Shell
from tests.ui.events.content import fill_event, picture

Settle = Callable[[], None]


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[MaterialsTab]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="materials")
    shell.show()
    settle()
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, MaterialsTab)
    yield tab
    settle()
    settle()


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


def test_dropped_files_are_kept_in_one_step_and_undone_in_one(
    tab: MaterialsTab, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    document = tmp_path / "list.pdf"
    document.write_bytes(b"%PDF-1.4 nothing")
    tab.take([photo(tmp_path / "IMG_3.jpg"), document, tmp_path / "missing.jpg"])
    for _ in range(4):
        settle()
    kept = workspace.find(Attachment, event=tab.event_id)
    assert [file.kind for file in kept] == ["photo", "photo", "document"]
    assert tab.tiles.count() == 3
    shell.context.undo_last()
    settle()
    assert len(workspace.find(Attachment, event=tab.event_id)) == 1


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


def test_a_photo_that_was_not_taken_in_is_said_and_the_others_are(
    tab: MaterialsTab, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    heic = tmp_path / "IMG_5.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0")
    tab.take([heic, photo(tmp_path / "IMG_6.jpg")])
    for _ in range(3):
        settle()
    names = {file.file_name for file in workspace.find(Attachment, event=tab.event_id)}
    assert "IMG_6.jpg" in names
    assert "IMG_5.heic" not in names


def test_a_caption_is_written_under_the_picture(
    tab: MaterialsTab, workspace: Workspace, settle: Settle
) -> None:
    tab.tiles.item(0).setText("Көйгөйлөр, 2-топ")
    settle()
    (file,) = workspace.find(Attachment, event=tab.event_id)
    assert file.title == "Көйгөйлөр, 2-топ"


def test_an_opened_file_has_a_name_that_says_nothing_and_is_taken_back(
    tab: MaterialsTab, settle: Settle, monkeypatch: Any
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        materials.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    file = tab.tiles.file_of(tab.tiles.item(0))
    tab.open_file(file)
    settle()
    (path,) = opened
    assert path.name == "1.jpg"
    assert path.read_bytes() == picture()
    assert path.parent.stat().st_mode & 0o077 == 0
    tab.leave()
    assert not path.exists()


def test_lent_files_are_gone_after_taking_back() -> None:
    lent = OpenedFiles()
    path = lent.lend(b"secret", ".pdf")
    lent.take_back()
    assert not path.parent.exists()


def test_a_thumbnail_has_the_size_of_its_tile(tab: MaterialsTab, workspace: Workspace) -> None:
    (file,) = workspace.find(Attachment, event=tab.event_id)
    _, image = thumbnail(workspace, file, QSize(176, 132))
    assert image.size() == QSize(176, 132)


def test_copies_are_written_down_and_an_empty_product_is_not(
    tab: MaterialsTab, workspace: Workspace, settle: Settle
) -> None:
    form = tab.handed_out
    form.add.click()
    assert form._rows["product"].error()
    form.product.search.setText("Жаңы колдонмо")
    form.copies.line.setText("12")
    form.add.click()
    settle()
    assert [one.copies for one in workspace.find(Distribution, event=tab.event_id)] == [30, 12]
    assert form.product.search.text() == ""


def test_a_wrong_number_of_copies_is_said_at_its_field(
    tab: MaterialsTab, workspace: Workspace, settle: Settle
) -> None:
    form = tab.handed_out
    form.product.search.setText("Жаңы колдонмо")
    form.copies.line.setText("көп")
    form.add.click()
    settle()
    assert form._rows["copies"].error()
    assert len(workspace.find(Distribution, event=tab.event_id)) == 1
