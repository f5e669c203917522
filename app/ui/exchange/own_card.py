"""One's own card: who one is to others, and the key they seal for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.exchange import CARD_SUFFIX
from app.ui.context import Context
from app.ui.exchange.pane import Pane
from app.ui.exchange.words import key_words, role_word
from app.ui.exchange.work import OwnCard, read_own_card, save_own_card
from app.ui.kit import Card, Facts, PrimaryButton, Row, SoftBox, Stack, Text
from app.ui.sources import place_name

_PICTURE = 400


class Picture(QWidget):
    """A QR code: dark on white in either look, whole pixels a module, for cameras to read."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(_PICTURE, _PICTURE)

    def set_picture(self, png: bytes) -> None:
        """Show this code, drawn with one pixel a module."""
        self._image = QImage.fromData(png)
        times = max(1, _PICTURE // max(1, self._image.width()))
        self.setFixedSize(self._image.width() * times, self._image.height() * times)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        painter.drawImage(self.rect(), self._image)


class OwnCardPane(Pane):
    """The tab «My card»."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.footer.hide()
        self._own: OwnCard | None = None
        self._name = Text("", "title", wrap=True)
        self._facts = Facts()
        self._words_label = Text("", "label")
        self.words = Text("", "section", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._help = Text("", "second", wrap=True)
        self.save = PrimaryButton(icon="save")
        self.picture = Picture()
        self._picture_note = Text("", "caption", wrap=True, colour="text2")
        self._lay_out()
        self.save.clicked.connect(self.save_card)

    def _lay_out(self) -> None:
        card = Card(gap=12, margin=20)
        words = SoftBox(gap=4, margin=14)
        words.add(self._words_label, self.words)
        left = Stack(self._name, self._facts, words, self._help, Row(self.save, None), None, gap=14)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        right = Stack(self.picture, self._picture_note, None, gap=8)
        right.setMaximumWidth(_PICTURE)
        card.add(Row(left, right, gap=28))
        card.setMaximumWidth(1020)
        self.room.add(card, None)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self._words_label.setText(text("Six words that stand for your key"))
        self._help.setText(
            text(
                "Give the card to everybody who is to send you packages, on a stick or by message: "
                "it holds no secret. Read the six words out to them, so that they know it is yours."
            )
        )
        self.save.setText(text("Save my card…"))
        self._picture_note.setText(text("The same card as a picture, for printing or a camera."))
        self.picture.setAccessibleName(text("QR code of your card"))
        if self._own is not None:
            self._show(self._own)

    def refresh(self) -> None:
        self.context.ask(read_own_card, on_done=self._show, key="exchange.card")

    def _show(self, own: OwnCard) -> None:
        self._own = own
        card, text = own.card, self.language.text
        where = place_name(self.context, card.territory) if card.territory else ""
        self._name.setText(card.name)
        self._facts.set_facts(
            [
                (text("Role"), role_word(self.language, card.role)),
                (text("Territory"), where),
                (text("Computer"), self.context.workspace.profile.machine),
            ]
        )
        self.words.setText(key_words(card, self.language))
        self.picture.set_picture(own.picture)

    def save_card(self) -> None:
        """Write the card into a file."""
        language = self.language
        name = f"{self.context.workspace.profile.name}{CARD_SUFFIX}"
        kinds = language.text("Cards ({kinds})", kinds=f"*{CARD_SUFFIX}")
        path = self.context.save_file(language.text("Save my card"), name, kinds)
        if path is not None:
            self.context.run(save_own_card, path, on_done=self._saved)

    def _saved(self, path: Path) -> None:
        self.context.toast(self.language.text("The card is saved as {file}", file=path.name))
