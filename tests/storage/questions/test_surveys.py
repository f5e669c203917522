"""What the pages of surveys ask: lists, counts of each question, gains, answers side by side."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from app.actions import surveys
from app.model import Event, Put, Remove, Submission, new_id
from app.storage import Workspace
from app.storage.questions.gain import Side, gain, gain_between_rounds
from app.storage.questions.results import (
    QuestionResult,
    present,
    results,
    results_by_round,
    summary,
    texts,
)
from app.storage.questions.surveys import (
    compare_entries,
    differing,
    list_drafts,
    list_submissions,
    list_surveys,
    survey_line,
)
from app.storage.selection import AnswerFilter
from tests.storage.notebooks import add_person, hand_over
from tests.storage.surveys import Filled, add_village, document, fill, village_form

BATKEN, LEILEK, OSH = "41705000000000", "41705214000000", "41706000000000"


def by_name(found: tuple[QuestionResult, ...]) -> dict[str, QuestionResult]:
    return {one.name: one for one in found}


def counts(question: QuestionResult) -> dict[str, int]:
    return {choice.value: choice.count for choice in question.choices}


@pytest.fixture
def village(ws: Workspace) -> surveys.AddedForm:
    """The village form with four answers to it."""
    added = add_village(ws)
    woman = add_person(ws, sex="f")
    event = new_id()
    ws.write([Put("event", event, {"title": "Жолугушуу", "type": "training"})])
    for said, facts in (
        (
            {"water": "yes", "needs": "road school", "sex": "f", "age": 30, "said": "Суу тартыш"},
            {"territory": BATKEN, "round": 1, "collected_on": "2026-03-01", "event": event},
        ),
        (
            {"water": "no", "needs": "road", "sex": "m", "age": 41},
            {"territory": LEILEK, "round": 2, "group_name": "жаштар", "source": "paper"},
        ),
        ({"water": "yes", "age": "2.5"}, {"territory": OSH, "person": woman}),
        ({"needs": "clinic", "sex": "F"}, {"round": 2, "collected_on": "2025-12-31"}),
    ):
        members = (("Айша", 3), ("Бек", 3)) if said.get("age") == 30 else ()
        fill(ws, added.version, document(members=members, **said), facts)
    return added


def test_every_question_is_counted_with_its_n(ws: Workspace, village: surveys.AddedForm) -> None:
    found = results(ws, village.survey)
    of = by_name(found.questions)
    assert found.total == 4
    assert (of["water"].n, counts(of["water"])) == (3, {"yes": 2, "no": 1})
    assert (of["needs"].n, counts(of["needs"])) == (3, {"road": 2, "school": 1, "clinic": 1})
    assert (of["water"].right, of["needs"].right, of["sex"].right) == (2, 1, None)
    assert of["said"].n == 1
    numbers = of["age"].numbers
    assert numbers is not None
    assert (numbers.n, numbers.least, numbers.median, numbers.most) == (3, 2.5, 30, 41)
    assert numbers.mean == pytest.approx(24.5)
    assert of["water"].choices[0].labels == {"": "Yes"}


def test_rows_of_repeats_are_counted_each(ws: Workspace, village: surveys.AddedForm) -> None:
    of = by_name(results(ws, village.survey).questions)
    years = of["years"]
    assert (years.n, years.forms, years.repeat) == (2, 1, "/data/member")
    assert years.numbers is not None
    assert (years.numbers.n, years.numbers.total) == (2, 6)


@pytest.mark.parametrize(
    ("wanted", "total"),
    [
        (AnswerFilter(territory=BATKEN), 2),
        (AnswerFilter(territory=OSH), 1),
        (AnswerFilter(since=date(2026, 1, 1), until=date(2026, 3, 1)), 1),
        (AnswerFilter(round=2), 2),
        (AnswerFilter(group="жаштар"), 1),
        (AnswerFilter(source="paper"), 1),
        (AnswerFilter(sex="f"), 3),
        (AnswerFilter(sex="m"), 1),
        (AnswerFilter(sex="f", territory=OSH), 1),
        (AnswerFilter(territory="41702000000000"), 0),
    ],
)
def test_filters_leave_the_forms_they_say(
    ws: Workspace, village: surveys.AddedForm, wanted: AnswerFilter, total: int
) -> None:
    assert results(ws, village.survey, wanted).total == total
    if not wanted.sex:
        assert list_submissions(ws, village.survey, wanted).total == total


def test_counts_are_those_a_plain_count_of_documents_gives(ws: Workspace) -> None:
    added = add_village(ws)
    said = [
        {"water": ["yes", "no"][n % 2], "needs": ["road", "road school", "clinic"][n % 3], "age": n}
        for n in range(40)
    ]
    for n, one in enumerate(said):
        fill(ws, added.version, document(**one), {"round": 1 + n % 4})
    for number in range(1, 5):
        meant = [one for n, one in enumerate(said) if 1 + n % 4 == number]
        of = by_name(results(ws, added.survey, AnswerFilter(round=number)).questions)
        assert Counter(counts(of["water"])) == Counter(one["water"] for one in meant)
        needs = Counter(value for one in meant for value in str(one["needs"]).split())
        assert +Counter(counts(of["needs"])) == needs
        numbers = of["age"].numbers
        assert numbers is not None
        assert numbers.total == sum(int(str(one["age"])) for one in meant)


def test_deleted_forms_and_second_entries_do_not_count(
    ws: Workspace, village: surveys.AddedForm
) -> None:
    first = list_submissions(ws, village.survey).lines[0]
    draft = surveys.begin_second_entry(ws, first.id, document(water="no"))
    surveys.finalise(ws, draft, Filled(document(water="no")))
    assert results(ws, village.survey).total == 4
    assert list_submissions(ws, village.survey).lines[0].second_entry == draft.id
    ws.write([Remove("submission", first.id)])
    assert results(ws, village.survey).total == 3


def test_versions_are_counted_together_question_by_question(ws: Workspace) -> None:
    one = add_village(ws)
    newer = village_form("2")
    xform = newer.xform.replace("<water/>", "<water/><light/>").replace(
        "</select1>\n<select ref",
        '</select1><input ref="/data/light"><label>Light?</label></input><select ref',
    )
    two = surveys.add_form(ws, type(newer)(xform.replace(">Yes<", ">Ooba<"), version="2"))
    fill(ws, one.version, document(water="yes"))
    fill(ws, two.version, document(water="no", light="жок"))
    of = by_name(results(ws, one.survey).questions)
    assert counts(of["water"]) == {"yes": 1, "no": 1}
    assert of["water"].choices[0].labels == {"": "Ooba"}
    assert of["light"].n == 1
    only_old = results(ws, one.survey, AnswerFilter(versions=(one.version,)))
    assert (only_old.total, "light" in by_name(only_old.questions)) == (1, False)


def test_texts_come_in_pages_with_whose_form_they_stand_in(ws: Workspace) -> None:
    added = add_village(ws)
    forms = [fill(ws, added.version, document(said=f"сөз {n}")) for n in range(5)]
    fill(ws, added.version, document(water="yes"))
    page = texts(ws, added.survey, "/data/said", offset=1, limit=3)
    assert page.forms == 5
    assert [(one.submission, one.text) for one in page.page] == [
        (forms[n], f"сөз {n}") for n in (1, 2, 3)
    ]
    assert texts(ws, added.survey, "/data/nothing").forms == 0


def test_what_can_be_filtered_by_is_what_there_is(
    ws: Workspace, village: surveys.AddedForm
) -> None:
    there = present(ws, village.survey)
    assert there.rounds == {1: 1, 2: 2}
    assert there.groups == {"жаштар": 1}
    assert set(there.territories) == {BATKEN, LEILEK, OSH}
    (event,) = ws.find(Event)
    assert there.events == {event.id: 1}
    assert {number: one.total for number, one in results_by_round(ws, village.survey).items()} == {
        1: 1,
        2: 2,
    }


def test_numbers_come_in_bins_that_hold_them_all() -> None:
    for values in (
        [1.0],
        [1.0, 1.0],
        [0.0, 3.0, 3.0],
        [0.5, 99.25, 7.0],
        list(map(float, range(99))),
    ):
        of = summary(values)
        assert sum(one.count for one in of.bins) == len(values) == of.n
        assert len(of.bins) <= 10
        assert all(one.low < one.high for one in of.bins)


# ---- lists ----


def test_the_list_of_surveys_says_versions_counts_and_what_is_asked_now(
    ws: Workspace, village: surveys.AddedForm
) -> None:
    newer = add_village(ws, "2")
    surveys.begin(ws, newer.version, document(), {})
    line = survey_line(ws, village.survey)
    assert line is not None
    assert (line.title, line.purpose, line.filled, line.drafts) == ("Айыл", "community", 4, 1)
    assert [(one.version, one.filled, one.is_here) for one in line.versions] == [
        ("2", 0, True),
        ("1", 4, True),
    ]
    assert line.last_on == date.today()
    assert line.asked is not None
    assert line.asked.id == newer.version
    surveys.withdraw(ws, "survey_version", newer.version)
    again = survey_line(ws, village.survey)
    assert again is not None
    assert again.asked is not None
    assert again.asked.id == village.version
    surveys.withdraw(ws, "survey", village.survey)
    assert [one.asked for one in list_surveys(ws)] == [None]
    assert list_surveys(ws, "feedback") == []


def test_filled_forms_are_listed_by_day_and_in_pages(
    ws: Workspace, village: surveys.AddedForm
) -> None:
    whole = list_submissions(ws, village.survey)
    assert whole.total == 4
    assert [one.collected_on for one in whole.lines][-2:] == [date(2026, 3, 1), date(2025, 12, 31)]
    second = list_submissions(ws, village.survey, offset=2, limit=1)
    assert second.lines == whole.lines[2:3]
    assert second.lines[0].event == "Жолугушуу"
    assert second.lines[0].who == "Тренер Биринчи"
    assert "Ойдон Чыгарылган" in {one.person for one in whole.lines}


def test_drafts_are_listed_with_their_survey_and_person(ws: Workspace) -> None:
    added, someone = add_village(ws), add_person(ws)
    surveys.begin(ws, added.version, document(), {"person": someone})
    (line,) = list_drafts(ws)
    assert (line.title, line.person) == ("Айыл", "Ойдон Чыгарылган")
    assert list_drafts(ws, new_id()) == []


# ---- before and after ----


def answered(ws: Workspace, version: bytes, facts: dict[str, Any], **said: object) -> None:
    fill(ws, version, document(**said), facts)


def test_before_and_after_are_paired_by_person_and_by_code(ws: Workspace) -> None:
    added = add_village(ws)
    one, joined, lone = add_person(ws), add_person(ws), add_person(ws)
    ws.write([Put("person", joined, {"duplicate_of": one})])
    version = added.version
    right = {"water": "yes", "needs": "school road"}
    answered(ws, version, {"person": one, "round": 1}, water="no")
    answered(ws, version, {"person": joined, "round": 2}, **right)
    answered(ws, version, {"code": "Арча", "round": 1}, water="yes")
    answered(ws, version, {"code": " арча", "round": 2}, water="yes", needs="road")
    answered(ws, version, {"person": lone, "round": 1}, water="yes")
    answered(ws, version, {"code": "Башка", "round": 2}, water="yes")
    answered(ws, version, {"round": 1}, water="yes")
    found = gain_between_rounds(ws, added.survey)
    assert (found.n, found.only_before, found.only_after, found.unnamed) == (2, 1, 1, 1)
    assert (found.before, found.after, found.gain) == (0.25, 0.75, 0.5)
    assert sorted(found.pairs) == [(0.0, 1.0), (0.5, 0.5)]
    of = {one.path: (one.n, one.before, one.after) for one in found.questions}
    assert of == {"/data/water": (2, 0.5, 1.0), "/data/needs": (2, 0.0, 0.5)}


def test_the_first_answer_before_and_the_last_one_after_count(ws: Workspace) -> None:
    before, after = add_village(ws), surveys.add_form(ws, village_form(form_id="after"))
    facts = {"code": "А"}
    for version, day, said in (
        (before.version, "2026-05-02", "yes"),
        (before.version, "2026-05-01", "no"),
        (after.version, "2026-05-03", "no"),
        (after.version, "2026-05-04", "yes"),
    ):
        answered(ws, version, {**facts, "collected_on": day}, water=said)
    found = gain(ws, Side(before.survey), Side(after.survey))
    assert (found.n, found.before, found.after) == (1, 0.0, 0.5)


def test_one_code_at_two_events_is_two_people(ws: Workspace) -> None:
    added = add_village(ws)
    here, there = new_id(), new_id()
    answered(ws, added.version, {"code": "А", "round": 1, "event": here}, water="yes")
    answered(ws, added.version, {"code": "А", "round": 2, "event": there}, water="yes")
    found = gain_between_rounds(ws, added.survey)
    assert (found.n, found.before, found.gain) == (0, None, None)


# ---- side by side ----


def test_two_documents_differ_by_answers_not_by_their_text(ws: Workspace) -> None:
    added = add_village(ws)
    one = document(water="yes", said="суу", members=(("А", 1), ("Б", 2)), name="uuid:1")
    other = document(said="суу", water="no", members=(("А", 1), ("Б", 3)), name="uuid:2")
    found = differing(ws, added.version, (one, other))
    assert [(one.path, one.row, one.answers) for one in found] == [
        ("/data/water", (), ("yes", "no")),
        ("/data/member/years", (2,), ("2", "3")),
    ]
    assert found[0].options["yes"] == {"": "Yes"}


def test_a_second_entry_is_compared_with_the_first(ws: Workspace) -> None:
    added = add_village(ws)
    first = fill(ws, added.version, document(water="yes", age=30))
    draft = surveys.begin_second_entry(ws, first, document())
    surveys.finalise(ws, draft, Filled(document(water="yes", age=80)))
    (found,) = compare_entries(ws, draft.id)
    assert (found.path, found.answers) == ("/data/age", ("30", "80"))
    assert compare_entries(ws, first) == []


def test_a_survey_whose_form_is_not_here_is_listed_and_says_so(
    ws: Workspace, other: Workspace
) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    hand_over(ws, other)
    line = survey_line(other, added.survey)
    assert line is not None
    assert (line.filled, line.asked, line.versions[0].is_here) == (1, None, False)
    assert differing(other, added.version, (document(water="a"), document(water="b"))) == []
    assert len(other.find(Submission)) == 1
