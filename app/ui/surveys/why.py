"""Why a question is hidden, needed or refused: the engine's facts in the user's words."""

from __future__ import annotations

from collections.abc import Iterator

from app.language import Language, mark
from app.surveys import Entry, Kind, plain
from app.surveys.explanations import Fact, Finding, Term
from app.ui.surveys.question_list import Why
from app.ui.surveys.sheet import Sheet

_ORDER = ("hidden", "refused", "constraint", "required", "read_only", "calculated", "choices")
"""What is told first; that a question is shown is told when there is nothing else."""
_OPPOSITE = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
    "selected": "unselected", "unselected": "selected", "given": "missing", "missing": "given",
}  # fmt: skip
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_REFUSED = mark("“{typed}” cannot be meant here.")
_REFUSALS = {
    Kind.INTEGER: mark("“{typed}” is no whole number."),
    Kind.DECIMAL: mark("“{typed}” is no number."),
    Kind.RANGE: mark("“{typed}” is no number."),
    Kind.DATE: mark("“{typed}” is no day. Type it like 19.11.2026."),
    Kind.TIME: mark("“{typed}” is no time. Type it like 9.30."),
    Kind.DATE_TIME: mark("“{typed}” is no day with a time."),
    Kind.GEOPOINT: mark("“{typed}” is no place. Type it like 40.0531, 70.8194."),
}
_WANTED = {
    "=": mark("It would have to be “{value}”."),
    "!=": mark("It would have to be another one than “{value}”."),
    "<": mark("It would have to be less than {value}."),
    "<=": mark("It would have to be at most {value}."),
    ">": mark("It would have to be more than {value}."),
    ">=": mark("It would have to be at least {value}."),
    "selected": mark("“{value}” would have to be chosen."),
    "unselected": mark("“{value}” would have to be left out."),
}
"""How the answer would have to be, by what it is compared with."""
_BLOCKED = ("hidden", "constraint")
_MOST = 3
"""More reasons than these nobody reads."""


def said_problem(language: Language, entry: Entry) -> str:
    """What is wrong with an answer: the form's own words, else the program's."""
    problem, say = entry.violation, language.text
    if problem is None:
        return ""
    if problem.kind == "refused":
        return _said_refusal(language, entry)
    if problem.message:
        return plain(problem.message)
    if problem.kind == "required":
        return say("This question needs an answer.")
    return say("The form does not accept this answer.")


def _said_refusal(language: Language, entry: Entry) -> str:
    return language.text(_REFUSALS.get(entry.kind, _REFUSED), typed=entry.refused)


def hidden_after(sheet: Sheet, position: str) -> tuple[str, str]:
    """The first and the last of the questions right after this one that are not asked."""
    run = []
    for entry in sheet.questions[sheet.number(position) :]:
        if entry.is_relevant:
            break
        run.append(entry.position)
    return (run[0], run[-1]) if run else ("", "")


def explained(language: Language, sheet: Sheet, position: str) -> Why | None:
    """Why a question is as it is; None where its form says nothing of it."""
    findings = {one.matter: one for one in reversed(sheet.filling.why(position).findings)}
    found = next((findings[matter] for matter in (*_ORDER, "shown") if matter in findings), None)
    entry = sheet.entry(position)
    return _Words(language, sheet, entry).why(found) if found and entry else None


