"""Frameworks out of files: the same codes in a new version, whole or not at all."""

from pathlib import Path

import openpyxl
import pytest

from app.errors import Invalid
from app.exchange import RowsRefused
from app.exchange.frameworks import FrameworkUnnamed, import_framework, read_framework
from app.exchange.refusals import HeadingsMissing, TableForeign, YamlBroken
from app.language import language
from app.model import Framework, FrameworkItem
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.questions.frameworks import doubts
from tests.exchange.conftest import Notebooks

SHIPPED = Path(__file__).parents[2] / "resources" / "frameworks"
CODE = "NPGE-2025"


@pytest.fixture
def trainer(notebook: Notebooks) -> Workspace:
    return notebook("Айгүл")


def written(folder: Path, text: str, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def item(ws: Workspace, code: str) -> FrameworkItem:
    (found,) = ws.find(FrameworkItem, code=code)
    return found


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda file: file.stem)
def test_what_is_shipped_is_here_already_word_for_word(trainer: Workspace, file: Path) -> None:
    found = read_framework(trainer, file)
    assert (found.new, found.withdrawn) == (0, ())
    assert len(found.same) == len(found.items) > 0


OFFICIAL = """
framework: {code: NPGE-2025, status: adopted, version: '2026-03-14', status_note: Бекитилген}
items:
- {code: NPGE-2025/P1, type: priority, 'no': '1', text_ru: Экономические возможности}
- {code: NPGE-2025/G01, parent: NPGE-2025/P1, type: goal, text_ru: Занятость женщин}
- code: NPGE-2025/G01/M08
  parent: NPGE-2025/G01
  type: мера
  level: жергиликтүү деңгээл
  text_ru: Детские сады
  regions: [Ыссык-Кульская область, Джалал-Абадская, KG-N]
"""


def test_the_official_text_comes_under_the_same_codes(trainer: Workspace, tmp_path: Path) -> None:
    done = import_framework(trainer, written(tmp_path, OFFICIAL))
    assert (done.rows, done.new, done.updated, len(done.withdrawn)) == (3, 1, 2, 118)
    (framework,) = trainer.find(Framework, code=CODE)
    assert (framework.status, framework.version) == ("adopted", "2026-03-14")
    assert framework.title_ru.startswith("II Национальный план")
    goal = item(trainer, "NPGE-2025/G01")
    assert (goal.text_ru, goal.text_ky) == (
        "Занятость женщин",
        "Аялдардын иш менен камсыз болушунун өсүшүнө көмөктөшүү",
    )
    measure = item(trainer, "NPGE-2025/G01/M08")
    assert (measure.type, measure.level) == ("measure", "local")
    assert measure.regions == ("41702000000000", "41703000000000", "41704000000000")
    assert doubts(trainer, ["NPGE-2025/G01", "NPGE-2025/G01/M01"]) == {
        "NPGE-2025/G01/M01": "withdrawn"
    }
    assert examine(trainer) == []


def test_again_is_nothing_and_an_older_version_brings_items_back(
    trainer: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, OFFICIAL)
    import_framework(trainer, path)
    again = import_framework(trainer, path)
    assert (again.new, again.updated, again.same, again.withdrawn) == (0, 0, 3, ())
    back = import_framework(trainer, SHIPPED / "npge_2025_2027.yaml")
    assert back.withdrawn == ("NPGE-2025/G01/M08",)
    assert item(trainer, "NPGE-2025/G01/M01").is_withdrawn is None


def test_a_part_of_a_framework_withdraws_nothing(trainer: Workspace, tmp_path: Path) -> None:
    done = import_framework(trainer, written(tmp_path, OFFICIAL), partial=True)
    assert (done.new, done.withdrawn) == (1, ())


def test_a_table_has_its_columns_in_any_language(trainer: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Айыл планы"])
    sheet.append(["Код", "Курамында", "Тип", "Текст", "Исполнители", "Области", "Белгисиз"])
    sheet.append(["AIYL/G1", None, "Цель", "Суу", None, "Баткен", "x"])
    sheet.append(["AIYL/G1/M1", "AIYL/G1", "Мера", "Түтүк", "АӨ", "Баткен; Ошская область", None])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    with pytest.raises(FrameworkUnnamed):
        import_framework(trainer, path)
    head = {"code": "AIYL", "title_ru": "План айыла"}
    done = import_framework(trainer, path, head)
    assert (done.new, done.ignored) == (2, ("Белгисиз",))
    measure = item(trainer, "AIYL/G1/M1")
    assert (measure.type, measure.parent, measure.executors) == ("measure", "AIYL/G1", "АӨ")
    assert measure.regions == ("41705000000000", "41706000000000")
    (framework,) = trainer.find(Framework, code="AIYL")
    assert framework.title_ru == "План айыла"


def test_every_mistake_is_said_with_its_row_and_nothing_is_imported(
    trainer: Workspace, tmp_path: Path
) -> None:
    before = trainer.digest()
    text = """framework: {code: NPGE-2025}
items:
- {code: NPGE-2025/G01, type: goal, text_ru: А}
- {code: NPGE-2025/G01, type: goal, text_ru: Б}
- {code: NPGE-2025/X, parent: NPGE-2025/НЕТ, type: goal, text_ru: В}
- {code: NAP1325-2025/D1, type: direction, text_ru: Г}
- {code: NPGE-2025/Y, type: мечта, text_ru: Д, regions: [Атлантида]}
- {code: NPGE-2025/Z, parent: NPGE-2025/W, text_ru: Е}
- {code: NPGE-2025/W, parent: NPGE-2025/Z, text_ru: Ё}
- {code: '', text_ru: Ж}
"""
    with pytest.raises(RowsRefused) as caught:
        import_framework(trainer, written(tmp_path, text))
    said = {(problem.row, problem.field) for problem in caught.value.problems}
    assert said == {
        (4, "code"),
        (5, "parent"),
        (6, "code"),
        (7, "type"),
        (7, "regions"),
        (8, "parent"),
        (9, "parent"),
        (10, "code"),
    }
    repeated = caught.value.problems[0]
    assert repeated.values == {"code": "NPGE-2025/G01", "row": 3}
    assert trainer.digest() == before


@pytest.mark.parametrize(
    "text",
    [
        "items: [{code: a}]",
        "framework: {code: A}\nitems: 7",
        "framework: {code: A}\nitems: [a, b]",
        "framework: &x {code: A}\nitems: [{code: *x}]",
        "framework: {code: [",
        "!!python/object/apply:os.system ['true']",
        "- 1\n- 2",
        "",
    ],
)
def test_what_is_no_framework_is_refused_in_one_line(
    trainer: Workspace, tmp_path: Path, text: str
) -> None:
    with pytest.raises((TableForeign, Invalid)):
        import_framework(trainer, written(tmp_path, text))
    assert len(trainer.find(Framework)) == 7


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("framework: {code: A}\nitems:\n- {code: A/1, text_ru: [а}\n", 3),
        ("framework: &x {code: A}\nitems:\n- {code: *x}\n", 3),
    ],
)
def test_yaml_that_breaks_off_is_said_with_its_line(
    trainer: Workspace, tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(YamlBroken) as caught:
        import_framework(trainer, written(tmp_path, text))
    assert caught.value.values["line"] == line
    assert "plan.yaml" in language("ky").error(caught.value)


def test_a_table_without_codes_is_refused(trainer: Workspace, tmp_path: Path) -> None:
    with pytest.raises(HeadingsMissing):
        import_framework(trainer, written(tmp_path, "а;б\n1;2\n", "plan.csv"), {"code": "X"})
