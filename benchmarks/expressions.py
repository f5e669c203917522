"""How long the expressions of a form take: one evaluation each, beside what a form can afford."""

import time
from collections.abc import Callable

from app.surveys.xpath.expression import Expression, compile_expression
from app.surveys.xpath.nodes import Branch, Document, Node
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.xml import parse_xml
from benchmarks.figures import Figure

QUESTIONS = 500
PEOPLE = 100
ROWS = 5_000
# what is evaluated, and how many microseconds it may take
ASKED = (
    ("a comparison", "/data/group/a = 'yes'", 5),
    ("a condition", "selected(/data/group/a, 'yes') and /data/q7 > 3 or ../b = ''", 10),
    ("a calculation", "if(/data/q3 > 2, round(/data/q1 + /data/q2 * 2, 1), 0)", 10),
    ("a date", "format-date(/data/group/b, '%d.%m.%Y')", 15),
    ("a pattern", "regex(../c, '[0-9]{3}-[0-9]+')", 10),
    (f"a sum over {PEOPLE}", "sum(/data/person/age)", 150),
    (f"a count of {PEOPLE}", "count(/data/person[age > 50])", 250),
    (f"a row of {ROWS}", "instance('rows')/list/item[name = /data/group/d]/label", 15),
)


class Tables(Scope):
    """Surroundings with one long table."""

    def __init__(self, rows: Document) -> None:
        self._rows = rows

    def instance(self, name: str, node: Node) -> Branch | None:
        """The table, whatever it is called."""
        return self._rows if name and node else None


def measure() -> list[Figure]:
    """Expressions of every kind on a form of 500 questions and a repeat of 100 people."""
    form, scope = _form(), Tables(_rows())
    node = compile_expression("/data/group/a").nodes(form, scope)[0]
    figures = [
        Figure(f"evaluate {name}", _microseconds(_work(text, node, scope)), "µs", limit, "limit")
        for name, text, limit in ASKED
    ]
    reading = _microseconds(lambda: [Expression(text) for _, text, _ in ASKED]) / len(ASKED)
    return [*figures, Figure("read an expression", reading, "µs", 300, "limit")]


def _work(text: str, node: Node, scope: Scope) -> Callable[[], object]:
    expression = compile_expression(text)
    return lambda: expression.evaluate(node, scope)


def _microseconds(work: Callable[[], object]) -> float:
    """Processor time of one run: the least of five rounds of a tenth of a second."""
    work()
    rounds = []
    for _ in range(5):
        count, start = 0, time.process_time()
        while (taken := time.process_time() - start) < 0.1:
            work()
            count += 1
        rounds.append(taken / count * 1e6)
    return min(rounds)


def _form() -> Document:
    questions = "".join(f"<q{place}>{place}</q{place}>" for place in range(QUESTIONS))
    people = "".join(f"<person><age>{place}</age></person>" for place in range(PEOPLE))
    group = "<group><a>yes</a><b>2026-11-19</b><c>555-1234</c><d>v4321</d></group>"
    return parse_xml(f"<data>{questions}{group}{people}</data>")


def _rows() -> Document:
    rows = (f"<item><name>v{place}</name><label>V {place}</label></item>" for place in range(ROWS))
    return parse_xml(f"<list>{''.join(rows)}</list>")
