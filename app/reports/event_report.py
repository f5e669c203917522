"""The event report: what was planned, who came, what was given and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from app.language import Language, mark
from app.model import Event
from app.model.kinds import YesNo
from app.model.report_text import EVENT, Subject
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.content import (
    Block,
    Column,
    Document,
    Entry,
    Facts,
    Heading,
    Paragraph,
    Points,
    SignatureLines,
    Table,
    Voice,
)
from app.reports.event_annex import (
    copy_blocks,
    headcount_blocks,
    note_blocks,
    photo_blocks,
    reach_blocks,
)
from app.reports.event_attendance import attendance_blocks
from app.reports.event_figures import figure_blocks
from app.reports.event_programme import programme_blocks, source_line, venue_line
from app.reports.narrative import narrative
from app.reports.official import ApprovalBlock
from app.reports.parameters import Parameter
from app.reports.participants import Scopes
from app.reports.people import turnout
from app.reports.words import item_line, joined, place, term, terms, when
from app.storage import Workspace
from app.storage.questions.report import EventRows, Goal, consent_scopes, event_rows

PARAMETERS = (
    event_parameter(),
    Parameter(
        "names",
        YesNo(
            label=mark("List of names with attendance"),
            help=mark("Of those who agreed to be named; takes a reason"),
        ),
        default=False,
        discloses=True,
    ),
    Parameter("photos", YesNo(label=mark("Photos")), default=True),
    Parameter("approval", YesNo(label=mark("Block of approval")), default=False),
)


def gather_event_report(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """The report on one event in one language."""
    with workspace.snapshot() as reader:
        event = chosen_event(reader, parameters["event"])
        rows = event_rows(reader, event)
        told = narrative(reader, language, EVENT, Subject(event=event.id))
        scopes = consent_scopes(reader, event.id) if parameters["names"] else None
    blocks = [
        *_approval(language, is_wanted=bool(parameters["approval"])),
        *_title_blocks(language, rows),
        *told.part("introduction"),
        *_goal_blocks(language, rows),
        *programme_blocks(language, rows),
        *_organiser_blocks(language, rows),
        *_people_blocks(language, rows, scopes),
        *reach_blocks(language, rows),
        *copy_blocks(language, rows),
        *note_blocks(language, rows),
        *_result_blocks(language, event),
        *told.part("conclusion"),
        *_missing_blocks(language, rows),
        _signatures(language, rows, workspace.profile.name),
        *(photo_blocks(language, rows, workspace.attachments) if parameters["photos"] else ()),
    ]
    return Document(
        title=event.title,
        language=language.code,
        kicker=language.text("Event report"),
        author=workspace.profile.name,
        source=source_line(language, event, workspace.digest()),
        blocks=tuple(blocks),
    )


def _approval(language: Language, *, is_wanted: bool) -> Iterator[Block]:
    if is_wanted:
        yield ApprovalBlock(
            language.text("APPROVED"), ("", "", language.text("“___” __________ 20__"))
        )


def _title_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    event = rows.event
    pairs = (
        (language.text("Type"), term(language, "event_type", event.type)),
        (language.text("Mode"), term(language, "event_mode", event.mode)),
        (language.text("Status"), term(language, "event_status", event.status)),
        (language.text("When"), when(language, event)),
        (language.text("Territory"), place(language, rows.territories, event.territory)),
        (language.text("Venue"), venue_line(rows)),
        (language.text("Project"), _project(rows)),
        (language.text("Code"), event.code),
        (language.text("Topics"), joined(event.topics, ", ")),
        (language.text("Languages"), terms(language, "language_code", event.languages)),
        (language.text("For whom"), _audience(language, event)),
    )
    yield Facts(tuple((label, value) for label, value in pairs if value))
    if event.objectives:
        yield Heading(language.text("Aims"))
        yield Points(event.objectives)
    if event.tasks:
        yield Heading(language.text("Tasks"))
        yield Points(event.tasks, numbered=True)


def _project(rows: EventRows) -> str:
    return joined([rows.project.title, rows.project.donor]) if rows.project else ""


def _audience(language: Language, event: Event) -> str:
    coded = terms(language, "participant_category", event.target_audience)
    return "\n".join(text for text in (coded, event.audience_text) if text)


def _goal_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    if not rows.goals:
        return
    yield Heading(language.text("Goals it serves"))
    for code, goals in groupby(rows.goals, key=lambda goal: goal.item.framework):
        served = list(goals)
        yield Heading(_framework(language, code, served[0]), 2)
        yield Points(tuple(item_line(language, goal.item) for goal in served))


def _framework(language: Language, code: str, goal: Goal) -> str:
    if goal.framework is None:
        return code
    status = goal.framework.status
    draft = term(language, "framework_status", status) if status == "draft" else ""
    return joined([language.label(goal.framework.names()), draft])


def _organiser_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    if rows.organisations:
        yield Heading(language.text("Organisers and partners"))
        by_role: dict[str, list[str]] = {}
        for role, organisation in rows.organisations:
            by_role.setdefault(role, []).append(organisation.name)
        yield Facts(
            tuple((term(language, "org_role", role), "\n".join(by_role[role])) for role in by_role)
        )
    if rows.facilitators:
        yield Heading(language.text("Facilitators"))
        lines: list[tuple[Entry, ...]] = [
            (term(language, "person_role", role), person.caption(), position)
            for role, position, person in rows.facilitators
        ]
        yield Table(
            (
                Column(language.text("Role"), 2),
                Column(language.text("Full name"), 4),
                Column(language.text("Position"), 4),
            ),
            tuple(lines),
        )


def _people_blocks(language: Language, rows: EventRows, scopes: Scopes | None) -> Iterator[Block]:
    counted = turnout(rows)
    yield from figure_blocks(language, rows, counted)
    yield from headcount_blocks(language, rows)
    if scopes is not None:
        yield from attendance_blocks(language, counted, scopes)


def _result_blocks(language: Language, event: Event) -> Iterator[Block]:
    if event.results:
        yield Heading(language.text("Results"))
        yield Points(event.results, numbered=True)
    if event.note:
        yield Heading(language.text("Note"))
        yield Paragraph(event.note)


def _missing_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """What has not been written down yet, so that an empty report still says what to do."""
    parts = (
        (rows.event.objectives, language.text("aims of the event")),
        (rows.agenda, language.text("programme")),
        (rows.organisations, language.text("organisers and partners")),
        (rows.participants or rows.headcounts, language.text("participants")),
        (rows.presences or not rows.participants, language.text("attendance")),
    )
    missing = tuple(text for known, text in parts if not known)
    if missing:
        yield Heading(language.text("Not written down yet"))
        yield Paragraph(
            language.text("The report is made again when this is filled in:"), Voice.NOTE
        )
        yield Points(missing)


def _signatures(language: Language, rows: EventRows, author: str) -> SignatureLines:
    organiser = next((body.name for role, body in rows.organisations if role == "organiser"), "")
    office = joined([language.text("For the organiser"), organiser], "\n")
    return SignatureLines(((language.text("Report prepared by"), author), (office, "")))
