"""The overview on paper: what is drawn is what was counted, in steps that can be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import BarChart, Caption, Cell, Facts, MapChart, Pyramid, Table, texts
from app.reports.overview_blocks import (
    OverviewBlocks,
    OverviewRead,
    read_overview,
    step_words,
    steps_of,
)
from app.reports.words import KEPT, changed_by, short_place
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter, answer
from app.storage.questions.overview import Overview, Share

KY = language("ky")
BATKEN, OSH, NARYN = "41705000000000", "41706000000000", "41704000000000"


def an_overview(*shares: Share, people: int = 0) -> Overview:
    women = sum(share.women for share in shares)
    men = sum(share.men for share in shares)
    unknown = sum(share.unknown for share in shares)
    ages = (Share("youth", women, men, unknown), Share("adult", 40, 30, 0), Share("", 9, 8, 0))
    people = people or women + men + unknown
    return Overview(people, women, men, unknown, people + 3, 4, 3, 1, shares, ages, shares)


def pieces(found: Overview, before: Overview | None = None, **more: bool) -> OverviewBlocks:
    names = {BATKEN: {"ky": "Баткен облусу"}, OSH: {"ky": "Ош облусу"}}
    return OverviewBlocks(KY, OverviewRead(found, names, before), **more)


@pytest.fixture
def crowd(held):
    """Forty more people at an event, thirty of them women of Batken."""
    put = held.put
    event = put("event", title="Чоң", date_from=date(2025, 6, 1), status="held", territory=BATKEN)
    for number in range(40):
        sex = "f" if number < 30 else "m"
        where = BATKEN if number < 30 else OSH
        person = put("person", surname=f"Б{number}", sex=sex, territory=where, birth_year=1990)
        put("registration", event=event, person=person, status="attended", age=35)
    return held


def block(document, kind):
    return next(one for one in document.blocks if isinstance(one, kind))


def test_the_map_says_as_many_as_the_saved_question_counts(crowd):
    chart = block(make("overview", crowd.workspace, KY, {"small": "yes"}), MapChart)
    counted = {
        part.code: part.figure.value
        for part in answer(crowd.workspace, "people", EVERYTHING, "oblast").parts
    }
    shown = {place.code: place.value for place in chart.places if place.value}
    assert shown[BATKEN] >= 30
    assert shown == {code: value for code, value in counted.items() if code in shown}
    assert len(chart.places) == 9


def test_the_pyramid_and_the_categories_add_up_to_all_people(crowd):
    document = make("overview", crowd.workspace, KY, {"small": "yes"})
    pyramid = block(document, Pyramid)
    sides = [part.value for row in pyramid.rows for part in (row.left, row.right, row.apart)]
    assert sum(sides) == answer(crowd.workspace, "people").total.value
    table = next(one for one in document.blocks if isinstance(one, Table))
    first = next(iter(table.rows))
    assert isinstance(first[1], Cell)


def test_small_numbers_leave_neither_map_nor_pyramid_nor_table(held):
    said = make("overview", held.workspace, KY)
    chart, pyramid = block(said, MapChart), block(said, Pyramid)
    assert all(place.value in (None, 0) or place.value >= 5 for place in chart.places)
    told = [part for row in pyramid.rows for part in (row.left, row.right, row.apart)]
    assert all(part is None or not 0 < part.value < 5 for part in told)


def test_a_period_without_people_is_a_clean_page_that_says_so(held):
    document = make("overview", held.workspace, KY, {"since": "01.01.2030"})
    assert not [one for one in document.blocks if isinstance(one, MapChart)]
    assert any("жазыла элек" in text for text in texts(document))
    assert block(document, Facts).pairs[0][1] == "0"


def test_a_type_of_event_and_a_goal_are_asked_by_their_codes(crowd):
    nothing = make("overview", crowd.workspace, KY, {"type": "conference"})
    assert block(nothing, Facts).pairs[0][1] == "0"
    assert "Конференция" in nothing.kicker
    goal = make("overview", crowd.workspace, KY, {"goal": "NPGE-2025/G01"})
    assert block(goal, Facts).pairs[0][1] == "7"
    assert "1" in goal.kicker


def test_the_consolidated_report_shows_the_map_the_shares_and_the_ages(crowd):
    document = make("consolidated", crowd.workspace, KY)
    assert block(document, MapChart)
    assert block(document, Pyramid)
    assert any(one.is_share for one in document.blocks if isinstance(one, BarChart))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "txt"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_drawn_in_every_form_and_language(crowd, code, form):
    assert len(draw(make("overview", crowd.workspace, language(code)), form)) > 400


def test_what_is_off_the_rule_says_of_whom_there_are_few() -> None:
    found = an_overview(Share(BATKEN, 90, 10, 0), Share(OSH, 10, 90, 6), Share(NARYN, 50, 50, 0))
    chart = pieces(found, has_small=True).shares()
    few = [bar.remark for bar in chart.bars]
    assert [bar.is_warning for bar in chart.bars] == [True, True, False]
    assert few[0] == f"{KY.percent(90, 100)} · {KY.text('few men')}"
    assert few[1] == f"{KY.percent(10, 100)} · {KY.text('few women')}"
    assert few[2] == KY.percent(50, 100)
    assert [round(at, 1) for at, _ in chart.marks] == [0.3, 0.5, 0.7]


def test_a_period_before_is_said_beside_each_number() -> None:
    now, was = an_overview(Share(BATKEN, 90, 10, 0)), an_overview(Share(BATKEN, 70, 20, 0))
    shown = pieces(now, was, has_small=True)
    place = next(one for one in shown.map().places if one.code == BATKEN)
    assert place.text == "100 (+10)"
    assert "(+12)" in shown.shares().bars[0].remark
    row = shown.categories().rows[0]
    assert row[-1] == Cell("+10", value=10)
    side = shown.ages().rows[1].left
    assert side is not None
    assert side.text == "90 (+20)"


def test_a_change_gives_away_no_small_number_of_the_period_before() -> None:
    now = an_overview(Share(BATKEN, 90, 10, 0), Share(OSH, 50, 20, 0))
    was = an_overview(Share(BATKEN, 70, 2, 0), Share(OSH, 3, 0, 0))
    told = pieces(now, was)
    assert {place.text for place in told.map().places if place.value} == {"100", "70"}
    assert not any("(" in bar.remark for bar in told.shares().bars)
    assert {row[-1] for row in told.categories().rows} == {Cell("*")}
    here = pieces(now, was, has_small=True)
    assert {place.text for place in here.map().places if place.value} == {"100 (+28)", "70 (+67)"}
    assert [row[-1] for row in here.categories().rows] == [
        Cell("+28", value=28),
        Cell("+67", value=67),
    ]


def test_a_table_of_people_by_oblast_tells_what_the_map_tells(crowd):
    where = crowd.put("person", surname="Алыскы", sex="f", territory=NARYN)
    (event,) = [one.id for one in list_events(crowd.workspace, EventFilter()).lines][:1]
    crowd.put("registration", event=event, person=where, status="attended")
    document = make("consolidated", crowd.workspace, KY, {})
    on_map = {place.name: place.value for place in block(document, MapChart).places}
    people = KY.text("People at events")
    title = KY.text("{what}: {by}", what=people, by=KY.text("Oblast").lower())
    at = [isinstance(one, Caption) and one.text == title for one in document.blocks].index(True)
    rows = [row for row in document.blocks[at + 1].rows if row[0] in on_map]
    assert rows
    for name, said in rows:
        assert on_map[name] == (None if said == KEPT else said.value)
    assert {said for _, said in rows} > {KEPT}


def test_one_oblast_is_told_by_its_raions_and_cities(crowd) -> None:
    near = make("overview", crowd.workspace, KY, {"territory": BATKEN, "small": "yes"})
    captions = [text for text in texts(near) if KY.text("Women and men by raion and city") in text]
    assert captions
    counted = answer(crowd.workspace, "people", IndicatorFilter(territory=BATKEN), "raion")
    (bars,) = [one.bars for one in near.blocks if isinstance(one, BarChart)]
    assert len(bars) == len(counted.parts)


def test_of_whom_the_sex_is_not_known_hides_nobody_else() -> None:
    told = pieces(an_overview(Share(BATKEN, 90, 40, 2), Share(OSH, 50, 40, 1))).told["oblast"]
    assert told == {BATKEN: (90, 40, 2, 132), OSH: (50, 40, 1, 91)}
    few = pieces(an_overview(Share(BATKEN, 90, 40, 2), Share(OSH, 3, 40, 1))).told["oblast"]
    assert few[OSH][0] is None


def test_what_the_map_hides_is_not_told_by_the_women_and_men_beside_it() -> None:
    shares = (
        Share("C", 50, 60, 0),
        Share("D", 5, 40, 0),
        Share(OSH, 20, 0, 0),
        Share(BATKEN, 4, 0, 0),
    )
    told = pieces(an_overview(*shares)).told["oblast"]
    for share in shares:
        *cells, people = told[share.code]
        if people is None:
            assert None in cells, "its parts would add up to it"
        elif None in cells:
            hidden = [at for at, cell in enumerate(cells) if cell is None and share[at + 1]]
            assert len(hidden) != 1, "its sum would tell the only one that is hidden"
    assert told[BATKEN][-1] is None
    abroad = an_overview(Share(OSH, 50, 60, 0), Share("KZ", 20, 20, 0), Share(BATKEN, 4, 0, 0))
    assert pieces(abroad).told["oblast"]["KZ"][-1] is None
    assert not pieces(abroad).map().notes, "who came from elsewhere would tell who did not"


def test_who_came_from_elsewhere_is_said_beside_the_map() -> None:
    found = an_overview(Share(BATKEN, 20, 10, 0), Share("", 7, 5, 0))
    assert pieces(found).map().notes == (KY.text("From elsewhere or not stated: {n}", n="12"),)
    few = an_overview(Share(BATKEN, 20, 10, 0), Share("", 1, 1, 0))
    assert pieces(few).map().notes == ()


def test_the_oldest_stand_above_and_who_did_not_say_below() -> None:
    order = pieces(an_overview(Share(BATKEN, 20, 10, 0))).age_order
    assert [share.code for share in order] == ["adult", "youth", ""]


@given(st.lists(st.integers(1, 100_000), max_size=9))
def test_steps_rise_and_part_what_differs(values: list[int]) -> None:
    bounds = steps_of(values)
    assert bounds == sorted(set(bounds))
    assert len(bounds) <= 4
    if values:
        assert len(step_words(KY, bounds, values)) == len(bounds) + 1
    if bounds:
        assert min(values) < bounds[0]
        assert bounds[-1] <= max(values)


def test_steps_begin_at_round_numbers() -> None:
    values = [206, 642, 734, 871, 1096, 1204, 1310, 1588, 388]
    bounds = steps_of(values)
    assert all(bound % 50 == 0 for bound in bounds)
    words = step_words(language("en"), bounds, values)
    assert words[0].startswith("<")
    assert words[-1].endswith("+")


def test_steps_of_one_number_have_its_words_and_of_none_none() -> None:
    assert step_words(KY, steps_of([7, 7]), [7, 7]) == ("7",)
    assert step_words(KY, steps_of([]), []) == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Чүй облусу", "Чүй"),
        ("Ошская область", "Ошская"),
        ("Osh oblast", "Osh"),
        ("Ош шаары", "Ош ш."),
        ("г. Бишкек", "г. Бишкек"),
    ],
)
def test_places_are_named_as_short_as_a_map_needs(name: str, short: str) -> None:
    assert short_place(name) == short


def test_a_change_bears_its_sign() -> None:
    assert [changed_by(KY, change) for change in (1200, -3, 0)] == ["+1\u202f200", "−3", "±0"]


def test_an_overview_is_compared_with_another_filter(crowd) -> None:
    wanted = IndicatorFilter(since=date(2025, 6, 1), until=date(2025, 6, 30))
    earlier = IndicatorFilter(since=date(2025, 5, 1), until=date(2025, 5, 31))
    read = read_overview(crowd.workspace, wanted, earlier)
    assert read.found.people == 40
    assert read.before is not None
    assert 0 < read.before.people < 40
