"""Regular expressions of Java and JavaScript, matched whole and never for long."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions import patterns
from app.surveys.xpath.functions.automaton import Automaton
from app.surveys.xpath.functions.pattern_tree import Unreadable, read
from app.surveys.xpath.functions.patterns import MOST_WAYS, matches, ways


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("[0-9]{10}", "0555123456", True),
        ("^[0-9]{10}$", "0555123456", True),
        ("[0-9]+", "12a", False),
        (r"\d+", "٣", False),
        (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", "a.b@example.org", True),
        (r"\p{L}+", "Айгүл", True),
        (r"[\p{Lu}][\p{Ll}]*", "Өмүр", True),
        (r"\P{L}+", "123", True),
        (r"[^\p{N}]+", "a1", False),
        (r"\p{IsCyrillic}+", "өң", True),
        (r"\p{Alpha}+", "ab", True),
        (r"(?i)abc", "ABC", True),
        (r"(?=.*[0-9]).{3,}", "ab1", True),
        (r"(?<word>a|b)+", "abba", True),
        (r"(a)\1", "aa", True),
        (r"\x41\u0042", "AB", True),
        (r"[\x41-\x43]", "B", True),
        (r"a|", "", True),
        (r"[]a]+", "]a", True),
        (r"[^]]+", "a]", False),
        (r"a{2}", "aa", True),
        (r"a{,2}", "a{,2}", True),
        (r"\/\-", "/-", True),
        (r"a\z", "a", True),
        (r"\bab\b", "ab", True),
        (r"[a&&b]+", "a&b", True),
    ],
)
def test_patterns_match_whole_texts(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(a+)+b", "a" * 3000, False),
        ("(a+)+b", "a" * 3000 + "b", True),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 200, False),
        ("(a|aa)+", "a" * 300, True),
        ("(a|aa)+", "a" * 300 + "b", False),
        ("a?" * 40 + "a" * 40, "a" * 40, True),
        (".*.*.*.*=", "x" * 500, False),
        ("((a*)*)*", "a" * 100, True),
        ("(x{2,3}){2,}", "x" * 7, True),
        ("(^a|b$)+", "ab", True),
        ("(?i)(k+)+", "K" * 50, True),
    ],
)
def test_patterns_that_would_explode_are_matched_too(
    pattern: str, text: str, expected: bool
) -> None:
    assert ways(read(pattern).tree, len(text)) > MOST_WAYS or len(text) < 100
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"(a+)+\1b", "a" * 50), ("(a+)+b", "a" * 30_000), ("((a{90}){90})+(b+)+", "a" * 200)],
)
def test_what_cannot_be_told_in_time_is_a_fault(pattern: str, text: str) -> None:
    with pytest.raises(ExpressionFault, match="too long"):
        matches(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[", "[a", "*", "a**", "^*", "(?z)", "\\", r"\p{Nonsense}", r"\P{Alpha}", r"\x1g"],
)
@pytest.mark.parametrize("around", ["{}", "a|{}"])
def test_what_is_no_pattern_is_a_fault(pattern: str, around: str) -> None:
    with pytest.raises(ExpressionFault, match="cannot be read"):
        matches(around.format(pattern), "a")


@pytest.mark.parametrize("pattern", ["(" * 100, "a{9999}", "(?<=a+)b", r"[\A]", "(?<1>a)"])
def test_what_is_not_read_here_is_a_fault(pattern: str) -> None:
    with pytest.raises(ExpressionFault, match="cannot be read"):
        matches(pattern, "a")


PIECES = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "a*", "b+", "(a|b)", "(a|b)*", "(a*b)+", "a{1,2}", "(ab)?"]
)


@given(st.lists(PIECES, max_size=5), st.text(alphabet="abc", max_size=8))
def test_an_automaton_agrees_with_re(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    assert Automaton(read(pattern)).accepts(text) is (re.fullmatch(pattern, text) is not None)


@given(st.text(max_size=20), st.text(max_size=10))
def test_any_pattern_is_matched_or_refused(pattern: str, text: str) -> None:
    try:
        found: object = matches(pattern, text)
    except ExpressionFault as fault:
        found = fault.values["pattern"]
    assert found in {True, False} or found == pattern


def test_a_pattern_is_read_once() -> None:
    assert patterns._prepared("abc+") is patterns._prepared("abc+")
    with pytest.raises(Unreadable):
        read("(")
