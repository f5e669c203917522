"""Lists of people as trainers have them: recognised, checked, taken whole or not at all."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.exchange import RowsRefused, import_people, read_people
from app.exchange.headings import field_of, plain
from app.exchange.people_words import PEOPLE_WORDS
from app.exchange.refusals import FileMissing, HeadingsMissing, TableForeign
from app.model import Person
from app.storage import Workspace
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, put

Row = tuple[Any, ...]


@pytest.fixture
def trainer(notebook: Notebooks) -> Workspace:
    return notebook("Айгүл")


def excel(folder: Path, *rows: Row, merged: tuple[str, ...] = ()) -> Path:
    """An .xlsx file of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    path = folder / "list.xlsx"
    book.save(path)
    return path


def text_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def people(workspace: Workspace) -> list[tuple[Any, ...]]:
    """Everybody's surname, name, patronymic, sex and birth year, in the order of the list."""
    return [
        (each.surname, each.name, each.patronymic, each.sex, each.birth_year)
        for each in workspace.find(Person)
    ]


def test_a_list_with_the_name_in_one_cell(trainer: Workspace, tmp_path: Path) -> None:
    path = excel(
        tmp_path,
        ("№", "Ф.И.О.", "Пол", "Год рождения", "Телефон", "Село", "Должность"),
        (1, "Асанова Айгүл Бакытовна", "ж", 1985, 996555123456, "Кара-Булак", "мугалим"),
        (2, "Жээнбек уулу Үсөн", "муж.", "1990 г.р.", "0555 12-34-56", "Ак-Татыр", None),
        (3, "Осмонбек кызы Айнура", "Аял", date(1979, 3, 8), None, None, "депутат"),
    )
    done = import_people(trainer, path)
    assert (done.rows, done.new, done.known, done.repeated) == (3, 3, (), ())
    assert done.ignored == ()
    assert people(trainer) == [
        ("Асанова", "Айгүл", "Бакытовна", "f", 1985),
        ("Жээнбек уулу", "Үсөн", "", "m", 1990),
        ("Осмонбек кызы", "Айнура", "", "f", 1979),
    ]
    first = trainer.find(Person)[0]
    assert (first.phone, first.village, first.position) == ("996555123456", "Кара-Булак", "мугалим")


