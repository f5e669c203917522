"""Files of an event: dropped, kept encrypted, opened only for a while; copies handed out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.model import Attachment, Distribution
from app.storage import Workspace
from app.ui.events.materials import MaterialsTab
from app.ui.files import attached, photos
from app.ui.shell import Shell
from tests.ui.events.content import fill_event, picture
from tests.ui.files.test_photos import photo

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


def test_dropped_files_are_kept_in_one_step_and_undone_in_one(
    tab: MaterialsTab, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    document = tmp_path / "list.pdf"
    document.write_bytes(b"%PDF-1.4 nothing")
    tab.files.take([photo(tmp_path / "IMG_3.jpg"), document, tmp_path / "missing.jpg"])
    for _ in range(4):
        settle()
    kept = workspace.find(Attachment, event=tab.event_id)
    assert [file.kind for file in kept] == ["photo", "photo", "document"]
    assert tab.files.tiles.count() == 3
    shell.context.undo_last()
    settle()
    assert len(workspace.find(Attachment, event=tab.event_id)) == 1


def test_a_photo_that_was_not_taken_in_is_said_and_the_others_are(
    tab: MaterialsTab, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    heic = tmp_path / "IMG_5.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0")
    tab.files.take([heic, photo(tmp_path / "IMG_6.jpg")])
    for _ in range(3):
        settle()
    names = {file.file_name for file in workspace.find(Attachment, event=tab.event_id)}
    assert "IMG_6.jpg" in names
    assert "IMG_5.heic" not in names


def test_a_caption_is_written_under_the_picture(
    tab: MaterialsTab, workspace: Workspace, settle: Settle
) -> None:
    tab.files.tiles.item(0).setText("Көйгөйлөр, 2-топ")
    settle()
    (file,) = workspace.find(Attachment, event=tab.event_id)
    assert file.title == "Көйгөйлөр, 2-топ"


def test_an_opened_file_has_a_name_that_says_nothing_and_is_taken_back(
    tab: MaterialsTab, settle: Settle, monkeypatch: Any
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        attached.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    file = tab.files.tiles.file_of(tab.files.tiles.item(0))
    tab.files.open_file(file)
    settle()
    (path,) = opened
    assert path.name == "1.jpg"
    assert path.read_bytes() == picture()
    assert path.parent.stat().st_mode & 0o077 == 0
    tab.leave()
    assert not path.exists()


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


def test_files_go_to_the_event_they_were_dropped_on_though_another_was_opened_meanwhile(
    tab: MaterialsTab, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    dropped_on, other = tab.event_id, fill_event(workspace)
    paths = [photo(tmp_path / f"IMG_{n}.jpg") for n in (7, 8)]
    tab.files.take(paths)
    shell.go("events", event=other, tab="materials")
    for _ in range(4):
        settle()
    assert len(workspace.find(Attachment, event=dropped_on)) == 3
    assert len(workspace.find(Attachment, event=other)) == 1


def test_what_was_cancelled_is_not_kept_and_what_is_dropped_next_is(
    tab: MaterialsTab, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    tab.files.take([photo(tmp_path / "IMG_9.jpg")])
    tab.files.progress.cancelled.emit()
    tab.files.take([photo(tmp_path / "IMG_10.jpg")])
    for _ in range(4):
        settle()
    names = {file.file_name for file in workspace.find(Attachment, event=tab.event_id)}
    assert names == {"flip.jpg", "IMG_10.jpg"}


@pytest.mark.logs_warnings
def test_after_a_bug_of_ours_the_next_files_are_taken_in(
    tab: MaterialsTab,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(photos, "read_file", lambda *_, **__: 1 // 0)
        tab.files.take([photo(tmp_path / "IMG_11.jpg")])
        settle()
    tab.files.take([photo(tmp_path / "IMG_12.jpg")])
    for _ in range(3):
        settle()
    names = {file.file_name for file in workspace.find(Attachment, event=tab.event_id)}
    assert names == {"flip.jpg", "IMG_12.jpg"}
