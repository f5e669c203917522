"""Why a question is as it is, as plain facts a window can say in words.

A condition is taken apart as far as people can follow: and, or, not, comparisons of an answer with
something. What lies deeper is told as what it comes to and which answers it looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.surveys.entries import Pages
from app.surveys.labels import plain
from app.surveys.parts import Aspect
from app.surveys.references import references_of
from app.surveys.state import State, Tree
from app.surveys.surroundings import Surroundings
from app.surveys.xpath.compiled import Frame
from app.surveys.xpath.compiler import Compiler
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Attribute, Element, Node
from app.surveys.xpath.parser import parse
from app.surveys.xpath.syntax import Call, Chain, Expr, Literal, Logic, Path
from app.surveys.xpath.values import Value, to_boolean, to_text

_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
_MOST_READ = 6


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a comparison: a question with its answer, or a value on its own."""

    value: str
    said: str
    """The value in words: a choice's label for its code."""
    position: str = ""
    label: str = ""
    """The question's, as plain text; "" for what is no question."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a condition, or a part of it, says and whether it is so now.

    `kind`: "all" or "any" of the `parts`; "not" the one part; "compared": `terms` are the two
    sides and `operator` one of = != < <= > >= or "selected"; "answered": whether the one term
    has an answer; "constant"; "computed": something else, which looks at the answers in `terms`.
    """

    kind: str
    is_so: bool
    operator: str = ""
    terms: tuple[Term, ...] = ()
    parts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is to be explained, and the condition that makes it so.

    `matter`: "hidden", "shown", "required", "refused" (an answer that cannot be meant there),
    "constraint" (an answer the form does not accept), "read_only", "calculated", "choices".
    """

    matter: str
    position: str
    """Whose condition it is: the question's own, or that of a group around it."""
    label: str
    fact: Fact | None
    expression: str
    """The condition as the form's author wrote it, for those who read such things."""
    result: str = ""
    """What a calculation came to."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one question; empty where its form says nothing of it."""

    position: str
    findings: tuple[Finding, ...]


class Explainer:
    """Explains the questions of one filling."""

    def __init__(self, tree: Tree, scope: Surroundings, pages: Pages) -> None:
        self._tree = tree
        self._scope = scope
        self._pages = pages

    def explain(self, state: State) -> Explanation:
        """Why a question is hidden or shown, required, refused, locked, or has its value."""
        return Explanation(state.position, tuple(self._findings(state)))

    def _findings(self, state: State) -> Iterator[Finding]:
        matter = "shown" if state.is_relevant else "hidden"
        for above in _with_those_above(state):
            if state.is_relevant or not above.is_wanted:
                yield from self._finding(matter, above, Aspect.RELEVANT)
        if state.refused is not None:
            yield Finding("refused", state.position, self._label(state), None, "", state.refused)
        if not state.is_satisfied and state.is_relevant:
            yield from self._finding("constraint", state, Aspect.CONSTRAINT)
        if state.is_required:
            yield from self._finding("required", state, Aspect.REQUIRED)
        for above in _with_those_above(state):
            if above.is_read_only:
                yield from self._finding("read_only", above, Aspect.READ_ONLY)
        calculation = state.place.bind.expressions.get(Aspect.CALCULATE)
        if calculation is not None:
            fact = Fact("computed", True, terms=self._read_by(calculation, state))
            yield self._found("calculated", state, fact, calculation, state.value)
        control = state.place.control
        if control is not None and control.itemset is not None:
            terms = self._read_by(control.itemset.nodes, state)
            if terms:
                fact = Fact("computed", True, terms=terms)
                yield self._found("choices", state, fact, control.itemset.nodes)

    def _finding(self, matter: str, state: State, aspect: Aspect) -> Iterator[Finding]:
        expression = state.place.bind.expressions.get(aspect)
        if expression is not None:
            fact = self._fact(parse(expression.text), expression, state)
            yield self._found(matter, state, fact, expression)

    def _found(
        self, matter: str, state: State, fact: Fact, expression: Expression, result: str = ""
    ) -> Finding:
        text = expression.text.strip()
        return Finding(matter, state.position, self._label(state), fact, text, result)

    def _fact(self, said: Expr, expression: Expression, state: State) -> Fact:
        is_so = to_boolean(self._value(said, state.node))
        match said:
            case Logic(operator, parts):
                facts = tuple(self._fact(part, expression, state) for part in parts)
                return Fact("all" if operator == "and" else "any", is_so, parts=facts)
            case Call("not", (inner,)):
                return Fact("not", is_so, parts=(self._fact(inner, expression, state),))
            case Call("true" | "false", ()) | Literal():
                return Fact("constant", is_so)
            case Path():
                return Fact("answered", is_so, terms=(self._term(said, state),))
        sides = _sides(said)
        if sides is not None:
            return self._compared(is_so, *sides, state)
        return Fact("computed", is_so, terms=self._read_by(expression, state))

    def _compared(self, is_so: bool, left: Expr, operator: str, right: Expr, state: State) -> Fact:
        one, other = self._term(left, state), self._term(right, state)
        if one.label and not other.label:
            other = self._named_as(other, one)
        elif other.label and not one.label:
            one = self._named_as(one, other)
        return Fact("compared", is_so, operator, (one, other))

    def _named_as(self, term: Term, beside: Term) -> Term:
        """A code that is compared with a question's answer, as the question calls it."""
        asked = self._tree.find(beside.position)
        for choice in self._pages.entry(asked).choices if asked is not None else ():
            if choice.value == term.value:
                return Term(term.value, plain(choice.label) or term.value)
        return term

    def _term(self, said: Expr, state: State) -> Term:
        found = self._value(said, state.node)
        if isinstance(found, list) and len(found) == 1:
            asked = _state_of(found[0])
            if asked is not None:
                return self._asked(asked)
        text = to_text(found)
        return Term(text, text)

    def _asked(self, state: State) -> Term:
        entry = self._pages.entry(state)
        label = plain(entry.label) or state.place.name
        return Term(entry.value, plain(entry.text), state.position, label)

    def _read_by(self, expression: Expression, state: State) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for read in self._states_read(expression, state):
            if len(found) < _MOST_READ and read is not state:
                found.setdefault(read.position, self._asked(read))
        return tuple(found.values())

    def _states_read(self, expression: Expression, state: State) -> Iterator[State]:
        for reference in references_of(expression, state.place, self._tree.root.place):
            if not reference.place.children:
                anchor = state.above(reference.anchor)
                yield from self._tree.at(anchor, reference.place.route_from(reference.anchor))

    def _value(self, said: Expr, node: Node) -> Value:
        try:
            frame = Frame(node, self._scope.root(node), self._scope)
            return Compiler("").compiled(said).run(node, frame)
        except ExpressionFault:
            return ""

    def _label(self, state: State) -> str:
        return plain(self._pages.entry(state).label) or state.place.name


def _sides(said: Expr) -> tuple[Expr, str, Expr] | None:
    """The sides of a comparison, if it is one."""
    match said:
        case Call("selected", (left, right)):
            return left, "selected", right
        case Chain(left, ((operator, right),)) if operator in _COMPARISONS:
            return left, operator, right
    return None


def _with_those_above(state: State) -> Iterator[State]:
    at: State | None = state
    while at is not None:
        yield at
        at = at.parent


def _state_of(node: Node) -> State | None:
    if isinstance(node, Attribute):
        return None
    state: State | None = node.binding if isinstance(node, Element) else None
    return state if state is not None and not state.place.children else None
