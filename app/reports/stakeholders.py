"""The stakeholder map of an event: who they are, what they want, how to work with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from app.language import Language
from app.model import Stakeholder
from app.model.enumerations import ENUMERATIONS
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    Paragraph,
    Table,
    Voice,
)
from app.reports.event_programme import source_line
from app.reports.words import NOTHING, joined, term
from app.storage import Workspace
from app.storage.questions.consents import gone_among
from app.storage.questions.group_work import group_work

PARAMETERS = (event_parameter(Stakeholder),)


def gather_stakeholders(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Each group of stakeholders with interests, influence and kinds of cooperation."""
    with workspace.snapshot() as reader:
        event = chosen_event(reader, parameters["event"], Stakeholder)
    named = _without_gone(workspace, group_work(workspace, event.id).stakeholders)
    return Document(
        title=event.title,
        language=language.code,
        kicker=language.text("Stakeholder map"),
        author=workspace.profile.name,
        source=source_line(language, event, workspace.digest()),
        blocks=tuple(_groups(language, named)),
        landscape=True,
    )


def _without_gone(workspace: Workspace, named: list[Stakeholder]) -> list[Stakeholder]:
    """Stakeholders without the names of people who took their consent back."""
    gone = gone_among(workspace.reader, [one.person for one in named])
    return [replace(one, name="") if one.person in gone else one for one in named]


def _groups(language: Language, named: list[Stakeholder]) -> Iterator[Block]:
    if not named:
        yield Paragraph(language.text("No stakeholders are written down yet."), Voice.NOTE)
    order = list(ENUMERATIONS["stakeholder_group"])
    ordered = sorted(named, key=lambda one: order.index(one.kind) if one.kind in order else 99)
    for kind, members in groupby(ordered, key=lambda one: one.kind):
        yield Heading(term(language, "stakeholder_group", kind))
        yield Table(
            (
                Column(language.text("Stakeholder"), 3),
                Column(language.text("Interests"), 3),
                Column(language.text("Influence (1–5)"), 1.2, Align.RIGHT),
                Column(language.text("Interest (1–5)"), 1.2, Align.RIGHT),
                Column(language.text("Attitude"), 1.4),
                Column(language.text("Kinds of cooperation"), 3),
            ),
            tuple(_line(language, one) for one in members),
        )


def _line(language: Language, one: Stakeholder) -> tuple[Entry, ...]:
    return (
        Cell(one.name or NOTHING, term(language, "item_level", one.level)),
        one.interests,
        _score(language, one.influence),
        _score(language, one.interest),
        term(language, "stakeholder_attitude", one.attitude),
        joined(one.cooperation, "\n"),
    )


def _score(language: Language, score: int | None) -> Cell:
    return Cell(language.number(score) if score else NOTHING, value=score)
