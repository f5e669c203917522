"""Maps and pyramids: shapes that fit together, labels that never meet, the same in every file."""

import io
import math
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.content import (
    Document,
    Heading,
    MapChart,
    MapPlace,
    Part,
    Pyramid,
    PyramidRow,
    Shade,
    texts,
)
from app.reports.excel import draw_excel
from app.reports.map_layout import Box, Layout, lay_out
from app.reports.oblast_shapes import atlas
from app.reports.pdf.document import draw_pdf
from app.reports.text import draw_text
from app.reports.word.document import draw_word
from tests.examples import examples

BISHKEK, OSH_CITY, BATKEN, NARYN = (
    "41711000000000",
    "41721000000000",
    "41705000000000",
    "41704000000000",
)
CODES = [*(shape.code for shape in atlas().shapes), OSH_CITY]


def a_map() -> MapChart:
    places = (
        MapPlace(BATKEN, "Баткен облусу", "Баткен", "1 096", 1096, 1),
        MapPlace(NARYN, "Нарын облусу", "Нарын", "734", 734, 0),
        MapPlace(OSH_CITY, "Ош шаары", "Ош ш.", "388", 388, 0),
        MapPlace(BISHKEK, "Бишкек шаары", "Бишкек ш.", "–"),
    )
    return MapChart(places, ("<1000", "1000+"), ("Облус", "Адамдар"), ("Эскертүү",))


def a_pyramid() -> Pyramid:
    rows = (
        PyramidRow(
            "60+",
            Part(Shade.WOMEN, 712, "712"),
            Part(Shade.MEN, 498, "498"),
            Part(Shade.UNKNOWN, 0, ""),
        ),
        PyramidRow("14–17", None, Part(Shade.MEN, 9, "9"), Part(Shade.UNKNOWN, 7, "7")),
    )
    words = ((Shade.WOMEN, "аялдар"), (Shade.MEN, "эркектер"), (Shade.UNKNOWN, "белгисиз"))
    return Pyramid(rows, words, "Жаш курагы")


def a_document() -> Document:
    blocks = (Heading("Карта"), a_map(), Heading("Курак"), a_pyramid())
    return Document("Сыноо", "ky", blocks, source="чыпка · күн · маалымат")


# ---- shapes ----


def test_the_map_knows_every_oblast_and_both_cities() -> None:
    assert len(CODES) == 9
    assert set(atlas().cities) == {BISHKEK, OSH_CITY}
    for shape in atlas().shapes:
        for ring in shape.rings:
            assert len(ring) >= 3
            assert all(0 <= x <= 1 and 0 <= y <= atlas().height for x, y in ring)


def test_a_border_of_two_oblasts_has_the_same_corners_on_both_sides() -> None:
    """Every corner inside the country is a corner of each shape it lies on the edge of."""
    for shape in atlas().shapes:
        corners = {point for ring in shape.rings for point in ring}
        for other in atlas().shapes:
            theirs = {point for ring in other.rings for point in ring}
            for ring in other.rings if other is not shape else ():
                for begin, end in zip(ring, [*ring[1:], ring[0]], strict=True):
                    if begin in corners and end in corners:
                        between = [p for p in corners - theirs if _is_on(p, begin, end)]
                        assert between == []


def _is_on(
    point: tuple[float, float], begin: tuple[float, float], end: tuple[float, float]
) -> bool:
    around = math.dist(begin, point) + math.dist(point, end)
    return around - math.dist(begin, end) < 1e-9


def test_a_degree_of_longitude_is_as_short_as_it_is_there() -> None:
    """The country is about twice as wide as high: 900 by 450 kilometres."""
    assert 0.45 < atlas().height < 0.53


# ---- labels ----

WORDS = st.fixed_dictionaries(
    {}, optional={code: st.tuples(st.integers(12, 120), st.integers(8, 70)) for code in CODES}
)


