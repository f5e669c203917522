"""This computer's own choices: language before the notebook is open, look, window. No records."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from app.paths import settings_folder

FILE = "window.json"
log = logging.getLogger(__name__)


class Preferences:
    """A few small choices in one file; a file that cannot be read or written costs nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or settings_folder()) / FILE
        self._values: dict[str, Any] = self._read()

    def text(self, name: str, default: str = "") -> str:
        """A choice that is a word."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str) -> bool:
        """A choice that is on or off."""
        return self._values.get(name) is True

    def keep(self, name: str, value: str | bool) -> None:
        """Make a choice."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self._values, ensure_ascii=False, indent=1)
            self._path.write_text(text, encoding="utf-8")
        except OSError as error:
            log.info("The window's choices were not kept: %s", type(error).__name__)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
