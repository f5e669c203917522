"""Every report of the register: what it says, word for word, and every file of it read back.

After a wanted change of texts: WRITE_GOLDEN=1 pytest tests/reports, then read the difference.
"""

import dataclasses
import io
import os
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from app.language import LANGUAGES, language
from app.reports import REPORTS, WRITTEN_IN, draw, make, make_in
from app.reports.content import Caption, MapChart, Pyramid, Table
from app.storage import Profile, create_workspace
from tests.reports.conftest import BATKEN, CHEAP, Notebook, write_event
from tests.reports.markup_order import disorders, parts_of_word
from tests.reports.reading import (
    all_texts,
    cell,
    lacking,
    said_on_first_sheet,
    spoken,
    tables_of,
    value_of,
    words_of_first_sheet,
    words_of_pdf,
    words_of_word,
)
from tests.reports.stories import add_answers, write_plan, write_second_event, write_senders

GOLDEN = Path(__file__).parent / "golden"
KEPT_ELSEWHERE = ("event", "sign-in-sheet", "programme", "participants", "final", "survey")
GOLDEN_HERE = [name for name in REPORTS if name not in (*KEPT_ELSEWHERE, "questionnaire")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A notebook in which every report has something to say."""
    profile = Profile(name="Жылдыз Эсенова", role="trainer", territory=BATKEN, language="ky")
    place = tmp_path_factory.mktemp("whole") / "notebook"
    workspace = create_workspace(place, "eight words", profile, CHEAP).workspace
    notebook = Notebook(workspace)
    write_event(notebook)
    write_second_event(notebook)
    write_plan(notebook)
    write_senders(notebook)
    add_answers(notebook, 24)
    yield workspace
    workspace.close()


def golden(document):
    """A document as text, without what differs from day to day."""
    said = draw(dataclasses.replace(document, source=""), "txt").decode()
    said = re.sub(r"\b\d\d\.\d\d\.20(?!25)\d\d\b", "DD.MM.YYYY", said)
    said = re.sub(r"DD\.MM\.YYYY / \d\d:\d\d", "DD.MM.YYYY / HH:MM", said)
    return re.sub(r"\b\d+ (күн|дней|день|дня|days?)\b", r"N \1", said)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", GOLDEN_HERE)
def test_a_report_says_what_it_said_before(whole, name, code):
    said = golden(make(name, whole, language(code)))
    kept = GOLDEN / f"{name}-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_no_report_is_without_its_words_on_file():
    kept = {path.name.rpartition("-")[0].partition("-")[0] for path in GOLDEN.glob("*.txt")}
    assert {name.partition("-")[0] for name in REPORTS} <= kept


@pytest.mark.parametrize("code", WRITTEN_IN)
@pytest.mark.parametrize("name", list(REPORTS))
def test_a_pdf_says_every_text_of_its_content_in_order(whole, name, code):
    document = make_in(code, name, whole)
    said = words_of_pdf(document, draw(document, "pdf"))
    assert lacking(spoken(all_texts(document)), said) == []


@pytest.mark.parametrize("code", WRITTEN_IN)
@pytest.mark.parametrize("name", list(REPORTS))
def test_a_file_of_word_says_every_text_of_its_content_in_order(whole, name, code):
    document = make_in(code, name, whole)
    file = draw(document, "docx")
    assert lacking(spoken(all_texts(document)), words_of_word(file)) == []
    assert {wrong for _, root in parts_of_word(file) for wrong in disorders(root)} == set()


@pytest.mark.parametrize("code", WRITTEN_IN)
@pytest.mark.parametrize("name", list(REPORTS))
def test_a_workbook_says_every_text_and_holds_every_number_of_its_content(whole, name, code):
    document = make_in(code, name, whole)
    file = draw(document, "xlsx")
    assert lacking(spoken(said_on_first_sheet(document)), words_of_first_sheet(file)) == []
    tables = [block for block in document.blocks if isinstance(block, Table | MapChart | Pyramid)]
    for table, rows in zip(tables, tables_of(file), strict=True):
        if not isinstance(table, Table):
            continue
        for entries, held in zip(table.rows, rows, strict=False):
            for entry, value in zip(entries, held, strict=False):
                _check(entry, value)


def _check(entry, value):
    wanted = value_of(entry)
    if isinstance(wanted, date):
        assert value == datetime(wanted.year, wanted.month, wanted.day)  # noqa: DTZ001 - no zones
    elif wanted is not None:
        assert value == pytest.approx(wanted)
    else:
        assert lacking(spoken(cell(entry)), str(value or "")) == []


@pytest.mark.parametrize("name", list(REPORTS))
def test_a_report_is_sound_to_strict_readers_and_has_all_its_fonts(whole, name, tmp_path):
    qpdf, fonts = shutil.which("qpdf"), shutil.which("pdffonts")
    if not qpdf or not fonts:
        pytest.skip("qpdf and pdffonts are not on this computer")
    path = tmp_path / "report.pdf"
    path.write_bytes(draw(make_in("ky+ru", name, whole), "pdf"))
    checked = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    told = subprocess.run([fonts, path], capture_output=True, text=True, check=False)
    assert told.stderr == ""
    listed = [line.split() for line in told.stdout.splitlines()[2:]]
    assert listed
    assert {tuple(line[-5:-2]) for line in listed} == {("yes", "yes", "yes")}


@pytest.mark.parametrize("name", list(REPORTS))
def test_a_file_of_word_has_no_empty_line_for_room_and_counts_its_captions(whole, name):
    document = make(name, whole, language("ky"))
    body = docx.Document(io.BytesIO(draw(document, "docx"))).element.body
    lines = list(body)[:-1]
    for before, line, after in zip([None, *lines[:-1]], lines, [*lines[1:], None], strict=True):
        is_empty = not list(line.iter(qn("w:t"), qn("w:tab"), qn("w:drawing"), qn("w:sectPr")))
        if line.tag == qn("w:p") and is_empty:
            # Word cannot tell two tables apart without a line between, nor end in a table
            assert before is None or before.tag == qn("w:tbl")
            assert after is None or after.tag == qn("w:tbl")
    fields = [one.get(qn("w:instr")) for one in body.iter(qn("w:fldSimple"))]
    captions = [block for block in document.blocks if isinstance(block, Caption)]
    assert len(fields) == len(captions)
    assert all(field.startswith("SEQ ") for field in fields)
    headers = [
        row for row in body.iter(qn("w:tr")) if row.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert len(headers) >= len(
        [one for one in document.blocks if isinstance(one, Table) and one.rows]
    )
