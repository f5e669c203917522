"""A notebook for the tests of the verbs."""

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
