"""The 30 % rule: what breaks it, and what mends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.quota import balance

counts = st.integers(0, 2000)


@pytest.mark.parametrize(
    ("women", "men", "missing", "more"),
    [
        (20, 7, "m", 2),
        (7, 20, "f", 2),
        (21, 9, None, 0),
        (9, 21, None, 0),
        (0, 0, None, 0),
        (1, 0, "m", 1),
        (0, 10, "f", 5),
        (14, 6, None, 0),
        (71, 29, "m", 2),
    ],
)
def test_the_missing_sex_and_the_cure(women: int, men: int, missing: str | None, more: int) -> None:
    weighed = balance(women, men)
    assert (weighed.missing_sex, weighed.how_many_more) == (missing, more)
    assert weighed.is_met is (missing is None)


def test_the_unknown_stand_apart() -> None:
    weighed = balance(20, 7, unknown=40)
    assert weighed.known == 27
    assert weighed.total == 67
    assert weighed.women_share == pytest.approx(20 / 27)
    assert weighed.men_share == pytest.approx(7 / 27)
    assert weighed.missing_count == 7


def test_nobody_known_has_no_shares() -> None:
    weighed = balance(0, 0, unknown=5)
    assert weighed.women_share is None
    assert weighed.men_share is None
    assert weighed.is_met


@given(counts, counts)
def test_the_cure_is_enough_and_not_one_too_many(women: int, men: int) -> None:
    weighed = balance(women, men)
    if weighed.missing_sex is None:
        assert 10 * min(women, men) >= 3 * (women + men)
        return

    def with_more(more: int) -> bool:
        if weighed.missing_sex == "f":
            return balance(women + more, men).is_met
        return balance(women, men + more).is_met

    assert with_more(weighed.how_many_more)
    assert not with_more(weighed.how_many_more - 1)
