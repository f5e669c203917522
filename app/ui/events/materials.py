"""Materials and photos of an event, and what was handed out at it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QImage,
)
from PySide6.QtWidgets import QMenu, QWidget

from app.actions.events import NewFile, add_files
from app.actions.records import delete, save
from app.errors import AppError
from app.model import Attachment, Changes, Event
from app.reports.csv_file import write_out
from app.storage import Workspace
from app.storage.questions.events import EventMaterials, materials_of
from app.ui.context import Context
from app.ui.events.file_tiles import TILE, FileTiles
from app.ui.events.handed_out import HandedOut
from app.ui.events.photos import OpenedFiles, read_file, thumbnail
from app.ui.events.tab import EventTab
from app.ui.events.words import said_plainly, term
from app.ui.icons import icon
from app.ui.kit import (
    Beside,
    Box,
    CheckField,
    EmptyPage,
    Hint,
    PlainButton,
    ProgressRow,
    Row,
    Scroller,
    SidePanel,
    Stack,
)


def read_content(workspace: Workspace, file: Attachment) -> bytes:
    """The content of an attachment, for opening it elsewhere."""
    return workspace.attachments.get(file.file or "")


class MaterialsTab(EventTab):
    """Files are dropped or chosen, made smaller, encrypted; opened copies are taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answer: EventMaterials | None = None
        self._waiting: list[Path] = []
        self._read: list[NewFile] = []
        self._known: set[bytes] = set()
        self._lent = OpenedFiles()
        self.setAcceptDrops(True)
        self._make_parts()
        self._lay_out()
        self._say_the_rest()
        self.on_key("N", self.choose_files)

    def _make_parts(self) -> None:
        self.add = PlainButton(icon="plus")
        self.add.clicked.connect(self.choose_files)
        self.shrink = CheckField()
        self.shrink.set_value(True)
        self.progress = ProgressRow(self.language)
        self.progress.cancelled.connect(self._cancel)
        self.tiles = FileTiles()
        self.tiles.opened.connect(self.open_file)
        self.tiles.removed.connect(self.remove)
        self.tiles.captioned.connect(self._caption)
        self.tiles.customContextMenuRequested.connect(self._open_menu)
        self.empty = EmptyPage("camera", primary_icon="plus")
        self.empty.primary_chosen.connect(self.choose_files)
        self._target = Box("drop", margin=0)
        self._target.add(self.empty)
        self._no_files = Scroller(self._target)
        self._no_files.hide()
        self.handed_out = HandedOut(self.context)

    def _lay_out(self) -> None:
        top = Row(self.shrink, None, self.add)
        left = Stack(top, self.progress, self.tiles, self._no_files, gap=8, margins=(24, 14, 16, 8))
        left.box.setStretch(2, 1)
        left.box.setStretch(3, 1)
        side = SidePanel(312, border=True)
        side.add(16, self.handed_out, None)
        self.assemble(body=Beside(left, side))

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.add.setText(say("Add files"))
        self.shrink.set_text(say("Make photos smaller"))
        self.shrink.check.setToolTip(
            say("At most 2000 pixels; where and with what it was taken is removed")
        )
        self.tiles.setAccessibleName(say("Photos and files"))
        self.progress.retranslate(self.language)
        self.handed_out.retranslate(self.language)
        self.empty.set_content(
            say("No photos or files yet"),
            say("Drop photos of flip charts, scans and documents here. They are kept encrypted."),
            say("Add files"),
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("add files")),
            Hint("Enter", say("open")),
            Hint("F2", say("caption")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self._answer = None
        self._known.clear()
        self.tiles.clear()
        self.handed_out.set_event(self.event_id)

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                materials_of, self.event_id, on_done=self._show, key="events.materials"
            )

    def first(self) -> QWidget | None:
        return self.tiles if self.tiles.count() else None

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "attachment", "distribution", "product"):
            self.refresh()

    def leave(self) -> None:
        self._lent.take_back()

    def _show(self, answer: EventMaterials) -> None:
        if answer.event != self.event_id:
            return
        self._answer = answer
        words = {file.id: self._words(file) for file in answer.files}
        self.tiles.show_files(answer.files, words)
        self.tiles.setVisible(bool(answer.files))
        self._no_files.setVisible(not answer.files)
        self.add.setVisible(bool(answer.files))
        self.handed_out.show_copies(answer.copies)
        for file in answer.files:
            if file.id not in self._known:
                self._known.add(file.id)
                sharp = TILE * self.devicePixelRatioF()
                self.context.ask(thumbnail, file, sharp, on_done=self._picture)

    def _words(self, file: Attachment) -> str:
        language = self.language
        missing = "" if self._is_here(file) else language.text("not on this computer")
        parts = (
            file.title,
            file.file_name,
            term(language, "attachment_kind", file.kind),
            language.size(file.size) if file.size else "",
            language.day(file.taken_on),
            missing,
        )
        return " · ".join(part for part in parts if part)

    def _is_here(self, file: Attachment) -> bool:
        return self.context.workspace.attachments.has(file.file or "")

    def _picture(self, answer: tuple[bytes, QImage]) -> None:
        file_id, picture = answer
        if not picture.isNull():
            self.tiles.set_picture(file_id, picture)

    # ---- taking in ----

    def choose_files(self) -> None:
        """Let the user choose files to add."""
        self.take(self.context.pick_files(self.language.text("Add photos and files")))

    def take(self, paths: Sequence[Path]) -> None:
        """Read files one after the other, then keep them all in one step."""
        files = [path for path in paths if path.is_file()]
        if not files:
            return
        self._waiting.extend(files)
        self.progress.start(self.language.text("Taking files in"))
        self._read_next()

    def _read_next(self) -> None:
        if not self._waiting:
            self._keep()
            return
        done = len(self._read)
        self.progress.set_progress(done, done + len(self._waiting))
        event = self.context.workspace.get(Event, self.event_id)
        days = event.days() if event else []
        self.context.ask(
            read_file,
            self._waiting.pop(0),
            shrink=self.shrink.value(),
            days=days,
            on_done=self._was_read,
            on_error=self._was_not_read,
        )

    def _was_read(self, file: NewFile) -> None:
        self._read.append(file)
        self._read_next()

    def _was_not_read(self, error: AppError) -> None:
        self.context.toast(self.language.error(error), "bad")
        self._read_next()

    def _keep(self) -> None:
        self.progress.finish()
        files, self._read = self._read, []
        if files:
            self.context.do(
                add_files, self.event_id, files, on_done=partial(self._kept, len(files))
            )

    def _kept(self, count: int, _: object) -> None:
        said = self.language.plural("{n} file is kept", "{n} files are kept", count)
        self.context.toast_undo(said)

    def _cancel(self) -> None:
        self._waiting.clear()
        self._read.clear()
        self.progress.finish()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # ---- doing ----

    def open_file(self, file: Attachment | None) -> None:
        """Open a file with the program of the system; its copy is taken back on leaving."""
        if file is not None:
            self.context.ask(read_content, file, on_done=partial(self._opened, file))

    def _opened(self, file: Attachment, content: bytes) -> None:
        path = self._lent.lend(content, PurePath(file.file_name).suffix)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_copy(self, file: Attachment) -> None:
        """Write a file's content where the user says."""
        path = self.context.save_file(self.language.text("Save a copy"), file.file_name)
        if path is None:
            return
        said = self.language.text("Saved: {name}", name=path.name)
        self.context.ask(
            lambda workspace: write_out(path, read_content(workspace, file)),
            on_done=lambda _: self.context.toast(said),
        )

    def _caption(self, file: Attachment, text: str) -> None:
        values = {"title": text}
        self.context.do(save, "attachment", file.id, values, on_error=self._not_captioned)

    def _not_captioned(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")
        self.refresh()

    def remove(self, file: Attachment) -> None:
        """Take a file off the event; a toast leads back."""
        name = file.title or file.file_name
        said = self.language.text("“{title}” is deleted", title=name)
        self.context.do(
            delete, "attachment", file.id, on_done=lambda _: self.context.toast_undo(said)
        )

    def _open_menu(self, at: QPoint) -> None:
        item = self.tiles.itemAt(at)
        file = self.tiles.file_of(item) if item else None
        if item is None or file is None:
            return
        say, menu = self.language.text, QMenu(self)
        menu.addAction(icon("eye"), say("Open"), partial(self.open_file, file))
        menu.addAction(icon("pencil"), say("Caption"), partial(self.tiles.editItem, item))
        menu.addAction(icon("download"), say("Save a copy"), partial(self.save_copy, file))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), say("Delete"), partial(self.remove, file))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.tiles.viewport().mapToGlobal(at))
