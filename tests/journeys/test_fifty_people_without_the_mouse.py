"""A trainer opens her notebook, finds her training, registers and ticks fifty people by keys."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.model import Event, Person, Put
from app.storage import KdfCost, Profile, create_workspace, open_workspace
from app.storage.questions.attendance import sheet
from app.ui.events.attendance import AttendanceTab
from app.ui.preferences import Preferences
from app.ui.theme import dress
from app.ui.window import Window
from tests.ui.events.press import focused, press, type_text, unlock
from tests.ui.keyboard import close_for_good, show_active

# the platform without a screen says this of every passing window; it is no fault of ours
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
PASSPHRASE = "ойдон чыгарылган сыр"
SURNAMES = [
    *("Абдыкадырова", "Бекова", "Жусупбекова", "Исакова", "Калыкова", "Мамашова", "Орозбекова"),
    *("Сыдыкова", "Төлөбаева", "Шамшиева", "Шаршеева", "Кадырова", "Ниязов", "Осмонова"),
    *("Раимбекова", "Ташматов", "Чыныбаева", "Эргешов", "Өмүрзаков", "Үсөнова", "Айдаров"),
    *("Бөрүбаев", "Дөөлөтов", "Жакыпов", "Закирова", "Ибраимова", "Кулов", "Молдоева"),
    *("Нурланов", "Сатыбалдиева"),
]
"""Known people; invented, as all below."""
NEW_NAMES = (
    "Аида",
    "Бермет",
    "Гүлнур",
    "Жеңиш",
    "Замир",
    "Кубат",
    "Медина",
    "Нурсултан",
    "Рахат",
    "Тилек",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notebook with a training of today and thirty people of earlier ones."""
    profile = Profile(name="Ойдонова Бурул", role="trainer", territory="", language="ky")
    cost = KdfCost(memory_kib=64, passes=1, lanes=1)
    made = create_workspace(tmp_path / "notebook", PASSPHRASE, profile, cost).workspace
    today = date.today()
    training = {
        "title": "Ойдон чыгарылган тренинг",
        "type": "training",
        "date_from": today,
        "date_to": today + timedelta(days=1),
        "planned_count": 50,
    }
    edits = [Put("event", Event.id_for(training), training)]
    for at, surname in enumerate(SURNAMES):
        sex = "f" if surname.endswith("а") else "m"
        values = {"surname": surname, "name": "Ойдон", "sex": sex, "birth_year": 1960 + at}
        edits.append(Put("person", Person.id_for(values), values))
    made.write(edits)
    made.close()
    return tmp_path / "notebook"


@pytest.fixture
def window(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    """The real window, locked."""
    dress(qapp, "light")
    window = Window(folder, Preferences(tmp_path / "choices"))
    window.resize(1366, 697)
    window.begin()
    show_active(window)
    yield window
    close_for_good(window)


@pytest.fixture
def rest(window: Window, qapp: QApplication) -> Callable[[], None]:
    """Lets the window come to rest."""

    def wait() -> None:
        for _ in range(4):
            assert window.tasks.wait()
            qapp.processEvents()
        if not window.isActiveWindow():
            # as every desktop does after a passing window; this platform leaves it to us
            show_active(window)

    return wait


def test_fifty_people_are_registered_and_ticked_without_the_mouse(
    window: Window, folder: Path, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = come_to_the_sheet(window, rest, qtbot)
    for surname in SURNAMES:
        add_known(tab, surname, rest, qtbot)
    for at in range(20):
        add_new(tab, at, rest)
    assert tab.count == 50
    tick_the_other_half_day(tab, rest)
    window.close()
    check_what_was_kept(folder)


def come_to_the_sheet(window: Window, rest: Callable[[], None], qtbot: QtBot) -> AttendanceTab:
    """Passphrase, the list of events, the first of them, its tab of people."""
    unlock(window, PASSPHRASE, qtbot)
    rest()
    press("Ctrl+2")
    rest()
    press("Down", "Enter")
    rest()
    press("Tab", "Ctrl+PgDn", "Ctrl+PgDn")
    rest()
    (tab,) = window.findChildren(AttendanceTab)
    assert tab.isVisible()
    press("F2")
    assert focused() is tab.quick_add
    return tab


def add_known(tab: AttendanceTab, surname: str, rest: Callable[[], None], qtbot: QtBot) -> None:
    """Three letters or a few more, until she is the first that is offered; Enter."""
    for size in range(3, len(surname) + 1):
        type_text(surname[:size] if size == 3 else surname[size - 1])
        typed = surname[:size]
        qtbot.waitUntil(lambda typed=typed: tab.quick_add._answered == typed)
        rest()
        if tab.quick_add.offers()[0].text.startswith(surname):
            break
    press("Enter")
    rest()


def add_new(tab: AttendanceTab, at: int, rest: Callable[[], None]) -> None:
    """One line: name, sex, year, village, work; Enter."""
    surname = f"Жаңыева{'абвгдежзиклмнопрстуф'[at]}"
    type_text(f"{surname} {NEW_NAMES[at % len(NEW_NAMES)]}")
    press("Ctrl+Enter", "Tab")
    type_text("а" if at % 3 else "э")
    type_text(str(1970 + at))
    press("Tab")
    focus = focused()
    assert isinstance(focus, QLineEdit)
    press("Tab")
    type_text("Айылдык кеңеш, депутат")
    press("Enter")
    rest()
    assert focused() is tab.quick_add


def tick_the_other_half_day(tab: AttendanceTab, rest: Callable[[], None]) -> None:
    """Into the grid, one column on (or back), and down with the space bar."""
    press("Tab", "Tab", "Tab")
    assert focused() is tab.grid.table
    press("Home")
    before = tab.grid.table.moment()
    press("Right")
    if tab.grid.table.moment() == before:
        press("Left")
    for _ in range(50):
        press("Space")
    rest()


def check_what_was_kept(folder: Path) -> None:
    """In the notebook, opened anew: fifty people, both half-days ticked, twenty consents."""
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    (training,) = workspace.find(Event)
    found = sheet(workspace, training.id)
    workspace.close()
    assert found is not None
    assert len(found.rows) == 50
    assert sorted(found.present(moment) for moment in found.moments) == [0, 0, 50, 50]
    assert sum(row.consent == "given" for row in found.rows) == 20
    assert found.balance().known == 50
