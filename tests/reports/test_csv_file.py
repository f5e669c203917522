"""What is seen in a list, as a file that Excel opens."""

import csv
from pathlib import Path

import pytest

from app.reports.csv_file import NotExported, write_csv, write_out


def test_a_list_has_the_mark_of_its_letters_and_keeps_commas_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, ["Аты", "Жери"], [["Өмүралиева, Г.", "Ак-Татыр\nмектеп"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Аты", "Жери"],
            ["Өмүралиева, Г.", "Ак-Татыр\nмектеп"],
        ]


@pytest.mark.parametrize("text", ["=1+1", "@x", "+SUM(A1)", "-x"])
def test_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, ["a"], [[text]])
    assert f"'{text}" in path.read_text("utf-8-sig")


def test_a_phone_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, ["a"], [["+996 772 000 000"]])
    assert "\n+996 772 000 000" in path.read_text("utf-8-sig")


def test_a_place_that_takes_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotExported):
        write_out(tmp_path / "no folder" / "x.pdf", b"x")
