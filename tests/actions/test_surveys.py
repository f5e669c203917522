"""Surveys: forms are kept once each, filled, finished, changed, forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.actions import surveys
from app.actions.redaction import redact_person
from app.errors import Invalid
from app.model import Submission, SubmissionFile, Survey, SurveyFile, SurveyVersion, new_id
from app.storage import Workspace, drafts, open_workspace
from app.storage.doctor import examine
from tests.storage.notebooks import PASSPHRASE, add_person, conflicts, hand_over, notebook
from tests.storage.surveys import Filled, add_village, document, fill, village_form
from tests.storage.test_redaction import everything_in


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = notebook(tmp_path / "one")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    made = notebook(tmp_path / "two", "Тренер Экинчи")
    yield made
    made.close()


def submission(ws: Workspace, record_id: bytes) -> Submission:
    found = ws.get(Submission, record_id)
    assert found is not None
    return found


def test_a_form_added_twice_is_one_version(ws: Workspace) -> None:
    first, again = add_village(ws), add_village(ws)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.version == again.version
    assert not again.changes


def test_versions_live_side_by_side_under_one_survey(ws: Workspace) -> None:
    one, two = add_village(ws, "1"), add_village(ws, "2")
    assert one.survey == two.survey
    assert {found.version for found in ws.find(SurveyVersion, survey=one.survey)} == {"1", "2"}


def test_a_new_title_of_the_form_is_taken_over_unless_the_survey_was_renamed(ws: Workspace) -> None:
    added = add_village(ws)
    surveys.add_form(ws, village_form("2", "Айыл жана суу"))
    assert [found.title for found in ws.find(Survey)] == ["Айыл жана суу"]
    ws.write([surveys.checked(ws, "survey", added.survey, {"title": "Биздин сурамжылоо"})])
    surveys.add_form(ws, village_form("3", "Айыл"))
    assert [found.title for found in ws.find(Survey)] == ["Биздин сурамжылоо"]


def test_the_same_form_taken_in_by_two_trainers_is_no_quarrel(
    ws: Workspace, other: Workspace
) -> None:
    source = ("village.xlsx", b"one workbook")
    surveys.add_form(ws, village_form(), source=source, files={"list.csv": b"name,label\na,A\n"})
    surveys.add_form(other, village_form(), source=("again.xlsx", b"saved once more"))
    hand_over(ws, other)
    hand_over(other, ws)
    assert ws.digest() == other.digest()
    assert conflicts(ws) == set()
    kinds = {(found.name, found.kind) for found in ws.find(SurveyFile)}
    assert kinds == {("village.xlsx", "source"), ("again.xlsx", "source"), ("list.csv", "list")}
    assert examine(ws) == []


def test_a_withdrawn_form_is_not_begun_and_its_answers_stay(ws: Workspace) -> None:
    added = add_village(ws)
    filled = fill(ws, added.version, document(water="yes"))
    for type_name, record_id in (("survey", added.survey), ("survey_version", added.version)):
        surveys.withdraw(ws, type_name, record_id)
        with pytest.raises(surveys.Withdrawn):
            surveys.begin(ws, added.version, "<data/>", {})
        surveys.restore(ws, type_name, record_id)
    assert "yes" in submission(ws, filled).instance
    surveys.begin(ws, added.version, "<data/>", {})


def test_a_draft_comes_back_as_it_was_left(tmp_path: Path) -> None:
    ws = notebook(tmp_path / "one")
    added = add_village(ws)
    someone, event = add_person(ws), new_id()
    facts = {"person": someone, "event": event, "round": 2, "collected_on": date(2026, 5, 12)}
    draft = surveys.begin(ws, added.version, document(), facts)
    draft = replace(draft, document=document(water="no"), place="/data/needs")
    surveys.keep_draft(ws, draft)
    folder = ws.folder
    ws.close()
    again = open_workspace(folder, passphrase=PASSPHRASE)
    (found,) = drafts.drafts(again, added.survey)
    assert (found.id, found.document, found.place) == (draft.id, draft.document, "/data/needs")
    assert dict(found.facts) == {"source": "screen", **facts}
    again.close()


def test_a_draft_is_not_attached_to_another_form(ws: Workspace) -> None:
    one, two = add_village(ws, "1"), add_village(ws, "2")
    draft = surveys.begin(ws, one.version, document(water="yes"), {})
    with pytest.raises(drafts.OtherForm):
        surveys.keep_draft(ws, replace(draft, survey_version=two.version, document="<data/>"))
    assert drafts.draft(ws, draft.id) == replace(draft, **_written(ws, draft.id))


def _written(ws: Workspace, draft_id: bytes) -> dict[str, str]:
    found = drafts.draft(ws, draft_id)
    assert found is not None
    return {"at": found.at, "started_at": found.started_at}


def test_drafts_never_travel(ws: Workspace, other: Workspace) -> None:
    added = add_village(ws)
    surveys.begin(ws, added.version, document(water="yes"), {})
    hand_over(ws, other)
    assert drafts.drafts(other) == []
    assert other.find(Submission) == []


def test_finishing_makes_a_filled_form_and_lets_the_draft_go(ws: Workspace) -> None:
    added = add_village(ws)
    filled = fill(ws, added.version, document(water="yes", name="uuid:1"), {"code": " Арча "})
    assert drafts.drafts(ws) == []
    found = submission(ws, filled)
    assert (found.survey_version, found.code, found.source) == (added.version, "Арча", "screen")
    assert (found.instance_id, found.collected_on) == ("uuid:1", date.today())


def test_what_hinders_finishing_is_said_and_the_draft_stays(ws: Workspace) -> None:
    added = add_village(ws)
    draft = surveys.begin(ws, added.version, document(), {})
    with pytest.raises(surveys.NotComplete) as refused:
        surveys.finalise(ws, draft, Filled(draft.document, ("water",)))
    assert refused.value.problems == ("water",)
    with pytest.raises(Invalid):
        surveys.finalise(ws, replace(draft, facts={"round": 2000}), Filled(draft.document))
    assert [found.id for found in drafts.drafts(ws)] == [draft.id]
    assert ws.find(Submission) == []


def test_an_edit_changes_the_document_and_merges_like_any_other(
    ws: Workspace, other: Workspace
) -> None:
    added = add_village(ws)
    filled = fill(ws, added.version, document(water="yes", name="uuid:1"))
    hand_over(ws, other)
    for notebook_, answer in ((ws, "no"), (other, "never")):
        draft = surveys.begin_edit(notebook_, filled)
        assert draft.is_edit
        surveys.finalise(notebook_, draft, Filled(document(water=answer, name="uuid:1")))
    hand_over(other, ws)
    assert conflicts(ws) == {(filled.hex(), "instance")}


def test_changing_a_filled_form_goes_on_where_it_was_left_and_can_be_dropped(ws: Workspace) -> None:
    added = add_village(ws)
    filled = fill(ws, added.version, document(water="yes"))
    draft = surveys.begin_edit(ws, filled)
    surveys.keep_draft(ws, replace(draft, document=document(water="no")))
    assert "no" in surveys.begin_edit(ws, filled).document
    surveys.drop_draft(ws, filled)
    assert "yes" in surveys.begin_edit(ws, filled).document


def test_a_second_entry_has_the_facts_of_the_first(ws: Workspace) -> None:
    added, someone = add_village(ws), add_person(ws)
    first = fill(ws, added.version, document(water="yes"), {"person": someone, "round": 2})
    draft = surveys.begin_second_entry(ws, first, document())
    surveys.finalise(ws, draft, Filled(document(water="no")))
    second = submission(ws, draft.id)
    assert (second.person, second.round, second.source) == (someone, 2, "paper")
    assert second.second_entry_of == first


def test_files_follow_the_document(ws: Workspace) -> None:
    added = add_village(ws)
    draft = surveys.begin(ws, added.version, document(), {})
    draft = surveys.attach(ws, draft, "a&b.jpg", b"picture")
    draft = surveys.attach(ws, draft, "unused.jpg", b"another")
    surveys.finalise(ws, draft, Filled(document(photo="a&amp;b.jpg")))
    (kept,) = ws.find(SubmissionFile, submission=draft.id)
    assert kept.file is not None
    assert (kept.name, ws.attachments.get(kept.file)) == ("a&b.jpg", b"picture")
    edit = surveys.begin_edit(ws, draft.id)
    assert dict(edit.files) == {"a&b.jpg": kept.file}
    surveys.finalise(ws, edit, Filled(document(water="yes")))
    assert ws.find(SubmissionFile, submission=draft.id) == []


def test_facts_beside_the_answers_can_be_set_later_and_nothing_else(ws: Workspace) -> None:
    added = add_village(ws)
    filled = fill(ws, added.version, document(water="yes"))
    surveys.save_facts(ws, filled, {"group_name": "Аялдар кеңеши"})
    assert submission(ws, filled).group_name == "Аялдар кеңеши"
    with pytest.raises(KeyError):
        surveys.save_facts(ws, filled, {"instance": ""})


WORDS = ("Жашырбекова", "Купуя-Код", "Көмүскө сүрөт")


def test_a_person_is_forgotten_in_her_answers_codes_files_and_drafts(
    ws: Workspace, other: Workspace
) -> None:
    added, someone = add_village(ws), add_person(ws)
    facts = {"person": someone, "code": WORDS[1]}
    draft = surveys.begin(ws, added.version, document(), facts)
    draft = surveys.attach(ws, draft, f"{WORDS[2]}.jpg", WORDS[2].encode())
    answers = document(said=WORDS[0], photo=f"{WORDS[2]}.jpg", name="uuid:her")
    surveys.finalise(ws, draft, Filled(answers))
    surveys.begin(ws, added.version, document(said=WORDS[0]), {"person": someone})
    surveys.begin_edit(ws, draft.id)
    kept = ws.find(SubmissionFile)[0].file
    untouched = fill(ws, added.version, document(said="башка"))
    hand_over(ws, other)
    redact_person(other, someone)
    hand_over(other, ws)
    for notebook_ in (ws, other):
        assert not [word for word in WORDS if word in everything_in(notebook_)]
        assert submission(notebook_, draft.id).instance == ""
        assert len(notebook_.find(Submission)) == 2
        assert "башка" in submission(notebook_, untouched).instance
        assert examine(notebook_) == []
    assert kept is not None
    assert not ws.attachments.has(kept)
    assert drafts.drafts(ws) == []
    hand_over(ws, other, everything=True)
    assert ws.digest() == other.digest()


def test_what_is_typed_about_a_forgotten_person_is_forgotten_again(ws: Workspace) -> None:
    added, someone = add_village(ws), add_person(ws)
    filled = fill(ws, added.version, document(said="бир"), {"person": someone})
    redact_person(ws, someone)
    draft = surveys.begin_edit(ws, filled)
    draft = surveys.attach(ws, draft, "x.jpg", b"her picture")
    surveys.finalise(ws, draft, Filled(document(said=WORDS[0], photo="x.jpg")))
    assert WORDS[0] not in everything_in(ws)
    assert submission(ws, filled).instance == ""
    assert [found.name for found in ws.find(SubmissionFile)] == [""]
