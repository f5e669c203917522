"""Reports of figures over a period: what they count is what is there, and no small cell leaves."""

from datetime import date

import pytest

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import Cell, Heading, Table, texts
from app.reports.indicator_blocks import _told
from app.storage.questions.indicators import Figure

KY = language("ky")


def table_after(document, heading):
    """The first table below the heading with these words."""
    blocks = iter(document.blocks)
    for block in blocks:
        if isinstance(block, Heading) and heading in block.text:
            return next(one for one in blocks if isinstance(one, Table))
    raise AssertionError(heading)


def cells(table):
    return [[e.text if isinstance(e, Cell) else e for e in row] for row in table.rows]


def test_the_events_of_the_period_are_listed_with_how_many_took_part(held):
    document = make("consolidated", held.workspace, KY)
    (line,) = cells(table_after(document, "Иш-чаралардын тизмеси"))
    assert line[0] == "1"
    assert line[-1] == "7"


def test_a_period_without_events_is_a_clean_report_that_says_so(held):
    document = make("consolidated", held.workspace, KY, {"since": "01.01.2030"})
    said = list(texts(document))
    assert not [text for text in said if "Өмүрбекова" in text]
    assert sum("жазыла элек" in text for text in said) >= 3
    assert len(draw(document, "pdf")) > 4000


def test_what_a_filter_does_not_narrow_says_so_in_the_report(held):
    held.put("product", title="Колдонмо", kind="guideline")
    whole = list(texts(make("capacity", held.workspace, KY)))
    asked = list(texts(make("capacity", held.workspace, KY, {"since": "01.01.2030"})))
    said = KY.text("This figure is not narrowed by: {filters}.", filters="мезгили")
    assert not [text for text in whole if said in text]
    (heading,) = [text for text in asked if said in text]
    assert heading.startswith(KY.text("Total: {said}", said="2"))


def test_small_counts_of_people_stay_in_the_office(held):
    table = table_after(make("disaggregation", held.workspace, KY), "адамдар")
    told = {row[0]: row[1] for row in cells(table)}
    # that somebody's sex was not written down tells nothing of her
    assert told.pop("Көрсөтүлгөн эмес") == "1"
    assert set(told.values()) == {"*"}
    full = make("disaggregation", held.workspace, KY, {"small": "yes"})
    told = {row[0]: row[1] for row in cells(table_after(full, "адамдар"))}
    assert told["Аял"] == "4"
    assert "Бул иш" not in told


def test_what_is_kept_back_cannot_be_subtracted(held):
    """A sex of whom there are few hides the next one too."""
    put = held.put
    event = put("event", title="Чоң", date_from=date(2025, 6, 1), status="held")
    for number in range(30):
        person = put("person", surname=f"Б{number}", sex="f" if number < 28 else "m")
        put("registration", event=event, person=person, status="attended")
    table = table_after(make("disaggregation", held.workspace, KY), "адамдар")
    numbers = [row[1] for row in cells(table)]
    assert numbers.count("*") != 1


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ([(20, 30), (40, 60)], [True, True]),
        ([(20, 30), (10, 12), (9, 40)], [False, False, True]),
        ([(0, 1), (30, 60), (40, 80)], [False, False, True]),
    ],
)
def test_a_share_gives_away_neither_part_nor_rest_nor_whole(shares, told):
    figures = [Figure(part, whole) for part, whole in shares]
    assert _told(figures)[0] is told[0]
    assert _told(figures)[-1] is told[-1]


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("name", ["consolidated", "capacity", "disaggregation", "budget"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_they_are_drawn_in_every_form_and_language(held, name, code, form):
    document = make(name, held.workspace, language(code), {"territory": "41705000000000"})
    assert len(draw(document, form)) > 4000
