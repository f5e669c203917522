"""Where things lie: resources, workspaces and logs, in a checkout and in a frozen program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP_NAME = "Depter"
WORKSPACE_VARIABLE = "DEPTER_WORKSPACE"


def resources_folder() -> Path:
    """The folder of all that is not code: beside `app/` in a checkout, unpacked when frozen."""
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return Path(unpacked) / "resources"
    return Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """One file or folder of the resources, as in `resource("style", "depter.qss")`."""
    return resources_folder().joinpath(*parts)


def default_workspace() -> Path:
    """Where the user's workspace lies when none is named: DEPTER_WORKSPACE or their data."""
    named = os.environ.get(WORKSPACE_VARIABLE)
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "workspace"


def log_folder() -> Path:
    """Where the program writes what went wrong; whoever writes first makes the folder."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def settings_folder() -> Path:
    """Where this computer's own choices lie (window size, language, last workspace): no records."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
