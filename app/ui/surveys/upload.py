"""A file that answers a question: chosen from the disk, a picture shown, taken off again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import AppError
from app.language import Language, mark
from app.storage import Workspace
from app.storage.drafts import Draft
from app.ui.files import read_file, read_image
from app.ui.kit import IconButton, PlainButton, Row, Stack, Text
from app.ui.surveys.answers import AnswerField

_PREVIEW = 320
_MOST_MB = 50
Content = Callable[[str], bytes | None]
"""The content of a file by the name the document calls it."""
KINDS = {
    "image": "*.jpg *.jpeg *.png *.webp *.bmp *.gif",
    "audio": "*.mp3 *.wav *.m4a *.ogg *.oga *.opus *.aac *.flac *.amr",
    "video": "*.mp4 *.m4v *.mov *.3gp *.avi *.mkv *.webm",
}


class FileTooLarge(AppError):
    """A file that would make every package heavy."""


class FileAnswer(AnswerField):
    """The name of the file, a picture of it where it is one, and the buttons."""

    asked = Signal()
    """A file shall be chosen."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content
        self._value = ""
        self.choose = PlainButton(icon="upload")
        self.choose.clicked.connect(self.asked)
        self._name = Text("", "name")
        self.off = IconButton("x")
        self.off.clicked.connect(self._take_off)
        self._picture = QLabel()
        self._picture.hide()
        row = Row(self.choose, self._name, self.off, None, gap=12)
        self._box.addWidget(Stack(row, self._picture, gap=8))
        self._show()

    def retranslate(self, language: Language) -> None:
        self.choose.setText(language.text("Choose a file…"))
        self.off.set_name(language.text("Take the file off"))

    def editor(self) -> QWidget:
        return self.choose

    def value(self) -> str:
        return self._value

    def set_value(self, value: object) -> None:
        self._value = "" if value is None else str(value)
        self._show()

    def set_failed(self, failed: bool) -> None:
        """The box below says it."""

    def put(self, name: str) -> None:
        """A file was chosen and is kept under this name."""
        self.set_value(name)
        self.committed.emit(name)

    def _take_off(self) -> None:
        self.put("")
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self._name.setText(self._value)
        for part in (self._name, self.off):
            part.setVisible(bool(self._value))
        picture = QPixmap()
        content = self._content(self._value) if self._value else None
        if content:
            picture = QPixmap.fromImage(read_image(content, _PREVIEW))
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName(self._value)
        self._picture.setVisible(not picture.isNull())


def name_for(draft: Draft, question: str, suffix: str) -> str:
    """A name for a chosen file that says nothing but the question: its own may hold anything."""
    number = 1
    while f"{question}-{number}{suffix}" in draft.files:
        number += 1
    return f"{question}-{number}{suffix}"


def read_chosen(ws: Workspace, path: Path) -> tuple[str, bytes]:
    """The suffix and the content of a chosen file; photos made smaller, without their place."""
    read = read_file(ws, path, shrink=True, days=[])
    if len(read.content) > _MOST_MB * 1_000_000:
        raise FileTooLarge(
            mark("{name} is larger than {n} MB. Choose a smaller one."), name=path.name, n=_MOST_MB
        )
    suffix = ".jpg" if read.media_type == "image/jpeg" else path.suffix.lower()[:8]
    return suffix, read.content
