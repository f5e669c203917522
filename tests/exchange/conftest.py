"""Notebooks of several people, cheap to open, and packages made by hand."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from app.exchange.cards import recipient_of
from app.exchange.sealing import seal
from app.storage import Identity, Profile, Workspace, create_workspace
from tests.exchange.notebooks import BATKEN, CHEAP


class Notebooks(Protocol):
    def __call__(self, name: str, role: str = "trainer") -> Workspace: ...


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebooks]:
    """Makes a new notebook by its owner's name."""
    made: list[Workspace] = []

    def make(name: str, role: str = "trainer") -> Workspace:
        profile = Profile(name=name, role=role, territory=BATKEN, language="ky")
        made.append(create_workspace(tmp_path / name, "demo", profile, CHEAP).workspace)
        return made[-1]

    yield make
    for workspace in made:
        workspace.close()


Forge = Callable[..., Path]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """Signs and seals any bytes as the inside of a package."""

    def make(inside: bytes, sender: Identity, receiver: Identity, name: str = "forged") -> Path:
        recipients = [recipient_of(receiver)]
        sealed = seal(io.BytesIO(inside), sender, recipients, number=1, previous="")
        path = tmp_path / f"{name}.depter"
        with path.open("wb") as file, sealed.body:
            sealed.write(file)
        return path

    return make
