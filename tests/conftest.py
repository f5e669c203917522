"""What every test may count on: no screen, no traces in the user's folders, no unheard warnings."""

import logging
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.storage import digest
from app.storage.connection import Connection
from tests.examples import same_every_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.load_profile("checking")  # `--hypothesis-profile=searching` comes later and counts
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__["timeout"] = 120_000  # only a busy machine comes near it


def _no_dialog(*_: object, **__: object) -> None:
    """A dialog of the system would wait for somebody, and the run with it."""
    focus = QApplication.focusWidget()
    raise AssertionError(f"a dialog of the system opens; the keyboard is at {focus!r}")


for dialog in ("getExistingDirectory", "getOpenFileNames", "getOpenFileName", "getSaveFileName"):
    setattr(QFileDialog, dialog, _no_dialog)
QDialog.exec = _no_dialog  # type: ignore[method-assign,assignment]

PLACES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")


@pytest.fixture(scope="session", autouse=True)
def house_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder for this run, so that no test sees or touches the user's own data."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("DEPTER_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        for place in PLACES:
            folder = home / place.lower()
            folder.mkdir(mode=0o700)
            patch.setenv(place, str(folder))
        yield home


@pytest.fixture(autouse=True)
def no_luck_in_properties(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets a test of a property draw the same ids, devices and moments for the same example."""
    is_one = request.node.get_closest_marker("hypothesis") is not None
    with same_every_time(request.function) if is_one else nullcontext():
        yield


@pytest.fixture(autouse=True)
def sums_are_what_they_say(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps every sum of all changes, however small, and compares it with one made anew, unless the
    test is marked `sums_differ`.
    """
    if request.node.get_closest_marker("sums_differ") is not None:
        return
    reckon = digest.reckon

    def compared(connection: Connection) -> digest.Sum:
        found = reckon(connection)
        assert found.number == digest.digest(connection)
        return found

    monkeypatch.setattr(digest, "reckon", compared)
    monkeypatch.setattr(digest, "WORTH_KEEPING", 1)


class Heard(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log_record(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that logs at WARNING or above, unless it is marked `logs_warnings`."""
    heard = Heard()
    logging.getLogger().addHandler(heard)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(heard)
    if heard.records and request.node.get_closest_marker("logs_warnings") is None:
        said = [f"{record.name}: {record.getMessage()}" for record in heard.records]
        pytest.fail("Unexpected log records:\n" + "\n".join(said), pytrace=False)
