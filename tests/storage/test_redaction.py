"""Redaction: a person is forgotten wherever it arrives, and counts and digests still agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions.duplicates import join
from app.actions.records import RecordGone
from app.actions.redaction import redact_person
from app.model import Attachment, Consent, Put, Registration, Remove, new_id
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.history import history
from app.storage.questions.people import FORGOTTEN, PeopleFilter, list_people
from app.storage.questions.person import held_of
from tests.storage.notebooks import add_person, hand_over, notebook, person, set_person
from tests.storage.pages import plain_pages

WORDS = ("Купуялык", "Жашырбекова", "0772555444", "Көмүскө-Айыл", "Атайын эскертүү", "jashirbek")


def note_down(ws: Workspace) -> bytes:
    """Somebody with everything that can tell who she is, and with a history."""
    someone = add_person(ws, surname="Башкачаева", name="Купуялык", sex="f", birth_year=1984)
    set_person(ws, someone, surname="Жашырбекова", phone="0772555444", village="Көмүскө-Айыл")
    key = {"event": new_id(), "person": someone}
    content = ws.attachments.put("Жашырбекова".encode() * 50)
    ws.write(
        [
            Put("registration", Registration.id_for(key), {**key, "age": 41, "note": WORDS[4]}),
            Put("consent", new_id(), {"person": someone, "note": WORDS[4], "scan": content}),
            Put("attachment", new_id(), {"person": someone, "title": WORDS[1], "file": content}),
        ]
    )
    return someone


def everything_in(ws: Workspace) -> str:
    """All that the store holds, the words of the search among them, and all kept contents."""
    with ws.snapshot() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' "
            "AND name NOT LIKE 'alike_%'"
        ).fetchall()
        text = repr([connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables])
        connection.execute(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search_person', 'row')"
        )
        text += repr(connection.execute("SELECT term FROM temp.words").fetchall())
        blocks = connection.execute("SELECT block FROM search_person_data").fetchall()
        text += repr(blocks)
        for attachment in ws.find(Attachment):
            if attachment.file and ws.attachments.has(attachment.file):
                text += ws.attachments.get(attachment.file).decode()
    return text


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Workspace]]:
    """Three notebooks."""
    made = [notebook(tmp_path / str(n), f"Тренер {n}") for n in range(3)]
    yield made
    for ws in made:
        ws.close()


def test_the_values_are_gone_from_rows_log_search_and_files(ws: Workspace) -> None:
    someone = note_down(ws)
    assert all(word in everything_in(ws) for word in WORDS[:5])
    redact_person(ws, someone, "мыйзамдуу талап")
    left = everything_in(ws)
    assert not [word for word in WORDS if word in left]
    assert not [path for path in (ws.folder / "attachments").rglob("*") if path.is_file()]
    assert [said.value for said in history(ws, "person", someone, "surname")] == ["", ""]
    assert ws.search("жашыр", ["person"]) == []
    assert examine(ws) == []


def test_no_page_on_the_disk_holds_them_any_more(three: list[Workspace]) -> None:
    one, two, _ = three
    someone = note_down(one)
    hand_over(one, two)
    for ws in (one, two):
        assert all(any(word.encode() in page for page in plain_pages(ws)) for word in WORDS)
    redact_person(two, someone)
    hand_over(two, one)
    for ws in (one, two):
        for page in plain_pages(ws):
            assert not [word for word in WORDS if word.encode() in page]


def test_what_counts_stays(ws: Workspace) -> None:
    someone = note_down(ws)
    redact_person(ws, someone)
    assert person(ws, someone).sex == "f"
    assert person(ws, someone).birth_year is None
    assert [found.age for found in ws.find(Registration)] == [41]
    assert len(ws.find(Consent)) == 1


def test_it_arrives_everywhere_and_digests_agree(three: list[Workspace]) -> None:
    one, two, three_ = three
    someone = note_down(one)
    hand_over(one, two)
    hand_over(two, three_)
    redact_person(two, someone)
    hand_over(two, one)
    hand_over(one, three_)
    for ws in three:
        assert not [word for word in WORDS if word in everything_in(ws)]
        assert examine(ws) == []
    for giver in three:
        for taker in three:
            if giver is not taker:
                hand_over(giver, taker, everything=True)
    assert len({ws.digest() for ws in three}) == 1


def test_a_late_package_that_still_carries_them_is_redacted_on_reading(
    three: list[Workspace],
) -> None:
    one, two, late = three
    someone = note_down(one)
    hand_over(one, two)
    set_person(late, add_person(late), phone="1")
    redact_person(two, someone)
    hand_over(two, late)
    set_person(one, someone, surname="Жашырбекова-Экинчи")
    hand_over(one, late, everything=True)
    assert not [word for word in WORDS if word in everything_in(late)]
    assert examine(late) == []
    hand_over(two, one)
    hand_over(one, two)
    for giver, taker in ((one, late), (two, late), (late, one), (late, two)):
        hand_over(giver, taker, everything=True)
    assert one.digest() == two.digest() == late.digest()


def test_what_is_typed_again_is_forgotten_again(ws: Workspace) -> None:
    someone = note_down(ws)
    redact_person(ws, someone)
    set_person(ws, someone, surname="Жашырбекова")
    assert person(ws, someone).surname == ""
    assert "Жашырбекова" not in everything_in(ws)


def test_others_are_untouched(ws: Workspace) -> None:
    someone, other = note_down(ws), add_person(ws, surname="Калыкова", phone="0555")
    redact_person(ws, someone)
    assert (person(ws, other).surname, person(ws, other).phone) == ("Калыкова", "0555")
    assert ws.search("калык", ["person"])


def test_a_person_who_is_not_there_is_said_plainly(ws: Workspace) -> None:
    with pytest.raises(RecordGone):
        redact_person(ws, new_id())
    someone = note_down(ws)
    ws.write([Remove("person", someone)])
    redact_person(ws, someone)
    assert "Жашырбекова" not in everything_in(ws)


def test_what_goes_is_said_before_and_nothing_of_it_is_left_after(ws: Workspace) -> None:
    someone = note_down(ws)
    said = held_of(ws, someone)
    assert said.records == {"person": 1, "registration": 1, "consent": 1, "attachment": 1}
    assert said.former == 1  # her former surname
    assert (said.files, said.drafts, said.packages) == (1, 0, 0)
    assert said.values >= 8
    redact_person(ws, someone)
    assert held_of(ws, someone)[:3] == (0, 0, {})


def test_packages_that_brought_something_of_her_are_counted(three: list[Workspace]) -> None:
    one, two, _ = three
    someone = note_down(one)
    hand_over(one, two)
    assert held_of(two, someone).packages == 1


def test_entries_joined_to_her_are_forgotten_with_her(ws: Workspace) -> None:
    someone = note_down(ws)
    twin = add_person(ws, surname="Жашырбекова", name="Купуялык", phone="0772555444")
    join(ws, someone, twin, {})
    changes = redact_person(ws, someone)
    assert {"person", "registration", "redaction"} <= changes.types
    left = everything_in(ws)
    assert not [word for word in WORDS if word in left]


def test_entries_joined_into_a_ring_do_not_hold_up_what_is_written(ws: Workspace) -> None:
    someone, twin = add_person(ws, surname="Жашырбекова"), add_person(ws, surname="Калыкова")
    redact_person(ws, note_down(ws))
    set_person(ws, someone, duplicate_of=twin)
    set_person(ws, twin, duplicate_of=someone)
    assert person(ws, twin).surname == "Калыкова"


def test_who_was_forgotten_is_not_asked_for_consent(ws: Workspace) -> None:
    someone = note_down(ws)
    redact_person(ws, someone)
    [line] = list_people(ws, PeopleFilter()).first
    assert line.consent == FORGOTTEN
    assert list_people(ws, PeopleFilter(consent=FORGOTTEN)).total == 1
    assert list_people(ws, PeopleFilter(consent="none")).total == 0
