"""How the sheets of a workbook look, print and lead to each other, and what long texts become."""

import io
import re
import zipfile

import openpyxl
import pytest

from app.reports import draw
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Caption,
    Cell,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    MapChart,
    MapPlace,
    Mark,
    Paragraph,
    Part,
    Shade,
    Shown,
    Table,
)
from app.reports.excel_cells import HIGHEST
from app.reports.official import ApprovalBlock
from app.reports.paired import Paired
from app.reports.sheets import LONGEST

TITLE = "Бул тизменин аталышы абдан узун, ошондуктан ал бир сапка эч качан батпайт деп ойлойбуз"


def document_of(*blocks, **more):
    return Document(title="Отчёт", language="ru", blocks=blocks, **more)


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx")))


def bars(*values, remark=""):
    return tuple(
        Bar(f"№ {at}", (Part(Shade.ANSWER, value, str(value)),), remark)
        for at, value in enumerate(values)
    )


def figures(*values):
    rows = ((f"№ {at}", Cell(str(value), value=value)) for at, value in enumerate(values))
    return Table((Column("Облус"), Column("Саны", align=Align.RIGHT)), tuple(rows))


def titled(chart):
    return "".join(run.t for line in chart.title.tx.rich.p for run in line.r or ())


def places(chart):
    return [series.val.numRef.f for series in chart.series]


def test_a_chart_shows_the_figures_of_the_table_above_it_and_says_what_it_is():
    caption, chart = Caption("Облустар"), BarChart(bars(7, 5))
    said = Caption("Облустар", Shown.CHART, 1, "1-сүрөт. Облустар")
    (_, sheet) = opened(document_of(caption, figures(7, 5), said, chart)).worksheets
    (drawn,) = sheet._charts
    assert places(drawn) == ["Облустар!$B$5:$B$6"]
    assert titled(drawn) == "1-сүрөт. Облустар"
    assert sheet.max_row == 6


@pytest.mark.parametrize(
    ("table", "chart"),
    [
        (figures(7, 5), bars(7, 4)),
        (figures(7, 5), bars(7, 5, remark="40 %")),
        (figures(7, 5), bars(7, 5, 1)),
    ],
    ids=["another figure", "a remark", "another bar"],
)
def test_a_chart_that_says_something_else_has_figures_of_its_own(table, chart):
    blocks = (Caption("А"), table, Caption("А", Shown.CHART), BarChart(chart))
    sheet = opened(document_of(*blocks)).worksheets[1]
    (drawn,) = sheet._charts
    (place,) = places(drawn)
    first, last = map(int, re.findall(r"\d+", place))
    assert first > 7
    assert [sheet.cell(row, 2).value for row in range(first, last + 1)] == [
        bar.parts[0].value for bar in chart
    ]


def test_what_is_nowhere_and_has_no_word_is_no_part_of_a_chart():
    parts = (Part(Shade.WOMEN, 7, "7"), Part(Shade.UNKNOWN, 0, "0"))
    chart = BarChart((Bar("Баары", parts),), ((Shade.WOMEN, "аялдар"),), is_share=True)
    (drawn,) = opened(document_of(Heading("А"), chart)).worksheets[1]._charts
    assert len(drawn.series) == 1


def test_a_map_is_a_picture_with_words_below_its_table():
    place = MapPlace("41705000000000", "Баткен облусу", "Баткен", "7", 7, 0)
    chart = MapChart((place,), ("<10",), ("Облус", "Саны"))
    file = draw(document_of(Heading("Карта"), chart), "xlsx")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        (drawing,) = [name for name in parts.namelist() if "drawings/drawing" in name]
        assert 'descr="' in parts.read(drawing).decode()
        assert "Баткен облусу" in parts.read(drawing).decode()
        assert any("media/image" in name for name in parts.namelist())


def test_every_sheet_leads_back_and_a_long_link_is_no_wider_than_the_page():
    blocks = (Contents("Мазмуну"), Heading(TITLE), figures(1))
    first, sheet = opened(document_of(*blocks)).worksheets
    assert sheet["A3"].hyperlink.location == "'Отчёт'!A1"
    links = [cell for (cell,) in first.iter_rows(max_col=1) if cell.hyperlink]
    assert len(links) == 2
    joined = {str(area) for area in first.merged_cells.ranges}
    assert all(f"A{cell.row}:B{cell.row}" in joined for cell in links)
    assert links[0].hyperlink.location == f"'Отчёт'!A{links[1].row - 1}"


