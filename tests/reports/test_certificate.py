"""Certificates: for whom, in which languages, and how they look as files."""

import io
from datetime import date
from itertools import pairwise

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from app.errors import AppError
from app.language import LANGUAGES, language
from app.model import Put
from app.reports import draw, make
from app.reports.content import Certificate, Confirmed, Document, PageBreak, Paragraph

KY, RU, EN = (language(code) for code in ("ky", "ru", "en"))
CAME = (
    "Абдыкадырова Гүлнара",
    "Исаков Үсөн Бакытбек уулу",
    "Өмүрбекова Айгүл Нурлановна",
    "Смирнова Ольга Петровна",
    "Токтосунова Жаңыл Эркин кызы",
    "Чоюнова Сайрагүл",
    "Ырысбаев Нурбек",
)


def certificates(document):
    return [block for block in document.blocks if isinstance(block, Certificate)]


def test_everybody_who_came_has_one_and_nobody_else(held):
    document = make("certificate", held.workspace, KY)
    assert tuple(one.name for one in certificates(document)) == CAME
    breaks = [block for block in document.blocks if isinstance(block, PageBreak)]
    assert len(breaks) == len(CAME) - 1


def test_kyrgyz_is_the_original_and_the_second_language_stands_beside(held):
    for asked, titles in (
        (KY, ["Катышуу сертификаты", "Сертификат об участии"]),
        (RU, ["Катышуу сертификаты", "Сертификат об участии"]),
        (EN, ["Катышуу сертификаты", "Certificate of attendance"]),
    ):
        document = make("certificate", held.workspace, asked)
        assert document.language == "ky"
        assert [voice.title for voice in certificates(document)[0].voices] == titles
    said = certificates(document)[0].voices[1].text
    assert "12–13 May 2025" in said
    assert "Batken oblast" in said


@pytest.mark.parametrize("named", ["өмүрбекова", "id"])
def test_one_person_can_be_named_by_words_of_her_name_or_by_id(held, named):
    row = held.workspace.reader.execute("SELECT id FROM person WHERE name = 'Айгүл'").fetchone()
    person = row[0] if named == "id" else named
    document = make("certificate", held.workspace, KY, {"person": person})
    assert [one.name for one in certificates(document)] == ["Өмүрбекова Айгүл Нурлановна"]


@pytest.mark.parametrize("named", ["Эргешова", "а", "id"])
def test_who_did_not_come_or_may_be_several_gets_none_and_nobody_else_is_named(held, named):
    row = held.workspace.reader.execute("SELECT id FROM person WHERE surname = 'Эргешова'")
    person = row.fetchone()[0] if named == "id" else named
    with pytest.raises(AppError) as refused:
        make("certificate", held.workspace, KY, {"person": person})
    said = EN.error(refused.value)
    assert str(len(CAME)) in said
    assert ("depter table person" in said) == (named != "id")
    assert not any(word in said for name in CAME for word in name.split())


def test_a_mere_registration_is_no_attendance(notebook):
    event = notebook.put("event", title="Семинар", type="seminar", date_from=date(2025, 1, 1))
    said = {"Айгүл": "registered", "Бурул": "attended"}
    for name, status in said.items():
        person = notebook.put("person", surname="Асанова", name=name, sex="f")
        notebook.put("registration", event=event, person=person, status=status)
    document = make("certificate", notebook.workspace, KY)
    assert [one.name for one in certificates(document)] == ["Асанова Бурул"]


def test_without_anybody_who_came_one_line_says_what_to_do(notebook):
    notebook.put("event", title="Семинар", type="seminar", date_from=date(2025, 1, 1))
    document = make("certificate", notebook.workspace, EN)
    (said,) = document.blocks
    assert isinstance(said, Paragraph)
    assert "Tick the attendance first" in said.text
    with pytest.raises(AppError, match="Tick the attendance first"):
        make("certificate", notebook.workspace, EN, {"person": "Асанова"})


def test_a_person_who_was_forgotten_gets_none(held):
    row = held.workspace.reader.execute("SELECT id FROM person WHERE name = 'Айгүл'").fetchone()
    empty = {"surname": "", "name": "", "patronymic": ""}
    held.workspace.write([Put("person", row[0], empty)])
    names = [one.name for one in certificates(make("certificate", held.workspace, KY))]
    assert names == [name for name in CAME if "Айгүл" not in name]


def test_a_number_stays_when_others_are_written_down_later(held):
    def numbers():
        return {
            one.name: one.number for one in certificates(make("certificate", held.workspace, KY))
        }

    before = numbers()
    event = held.workspace.reader.execute("SELECT id FROM event").fetchone()[0]
    person = held.put("person", surname="Аалиева", name="Бегимай", sex="f")
    late = held.put("registration", event=event, person=person, status="attended")
    assert numbers() == before
    held.put("attendance", registration=late, day=date(2025, 5, 12), part="day", is_present=True)
    after = numbers()
    assert set(after) - set(before) == {"Аалиева Бегимай"}
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == len(after)
    assert all(number.startswith("№ BAT-2025-01-") for number in after.values())


def test_each_stands_on_a_page_of_its_own_without_foot(held):
    document = make("certificate", held.workspace, KY)
    pages = pypdf.PdfReader(io.BytesIO(draw(document, "pdf"))).pages
    assert len(pages) == len(CAME)
    for page, name in zip(pages, CAME, strict=True):
        said = page.extract_text()
        assert name in said
        assert not [other for other in CAME if other != name and other in said]
        assert " / " not in said
        assert page.mediabox.width > page.mediabox.height


def test_word_begins_a_page_for_each_in_a_frame(held):
    word = docx.Document(io.BytesIO(draw(make("certificate", held.workspace, KY), "docx")))
    body = word.element.body
    assert len(list(body.iter(qn("w:pageBreakBefore")))) == len(CAME) - 1
    shape = [child.tag for child in word.sections[0]._sectPr]
    assert shape.index(qn("w:pgBorders")) == shape.index(qn("w:pgMar")) + 1
    named = [p.text for p in word.paragraphs if p.style.name == "Certificate Name"]
    assert tuple(named) == CAME


def test_a_sheet_says_all_of_them(held):
    book = openpyxl.load_workbook(io.BytesIO(draw(make("certificate", held.workspace, KY), "xlsx")))
    said = [cell.value for (cell,) in book.worksheets[0].iter_rows(max_col=1)]
    assert [name for name in said if name in CAME] == list(CAME)


@pytest.mark.parametrize("long", [40, 300])
def test_a_long_name_and_title_become_smaller_and_stay_inside_the_frame(long):
    voice = Confirmed("Катышуу сертификаты", f"«{'Узун аталыш ' * long}»")
    one = Certificate((voice, voice), "Ө" * long, signatures=(("Тренер", "А"), ("Бөлүм", "Б")))
    document = Document("Т", "ky", (one,), landscape=True, is_bare=True)
    (page,) = pypdf.PdfReader(io.BytesIO(draw(document, "pdf"))).pages
    heights = []

    def place(text, _, matrix, *__):
        if text.strip():
            heights.append(matrix[5])

    page.extract_text(visitor_text=place)
    assert min(heights) > 20 * 72 / 25.4
    if long == 40:
        assert all(one > 0 for one in heights)
        assert sum(later > earlier for earlier, later in pairwise(heights)) <= 6


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_they_can_be_drawn_in_every_form_and_language(held, code, form):
    assert len(draw(make("certificate", held.workspace, language(code)), form)) > 4000
