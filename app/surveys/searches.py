"""Choices that an appearance takes from an attached table: `minimal search('fruits', …)`.

The one choice written in the form is then no choice: its value and its label name columns of the
table. Choices whose value is a number stay, and come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from app.surveys.parts import Choice, Itemset, Text
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.parser import parse
from app.surveys.xpath.syntax import Call, Literal

_CALL = re.compile(r"""\bsearch\s*\((?:[^()'"]|'[^']*'|"[^"]*"|\([^()]*\))*\)""")
_BETWEEN = ", ' ', "
_NOT_IN_NAMES = re.compile(r"[^\w.\-]")


def search_in(appearance: str) -> tuple[str, str]:
    """The call of `search` in an appearance ("" if there is none), and the rest of it."""
    found = _CALL.search(appearance)
    if found is None:
        return "", appearance
    return found[0], " ".join((appearance[: found.start()] + appearance[found.end() :]).split())


def table_of(call: str) -> str:
    """The table a call of `search` names; "" if it names none outright."""
    try:
        said = parse(call)
    except ExpressionFault:
        return ""
    first = said.arguments[0] if isinstance(said, Call) and said.arguments else None
    return first.value if isinstance(first, Literal) and isinstance(first.value, str) else ""


def searched(
    call: str,
    items: tuple[Choice, ...],
    say: Callable[[Choice], str],
    read: Callable[[str], Expression],
) -> tuple[Itemset | None, tuple[Choice, ...]]:
    """What is looked up, and the choices that stay. `say` gives the words of a choice's label,
    `read` compiles an expression of the question.
    """
    fixed = tuple(item for item in items if item.value.lstrip("-").isdigit())
    pattern = next((item for item in items if item not in fixed), None)
    table = table_of(call)
    if pattern is None or not table:
        return None, items
    columns = [_column(name) for name in say(pattern).split(",") if name.strip()]
    label = f"concat({_BETWEEN.join(columns)})" if len(columns) > 1 else (columns or [""])[0]
    return Itemset(
        nodes=read(call),
        value=read(_column(pattern.value)),
        label=read(label) if label else None,
        instance=table,
        table=table,
    ), fixed


def _column(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name.strip())


def words_of(text: Text | None) -> str:
    """A text without what is computed in it."""
    return "".join(part for part in text.parts if isinstance(part, str)) if text else ""
