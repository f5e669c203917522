"""What commands are asked with and cannot mean: one line says what, and nothing is written."""

from datetime import date
from pathlib import Path

import pytest

from app.actions.records import save
from app.model import new_id
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter

TURNED = ("--set", "since=2026-01-01", "--set", "until=2025-01-01")


@pytest.fixture
def held(trainer: Path) -> Path:
    """A notebook with one invented event."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    values = {"title": "Жолугушуу", "type": "training", "code": "BAT-1"}
    save(workspace, "event", new_id(), values | {"date_from": date(2025, 5, 12)})
    layout = {"name": "Бланк", "number_pattern": "№ {number}", "for_all": True}
    save(workspace, "document_layout", new_id(), layout)
    workspace.close()
    return trainer


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("--set", "since=yesterday"), "since must be a day", 1),
        (("--set", "until=31.13.2026"), "until must be a day", 1),
        (TURNED, "ends on 01.01.2025, before it begins on 01.01.2026", 1),
        (("--set", "type=party"), "type cannot be “party”. There are: training", 1),
        (("--set", "territory=Нигде"), "“Нигде” is no place known for certain", 1),
        (("--set", "framework=X"), "no framework X here", 1),
        (("--set", "goal=X"), "No item of a framework is called “X”", 1),
        (("--set", "=x"), "KEY=VALUE", 2),
        (("--set", "small=no", "--set", "small=yes"), "small is said twice", 2),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
@pytest.mark.parametrize(
    "report", [("report", "overview"), ("report", "--all", "period"), ("issue", "budget")]
)
def test_a_wish_that_cannot_be_meant_is_said_in_one_line_and_nothing_is_written(
    depter: Depter,
    held: Path,
    report: tuple[str, ...],
    words: tuple[str, ...],
    said: str,
    code: int,
) -> None:
    to = held.parent / "x"
    refused = depter("--language", "en", "-w", held, *report, *words, "--to", to)
    assert (refused.code, refused.out, refused.err.count("\n")) == (code, "", 1), refused
    assert said in refused.err
    assert not to.exists()
    assert depter("-w", held, "issue", "--list", "--json").facts == []


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("report", "event", "--to", ""), "an empty name", 2),
        (("report", "--all", "", "--to", "x"), "--all EVENT", 2),
        (("report", "--all", "BAT-1", "--set", "layout=X", "--to", "x"), "no “X”", 1),
        (("table", "event", "--to", ""), "an empty name", 2),
        (("datapackage", "--to", ""), "an empty name", 2),
        (("datapackage", "--to", "file"), "something at file already", 1),
        (("indicator", "events", "--from", "2026-02-01", "--to", "2026-01-01"), "the end comes", 2),
        (("indicator", "events", "--from", "yesterday"), "not a day", 1),
        (("indicator", "events", "--framework", "X"), "no framework X", 1),
        (("indicator", "events", "--records", "training"), "--by", 2),
        (
            ("indicator", "events", "--by", "type", "--records", "X"),
            "no part “X”. There are: tr",
            1,
        ),
        (("framework", "show", ""), "framework show CODE", 2),
        (("framework", "search", "мектеп", "--in", "X"), "no framework X", 1),
        (("survey", "results", "--since", "2026-02-01", "--until", "2026-01-01"), "the end", 2),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_is_not_there_or_cannot_be_meant_is_said_in_one_line(
    depter: Depter, held: Path, words: tuple[str, ...], said: str, code: int
) -> None:
    (held.parent / "file").write_text("x")
    before = sorted(held.parent.iterdir())
    refused = depter("--language", "en", "-w", held, *words)
    assert (refused.code, refused.out, refused.err.count("\n")) == (code, "", 1), refused
    assert said in refused.err
    assert sorted(held.parent.iterdir()) == before


def test_a_place_may_be_named_for_a_report_as_for_a_figure(depter: Depter, held: Path) -> None:
    file = held.parent / "x.txt"
    words = ("--as", "txt", "--language", "ky", "--to", file)
    for named in ("Баткен облусу", "41705000000000"):
        said = depter("-w", held, "report", "quota", *words, "--set", f"territory={named}")
        assert said.code == 0, said.err
        assert "Баткен облусу" in file.read_text("utf-8")
