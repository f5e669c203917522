"""Photos and documents that show what was done: taken in, looked at, captioned, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePath

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage

from app.actions.events import NewFile
from app.actions.monitoring import add_evidence
from app.actions.records import delete, save
from app.errors import AppError
from app.model import Attachment
from app.storage import Workspace
from app.ui.context import Context
from app.ui.events.file_tiles import TILE, FileTiles
from app.ui.events.photos import OpenedFiles, read_file, thumbnail
from app.ui.events.words import said_plainly
from app.ui.kit import PlainButton, Row, Stack, Text


def read_content(workspace: Workspace, file: Attachment) -> bytes:
    """The content of an attachment, for opening it elsewhere."""
    return workspace.attachments.get(file.file or "")


class Evidence(Stack):
    """Files of one record; photos are made smaller and lose what they say of place and camera."""

    def __init__(self, context: Context, type_name: str) -> None:
        super().__init__(gap=8)
        self._context = context
        self._type_name = type_name
        self._record_id = b""
        self._days: list[date] = []
        self._waiting: list[Path] = []
        self._read: list[NewFile] = []
        self._known: set[bytes] = set()
        self._lent = OpenedFiles()
        self.setAcceptDrops(True)
        self._title = Text("", "label")
        self.button = PlainButton(icon="camera")
        self.button.clicked.connect(self.choose_files)
        self.tiles = FileTiles()
        self.tiles.opened.connect(self.open_file)
        self.tiles.removed.connect(self.remove)
        self.tiles.captioned.connect(self._caption)
        self._nothing = Text("", "second", wrap=True)
        self.add(Row(self._title, None, self.button), self._nothing, self.tiles)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self._title.setText(say("Photos and files"))
        self.button.setText(say("Add files"))
        self.tiles.setAccessibleName(say("Photos and files"))
        self._nothing.setText(say("Drop photos and documents here. They are kept encrypted."))

    def show_files(
        self, record_id: bytes, files: Sequence[Attachment], days: Sequence[date] = ()
    ) -> None:
        """Show the files of a record; new ones are of one of these days if they say so."""
        self._record_id, self._days = record_id, list(days)
        self.tiles.show_files(files, {file.id: self._words(file) for file in files})
        self.tiles.setVisible(bool(files))
        self._nothing.setVisible(not files)
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
            language.size(file.size) if file.size else "",
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
        """Read files one after the other, then keep them all in one step."""
        self._waiting.extend(path for path in paths if path.is_file())
        self._read_next(self._record_id)

    def _read_next(self, record_id: bytes) -> None:
        if not self._waiting:
            files, self._read = self._read, []
            if files:
                kept = partial(self._kept, len(files))
                self._context.do(add_evidence, self._type_name, record_id, files, on_done=kept)
            return
        self._context.ask(
            read_file,
            self._waiting.pop(0),
            shrink=True,
            days=self._days,
            on_done=partial(self._was_read, record_id),
            on_error=partial(self._was_not_read, record_id),
        )

    def _was_read(self, record_id: bytes, file: NewFile) -> None:
        self._read.append(file)
        self._read_next(record_id)

    def _was_not_read(self, record_id: bytes, error: AppError) -> None:
        self._context.toast(self._context.language.error(error), "bad")
        self._read_next(record_id)

    def _kept(self, count: int, _: object) -> None:
        said = self._context.language.plural("{n} file is kept", "{n} files are kept", count)
        self._context.toast_undo(said)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # ---- doing ----

    def open_file(self, file: Attachment | None) -> None:
        """Open a file with the program of the system; its copy is taken back on leaving."""
        if file is not None:
            self._context.ask(read_content, file, on_done=partial(self._opened, file))

    def _opened(self, file: Attachment, content: bytes) -> None:
        path = self._lent.lend(content, PurePath(file.file_name).suffix)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _caption(self, file: Attachment, text: str) -> None:
        self._context.do(save, "attachment", file.id, {"title": text}, on_error=self._not_captioned)

    def _not_captioned(self, error: AppError) -> None:
        self._context.toast(said_plainly(self._context.language, error), "warn")

    def remove(self, file: Attachment) -> None:
        """Take a file away; a toast leads back."""
        name = file.title or file.file_name
        said = self._context.language.text("“{title}” is deleted", title=name)
        self._context.do(
            delete, "attachment", file.id, on_done=lambda _: self._context.toast_undo(said)
        )
