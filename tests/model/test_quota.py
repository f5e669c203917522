"""The 30 % rule: what breaks it, and what mends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.quota import (
    Judgement,
    People,
    QuotaRule,
    balance,
    forecast,
    judge,
    quota_rules,
    rules_for,
)

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


def judged(key: str, people: People) -> Judgement:
    return judge(quota_rules()[key], people)


def test_rules_are_data_with_words_in_three_languages_and_a_source() -> None:
    for rule in quota_rules().values():
        assert all(rule.labels[code] for code in ("ky", "ru", "en"))
        assert 0 < rule.least <= rule.most <= 100
    assert [rule.key for rule in rules_for("participants")] == ["either_sex_30"]
    assert [rule.key for rule in rules_for("participants", optional=True)] == [
        "either_sex_30",
        "women_50",
    ]
    assert [rule.key for rule in rules_for("candidate_list")] == ["candidates_30"]


def test_what_nobody_counted_is_unknown_and_not_broken() -> None:
    found = judged("youth_30", People(women=9, men=12))
    assert (found.state, found.unknown, found.share) == ("unknown", 21, None)
    assert judged("either_sex_30", People(unknown=4)).state == "unknown"
    assert judged("reserved_30", People(size=21, reserved=6)).how_many_more == 1


def test_an_odd_number_is_halved_as_well_as_it_can_be() -> None:
    assert judged("parity", People(5, 6)).state == "met"
    assert judged("parity", People(5, 7)).how_many_more == 1
    assert judged("women_50", People(9, 11)).how_many_more == 2


@given(counts, counts, st.integers(0, 50), st.sampled_from(sorted(quota_rules())))
def test_a_certain_judgement_stands_whatever_the_unknown_are(
    women: int, men: int, unknown: int, key: str
) -> None:
    rule: QuotaRule = quota_rules()[key]
    found = judge(rule, People(women, men, unknown))
    if found.known and found.is_certain and rule.of in {"either_sex", "women"}:
        for more in {0, unknown // 2, unknown}:
            after = judge(rule, People(women + more, men + unknown - more))
            assert after.state == found.state


@given(counts, counts, st.integers(1, 12), st.integers(1, 60))
def test_a_forecast_is_enough_and_not_one_too_many(
    women: int, men: int, events: int, size: int
) -> None:
    rule = quota_rules()["either_sex_30"]
    people = People(women, men)
    found = forecast(rule, people, events, size)
    if found is None or not found.is_reachable:
        return
    others = events * size - found.needed
    few, many = min(women, men), max(women, men)
    share = (few + found.needed) / (few + many + events * size)
    assert share >= 0.3
    assert (few + found.needed - 1) / (few + many + events * size) < 0.3
    assert others >= 0
    assert found.per_event * events >= found.needed
