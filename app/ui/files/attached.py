"""Files of one record: taken in, looked at, captioned, saved as copies, taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePath

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QMenu, QWidget

from app.actions.attachments import add_files
from app.actions.records import delete, save
from app.errors import AppError
from app.language import Language
from app.model import Attachment
from app.reports.csv_file import write_out
from app.storage import Workspace
from app.ui.context import Context
from app.ui.files.photos import OpenedFiles, ReadFiles, read_files, thumbnail
from app.ui.files.tiles import TILE, FileTiles
from app.ui.icons import icon
from app.ui.kit import Box, EmptyPage, PlainButton, ProgressRow, Row, Scroller, Stack
from app.ui.tasks import Task
from app.ui.words import said_plainly, term


class _DropPage(Scroller):
    """Where a whole page is free: how to begin, in a frame to drop files into."""

    def __init__(self, files: AttachedFiles) -> None:
        self._empty = EmptyPage("camera", primary_icon="plus")
        target = Box("drop", margin=0)
        target.add(self._empty)
        super().__init__(target)
        self._empty.primary_chosen.connect(files.choose_files)

    def retranslate(self, language: Language) -> None:
        """Say the words in another language."""
        say = language.text
        self._empty.set_content(
            say("No photos or files yet"),
            say("Drop photos and documents here. They are kept encrypted."),
            say("Add files"),
        )


class AttachedFiles(Stack):
    """Dropped or chosen, photos made smaller, all encrypted; opened copies are taken back.

    `head` stands beside the button; `nothing` where there are no files yet, in place of the page
    that says how to begin.
    """

    def __init__(
        self,
        context: Context,
        type_name: str,
        head: Sequence[QWidget] = (),
        nothing: QWidget | None = None,
    ) -> None:
        super().__init__(gap=8)
        self.is_shrinking: Callable[[], bool] = lambda: True
        self._context = context
        self._type_name = type_name
        self._record_id = b""
        self._days: list[date] = []
        self._reading: list[Task] = []
        self._files: Sequence[Attachment] = ()
        self._known: set[bytes] = set()
        self._lent = OpenedFiles()
        self._nothing = nothing or _DropPage(self)
        self.setAcceptDrops(True)
        self.button = PlainButton(icon="plus")
        self.button.clicked.connect(self.choose_files)
        self.progress = ProgressRow(context.language)
        self.progress.cancelled.connect(self._cancel)
        self.tiles = FileTiles()
        self.tiles.opened.connect(self.open_file)
        self.tiles.removed.connect(self.remove)
        self.tiles.captioned.connect(self._caption)
        self.tiles.customContextMenuRequested.connect(self._open_menu)
        self.add(Row(*head, None, self.button), self.progress, self.tiles, self._nothing)
        for at in (2, 3):
            self.box.setStretch(at, 1)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self.button.setText(say("Add files"))
        self.tiles.setAccessibleName(say("Photos and files"))
        self.progress.retranslate(self._context.language)
        if isinstance(self._nothing, _DropPage):
            self._nothing.retranslate(self._context.language)

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return self.tiles if self.tiles.count() else None

    def begin(self, record_id: bytes) -> None:
        """Another record is looked at, whose files are not known yet."""
        self._record_id = record_id
        self._known.clear()
        self.tiles.clear()
        self._nothing.hide()

    def show_files(
        self, record_id: bytes, files: Sequence[Attachment], days: Sequence[date] = ()
    ) -> None:
        """Show the files of a record; new ones are of one of these days if they say so."""
        if record_id != self._record_id:
            self.begin(record_id)
        self._days, self._files = list(days), files
        self.tiles.show_files(files, {file.id: self._words(file) for file in files})
        self.tiles.setVisible(bool(files))
        self._nothing.setVisible(not files)
        self.button.setVisible(bool(files) or not isinstance(self._nothing, _DropPage))
        for file in files:
            if file.id not in self._known:
                self._known.add(file.id)
                sharp = TILE * self.devicePixelRatioF()
                self._context.ask(thumbnail, file, sharp, on_done=self._picture)

    def _words(self, file: Attachment) -> str:
        language = self._context.language
        is_here = self._context.workspace.attachments.has(file.file or "")
        parts = (
            file.title,
            file.file_name,
            term(language, "attachment_kind", file.kind),
            language.size(file.size) if file.size else "",
            language.day(file.taken_on),
            "" if is_here else language.text("not on this computer"),
        )
        return " · ".join(part for part in parts if part)

    def _picture(self, answer: tuple[bytes, QImage]) -> None:
        file_id, picture = answer
        if not picture.isNull():
            self.tiles.set_picture(file_id, picture)

    def leave(self) -> None:
        """Take back what was lent to other programs."""
        self._lent.take_back()

    # ---- taking in ----

    def choose_files(self) -> None:
        """Let the user choose files to add."""
        self.take(self._context.pick_files(self._context.language.text("Add photos and files")))

    def take(self, paths: Sequence[Path]) -> None:
        """Read files one after the other, then keep them all in one step.

        They are for the record that is shown now, even if another is by then.
        """
        files = [path for path in paths if path.is_file()]
        if not files:
            return
        self.progress.start(self._context.language.text("Taking files in"))
        task = self._context.run(
            read_files,
            files,
            shrink=self.is_shrinking(),
            days=self._days,
            on_done=partial(self._was_read, self._record_id),
            on_progress=lambda done, total, _: self.progress.set_progress(done, total),
            on_over=self._is_read,
        )
        self._reading.append(task)

    def _is_read(self) -> None:
        self._ended = self._reading.pop(0)  # long work comes to its end in its order
        if not self._reading:
            self.progress.finish()

    def _was_read(self, record_id: bytes, read: ReadFiles) -> None:
        if self._ended.progress.is_cancelled:  # when all was read already
            return
        for error in read.refused:
            self._context.toast(self._context.language.error(error), "bad")
        if read.files:
            kept = partial(self._kept, len(read.files))
            self._context.do(add_files, self._type_name, record_id, read.files, on_done=kept)

    def _kept(self, count: int, _: object) -> None:
        said = self._context.language.plural("{n} file is kept", "{n} files are kept", count)
        self._context.toast_undo(said)

    def _cancel(self) -> None:
        for task in self._reading:
            task.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # ---- doing ----

    def open_file(self, file: Attachment | None) -> None:
        """Open a file with the program of the system; its copy is taken back on leaving."""
        if file is not None:
            self._context.ask(_content, file, on_done=partial(self._opened, file))

    def _opened(self, file: Attachment, content: bytes) -> None:
        path = self._lent.lend(content, PurePath(file.file_name).suffix)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_copy(self, file: Attachment) -> None:
        """Write a file's content where the user says."""
        say = self._context.language.text
        path = self._context.save_file(say("Save a copy"), file.file_name)
        if path is not None:
            said = say("Saved: {name}", name=path.name)
            self._context.ask(
                lambda workspace: write_out(path, _content(workspace, file)),
                on_done=lambda _: self._context.toast(said),
            )

    def _caption(self, file: Attachment, text: str) -> None:
        values = {"title": text}
        self._context.do(save, "attachment", file.id, values, on_error=self._not_captioned)

    def _not_captioned(self, error: AppError) -> None:
        self._context.toast(said_plainly(self._context.language, error), "warn")
        self.show_files(self._record_id, self._files, self._days)

    def remove(self, file: Attachment) -> None:
        """Take a file away; a toast leads back."""
        name = file.title or file.file_name
        said = self._context.language.text("“{title}” is deleted", title=name)
        self._context.do(
            delete, "attachment", file.id, on_done=lambda _: self._context.toast_undo(said)
        )

    def _open_menu(self, at: QPoint) -> None:
        item = self.tiles.itemAt(at)
        file = self.tiles.file_of(item) if item else None
        if item is None or file is None:
            return
        say, menu = self._context.language.text, QMenu(self)
        menu.addAction(icon("eye"), say("Open"), partial(self.open_file, file))
        menu.addAction(icon("pencil"), say("Caption"), partial(self.tiles.editItem, item))
        menu.addAction(icon("download"), say("Save a copy"), partial(self.save_copy, file))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), say("Delete"), partial(self.remove, file))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.tiles.viewport().mapToGlobal(at))


def _content(workspace: Workspace, file: Attachment) -> bytes:
    return workspace.attachments.get(file.file or "")
