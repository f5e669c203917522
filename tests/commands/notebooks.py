"""Notebooks that open quickly, and what a command leaves behind."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.storage import KdfCost, Profile, create_workspace

PASSPHRASE = "тоо башында аяз"
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
BATKEN, COUNTRY = "41705000000000", "41700000000000"


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """The answer of --json."""
        return json.loads(self.out)


Depter = Callable[..., Said]


def make_notebook(folder: Path, name: str, role: str, territory: str, language: str) -> Path:
    """A notebook that is cheap to open, made and closed."""
    profile = Profile(name=name, role=role, territory=territory, language=language)
    create_workspace(folder, PASSPHRASE, profile, CHEAP).workspace.close()
    return folder
