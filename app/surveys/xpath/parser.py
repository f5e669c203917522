"""Reads an expression into its tree: the grammar of XPath 1.0."""

from __future__ import annotations

import re

from app.language.texts import mark
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.syntax import (
    Call,
    Chain,
    Expr,
    Filtered,
    Literal,
    Logic,
    Minus,
    Path,
    Step,
    Union,
)
from app.surveys.xpath.tokens import Token, shortened, tokens_of, unreadable

LONGEST = 100_000
DEEPEST = 120
_BRACKET = re.compile(r"[ \t\r\n]*\(")
_NODE_TYPES = {"node", "text", "comment", "processing-instruction"}
AXES = {
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
}
_LEVELS = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_BINDS = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}


def parse(text: str) -> Expr:
    """Read an expression; ExpressionFault says where it cannot be read."""
    if len(text) > LONGEST:
        raise ExpressionFault(
            mark("The expression “{expression}” is too long to be read."),
            expression=shortened(text),
        )
    return _Parser(text).whole()


class _Parser:
    """Walks along the words of one expression; `_depth` counts what is open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = tokens_of(text)
        self._next = next(self._words)
        self._depth = 0

    def whole(self) -> Expr:
        said = self._expression()
        if self._next.kind != "end":
            raise self._unreadable()
        return said

    def _expression(self) -> Expr:
        """Operands and operators, by precedence rather than by a call for each level of it."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionFault(
                mark("The expression “{expression}” has too many brackets in brackets."),
                expression=shortened(self._text),
                column=self._next.place + 1,
            )
        levels: list[_Level] = []
        operand = self._operand()
        while self._next.kind == "operator" and self._next.word in _BINDS:
            operator = self._take().word
            binds = _BINDS[operator]
            while levels and levels[-1].binds > binds:
                operand = levels.pop().closed(operand)
            if levels and levels[-1].binds == binds:
                levels[-1].go_on(operand, operator)
            else:
                levels.append(_Level(binds, operand, operator))
            operand = self._operand()
        while levels:
            operand = levels.pop().closed(operand)
        self._depth -= 1
        return operand

    def _operand(self) -> Expr:
        signs = 0
        while self._is("-"):
            self._take()
            signs += 1
        said = self._path()
        if self._is("|"):
            parts = [said]
            while self._is("|"):
                self._take()
                parts.append(self._path())
            said = Union(tuple(parts))
        return Minus(said, signs % 2 == 0) if signs else said

    def _path(self) -> Expr:
        if self._is("/") or self._is("//"):
            return self._absolute()
        if not self._begins_primary():
            return Path(None, False, tuple(self._steps()))
        said = self._primary()
        if predicates := self._predicates():
            said = Filtered(said, predicates)
        if self._is("/") or self._is("//"):
            return Path(said, False, (*self._slash(), *self._steps()))
        return said

    def _absolute(self) -> Path:
        lead = self._slash()
        if not lead and not self._begins_step():
            return Path(None, True, ())
        return Path(None, True, (*lead, *self._steps()))

    def _slash(self) -> tuple[Step, ...]:
        """What a slash adds to a path: nothing, or for two of them a step to all depths."""
        token = self._take()
        if token.word == "/":
            return ()
        return (Step("descendant-or-self", "node", "", "", (), token.place),)

    def _steps(self) -> list[Step]:
        steps = [self._step()]
        while self._is("/") or self._is("//"):
            steps += self._slash()
            steps.append(self._step())
        return steps

    def _step(self) -> Step:
        place = self._next.place
        if self._is("."):
            self._take()
            return Step("self", "node", "", "", self._predicates(), place)
        if self._is(".."):
            self._take()
            return Step("parent", "node", "", "", self._predicates(), place)
        axis = "child"
        if self._is("@"):
            self._take()
            axis = "attribute"
        kind, prefix, name = self._test()
        if self._is("::"):
            if kind != "name" or prefix or name not in AXES or axis == "attribute":
                raise self._unreadable()
            self._take()
            axis = name
            kind, prefix, name = self._test()
        return Step(axis, kind, prefix, name, self._predicates(), place)

    def _test(self) -> tuple[str, str, str]:
        """A node test as (kind, prefix, name)."""
        if self._is("*"):
            self._take()
            return "name", "", "*"
        if self._next.kind != "name":
            raise self._unreadable()
        word = self._take().word
        if word in _NODE_TYPES and self._is("("):
            self._take()
            target = ""
            if word == "processing-instruction" and self._next.kind == "text":
                target = self._take().word[1:-1]
            self._expect(")")
            return word, "", target
        prefix, _, name = word.rpartition(":")
        return "name", prefix, name

    def _predicates(self) -> tuple[Expr, ...]:
        found = []
        while self._is("["):
            self._take()
            found.append(self._expression())
            self._expect("]")
        return tuple(found)

    def _begins_step(self) -> bool:
        return self._next.kind == "name" or self._next.word in {".", "..", "@", "*"}

    def _begins_primary(self) -> bool:
        token = self._next
        if token.kind in {"number", "text"} or self._is("("):
            return True
        return token.kind == "name" and token.word not in _NODE_TYPES and self._is_called()

    def _is_called(self) -> bool:
        behind = self._next.place + len(self._next.word)
        return _BRACKET.match(self._text, behind) is not None

    def _primary(self) -> Expr:
        token = self._take()
        if token.kind == "number":
            return Literal(float(token.word))
        if token.kind == "text":
            return Literal(token.word[1:-1])
        if token.word == "(":
            said = self._expression()
            self._expect(")")
            return said
        self._expect("(")
        arguments: list[Expr] = []
        if not self._is(")"):
            arguments.append(self._expression())
            while self._is(","):
                self._take()
                arguments.append(self._expression())
        self._expect(")")
        return Call(token.word, tuple(arguments), token.place)

    def _is(self, word: str) -> bool:
        return self._next.word == word and self._next.kind in {"sign", "operator"}

    def _take(self) -> Token:
        token = self._next
        if token.kind == "end":
            raise self._unreadable()
        self._next = next(self._words)
        return token

    def _expect(self, word: str) -> None:
        if not self._is(word):
            raise self._unreadable()
        self._take()

    def _unreadable(self) -> ExpressionFault:
        return unreadable(self._text, self._next.place)


class _Level:
    """Operands of one precedence while they are read: the last one is still to come."""

    def __init__(self, binds: int, first: Expr, operator: str) -> None:
        self.binds = binds
        self._first = first
        self._rest: list[tuple[str, Expr]] = []
        self._operator = operator

    def go_on(self, operand: Expr, operator: str) -> None:
        """Take an operand, behind which another operator of this precedence stands."""
        self._rest.append((self._operator, operand))
        self._operator = operator

    def closed(self, last: Expr) -> Expr:
        """What all operands say together."""
        self._rest.append((self._operator, last))
        if self._operator in {"and", "or"}:
            return Logic(self._operator, (self._first, *(operand for _, operand in self._rest)))
        return Chain(self._first, tuple(self._rest))
