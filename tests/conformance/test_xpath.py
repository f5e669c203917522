"""The recorded expressions of other engines come to the same here, or differ for a known reason."""

import json
from pathlib import Path

import pytest

from tests.conformance.__main__ import as_json, as_table, results
from tests.conformance.ledger import FILE, Ledger
from tests.conformance.tally import Tally
from tests.conformance.xpath import run

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "xpath"


@pytest.mark.skipif(not CASES.is_dir(), reason="the recorded cases are not beside the project")
def test_expressions_come_to_what_other_engines_found() -> None:
    found = run(CASES, Ledger("xpath"))
    failures = [failure for tally in found.values() for failure in tally.failures]
    assert failures == []
    assert sum(tally.passed for tally in found.values()) > 0.99 * sum(
        tally.total for tally in found.values()
    )


def case(expr: str, expected: object, kind: str, requested: str, **more: object) -> str:
    facts = {
        "source": "made:up",
        "expr": expr,
        "document": "d",
        "context_path": "/*[1]",
        "root_path": None,
        "expected": expected,
        "expected_type": kind,
        "requested_type": requested,
        "ordered": True,
        "tz": "Asia/Bishkek",
        "now_ms": 1_700_000_000_000,
    }
    return json.dumps(facts | more)


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    lines = [
        case("1 + 1", 2, "number", "number"),
        case("1 div 0", "Infinity", "number", "any"),
        case("number('x')", "NaN", "number", "number"),
        case("b", ["/*[1]/*[1]"], "nodeset", "nodeset"),
        case("@c", "/*[1]/@c", "node", "nodeset"),
        case("string(today())", "2023-11-15", "string", "string"),
        case("nonsense()", "no such function", "error", "any"),
        case("true()", True, "boolean", "boolean", volatile=True),
        case("1", 2, "number", "number"),
        case("2", 3, "number", "number", test="known"),
        case("1", "an error", "error", "any"),
    ]
    folder = tmp_path / "xpath"
    folder.mkdir()
    (folder / "cases.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "documents.json").write_text('{"d": "<!DOCTYPE a><a c=\\"1\\"><b/></a>"}', "utf-8")
    return tmp_path


def test_cases_are_compared_by_their_types(made_up: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    ledger.write_text('{"xpath": [{"test": "^known$", "reason": "why"}]}', "utf-8")
    tally = run(made_up / "xpath", Ledger("xpath", ledger))["made:up"]
    assert (tally.passed, tally.total, tally.known) == (7, 10, 1)
    assert tally.failures == ["1 at /*[1]: 1.0, not 2", "1 at /*[1]: no error, but 1.0"]


def test_results_are_told_to_programs_and_people(made_up: Path) -> None:
    found = results(made_up)
    assert json.loads(as_json(found)) == {
        "xpath": {"made:up": {"passed": 7, "total": 10, "known": 0}},
        "scenarios": {},
        "xlsforms": {},
    }
    assert "1 at /*[1]: 1.0, not 2" in as_table(found)


def test_every_entry_of_the_ledger_gives_its_reason() -> None:
    ledger = json.loads(FILE.read_text("utf-8"))
    entries = [entry for entries in ledger.values() for entry in entries]
    assert all(len(entry["reason"]) > 20 and len(entry) > 1 for entry in entries)


def test_a_tally_keeps_what_failed() -> None:
    tally = Tally()
    tally.count("a", None)
    tally.count("b", "wrong")
    tally.count("c", "wrong", "known")
    assert (tally.passed, tally.total, tally.known, tally.failures) == (1, 3, 1, ["b: wrong"])
