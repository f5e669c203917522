"""What the tests of expressions share: surroundings that stand still."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.moments import Moment
from app.surveys.xpath.nodes import Branch, Node
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.xml import parse_xml

BISHKEK = ZoneInfo("Asia/Bishkek")


class Still(Scope):
    """Surroundings in which it is always the same afternoon in Bishkek."""

    timezone = BISHKEK

    def __init__(self) -> None:
        self.instances: dict[str, Branch] = {}
        self.chances = iter(range(1_000_000))

    def instance(self, name: str, node: Node) -> Branch | None:
        return self.instances.get(name)

    def itext(self, name: str) -> str:
        return f"text of {name}"

    def choice_name(self, value: str, path: str, node: Node) -> str:
        return f"label of {value} in {path}"

    def now(self) -> datetime:
        return datetime(2026, 11, 19, 16, 20, 30, 500_000, BISHKEK)

    def random(self) -> float:
        return next(self.chances) % 10 / 10

    def uuid(self) -> str:
        return "0b5d76aa-0000-4000-8000-000000000001"

    def property(self, name: str) -> str:
        return f"the {name}"

    def version(self) -> str:
        return "3"


@pytest.fixture
def scope() -> Still:
    return Still()


@pytest.fixture
def value(scope: Still) -> Callable[..., object]:
    """What an expression comes to, dates and nodes as their texts; at the root or at `at`."""

    def come_to(text: str, xml: str = "<data/>", at: str = "/*") -> object:
        document = parse_xml(xml)
        node = compile_expression(at).nodes(document, scope)[0]
        found = compile_expression(text).evaluate(node, scope)
        if isinstance(found, list):
            return [one.text for one in found]
        return found.text if isinstance(found, Moment) else found

    return come_to
