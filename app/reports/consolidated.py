"""Reports of figures over a period and a territory: consolidated, and four closer looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.language import Language, mark
from app.model import Event
from app.model.report_text import CONSOLIDATED
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    SignatureLines,
    Table,
    Voice,
)
from app.reports.indicator_blocks import (
    ToldParts,
    filter_of,
    filter_words,
    question_blocks,
    totals,
)
from app.reports.narrative import narrative, subject_of
from app.reports.overview_blocks import OverviewBlocks, overview_blocks, read_overview
from app.reports.told_people import told_sums
from app.reports.words import capital, count, joined, made_line, term
from app.storage import Workspace
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.indicators import IndicatorFilter, behind
from app.storage.reading import by_id, place_names

_MOST_EVENTS = 2000
Gather = Callable[[Workspace, Language, Mapping[str, object]], Document]


@dataclass(frozen=True)
class Section:
    """A part of a report: its heading, and the saved questions with what breaks each down."""

    heading: str
    questions: Mapping[str, tuple[str, ...]]
    has_overview: bool = False
    """Whether it begins with the map, the shares of women and men, and the ages."""


PEOPLE = Section(
    mark("Participants"),
    {
        "people": ("sex", "age_group", "category", "oblast"),
        "participations": ("sex", "oblast"),
        "presences": ("sex",),
        "staff": ("sex",),
        "deputies": ("sex", "oblast"),
        "headcount": ("category",),
    },
    has_overview=True,
)
EVENTS = Section(mark("Events"), {"events": ("type", "oblast", "goal")})
GROUP_WORK = Section(
    mark("Group work"),
    {"problems": ("goal", "oblast"), "recommendations": ("priority", "goal", "oblast")},
)
PLANS = Section(
    mark("Local action plans"),
    {
        "plans": ("status", "oblast"),
        "funded_plans": (),
        "measures": ("status", "goal"),
        "late_measures": ("oblast",),
        "budget": ("goal",),
        "spent": (),
        "local_share": ("oblast",),
    },
)
BODIES = Section(mark("Bodies and shares"), {"bodies": ("kind",), "balanced_bodies": ("kind",)})
CAPACITY = Section(
    mark("Capacity building"),
    {
        "events": ("type", "oblast"),
        "staff": ("sex", "oblast"),
        "test_gain": ("event",),
        "satisfaction": ("event",),
        "reach": ("kind",),
        "products": ("kind", "language"),
        "copies": ("kind", "oblast"),
        "bodies": ("kind",),
        "practice_tasks": ("club",),
        "club_meetings": ("club",),
    },
)
DISAGGREGATION = Section(
    mark("By sex, age, status and disability"),
    {"people": ("sex", "age_group", "social_status", "disability", "category", "oblast")},
)
BUDGET = Section(
    mark("Budget by goal"),
    {
        "budget": ("goal", "budget_source", "budget_status", "oblast"),
        "spent": ("goal",),
        "local_share": ("goal",),
    },
)
_AT_A_GLANCE = (
    "events",
    "people",
    "participations",
    "problems",
    "recommendations",
    "plans",
    "funded_plans",
    "measures",
    "budget",
    "spent",
    "balanced_bodies",
)


def gather_consolidated(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Everything of a period and a territory: figures, events, people, plans, bodies."""
    wanted = filter_of(workspace, parameters)
    sections = (EVENTS, PEOPLE, GROUP_WORK, PLANS, BODIES, CAPACITY)
    told = narrative(workspace.reader, language, CONSOLIDATED, subject_of(wanted))
    blocks: list[Block] = [
        *told.part("introduction"),
        Heading(language.text("At a glance")),
        totals(workspace, language, _AT_A_GLANCE, wanted),
        *_event_table(workspace, language, wanted),
    ]
    for section in sections:
        blocks += _section(workspace, language, section, wanted, parameters)
    blocks += [*told.part("analysis"), *told.part("conclusion")]
    blocks.append(
        SignatureLines(
            (
                (language.text("Report prepared by"), workspace.profile.name),
                (language.text("Head of the unit"), ""),
            )
        )
    )
    return figures_document(
        workspace, language, language.text("Consolidated report"), wanted, tuple(blocks)
    )


def looking_at(section: Section) -> Gather:
    """The gatherer of a report that has one section only, whose heading is the title."""

    def gather(
        workspace: Workspace, language: Language, parameters: Mapping[str, object]
    ) -> Document:
        wanted = filter_of(workspace, parameters)
        _, *blocks = _section(workspace, language, section, wanted, parameters)
        title = language.text(section.heading)
        return figures_document(workspace, language, title, wanted, tuple(blocks))

    return gather


def figures_document(
    workspace: Workspace,
    language: Language,
    title: str,
    wanted: IndicatorFilter,
    blocks: Sequence[Block],
) -> Document:
    """A document of figures: it says its filter above, and at its foot the state of the data."""
    said = filter_words(language, workspace, wanted)
    return Document(
        title=title,
        language=language.code,
        kicker=capital(said),
        author=workspace.profile.name,
        source=made_line(language, said, workspace.digest()),
        blocks=tuple(blocks),
    )


def _section(
    workspace: Workspace,
    language: Language,
    section: Section,
    wanted: IndicatorFilter,
    parameters: Mapping[str, object],
) -> list[Block]:
    blocks: list[Block] = [Heading(language.text(section.heading))]
    has_small = bool(parameters["small"])
    told: ToldParts = {}
    if section.has_overview:
        pieces = OverviewBlocks(language, read_overview(workspace, wanted), has_small)
        blocks += overview_blocks(pieces)
        told = told_sums(pieces.told)
    for key, by in section.questions.items():
        blocks += question_blocks(
            workspace,
            language,
            key,
            by,
            wanted,
            has_small=has_small,
            told=told if key == "people" else {},
        )
    if len(blocks) == 1:
        blocks.append(
            Paragraph(language.text("Nothing was written down for this yet."), Voice.NOTE)
        )
    return blocks


def _event_table(
    workspace: Workspace, language: Language, wanted: IndicatorFilter
) -> Iterator[Block]:
    """The events of the period in their order, each with how many came."""
    ids = [one.id for one in behind(workspace, "events", wanted, limit=_MOST_EVENTS)]
    events = list(by_id(workspace.reader, Event, ids).values())
    if not events:
        return
    events.sort(key=lambda event: (event.date_from or date.min, event.id))
    places = place_names(workspace.reader, [event.territory for event in events])
    came = {line.id: line.people for line in list_events(workspace, EventFilter()).lines}
    rows = [
        (
            count(language, number),
            Cell(event.title, joined([event.code, term(language, "event_type", event.type)])),
            language.days(event.date_from, event.date_to),
            language.label(places.get(event.territory or "", {})),
            count(language, came.get(event.id, 0)),
        )
        for number, event in enumerate(events, 1)
    ]
    yield Heading(language.text("List of events"))
    yield Table(
        (
            Column("№", 0.6, Align.RIGHT),
            Column(language.text("Event"), 5),
            Column(language.text("When"), 2),
            Column(language.text("Territory"), 2.4),
            Column(language.text("People"), 1, Align.RIGHT),
        ),
        tuple(rows),
    )