def test_kyrgyz_headings_with_the_name_in_three_cells_in_any_order(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = excel(
        tmp_path,
        ("Кызматы", "Атасынын аты", "Туулган жылы", "Аты", "Жынысы", "Фамилиясы", "Айылы"),
        ("мугалим", "Бакытовна", 1985, "Айгүл", "аял", "Асанова", "Достук"),
        (None, None, None, "Үсөн", "эркек", "Жээнбек уулу", None),
    )
    import_people(trainer, path)
    assert people(trainer) == [
        ("Асанова", "Айгүл", "Бакытовна", "f", 1985),
        ("Жээнбек уулу", "Үсөн", "", "m", None),
    ]


def test_english_headings(trainer: Workspace, tmp_path: Path) -> None:
    path = excel(
        tmp_path,
        ("Full name", "Sex", "Year of birth", "Phone", "Village", "Organisation", "Position"),
        ("Asanova Aigul", "F", 1985, "+996", "Dostuk", "School 1", "teacher"),
    )  # fmt: skip
    import_people(trainer, path)
    assert people(trainer) == [("Asanova", "Aigul", "", "f", 1985)]
    assert trainer.find(Person)[0].organisation == "School 1"


def test_a_form_with_a_title_merged_headings_and_a_row_of_numbers(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = excel(
        tmp_path,
        ("Список участников тренинга в селе Кара-Булак", None, None, None, None, None, None),
        ("12 мая 2026 года",),
        (),
        ("№ п/п", "Ф.И.О.", None, None, "Пол", None, "Дата рождения"),
        (None, "Фамилия", "Имя", "Отчество", "ж", "м", None),
        (1, 2, 3, 4, 5, 6, 7),
        (1, "Асанова", "Айгүл", "Бакытовна", "+", None, "12.03.1985"),
        (2, "Токтогулов", "Бакыт", None, None, "V", 31_048),
        (None, None, None, None, None, None, None),
        ("Итого", 2, None, None, 1, 1, None),
        merged=("A1:G1", "B4:D4", "E4:F4", "A4:A5"),
    )
    done = import_people(trainer, path)
    assert done.new == 2
    assert people(trainer) == [
        ("Асанова", "Айгүл", "Бакытовна", "f", 1985),
        ("Токтогулов", "Бакыт", "", "m", 1985),
    ]


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1251")],
)
def test_separated_values_however_they_were_saved(
    trainer: Workspace, tmp_path: Path, separator: str, encoding: str
) -> None:
    rows = [["Ф.И.О.", "Пол", "Год рождения"], ["Асанова Айгуль", "ж", "1985"], ["", "", ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    import_people(trainer, text_file(tmp_path, text, encoding))
    assert people(trainer) == [("Асанова", "Айгуль", "", "f", 1985)]


def test_mistakes_are_told_by_row_all_at_once_and_nothing_is_imported(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = excel(
        tmp_path,
        ("Ф.И.О.", "Пол", "Год рождения", "Телефон"),
        ("Асанова Айгүл", "ж", 1985, None),
        ("Бекова Чолпон", "ж", 2080, None),
        ("Кадырова Бермет", "?", 1985, None),
        ("Мамытова Нургүл", "да", 1985, None),
        ("Исаева Динара", "ж", "восьмидесятые", None),
        ("Х" * 10_000, "ж", 1985, None),
        ("12345", "ж", 1985, "x" * 100),
        (None, "ж", 1985, "0555"),
    )
    before = trainer.digest()
    with pytest.raises(RowsRefused) as caught:
        import_people(trainer, path)
    told = {(problem.row, problem.field) for problem in caught.value.problems}
    assert told == {
        (3, "birth_year"), (5, "sex"), (6, "birth_year"), (7, "surname"), (8, "surname"),
        (8, "phone"), (9, "surname"),
    }  # fmt: skip
    assert "row 3" in str(caught.value)
    assert trainer.digest() == before


def test_strange_letters_are_taken_as_they_are_or_left_out(
    trainer: Workspace, tmp_path: Path
) -> None:
    text = "Фамилия;Имя\nАса\0нова;Айгүл 🌷\n\u202eБекова;محمد\n"
    import_people(trainer, text_file(tmp_path, text))
    assert [row[:2] for row in people(trainer)] == [("Асанова", "Айгүл 🌷"), ("Бекова", "محمد")]


def test_who_is_in_the_register_is_told_and_not_doubled(trainer: Workspace, tmp_path: Path) -> None:
    put(trainer, "person", surname="Асанова", name="Айгүл", sex="f", birth_year=1985)
    path = excel(
        tmp_path,
        ("Ф.И.О.", "Пол", "Год рождения"),
        ("АСАНОВА АЙГҮЛ", "ж", 1985),
        ("Асанова Айгүл", "ж", 1986),
        ("Асанова Айгүл", "ж", 1986),
    )
    done = import_people(trainer, path)
    assert (done.new, done.known, done.repeated) == (1, (2,), (4,))
    again = import_people(trainer, path)
    assert (again.new, again.known) == (0, (2, 3, 4))
    assert len(people(trainer)) == 2


def test_looking_at_a_list_changes_nothing(trainer: Workspace, tmp_path: Path) -> None:
    path = excel(tmp_path, ("Аты-жөнү", "Түсү"), ("Асанова Айгүл", "көк"))
    before = trainer.digest()
    looked = read_people(trainer, path)
    assert (looked.rows, list(looked.new), looked.ignored) == (1, [2], ("Түсү",))
    assert trainer.digest() == before


def test_two_columns_for_one_field_are_both_kept(trainer: Workspace, tmp_path: Path) -> None:
    path = excel(
        tmp_path,
        ("Ф.И.О.", "Рабочий телефон", "Мобильный телефон"),
        ("Асанова Айгүл", "3622 5-12-34", "0555 12-34-56"),
        ("Бекова Чолпон", None, "0700 1"),
    )
    import_people(trainer, path)
    assert [each.phone for each in trainer.find(Person)] == [
        "3622 5-12-34; 0555 12-34-56",
        "0700 1",
    ]


def test_places_and_categories_are_found_by_their_names_and_never_lost(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = excel(
        tmp_path,
        ("Ф.И.О.", "Область", "Район", "Категория", "Возраст"),
        ("Асанова Айгүл", "Баткенская область", None, "Депутат местного кенеша", 34),
        ("Бекова Чолпон", "Баткен облусу", "Лейлекский район", "космонавт", "Жаштар"),
        ("Исаева Динара", "Атлантида", None, "cso; Учитель", None),
    )
    import_people(trainer, path)
    first, second, third = trainer.find(Person)
    assert (first.territory, first.categories, first.age_group) == (BATKEN, ("lk_deputy",), "adult")
    assert second.territory is not None
    assert second.territory.startswith("4170521") or second.territory.startswith("4170523")
    assert second.age_group == "youth"
    assert second.note == "Категория: космонавт"
    assert (third.territory, third.note) == (None, "Область: Атлантида")
    assert third.categories == ("cso", "school_teacher")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Ф.И.О.", "full_name"), ("ФИО участника", "full_name"), ("Аты-жөнү", "full_name"),
        ("Фамилия, имя, отчество", "full_name"), ("А.А.Ж.", "full_name"), ("ФАМИЛИЯСЫ", "surname"),
        ("Атасынын аты", "patronymic"), ("Отчество (при наличии)", "patronymic"),
        ("Пол (м/ж)", "sex"), ("Туулган күнү, айы, жылы", "birth_year"),
        ("Дата рожд.", "birth_year"),
        ("Конт. телефон", "phone"), ("Тел.", "phone"), ("E-mail", "email"), ("Айылы", "village"),
        ("Айыл өкмөтү", "territory"), ("Населённый пункт", "village"), ("Кызмат орду", "position"),
        ("Место работы, должность", "position"), ("Место работы", "organisation"),
        ("Иштеген жери", "organisation"), ("Категория участника", "categories"), ("№", "_"),
        ("Sex / Пол", "sex"), ("Имя / Аты", "name"), ("Аты-жөнү / Ф.И.О.", "full_name"),
        ("Дата (год) рождения", "birth_year"), ("Ф.И.О.\n(толугу менен)", "full_name"),
        ("Подпись", "_"), ("Эскертүү", "note"), ("Сумма", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_recognised(heading: str, name: str) -> None:
    assert field_of(heading, PEOPLE_WORDS) == name


def test_every_way_to_head_a_column_is_written_plainly_and_stands_for_one_field() -> None:
    ways = [way for each in PEOPLE_WORDS.values() for way in each]
    assert [way for way in ways if plain(way) != way] == []
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 old excel", b"\xff"]
)
def test_what_is_no_list_is_said_to_be_none(
    trainer: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises((TableForeign, HeadingsMissing)):
        import_people(trainer, path)


def test_a_list_without_headings_is_told_what_is_missing(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = excel(tmp_path, ("Асанова Айгүл", "ж", 1985), ("Бекова Чолпон", "ж", 1986))
    with pytest.raises(HeadingsMissing, match="Аты-жөнү"):
        import_people(trainer, path)


def test_a_file_that_is_not_there_is_said_so(trainer: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        import_people(trainer, tmp_path / "gone.xlsx")
