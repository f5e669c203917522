"""What a test did not expect to hear fails it: log records, Python's warnings, Qt's messages."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LOUD = {
    "log": "import logging; logging.getLogger('depter').warning('the disk is nearly full')",
    "python": "import warnings; warnings.warn('old', DeprecationWarning)",
    "qt": "from PySide6.QtCore import qWarning; qWarning('a layout has no parent')",
}


def outcome(folder: Path, house: Path, body: str, mark: str = "") -> int:
    """The exit code of a run of one test with this body, under the rules of the house."""
    shutil.copy(house / "tests" / "conftest.py", folder)
    shutil.copy(house / "pyproject.toml", folder)
    story = folder / "test_story.py"
    story.write_text(f"import pytest\n\n{mark}\ndef test_story():\n    {body}\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", story],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search("1 (passed|failed)", ran.stdout), ran.stdout + ran.stderr
    return ran.returncode


@pytest.mark.parametrize("kind", LOUD)
def test_an_unexpected_noise_fails_a_test(tmp_path: Path, house: Path, kind: str) -> None:
    assert outcome(tmp_path, house, LOUD[kind]) == 1


def test_an_expected_log_record_passes(tmp_path: Path, house: Path) -> None:
    assert outcome(tmp_path, house, LOUD["log"], "@pytest.mark.logs_warnings") == 0


def test_a_silent_test_passes(tmp_path: Path, house: Path) -> None:
    assert outcome(tmp_path, house, "assert True") == 0
