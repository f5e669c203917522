"""The Excel file, opened and read back."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Caption,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Part,
    Picture,
    Pictures,
    Points,
    Shade,
    Shown,
    Table,
    texts,
)
from tests.reports.conftest import photo
from tests.reports.test_pdf import NASTY


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx")))


def document_of(*blocks, **more):
    return Document(title="Отчёт", language="ru", blocks=blocks, **more)


def words(book):
    """Every text of all sheets."""
    values = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in values if value is not None)


def tables_of(document):
    """The title and rows of each table, with the numbers and days behind the words."""
    return [
        [[entry.value if isinstance(entry, Cell) else entry for entry in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["event", "programme", "sign-in-sheet"])
def test_every_text_and_every_number_of_a_report_is_in_its_excel_file(held, name, code):
    document = make(name, held.workspace, language(code))
    book = opened(document)
    said = words(book)
    prose = Document(
        title=document.title,
        language=code,
        blocks=tuple(b for b in document.blocks if not isinstance(b, Table | BarChart)),
    )
    assert [line for text in texts(prose) for line in text.split("\n") if line not in said] == []
    sheets = [sheet for sheet in book if sheet.freeze_panes]
    for sheet, rows in zip(sheets, tables_of(document), strict=True):
        held_values = [cell.value for row in sheet.iter_rows() for cell in row]
        for value in (value for row in rows for value in row if isinstance(value, int | float)):
            assert value in held_values


def test_numbers_days_and_shares_are_typed_so_that_excel_can_count_them():
    columns = (Column("Район"), Column("Күнү"), Column("Саны", align=Align.RIGHT), Column("Үлүшү"))
    rows = (
        ("Баткен", Cell("12.05.2025", value=date(2025, 5, 12)), Cell("1 200", value=1200), ""),
        ("Лейлек", "", Cell("–", value=0), Cell("67 %", value=2 / 3)),
    )
    sums = ("Бардыгы", "", Cell("1 200", value=1200), "")
    book = opened(document_of(Heading("Аймактар"), Table(columns, rows, sums, ("Эскертүү",))))
    sheet = book["Аймактар"]
    assert sheet["B5"].value == datetime(2025, 5, 12)  # noqa: DTZ001 - a sheet knows no zones
    assert sheet["C5"].value == 1200
    assert (sheet["D6"].value, sheet["D6"].number_format) == (2 / 3, "0\\ %")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:D6")
    assert [cell.value for cell in sheet[7]][:3] == ["Бардыгы", None, 1200]


def test_a_name_is_never_a_formula_or_a_link():
    table = Table((Column("=1+1"),), (('=HYPERLINK("http://x")',), ("+996 700",), ("@a",)))
    file = draw(document_of(Paragraph("=2+2"), Facts((("-1", "=3"),)), table), "xlsx")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        sheets = b"".join(parts.read(n) for n in parts.namelist() if "worksheets/sheet" in n)
        assert b"<f>" not in sheets
        assert b'TargetMode="External"' not in b"".join(map(parts.read, parts.namelist()))
    assert "=HYPERLINK" in words(openpyxl.load_workbook(io.BytesIO(file)))


def test_sheets_are_named_by_their_headings_whatever_these_hold():
    table = Table((Column("А"),), (("1",),))
    titles = ("Темы: 1/2 [а]?*", "Темы: 1/2 [а]?*", "Ө" * 80, "'", "history")
    blocks = [block for title in titles for block in (Heading(title), table)]
    names = opened(document_of(*blocks)).sheetnames
    assert names[1:3] == ["Темы  1 2  а", "Темы  1 2  а 2"]
    assert all(0 < len(name) <= 31 for name in names)
    assert len(set(names)) == 6


def test_a_chart_is_excels_own_over_its_figures_and_photos_have_words():
    bar = Bar("Аялдар", (Part(Shade.WOMEN, 7, "7"), Part(Shade.UNKNOWN, 1, "1")), remark="n = 8")
    chart = BarChart((bar,), ((Shade.WOMEN, "аял"), (Shade.UNKNOWN, "белгисиз")), is_share=True)
    pictures = Pictures((Picture(photo(), "Флипчарт"), Picture(b"no photo", "Бузулган")))
    file = draw(document_of(Heading("Ким келди"), chart, pictures), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(file))["Ким келди"]
    assert [[cell.value for cell in row] for row in sheet["A4:D5"]] == [
        [None, "аял", "белгисиз", None],
        ["Аялдар", 7, 1, "n = 8"],
    ]
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert "xl/charts/chart1.xml" in parts.namelist()
        assert "Флипчарт".encode() in b"".join(map(parts.read, parts.namelist()))


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_text_can_break_an_excel_file(nasty):
    document = Document(
        title=nasty,
        language="ky",
        kicker=nasty,
        source=nasty,
        author=nasty,
        blocks=(
            Heading(nasty),
            Paragraph(nasty),
            Points((nasty,)),
            Table(
                (Column(nasty, group=nasty), Column("b", group=nasty)), ((nasty, "1"),), (nasty,)
            ),
        ),
    )
    assert len(opened(document).sheetnames) == 2


def test_a_long_text_is_wrapped_over_both_columns_and_is_never_a_formula():
    long = "=1+1 " + "сөз " * 200
    document = Document("Отчёт", "ru", (Paragraph(long), Paragraph("кыска")))
    sheet = openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx"))).worksheets[0]
    (cell,) = [one for (one,) in sheet.iter_rows(max_col=1) if one.value == long]
    assert cell.data_type == "s"
    assert cell.alignment.wrap_text
    assert f"A{cell.row}:B{cell.row}" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[cell.row].height > 80
    assert len(sheet.merged_cells.ranges) == 1


def test_a_row_is_as_high_as_the_longer_of_its_two_texts():
    facts = Facts((("Метка", "слово " * 60), ("Метка", "слово"), ("Длинная метка " * 8, "слово")))
    book = openpyxl.load_workbook(io.BytesIO(draw(Document("О", "ru", (facts,)), "xlsx")))
    sheet = book.worksheets[0]
    rows = [one.row for (one,) in sheet.iter_rows(max_col=1) if "етка" in str(one.value)]
    first, second, third = (sheet.row_dimensions[row].height for row in rows)
    assert first > 13.5 * 4
    assert second is None
    assert third > 13.5 * 2


def test_a_number_reads_as_its_text_and_stays_a_number():
    columns = (Column("Саны", align=Align.RIGHT),)
    said = ("болжол менен 171", "600дөн ашык", "–", "1 200", "12,5", "80 %", "5 из 13")
    values = (171, 600, 0, 1200, 12.5, 0.8, None)
    rows = tuple((Cell(text, value=value),) for text, value in zip(said, values, strict=True))
    sheet = opened(document_of(Table(columns, rows))).worksheets[1]
    cells = [row[0] for row in sheet.iter_rows(min_row=5, max_row=4 + len(rows))]
    assert [cell.value for cell in cells] == [*values[:-1], "5 из 13"]
    assert [cell.number_format for cell in cells] == [
        '"болжол менен "#,##0',
        '#,##0"дөн ашык"',
        '#,##0;-#,##0;"–"',
        "#,##0",
        "#,##0.##",
        "0\\ %",
        "General",
    ]


def test_a_chart_stands_below_the_table_of_the_same_name():
    table = Table((Column("Облус"), Column("Саны")), (("Баткен", Cell("7", value=7)),))
    bar = Bar("Баткен", (Part(Shade.ANSWER, 7, "7"),))
    blocks = (Caption("Адамдар"), table, Caption("Адамдар", Shown.CHART), BarChart((bar,)))
    book = opened(document_of(*blocks, BarChart((bar,))))
    assert book.sheetnames == ["Отчёт", "Адамдар", "Отчёт 2"]
    assert [len(sheet._charts) for sheet in book] == [0, 1, 1]


def test_a_day_before_the_calendar_of_excel_stays_a_text():
    row = (Cell("01.02.1890", value=date(1890, 2, 1)),)
    sheet = opened(document_of(Table((Column("Күнү"),), (row,)))).worksheets[1]
    assert sheet["A5"].value == "01.02.1890"


def test_a_sheet_prints_on_the_width_of_a_page_with_its_headers_and_high_enough_rows():
    columns = tuple(Column(f"Тилке {number}") for number in range(8))
    rows = (("узун сөз " * 30, *["а"] * 7), ("кыска", *["а"] * 7))
    sheet = opened(document_of(Table(columns, rows))).worksheets[1]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.row_dimensions[5].height > 13.5 * 4
    assert sheet.row_dimensions[6].height == 18
