"""A dressed application, notebooks with invented content, and the open window over them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.language import language
from app.model import Attendance, Consent, Put, Registration, derived_id, new_id
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.ui.context import Context
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from app.ui.theme import dress

QUICK = KdfCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "төрт эчки суу боюнда"
PEOPLE = (
    ("Ойдонова", "Гүлмира", "Бакытовна", "female", 1979),
    ("Чыгарылган", "Өмүрбек", "", "male", 1968),
    ("Выдуманная", "Эңилик", "Токтогуловна", "female", 1991),
    ("Ойдон уулу", "Үсөн", "", "male", 1997),
)
"""Nobody who lives."""


def invented_profile(code: str = "ky", role: str = "trainer") -> Profile:
    """Somebody invented."""
    return Profile(
        name="Тренер Ойдонова", role=role, territory="41705000000000", language=code, machine="PC-1"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say that the screenless platform's own remark about window sizes is no warning of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The application in the light look, for all tests."""
    dress(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_open(dressed: QApplication) -> Iterator[None]:
    """Has the windows of a test gone after it: closed ones would be kept for want of a loop."""
    yield
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A notebook with one event of three days and four invented people on its list."""
    made = create_workspace(tmp_path / "notebook", PASSPHRASE, invented_profile(), QUICK).workspace
    fill(made)
    yield made
    made.close()


def fill(workspace: Workspace) -> bytes:
    """Write the invented event into a notebook; answers its id."""
    event = new_id()
    edits = [
        Put(
            "event",
            event,
            {
                "title": "Аялдардын лидерлиги жана жергиликтүү бюджет",
                "type": "training",
                "status": "planned",
                "date_from": date(2026, 11, 18),
                "date_to": date(2026, 11, 20),
                "territory": "41705000000000",
                "venue_text": "Ак-Татыр айыл өкмөтү",
                "planned_count": 30,
                "attendance_by": "half_day",
            },
        )
    ]
    for surname, name, patronymic, sex, year in PEOPLE:
        edits += _person(event, surname, name, patronymic, sex, year)
    workspace.write(edits)
    return event


def _person(
    event: bytes, surname: str, name: str, patronymic: str, sex: str, year: int
) -> list[Put]:
    person = derived_id("person", (event, surname, name))
    words = {"surname": surname, "name": name, "patronymic": patronymic}
    listed = {"event": event, "person": person, "organisation": "Айылдык кеңеш"}
    registration = Registration.id_for(listed)
    tick = {"registration": registration, "day": date(2026, 11, 18), "part": "morning"}
    consent = {
        "person": person,
        "given_on": date(2026, 11, 18),
        "form": "paper",
        "scope": ("data",),
    }
    return [
        Put("person", person, {**words, "sex": sex, "birth_year": year, "village": "Ак-Татыр"}),
        Put("registration", registration, listed),
        Put("attendance", Attendance.id_for(tick), {**tick, "is_present": True}),
        Put("consent", Consent.id_for(consent), consent),
    ]


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The two lines of work, brought to an end after the test."""
    tasks = Tasks()
    yield tasks
    tasks.wait()
    qapp.processEvents()
    tasks.close()


@pytest.fixture
def context(workspace: Workspace, tasks: Tasks, qtbot: QtBot) -> Context:
    """What pages are handed, without a window around them."""
    window = QWidget()
    qtbot.addWidget(window)
    return Context(workspace, language("ky"), tasks, window)


@pytest.fixture
def settle(tasks: Tasks, qapp: QApplication) -> Callable[[], None]:
    """Lets all handed-over work come back to the window."""

    def wait() -> None:
        for _ in range(3):
            assert tasks.wait()
            qapp.processEvents()

    return wait


@pytest.fixture
def shell(context: Context, tmp_path: Path, qtbot: QtBot) -> Shell:
    """The open notebook."""
    shell = Shell(context, SaveState(context.tasks), Preferences(tmp_path / "choices"))
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    return shell
