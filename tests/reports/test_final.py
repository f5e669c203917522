"""The final report: many events summed up, its contents, and what it keeps to itself."""

import dataclasses
import io
import os
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from app.errors import AppError
from app.language import LANGUAGES, language
from app.model import Put
from app.reports import draw, make
from app.reports.content import Contents, Heading, Paragraph, Points, Table, listed, texts
from tests.reports.stories import OSH, write_second_event

GOLDEN = Path(__file__).parent / "golden"
KY, EN = language("ky"), language("en")
SECTIONS = (
    "I. Introduction",
    "II. Aim and tasks",
    "III. Places",
    "IV. Organisers and partners",
    "V. Participants",
    "VI. National plans and frameworks",
    "VII. Problems by oblast",
    "VIII. General recommendations",
    "IX. Regional priorities",
    "X. Recommendations by oblast",
    "XI. Results",
    "XII. Resolution by goals",
    "XIII. Resolution by directions, national and local",
    "XIV. Conclusion",
    "XV. Annexes",
    "XVI. Contacts",
)


@pytest.fixture
def summed(held):
    write_second_event(held)
    return held


def sections_of(document):
    """The blocks of each section, by its heading."""
    sections, name = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = block.text
        sections.setdefault(name, []).append(block)
    return sections


def words(blocks):
    document = make_document(blocks)
    return "\n".join(texts(document))


def make_document(blocks):
    from app.reports.content import Document

    return Document(title="", language="en", blocks=tuple(blocks))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_final_report_says_what_it_said_before(summed, code):
    document = make("final", summed.workspace, language(code))
    said = draw(dataclasses.replace(document, source=""), "txt").decode()
    kept = GOLDEN / f"final-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_its_sections_stand_in_the_order_of_the_ministrys_own(summed):
    document = make("final", summed.workspace, EN)
    headings = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert tuple(headings) == SECTIONS


def test_in_an_empty_notebook_every_section_is_one_clean_line(notebook):
    sections = sections_of(make("final", notebook.workspace, EN))
    assert tuple(sections)[1:] == SECTIONS
    for name in SECTIONS[:-1]:
        assert words(sections[name][1:]) == "Nothing was written down for this yet."


def test_events_without_a_place_are_counted_in_a_whole_sentence(notebook):
    notebook.put("event", title="Кеңешүү", status="held", date_from=date(2026, 3, 1))
    said = words(sections_of(make("final", notebook.workspace, EN))["I. Introduction"])
    assert "1 event was held: 1 March 2026." in said


def test_what_two_events_say_alike_is_said_once(summed):
    said = words(sections_of(make("final", summed.workspace, EN))[SECTIONS[1]])
    assert said.count("лидерлик дараметин күчөтүү") == 1


def test_problems_stand_under_their_oblast_and_barriers_apart(summed):
    blocks = sections_of(make("final", summed.workspace, EN))[SECTIONS[6]]
    assert [b.text for b in blocks if isinstance(b, Heading)][1:] == [
        "Batken oblast",
        "Osh oblast",
        "Barrier",
    ]
    assert [b.items for b in blocks if isinstance(b, Points)] == [
        ("Миграция",),
        ("Ата-энелер алыста",),
        ("Жолдун жоктугу",),
    ]


def test_general_is_what_is_for_the_country_and_what_several_oblasts_recommend(summed):
    blocks = sections_of(make("final", summed.workspace, EN))[SECTIONS[7]]
    (general,) = [b.items for b in blocks if isinstance(b, Points)]
    assert general == ("Бардык аймакка",)
    (table,) = [b for b in blocks if isinstance(b, Table)]
    (row,) = table.rows
    assert row[1].value == 3
    assert row[2] == "Batken oblast, Osh oblast"


def test_priorities_of_an_oblast_are_its_themes_and_what_was_voted_for_most(summed):
    (table,) = [
        block
        for block in sections_of(make("final", summed.workspace, EN))[SECTIONS[8]]
        if isinstance(block, Table)
    ]
    batken, osh = table.rows
    assert (batken[0].text, batken[1], batken[2]) == ("Batken oblast", "Migration (1)", "")
    assert osh[2] == "– Цех ачуу\n– Микрокредит берүү"


def test_recommendations_stand_oblast_by_oblast_under_framework_and_goal(summed):
    blocks = sections_of(make("final", summed.workspace, EN))[SECTIONS[9]]
    said = [block for block in blocks if isinstance(block, Paragraph | Points)]
    assert said == [
        Paragraph("Кризистик борборлорду ачуу"),
        Points(("Микрокредит берүү", "Цех ачуу")),
    ]
    goals = [block.text for block in blocks if isinstance(block, Heading) and block.level == 4]
    assert len(goals) == 2
    assert all(goal.startswith("Goal 1.") for goal in goals)


def test_each_resolution_has_its_section_and_its_conclusion_comes_last(summed):
    sections = sections_of(make("final", summed.workspace, EN))
    assert "Пункт 1" in words(sections[SECTIONS[11]])
    assert "Local level" in words(sections[SECTIONS[12]])
    assert "Корутунду" not in words(sections[SECTIONS[11]] + sections[SECTIONS[12]])
    assert words(sections[SECTIONS[13]][1:]) == "Корутунду 1\nКорутунду 2"


