"""The register of processing: which personal data are kept, why, where they go, how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.language import Language, mark
from app.model import RECORD_TYPES, Record
from app.model.kinds import File, Kind, Link, Privacy
from app.reports.content import Block, Column, Document, Entry, Heading, Paragraph, Points, Table
from app.reports.parameters import Parameter
from app.reports.words import made_line
from app.storage import Workspace

PARAMETERS: tuple[Parameter, ...] = ()
_LISTS = mark("To report who took part in what, and with which share of women and men")
_WORK = mark("To know who does and answers for what")
WHY: Mapping[str, str] = {
    "person": mark("To tell people apart, to invite them and to report whom events reach"),
    "distinction": mark("To keep two people of like names apart"),
    "consent": mark("To prove what a person agreed to and what she took back"),
    "redaction": mark("To keep what was forgotten from coming back"),
    "club_member": _LISTS,
    "agenda_item": _WORK,
    "event_person": _WORK,
    "registration": _LISTS,
    "group_member": _LISTS,
    "stakeholder": mark("To know whom to speak with about a problem"),
    "plan_member": _WORK,
    "body_member": _WORK,
    "plan_measure": _WORK,
    "monitoring_entry": _WORK,
    "practice_task": mark("To accompany a member of a club in what she tries out"),
    "attachment": mark("To show that an event took place"),
    "submission": mark("To learn what people need and what they learnt"),
    "submission_file": mark("To learn what people need and what they learnt"),
    "club": _WORK,
    "group_session": _WORK,
}
"""Why each type that tells of people is kept."""
_GOES = (
    mark(
        "Up: from a trainer to her unit and to the coordinator, in packages that are signed and "
        "sealed for the receiver. Down goes nobody who was not known there."
    ),
    mark("Into lists, sheets and tables of the office, without those who took their consent back."),
    mark(
        "Out of the office only without names, or in full for a stated reason that the audit keeps."
    ),
)
_STAYS = (
    mark(
        "In the notebook, encrypted, until the person asks that she be forgotten; that removes her "
        "personal data here and wherever packages reach. Sex, age, territory and attendance stay "
        "for the figures."
    ),
    mark("Consents that were taken back stay, as proof of what was agreed to and until when."),
)


def gather_processing(
    workspace: Workspace,
    language: Language,
    parameters: Mapping[str, object],  # noqa: ARG001 - all reports are gathered alike
) -> Document:
    """The register, out of the declaration of the records."""
    return Document(
        title=language.text("Register of processing of personal data"),
        language=language.code,
        author=workspace.profile.name,
        source=made_line(language, language.text("personal data"), workspace.digest()),
        blocks=tuple(_blocks(language)),
        landscape=True,
    )


def _blocks(language: Language) -> Iterator[Block]:
    yield Heading(language.text("What is kept, and why"))
    columns = (
        Column(language.text("Records"), 2.6),
        Column(language.text("Personal data"), 4),
        Column(language.text("Sensitive data"), 2.4),
        Column(language.text("Why"), 5),
    )
    yield Table(columns, tuple(_row(language, each) for each in told_of_people()))
    yield Heading(language.text("Where it goes"))
    yield Points(tuple(language.text(each) for each in _GOES))
    yield Heading(language.text("How long it stays"))
    yield Points(tuple(language.text(each) for each in _STAYS))
    yield Heading(language.text("What a person may ask"))
    yield Paragraph(
        language.text(
            "All that is kept about her, within a week, in one file; that it be corrected; that "
            "her consent be taken back, for each use by itself; that she be forgotten."
        )
    )


def told_of_people() -> list[type[Record]]:
    """The types that say something of a person, or name her."""
    return [each for each in RECORD_TYPES.values() if any(map(_tells, each.kinds().values()))]


def _tells(kind: Kind) -> bool:
    return kind.privacy is not Privacy.PUBLIC or _is_person(kind)


def _is_person(kind: Kind) -> bool:
    return isinstance(kind, Link) and kind.to == "person"


def _row(language: Language, record_type: type[Record]) -> tuple[Entry, ...]:
    kinds = list(record_type.kinds().values())
    is_tied = any(_is_person(kind) for kind in kinds)

    def labels(privacy: Privacy) -> str:
        said = [
            language.text(kind.label)
            for kind in kinds
            if kind.privacy is privacy
            or (
                privacy is Privacy.PERSONAL
                and kind.privacy is Privacy.PUBLIC
                and (_is_person(kind) or (is_tied and isinstance(kind, File)))
            )
        ]
        return ", ".join(dict.fromkeys(said)) or "–"

    return (
        language.text(record_type.label_plural),
        labels(Privacy.PERSONAL),
        labels(Privacy.SENSITIVE),
        language.text(WHY[record_type.type_name]),
    )
