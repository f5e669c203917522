"""An event with a list of invented people, and its attendance tab, shown."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.actions.attendance import register
from app.model import Event, Person, Put
from app.storage import Workspace
from app.storage.questions.attendance import Sheet, sheet
from app.ui.context import Context
from app.ui.events.attendance import AttendanceTab
from tests.ui.keyboard import show_active

FIRST, LAST = date(2026, 3, 18), date(2026, 3, 20)
NOW = datetime(2026, 3, 19, 10, 42, tzinfo=UTC)
LISTED = (
    ("Асылбекова", "Айгүл", "f", 1991),
    ("Бөрүбаев", "Нурдин", "m", 1968),
    ("Жээнбек уулу", "Үсөн", "m", 1997),
    ("Үсөнова", "Мээрим", "f", 2008),
)
KNOWN = (
    ("Өмүралиева", "Гүлзат", "f", 1984),
    ("Омурзакова", "Гүлнара", "f", 1990),
    ("Токтогулов", "Эркин", "m", 1972),
)
"""All of them invented."""


def new_person(workspace: Workspace, surname: str, name: str, sex: str, year: int) -> bytes:
    values = {"surname": surname, "name": name, "sex": sex, "birth_year": year}
    record_id = Person.id_for(values)
    workspace.write([Put("person", record_id, values)])
    return record_id


def new_event(workspace: Workspace, **more: object) -> bytes:
    values = {
        "title": "Ойдон чыгарылган тренинг",
        "type": "training",
        "date_from": FIRST,
        "date_to": LAST,
        "planned_count": 30,
        **more,
    }
    record_id = Event.id_for(values)
    workspace.write([Put("event", record_id, values)])
    return record_id


@pytest.fixture
def meeting(workspace: Workspace) -> bytes:
    """An event of three days with four people on its list; three more are in the register."""
    event = new_event(workspace)
    for one in LISTED:
        register(workspace, event, new_person(workspace, *one))
    for one in KNOWN:
        new_person(workspace, *one)
    return event


@pytest.fixture
def tab(
    context: Context, meeting: bytes, settle: Callable[[], None], qtbot: QtBot
) -> Iterator[AttendanceTab]:
    """The tab over the meeting, at ten in the morning of its second day."""
    tab = AttendanceTab(context)
    tab.now = lambda: NOW
    qtbot.addWidget(tab)
    context.changed.connect(tab.changed)
    tab.resize(1280, 640)
    show_active(tab)
    tab.set_event(meeting)
    settle()
    yield tab
    tab.leave()


@pytest.fixture
def stored(workspace: Workspace, meeting: bytes) -> Callable[[], Sheet]:
    """The sheet as it is in the notebook."""

    def read() -> Sheet:
        found = sheet(workspace, meeting)
        assert found is not None
        return found

    return read
