"""One case that crashes, hangs or lacks something costs itself, and the run goes on."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.conformance.bounded import Case, Judge, lines_of
from tests.conformance.test_xlsforms import workbook


def outcome(case: Case) -> str | None:
    """What this file judges cases by when it is asked to, as the kinds of cases do."""
    match case["does"]:
        case "die":
            os._exit(3)
        case "hang":
            time.sleep(60)
    return None if case["does"] == "pass" else "wrong"


def test_a_case_that_crashes_hangs_or_lacks_something_costs_only_itself() -> None:
    deeds = ("pass", "die", "pass", "hang", "fail")
    with Judge("tests.conformance.test_bounded", 5.0) as judge:
        found = [judge.outcome({"does": deed}) for deed in deeds]
        found.append(judge.outcome({}))
    assert found[0] is found[2] is None
    assert found[1:5:2] == ["crashed: the program ended", "took longer than 5 seconds"]
    assert found[4:] == ["wrong", "crashed: KeyError('does')"]


def test_a_line_that_holds_no_case_is_one_that_fails(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"a": 1}\n\n[]\n{"b"', "utf-8")
    assert list(lines_of(file)) == [
        {"a": 1},
        {"unreadable": "cases.jsonl:3"},
        {"unreadable": "cases.jsonl:4"},
    ]


def run_on(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    command = [sys.executable, "-m", "tests.conformance", str(folder), "--json"]
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=120)
    found: dict[str, dict[str, dict[str, int]]] = json.loads(told.stdout)
    return found


def test_parts_that_are_not_there_have_no_sources(tmp_path: Path) -> None:
    assert run_on(tmp_path) == {"xpath": {}, "scenarios": {}, "xlsforms": {}}


def test_cases_without_what_they_need_fail_and_nothing_else_is_printed(tmp_path: Path) -> None:
    for name in ("xpath", "scenarios", "xlsforms"):
        (tmp_path / name).mkdir()
    (tmp_path / "xpath" / "cases.jsonl").write_text('{"source": "s", "expr": "1"}\nno', "utf-8")
    (tmp_path / "scenarios" / "cases.jsonl").write_text('{"source": "s", "steps": []}', "utf-8")
    (tmp_path / "xlsforms" / "a.xlsx").write_bytes(workbook(("text", "a", "A", "")))
    (tmp_path / "xlsforms" / "b.xls").write_bytes(b"no workbook")
    failed = {"passed": 0, "total": 1, "known": 0}
    assert run_on(tmp_path) == {
        "xpath": {"s": failed, "unknown": failed},
        "scenarios": {"s": failed},
        "xlsforms": {"unknown": {"passed": 1, "total": 2, "known": 0}},
    }
