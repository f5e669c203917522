"""Two trainers take their lists in from Excel, a unit merges both: its people are found twice."""

import csv
from pathlib import Path
from types import ModuleType

import pytest

from app.exchange import export, merge, own_card
from app.exchange.people_file import import_people
from app.model.likeness import SAME
from app.storage.questions.duplicates import proposals
from benchmarks import other_hands, paper_hands
from benchmarks.people import Invented
from tests.exchange.conftest import Notebooks

HEAD = ("Фамилиясы", "Аты", "Атасынын аты", "Жынысы", "Туулган жылы", "Телефону", "Айылы")


def write_list(people: list[Invented], path: Path) -> None:
    """A list as trainers have it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEAD)
        for one in people:
            sex = {"f": "аял", "m": "эркек"}.get(one.sex, "")
            words = (one.surname, one.name, one.patronymic, sex, one.birth_year or "", one.phone)
            lines.writerow((*words, one.village))


@pytest.mark.parametrize(
    ("make", "hand"), [(other_hands, "hurry"), (paper_hands, "border"), (paper_hands, "columns")]
)
def test_people_of_two_imported_lists_are_found_after_the_merge(
    make: ModuleType, hand: str, notebook: Notebooks, tmp_path: Path
) -> None:
    unit = notebook("Бөлүм", "unit")
    whose: dict[bytes, int] = {}
    for number, people in enumerate(make.lists_by(hand, 400, seed=3)):
        trainer = notebook(f"Тренер {number}")
        write_list(people, tmp_path / f"{number}.csv")
        import_people(trainer, tmp_path / f"{number}.csv")
        rows = trainer.reader.execute("SELECT id FROM person ORDER BY _row").fetchall()
        assert len(rows) == len(people)
        whose |= {person: one.same for (person,), one in zip(rows, people, strict=True)}
        merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    found = proposals(unit)
    false = [one for one in found if whose[one.a] != whose[one.b]]
    assert len(found) - len(false) >= 0.95 * 40
    assert len(false) <= 0.02 * 400
    assert not [one for one in false if one.likeness.band == SAME]
