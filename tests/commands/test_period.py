"""--period: a period people speak of, in place of its two days."""

from datetime import date
from pathlib import Path

import pytest

from app.actions.records import save
from app.actions.surveys import add_form
from app.language import language
from app.model import new_id
from app.model.periods import days_of
from app.paths import resource
from app.reports.words import period
from app.storage import open_workspace
from app.surveys import convert
from tests.commands.notebooks import PASSPHRASE, Depter

PERIOD = "last-half-year"


@pytest.fixture
def days() -> tuple[date, date]:
    return days_of("last_half_year", date.today())


@pytest.fixture
def held(trainer: Path, days: tuple[date, date]) -> Path:
    """A notebook with an event on the last day of the period, and one before its first."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    for code, day in (("IN", days[1]), ("BEFORE", days[0].replace(year=days[0].year - 1))):
        values = {"title": code, "type": "training", "code": code, "date_from": day}
        save(workspace, "event", new_id(), values)
    content = resource("forms", "event_feedback.xlsx").read_bytes()
    add_form(workspace, convert(content, "event_feedback.xlsx"))
    workspace.close()
    return trainer


def test_a_report_is_of_the_days_of_the_period(
    depter: Depter, held: Path, days: tuple[date, date]
) -> None:
    file = held.parent / "x.txt"
    words = ("--as", "txt", "--language", "en", "--to", file, "--period", PERIOD)
    assert depter("-w", held, "report", "overview", *words).code == 0
    assert period(language("en"), *days) in file.read_text("utf-8")


def test_a_figure_is_of_the_period_and_it_may_be_written_as_the_code_is(
    depter: Depter, held: Path
) -> None:
    assert depter("-w", held, "indicator", "events", "--json").facts["value"] == 2
    for said_so in (PERIOD, "last_half_year"):
        said = depter("-w", held, "indicator", "events", "--period", said_so, "--json").facts
        assert said["value"] == 1


def test_a_folder_has_the_events_of_the_period(
    depter: Depter, held: Path, days: tuple[date, date]
) -> None:
    words = ("--period", PERIOD, "--as", "txt", "--to", held.parent / "papers", "--json")
    files = depter("-w", held, "report", "--all", "period", *words).facts["files"]
    assert any(" IN " in name for name in files)
    assert not any(" BEFORE " in name for name in files)
    assert any(name.startswith(f"{days[0]}–{days[1]}") for name in files)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "overview", "--to", "x.pdf", "--set", "since=2025-05-01"), "since and until"),
        (("report", "event", "--to", "x.pdf"), "event has none"),
        (("report", "--all", "IN", "--to", "x"), "--all period"),
        (("issue", "resolution", "--to", "x.pdf"), "resolution has none"),
        (("indicator", "events", "--to", "31.12.2025"), "--from and --to"),
        (("survey", "results", "--since", "2025-01-01"), "--since and --until"),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, tuple) else "",
)
def test_a_period_where_it_cannot_be_meant_is_refused_in_one_line(
    depter: Depter, held: Path, words: tuple[str, ...], said: str
) -> None:
    refused = depter("-w", held, *words, "--period", PERIOD)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert said in refused.err
    assert not [path for path in held.parent.iterdir() if path.name.startswith("x")]


def test_a_period_that_is_none_is_said_with_those_there_are(depter: Depter, held: Path) -> None:
    refused = depter("-w", held, "indicator", "events", "--period", "yesterday")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "last-quarter" in refused.err


def test_answers_of_the_period_are_counted(depter: Depter, held: Path) -> None:
    said = depter("-w", held, "survey", "results", "--period", PERIOD, "--json")
    assert (said.code, said.facts["total"]) == (0, 0)
