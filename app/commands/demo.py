"""`depter demo`: the real input, from four notebooks to the reports of the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.errors import AppError
from app.language import LANGUAGES, language, mark

if TYPE_CHECKING:
    from app.exchange import Card
    from app.storage import Workspace

PASSPHRASE = "demo"  # noqa: S105 - of invented people
PEOPLE = 30
TYPED_TWICE = 3
"""How many people of a meeting the next trainer types anew, as happens."""
_COUNTRY = "41700000000000"
_REPORTED = ("consultative_meeting", "discussion_platform")
"""The events reports are written of: those whose programme and people are known."""


class FolderNotEmpty(AppError):
    """The demonstration is only made in a new or empty folder."""


@dataclass
class Demo:
    """What is to be made, and where."""

    folder: Path
    seed: int
    trainers: int
    events: int
    people: int


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
@click.option("--seed", default=7, show_default=True, help="The same seed, the same content.")
@click.option(
    "--trainers", default=4, show_default=True, type=click.IntRange(1, 1000), help="Notebooks."
)
@click.option(
    "--events", default=1, show_default=True, type=click.IntRange(1, 1000), help="Each, at least."
)
@click.option(
    "--people", default=PEOPLE, show_default=True, type=click.IntRange(5, 20_000), help="An event."
)
@answers
def demo(
    session: Session, folder: Path, seed: int, trainers: int, events: int, people: int
) -> Answer:
    """Make a demonstration in DIR: four trainers, a coordinator, packages and reports."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(
            mark("The folder {folder} is not empty. Name a new one."), folder=str(folder)
        )
    facts = make_demo(Demo(folder, seed, trainers, events, people))
    text = session.language.text
    lines = [
        text("The demonstration is in {folder}.", folder=folder),
        text("Everybody in it is invented. The passphrase of every notebook: {word}", word="demo"),
        text("Digest of the coordinator's notebook: {digest}", digest=facts["digest"]),
    ]
    return Answer(facts, lines)


def make_demo(wish: Demo) -> dict[str, Any]:
    """Make all of it; answers what was made, for showing."""
    from app.commands.demo_plans import write_national
    from app.exchange import merge, own_card

    packages = wish.folder / "packages"
    packages.mkdir(parents=True)
    with _notebook(wish.folder / "coordinator", "Координатор", "coordinator", "ky") as centre:
        made = _trainers(wish, own_card(centre), packages)
        _say("merging")
        outcomes = merge(centre, [packages])
        write_national(centre)
        reports = _write_reports(centre, wish.folder / "reports")
        (wish.folder / "README.txt").write_text(_readme(), encoding="utf-8")
        return {
            "folder": str(wish.folder),
            "trainers": made,
            "merged": [
                {"file": done.path.name, "new": done.counts.new, "conflicts": done.counts.conflicts}
                for done in outcomes
            ],
            "reports": reports,
            "digest": centre.digest(),
        }


def _trainers(wish: Demo, coordinator: Card, packages: Path) -> list[dict[str, Any]]:
    from app.commands.demo_events import Notebook
    from app.commands.demo_surveys import Surveys
    from app.exchange import export
    from app.model.resources import read_yaml

    listed: list[dict[str, Any]] = read_yaml("demo/meetings")["trainers"]
    made: list[dict[str, Any]] = []
    typed_before: list[dict[str, object]] = []
    surveys = Surveys()
    for number in range(wish.trainers):
        trainer = _trainer(listed, number)
        _say(trainer["slug"])
        folder = wish.folder / f"trainer-{trainer['slug']}"
        with _notebook(
            folder, trainer["name"], "trainer", trainer["language"], trainer["town"]
        ) as ws:
            notebook = Notebook(ws, trainer, wish.seed)
            event = _hold_events(notebook, wish, typed_before, is_real=number < len(listed))
            surveys.fill(notebook, event)
            typed_before = [dict(person.values) for person in notebook.known[-TYPED_TWICE:]]
            given = export(ws, [coordinator], packages)
            made.append(
                {
                    "folder": folder.name,
                    "package": given.path.name,
                    "size": given.size,
                    "records": given.counts["rows"],
                    "digest": ws.digest(),
                }
            )
    return made


def _trainer(listed: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """One of the four of May 2025, or for load somebody like one of them."""
    if number < len(listed):
        return listed[number]
    like = listed[number % len(listed)]
    return {**like, "slug": f"{like['slug']}-{number + 1}", "name": f"{like['name']} {number + 1}"}


def _hold_events(
    notebook: Any, wish: Demo, typed_before: list[dict[str, object]], *, is_real: bool
) -> bytes:
    """Hold a trainer's events; answers the first."""
    from app.commands.demo_papers import write_papers
    from app.commands.demo_plans import plan_villages

    events: list[bytes] = []
    held = 0
    if is_real:
        events.append(notebook.hold_meeting(wish.people, typed_before))
        plan_villages(notebook, events[0])
        write_papers(notebook, events[0])
        held = 1
        if notebook.words["club_is_held_by"] == notebook.trainer["slug"]:
            notebook.hold_club(wish.people)
            held = 2
    extra = range(held, wish.events)
    events.extend(notebook.hold_extra(number + 1, wish.people) for number in extra)
    return events[0]


@contextmanager
def _notebook(
    folder: Path, name: str, role: str, code: str, territory: str = _COUNTRY
) -> Iterator[Workspace]:
    from app.storage import Profile, create_workspace

    profile = Profile(name=name, role=role, territory=territory, language=code)
    workspace = create_workspace(folder, PASSPHRASE, profile).workspace
    try:
        yield workspace
    finally:
        workspace.close()


def _write_reports(workspace: Workspace, folder: Path) -> list[str]:
    """The event reports of the real events in three languages, and their sign-in sheets."""
    from app.model import Event
    from app.reports import draw, make

    folder.mkdir()
    written = []
    events = workspace.find(Event, order="date_from")
    real = [event for event in events if event.type in _REPORTED]
    for number, event in enumerate(real, start=1):
        for code in LANGUAGES:
            _say(f"report {number} {code}")
            asked = {"event": event.id.hex()}
            for name in ("event", "sign-in-sheet") if code == "ky" else ("event",):
                path = folder / f"{number}-{event.date_from}-{name}-{code}.pdf"
                path.write_bytes(draw(make(name, workspace, language(code), asked), "pdf"))
                written.append(path.name)
    return written


def _readme() -> str:
    """What lies here, in the three languages."""
    text = mark(
        "A demonstration of Depter. Every participant and trainer in it is invented. The "
        "passphrase of every notebook is “demo”. Open one with: depter -w trainer-batken"
    )
    return "\n\n".join(language(code).text(text) for code in LANGUAGES) + "\n"


def _say(text: str) -> None:
    click.echo(text, err=True)
