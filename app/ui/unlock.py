"""Opening a notebook: the passphrase, or the recovery key and then a new passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.language import Language, language
from app.storage import Workspace, WrongPassphrase, open_workspace
from app.ui.failure import said_failure
from app.ui.kit import Card, FormRow, LinkButton, PrimaryButton, Row, Stack, Text, TextField
from app.ui.passphrase import PassphraseForm
from app.ui.tasks import Tasks
from app.ui.top_bar import Brand, LanguageSwitch

_WIDTH = 440


def caps_would_be_on(event: QKeyEvent) -> bool:
    """Whether a letter came as if Caps Lock were on: a capital without Shift, or the opposite."""
    letter = event.text()
    if not letter.isalpha() or letter.lower() == letter.upper():
        return False
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return letter.isupper() != shift


class _SecretStep(Stack):
    """One secret to type, a button, and a link to the other way."""

    given = Signal(str)
    other_way = Signal()

    def __init__(self) -> None:
        self._title = Text("", "title")
        self._text = Text("", "second", wrap=True)
        self.row = FormRow("", TextField(secret=True))
        self.button = PrimaryButton()
        self._link = LinkButton()
        super().__init__(
            self._title, self._text, 12, self.row, self.button, self._link, None, gap=6
        )
        self.line.returnPressed.connect(self._give)
        self.line.installEventFilter(self)
        self.row.field.edited.connect(lambda _: self.row.clear())
        self.button.clicked.connect(self._give)
        self._link.clicked.connect(self.other_way)
        self._caps_text = ""

    @property
    def line(self) -> QLineEdit:
        """The field itself."""
        return self.row.field.editor()  # type: ignore[return-value]

    def say(self, title: str, text: str, label: str, button: str, link: str, caps: str) -> None:
        """All words of the step."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.row.set_label(label)
        self.button.setText(button)
        self._link.setText(link)
        self._caps_text = caps

    def _give(self) -> None:
        self.given.emit(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            if event.key() == Qt.Key.Key_CapsLock:
                self.row.clear()
            elif caps_would_be_on(event) and not self.row.error():
                self.row.set_warning(self._caps_text)
        return super().eventFilter(watched, event)


class Unlock(QWidget):
    """The locked window: nothing of the notebook is seen."""

    opened = Signal(object)
    """The `Workspace`."""
    language_chosen = Signal(str)
    other_folder = Signal()

    def __init__(self, folder: Path, code: str, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder = folder
        self._tasks = tasks
        self._language = language(code)
        self._workspace: Workspace | None = None
        tasks.failed.connect(self._failed)
        self._brand = Brand()
        self._languages = LanguageSwitch(code)
        self.passphrase = _SecretStep()
        self.recovery = _SecretStep()
        self.fresh = PassphraseForm(self._language)
        self._fresh_title = Text("", "title")
        self._fresh_text = Text("", "second", wrap=True)
        self._fresh_button = PrimaryButton()
        self._where = Text("", "caption")
        self._other = LinkButton()
        self._lay_out()
        self._show_step(0)
        self._listen()
        self.retranslate(self._language)

    def _lay_out(self) -> None:
        fresh = Stack(
            self._fresh_title, self._fresh_text, 12, self.fresh, self._fresh_button, None, gap=6
        )
        self._steps: tuple[QWidget, ...] = (self.passphrase, self.recovery, fresh)
        card = Card(margin=24, gap=0)
        card.setFixedWidth(_WIDTH)
        card.add(*self._steps)
        top = QHBoxLayout()
        top.setContentsMargins(20, 8, 20, 0)
        top.addWidget(self._brand)
        top.addStretch(1)
        top.addWidget(self._languages)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        column.addWidget(Row(None, self._where, self._other, None, gap=4))

    def _listen(self) -> None:
        self._languages.chosen.connect(self._choose_language)
        self.passphrase.given.connect(self._try_passphrase)
        self.passphrase.other_way.connect(lambda: self._go(1))
        self.recovery.given.connect(self._try_recovery)
        self.recovery.other_way.connect(lambda: self._go(0))
        self.fresh.entered.connect(self._set_fresh)
        self._fresh_button.clicked.connect(self._set_fresh)
        self._other.clicked.connect(self.other_folder)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        text = language.text
        self._brand.set_word(text("Depter"))
        caps = text("Caps Lock seems to be on")
        self.passphrase.say(
            text("The notebook is locked"),
            "",
            text("Passphrase"),
            text("Open"),
            text("I forgot it: use the recovery key"),
            caps,
        )
        self.recovery.say(
            text("Recovery key"),
            text("The key that was shown when the notebook was made; spaces do not matter."),
            text("Recovery key"),
            text("Open"),
            text("Back to the passphrase"),
            "",
        )
        self._fresh_title.setText(text("A new passphrase"))
        self._fresh_text.setText(text("The recovery key was right. It stays good."))
        self._fresh_button.setText(text("Set and open"))
        self.fresh.retranslate(language)
        self._where.setText(text("Notebook in the folder «{name}»", name=self._folder.name))
        self._other.setText(text("Open another"))

    def focus(self) -> None:
        """Take the keyboard."""
        self.passphrase.row.field.focus()

    def _choose_language(self, code: str) -> None:
        self.retranslate(language(code))
        self.language_chosen.emit(code)

    def _go(self, step: int) -> None:
        self._show_step(step)
        (self.focus, self.recovery.row.field.focus, self.fresh.focus)[step]()

    def _show_step(self, step: int) -> None:
        # one of them visible, and no stack: the card is as high as that step alone
        for at, part in enumerate(self._steps):
            part.setVisible(at == step)

    def _try_passphrase(self, passphrase: str) -> None:
        step = self.passphrase
        if not passphrase:
            step.row.set_error(self._language.text("Write the passphrase"))
            return
        step.button.set_busy(self._language.text("Opening…"))
        self._tasks.do(
            open_workspace,
            self._folder,
            passphrase=passphrase,
            on_done=self._is_open,
            on_error=lambda error: self._refused(step, error),
        )

    def _try_recovery(self, key: str) -> None:
        step = self.recovery
        step.button.set_busy(self._language.text("Opening…"))
        self._tasks.do(
            open_workspace,
            self._folder,
            recovery_key="".join(key.split()),
            on_done=self._is_recovered,
            on_error=lambda error: self._refused(step, error),
        )

    def _refused(self, step: _SecretStep, error: AppError) -> None:
        step.button.set_idle()
        step.row.set_error(self._language.error(error))
        step.row.field.focus()
        if isinstance(error, WrongPassphrase):
            step.line.selectAll()

    def _failed(self, error: Exception) -> None:
        # nobody else says a fault of the program here, and nobody else gives the buttons back
        words = said_failure(self._language, error)
        for step in (self.passphrase, self.recovery):
            if not step.button.isEnabled():
                step.button.set_idle()
                step.row.set_error(words)
        if not self._fresh_button.isEnabled():
            self._fresh_button.set_idle()
            self._fresh_text.setText(words)
            self._fresh_text.set_colour("bad")

    def _is_open(self, workspace: Workspace) -> None:
        self.passphrase.button.set_idle()
        self.passphrase.line.clear()
        self.opened.emit(workspace)

    def _is_recovered(self, workspace: Workspace) -> None:
        self.recovery.button.set_idle()
        self.recovery.line.clear()
        self._workspace = workspace
        self._go(2)

    def _set_fresh(self) -> None:
        if self._workspace is None or self.fresh.show_problem():
            return
        workspace = self._workspace
        self._fresh_button.set_busy(self._language.text("Opening…"))
        self._tasks.do(
            workspace.change_passphrase,
            self.fresh.passphrase(),
            on_done=lambda _: self._is_set(workspace),
            on_error=self._not_set,
        )

    def _is_set(self, workspace: Workspace) -> None:
        self.fresh.clear_all()
        self._workspace = None
        self.opened.emit(workspace)

    def _not_set(self, error: AppError) -> None:
        self._fresh_button.set_idle()
        self._fresh_text.setText(self._language.error(error))
        self._fresh_text.set_colour("bad")

    def let_go(self) -> None:
        """The window closes: a notebook that was opened by its recovery key is closed again."""
        if self._workspace is not None:
            self._tasks.do(self._workspace.close)
            self._workspace = None
