"""The forms that ship, filled as people fill them: what is asked, refused, reckoned and kept."""

from datetime import date, timedelta
from functools import cache

import pytest

from app.paths import resource
from app.surveys import Filling, Form, convert, read_form
from app.surveys.form import Question

DAY = timedelta(days=1)


@cache
def shipped(name: str) -> Form:
    content = resource("forms", f"{name}.xlsx").read_bytes()
    return read_form(convert(content, f"{name}.xlsx").xform, lambda _: None)


class Filled:
    """A shipped form in the making; questions are named without their groups."""

    def __init__(self, name: str, language: str = "English (en)") -> None:
        self.filling = Filling(shipped(name))
        self.filling.set_language(language)
        self._paths = {question.name: question.path for question in shipped(name).questions}

    def at(self, name: str, number: int = 1) -> str:
        """Where a question stands; in a repeat in its instance of this number."""
        path = self._paths[name]
        question: Question = shipped_question(self.filling, path)
        if question.repeat:
            return path.replace(question.repeat, f"{question.repeat}[{number}]", 1)
        return path

    def say(self, number: int = 1, **answers: object) -> "Filled":
        for name, answer in answers.items():
            self.filling.answer(self.at(name, number), answer)
        return self

    def value(self, name: str) -> str:
        return self.filling.value(self.at(name))

    def is_asked(self, name: str, number: int = 1) -> bool:
        position = self.at(name, number)
        return any(e.position == position and e.is_relevant for e in self.filling.entries())

    def refusal(self, name: str, number: int = 1) -> str:
        violation = self.filling.entry(self.at(name, number)).violation
        return violation.message if violation else ""

    def add(self, name: str) -> None:
        self.filling.add_repeat(self._paths[name])

    def lacking(self) -> set[str]:
        return {problem.position.rpartition("/")[2] for problem in self.filling.problems()}


def shipped_question(filling: Filling, path: str) -> Question:
    return filling.form.question(path)


# ---- event feedback ----


def feedback() -> Filled:
    filled = Filled("event_feedback").say(sex="f", age_group="adult", is_first="yes")
    rated = {"is_useful": 5, "is_clear": 4, "has_time": 2, "is_heard": 5, "is_accessible": 4}
    filled.say(**{name: str(step) for name, step in rated.items()})
    return filled.say(overall=5, is_respected="yes", will_use="yes", first_step="Угууга барам")


def test_feedback_is_finished_and_counts_what_she_agrees_to() -> None:
    filled = feedback()
    assert filled.lacking() == set()
    assert filled.value("agreed") == "4"
    submission = filled.filling.submission()
    assert "Угууга барам" in submission
    assert "how_better" not in submission


def test_a_low_mark_asks_what_should_be_changed() -> None:
    filled = feedback()
    assert not filled.is_asked("how_better")
    filled.say(overall=3)
    assert filled.is_asked("how_better")
    assert filled.say(overall=4).is_asked("how_better") is False


def test_nothing_hindered_me_does_not_go_with_other_answers() -> None:
    filled = feedback().say(hindrances="none distance")
    assert filled.refusal("hindrances") == '"Nothing hindered me" does not go with other answers.'
    assert filled.say(hindrances="distance other").refusal("hindrances") == ""
    assert filled.is_asked("hindrance_other")


def test_three_topics_at_most() -> None:
    filled = feedback().say(topics="local_budget leadership elections climate")
    assert filled.refusal("topics") == "Choose at most 3 answers."


# ---- test before and after ----


def test_the_test_asks_for_a_code_that_can_be_written_the_same_again() -> None:
    filled = Filled("leadership_test").say(moment="before", code="Айгүл")
    assert filled.refusal("code") == "Two letters and two digits, as in AI07."
    for code in ("АЙ07", "өк31", "AI07"):
        assert filled.say(code=code).refusal("code") == ""


def test_the_test_is_finished_when_every_marked_question_is_answered() -> None:
    filled = Filled("leadership_test").say(moment="after", code="АЙ07", category="lk_deputy")
    assert filled.is_asked("convocations")
    filled.say(thirty_percent="either", least_women=7, resolution_1325="women_peace")
    filled.say(who_adopts="kenesh", who_drafts="okmotu", hearing="hear", who_proposes="residents")
    filled.say(plan_home="programme")
    assert filled.lacking() == {"gender_budget"}
    filled.say(gender_budget="serves", local_taxes="land property")
    assert filled.lacking() == set()


# ---- community needs ----


def needs() -> Filled:
    filled = Filled("community_needs").say(consent="yes", oblast="41705000000000")
    return filled.say(sex="f", age=34, may_ask_health="no", problems="violence climate")


def test_who_does_not_agree_is_asked_nothing_more() -> None:
    filled = Filled("community_needs").say(consent="no")
    assert filled.lacking() == set()
    assert filled.is_asked("declined")
    assert not filled.is_asked("sex")
    assert "<answers" not in filled.filling.submission()


def test_needs_are_finished_with_place_age_group_and_health_worked_out() -> None:
    filled = needs()
    assert filled.lacking() == set()
    assert filled.value("place_code") == "41705000000000"
    assert (filled.value("age_group"), filled.value("health_status")) == ("adult", "not_asked")


