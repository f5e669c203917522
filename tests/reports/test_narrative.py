"""What people write in reports stands in the document, in its place and language."""

from datetime import date

import pytest

from app.actions.report_texts import write_texts
from app.language import language
from app.model import Event
from app.model.report_text import CONSOLIDATED, EVENT, FINAL, SECTIONS, Subject
from app.reports import make, make_in
from app.reports.content import Heading, Paragraph, texts
from app.reports.narrative import section_title
from app.reports.paired import stacked
from app.reports.writing import writing_of

KY = language("ky")


def below(document, title):
    """The first block under a heading that ends with these words."""
    blocks = iter(document.blocks)
    next(block for block in blocks if isinstance(block, Heading) and title in block.text)
    return next(blocks)


@pytest.mark.parametrize("section", SECTIONS[FINAL])
def test_a_text_stands_first_in_its_section_of_the_final_report(held, section):
    write_texts(held.workspace, FINAL, Subject(), {(section, "ky"): "Өз сөзүм"})
    document = make("final", held.workspace, KY)
    assert below(document, section_title(KY, section)) == Paragraph("Өз сөзүм")


@pytest.mark.parametrize("section", ["introduction", "aims", "conclusion"])
def test_where_words_are_expected_ones_own_take_the_place_of_the_programs(held, section):
    default = {
        part.section: part.default for part in writing_of(held.workspace, FINAL, ["ky"], {}).parts
    }[section]
    write_texts(held.workspace, FINAL, Subject(), {(section, "ky"): "Өз сөзүм"})
    said = "\n".join(texts(make("final", held.workspace, KY)))
    lines = [line.lstrip("- ") for line in default.split("\n")]
    assert not default or any(line and line not in said for line in lines)


@pytest.mark.parametrize("section", SECTIONS[CONSOLIDATED])
def test_the_consolidated_report_has_a_part_only_when_it_was_written(held, section):
    title = section_title(KY, section)
    headings = lambda: [  # noqa: E731 - asked twice
        block.text
        for block in make("consolidated", held.workspace, KY).blocks
        if isinstance(block, Heading)
    ]
    assert title not in headings()
    write_texts(held.workspace, CONSOLIDATED, Subject(), {(section, "ky"): "Өз сөзүм"})
    assert title in headings()


@pytest.mark.parametrize("section", SECTIONS[EVENT])
def test_an_event_report_has_its_own_introduction_and_conclusion(held, section):
    (event,) = held.workspace.find(Event)
    write_texts(held.workspace, EVENT, Subject(event=event.id), {(section, "ky"): "Өз сөзүм"})
    document = make("event", held.workspace, KY)
    assert below(document, section_title(KY, section)) == Paragraph("Өз сөзүм")


def test_a_text_of_one_period_does_not_stand_in_the_report_of_another(held):
    year = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
    write_texts(held.workspace, FINAL, Subject(**year), {("introduction", "ky"): "Өз сөзүм"})
    assert "Өз сөзүм" not in list(texts(make("final", held.workspace, KY)))
    assert "Өз сөзүм" in list(texts(make("final", held.workspace, KY, year)))


def test_a_text_that_lacks_in_a_language_is_said_in_the_one_it_was_written_in(held):
    write_texts(held.workspace, FINAL, Subject(), {("introduction", "ky"): "Өз сөзүм"})
    assert "Өз сөзүм" in list(texts(make("final", held.workspace, language("en"))))


def test_both_languages_of_a_text_stand_in_a_bilingual_report_whatever_their_length(held):
    two = {("introduction", "ky"): "Бир.\n\nЭки.", ("introduction", "ru"): "Раз."}
    write_texts(held.workspace, FINAL, Subject(), two)
    document = make_in("ky+ru", "final", held.workspace)
    said = below(document, section_title(KY, "introduction"))
    assert stacked(said.text) == "Бир.\n\nЭки.\nРаз."


def test_what_can_be_written_is_listed_with_what_is_written_and_what_stands_otherwise(held):
    write_texts(held.workspace, FINAL, Subject(), {("aims", "ru"): "Цель"})
    writing = writing_of(held.workspace, FINAL, ["ky", "ru"], {})
    listed = [(part.section, part.written_in) for part in writing.parts]
    assert listed == [(section, code) for section in SECTIONS[FINAL] for code in ("ky", "ru")]
    told = {(part.section, part.written_in): part for part in writing.parts}
    assert told["aims", "ru"].text == "Цель"
    assert "Аймактардагы аялдардын лидерлик" in told["aims", "ky"].default
    assert "#" not in told["aims", "ky"].default