def test_cells_of_a_row_begin_at_one_height_and_headers_stand_as_their_columns():
    columns = (
        Column("Аты"),
        Column("Саны", align=Align.RIGHT),
        Column("Келди", align=Align.CENTRE),
    )
    table = Table(columns, (("узун сөз " * 30, Cell("7", value=7), Mark.TICK),))
    sheet = opened(document_of(table)).worksheets[1]
    assert {cell.alignment.vertical for cell in sheet[5][:3]} == {"top"}
    for row in (4, 5):
        assert [cell.alignment.horizontal for cell in sheet[row][:3]] == [None, "right", "center"]


def test_a_form_to_fill_in_has_frames_to_its_last_column_and_rows_to_write_in():
    table = Table((Column("№"), Column("Кол тамга")), (("1",),), boxed=True, row_height=9)
    sheet = opened(document_of(table)).worksheets[1]
    assert {cell.border.right.style for cell in sheet[5][:2]} == {"thin"}
    assert sheet.row_dimensions[5].height == pytest.approx(25.5, abs=0.1)


def test_a_wide_table_is_as_wide_as_a_lying_page_and_its_long_column_has_the_room():
    columns = (Column("№", 0.5), Column("Чара", 6), *(Column(f"Тилке {n}", 1) for n in range(7)))
    rows = (("1", "узун сөз " * 60, *["дагы бир узун сөз " * 3] * 7),) * 3
    sheet = opened(document_of(Table(columns, rows))).worksheets[1]
    wide = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHI"]
    assert sum(wide) < 165
    assert max(wide) == wide[1] > 30
    assert sheet.page_setup.orientation == "landscape"


def test_a_workbook_is_written_in_the_letters_of_the_layout():
    for face, font in (("", "Arial"), ("sans", "Arial"), ("serif", "Times New Roman")):
        book = opened(document_of(Heading("А"), figures(1), face=face))
        used = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row}
        assert used == {font}


def test_who_approves_stands_at_the_right_with_a_line_to_sign_on():
    sheet = opened(document_of(ApprovalBlock("БЕКИТЕМИН", ("", "«___» 20__-ж.")))).worksheets[0]
    said = [sheet.cell(row, 2).value for row in range(1, 4)]
    assert said == ["БЕКИТЕМИН", "_" * 26, "«___» 20__-ж."]


def test_the_title_of_a_sheet_names_the_parts_it_is_in_and_no_neighbour_of_them():
    blocks = (Heading("А", 2), figures(1), Heading("Б", 2), figures(2), Heading("В", 3), figures(3))
    titles = [sheet["A1"].value for sheet in opened(document_of(*blocks)).worksheets[1:]]
    assert titles == ["А", "Б", "Б · В"]


def test_a_long_note_is_wrapped_so_that_it_makes_the_printed_page_no_wider():
    table = Table((Column("№"), Column("Аты")), (("1", "а"),), notes=("узун эскертүү " * 30,))
    sheet = opened(document_of(Heading("сөз " * 60), table, source="булак")).worksheets[1]
    joined = {str(area) for area in sheet.merged_cells.ranges}
    assert {area[:3] for area in joined} == {"A1:", "A2:", "A7:"}
    assert sheet.row_dimensions[7].height > 4 * 12
    assert sheet.row_dimensions[1].height > 2 * 12
    assert sheet.max_column < 15


def test_two_languages_above_a_table_stand_in_one_line_that_no_column_cuts():
    title = Paired.of("1-таблица. Облустар", "Таблица 1. Области")
    note = Paired.of("эскертүү", "примечание")
    table = Table((Column("№"),), (("1",),), notes=(note,))
    sheet = opened(document_of(Heading(title), table)).worksheets[1]
    assert sheet["A1"].value == "1-таблица. Облустар / Таблица 1. Области"
    assert sheet["A7"].value == "эскертүү / примечание"


