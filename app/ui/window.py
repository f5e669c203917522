"""The one window: first run, locked, or the open notebook; it lets go of everything in order."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from app.language import LANGUAGES, Language, language
from app.storage import Workspace, holds_workspace
from app.ui.context import Context
from app.ui.preferences import Preferences
from app.ui.qt_texts import QtTexts
from app.ui.save_state import SaveState
from app.ui.tasks import Tasks
from app.ui.theme import look
from app.ui.trail import Place

FIRST_LANGUAGE = "ky"
LEAST_WIDTH, LEAST_HEIGHT = 800, 440
_FIRST_PAGE = "today"
_LOOK_OUT_MS = 3_000
"""The page opens first; then somebody may look whether a stick was put in."""


class Window(QMainWindow):
    """Holds one screen at a time. Its title names the program and nobody else."""

    opened = Signal(object)
    """The `Workspace` that is shown from now on."""

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        self.tasks = Tasks()
        self.context: Context | None = None
        self._language = language(_known(preferences.text("language", FIRST_LANGUAGE)))
        self._texts: QtTexts | None = None
        self._place: Place | None = None
        self._may_drop = False
        self._stage = QStackedWidget()
        self.setCentralWidget(self._stage)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.is_first = False
        """Whether this computer has no size of its own for the window yet."""
        self._restore_geometry()
        self._speak(self._language)

    @property
    def screen_shown(self) -> QWidget | None:
        """First run, lock, or the open notebook."""
        return self._stage.currentWidget()

    def begin(self) -> None:
        """Show what the folder asks for: the first run, or its lock."""
        if holds_workspace(self.folder):
            self.show_lock()
        else:
            self._show_first_run()

    def show_lock(self) -> None:
        """Show the lock over the notebook in the folder."""
        from app.ui.unlock import Unlock

        lock = Unlock(self.folder, self._language.code, self.tasks)
        lock.opened.connect(self.show_workspace)
        lock.language_chosen.connect(self._choose_language)
        lock.other_folder.connect(self._choose_folder)
        self._put(lock)
        lock.focus()

    def _show_first_run(self) -> None:
        from app.ui.first_run import FirstRun

        wizard = FirstRun(self.folder, self._language.code, self.tasks)
        wizard.language_chosen.connect(self._choose_language)
        wizard.finished.connect(self.show_workspace)
        self._put(wizard)
        wizard.focus()

    def show_workspace(self, workspace: Workspace) -> None:
        """Show an open notebook."""
        from app.ui.shell import Shell

        self.preferences.keep("workspace", str(workspace.folder))
        context = Context(workspace, self._language, self.tasks, self)
        context.language_chosen.connect(self._choose_language)
        # a lock asked for by a button must not delete the button under its own press
        context.locked.connect(lambda: QTimer.singleShot(0, self, self.lock))
        self.context = context
        shell = Shell(context, SaveState(self.tasks), self.preferences)
        self._put(shell)
        QTimer.singleShot(_LOOK_OUT_MS, shell, shell.look_out)
        place = self._place or Place(_FIRST_PAGE)
        self._place = None
        shell.go(place.page, **place.where)
        self.opened.emit(workspace)

    def lock(self) -> None:
        """Write what is typed, close the notebook, show the lock. The content is gone at once."""
        from app.ui.shell import Shell

        shell = self.screen_shown
        if isinstance(shell, Shell):
            self._place = shell.place()
            if not self._close_workspace(shell):
                return
            self.show_lock()

    def _close_workspace(self, shell: QWidget | None) -> bool:
        """Write everything and let go; False when something typed could not be written."""
        from app.ui.shell import Shell

        if self.context is None or not isinstance(shell, Shell):
            return True
        self.tasks.cancel_runs()
        shell.leave()
        self._write_out(self.context)
        if self.context.unsaved() and not self._may_drop:
            self._say_unsaved(self.context)
            return False
        # opened on the writing line, closed there: its lock belongs to that thread
        self.tasks.do(self.context.workspace.close)
        self.tasks.wait()
        self.context = None
        return True

    def _write_out(self, context: Context) -> None:
        """Twice: what was typed while a write was under way is sent off when that one is back."""
        for _ in range(2):
            context.flush_drafts()
            self.tasks.wait()
            QApplication.processEvents()

    def _say_unsaved(self, context: Context) -> None:
        text = context.language.text
        context.toast(
            text("Something you typed cannot be saved yet. Mend the marked field or the disk."),
            "warn",
            text("Close without it"),
            self._close_without,
        )

    def _close_without(self) -> None:
        self._may_drop = True
        self.close()

    def _put(self, screen: QWidget) -> None:
        old = self._stage.currentWidget()
        self._stage.addWidget(screen)
        self._stage.setCurrentWidget(screen)
        if old is not None:
            self._stage.removeWidget(old)
            old.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # outside dialogs Qt presses a button by Space alone
        pressed = self.focusWidget()
        is_button = isinstance(pressed, QAbstractButton) and not isinstance(pressed, QCheckBox)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and is_button and not event.isAutoRepeat():
            cast(QAbstractButton, pressed).click()
        else:
            super().keyPressEvent(event)

    # ---- language ----

    def _choose_language(self, code: str) -> None:
        self.preferences.keep("language", code)
        self._speak(language(code))

    def _speak(self, chosen: Language) -> None:
        self._language = chosen
        application = QApplication.instance()
        if isinstance(application, QApplication):
            if self._texts is not None:
                application.removeTranslator(self._texts)
            self._texts = QtTexts(chosen)
            application.installTranslator(self._texts)
        self.setWindowTitle(chosen.text("Depter"))
        if self.context is not None:
            from app.ui.shell import Shell

            self.context.language = chosen
            if isinstance(self.screen_shown, Shell):
                self.screen_shown.retranslate(chosen)

    # ---- folder ----

    def _choose_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = self._language.text("Folder of the notebook")
        name = QFileDialog.getExistingDirectory(self, title, str(self.folder.parent))
        if name:
            self.folder = Path(name)
            QTimer.singleShot(0, self, self.begin)

    # ---- ending ----

    def _restore_geometry(self) -> None:
        kept = self.preferences.text("geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(1366, 720)
            self.is_first = True

    def closeEvent(self, event: QCloseEvent) -> None:
        from app.ui.unlock import Unlock

        screen = self.screen_shown
        if isinstance(screen, Unlock):
            screen.let_go()
        if not self._close_workspace(screen):
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().data()
        self.preferences.keep("geometry", bytes(geometry).decode())
        self.preferences.keep("theme", look().mode)
        self.tasks.close()
        super().closeEvent(event)


def _known(code: str) -> str:
    return code if code in LANGUAGES else FIRST_LANGUAGE
