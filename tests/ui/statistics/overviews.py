"""What tests of the overview share: people at an event, the tab, choosing in its filters."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.model import Put, Registration, new_id
from app.storage import Workspace
from app.ui.statistics import StatisticsPage
from app.ui.statistics.overview import OverviewTab

Settle = Callable[[], None]
BATKEN, BATKEN_RAION, OSH, NARYN = (
    "41705000000000",
    "41705214000000",
    "41706000000000",
    "41704000000000",
)


def add_event(workspace: Workspace, day: date, *people: tuple[str, str, int]) -> bytes:
    """An event in Batken raion where people of a sex and an oblast were, so many of each."""
    event = new_id()
    values = {"title": "Айылдагы жыйын", "type": "training", "status": "held"}
    edits = [Put("event", event, {**values, "date_from": day, "territory": BATKEN_RAION})]
    for sex, place, number in people:
        for _ in range(number):
            person = new_id()
            listed = {"event": event, "person": person, "status": "attended", "age": 35}
            known = {"surname": "Ойдонов", "name": "Киши", "sex": sex, "territory": place}
            edits += [
                Put("person", person, {**known, "birth_year": 1990}),
                Put(
                    "registration",
                    Registration.id_for(listed),
                    {**listed, "category": "school_teacher"},
                ),
            ]
    workspace.write(edits)
    return event


def tab_of(page: StatisticsPage) -> OverviewTab:
    tab: Any = page.tab("overview")
    return tab


def choose(tab: OverviewTab, settle: Settle, **values: object) -> None:
    """Choose in the filters as a person does."""
    for name, value in values.items():
        field = getattr(tab.filters, name)
        field.set_value(value)
        field.committed.emit(value)
    settle()
    settle()
