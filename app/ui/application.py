"""Starts the window, and says calmly when the program itself is at fault."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import __version__
from app.paths import WORKSPACE_VARIABLE, default_workspace, log_folder
from app.ui.failure import LOG_FILE
from app.ui.icons import pixmap
from app.ui.preferences import Preferences
from app.ui.tasks import log_bug
from app.ui.theme import dress
from app.ui.window import Window

log = logging.getLogger(__name__)
_SMALL_SCREEN = 1440


def run(folder: Path | None = None) -> int:
    """Open the window over the notebook in `folder` and stay until it is closed."""
    _keep_log()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    window = make_window(application, folder)
    show_fitting(window)
    return application.exec()


def show_fitting(window: Window) -> None:
    """Show the window as it was left; the first time, a small screen is given to it whole."""
    if window.is_first and window.screen().availableGeometry().width() <= _SMALL_SCREEN:
        window.showMaximized()
    else:
        window.show()


def make_window(application: QApplication, folder: Path | None = None) -> Window:
    """The dressed window over a notebook, not yet shown."""
    preferences = Preferences()
    application.setApplicationName("Depter")
    application.setApplicationVersion(__version__)
    theme = dress(application, preferences.text("theme", "system"))
    theme.follow_system()
    application.setWindowIcon(_sign())
    window = Window(folder or _last_folder(preferences), preferences)
    sys.excepthook = _Presenter(window)
    window.begin()
    return window


def _last_folder(preferences: Preferences) -> Path:

    kept = preferences.text("workspace")
    if kept and WORKSPACE_VARIABLE not in os.environ and Path(kept).is_dir():
        return Path(kept)
    return default_workspace()


def _sign() -> QIcon:
    return QIcon(pixmap("notebook-pen", 64, "accent"))


class _Presenter:
    """Takes what no screen and no task took: writes down where, says it once, goes on."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        log_bug(error)
        self._window.tasks.failed.emit(error)


def _keep_log() -> None:
    """Write the log into the log folder; where that cannot be, to nowhere."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        keeper = RotatingFileHandler(
            log_folder() / LOG_FILE, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("app").addHandler(keeper)