@examples(40)
@given(wide=st.integers(280, 900), words=WORDS)
def test_labels_never_meet_and_never_leave_the_map(
    wide: int, words: dict[str, tuple[int, int]]
) -> None:
    stacked = {code: (float(max(pair)), 34.0) for code, pair in words.items()}
    lined = {code: (float(sum(pair)), 17.0) for code, pair in words.items()}
    layout = lay_out(wide, wide * 0.46, stacked, lined)
    boxes = [label.box for label in layout.labels.values()]
    for at, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[at + 1 :])
        assert Box(-1, -1, layout.width + 2, layout.height + 2).nearest(box.middle) == box.middle
        assert box.left >= 0
        assert box.right <= layout.width + 0.01
    if wide > 450:
        assert set(layout.labels) == set(words)


def test_words_too_long_for_their_shape_stand_outside_with_a_line_to_it() -> None:
    long = {BATKEN: (150.0, 34.0), NARYN: (60.0, 34.0)}
    layout = lay_out(600, 250, long, {code: (size[0] + 40, 17.0) for code, size in long.items()})
    assert layout.labels[NARYN].is_inside
    outside = layout.labels[BATKEN]
    assert outside.leads is not None
    assert not outside.is_inside
    assert math.dist(outside.leads[1], layout.middles[BATKEN]) < 120


def test_a_city_is_called_out_beside_the_land() -> None:
    layout: Layout = lay_out(600, 250, {}, {BISHKEK: (90.0, 17.0), OSH_CITY: (70.0, 17.0)})
    for code in (BISHKEK, OSH_CITY):
        leads = layout.labels[code].leads
        assert leads is not None
        assert leads[1] == layout.cities[code]


# ---- files ----


def test_few_steps_of_a_map_are_far_apart() -> None:
    chart = a_map()
    assert [chart.tone(step) for step in (0, 1)] == [0, 4]
    assert MapChart((), ("1",), ("", "")).tone(0) == 2


def test_the_words_of_a_map_and_a_pyramid_can_be_searched() -> None:
    said = set(texts(a_document()))
    assert {"Баткен облусу", "1 096", "1000+", "Эскертүү", "712", "белгисиз", "14–17"} <= said


def test_a_map_and_a_pyramid_are_drawn_with_their_numbers_as_pdf() -> None:
    page = pypdf.PdfReader(io.BytesIO(draw_pdf(a_document()))).pages[0].extract_text()
    for word in ("Баткен", "1 096", "Нарын", "734", "Ош ш.", "388", "<1000", "1000+"):
        assert word in page
    for word in ("аялдар", "эркектер", "712", "498", "60+", "Эскертүү"):
        assert word in page


def test_a_map_is_a_picture_in_word_with_its_numbers_for_who_cannot_see_it() -> None:
    file = docx.Document(io.BytesIO(draw_word(a_document())))
    told = [each.get("descr") for each in file.element.body.iter() if each.tag.endswith("}docPr")]
    assert len(told) == 2
    assert "Баткен облусу: 1 096;" in told[0]
    assert "60+: аялдар 712, эркектер 498" in told[1]


def held(row: tuple[Any, ...]) -> list[Any]:
    return [cell.value for cell in row if cell.value is not None]


def test_a_map_is_a_table_of_numbers_in_excel_and_what_is_kept_back_is_no_nought() -> None:
    book = openpyxl.load_workbook(io.BytesIO(draw_excel(a_document())))
    rows = [held(row) for row in book.worksheets[1].iter_rows()]
    assert ["Баткен облусу", 1096] in rows
    assert ["Бишкек шаары", "–"] in rows
    rows = [held(row) for row in book.worksheets[2].iter_rows()]
    assert ["60+", 712, 498, "–"] in rows
    assert ["14–17", "*", 9, 7] in rows


def test_a_map_is_a_table_as_plain_text() -> None:
    said = draw_text(a_document()).decode()
    assert "Нарын облусу | 734" in said
    assert "14–17 | * | 9 | 7" in said


NOBODY = Pyramid((), a_pyramid().legend, "")


@pytest.mark.parametrize("chart", [MapChart((), (), ("", "")), NOBODY])
def test_a_chart_of_nothing_leaves_a_whole_document(chart: MapChart | Pyramid) -> None:
    document = Document("Сыноо", "ky", (chart,))
    for draw in (draw_pdf, draw_word, draw_excel, draw_text):
        assert draw(document)
