"""issue and layout: documents with a number, and how they look."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.actions.records import save
from app.model import new_id
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter


@pytest.fixture
def held(trainer: Path) -> Path:
    """A notebook with one invented event."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    values = {"title": "Баткендеги жолугушуу", "type": "training", "code": "BAT-1"}
    save(workspace, "event", new_id(), values | {"date_from": "2025-05-12"})
    workspace.close()
    return trainer


def issue(depter: Depter, held: Path, *words: str) -> dict[str, object]:
    file = held.parent / "out.txt"
    said = depter(
        *("-w", held, "--json", "issue", "event", "--as", "txt", "--to", file),
        *("--on", "30.11.2026", *words),
    )
    assert said.code == 0, said.err
    return {**said.facts, "text": file.read_text("utf-8")}


def test_an_issued_document_bears_the_next_number_and_a_report_takes_none(
    depter: Depter, held: Path
) -> None:
    depter("-w", held, "layout", "--begin", "report", "--set", "number_pattern=№ {number}/{year}")
    for number in (1, 2):
        made = issue(depter, held)
        assert made["shown"] == f"№ {number}/2026"
        assert f"№ {number}/2026" in str(made["text"])
        assert "30.11.2026" in str(made["text"])
        plain = depter("-w", held, "report", "event", "--as", "txt", "--to", held.parent)
        assert plain.code == 0
        assert "№ ____/" in (held.parent / "event.txt").read_text("utf-8")
    listed = depter("-w", held, "--json", "issue", "--list").facts
    assert [one["number"] for one in listed] == [2, 1]
    assert {one["title"] for one in listed} == {"Баткендеги жолугушуу"}
    again = depter(
        *("-w", held, "report", "event", "--as", "txt", "--to", held.parent),
        *("--set", f"issued={listed[1]['id']}"),
    )
    assert again.code == 0
    assert "№ 1/2026" in (held.parent / "event.txt").read_text("utf-8")


def test_a_number_by_hand_is_taken_once(depter: Depter, held: Path) -> None:
    depter("-w", held, "layout", "--begin", "report")
    assert issue(depter, held, "--number", "17")["shown"] == "№ 17"
    refused = depter(
        *("-w", held, "issue", "event", "--to", held.parent / "x.pdf", "--number", "17"),
        *("--on", "1.12.2026"),
    )
    assert refused.code == 1
    assert "The number 17 of 2026 is borne by" in refused.err
    assert not (held.parent / "x.pdf").exists()


def test_a_file_that_cannot_be_written_takes_no_number(depter: Depter, held: Path) -> None:
    depter("-w", held, "layout", "--begin", "report")
    nowhere = held.parent / "no" / "such" / "folder" / "x.pdf"
    said = depter("-w", held, "issue", "event", "--to", nowhere)
    assert said.code == 1
    assert depter("-w", held, "--json", "issue", "--list").facts == []


def test_without_a_layout_nothing_can_be_issued(depter: Depter, held: Path) -> None:
    said = depter("-w", held, "issue", "event", "--to", held.parent / "x.pdf")
    assert said.code == 1
    assert "depter layout --begin" in said.err
    assert "Nothing was issued yet" in depter("-w", held, "issue", "--list").out


def test_a_layout_is_made_changed_and_copied(depter: Depter, held: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    logo = held.parent / "logo.png"
    logo.write_bytes(picture.getvalue())
    made = depter(
        *("-w", held, "--json", "layout", "--begin", "order", "--logo", logo),
        *("--set", "name=Буйрук", "--set", "for_all=yes", "--set", r"letterhead_ky=Кеңсе\nБаткен"),
    )
    assert made.code == 0, made.err
    (layout,) = made.facts
    assert (layout["name"], layout["for_all"], layout["size"]) == ("Буйрук", True, 14)
    assert layout["letterhead_ky"] == "Кеңсе\nБаткен"
    assert layout["logo"]
    copied = depter("-w", held, "--json", "layout", "буйрук", "--copy", "--set", "size=12")
    assert [(one["name"], one["size"]) for one in copied.facts] == [
        ("Буйрук", 14),
        ("Буйрук (copy)", 12),
    ]
    assert "all documents" in depter("-w", held, "layout").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "size=200"), "Write a number from 8 to 18"),
        (("--set", "colour=red"), "has no field colour"),
        (("--set", "number_pattern=№ {n}"), "Nothing is known to put for {n}"),
        (("--logo", "nothing.png"), "cannot be read"),
        (("--unit", "{number}"), "A few letters or figures"),
    ],
)
def test_what_a_layout_cannot_be_is_said_in_one_line(
    depter: Depter, held: Path, words: tuple[str, ...], said: str
) -> None:
    depter("-w", held, "layout", "--begin", "order", "--set", "name=Буйрук")
    refused = depter("-w", held, "layout", "Буйрук", *words)
    assert refused.code != 0
    assert said in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_a_number_with_a_part_of_the_unit_asks_for_it_once(depter: Depter, held: Path) -> None:
    depter("-w", held, "layout", "--begin", "report", "--set", "number_pattern={unit}/{number}")
    refused = depter("-w", held, "issue", "event", "--to", held.parent / "x.pdf")
    assert refused.code == 1
    assert "part of the unit" in refused.err
    depter("-w", held, "layout", "--unit", "БТ")
    assert issue(depter, held)["shown"] == "БТ/1"