def test_nobody_is_named_unless_asked_and_then_only_who_agreed(summed):
    plain = "\n".join(texts(make("final", summed.workspace, KY)))
    assert not [name for name in ("Өмүрбекова", "Токтосунова", "Асанова", "0772") if name in plain]
    named = "\n".join(texts(make("final", summed.workspace, KY, {"names": "ооба"})))
    assert "Өмүрбекова" in named  # she has agreed
    assert "Токтосунова" not in named
    assert "0772" not in named


def test_small_counts_are_kept_back_unless_the_office_asks(summed):
    def number_of_men(**given):
        blocks = sections_of(make("final", summed.workspace, EN, given))[SECTIONS[4]]
        table = next(block for block in blocks if isinstance(block, Table))
        return {row[0]: row[1] for row in table.rows}["Male"]

    assert number_of_men() == "*"
    assert number_of_men(small="yes").value == 2


def test_what_nobody_stated_is_no_table_of_its_own(summed):
    def headers():
        blocks = sections_of(make("final", summed.workspace, EN))[SECTIONS[4]]
        return [block.columns[0].header for block in blocks if isinstance(block, Table)]

    assert "Disability" not in headers()
    row = summed.workspace.reader.execute("SELECT id FROM person WHERE name = 'Ольга'").fetchone()
    summed.workspace.write([Put("person", row[0], {"disability": "disability"})])
    assert "Disability" in headers()


def test_a_filter_leaves_out_what_is_of_another_place_or_time(summed):
    for given in ({"territory": OSH}, {"since": "2025-05-14"}):
        said = "\n".join(texts(make("final", summed.workspace, EN, given)))
        assert "Цех ачуу" in said
        assert "Кризистик борборлорду ачуу" not in said
    later = sections_of(make("final", summed.workspace, EN, {"since": "2025-06-01"}))
    assert words(later[SECTIONS[11]][1:]) == "Nothing was written down for this yet."


def test_a_project_is_named_by_its_title_and_becomes_the_title(summed):
    document = make("final", summed.workspace, KY, {"project": "аялдардын лидерлиги"})
    assert document.title == "Аялдардын лидерлиги"
    assert "OSH-2025-01" not in "\n".join(texts(document))
    with pytest.raises(AppError, match="Name one by its title"):
        make("final", summed.workspace, KY, {"project": "башка"})


def test_a_period_open_at_one_end_is_said_as_such(summed):
    assert "from 14 May 2025" in make("final", summed.workspace, EN, {"since": "2025-05-14"}).source
    assert "until" in make("final", summed.workspace, EN, {"until": "2025-05-14"}).source


def test_the_programmes_can_be_left_out(summed):
    said = "\n".join(texts(make("final", summed.workspace, KY, {"programmes": "жок"})))
    assert "Улуттук пландын талкуусу" not in said


def test_every_entry_of_the_contents_leads_to_the_page_its_heading_stands_on(summed):
    document = make("final", summed.workspace, KY)
    file = pypdf.PdfReader(io.BytesIO(draw(document, "pdf")))
    heads = listed(document, 2)
    front = [page for page in file.pages if "/Annots" in page]
    at = {page.indirect_reference.idnum: number for number, page in enumerate(file.pages, 1)}
    links = [link.get_object()["/Dest"] for page in front for link in page["/Annots"]]
    targets = list(dict.fromkeys((at[place[0].idnum], float(place[3])) for place in links))
    assert len(targets) == len(heads)
    for head, (number, _) in zip(heads, targets, strict=True):
        assert head.text[:20] in file.pages[number - 1].extract_text()
    said = "\n".join(page.extract_text() for page in front).partition("Мазмуну")[2].splitlines()
    foot = len(file.pages)
    printed = [int(line) for line in said if line.isdigit() and int(line) < foot]
    assert printed == [number for number, _ in targets if number < foot]


def test_word_has_a_contents_field_of_its_own_with_every_entry_linked(summed):
    document = make("final", summed.workspace, KY)
    word = docx.Document(io.BytesIO(draw(document, "docx")))
    body = word.element.body
    instructions = [node.text.strip() for node in body.iter(qn("w:instrText"))]
    heads = listed(document, 2)
    assert instructions[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert len(instructions) == len(heads) + 1
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    links = [node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))]
    assert len(links) == len(heads)
    assert set(links) <= marks
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    styles = {node.get(qn("w:val")) for node in body.iter(qn("w:pStyle"))}
    assert {"toc1", "toc2", "TOCHeading"} <= styles


def test_a_sheet_leads_from_its_contents_to_the_headings(summed):
    document = make("final", summed.workspace, KY)
    sheet = openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx"))).worksheets[0]
    heads = {head.text for head in listed(document, 2)}
    links = [
        cell
        for (cell,) in sheet.iter_rows(max_col=1)
        if cell.hyperlink and str(cell.value).strip() in heads
    ]
    assert len(links) >= len(heads)
    for cell in links[: len(heads)]:
        place = cell.hyperlink.location.rpartition("!")[2]
        assert sheet[place].value == cell.value.strip()


def test_a_heading_of_odd_words_does_not_break_the_contents():
    odd = ("", " ", "\x00<&>", "Ө" * 400, "a\nb")
    blocks = (Contents("Мазмуну", 3), *(Heading(text, level) for level, text in enumerate(odd, 1)))
    document = make_document(blocks)
    for form in ("pdf", "docx", "xlsx", "txt"):
        assert draw(document, form)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_can_be_drawn_in_every_form_and_language(summed, code, form):
    given = {"names": "yes", "photos": "yes", "small": "yes"}
    assert len(draw(make("final", summed.workspace, language(code), given), form)) > 4000
