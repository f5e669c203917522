"""Any form as a questionnaire on paper: what is asked, when, and where one answers.

After a wanted change of texts: WRITE_GOLDEN=1 pytest tests/reports, then read the difference.
"""

import io
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from app.actions.surveys import add_form, withdraw
from app.language import LANGUAGES, language
from app.paths import resource
from app.reports import draw, make
from app.reports.chosen_survey import NoSuchSurvey
from app.reports.content import Document, Heading, Paragraph, Table, texts
from app.reports.paper import Asked, Blanks, Lines, Options, Pick, Scale
from app.reports.questionnaire import questionnaire_of
from app.storage import Workspace
from app.storage.questions.surveys import list_surveys
from app.surveys import Form, convert, read_form
from app.surveys.marks import read_marks
from tests.reports.conftest import Notebook

GOLDEN = Path(__file__).parent / "golden"
SHIPPED = (
    "committee_checklist",
    "community_needs",
    "event_feedback",
    "leadership_test",
    "plan_monitoring",
)


@cache
def shipped(name: str) -> Form:
    content = resource("forms", f"{name}.xlsx").read_bytes()
    return read_form(convert(content, f"{name}.xlsx").xform, lambda _: None)


def paper_of(form: Form, code: str = "en", **asked: object) -> Document:
    return questionnaire_of(form, language(code), **asked)


def asked_in(document: Document) -> Mapping[str, Asked]:
    return {block.text: block for block in document.blocks if isinstance(block, Asked)}


def made(survey: list[dict[str, str]], choices: list[dict[str, str]] | None = None) -> Form:
    """A form out of rows of a workbook."""
    book = Workbook()
    settings = [{"form_title": "A form", "form_id": "made", "version": "1"}]
    sheets = {"survey": survey, "choices": choices or [], "settings": settings}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        head = list(dict.fromkeys(key for row in rows for key in row))
        for row in (head, *([row.get(key, "") for key in head] for row in rows)):
            sheet.append(row)
    del book["Sheet"]
    file = io.BytesIO()
    book.save(file)
    return read_form(convert(file.getvalue(), "made.xlsx").xform, lambda _: None)


YES_NO = [{"list_name": "yes_no", "name": name, "label": name.title()} for name in ("yes", "no")]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_questionnaire_says_what_it_said_before(name: str, code: str) -> None:
    said = draw(paper_of(shipped(name), code, copies=2), "txt").decode()
    kept = GOLDEN / f"questionnaire-{name}-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_of_a_shipped_form_stands_on_its_paper(name: str, code: str) -> None:
    form = shipped(name)
    document = paper_of(form, code)
    reader = PdfReader(io.BytesIO(draw(document)))
    said = "".join("".join(page.extract_text() for page in reader.pages).split())
    own = {"ky": "Кыргызча (ky)", "ru": "Русский (ru)", "en": "English (en)"}[code]
    for question in form.questions:
        is_header = question.appearance == "label"
        if question.kind.is_asked and question.kind != "note" and not is_header:
            assert "".join(question.labels[own].split()) in said, question.path
    assert reader.root_object["/Lang"] == code
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} /" in page.extract_text()
        assert page.mediabox[2:] == pytest.approx([595.28, 841.89], abs=0.1)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_paper_in_english_has_no_letter_of_another_language(name: str) -> None:
    assert not re.search("[А-Яа-яӨөҮүҢң]", "\n".join(texts(paper_of(shipped(name)))))


def test_questions_are_numbered_through_and_headers_notes_and_sums_are_not_counted() -> None:
    document = paper_of(shipped("event_feedback"))
    numbers = [
        number
        for block in document.blocks
        for number in (
            [block.number]
            if isinstance(block, Asked)
            else [str(row[0]) for row in block.rows]
            if isinstance(block, Table)
            else []
        )
    ]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) == 22


