"""The Word file, opened and read back."""

import io
import zipfile
from itertools import chain

import docx
import pytest
from docx.oxml.ns import qn

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import (
    Bar,
    BarChart,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    Pictures,
    Points,
    Shade,
    SignatureLines,
    Table,
    texts,
)
from app.reports.legal import legal
from tests.reports.conftest import photo
from tests.reports.test_pdf import NASTY


def opened(document):
    return docx.Document(io.BytesIO(draw(document, "docx")))


def document_of(*blocks, **more):
    return Document(title="Отчёт", language="ru", blocks=blocks, **more)


def words(word):
    """Every text of the body and the foot, in order; a line break as a line feed."""
    parts = (word.element.body, word.sections[0].footer.part.element)
    return "\n".join(
        "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in line)
        for part in parts
        for line in (paragraph.iter(qn("w:t"), qn("w:br")) for paragraph in part.iter(qn("w:p")))
    )


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["event", "sign-in-sheet", "programme"])
def test_everything_a_report_says_is_in_its_word_file(held, name, code):
    document = make(name, held.workspace, language(code))
    word = opened(document)
    charted = {
        text
        for block in document.blocks
        if isinstance(block, BarChart)
        for text in texts(Document(title="", language=code, blocks=(block,)))
    }
    said = words(word)
    drawn = {"[x]", "[ ]"}
    lacking = [text for text in texts(document) if text not in said and text not in charted | drawn]
    assert lacking == []
    assert word.core_properties.title == document.title
    assert word.core_properties.language == document.language


def test_headings_are_words_own_so_that_they_make_a_table_of_contents(held):
    document = make("event", held.workspace, language("ky"))
    asked = [(b.text, f"Heading {b.level}") for b in document.blocks if isinstance(b, Heading)]
    found = [(p.text, p.style.name) for p in opened(document).paragraphs]
    assert [each for each in found if each[1].startswith("Heading")] == asked
    assert asked


def test_the_headers_of_a_table_are_repeated_and_its_rows_stay_whole():
    columns = (Column("№"), Column("до", group="Баллы"), Column("после", group="Баллы"))
    table = Table(columns, tuple((str(n), "1", "2") for n in range(80)), totals=("", "80", "160"))
    word = opened(document_of(table))
    (drawn,) = word.tables
    rows = list(word.element.body.iter(qn("w:tr")))
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, True, *[False] * 81]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [cell.text for cell in drawn.rows[0].cells] == ["№", "Баллы", "Баллы"]
    assert [cell.text for cell in drawn.rows[1].cells] == ["№", "до", "после"]


def test_each_numbered_list_begins_with_one():
    lists = (Points(("а", "б"), numbered=True), Paragraph("и"), Points(("в",), numbered=True))
    word = opened(document_of(*lists))
    first, second, other = (each.get(qn("w:val")) for each in word.element.body.iter(qn("w:numId")))
    assert first == second != other


def test_pages_turn_where_the_content_says_so():
    word = opened(
        document_of(
            Paragraph("стоит"),
            PageBreak(landscape=True),
            Paragraph("лежит"),
            PageBreak(),
            Paragraph("снова стоит"),
            PageBreak(),
            Paragraph("новая"),
        )
    )
    lying = [section.page_width > section.page_height for section in word.sections]
    assert lying == [False, True, False]
    first = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert first == ["новая"]


def test_pictures_and_charts_have_words_for_who_cannot_see_them():
    bar = Bar("Женщины", (Part(Shade.WOMEN, 7, "7"), Part(Shade.MEN, 3, "3")), remark="70 %")
    pictures = Pictures((Picture(photo(), "Флипчарт"), Picture(b"no photo", "Повреждён")))
    word = opened(document_of(BarChart((bar,)), pictures))
    described = [each.get("descr") for each in word.element.body.iter(qn("wp:docPr"))]
    assert described == ["Женщины: 7, 3 (70 %).", "Флипчарт"]
    assert "Повреждён" in words(word)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_text_can_break_a_word_file(nasty):
    document = Document(
        title=nasty,
        language="ky",
        kicker=nasty,
        author=nasty,
        source=nasty,
        standing=(nasty,),
        blocks=(
            Heading(nasty, note=nasty),
            Paragraph(nasty),
            Points((nasty, nasty), numbered=True),
            Facts(((nasty, nasty),)),
            Table((Column(nasty, group=nasty),), ((Cell(nasty, nasty),), (nasty,)), (nasty,)),
            SignatureLines(((nasty, nasty),)),
        ),
    )
    word = opened(document)
    assert len(word.tables) == 3
    kept = legal(nasty)
    assert kept in words(word)
    assert [sign for sign in nasty if sign.isalnum() and sign not in kept] == []


def test_markup_in_a_name_is_shown_as_it_was_typed_and_nothing_leaves_the_file():
    word = draw(document_of(Paragraph('<w:p/> & "quoted" </w:t>')), "docx")
    assert '<w:p/> & "quoted" </w:t>' in words(docx.Document(io.BytesIO(word)))
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        relations = chain(
            *(file.read(n).split(b">") for n in file.namelist() if n.endswith("rels"))
        )
        assert not [one for one in relations if b"External" in one]
