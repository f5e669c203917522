"""The official classifier of territories: with validity and successors, whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from app.exchange import RowsRefused, import_territories, read_territories
from app.exchange.refusals import HeadingsMissing
from app.model import Territory
from app.storage import Workspace
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN

FULL = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "territories_kg.csv"


@pytest.fixture
def trainer(notebook: Notebooks) -> Workspace:
    return notebook("Айгүл")


def classifier(folder: Path, text: str) -> Path:
    path = folder / "classifier.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def unit(workspace: Workspace, code: str) -> Territory:
    (found,) = workspace.find(Territory, code=code)
    return found


def test_units_come_with_their_validity_and_successor(trainer: Workspace, tmp_path: Path) -> None:
    text = (
        "Код СОАТЕ;Уровень;Наименование;Аталышы;Действует с;Действует до;Код преемника\n"
        "41705999801000;aiyl_aimak;Новый айылный аймак;Жаңы айыл аймагы;01.01.2025;;\n"
        "41705999802000;aiyl_aimak;Старый айылный аймак;Эски айыл аймагы;01.01.2000;31.12.2024;"
        "41705999801000\n"
    )
    done = import_territories(trainer, classifier(tmp_path, text))
    assert (done.new, done.updated) == (2, 0)
    old = unit(trainer, "41705999802000")
    assert (old.valid_from, old.valid_to) == (date(2000, 1, 1), date(2024, 12, 31))
    assert old.successor == "41705999801000"
    assert old.parent == BATKEN, "the code itself says what it is part of"
    assert old.names()["ky"] == "Эски айыл аймагы"


def test_what_is_here_is_brought_up_to_date_and_nothing_is_emptied(
    trainer: Workspace, tmp_path: Path
) -> None:
    before = unit(trainer, BATKEN)
    path = classifier(tmp_path, f"code,name_ru,name_ky\n{BATKEN},Баткенская обл.,\n")
    done = import_territories(trainer, path)
    assert (done.new, done.updated) == (0, 1)
    after = unit(trainer, BATKEN)
    assert (after.name_ru, after.name_ky) == ("Баткенская обл.", before.name_ky)
    assert import_territories(trainer, path).known == (2,)


def test_units_the_file_does_not_name_stay(trainer: Workspace, tmp_path: Path) -> None:
    count = len(trainer.find(Territory))
    import_territories(
        trainer, classifier(tmp_path, "code,name_ru\n41799000000000,Новая область\n")
    )
    assert len(trainer.find(Territory)) == count + 1


def test_mistakes_are_told_by_row_and_nothing_is_imported(
    trainer: Workspace, tmp_path: Path
) -> None:
    text = (
        "code,level,parent_code,name_ru,valid_from,valid_to,successor_code\n"
        "41799000000000,oblast,,Область,2020-01-01,2019-01-01,\n"
        "41799000000000,oblast,,Ещё раз,,,\n"
        "41798000000000,kingdom,,Королевство,,,\n"
        "41797000000000,oblast,99999,Ничья,,,\n"
        "41796000000000,oblast,,Бывшая,,вчера,41700000000099\n"
        ",oblast,,Без кода,,,\n"
    )
    before = trainer.digest()
    with pytest.raises(RowsRefused) as caught:
        import_territories(trainer, classifier(tmp_path, text))
    assert {(problem.row, problem.field) for problem in caught.value.problems} == {
        (2, "valid_to"), (3, "code"), (4, "level"), (5, "parent"), (6, "valid_to"),
        (6, "successor"), (7, "code"),
    }  # fmt: skip
    assert trainer.digest() == before


def test_a_file_that_is_no_classifier_is_refused(trainer: Workspace, tmp_path: Path) -> None:
    with pytest.raises(HeadingsMissing):
        import_territories(trainer, classifier(tmp_path, "Ф.И.О.,Пол\nАсанова,ж\n"))


@pytest.mark.skipif(
    not FULL.exists(), reason=f"no full classifier beside the repository: {FULL.name}"
)
def test_a_whole_country_comes_in_and_comes_in_again_unchanged(trainer: Workspace) -> None:
    looked = read_territories(trainer, FULL)
    done = import_territories(trainer, FULL)
    assert done.rows == len(looked.units) > 2_000
    assert done.new + done.updated + len(done.known) == done.rows
    again = import_territories(trainer, FULL)
    assert (again.new, again.updated) == (0, 0)
    places = {place.code: place.parent for place in trainer.find(Territory)}
    assert all(parent in places for parent in places.values() if parent)
