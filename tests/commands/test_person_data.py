"""`depter person-data`: what is kept of one person, in one file, and of nobody else."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.model import Put, new_id
from app.storage import open_workspace
from tests.commands.notebooks import BATKEN, PASSPHRASE, Depter

SHE, ALSO_SHE, OTHER, EVENT, CLUB = (new_id() for _ in range(5))


@pytest.fixture
def filled(trainer: Path) -> Path:
    """A woman who was written down twice and joined, at an event with a man; a club she leads."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    workspace.write(
        [
            Put(
                "person", SHE, {"surname": "Үсөнова", "phone": "0700 000 111", "territory": BATKEN}
            ),
            Put("person", ALSO_SHE, {"surname": "Усонова", "duplicate_of": SHE}),
            Put("person", OTHER, {"surname": "Маматов"}),
            Put("event", EVENT, {"title": "Жыйын", "type": "training", "date_from": "2026-11-19"}),
            Put("club", CLUB, {"title": "Клуб", "mentor": SHE}),
            Put("consent", new_id(), {"person": SHE, "scope": ("data",), "note": "кагазда"}),
            Put("distinction", new_id(), {"one": SHE, "other": OTHER}),
        ]
    )
    for person in (ALSO_SHE, OTHER):
        registration = new_id()
        values = {"event": EVENT, "person": person, "position": f"кызматы {person.hex()[-4:]}"}
        ticked = {"registration": registration, "day": "2026-11-19", "part": "day"}
        workspace.write(
            [Put("registration", registration, values), Put("attendance", new_id(), ticked)]
        )
    workspace.close()
    return trainer


def test_all_that_is_kept_of_her_is_in_one_file(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    place = tmp_path / "her.json"
    words = ("person-data", ALSO_SHE.hex(), "--as", "json", "--to", place, "--json")
    said = depter("-w", filled, *words).facts
    assert said["records"] == {
        "person": 2,
        "distinction": 1,
        "consent": 1,
        "club": 1,
        "registration": 1,
        "attendance": 1,
    }
    told = json.loads(place.read_text("utf-8"))
    assert told["person"] == SHE.hex()
    records = told["records"]
    assert {one["surname"] for one in records["person"]} == {"Үсөнова", "Усонова"}
    assert records["registration"][0]["position"] == f"кызматы {ALSO_SHE.hex()[-4:]}"
    assert (records["distinction"][0]["one"], records["distinction"][0]["other"]) == (
        SHE.hex(),
        None,
    )
    assert "Маматов" not in place.read_text("utf-8")
    assert OTHER.hex() not in place.read_text("utf-8")


@pytest.mark.parametrize("form", ["txt", "pdf", "docx"])
@pytest.mark.parametrize("code", ["ky", "ru", "en"])
def test_she_can_read_it(
    depter: Depter, filled: Path, tmp_path: Path, form: str, code: str
) -> None:
    words = ("person-data", SHE.hex(), "--as", form, "--language", code, "--to", tmp_path)
    assert depter("-w", filled, *words).code == 0
    file = tmp_path / f"person-data.{form}"
    if form == "docx":
        assert file.stat().st_size > 5000
        return
    text = (
        "\n".join(page.extract_text() for page in PdfReader(file).pages)
        if form == "pdf"
        else file.read_text("utf-8")
    )
    for said in ("Үсөнова", "0700 000 111", "Жыйын", "Клуб", "кагазда", "19.11.2026"):
        assert said in text
    assert "Маматов" not in text


def test_no_id_stands_where_she_needs_words(depter: Depter, filled: Path, tmp_path: Path) -> None:
    place = tmp_path / "her.pdf"
    depter("-w", filled, "person-data", SHE.hex(), "--to", place)
    said = "".join(page.extract_text() for page in PdfReader(place).pages)
    assert said.count("Жыйын") == 2, "at her registration and at her attendance"
    assert not re.search("[0-9a-f]{32}", said)


def test_that_it_was_written_is_kept_in_the_audit(
    depter: Depter, filled: Path, tmp_path: Path
) -> None:
    depter("-w", filled, "person-data", SHE.hex(), "--to", tmp_path, "--reason", "суроо 12")
    entries = depter("-w", filled, "audit", "--json").facts["entries"]
    (facts,) = [one["facts"] for one in entries if one["what"] == "person-data"]
    assert facts == {"person": SHE.hex(), "as": "pdf", "reason": "суроо 12"}


@pytest.mark.parametrize("person", ["Үсөнова", "00" * 16])
def test_who_is_not_there_is_said_in_one_line(
    depter: Depter, filled: Path, tmp_path: Path, person: str
) -> None:
    said = depter("-w", filled, "person-data", person, "--to", tmp_path / "x.pdf")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "x.pdf").exists()
