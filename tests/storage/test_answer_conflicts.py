"""Two edits of one filled form: question by question, and settled answer by answer."""

from __future__ import annotations

import pytest

from app.actions.conflicts import settle, settle_by_time
from app.model import Put, Submission
from app.storage import Workspace
from app.storage.forms import form_of
from app.storage.questions.answer_conflicts import (
    answer_words,
    differing_answers,
    document_of,
    question_words,
)
from app.storage.questions.conflicts import Conflict, conflicts, count
from tests.storage.notebooks import hand_over
from tests.storage.surveys import add_village, document, fill


def edit(ws: Workspace, record: bytes, said: str, name: str) -> None:
    ws.write([Put("submission", record, {"instance": said, "instance_id": name})])


@pytest.fixture
def disputed(ws: Workspace, other: Workspace) -> Conflict:
    """One filled form that two people changed without knowing of each other."""
    added = add_village(ws)
    record = fill(ws, added.version, document(name="uuid:0", water="yes", age=30))
    hand_over(ws, other)
    edit(ws, record, document(name="uuid:1", water="no", age=30, members=(("Айша", 3),)), "uuid:1")
    edit(other, record, document(name="uuid:2", water="yes", age=31, needs="road"), "uuid:2")
    hand_over(other, ws)
    (found,) = conflicts(ws)
    return found


def said(ws: Workspace, text: str) -> dict[tuple[str, tuple[int, ...]], str]:
    (one,) = ws.find(Submission)
    read = form_of(ws, one.survey_version or b"")
    assert read is not None
    return read.layout.flat(text)


def test_a_form_in_conflict_is_one_conflict_and_says_each_answer_of_both(
    ws: Workspace, disputed: Conflict
) -> None:
    assert count(ws) == 1
    told = {
        question_words(one, "en"): [answer_words(one, side, "en") for side in (0, 1)]
        for one in differing_answers(ws, disputed)
    }
    sides = [said.device == ws.identity.device for said in disputed.standing]
    mine = sides.index(True)
    assert {name: (both[mine], both[1 - mine]) for name, both in told.items()} == {
        "Is there water?": ("No", "Yes"),
        "How old?": ("30", "31"),
        "What is needed?": ("", "A road"),
        "Name · 1": ("Айша", ""),
        "Age · 1": ("3", ""),
    }


def test_one_side_chosen_everywhere_is_that_sides_own_document(
    ws: Workspace, disputed: Conflict
) -> None:
    places = [(one.path, one.row) for one in differing_answers(ws, disputed)]
    for side, standing in enumerate(disputed.standing):
        assert document_of(ws, disputed, dict.fromkeys(places, side)) == standing.value


def test_answers_chosen_from_both_make_a_document_of_its_own(
    ws: Workspace, other: Workspace, disputed: Conflict
) -> None:
    mine = [one.device == ws.identity.device for one in disputed.standing].index(True)
    sides = {
        (one.path, one.row): 1 - mine if one.path == "/data/age" else mine
        for one in differing_answers(ws, disputed)
    }
    made = document_of(ws, disputed, sides)
    assert said(ws, made) == {
        ("/data/water", ()): "no",
        ("/data/age", ()): "31",
        ("/data/member/name", (1,)): "Айша",
        ("/data/member/years", (1,)): "3",
    }
    settle(ws, disputed.type_name, disputed.id, disputed.field, made)
    assert count(ws) == 0
    assert ws.reader.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    (one,) = ws.find(Submission)
    assert one.instance == made
    assert f"<orx:instanceID>{one.instance_id}</orx:instanceID>" in made
    assert "<orx:deprecatedID>" in made
    hand_over(ws, other)
    assert other.find(Submission) == ws.find(Submission)
    assert ws.digest() == other.digest()


def test_a_rule_settles_the_name_with_its_document(ws: Workspace, disputed: Conflict) -> None:
    settle_by_time(ws)
    (one,) = ws.find(Submission)
    assert (count(ws), one.instance_id) == (0, "uuid:2")
    assert "<instanceID>uuid:2</instanceID>" in one.instance
    assert ws.reader.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
