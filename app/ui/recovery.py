"""The recovery key, shown once: print it, save it, copy it, and say that it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.language import Language
from app.ui.folders import documents_folder
from app.ui.kit import Banner, Box, PlainButton, Row, Stack, Text

_CLIPBOARD_SECONDS = 60
_PER_LINE = 4
_GROUP = 5


def grouped(key: str) -> str:
    """The key in short groups on a few lines, as people copy it down."""
    head, dash, rest = key.rpartition("-")
    groups = [rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP)]
    lines = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    return "\n".join([head + dash, *("   ".join(line) for line in lines)]).strip()


class RecoverySheet(Stack):
    """The key on its sheet; `kept` follows the tick."""

    kept = Signal(bool)

    def __init__(self, language: Language) -> None:
        self._title = Text("", "title")
        self._text = Text("", "body", wrap=True, colour="text2")
        self._key_text = Text("", "section")
        self._key = ""
        self._name = ""
        box = Box("soft", margin=20)
        box.add(self._key_text)
        self._print = PlainButton(icon="printer")
        self._save = PlainButton(icon="save")
        self._copy = PlainButton(icon="copy")
        self._done = Banner("ok")
        self._done.hide()
        self._tick = QCheckBox()
        buttons = Row(self._print, self._save, self._copy, None)
        super().__init__(
            self._title,
            self._text,
            12,
            box,
            4,
            buttons,
            4,
            self._done,
            Row(self._tick, None),
            None,
            gap=6,
        )
        self._print.clicked.connect(self._on_paper)
        self._save.clicked.connect(self._to_file)
        self._copy.clicked.connect(self._to_clipboard)
        self._tick.toggled.connect(self.kept)
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        text = language.text
        self._title.setText(text("Recovery key"))
        self._text.setText(
            text(
                "If the passphrase is forgotten, only this key opens the notebook. It is shown "
                "this once. Keep it on paper, away from the computer."
            )
        )
        self._print.setText(text("Print"))
        self._save.setText(text("Save to a file"))
        self._copy.setText(text("Copy"))
        self._tick.setText(text("I have kept the recovery key"))

    def set_key(self, key: str, name: str) -> None:
        """The key to show, and whose notebook it opens."""
        self._key, self._name = key, name
        self._key_text.setText(grouped(key))
        self._key_text.setAccessibleName(key)
        self._tick.setChecked(False)

    def is_kept(self) -> bool:
        """Whether the person said so."""
        return self._tick.isChecked()

    def focus(self) -> None:
        """Take the keyboard."""
        self._print.setFocus()

    def sheet(self) -> str:
        """What is printed or saved."""
        text = self._language.text
        lines = (
            text("Recovery key of a Depter notebook"),
            self._name,
            "",
            grouped(self._key),
            "",
            text("Whoever has this key can open the notebook. Keep it away from the computer."),
        )
        return "\n".join(lines) + "\n"

    def _on_paper(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self.window())
        if dialog.exec():
            document = QTextDocument()
            document.setPlainText(self.sheet())
            document.print_(printer)
            self._say(self._language.text("Sent to the printer. Check the paper before you go on."))

    def _to_file(self) -> None:
        title = self._language.text("Save the recovery key")
        proposed = str(documents_folder() / "depter-recovery-key.txt")
        name, _ = QFileDialog.getSaveFileName(self, title, proposed, "*.txt")
        if not name:
            return
        try:
            Path(name).write_text(self.sheet(), encoding="utf-8-sig")
        except OSError:
            words = self._language.text("The file could not be written. Choose another place.")
            self._say(words, "bad")
            return
        self._say(
            self._language.text("Saved. A stick in a drawer is a better place than this computer.")
        )

    def _to_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self._key)
        QTimer.singleShot(_CLIPBOARD_SECONDS * 1000, self, self._empty_clipboard)
        self._say(self._language.text("Copied for one minute. Paste it where you keep secrets."))

    def _empty_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._key:
            clipboard.clear()

    def _say(self, text: str, kind: str = "ok") -> None:
        self._done.set_kind(kind)
        self._done.set_content(text=text)
        self._done.show()