class _Words:
    """Says one finding about one question."""

    def __init__(self, language: Language, sheet: Sheet, entry: Entry) -> None:
        self._language, self._sheet, self._entry = language, sheet, entry

    def why(self, found: Finding) -> Why:
        """The box that tells a finding."""
        fact = found.fact
        text = " ".join(part for part in self._sentences(found) if part)
        others = (one for one in _terms(fact) if self._is_other(one))
        source = next((one for one in others if self._sheet.entry(one.position)), None)
        if source is None:
            return Why(self._title(found.matter), text)
        link = self._language.text("Go to {question}", question=self._named(source))
        return Why(self._title(found.matter), text, link, source.position)

    def _title(self, matter: str) -> str:
        say = self._language.text
        return {
            "hidden": say("Why is it hidden?"),
            "refused": say("Why is it refused?"),
            "constraint": say("Why is it refused?"),
            "required": say("Why is an answer needed?"),
            "read_only": say("Why can it not be changed?"),
            "calculated": say("Where does it come from?"),
            "choices": say("Why these answers?"),
        }.get(matter, say("Why is it asked?"))

    def _sentences(self, found: Finding) -> Iterator[str]:
        say, fact = self._language.text, found.fact
        if found.matter == "refused":
            yield _said_refusal(self._language, self._entry)
        elif fact is None or fact.kind == "constant":
            yield self._flat(found.matter)
        elif found.matter in ("calculated", "choices") or fact.kind == "computed":
            yield say("It depends on: {questions}.", questions=self._listed(fact))
        else:
            yield from self._reasons_said(fact, is_blocked=found.matter in _BLOCKED)
            yield self._conclusion(found)

    def _flat(self, matter: str) -> str:
        """What the form says without any condition."""
        say = self._language.text
        if matter == "required":
            return say("The form's author wants an answer here, whatever the others are.")
        return say("The form says so, whatever the other answers are.")

    def _conclusion(self, found: Finding) -> str:
        say = self._language.text
        if found.matter == "hidden":
            if found.position != self._entry.position:
                return say("So the part “{part}” is not asked.", part=found.label)
            return say("So it is not asked.")
        if found.matter == "required":
            return say("So an answer is needed.")
        return ""

    def _reasons_said(self, fact: Fact, *, is_blocked: bool) -> Iterator[str]:
        """What is answered, each question once, and what would have to be."""
        former = ""
        for asked, operator, values in _compared(fact, is_so=not is_blocked)[:_MOST]:
            if not asked.position:
                yield self._language.text("What it depends on is not asked either.")
                continue
            if asked.position != former:
                yield self._given(asked)
            former = asked.position
            if is_blocked and operator in _WANTED:
                yield from self._wanted(operator, values)

    def _wanted(self, operator: str, values: list[str]) -> Iterator[str]:
        say = self._language.text
        if operator == "=" and len(values) > 1:
            listed = ", ".join(f"«{value}»" for value in values)
            yield say("It would have to be one of these: {values}.", values=listed)
        else:
            yield from (say(_WANTED[operator], value=value) for value in values)

    def _given(self, term: Term) -> str:
        say = self._language.text
        if not self._is_other(term):
            return ""
        name = self._named(term)
        if self._sheet.entry(term.position) is None:
            return say("{name} follows from other answers: “{value}”.", name=name, value=term.said)
        if not term.said:
            return say("There is no answer to {question} yet.", question=name)
        return say("The answer to {question} is “{answer}”.", question=name, answer=term.said)

    def _is_other(self, term: Term) -> bool:
        """Whether a term is an answer that stands somewhere else."""
        return bool(term.position) and term.position != self._entry.position

    def _named(self, term: Term) -> str:
        """A question by its number, or what has none by its words."""
        number = self._sheet.number(term.position)
        if number:
            return self._language.text("question {n}", n=number)
        return f"«{term.label}»"

    def _listed(self, fact: Fact) -> str:
        parts = []
        for term in _terms(fact):
            said = f"{self._named(term)} — {term.said}" if term.said else self._named(term)
            parts.append(said)
        return ", ".join(parts) or self._language.text("nothing else")


def _reasons(fact: Fact, *, is_so: bool, is_negated: bool = False) -> list[tuple[Fact, bool]]:
    """The comparisons that make a condition what it is; with each, whether it is negated."""
    if fact.kind == "not":
        return _reasons(fact.parts[0], is_so=not is_so, is_negated=not is_negated)
    if fact.kind in ("all", "any"):
        decisive = [part for part in fact.parts if part.is_so == is_so]
        found = [_reasons(one, is_so=is_so, is_negated=is_negated) for one in decisive]
        return [reason for reasons in found for reason in reasons]
    return [(fact, is_negated)]


def _compared(fact: Fact, *, is_so: bool) -> list[tuple[Term, str, list[str]]]:
    """The reasons by question and operator, with all that it is compared with."""
    found: dict[tuple[str, str], tuple[Term, str, list[str]]] = {}
    for reason, is_negated in _reasons(fact, is_so=is_so):
        asked, operator, value = _sides(reason)
        if asked is not None:
            operator = _OPPOSITE[operator] if is_negated else operator
            found.setdefault((asked.position, operator), (asked, operator, []))[2].append(value)
    return list(found.values())


def _sides(fact: Fact) -> tuple[Term | None, str, str]:
    """The answer of a comparison, its operator and what it is compared with."""
    if fact.kind == "answered" and fact.terms:
        return fact.terms[0], "given", ""
    if fact.kind != "compared":
        return (fact.terms[0] if fact.terms else None), "given", ""
    left, right = fact.terms
    if not left.position and right.position:
        return right, _TURNED.get(fact.operator, fact.operator), left.said
    is_emptiness = not right.value and not right.position and fact.operator in ("=", "!=")
    if is_emptiness:
        return left, "missing" if fact.operator == "=" else "given", ""
    return left, fact.operator, right.said


def _terms(fact: Fact | None) -> Iterator[Term]:
    if fact is not None:
        yield from (term for term in fact.terms if term.position)
        for part in fact.parts:
            yield from _terms(part)