def test_every_kind_of_question_has_its_place_to_answer() -> None:
    kinds = ("text", "integer", "decimal", "date", "time", "dateTime", "geopoint", "barcode")
    rows = [{"type": kind, "name": kind.lower(), "label": kind} for kind in kinds]
    rows += [
        {"type": f"{kind} yes_no", "name": kind, "label": kind}
        for kind in ("select_one", "select_multiple", "rank")
    ]
    rows += [
        {"type": "acknowledge", "name": "ok", "label": "acknowledge"},
        {"type": "image", "name": "photo", "label": "image"},
        {"type": "range", "name": "few", "label": "few", "parameters": "start=0 end=4 step=2"},
        {"type": "range", "name": "lots", "label": "lots", "parameters": "start=0 end=100 step=1"},
        {"type": "calculate", "name": "sum", "calculation": "1 + 1"},
        {"type": "hidden", "name": "hidden"},
        {"type": "start", "name": "start"},
    ]
    asked = asked_in(paper_of(made(rows, YES_NO)))
    assert list(asked) == [row["label"] for row in rows if "label" in row]
    assert asked["select_one"].answer == Options(("Yes", "No"))
    assert asked["select_multiple"].answer == Options(("Yes", "No"), are_many=True)
    assert asked["select_multiple"].note == "Tick all that apply"
    assert asked["rank"].answer == Options(("Yes", "No"), are_many=True, are_ranked=True)
    assert asked["few"].answer == Scale(("0", "2", "4"))
    assert isinstance(asked["lots"].answer, Lines)
    assert asked["image"].answer == Options(("Attached",), are_many=True)


def test_the_header_of_a_page_asks_what_the_form_does_not_ask_itself() -> None:
    form = made([{"type": "text", "name": "a", "label": "A"}])
    head = paper_of(form).blocks[0]
    assert isinstance(head, Blanks)
    labels = [blank.label for row in head.rows for blank in row]
    assert labels == ["Respondent's code", "Answered on", "Territory", "Group"]
    asks = frozenset({"code", "date", "territory", "group"})
    assert not any(isinstance(block, Blanks) for block in paper_of(form, asks=asks).blocks)


def test_skips_are_said_by_the_numbers_on_the_paper() -> None:
    form = made(
        [
            {"type": "select_one yes_no", "name": "a", "label": "A"},
            {"type": "integer", "name": "b", "label": "B"},
            {"type": "text", "name": "c", "label": "C", "relevant": "${a} = 'yes' and ${b} >= 18"},
            {"type": "text", "name": "d", "label": "D", "relevant": "${a} = 'yes' or ${a} = 'no'"},
            {"type": "text", "name": "e", "label": "E", "relevant": "${b} * 2 > 3"},
            {"type": "note", "name": "f", "label": "F", "relevant": "${a} = 'no'"},
            {"type": "note", "name": "g", "label": "G", "relevant": "${b} * 2 > 3"},
            {"type": "note", "name": "h", "label": "You said ${a}"},
        ],
        YES_NO,
    )
    document = paper_of(form)
    asked = asked_in(document)
    first = "the answer to question 1 is “Yes”"
    assert asked["C"].when == f"Answer only if {first} and the answer to question 2 is at least 18"
    assert asked["D"].when == f"Answer only if {first} or “No”"
    assert asked["E"].when == "Leave this out if it does not apply"
    notes = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert notes == ["Only if the answer to question 1 is “No”: F"]


def test_a_group_is_a_part_with_its_condition_and_an_empty_one_is_none() -> None:
    form = made(
        [
            {"type": "select_one yes_no", "name": "a", "label": "A"},
            {"type": "begin group", "name": "g", "label": "G", "relevant": "selected(${a}, 'yes')"},
            {"type": "text", "name": "b", "label": "B"},
            {"type": "end group"},
            {"type": "begin group", "name": "sums", "label": "Sums"},
            {"type": "calculate", "name": "c", "calculation": "1"},
            {"type": "end group"},
        ],
        YES_NO,
    )
    headings = [block for block in paper_of(form).blocks if isinstance(block, Heading)]
    when = "This part only if “Yes” is ticked in question 1"
    assert headings == [Heading("G", 1, when)]


def test_a_repeat_is_printed_as_often_as_wished_with_the_same_numbers() -> None:
    form = made(
        [
            {"type": "begin repeat", "name": "child", "label": "Child"},
            {"type": "text", "name": "name", "label": "Name"},
            {"type": "end repeat"},
            {"type": "text", "name": "end", "label": "End"},
        ]
    )
    blocks = paper_of(form, copies=3).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Child 1",
        "Child 2",
        "Child 3",
    ]
    assert [block.number for block in blocks if isinstance(block, Asked)] == ["1", "1", "1", "2"]


