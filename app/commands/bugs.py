"""Our own mistakes: where they are goes into the log, never what the user wrote."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from app import __version__
from app.paths import log_folder

LOG_FILE = "depter.log"
EXIT_CODE = 70


def note_bug(error: BaseException) -> Path | None:
    """Write down what kind of mistake it was and where; None when even that cannot be written.

    The error's own words stay out: they may hold a name or a phone number.
    """
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    lines = [f"{moment} depter {__version__}", *_places(error)]
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        path = log_folder() / LOG_FILE
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return path


def _places(error: BaseException | None) -> list[str]:
    """The kind of the error and the lines it passed, innermost last; then what caused it."""
    places = []
    while error is not None:
        places.append(f"  {type(error).__module__}.{type(error).__qualname__}")
        for frame in traceback.extract_tb(error.__traceback__):
            file = "/".join(Path(frame.filename).parts[-3:])
            places.append(f"    {file}:{frame.lineno} {frame.name}")
        error = error.__cause__ or error.__context__
    return places
