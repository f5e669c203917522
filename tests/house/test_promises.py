"""The page of promises names tests that are there, for each of them."""

import ast
import re
from pathlib import Path

PROMISES = 11


def test_every_promise_names_tests_that_are_there(house: Path) -> None:
    lines = (house / "docs" / "promises.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| \d", line)]
    named = [re.findall(r"`(test_\w+)`", row) for row in rows]
    assert len(rows) == PROMISES
    assert all(named)
    assert {name for names in named for name in names} - _tests(house) == set()


def _tests(house: Path) -> set[str]:
    return {
        node.name
        for file in (house / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
