"""Group work: what groups say, who sits in them, votes, and stakeholders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.events import create_event
from app.actions.group_work import (
    add_group,
    add_note,
    add_stakeholder,
    keep_unfinished_note,
    move_note,
    remove_group,
    save_note,
    set_members,
    set_on_notes,
    vote,
)
from app.actions.records import RecordGone, undo
from app.model import GroupMember, Note, Stakeholder, new_id
from app.storage import Workspace
from app.storage.questions.group_work import group_work, unfinished_note
from tests.examples import examples
from tests.storage.notebooks import add_person

OSH, BATKEN = "41706000000000", "41705000000000"


@pytest.fixture
def event(ws: Workspace) -> bytes:
    values = {"title": "Жолугушуу", "type": "consultative_meeting", "territory": BATKEN}
    return create_event(ws, {**values, "date_from": date(2025, 5, 12)}).id


def note_of(ws: Workspace, note_id: bytes) -> Note:
    found = ws.get(Note, note_id)
    assert found is not None
    return found


def test_a_note_takes_the_territory_of_its_group_else_of_the_event(
    ws: Workspace, event: bytes
) -> None:
    group = add_group(ws, event, {"name": "Ош", "territory": OSH, "question": "Эмне тоскоол?"}).id
    here = add_note(ws, event, {"text": "Суу жок", "kind": "problem"}).id
    there = add_note(ws, event, {"text": "Жол жок", "group_session": group}).id
    assert [note_of(ws, note).territory for note in (here, there)] == [BATKEN, OSH]
    assert note_of(ws, there).sequence == 20
    assert note_of(ws, there).status == "raw"


def test_a_note_with_other_words_is_no_longer_as_it_was_said(ws: Workspace, event: bytes) -> None:
    note = add_note(ws, event, {"text": "Суу жок", "kind": "problem"}).id
    save_note(ws, note, {"theme": "climate"})
    assert note_of(ws, note).status == "raw"
    save_note(ws, note, {"text": "Ичүүчү суу жетишсиз"})
    assert note_of(ws, note).status == "edited"


def test_votes_make_places_among_their_kind_and_equals_share_one(
    ws: Workspace, event: bytes
) -> None:
    said = [add_note(ws, event, {"text": text, "kind": "problem"}).id for text in "абвг"]
    other = add_note(ws, event, {"text": "д", "kind": "idea"}).id
    changes = vote(ws, event, {**dict(zip(said, (3, 7, 7, 1), strict=True)), other: 2})
    assert [note_of(ws, note).rank for note in said] == [3, 1, 1, 4]
    assert note_of(ws, other).rank == 1
    vote(ws, event, {said[1]: None})
    assert [note_of(ws, note).rank for note in said] == [2, None, 1, 3]
    undo(ws, changes)
    assert note_of(ws, said[0]).votes is None


def test_several_notes_get_one_theme_at_once(ws: Workspace, event: bytes) -> None:
    said = [add_note(ws, event, {"text": text}).id for text in "аб"]
    set_on_notes(ws, said, {"theme": "violence", "level": "local"})
    assert {(note_of(ws, one).theme, note_of(ws, one).level) for one in said} == {
        ("violence", "local")
    }


def test_members_are_exactly_those_who_are_named(ws: Workspace, event: bytes) -> None:
    group = add_group(ws, event, {"name": "1"}).id
    one, two, three = (add_person(ws) for _ in range(3))
    set_members(ws, group, [one, two])
    set_members(ws, group, [two, three])
    assert {member.person for member in ws.find(GroupMember)} == {two, three}
    set_members(ws, group, [one])
    assert {member.person for member in ws.find(GroupMember)} == {one}


def test_a_dissolved_group_leaves_what_it_said(ws: Workspace, event: bytes) -> None:
    group = add_group(ws, event, {"name": "Түндүк"}).id
    set_members(ws, group, [add_person(ws)])
    note = add_note(ws, event, {"text": "Жол жок", "group_session": group}).id
    add_stakeholder(ws, event, {"kind": "state", "name": "Акимчилик", "group_session": group})
    gone = remove_group(ws, group)
    assert (note_of(ws, note).group_name, note_of(ws, note).group_session) == ("Түндүк", None)
    assert [one.group_session for one in ws.find(Stakeholder)] == [None]
    assert ws.find(GroupMember) == []
    undo(ws, gone)
    assert note_of(ws, note).group_session == group


def test_nothing_is_said_at_an_event_that_is_not_there(ws: Workspace) -> None:
    with pytest.raises(RecordGone):
        add_note(ws, new_id(), {"text": "…"})


@examples(15)
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_notes_stand_where_they_were_moved_in_whatever_order(
    ws: Workspace, event: bytes, moves: list[tuple[int, int]]
) -> None:
    expected = [one.id for one in group_work(ws, event).said]
    missing = range(len(expected), 5)
    expected += [add_note(ws, event, {"text": f"Сөз {number}"}).id for number in missing]
    for start, end in moves:
        note = expected[start]
        move_note(ws, note, expected[end])
        expected.insert(end, expected.pop(start))
        assert [one.id for one in group_work(ws, event).said] == expected


def test_notes_of_one_place_from_two_devices_are_moved_all_the_same(
    ws: Workspace, event: bytes
) -> None:
    notes = [add_note(ws, event, {"text": text, "sequence": 10}).id for text in "абв"]
    move_note(ws, notes[2], notes[0])
    assert [one.note.text for one in group_work(ws, event).said] == ["в", "а", "б"]


def test_a_note_beside_one_that_is_gone_stays(ws: Workspace, event: bytes) -> None:
    note = add_note(ws, event, {"text": "Суу жок"}).id
    assert not move_note(ws, note, new_id())
    with pytest.raises(RecordGone):
        move_note(ws, new_id(), note)


def test_words_of_an_unfinished_note_are_kept_for_their_event_alone(
    ws: Workspace, event: bytes
) -> None:
    assert unfinished_note(ws, event) == ""
    keep_unfinished_note(ws, event, {"text": "Ичүүчү суу"})
    assert unfinished_note(ws, event) == "Ичүүчү суу"
    assert unfinished_note(ws, new_id()) == ""
    keep_unfinished_note(ws, event, {})
    assert unfinished_note(ws, event) == ""