@pytest.mark.parametrize(
    ("age", "group"),
    [(14, "adolescent"), (17, "adolescent"), (18, "youth"), (29, "adult"), (60, "older")],
)
def test_age_groups_are_those_of_the_program(age: int, group: str) -> None:
    assert needs().say(age=age).value("age_group") == group


def test_a_child_is_asked_only_when_a_parent_agrees() -> None:
    filled = needs().say(age=16)
    assert filled.lacking() == {"parent_agreed"}
    assert filled.say(parent_agreed="OK").lacking() == set()
    assert filled.say(age=12).refusal("age").startswith("The survey is for those of 14 and over")


def test_a_lot_of_difficulty_in_one_thing_is_a_disability_and_some_in_all_is_none() -> None:
    names = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")
    filled = needs().say(may_ask_health="yes")
    assert filled.lacking() == set(names)
    filled.say(**dict.fromkeys(names, "2"))
    assert filled.value("health_status") == "none"
    for name in names:
        assert filled.say(**{name: "3"}).value("health_status") == "disability"
        assert filled.say(**{name: "4"}).value("health_status") == "disability"
        filled.say(**{name: "2"})


def test_the_raions_offered_are_those_of_the_oblast() -> None:
    filled = needs()
    entry = filled.filling.entry(filled.at("raion"))
    assert entry.choices
    assert all(choice.value.startswith("41705") for choice in entry.choices)
    osh = needs().say(oblast="41721000000000")
    assert not osh.is_asked("raion")


def test_barriers_are_asked_of_those_who_hardly_took_part() -> None:
    filled = needs().say(at_gathering="yes", at_hearing="no")
    assert filled.is_asked("barriers")
    filled.say(at_kenesh="yes")
    assert not filled.is_asked("barriers")


# ---- committee ----


def committee() -> Filled:
    filled = Filled("committee_checklist").say(oblast="41705000000000", aimak="Ак-Татыр")
    filled.say(has_decision="no", has_regulation="partly", has_plan="no")
    filled.say(members_all=10, members_women=4, meetings=0, cases=0)
    names = ("has_room", "is_accessible", "has_journal", "has_referrals", "is_announced")
    return filled.say(**dict.fromkeys(names, "yes"), has_two_languages="partly")


def test_the_check_list_is_finished_with_conditions_counted() -> None:
    filled = committee().say(step_what="Журнал баштоо")
    assert filled.lacking() == set()
    assert filled.value("conditions_points") == "5"
    assert filled.value("visited_on") == date.today().isoformat()


@pytest.mark.parametrize(("women", "is_broken"), [(2, True), (3, False), (7, False), (8, True)])
def test_the_thirty_per_cent_rule_is_shown_when_it_is_not_kept(women: int, is_broken: bool) -> None:
    filled = committee().say(members_women=women)
    assert filled.is_asked("thirty_note") is is_broken
    if is_broken:
        assert f"Women are {women * 10} %" in filled.filling.entry(filled.at("thirty_note")).label


def test_women_men_and_children_make_up_all_who_turned_to_the_committee() -> None:
    filled = committee().say(cases=10, cases_women=6, cases_men=5)
    assert filled.refusal("cases_men") == "Women and men together are more than all of them."
    filled.say(cases_men=1, cases_children=2)
    assert "make up all of them" in filled.refusal("cases_children")
    assert filled.say(cases_children=3).refusal("cases_children") == ""


# ---- monitoring ----


def monitoring() -> Filled:
    filled = Filled("plan_monitoring").say(oblast="41705000000000", aimak="Ак-Татыр")
    filled.say(plan_title="Ак-Татыр 2026", plan_state="in_force", in_programme="yes")
    done = {"measure_text": "Бала бакча", "status": "done", "budget_source": "local_budget"}
    return filled.say(**done, budget_status="spent", planned=50000, spent=45000, women=12, men=3)


def test_the_visit_is_finished_with_sums_over_its_measures() -> None:
    filled = monitoring()
    filled.add("measure")
    late = (date.today() - 30 * DAY).isoformat()
    filled.say(2, measure_text="Суу", status="partly", deadline=late, budget_source="donor")
    filled.say(2, budget_status="allocated", spent=1000, progress=40)
    assert filled.lacking() == set()
    sums = ("measures_all", "measures_done", "measures_overdue", "spent_all")
    assert [filled.value(name) for name in sums] == ["2", "1", "1", "46000"]
    assert filled.is_asked("overdue_note", 2)
    assert filled.is_asked("overdue_plan")
    label = filled.filling.entry(filled.at("summary_note")).label
    assert label.strip() == "Measures looked at: 2, done 1, overdue 1. Money spent: 46000 som."


def test_more_cannot_be_spent_than_was_planned_nor_more_served_than_came() -> None:
    filled = monitoring().say(spent=50001)
    assert filled.refusal("spent") == "More is spent than was planned."
    assert filled.say(with_disability=16).refusal("with_disability") != ""
    assert filled.say(with_disability=15).refusal("with_disability") == ""


def test_a_measure_without_money_is_not_asked_for_its_budget() -> None:
    filled = monitoring().say(budget_source="none")
    assert not filled.is_asked("planned")


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-31", "2026-1"), ("2026-05-12", "2026-2"), ("2026-12-01", "2026-4")],
)
def test_the_quarter_follows_the_day_of_the_visit(day: str, quarter: str) -> None:
    assert monitoring().say(visited_on=day).value("quarter") == quarter
