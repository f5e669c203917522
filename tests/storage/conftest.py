"""One notebook, or two of different people, for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import Workspace
from tests.storage.notebooks import notebook


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A new notebook."""
    made = notebook(tmp_path / "one")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """A second notebook, of somebody else."""
    made = notebook(tmp_path / "two", "Тренер Экинчи")
    yield made
    made.close()


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Workspace]:
    """A third notebook."""
    made = notebook(tmp_path / "three", "Тренер Үчүнчү")
    yield made
    made.close()
