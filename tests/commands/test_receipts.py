"""receipts: what became of the packages that were given."""

from pathlib import Path

from tests.commands.notebooks import Depter
from tests.commands.test_exchange import add_people, give


def test_a_receipt_is_said_once_it_came_back(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    assert depter("-w", trainer, "receipts").out == "Nothing was given yet.\n"
    add_people(trainer, "Бекова")
    depter("-w", coordinator, "merge", give(depter, trainer, coordinator, tmp_path / "1.depter"))
    waiting = "Package 1 for Токтоев Нурлан: no receipt yet\n"
    assert depter("-w", trainer, "receipts").out == waiting
    back = give(depter, coordinator, trainer, tmp_path / "2.depter")
    assert depter("-w", trainer, "merge", back).code == 0
    said = depter("-w", trainer, "receipts").out
    assert said.startswith("Package 1: taken in by Токтоев Нурлан, ")
    assert said.endswith("new 2, updated 0, conflicts 0, not readable 0\n")
    [sent] = depter("-w", trainer, "receipts", "--json").facts
    assert [one["receiver"] for one in sent["receipts"]] == ["Токтоев Нурлан"]