def letters_of(text):
    return "".join(text.split())


def test_no_letter_is_lost_of_a_text_no_cell_can_hold():
    endless = " ".join(f"сөз{n}" for n in range(9000))
    assert len(endless) > LONGEST
    table = Table((Column("А"), Column("Б")), (("1", endless), ("2", Cell(endless, "эскертүү"))))
    sheet = opened(document_of(table)).worksheets[1]
    for row in (5, 6):
        cell = sheet.cell(row, 2)
        assert len(cell.value) == LONGEST
        below = "".join(str(line.value) for (line,) in sheet.iter_rows(min_row=7, max_col=1))
        begin = cell.value.removesuffix("…")
        rest = below.partition(f"{cell.coordinate} …")[2]
        missing = endless[len(begin) :]
        assert letters_of(rest).startswith(letters_of(missing))


def test_long_texts_of_the_first_sheet_go_on_in_rows_that_show_all_of_them():
    endless = " ".join(f"сөз{n}" for n in range(9000))
    blocks = (Paragraph(endless), Facts((("Тема", endless),)))
    sheet = opened(document_of(*blocks)).worksheets[0]
    for column in (1, 2):
        rows = sheet.iter_rows(min_col=column, max_col=column, values_only=True)
        said = "".join(str(value) for (value,) in rows if value)
        assert letters_of(endless) in letters_of(said)
    heights = [row.height for row in sheet.row_dimensions.values() if row.height]
    assert max(heights) <= HIGHEST
    assert max(len(str(cell.value)) for row in sheet.iter_rows() for cell in row) < 4000


# ---- charts on printed pages ----


def charted(count, label="№", columns=2):
    """A table and a chart of so many bars; more columns lie on the page."""
    more = tuple(Column(f"Тилке {at}") for at in range(columns - 2))
    rows = tuple(
        (f"{label} {at}", Cell(str(at + 1), value=at + 1), *[""] * len(more)) for at in range(count)
    )
    table = Table((Column("Облус"), Column("Саны", align=Align.RIGHT), *more), rows)
    bars = (Bar(f"{label} {at}", (Part(Shade.ANSWER, at + 1, str(at + 1)),)) for at in range(count))
    said = (Caption("Облустар"), table, Caption("Облустар", Shown.CHART), BarChart(tuple(bars)))
    (_, sheet) = opened(document_of(*said)).worksheets
    return sheet


def paged(sheet):
    """The room of a page downwards, in points of the sheet."""
    margins = sheet.page_margins
    is_lying = sheet.page_setup.orientation == "landscape"
    across, down = (842, 595) if is_lying else (595, 842)
    wide = sum((7 * one.width + 5) * 0.75 for one in sheet.column_dimensions.values())
    room = across - 72 * (margins.left + margins.right)
    smaller = max(1, max(wide, 570) / room)
    return (down - 72 * (margins.top + margins.bottom)) * smaller


def points(sheet, rows):
    usual = sheet.sheet_format.defaultRowHeight
    return sum(sheet.row_dimensions[row + 1].height or usual for row in rows)


@pytest.mark.parametrize(("count", "columns"), [(4, 2), (12, 2), (20, 2), (12, 9), (20, 9)])
def test_a_chart_is_not_cut_by_the_edge_of_a_printed_page(count, columns):
    sheet = charted(count, columns=columns)
    (drawn,) = sheet._charts
    first, last = drawn.anchor._from.row, drawn.anchor.to.row
    broken = [each.id for each in sheet.row_breaks.brk]
    begins = broken[0] if broken else 0
    assert broken in ([], [first])
    heads = points(sheet, range(3, 4)) if begins else 0
    assert heads + points(sheet, range(begins, last + 1)) <= paged(sheet)
    assert bool(broken) == (points(sheet, range(last)) > paged(sheet) * 0.95)


def test_a_chart_with_more_bars_than_a_page_has_lines_keeps_them_apart():
    sheet = charted(120)
    (drawn,) = sheet._charts
    rows = range(drawn.anchor._from.row, drawn.anchor.to.row)
    assert points(sheet, rows) > 120 * 15 * 0.75
