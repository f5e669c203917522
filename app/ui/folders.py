"""Where choosing a file begins."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(folder: Path) -> None:
    """Show a folder in the program of the system that shows folders."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def documents_folder() -> Path:
    """Where people look for their files first; not wherever the program was started."""
    place = QStandardPaths.StandardLocation
    documents = Path(QStandardPaths.writableLocation(place.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
