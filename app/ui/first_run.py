"""The first run: language and who one is, the passphrase, the recovery key. Three steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.language import Language, language
from app.storage import Created, create_workspace
from app.ui.failure import said_failure
from app.ui.first_steps import Steps
from app.ui.kit import (
    ActionFooter,
    Banner,
    KeyCap,
    PlainButton,
    PrimaryButton,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.passphrase import PassphraseForm
from app.ui.recovery import RecoverySheet
from app.ui.tasks import Tasks
from app.ui.who import WhoStep

_CONTENT = 680
_LOW = 600


class FirstRun(QWidget):
    """The wizard over an empty folder; ends with an open workspace."""

    language_chosen = Signal(str)
    finished = Signal(object)
    """The new `Workspace`."""

    def __init__(self, folder: Path, code: str, tasks: Tasks) -> None:
        super().__init__()
        self._folder = folder
        self._tasks = tasks
        tasks.failed.connect(self._was_refused)
        self._language = language(code)
        self._created: Created | None = None
        self._steps = Steps()
        self.who = WhoStep(self._language)
        self.secret = PassphraseForm(self._language)
        self._secret_title = Text("", "title")
        self._secret_text = Text("", "body", wrap=True, colour="text2")
        self._failure = Banner("bad")
        self._failure.hide()
        self.recovery = RecoverySheet(self._language)
        self._next = PrimaryButton()
        self._back = PlainButton(icon="chevron-left")
        self._enter = Text("", "caption")
        self._lay_out()
        self._listen()
        self.retranslate(self._language)
        self._go(0)

    def _lay_out(self) -> None:
        secret = Stack(
            self._secret_title, self._secret_text, 12, self.secret, self._failure, None, gap=4
        )
        self._stack = QStackedWidget()
        for step in (self.who, secret, self.recovery):
            self._stack.addWidget(_Centred(step))
        self._footer = footer = ActionFooter()
        footer.add_note(self._back)
        footer.add_action(Row(KeyCap("Enter"), self._enter, gap=6))
        footer.add_action(self._next)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._steps)
        row.addLayout(right, 1)

    def _listen(self) -> None:
        self.who.language_chosen.connect(self._choose_language)
        self.secret.entered.connect(self._forward)
        self.recovery.kept.connect(self._kept)
        self._next.clicked.connect(self._forward)
        self._back.clicked.connect(lambda: self._go(0))
        self.who.place_field.search.entered.connect(lambda _: self._forward())
        for row in (self.who.name, self.who.machine):
            row.field.editor().returnPressed.connect(self._forward)  # type: ignore[attr-defined]

    def retranslate(self, language: Language) -> None:
        """Say everything in another language, live."""
        self._language = language
        text = language.text
        for part in (self._steps, self.who, self.secret, self.recovery):
            part.retranslate(language)
        self._secret_title.setText(text("Passphrase"))
        self._secret_text.setText(
            text(
                "It opens this notebook, and nobody can bring it back for you: not we, not the "
                "ministry. The next step gives you a recovery key for the worst case."
            )
        )
        self._back.setText(text("Back"))
        self._enter.setText(text("go on"))
        self._say_next()

    def _choose_language(self, code: str) -> None:
        self.retranslate(language(code))
        self.language_chosen.emit(code)

    def _say_next(self) -> None:
        text = self._language.text
        last = self._stack.currentIndex() == 2
        self._next.setText(text("Open the notebook") if last else text("Continue"))

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._steps.set_step(step)
        self._back.setVisible(step == 1)
        self._next.setEnabled(step != 2 or self.recovery.is_kept())
        self._say_next()
        self.focus()

    def focus(self) -> None:
        """Take the keyboard into the first field of the present step."""
        first: Callable[[], object] = (
            self.who.name.field.focus,
            self.secret.focus,
            self.recovery.focus,
        )[self._stack.currentIndex()]
        first()

    def _forward(self) -> None:
        step = self._stack.currentIndex()
        if step == 0 and not self.who.show_problem():
            self._go(1)
        elif step == 1 and not self.secret.show_problem():
            self._create()
        elif step == 2 and self._created is not None and self.recovery.is_kept():
            self.finished.emit(self._created.workspace)

    def _create(self) -> None:
        self._failure.hide()
        self._next.set_busy(self._language.text("Creating…"))
        self._back.setEnabled(False)
        self._tasks.do(
            create_workspace,
            self._folder,
            self.secret.passphrase(),
            self.who.profile(),
            on_done=self._was_created,
            on_error=self._was_refused,
        )

    def _was_created(self, created: Created) -> None:
        self._created = created
        self.secret.clear_all()
        self.recovery.set_key(created.recovery_key, created.workspace.profile.name)
        self._next.set_idle()
        self._go(2)

    def _was_refused(self, error: Exception) -> None:
        self._next.set_idle()
        self._back.setEnabled(True)
        self._failure.set_content(text=said_failure(self._language, error))
        self._failure.show()

    def _kept(self, kept: bool) -> None:
        self._next.setEnabled(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # on a choice or the tick Enter goes on, as the footer says; a push button takes it itself
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not isinstance(QApplication.focusWidget(), QPushButton):
            self._forward()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        steps = 332 if self.width() >= 1000 else 240
        self._steps.setFixedWidth(steps)
        self._steps.set_brief(self.height() < _LOW)
        self.who.set_brief(self.height() < _LOW)
        # the buttons stand under the fields, not in the far corner
        self._footer.set_side(max(24, (self.width() - steps - _CONTENT) // 2))


class _Centred(Scroller):
    """A step in the middle of the page, as wide as reads well, scrolling where it must."""

    def __init__(self, step: QWidget) -> None:
        room = QWidget()
        room.setProperty("ground", "none")
        step.setMaximumWidth(_CONTENT)
        self._row = QHBoxLayout(room)
        self._row.setContentsMargins(24, 40, 24, 16)
        self._row.addStretch(1)
        self._row.addWidget(step, 1000)
        self._row.addStretch(1)
        super().__init__(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.setContentsMargins(24, 40 if self.height() >= _LOW - 57 else 12, 24, 8)