def test_a_grid_is_one_table_with_a_circle_for_each_answer() -> None:
    row = {"type": "select_one yes_no", "appearance": "list-nolabel"}
    form = made(
        [
            {"type": "select_one yes_no", "name": "h", "label": "Each", "appearance": "label"},
            {**row, "name": "a", "label": "A"},
            {**row, "name": "b", "label": "B", "hint": "Think"},
            {"type": "text", "name": "c", "label": "C"},
        ],
        YES_NO,
    )
    document = paper_of(form)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [column.header for column in table.columns] == ["", "Each", "Yes", "No"]
    assert [row[0] for row in table.rows] == ["1", "2"]
    assert table.rows[0][2:] == (Pick(1), Pick(2))
    assert "Think" in list(texts(document))
    assert asked_in(document)["C"].number == "3"


def test_a_long_list_of_places_is_written_in_and_not_printed() -> None:
    places = [{"list_name": "place", "name": f"p{n}", "label": f"Place {n}"} for n in range(60)]
    rows = [{"type": "select_one place", "name": "where", "label": "Where"}]
    asked = asked_in(paper_of(made(rows, places)))
    assert asked["Where"].answer == Lines()


def test_the_title_and_texts_fall_back_where_the_form_lacks_a_language() -> None:
    document = paper_of(made([{"type": "text", "name": "a", "label": "Жашыңыз"}]), "ru")
    assert document.title == "A form"
    assert "Жашыңыз" in asked_in(document)


# ---- as a report of a notebook ----


def add_shipped(workspace: Workspace, name: str) -> None:
    content = resource("forms", f"{name}.xlsx").read_bytes()
    add_form(workspace, convert(content, f"{name}.xlsx"))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_the_report_is_the_form_that_is_asked(notebook: Notebook, name: str, code: str) -> None:
    add_shipped(notebook.workspace, name)
    said = language(code)
    document = make(
        "questionnaire", notebook.workspace, said, {"survey": f"depter_{name}", "copies": "2"}
    )
    asks = read_marks(
        convert(resource("forms", f"{name}.xlsx").read_bytes(), "form.xlsx").xform
    ).asks
    plain = paper_of(shipped(name), code, asks=frozenset(asks), copies=2)
    assert document.blocks == plain.blocks
    assert document.title == plain.title
    assert document.author == "Жылдыз Эсенова"


def test_what_the_form_asks_itself_is_not_asked_at_its_head(notebook: Notebook) -> None:
    add_shipped(notebook.workspace, "community_needs")
    document = make("questionnaire", notebook.workspace, language("en"))
    (head,) = [block for block in document.blocks if isinstance(block, Blanks)]
    labels = [blank.label for row in head.rows for blank in row]
    assert "Territory" not in labels or "Territory" not in asked_in(document)
    assert "Respondent's code" in labels


def test_a_survey_is_named_by_form_or_id_and_one_that_is_not_there_is_said(
    notebook: Notebook,
) -> None:
    with pytest.raises(NoSuchSurvey, match="no survey in this notebook yet"):
        make("questionnaire", notebook.workspace, language("en"))
    for name in ("event_feedback", "leadership_test"):
        add_shipped(notebook.workspace, name)
    lines = list_surveys(notebook.workspace)
    for line in lines:
        for named in (line.form_id, line.id, line.id.hex().upper()):
            made_of = make("questionnaire", notebook.workspace, language("ru"), {"survey": named})
            assert made_of.source.startswith(line.form_id)
    answered = lines[-1]
    answer = {"survey_version": answered.versions[0].id, "instance": "<data/>"}
    notebook.put("submission", **answer, collected_on="2026-11-18")
    likely = make("questionnaire", notebook.workspace, language("en"))
    assert likely.source.startswith(answered.form_id)
    with pytest.raises(NoSuchSurvey, match=r"no survey nowhere.*event_feedback"):
        make("questionnaire", notebook.workspace, language("en"), {"survey": "nowhere"})


def test_a_withdrawn_form_can_still_be_printed(notebook: Notebook) -> None:
    add_shipped(notebook.workspace, "event_feedback")
    (line,) = list_surveys(notebook.workspace)
    withdraw(notebook.workspace, "survey", line.id)
    assert make("questionnaire", notebook.workspace, language("ky")).source.startswith(line.form_id)
