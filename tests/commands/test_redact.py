"""`depter redact`: asked twice, then forgotten in every table, and on every device it reaches."""

from pathlib import Path

from tests.commands.notebooks import Depter


def test_a_person_is_forgotten_here_and_where_it_travels(
    depter: Depter, trainer: Path, coordinator: Path, people: Path, tmp_path: Path
) -> None:
    depter("-w", trainer, "import", "people", people)
    listed = depter("-w", trainer, "table", "person", "--as", "json", "--to", "-").facts
    (person,) = [row["id"] for row in listed if row["surname"] == "Үсөнова"]
    card = tmp_path / "coordinator.depter-card"
    depter("-w", coordinator, "card", "--to", card)
    for name in ("before", "after"):
        if name == "after":
            asked = depter("-w", trainer, "redact", person)
            assert asked.code == 1
            assert "--yes" in asked.err
            assert depter("-w", trainer, "redact", person, "--yes").code == 0
        package = tmp_path / f"{name}.depter"
        assert depter("-w", trainer, "export", "--for", card, "--all", "--to", package).code == 0
        assert depter("-w", coordinator, "merge", package).code == 0
    for notebook in (trainer, coordinator):
        table = depter("-w", notebook, "table", "person", "--as", "json", "--to", "-").out
        assert "Үсөнова" not in table
        assert "555" not in table
        assert "Бекова" in table
        assert depter("-w", notebook, "doctor").code == 0


def test_what_is_no_person_is_said_plainly(depter: Depter, trainer: Path) -> None:
    for person in ("Үсөнова", "00" * 16):
        said = depter("-w", trainer, "redact", person, "--yes")
        assert said.code == 1
        assert len(said.err.strip().splitlines()) == 1
