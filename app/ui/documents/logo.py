"""The logo of a layout: a small picture, and the buttons that choose it and take it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from app.actions.documents import set_logo
from app.errors import AppError
from app.language import mark
from app.model import Changes, DocumentLayout
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import PlainButton, QuietButton, Row, Stack, Text

_SIDE = 64
_UNREAD = mark("The file cannot be read. Choose another one.")


def _take(ws: Workspace, layout: bytes, path: Path) -> Changes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AppError(_UNREAD) from error
    return set_logo(ws, layout, content)


class LogoBox(Stack):
    """Shows the logo of one layout; what is wrong with a file is said below."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=4)
        self._context = context
        self._layout = DocumentLayout()
        self._label = Text("", "label")
        self.picture = QLabel()
        self.picture.setFixedSize(QSize(_SIDE, _SIDE))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("box", "drop")
        self.choose = PlainButton(icon="upload")
        self.choose.clicked.connect(self.choose_file)
        self.remove = QuietButton(icon="x")
        self.remove.clicked.connect(lambda: self._do(set_logo, None))
        self.problem = Text("", "error", wrap=True, colour="bad")
        self.problem.hide()
        self.add(self._label, Row(self.picture, self.choose, self.remove, None), self.problem, 8)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self._label.setText(say("Logo"))
        self.choose.setText(say("Choose a picture…"))
        self.remove.setText(say("Take it away"))
        self._show()

    def show_layout(self, layout: DocumentLayout) -> None:
        """Show the logo of this layout."""
        if layout.id != self._layout.id:
            self.problem.hide()
        self._layout = layout
        self._show()

    def _show(self) -> None:
        say, logo = self._context.language.text, self._layout.logo
        self.remove.setVisible(bool(logo))
        self.picture.setPixmap(QPixmap())
        self.picture.setAccessibleName(say("Logo") if logo else say("No logo"))
        if logo:
            self._context.ask(
                lambda ws: ws.attachments.get(logo),
                on_done=self._shown,
                on_error=self._say,
                key="documents.logo",
            )

    def _shown(self, content: bytes) -> None:
        image = QImage.fromData(content)
        if image.isNull():
            self._say(
                AppError(mark("The logo is no picture that can be read: it is left out here."))
            )
            return
        scale = self.devicePixelRatioF()
        side = int((_SIDE - 8) * scale)
        aspect, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(_on_white(image.scaled(side, side, aspect, smooth)))
        pixmap.setDevicePixelRatio(scale)
        self.picture.setPixmap(pixmap)

    def choose_file(self) -> None:
        """Let the user choose a picture."""
        say = self._context.language.text
        kinds = f"{say('Pictures')} (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff)"
        path = self._context.pick_file(say("Choose a picture…"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Make the picture in this file the logo."""
        self._do(_take, path)

    def _do(self, act: object, value: object) -> None:
        self.problem.hide()
        self._context.do(act, self._layout.id, value, on_error=self._say)  # type: ignore[arg-type]

    def _say(self, error: AppError) -> None:
        self.problem.setText(self._context.language.error(error))
        self.problem.show()


def _on_white(image: QImage) -> QImage:
    """A logo is drawn on paper, whatever the colours of the window."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper
