"""Whatever a notebook holds, a report is a clear line or a whole document, never a broken file."""

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image

from app.errors import AppError
from app.language import language
from app.reports import FORMATS, REPORTS, draw, make
from app.reports.content import Cell, Column, Document, Heading, Paragraph, Table, texts
from tests.reports.conftest import BATKEN, Notebook
from tests.reports.reading import squeezed, words_of_pdf, words_of_word
from tests.reports.stories import add_answers, write_plan

KY, EN = language("ky"), language("en")
ENDLESS = "Өмүрбекова" * 30
FORMULA = '=HYPERLINK("http://x";"+1")'
TORN = "\x00\x07А\u202eсанова\u202c 👩‍👩‍👧 @1 -2"
OF_AN_EVENT = ("event", "sign-in-sheet", "participants", "programme", "stakeholders")
OF_FIGURES = ("consolidated", "final", "capacity", "disaggregation", "budget", "quota", "overview")
LONG_NOTE = "Ата-энелер алыста иштейт. " * 800
MANY = 10_000


def check(document: Document) -> None:
    """Draw the document in every form, and have another program open each."""
    files = {form: draw(document, form) for form in FORMATS}
    assert len(pypdf.PdfReader(io.BytesIO(files["pdf"])).pages) > 0
    if shutil.which("qpdf"):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "report.pdf"
            file.write_bytes(files["pdf"])
            subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    docx.Document(io.BytesIO(files["docx"]))
    openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if b"<f>" in sheet]
    assert files["txt"].decode()


def check_has_no_bare_parts(document: Document) -> None:
    """No table has only headers, no heading stands above nothing."""
    assert [block for block in document.blocks if isinstance(block, Table) and not block.rows] == []
    pairs = zip(document.blocks, [*document.blocks[1:], None], strict=True)
    for block, following in pairs:
        if isinstance(block, Heading):
            assert following is not None, block.text
            is_lower = isinstance(following, Heading) and following.level > block.level
            assert is_lower or not isinstance(following, Heading), block.text


def put_torn(notebook: Notebook) -> None:
    """An event, people, notes and photos as nobody should write them, and somebody does."""
    put = notebook.put
    event = put(
        "event",
        title=ENDLESS,
        code=FORMULA,
        type="seminar",
        status="held",
        territory=BATKEN,
        date_from=date(2025, 5, 12),
        date_to=date(2025, 5, 11),
        objectives=(TORN, ENDLESS, " "),
        results=(LONG_NOTE,),
        note=LONG_NOTE,
    )
    for surname, name in ((ENDLESS, ENDLESS), (FORMULA, "@SUM(1)"), (TORN, "+7"), ("-1", "")):
        person = put("person", surname=surname, name=name, sex="f", village=ENDLESS)
        put("registration", event=event, person=person, organisation=FORMULA, position=TORN)
    put("note", event=event, kind="problem", text=LONG_NOTE, theme="migration", group_name=ENDLESS)
    put("note", event=event, kind="recommendation", text=FORMULA, framework_items=("=1", TORN))
    put("agenda_item", event=event, title=ENDLESS, speaker=TORN, day=date(2025, 5, 12))
    put("stakeholder", event=event, name=ENDLESS, interests=LONG_NOTE, cooperation=(FORMULA,))
    put("resolution", title="   ", preamble=LONG_NOTE, addressed_to=(ENDLESS,))
    wide = io.BytesIO()
    Image.new("RGB", (12_000, 40), "#0B5260").save(wide, "PNG")
    for content in (b"\xff\xd8\xff\xe0broken", wide.getvalue(), b""):
        kept = notebook.workspace.attachments.put(content)
        put("attachment", event=event, kind="photo", file=kept, title=ENDLESS)


@pytest.fixture
def torn(notebook):
    put_torn(notebook)
    add_answers(notebook, 3)
    put = notebook.put
    plan = put("action_plan", title=FORMULA, territory="nowhere", results=(LONG_NOTE,))
    put("plan_measure", action_plan=plan, text=ENDLESS, responsible=FORMULA, budget=-1.5)
    put("plan_measure", action_plan=plan, text=LONG_NOTE, framework_items=(ENDLESS,), budget=0.0)
    return notebook


@pytest.mark.parametrize("name", list(REPORTS))
def test_no_words_of_a_notebook_can_break_a_report(torn, name):
    document = make(name, torn.workspace, KY)
    check(document)
    assert squeezed(document.title) in squeezed("".join(texts(document))) or not document.title


@pytest.mark.parametrize("name", list(REPORTS))
def test_in_an_empty_notebook_a_report_is_one_line_or_a_clean_document(notebook, name):
    try:
        document = make(name, notebook.workspace, EN)
    except AppError as error:
        line = EN.error(error)
        assert line.strip()
        assert "\n" not in line
        return
    check(document)
    check_has_no_bare_parts(document)


@pytest.mark.parametrize("name", OF_AN_EVENT)
def test_an_event_nobody_wrote_anything_about_is_a_clean_document(notebook, name):
    notebook.put("event", title="Семинар", type="seminar", date_from="2026-03-01")
    document = make(name, notebook.workspace, EN)
    check(document)
    if name != "sign-in-sheet":
        check_has_no_bare_parts(document)


@pytest.mark.parametrize("asked", [{"since": "2030-01-01"}, {"territory": "41708000000000"}])
@pytest.mark.parametrize("name", OF_FIGURES)
def test_a_period_and_a_place_of_nothing_are_clean_documents(held, name, asked):
    write_plan(held)
    document = make(name, held.workspace, KY, asked)
    check(document)
    check_has_no_bare_parts(document)


def test_a_title_of_spaces_leaves_a_document_that_opens(notebook):
    check(Document("   ", "ky", (Heading("  "), Paragraph(" "), Heading("\n")), kicker=" "))


def test_ten_thousand_people_are_on_the_pages_all_of_them_below_headers():
    columns = (Column("№", 0.1), Column("Аты-жөнү", 4), Column("Жылы", 1))
    rows = tuple(
        (Cell(KY.number(number), value=number), f"Асанова {number}", "1974")
        for number in range(MANY)
    )
    document = Document("Тизме", "ky", (Table(columns, rows),), source="Тизме")
    pages = pypdf.PdfReader(io.BytesIO(draw(document))).pages
    assert len(pages) > 200
    for page in (pages[0], pages[len(pages) // 2], pages[-1]):
        assert "Аты-жөнү" in page.extract_text()
    assert f"{KY.number(MANY - 1)}\nАсанова {MANY - 1}" in pages[-1].extract_text()
    book = openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx")), read_only=True)
    assert book.worksheets[1].max_row == 4 + MANY


def test_a_note_of_many_pages_loses_no_word():
    document = Document("Эскертүү", "ky", (Heading("Көйгөй"), Paragraph(LONG_NOTE)), source="с")
    for said in (words_of_pdf(document, draw(document)), words_of_word(draw(document, "docx"))):
        assert squeezed(said).count(squeezed("Ата-энелер алыста иштейт.")) >= 790
