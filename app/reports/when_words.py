"""When a question is to be answered, in plain words: for who fills a form in on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.language import Language, mark
from app.surveys.conditions import (
    All,
    Always,
    Answered,
    Chosen,
    Compared,
    Condition,
    Either,
    Is,
    facts_in,
)

_COMPARISONS = {
    "<": mark("the answer to question {number} is less than {value}"),
    ">": mark("the answer to question {number} is more than {value}"),
    "<=": mark("the answer to question {number} is at most {value}"),
    ">=": mark("the answer to question {number} is at least {value}"),
}
_OR = mark(" or ")
_FACTS = {
    (Is, False): mark("the answer to question {number} is {answers}"),
    (Is, True): mark("the answer to question {number} is not {answers}"),
    (Chosen, False): mark("{answers} is ticked in question {number}"),
    (Chosen, True): mark("{answers} is not ticked in question {number}"),
    (Answered, False): mark("question {number} is answered"),
    (Answered, True): mark("question {number} is not answered"),
}
"""Kind of fact, and whether it is denied → how it is said."""
_SOMETIMES = mark("Leave this out if it does not apply")


@dataclass(frozen=True, slots=True)
class Known:
    """A question as paper knows it: its number, and the words of its choices by code."""

    number: str
    words: Mapping[str, str]


class WhenWords:
    """Words conditions about questions that stand on the same paper."""

    def __init__(self, language: Language, known: Mapping[str, Known]) -> None:
        self._language = language
        self._known = known

    def question(self, condition: Condition) -> str:
        """When to answer a question; "" for always."""
        return self._sentence(mark("Answer only if {condition}"), condition)

    def part(self, condition: Condition) -> str:
        """When a part is to be filled in; "" for always."""
        return self._sentence(mark("This part only if {condition}"), condition)

    def note(self, condition: Condition) -> str:
        """When a note is to be read; "" for always."""
        return self._sentence(mark("Only if {condition}"), condition)

    def _sentence(self, sentence: str, condition: Condition) -> str:
        if condition == Always():
            return ""
        if not self.can_be_said(condition):
            return self._language.text(_SOMETIMES)
        return self._language.text(sentence, condition=self._said(condition))

    def can_be_said(self, condition: Condition) -> bool:
        """Whether all of a condition is about questions on the paper."""
        return all(
            fact.path in self._known
            if isinstance(fact, Is | Chosen | Compared | Answered)
            else fact == Always()
            for fact in facts_in(condition)
        )

    def _said(self, condition: Condition, *, is_inner: bool = False) -> str:
        if not isinstance(condition, All | Either):
            return self._fact(condition)
        word = mark(" and ") if isinstance(condition, All) else _OR
        parts = [self._said(part, is_inner=True) for part in condition.parts]
        said = self._language.text(word).join(parts)
        return f"({said})" if is_inner else said

    def _fact(self, fact: Condition) -> str:
        text = self._language.text
        match fact:
            case Compared(path=path, operator=operator, number=number):
                value = self._language.number(number)
                return text(_COMPARISONS[operator], number=self._number(path), value=value)
            case Is(path=path, values=values, is_denied=is_denied):
                answers = self._answers(path, values, mark(" and not ") if is_denied else _OR)
            case Chosen(path=path, value=value):
                answers = self._answers(path, (value,), _OR)
            case Answered(path=path):
                answers = ""
            case _:
                return ""
        source = _FACTS[type(fact), fact.is_denied]
        return text(source, number=self._number(path), answers=answers)

    def _number(self, path: str) -> str:
        return self._known[path].number

    def _answers(self, path: str, values: tuple[str, ...], joint: str) -> str:
        words = self._known[path].words
        quoted = mark("“{answer}”")
        named = [
            self._language.text(quoted, answer=words[value]) if value in words else value
            for value in values
        ]
        return self._language.text(joint).join(named)
