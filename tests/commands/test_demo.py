"""The demonstration: real input, invented people, one truth, and nothing readable in its files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.commands.demo import PASSPHRASE, demo
from app.commands.session import Session
from app.exchange import export, merge, own_card
from app.language import fold, language
from app.model import RECORD_TYPES, AgendaItem, Event, Note, Person, Submission, Survey
from app.model.kinds import File, Link, parse_time
from app.model.resources import read_yaml
from app.reports import REPORTS, make, make_in
from app.reports.content import Paragraph
from app.reports.official import ApprovalBlock, Letterhead, NumberLine
from app.storage import Workspace, create_workspace, open_workspace
from app.storage.doctor import examine
from app.storage.questions.gain import gain_between_rounds
from tests.commands.conftest import make_demonstration
from tests.storage.notebooks import QUICK, profile

TRAINERS = ("batken", "osh", "karakol", "naryn")
LOCAL = {"device", "receipt"}
"""Types that speak of the devices the demonstration happens to run on."""


@pytest.fixture
def made(demonstration: Path) -> Path:
    """A small demonstration."""
    return demonstration


@pytest.fixture
def centre(made: Path) -> Iterator[Workspace]:
    """The coordinator's notebook."""
    workspace = open_workspace(made / "coordinator", passphrase=PASSPHRASE)
    yield workspace
    workspace.close()


def test_everything_is_where_it_is_said_to_be(made: Path) -> None:
    notebooks = {path.name for path in made.iterdir() if (path / "workspace.json").exists()}
    assert notebooks == {"coordinator", *(f"trainer-{name}" for name in TRAINERS)}
    assert len(list((made / "packages").glob("*.depter"))) == 4
    names = {path.name.rsplit("-", 1)[1] for path in (made / "reports").glob("*-event-*.pdf")}
    assert names == {"ky.pdf", "ru.pdf", "en.pdf"}
    assert len(list((made / "reports").glob("*-sign-in-sheet-*.pdf"))) == 5


def test_the_clubs_programme_is_there_row_by_row(centre: Workspace) -> None:
    programme = read_yaml("frameworks/women_deputies_club_2022")["facts"]["programme"]
    (club,) = centre.find(Event, type="discussion_platform")
    rows = [
        (item.time_from, item.time_to, item.title, item.speaker)
        for item in centre.find(AgendaItem, order="sequence", event=club.id)
    ]
    assert rows == [
        (parse_time(row["from"]), parse_time(row["to"]), row["session"], row["speaker"])
        for row in programme["agenda"]
    ]
    assert club.venue_text == programme["venue"]


def test_tests_before_and_after_show_what_a_meeting_changed(centre: Workspace) -> None:
    (test,) = centre.find(Survey, form_id="depter_leadership_test")
    gained = gain_between_rounds(centre, test.id)
    assert gained.n == 9 * len(TRAINERS)
    assert gained.gain is not None
    assert gained.gain > 0.1


def test_filled_forms_say_that_they_are_invented(centre: Workspace) -> None:
    groups = {one.group_name for one in centre.find(Submission)}
    assert groups == set(read_yaml("demo/answers")["group"].values()) & groups
    assert "" not in groups


def test_what_the_oblasts_said_is_there_word_for_word(centre: Workspace) -> None:
    facts = read_yaml("frameworks/regional_2025")["facts"]
    said = {note.text for note in centre.find(Note, kind="problem")}
    assert said == {item["text"] for block in facts["problems"] for item in block["items"]}
    recommended = centre.find(Note, kind="recommendation")
    assert {item for note in recommended for item in note.framework_items} >= {
        "NPGE-2025/P1",
        "NAP1325-2025/T2.1",
    }
    meetings = centre.find(Event, type="consultative_meeting")
    assert len(meetings) == 4
    for meeting in meetings:
        assert meeting.objectives == tuple(facts["document"]["goals"])
        assert len(meeting.tasks) == len(facts["document"]["tasks"])


def test_reports_have_the_layout_and_the_words_that_trainers_gave_along(centre: Workspace) -> None:
    words = read_yaml("demo/papers")
    naryn = {"territory": "41704000000000", "since": "2025-01-01", "until": "2025-12-31"}
    asked: list[tuple[str, dict[str, object], dict[str, dict[str, str]]]] = [
        ("consolidated", naryn, words["consolidated"][0]),
        ("consolidated", {}, words["consolidated"][1]),
    ]
    meetings = centre.find(Event, type="consultative_meeting")
    asked += [("event", {"event": one.id}, words["event"]) for one in meetings]
    for name, parameters, told in asked:
        for code in ("ky", "ru", "en"):
            document = make(name, centre, language(code), parameters)
            kinds = {type(block) for block in document.blocks}
            assert {Letterhead, ApprovalBlock, NumberLine} <= kinds, name
            assert words["footer"] in document.footer, "it says that it is invented"
            said = {block.text for block in document.blocks if isinstance(block, Paragraph)}
            assert told["conclusion"][code] in said, (name, code)
    assert examine(centre) == []


