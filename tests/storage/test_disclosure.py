"""Small cells: what may leave the office."""

from hypothesis import given
from hypothesis import strategies as st

from app.storage.disclosure import SMALLEST, parted, parted_grid, told, told_gain
from app.storage.questions.gain import Gain, QuestionGain
from app.storage.questions.results import ChoiceCount, QuestionResult, summary


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


def test_few_of_whom_it_is_not_known_are_told_unless_that_would_tell_of_others() -> None:
    assert parted([98, 19, 3], ["f", "m", "u"]) == (98, 19, 3)
    assert parted([98, 3, 19], ["f", "m", "u"]) == (98, None, None)
    assert parted([98, 3, 2], ["f", "m", ""]) == (98, None, None)
    assert parted([98, 19, 3]) == (98, None, None)


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
    forms = ((b"a", b"b"),) * 20
    many = Gain(20, 0, 0, 0, 0.5, 0.7, ((0.5, 0.7),) * 20, forms, asked)
    said = told_gain(many)
    assert said is not None
    assert said.pairs == said.forms == ()
    assert [one.path for one in said.questions] == ["/d/a"]


GRIDS = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(st.integers(0, 30), min_size=wide, max_size=wide), min_size=1, max_size=6
    )
)


@given(GRIDS)
def test_nothing_hidden_in_a_grid_can_be_worked_out_along_a_row_or_down_a_column(
    rows: list[list[int]],
) -> None:
    shown = parted_grid(rows)
    lines = [list(zip(counts, told, strict=True)) for counts, told in zip(rows, shown, strict=True)]
    lines += [list(line) for line in zip(*lines, strict=True)]
    for line in lines:
        hidden = [count for count, told in line if told is None]
        others = [count for count, told in line if told]
        assert not [count for count, told in line if told is not None and 0 < count < SMALLEST]
        assert all(told == count for count, told in line if told is not None)
        assert not hidden or not others or (len(hidden) > 1 and sum(hidden) >= SMALLEST)


def test_a_grid_without_small_counts_is_told_whole() -> None:
    assert parted_grid([[12, 7, 0], [30, 5, 9]]) == ((12, 7, 0), (30, 5, 9))
    assert parted_grid([]) == ()


def test_a_harmless_column_is_hidden_only_to_hide_another() -> None:
    assert parted_grid([[90, 40, 2], [50, 30, 1]], frozenset({2})) == ((90, 40, 2), (50, 30, 1))
    hidden = parted_grid([[90, 3, 2], [50, 30, 9]], frozenset({2}))
    assert hidden[0][1] is None
    assert hidden[0].count(None) > 1
