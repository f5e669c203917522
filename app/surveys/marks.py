"""What a form tells Depter beyond ODK: which answers are right, and what is asked of whom.

The columns `bind::depter:correct`, `bind::depter:asks` and `bind::depter:personal` of an XLSForm;
see docs/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.surveys.tables import Layout, Tables, parsed

NAMESPACE = "urn:depter:form"
_CORRECT, _ASKS = f"{{{NAMESPACE}}}correct", f"{{{NAMESPACE}}}asks"
_PERSONAL = f"{{{NAMESPACE}}}personal"
_SEXES = {
    **dict.fromkeys(("f", "female", "woman", "w"), "f"),
    **dict.fromkeys(("m", "male", "man"), "m"),
}
_ROUNDS = {**dict.fromkeys(("pre", "before"), 1), **dict.fromkeys(("post", "after"), 2)}
_YES = frozenset({"yes", "true", "true()", "1"})
_FIELDS = {
    "code": "code",
    "group": "group_name",
    "round": "round",
    "territory": "territory",
    "date": "collected_on",
}
"""What is asked → the field of a filled form it becomes."""


@dataclass(frozen=True)
class Marks:
    """The right answers by path, the paths by what is asked (sex, code, group …), and the paths
    whose answers say who somebody is.
    """

    correct: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()


def read_marks(xform: str) -> Marks:
    """The marks of an XForm."""
    correct: dict[str, str] = {}
    asks: dict[str, str] = {}
    personal: set[str] = set()
    for element in parsed(xform).iter("{http://www.w3.org/2002/xforms}bind"):
        path = element.get("nodeset", "")
        if right := (element.get(_CORRECT) or "").strip():
            correct[path] = right
        if asked := (element.get(_ASKS) or "").strip().casefold():
            asks.setdefault(asked, path)
        if (element.get(_PERSONAL) or "").strip().casefold() in _YES:
            personal.add(path)
    return Marks(correct, asks, frozenset(personal))


def is_right(kind: str, correct: str, answer: str | None) -> bool:
    """Whether an answer is right; none is not."""
    if not answer:
        return False
    match kind:
        case "select_multiple":
            return set(answer.split()) == set(correct.split())
        case "select_one":
            return answer in correct.split()
        case "integer" | "decimal" | "range":
            return _number(answer) is not None and _number(answer) == _number(correct)
        case _:
            return _plain(answer) in {_plain(each) for each in correct.split("|")}


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def sex_of(answer: str | None) -> str | None:
    """The sex an answer names, as the register writes it."""
    return _SEXES.get((answer or "").strip().casefold())


def sex_answers(sex: str) -> frozenset[str]:
    """The answers that name a sex."""
    return frozenset(answer for answer, code in _SEXES.items() if code == sex)


def answer_for(asked: str, fact: object, offered: Sequence[str]) -> str:
    """How a question that asks for a fact says it: of choices the one that means it; "" if none."""
    said = str(fact)
    if not offered:
        return said
    return next((one for one in offered if _meant(asked, one) == said), "")


def _meant(asked: str, choice: str) -> str | None:
    if asked == "round":
        return str(_ROUNDS.get(choice.casefold(), choice))
    return sex_of(choice) if asked == "sex" else choice


def facts_of(marks: Marks, layout: Layout, tables: Tables) -> dict[str, object]:
    """What a document says of the filled form itself: its code, group, round, territory, day."""
    answers = {
        column.path: answer
        for column, answer in zip(layout.of_repeat[""], tables.top, strict=True)
        if answer
    }
    facts: dict[str, object] = {}
    for asked, name in _FIELDS.items():
        answer = answers.get(marks.asks.get(asked, ""), "").strip()
        if answer:
            facts[name] = _ROUNDS.get(answer.casefold(), answer) if asked == "round" else answer
    return facts
