"""Pictures and files as tiles one walks through with the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from app.model import Attachment
from app.ui.icons import pixmap
from app.ui.theme import look

TILE = QSize(176, 132)
KIND_ICONS = {"photo": "camera", "scan": "file-check", "presentation": "presentation"}


class FileTiles(QListWidget):
    """Pictures and files as tiles: arrows move, Enter opens, F2 writes the caption, Del removes."""

    opened = Signal(object)
    removed = Signal(object)
    captioned = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(TILE)
        self.setGridSize(QSize(TILE.width() + 16, TILE.height() + 44))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        triggers = QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.SelectedClicked
        self.setEditTriggers(triggers)
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(self.file_of(item)))
        self._files: dict[bytes, Attachment] = {}

    def show_files(self, files: Sequence[Attachment], words: dict[bytes, str]) -> None:
        """Show these; a picture that is known already stays."""
        chosen = self.chosen()
        icons = {self._id(item): item.icon() for item in self._items()}
        self._files = {file.id: file for file in files}
        self.blockSignals(True)
        self.clear()
        for file in files:
            item = QListWidgetItem(icons.get(file.id) or placeholder(file), file.title)
            item.setData(Qt.ItemDataRole.UserRole, file.id)
            item.setToolTip(words[file.id])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words[file.id])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if not file.title:
                item.setText(file.file_name)
            self.addItem(item)
            if chosen is not None and file.id == chosen.id:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def set_picture(self, file_id: bytes, picture: QImage) -> None:
        """Show the picture of a file that was read meanwhile."""
        self.blockSignals(True)
        for item in self._items():
            if self._id(item) == file_id:
                shown = QPixmap.fromImage(picture)
                shown.setDevicePixelRatio(picture.width() / TILE.width())
                item.setIcon(QIcon(shown))
        self.blockSignals(False)

    def chosen(self) -> Attachment | None:
        """The file the keyboard is at."""
        row = self.currentRow()
        return self.file_of(self.item(row)) if row >= 0 else None

    def file_of(self, item: QListWidgetItem) -> Attachment | None:
        """The file a tile stands for."""
        return self._files.get(self._id(item))

    def _id(self, item: QListWidgetItem) -> bytes:
        return bytes(item.data(Qt.ItemDataRole.UserRole))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _changed(self, item: QListWidgetItem) -> None:
        file = self.file_of(item)
        if file is not None and item.text() not in (file.title, file.file_name):
            self.captioned.emit(file, item.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        file = self.chosen()
        editing = self.state() == QListView.State.EditingState
        if (
            file is not None
            and not editing
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.opened.emit(file)
        elif file is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(file)
        else:
            super().keyPressEvent(event)


def placeholder(file: Attachment) -> QIcon:
    """A quiet tile with the drawing of the kind, until the picture is there."""
    picture = QPixmap(TILE)
    picture.fill(look().colour("line2"))
    drawing = pixmap(KIND_ICONS.get(file.kind or "", "file-text"), 32, "text3", 1.0)
    painter = QPainter(picture)
    painter.drawPixmap((TILE.width() - 32) // 2, (TILE.height() - 32) // 2, drawing)
    painter.setPen(QColor(look().colour("text2")))
    painter.setFont(look().font(12, 600))
    suffix = PurePath(file.file_name).suffix.lstrip(".").upper()
    rect = picture.rect().adjusted(0, 0, 0, -14)
    painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, suffix)
    painter.end()
    return QIcon(picture)