def test_every_participant_is_marked_as_invented(centre: Workspace) -> None:
    marks = set(read_yaml("demo/people")["notes"].values())
    listed = {row[0] for row in centre.reader.execute("SELECT person FROM registration").fetchall()}
    assert listed
    assert all(person.note in marks for person in centre.find(Person) if person.id in listed)


def test_notebooks_and_packages_are_sound(made: Path) -> None:
    for name in ("coordinator", *(f"trainer-{name}" for name in TRAINERS)):
        workspace = open_workspace(made / name, passphrase=PASSPHRASE)
        assert examine(workspace) == []
        workspace.close()


def test_in_any_order_and_twice_the_packages_come_to_one_digest(made: Path, tmp_path: Path) -> None:
    centres = [
        create_workspace(tmp_path / name, "x", profile(name), QUICK).workspace for name in "ab"
    ]
    cards = [own_card(centre) for centre in centres]
    packages = []
    for name in TRAINERS:
        workspace = open_workspace(made / f"trainer-{name}", passphrase=PASSPHRASE)
        packages.append(export(workspace, cards, tmp_path, everything=True).path)
        workspace.close()
    merge(centres[0], packages)
    for package in [packages[2], *reversed(packages)]:
        merge(centres[1], [package])
    assert centres[0].digest() == centres[1].digest()
    for centre in centres:
        assert examine(centre) == []
        centre.close()


def test_the_files_give_no_name_phone_or_text_away(made: Path, centre: Workspace) -> None:
    words = {person.surname for person in centre.find(Person)}
    words |= {person.phone for person in centre.find(Person) if person.phone}
    words |= {event.title for event in centre.find(Event)}
    spelled = [
        form
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            fold(word).encode() if len(fold(word)) > 6 else word.encode(),
        )
    ]
    kept = [
        path
        for path in made.rglob("*")
        if path.is_file() and "reports" not in path.parts and path.name != "README.txt"
    ]
    assert len(kept) > 15
    for path in kept:
        content = path.read_bytes()
        assert not [form for form in spelled if form in content], path.name


def test_the_same_seed_makes_the_same_content(made: Path, tmp_path: Path) -> None:
    again = make_demonstration(tmp_path / "again")
    other = make_demonstration(tmp_path / "other", "--seed", "8")
    assert _content(made) == _content(again)
    assert _content(made) != _content(other)


def _content(folder: Path) -> dict[str, list[str]]:
    """Every value of every record, without what names records."""
    workspace = open_workspace(folder / "coordinator", passphrase=PASSPHRASE)
    found = {
        name: sorted(repr(_plain(record)) for record in workspace.find(record_type))
        for name, record_type in RECORD_TYPES.items()
        if name not in LOCAL
    }
    workspace.close()
    return found


def _plain(record: Any) -> dict[str, Any]:
    kinds = record.kinds()
    return {
        name: value
        for name, value in record.values().items()
        if not isinstance(kinds[name], (Link, File))
    }


def test_load_is_scaled_by_trainers_events_and_people(tmp_path: Path) -> None:
    folder = make_demonstration(tmp_path / "load", "--trainers", "6", "--events", "2")
    workspace = open_workspace(folder / "coordinator", passphrase=PASSPHRASE)
    beside = ("club_meeting", "conference")
    assert sum(event.type not in beside for event in workspace.find(Event)) == 12
    workspace.close()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    answer = CliRunner().invoke(demo, [str(tmp_path)], obj=Session())
    assert answer.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", list(REPORTS))
def test_kyrgyz_and_russian_of_every_report_lie_side_by_side(centre: Workspace, name: str) -> None:
    asks_form = {"survey", "questionnaire"} & {name}
    parameters = {"survey": "depter_event_feedback"} if asks_form else {}
    alone = make(name, centre, language("ky"), parameters)
    both = make_in("ky+ru", name, centre, parameters)
    assert [type(block) for block in both.blocks] == [type(block) for block in alone.blocks]
