"""The verbs of events: begin, copy, move, lay out a programme, tie people and files to it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.actions import events
from app.actions.attachments import NewFile, add_files
from app.actions.records import delete, undo
from app.errors import Invalid
from app.model import (
    AgendaItem,
    Attachment,
    Distribution,
    Event,
    EventOrganisation,
    EventPerson,
    Organisation,
    Person,
    Put,
    Registration,
    Venue,
)
from app.model.programme import read_line
from app.model.templates import event_templates
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.storage.questions.events import (
    EventFilter,
    event_head,
    leaders_of,
    list_events,
    organisations_of,
    programme,
)

DAY = date(2022, 7, 18)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    profile = Profile(name="Ойдонова", role="trainer", territory="41705000000000", language="ky")
    cost = KdfCost(memory_kib=64, passes=1, lanes=1)
    made = create_workspace(tmp_path / "notebook", "бир эки үч", profile, cost).workspace
    yield made
    made.close()


@pytest.fixture
def event(workspace: Workspace) -> bytes:
    values = {"title": "Клубдун талкуусу", "type": "club_meeting", "date_from": DAY}
    return events.create_event(workspace, values).id


def lines(workspace: Workspace, event: bytes, *typed: str) -> list[AgendaItem]:
    events.add_lines(workspace, event, DAY, [read_line(line) for line in typed])
    return programme(workspace, event)


def test_an_event_needs_a_title_a_type_and_a_day(workspace: Workspace) -> None:
    with pytest.raises(Invalid) as caught:
        events.create_event(workspace, {"title": " "})
    assert {problem.field for problem in caught.value.problems} == {"title", "type", "date_from"}
    assert list_events(workspace, EventFilter()).lines == []


def test_a_template_brings_its_days_aims_and_programme(workspace: Workspace) -> None:
    template = event_templates()["training_two_days"]
    made = events.create_from_template(workspace, template, "ru", {"date_from": DAY})
    event = workspace.get(Event, made.id)
    assert event is not None
    assert event.title == "Тренинг на два дня"
    assert event.days() == [DAY, DAY + timedelta(days=1)]
    assert event.objectives == (template.aims[0]["ru"],)
    items = programme(workspace, made.id)
    assert [item.title for item in items] == [line.title["ru"] for line in template.programme]
    assert {item.day for item in items} == set(event.days())


def test_a_template_is_undone_in_one_step(workspace: Workspace) -> None:
    template = event_templates()["round_table"]
    made = events.create_from_template(workspace, template, "ky", {"date_from": DAY})
    undo(workspace, made.changes)
    assert workspace.find(Event) == []
    assert workspace.find(AgendaItem) == []


def test_a_new_first_day_takes_the_last_day_and_the_programme_with_it(
    workspace: Workspace,
) -> None:
    template = event_templates()["training_two_days"]
    made = events.create_from_template(workspace, template, "ky", {"date_from": DAY})
    later = DAY + timedelta(days=30)
    changes = events.save_event(workspace, made.id, {"date_from": later})
    event = workspace.get(Event, made.id)
    assert event is not None
    assert event.days() == [later, later + timedelta(days=1)]
    assert {item.day for item in programme(workspace, made.id)} == set(event.days())
    undo(workspace, changes)
    assert {item.day for item in programme(workspace, made.id)} == {DAY, DAY + timedelta(days=1)}


def test_a_copy_has_the_programme_and_the_organisers_but_nobody_on_its_list(
    workspace: Workspace, event: bytes
) -> None:
    lines(workspace, event, "13.30-14.00 Каттоо", "14.00-14.20 Ачылышы / Ойдонова Б.")
    events.add_organisation(workspace, event, "Ойдон чыгарылган академия", "organiser")
    events.add_leader(workspace, event, "Ойдонова Бурул", "trainer")
    person = workspace.find(Person)[0].id
    values = {"event": event, "person": person}
    workspace.write([Put("registration", Registration.id_for(values), values)])
    later = DAY + timedelta(days=7)
    copy = events.copy_event(workspace, event, "Экинчиси", later).id
    assert [item.title for item in programme(workspace, copy)] == ["Каттоо", "Ачылышы"]
    assert {item.day for item in programme(workspace, copy)} == {later}
    assert [part.role for part in organisations_of(workspace, copy)] == ["organiser"]
    assert [part.name for part in leaders_of(workspace, copy)] == ["Ойдонова Бурул"]
    assert workspace.find(Registration, event=copy) == []


def test_deleting_an_event_takes_its_parts_along_and_undo_brings_all_back(
    workspace: Workspace, event: bytes
) -> None:
    lines(workspace, event, "13.30-14.00 Каттоо")
    events.add_organisation(workspace, event, "Ойдон чыгарылган академия", "organiser")
    changes = delete(workspace, "event", event)
    assert event_head(workspace, event) is None
    assert workspace.find(AgendaItem) == workspace.find(EventOrganisation) == []
    assert len(workspace.find(Organisation)) == 1
    undo(workspace, changes)
    assert len(workspace.find(AgendaItem)) == len(workspace.find(EventOrganisation)) == 1


def test_lines_change_places_and_times(workspace: Workspace, event: bytes) -> None:
    first, second = lines(workspace, event, "9.00-9.30 Каттоо", "9.30-10.30 Ачылышы")
    events.move_line(workspace, second.id, -1)
    told = [(item.title, item.time_from, item.time_to) for item in programme(workspace, event)]
    assert told == [("Ачылышы", "09:00", "10:00"), ("Каттоо", "10:00", "10:30")]
    assert not events.move_line(workspace, second.id, -1).changes
    assert first.id in {item.id for item in programme(workspace, event)}


def test_a_line_without_a_session_is_refused(workspace: Workspace, event: bytes) -> None:
    with pytest.raises(events.NoProgramme):
        events.add_lines(workspace, event, DAY, [read_line("9.00-9.30 ")])


def test_a_role_that_changes_leaves_one_part(workspace: Workspace, event: bytes) -> None:
    part = events.add_leader(workspace, event, "Ойдонова Бурул Токтогуловна", "trainer")
    events.change_role(workspace, "event_person", part.id, "moderator")
    (found,) = workspace.find(EventPerson, event=event)
    assert found.role == "moderator"
    assert workspace.find(Person)[0].patronymic == "Токтогуловна"


def test_a_new_venue_is_made_where_the_event_is(workspace: Workspace, event: bytes) -> None:
    events.save_event(workspace, event, {"territory": "41705000000000"})
    made = events.link_new(workspace, event, "venue", "«Бриджес» мейманканасы")
    (venue,) = workspace.find(Venue)
    assert venue.territory == "41705000000000"
    head = event_head(workspace, event)
    assert head is not None
    assert head.place == venue.name
    assert made.id == venue.id


def test_files_are_kept_encrypted_with_their_records(workspace: Workspace, event: bytes) -> None:
    content = b"flip chart " * 100
    file = NewFile("flip.jpg", "photo", "image/jpeg", content, DAY)
    add_files(workspace, "event", event, [file, file])
    kept = workspace.find(Attachment, event=event)
    assert [one.size for one in kept] == [len(content), len(content)]
    assert workspace.attachments.get(kept[0].file or "") == content
    everything = b"".join(
        path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()
    )
    assert b"flip chart" not in everything


def test_copies_are_written_down_with_a_new_product(workspace: Workspace, event: bytes) -> None:
    events.hand_over(workspace, event, "Депутаттарга колдонмо", {"copies": 30})
    (given,) = workspace.find(Distribution, event=event)
    assert given.copies == 30
    with pytest.raises(Invalid):
        events.hand_over(workspace, event, "Колдонмо", {"copies": -1})


def test_the_list_of_events_is_filtered_and_sorted(workspace: Workspace, event: bytes) -> None:
    other = {"title": "Бюджет боюнча тренинг", "type": "training", "date_from": date(2026, 5, 12)}
    events.create_event(workspace, {**other, "status": "held"})
    every = list_events(workspace, EventFilter())
    assert [line.date_from for line in every.lines] == [date(2026, 5, 12), DAY]
    assert every.years == [2026, 2022]
    by_title = list_events(workspace, EventFilter(), "title", descending=False)
    assert [line.title[0] for line in by_title.lines] == ["Б", "К"]
    assert [line.id for line in list_events(workspace, EventFilter(text="klub")).lines] == [event]
    assert list_events(workspace, EventFilter(status="held", year=2022)).lines == []
