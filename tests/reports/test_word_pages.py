"""How the pages of a Word file are laid: what stays together, what stands at their foot."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import (
    Certificate,
    Column,
    Confirmed,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    SignatureLines,
    Table,
    Voice,
)
from app.reports.paper import Asked, Blank, Blanks, Lines, Options
from tests.reports.markup_order import disorders, parts_of_word

WIDE = Paragraph("лежит")


def document_of(*blocks, **more):
    return Document(title="Отчёт", language="ru", blocks=blocks, **more)


def opened(document):
    return docx.Document(io.BytesIO(draw(document, "docx")))


def kept(row):
    return row.find(f".//{qn('w:keepNext')}") is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_word_opens_a_final_report_without_a_question_and_as_a_file_of_its_own(held, code):
    file = draw(make("final", held.workspace, language(code)), "docx")
    roots = dict(parts_of_word(file))
    settings = roots["word/settings.xml"]
    assert settings.find(qn("w:updateFields")) is None
    assert not [
        node for root in roots.values() for node in root.iter() if node.get(qn("w:dirty")) == "true"
    ]
    modes = [
        node.get(qn("w:val"))
        for node in settings.iter(qn("w:compatSetting"))
        if node.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert not [name for name in packed.namelist() if "thumbnail" in name]


def test_a_table_of_contents_is_words_own_and_whole_before_it_is_updated():
    contents = Contents("Мазмуну")
    word = opened(document_of(contents, Heading("Кириш"), Heading("Корутунду")))
    (held,) = word.element.body.iter(qn("w:sdt"))
    gallery = held.find(f".//{qn('w:docPartGallery')}")
    assert gallery.get(qn("w:val")) == "Table of Contents"
    lines = ["".join(t.text for t in p.iter(qn("w:t"))) for p in held.iter(qn("w:p"))]
    assert lines == ["Мазмуну", "Кириш", "Корутунду"]


def test_each_shape_of_page_has_a_foot_as_wide_as_its_text():
    document = document_of(Paragraph("стоит"), PageBreak(landscape=True), WIDE, source="Источник")
    word = opened(document)
    for section in word.sections:
        (foot,) = section.footer.tables
        measure = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in foot.columns) == pytest.approx(measure, abs=1300)
        said, pages = foot.rows[0].cells
        assert said.text == "Источник"
        asked = [node.get(qn("w:instr")) for node in pages._tc.iter(qn("w:fldSimple"))]
        assert asked == ["PAGE", "NUMPAGES"]
    assert not word.sections[1].footer.is_linked_to_previous


def test_a_low_table_stays_on_one_page_and_a_high_one_lets_its_rows_go():
    columns = (Column("№"), Column("Чара"))
    low = Table(columns, tuple((str(n), "сөз") for n in range(8)))
    high = Table(columns, tuple((str(n), "узун сөз " * 60) for n in range(8)))
    for table, wanted in ((low, [True] * 7), (high, [True, *[False] * 5, True])):
        rows = list(opened(document_of(table)).element.body.iter(qn("w:tr")))
        assert [kept(row) for row in rows[1:8]] == wanted


def test_facts_stay_together_and_above_the_beginning_of_a_long_table():
    table = Table((Column("Аты"),), tuple((str(n),) for n in range(40)))
    word = opened(document_of(Facts((("а", "1"), ("б", "2"))), table))
    facts, gap, _ = list(word.element.body)[-5:-2]
    assert [kept(row) for row in facts.iter(qn("w:tr"))] == [True, True]
    assert kept(gap)


def test_nobody_signs_an_empty_page():
    table = Table((Column("Аты"),), (("Айша",), ("Бегимай",)))
    word = opened(document_of(table, SignatureLines((("Башчы", "Осмонова"),))))
    drawn, gap, _ = list(word.element.body)[-5:-2]
    assert kept(list(drawn.iter(qn("w:tr")))[-1])
    assert kept(gap)


def before(paragraph):
    spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    return 0 if spacing is None else int(spacing.get(qn("w:before"), 0))


def test_a_title_page_with_much_to_say_has_less_white_so_that_it_stays_one_page():
    def white(pairs):
        word = opened(document_of(Cover(("Мекеме",), "Отчёт", pairs=pairs), Heading("I")))
        return sum(before(line) for line in word.element.body.iter(qn("w:p")))

    short, long = white((("Когда", "2025"),)), white((("Что", "слово " * 300),))
    assert 40 * 20 < long < short - 150 * 20


def test_a_certificate_fills_its_page_whatever_it_says():
    def white(text):
        voice = Confirmed("Сертификат", text)
        certificate = Certificate((voice,), "Айша", signatures=(("Башчы", "Осмонова"),))
        word = opened(document_of(certificate, landscape=True, is_bare=True))
        return [high for line in word.element.body.iter(qn("w:p")) if (high := before(line))]

    above, below = white("катышты")
    assert above > 60 * 20
    assert below > 60 * 20
    assert sum(white("катышты жана сүйлөдү " * 40)) < above + below


def test_lines_to_write_on_reach_over_the_page_and_answers_have_signs_to_tick():
    rows = ((Blank("Код"), Blank("Күнү", value="12.05.2025")),)
    many = Options(("Ооба", "Жок"), are_many=True)
    word = opened(
        document_of(
            Blanks(rows),
            Asked("1", "Эмне?", Lines(2)),
            Asked("2", "Кайсы?", many),
            Asked("3", "Барбы?", Options(("Ооба",))),
        )
    )
    said = [line.text for line in word.paragraphs]
    assert "Код: \t\tКүнү: 12.05.2025\t" in said
    assert {"☐ 1  Ооба", "☐ 2  Жок", "○ 1  Ооба"} <= set(said)
    section = word.sections[0]
    measure = (section.page_width - section.left_margin - section.right_margin) / 635
    ends = [
        int(tab.get(qn("w:pos")))
        for tab in word.element.body.iter(qn("w:tab"))
        if tab.get(qn("w:leader")) == "underscore"
    ]
    assert ends[-2:] == [pytest.approx(measure, abs=2)] * 2


def test_what_a_warning_looks_like_leaves_its_style_whole():
    word = opened(document_of(Paragraph("Осторожно", Voice.WARNING)))
    assert list(disorders(word.styles.element)) == []
