"""Forms behave while they are filled as they did in the engine the scenarios were recorded in."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.ledger import Ledger
from tests.conformance.scenarios import differences, run
from tests.surveys.forms import ask, bind, xform

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "scenarios"


@pytest.mark.skipif(not CASES.is_dir(), reason="the recorded scenarios are not beside the project")
def test_forms_are_filled_as_in_the_other_engine() -> None:
    found = run(CASES, Ledger("scenarios"))
    assert [failure for tally in found.values() for failure in tally.failures] == []
    passed, total = (sum(getattr(t, name) for t in found.values()) for name in ("passed", "total"))
    assert passed > 0.95 * total


def scenario(after: str, **facts: Any) -> dict[str, Any]:
    form = xform("<a/><b/>", [bind("b", "int", calculate="/data/a * 2")], ask("a"))
    xml = (
        '<data id="form" version="1"><a>{a}</a><b>{b}</b>'
        "<meta><instanceID>uuid:{id}</instanceID></meta></data>"
    )
    identity = "11111111-1111-4111-8111-111111111111"
    step = {
        "op": "answer",
        "args": ["/data/a", 3],
        "cursor_before": "/data",
        "cursor_after": "/data/a",
        "after": {
            "xml": xml.format(a="3", b=after, id=identity),
            "nodes": {"/data/b": {"t": "model-value", "rel": True, "v": after, **facts}},
        },
    }
    init = {"xml": xml.format(a="", b="", id=identity), "nodes": {}}
    return {"xform": form, "init": init, "steps": [step], "source": "made:up", "test": "a test"}


def test_a_scenario_that_comes_out_the_same_passes() -> None:
    assert differences(scenario("6", label="", opts=[])) == []


def test_a_scenario_that_comes_out_otherwise_says_where() -> None:
    found = differences(scenario("7", ro=True))
    assert any("/data/b v: '6' instead of '7'" in line for line in found)
    assert any("/data/b ro: False instead of True" in line for line in found)


def test_scenarios_are_counted_by_source(tmp_path: Path) -> None:
    good, bad = scenario("6"), scenario("7")
    forms = {"f": good["xform"]}
    lines = [json.dumps({**case, "form": "f"}) for case in (good, bad)]
    (tmp_path / "forms.json").write_text(json.dumps(forms), "utf-8")
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), "utf-8")
    tally = run(tmp_path, Ledger("nothing"))["made:up"]
    assert (tally.passed, tally.total, len(tally.failures)) == (1, 2, 1)
