"""Documents in two languages: Kyrgyz is the original, Russian stands beside it."""

import io
from datetime import date

import docx
import openpyxl
import pypdf
import pytest

from app.language import language
from app.reports import WRITTEN_IN, NoSuchReport, draw, make, make_in
from app.reports.content import (
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Points,
    Table,
    texts,
)
from app.reports.paired import Paired, Spoken, stacked, voices
from app.reports.side_by_side import side_by_side

KY, RU = language("ky"), language("ru")


def loud(text):
    return Spoken(text, is_beside=False)


def quiet(text):
    return Spoken(text, is_beside=True)


def document_of(code, *blocks, **more):
    return Document(**{"title": "Окуу", "language": code, "blocks": blocks, **more})


def both_of(ours, theirs):
    return side_by_side(document_of("ky", *ours), document_of("ru", *theirs)).blocks


def test_what_is_equal_or_has_no_letters_stands_once():
    assert type(Paired.of("Асанова", "Асанова")) is str
    assert Paired.of("1 234", "1,234") == "1 234"
    assert Paired.of("", "Дата") == "Дата"
    assert Paired.of("Күнү", "") == "Күнү"


def test_two_languages_are_one_text_with_a_stroke_and_two_lines_for_who_asks():
    text = Paired.of("Күнү", "Дата")
    assert text == "Күнү / Дата"
    assert voices(text) == (loud("Күнү"), quiet("Дата"))
    assert stacked(text) == "Күнү\nДата"


def test_lines_go_in_pairs_and_what_people_wrote_is_not_said_again():
    text = Paired.of("Айгүл\nБаткен облусу", "Айгүл\nБаткенская область")
    assert voices(text) == (loud("Айгүл"), loud("Баткен облусу"), quiet("Баткенская область"))


def test_of_a_line_of_several_parts_only_those_that_differ_are_said_again():
    text = Paired.of("BAT-1 · Диалог · 12-май", "BAT-1 · Диалог · 12 мая")
    assert voices(text) == (loud("BAT-1 · Диалог · 12-май"), quiet("12 мая"))


def test_texts_of_different_length_stand_one_after_the_other():
    text = Paired.of("бир\nэки", "раз")
    assert voices(text) == (loud("бир\nэки"), quiet("раз"))


def test_a_document_keeps_its_shape_numbers_and_days():
    columns = (Column("Күнү"), Column("Саны")), (Column("Дата"), Column("Число"))
    day, number = date(2025, 5, 12), 1234
    rows = [
        ((Cell(said, value=day), Cell("1 234", value=number)),) for said in ("12-май", "12 мая")
    ]
    (table,) = both_of([Table(columns[0], rows[0])], [Table(columns[1], rows[1])])
    assert [column.header for column in table.columns] == ["Күнү / Дата", "Саны / Число"]
    ((when, count),) = table.rows
    assert (when, when.value) == (Cell("12-май / 12 мая", value=day), day)
    assert (count.text, count.value) == ("1 234", number)


@pytest.mark.parametrize(
    "theirs",
    [
        [Heading("Итоги")],
        [Heading("Итоги"), Paragraph("Да"), Paragraph("Нет")],
        [Heading("Итоги"), Points(("Да",))],
        [Heading("Итоги", level=2), Paragraph("Да")],
        [Heading("Итоги"), Facts((("Да", "Нет"),))],
    ],
)
def test_documents_of_different_shape_stand_whole_one_after_the_other(theirs):
    ours = [Heading("Жыйынтык"), Paragraph("Ооба")]
    assert both_of(ours, theirs) == (*ours, PageBreak(), Heading("Окуу"), *theirs)


def test_a_document_of_two_languages_is_drawn_in_every_form_even_where_shapes_differ():
    made = side_by_side(
        document_of("ky", Heading("Жыйынтык"), Paragraph("Ооба")),
        document_of("ru", Heading("Итоги"), title="Обучение"),
    )
    for form in ("pdf", "docx", "xlsx", "txt"):
        assert draw(made, form)
    assert "Итоги" in draw(made, "txt").decode()


@pytest.mark.parametrize("name", ["event", "programme", "participants", "consolidated", "final"])
def test_a_report_in_two_languages_says_all_that_each_of_them_says(held, name):
    both = make_in("ky+ru", name, held.workspace, {})
    alone = [make(name, held.workspace, said_in, {}) for said_in in (KY, RU)]
    assert len(both.blocks) == len(alone[0].blocks)
    said = "\n".join(stacked(text) for text in texts(both))
    for one in alone:
        headings = [block for block in one.blocks if isinstance(block, (Heading, Paragraph))]
        assert all(block.text in said for block in headings)
    assert both.language == "ky"


def test_its_pdf_word_and_excel_files_say_both_languages(held):
    made = make_in("ky+ru", "event", held.workspace, {})
    pdf = pypdf.PdfReader(io.BytesIO(draw(made, "pdf")))
    pages = "".join(page.extract_text() for page in pdf.pages)
    word = docx.Document(io.BytesIO(draw(made, "docx")))
    paragraphs = "\n".join(paragraph.text for paragraph in word.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(draw(made, "xlsx")))
    cells = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    for said in (pages, paragraphs, cells):
        assert KY.text("Goals it serves") in said
        assert RU.text("Goals it serves") in said
    assert pdf.trailer["/Root"]["/Lang"] == "ky"


def test_russian_is_written_more_quietly_than_the_original():
    made = side_by_side(document_of("ky", Heading("Жыйынтык")), document_of("ru", Heading("Итоги")))
    word = docx.Document(io.BytesIO(draw(made, "docx")))
    runs = [run for p in word.paragraphs for run in p.runs if run.text.strip()]
    weights = {run.text: run.bold for run in runs}
    assert weights["Жыйынтык"] is not False
    assert weights["Итоги"] is False


@pytest.mark.parametrize("name", ["sign-in-sheet", "certificate"])
def test_a_paper_that_is_bilingual_by_itself_stays_as_it_is(held, name):
    parameters = {"rows": 30} if name == "sign-in-sheet" else {}
    assert make_in("ky+ru", name, held.workspace, parameters) == make(
        name, held.workspace, KY, parameters
    )


def test_a_language_nobody_writes_in_is_refused_in_one_line(held):
    with pytest.raises(NoSuchReport, match=r"de\. They can be written in: ky, ru, en, ky\+ru"):
        make_in("de", "event", held.workspace)
    assert WRITTEN_IN == ("ky", "ru", "en", "ky+ru")
