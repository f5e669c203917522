"""A sample document, on which a layout is looked at: a little of all that documents consist of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.language import Language
from app.reports.content import (
    Align,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Table,
)
from app.reports.parameters import Parameter
from app.storage import Workspace

PARAMETERS: tuple[Parameter, ...] = ()


def gather_sample(
    workspace: Workspace,
    language: Language,
    parameters: Mapping[str, object],  # noqa: ARG001 - all reports are gathered alike
) -> Document:
    """A page that says of itself that it is a sample."""
    say = language.text
    rows = (("1", say("First line"), 12), ("2", say("Second line"), 30))
    return Document(
        title=say("Sample of a document"),
        language=language.code,
        kicker=say("To look at the layout"),
        author=workspace.profile.name,
        source=say("Sample"),
        blocks=(
            Facts(
                (
                    (say("Report prepared by"), workspace.profile.name),
                    (say("Day"), language.day(date.today())),
                )
            ),
            Heading(say("Heading of a part")),
            Paragraph(
                say(
                    "This is how running text looks. It goes on over several lines, so that one "
                    "sees how wide the margins are, how large the letters stand and how far apart "
                    "the lines are."
                )
            ),
            Points((say("a first point"), say("a second point")), numbered=True),
            Heading(say("Heading of a smaller part"), 2),
            Table(
                (
                    Column("№", 0.5, Align.RIGHT),
                    Column(say("What"), 4),
                    Column(say("How many"), 1.5, Align.RIGHT),
                ),
                tuple((no, what, Cell(str(many), value=many)) for no, what, many in rows),
            ),
        ),
    )
