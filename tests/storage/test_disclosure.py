"""Small cells: what may leave the office."""

from hypothesis import given
from hypothesis import strategies as st

from app.storage.disclosure import SMALLEST, parted, told, told_gain
from app.storage.questions_gain import Gain, QuestionGain
from app.storage.questions_results import ChoiceCount, QuestionResult, summary


def question(kind: str, n: int, *counts: int, right: int | None = None) -> QuestionResult:
    choices = tuple(ChoiceCount(str(at), {}, count) for at, count in enumerate(counts))
    return QuestionResult(
        path="/d/q", name="q", kind=kind, labels={}, n=n, choices=choices, right=right
    )


@given(st.lists(st.integers(0, 30), max_size=8))
def test_no_small_count_can_be_worked_out_of_the_others(counts: list[int]) -> None:
    shown = parted(counts)
    for count, said in zip(counts, shown, strict=True):
        assert said is None or (said == count and (count == 0 or count >= SMALLEST))
    hidden = [count for count, said in zip(counts, shown, strict=True) if said is None]
    if hidden and sum(counts) >= SMALLEST:
        assert sum(hidden) >= SMALLEST
        assert len(hidden) > 1


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert told(question("select_one", 30, 10, 0, 20)).choices == (10, 0, 20)
    assert told(question("select_one", 30, 10, 0, 20)).is_whole


def test_choices_of_several_are_hidden_with_what_they_leave_of_the_whole() -> None:
    assert told(question("select_multiple", 20, 18, 10, 3, 20)).choices == (None, 10, None, 20)


def test_a_question_answered_by_few_tells_nothing() -> None:
    said = told(question("select_one", 4, 4, 0))
    assert (said.n, said.choices) == (None, (None, 0))


def test_a_share_of_right_answers_gives_no_choice_away() -> None:
    assert told(question("select_one", 22, 13, 7, 2, right=7)).right is None
    assert told(question("select_one", 20, 13, 7, right=13)).right == 13
    assert told(question("select_multiple", 20, 10, right=17)).right is None


def test_a_mean_of_many_is_told_and_a_single_oldest_is_not() -> None:
    ages = [float(age) for age in (20, 20, *range(20, 30), *range(30, 38), 71)]
    result = QuestionResult(
        path="/d/q", name="q", kind="integer", labels={}, n=21, numbers=summary(ages)
    )
    said = told(result)
    assert said.numbers is not None
    assert said.least == 20
    assert said.most is None


def test_a_gain_of_few_pairs_is_not_told_and_single_pairs_never() -> None:
    few = Gain(4, 0, 0, 0, 0.5, 0.7, ((0.5, 0.7),) * 4)
    assert told_gain(few) is None
    asked = (QuestionGain("/d/a", {}, 20, 0.5, 0.5), QuestionGain("/d/b", {}, 20, 0.5, 0.95))
    many = Gain(20, 0, 0, 0, 0.5, 0.7, ((0.5, 0.7),) * 20, asked)
    said = told_gain(many)
    assert said is not None
    assert said.pairs == ()
    assert [one.path for one in said.questions] == ["/d/a"]
