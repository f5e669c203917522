"""Evaluates the recorded expressions of other engines and compares what they came to."""

import math
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.moments import Moment
from app.surveys.xpath.nodes import (
    Attribute,
    Branch,
    Comment,
    Document,
    Element,
    Instruction,
    Node,
    Text,
)
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import Value
from app.surveys.xpath.xml import parse_xml
from tests.conformance.bounded import Case, Judge, lines_of, table_of
from tests.conformance.ledger import Ledger
from tests.conformance.tally import Tally

_SECONDS = 10.0
_DOCTYPE = re.compile(r"<!DOCTYPE [^>\[]*>")


class Recorded(Scope):
    """The surroundings a case was recorded in."""

    def __init__(self, case: Case, root: Node) -> None:
        self.timezone = ZoneInfo(str(case.get("tz") or "UTC"))
        self._root = root
        self._now_ms = case.get("now_ms")

    def root(self, node: Node) -> Node:
        return self._root

    def instance(self, name: str, node: Node) -> Branch | None:
        top = self._root.root()
        assert isinstance(top, Document)
        named = (found for found in top.walk() if found.name == "instance")
        return next((found for found in named if found.get("id") == name), None)

    def now(self) -> datetime:
        seconds = float(str(self._now_ms)) / 1000 if self._now_ms is not None else 0.0
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.timezone)


def run(folder: Path, ledger: Ledger) -> dict[str, Tally]:
    """How many cases of each source pass, fail, or differ for a reason that is known."""
    documents = table_of(folder / "documents.json")
    tallies: dict[str, Tally] = defaultdict(Tally)
    with Judge(__name__, _SECONDS) as judge:
        for case in lines_of(folder / "cases.jsonl"):
            if case.get("volatile") or case.get("custom_fn"):
                continue
            text = documents.get(str(case.get("document")), "<none/>")
            said = judge.outcome({**case, "xml": text})
            reason = None if said is None else ledger.reason(case)
            tallies[str(case.get("source", "unknown"))].count(_name(case), said, reason)
    return dict(tallies)


def _name(case: Case) -> str:
    return f"{case.get('expr', case.get('unreadable'))} at {case.get('context_path')}"


def outcome(case: Case) -> str | None:
    """None if the case passes, else what was got instead."""
    document = parse_xml(_DOCTYPE.sub("", str(case["xml"])))
    node = _at(str(case["context_path"]), document)
    root_path = case.get("root_path")
    root = document if root_path is None else _at(str(root_path), document)
    try:
        got = _asked(case, node, Recorded(case, root))
    except ExpressionFault as fault:
        return None if case["expected_type"] == "error" else f"error: {fault}"
    if case["expected_type"] == "error":
        return f"no error, but {got!r}"
    return None if _agrees(case, got) else f"{got!r}, not {case['expected']!r}"


def _at(path: str, document: Document) -> Node:
    return compile_expression(path).nodes(document, Scope())[0]


def _asked(case: Case, node: Node, scope: Scope) -> object:
    expression = compile_expression(str(case["expr"]))
    match case.get("requested_type"):
        case "boolean":
            return expression.boolean(node, scope)
        case "number":
            return expression.number(node, scope)
        case "string":
            return expression.string(node, scope)
        case "nodeset":
            return [path_of(found) for found in expression.nodes(node, scope)]
        case _:
            return _plain(expression.evaluate(node, scope))


def _plain(value: Value) -> object:
    if isinstance(value, list):
        return [path_of(found) for found in value]
    return value.text if isinstance(value, Moment) else value


def path_of(node: Node) -> str:
    """The canonical path of a node, as the cases write it."""
    if node.parent is None:
        return "/"
    above = path_of(node.parent).rstrip("/")
    if isinstance(node, Attribute):
        return f"{above}/@{node.prefix}:{node.name}" if node.prefix else f"{above}/@{node.name}"
    alike = [other for other in node.parent.children if type(other) is type(node)]
    place = next(place for place, other in enumerate(alike, 1) if other is node)
    names: dict[type[Node], str] = {
        Element: "*",
        Text: "text()",
        Comment: "comment()",
        Instruction: "processing-instruction()",
    }
    return f"{above}/{names[type(node)]}[{place}]"


def _agrees(case: Case, got: object) -> bool:
    wanted = case["expected"]
    match case["expected_type"]:
        case "number":
            return isinstance(got, float) and _is_same(got, float(str(wanted)))
        case "node":
            return got == [wanted] or (isinstance(got, list) and got[:1] == [wanted])
        case "nodeset" if isinstance(got, list) and isinstance(wanted, list):
            return got == wanted if case.get("ordered") else sorted(got) == sorted(wanted)
        case _:
            return got == wanted


def _is_same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
