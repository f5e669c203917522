"""Forms as ODK and KoboToolbox users make them can be filled to the end and exported."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.conformance.ledger import Ledger
from tests.conformance.xlsforms import run

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "xlsforms"


@pytest.mark.skipif(not CASES.is_dir(), reason="the collected forms are not beside the project")
def test_every_collected_form_is_filled_and_exported() -> None:
    found = run(CASES, Ledger("xlsforms"))
    assert [failure for tally in found.values() for failure in tally.failures] == []


def workbook(*rows: tuple[str, str, str, str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (("type", "name", "label", "constraint"), *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_form_nobody_can_fill_is_counted_as_a_failure(tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(workbook(("integer", "age", "Age", ". < 120")))
    (tmp_path / "bad.xlsx").write_bytes(workbook(("integer", "age", "Age", ". > 1 and . < 1")))
    cases = [{"file": name, "repo": "made/up"} for name in ("good.xlsx", "bad.xlsx")]
    (tmp_path / "index.json").write_text(json.dumps(cases), "utf-8")
    tally = run(tmp_path, Ledger("nothing"))["made/up"]
    assert (tally.passed, tally.total) == (1, 2)
    assert "constraint" in tally.failures[0]
