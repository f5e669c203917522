"""Tables as workbooks: typed cells, heads that stay and filter, nothing that is a formula."""

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.model import RECORD_TYPES
from app.model.kinds import KINDS
from app.reports.csv_file import NotExported
from app.reports.sheets import LONGEST, sheet_names
from app.reports.tables import BookTable, columns_of, write_book
from app.reports.tables.workbook import CELLS

EVENT = columns_of(RECORD_TYPES["event"])
NAMES = [column.name for column in EVENT]


def event(**values: object) -> list[object]:
    return [values.get(name, EVENT[at].kind.empty) for at, name in enumerate(NAMES)]


def written(place: Path, *rows: list[object]):
    write_book(place, [BookTable("event", NAMES, EVENT, rows)])
    return load_workbook(place).worksheets[0]


def test_cells_have_the_types_of_their_fields(tmp_path: Path) -> None:
    row = event(
        id=b"\x01" * 16,
        title="Жыйын",
        date_from=date(2026, 11, 19),
        time_from="09:30",
        planned_count=25,
        objectives=("бир", "эки"),
    )
    sheet = written(tmp_path / "e.xlsx", row)
    cells = dict(zip(NAMES, next(sheet.iter_rows(min_row=2)), strict=True))
    assert cells["id"].value == "01" * 16
    assert cells["date_from"].value.date() == date(2026, 11, 19)
    assert cells["date_from"].number_format == "yyyy-mm-dd"
    assert cells["time_from"].value == time(9, 30)
    assert cells["planned_count"].value == 25
    assert cells["objectives"].value == "бир; эки"
    assert cells["note"].value is None


def test_the_head_stays_and_filters(tmp_path: Path) -> None:
    sheet = written(tmp_path / "e.xlsx", event(title="А"), event(title="Б"))
    assert sheet.freeze_panes == "B2"
    last = sheet.cell(3, len(NAMES)).coordinate
    assert sheet.auto_filter.ref == f"A1:{last}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("x")', "http://x.kg"])
def test_no_text_is_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path / "e.xlsx", event(title=text))
    cell = sheet.cell(2, 1 + NAMES.index("title"))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_excel_would_change_stays_text(tmp_path: Path) -> None:
    early, much = date(1812, 9, 7), 1234567890123456789
    sheet = written(tmp_path / "e.xlsx", event(date_from=early, planned_count=much, time_to="25"))
    values = dict(zip(NAMES, next(sheet.iter_rows(min_row=2, values_only=True)), strict=True))
    assert (values["date_from"], values["planned_count"]) == ("1812-09-07", str(much))
    assert values["time_to"] == "25"


def test_a_text_longer_than_a_cell_is_cut_and_counted(tmp_path: Path) -> None:
    table = BookTable("event", NAMES, EVENT, [event(note="ү" * 40_000)])
    book = write_book(tmp_path / "e.xlsx", [table])
    assert (book.cut, book.rows) == (1, {"event": 1})
    cell = load_workbook(tmp_path / "e.xlsx").worksheets[0].cell(2, 1 + NAMES.index("note"))
    assert cell.value == "ү" * (LONGEST - 1) + "…"


def test_every_kind_has_its_cell() -> None:
    assert set(CELLS) == set(KINDS)


def test_sheets_have_names_that_excel_takes() -> None:
    names = sheet_names(["a/b", "A_B", "history", "", "х" * 40, "х" * 40])
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and "/" not in name for name in names)
    assert "history" not in names


def test_a_workbook_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "e.xlsx"
    place.mkdir()
    with pytest.raises(NotExported):
        write_book(place, [BookTable("event", NAMES, EVENT, [event(title="А")])])
    assert [path.name for path in tmp_path.iterdir()] == ["e.xlsx"]
