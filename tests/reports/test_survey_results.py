"""The results of a survey as a document: n everywhere, nothing that points at somebody.

After a wanted change of texts: WRITE_GOLDEN=1 pytest tests/reports, then read the difference.
"""

import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from app.actions.surveys import add_form
from app.language import LANGUAGES, language
from app.paths import resource
from app.reports import draw, make
from app.reports.content import BarChart, Document, Heading, Table, texts
from app.reports.survey_blocks import BARS, Block, BlockWords
from app.reports.survey_results import _bars
from app.storage.disclosure import told
from app.storage.questions.results import ChoiceCount, QuestionResult
from app.surveys import convert
from tests.examples import examples
from tests.reports.conftest import Notebook
from tests.reports.stories import add_answers

GOLDEN = Path(__file__).parent / "golden"
NAMED = "depter_event_feedback"


def made(notebook: Notebook, code: str = "en", **asked: object) -> Document:
    return make("survey", notebook.workspace, language(code), {"survey": NAMED, **asked})


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_says_what_it_said_before(notebook: Notebook, code: str) -> None:
    add_answers(notebook, 24)
    said = draw(made(notebook, code), "txt").decode()
    said = re.sub(r"\d\d\.\d\d\.\d{4}", "DD.MM.YYYY", said)
    said = re.sub(r"\b[0-9a-f]{8}\b", "DIGEST", said)
    kept = GOLDEN / f"survey-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_every_question_bears_its_n_and_every_page_its_source(notebook: Notebook) -> None:
    add_answers(notebook, 24, group_name="Топ 1")
    document = made(notebook, group="Топ 1")
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert len(headings) == 18
    assert all(heading.note.startswith("n = ") for heading in headings)
    reader = PdfReader(io.BytesIO(draw(document)))
    for page in reader.pages:
        said = page.extract_text()
        assert "Event feedback, Топ 1 · made on" in said
        assert notebook.workspace.digest()[:8] in said


def test_what_people_wrote_in_their_words_stays_in_the_notebook(notebook: Notebook) -> None:
    add_answers(notebook, 24)
    assert not any("Сүйлөгөн" in text for text in texts(made(notebook)))


def test_small_counts_are_kept_back_with_the_reason(notebook: Notebook) -> None:
    add_answers(notebook, 24)
    document = made(notebook)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    # three of twenty-four did not understand: they and what would tell of them are kept back
    clear = table.rows[1]
    assert clear[1:] == ("*", "0", "0", "0", "*", "24")
    assert any("so that nobody can be recognised: fewer than 5" in text for text in texts(document))


def test_statements_without_small_counts_are_drawn_as_bars(notebook: Notebook) -> None:
    add_answers(notebook, 60)
    charts = [block for block in made(notebook).blocks if isinstance(block, BarChart)]
    (steps,) = [chart for chart in charts if chart.is_share]
    assert len(steps.legend) == 5
    assert steps.bars[0].remark == "n = 60"
    assert [part.text for part in steps.bars[0].parts] == ["30", "30"]


def test_a_filter_leaves_what_it_says(notebook: Notebook) -> None:
    add_answers(notebook, 24, round=1)
    add_answers(notebook, 12, round=2)
    for number, total in ((1, "24"), (2, "12")):
        said = draw(made(notebook, round=str(number)), "txt").decode()
        assert f"Filled forms: {total}" in said
    nobody = draw(made(notebook, since="2027-01-01"), "txt").decode()
    assert "Filled forms: 0" in nobody
    assert "Nobody answered this" in nobody


@examples(200)
@given(counts=st.lists(st.integers(0, 40), min_size=2, max_size=9))
def test_no_bar_tells_a_small_count_by_its_number_or_its_length(counts: list[int]) -> None:
    choices = tuple(
        ChoiceCount(f"c{at}", {"English (en)": f"Choice {at}"}, count)
        for at, count in enumerate(counts)
    )
    question = QuestionResult(
        path="/data/q",
        name="q",
        kind="select_one",
        labels={"English (en)": "Q"},
        n=sum(counts),
        forms=sum(counts),
        choices=choices,
    )
    spoken = language("en")
    block = Block(BARS, (question,), (told(question),))
    bars = list(_bars(spoken, BlockWords(spoken), block))
    for bar, count in zip(bars, counts, strict=True):
        if 0 < count < 5:
            assert bar.remark == "*"
            assert not bar.parts
    hidden = [count for bar, count in zip(bars, counts, strict=True) if bar.remark == "*"]
    assert not hidden or sum(hidden) == 0 or len(hidden) > 1 or sum(counts) < 5


def test_a_count_that_is_kept_back_is_no_nought_in_excel(notebook: Notebook) -> None:
    add_answers(notebook, 10)
    book = load_workbook(io.BytesIO(draw(made(notebook), "xlsx")))
    cells = [
        (row[0].value, row[1].value, row[2].value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_col=3)
        if len(row) == 3
    ]
    # four men of ten: neither they nor, by what is left, the women are told
    assert ("Male", "*", None) in cells
    assert ("Female", "*", None) in cells
    assert any(label == "Adolescents" and value == 0 for label, value, _ in cells)


def test_statements_without_a_title_are_called_by_the_note_above_them(notebook: Notebook) -> None:
    content = resource("forms", "community_needs.xlsx").read_bytes()
    version = add_form(notebook.workspace, convert(content, "needs.xlsx")).version
    document = (
        "<data><answers><needs><services><road>bad</road></services></needs></answers></data>"
    )
    values = {"survey_version": version, "collected_on": "2026-11-18", "instance": document}
    notebook.put("submission", **values)
    made_of = make(
        "survey", notebook.workspace, language("ky"), {"survey": "depter_community_needs"}
    )
    headings = {block.text for block in made_of.blocks if isinstance(block, Heading)}
    assert "Айылыңызда булардын абалы кандай?" in headings
    assert not any("ырастоо" in heading for heading in headings)
