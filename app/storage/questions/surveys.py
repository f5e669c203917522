"""What the pages of surveys ask: which there are, who filled them, what is being filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import sort_key
from app.model import Submission, Survey, SurveyVersion, full_name
from app.model.stamp import stamp_device, stamp_moment
from app.storage import drafts
from app.storage.drafts import Draft
from app.storage.forms import form_of
from app.storage.history import author
from app.storage.selection import COUNTED, EVERYTHING, AnswerFilter, conditions, versions_of

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

PAGE = 100
"""How many filled forms are read at a time."""


class VersionLine(NamedTuple):
    """One version of a survey."""

    id: bytes
    version: str
    title: str
    languages: tuple[str, ...]
    is_withdrawn: bool
    is_here: bool
    """Whether the form itself has arrived."""
    filled: int
    made_at: datetime


@dataclass(frozen=True)
class SurveyLine:
    """One line of the list of surveys; its versions, the newest first."""

    id: bytes
    form_id: str
    title: str
    purpose: str | None
    is_withdrawn: bool
    versions: tuple[VersionLine, ...]
    filled: int
    drafts: int
    last_on: date | None
    """The last day somebody answered."""

    @property
    def asked(self) -> VersionLine | None:
        """The version that is asked now: the newest that is here and not withdrawn."""
        if self.is_withdrawn:
            return None
        good = (one for one in self.versions if one.is_here and not one.is_withdrawn)
        return next(good, None)


def list_surveys(ws: Workspace, purpose: str = "") -> list[SurveyLine]:
    """The surveys by title; those no longer asked at the end."""
    counts = _counts(ws)
    begun: dict[bytes, int] = {}
    for draft in drafts.drafts(ws):
        begun[draft.survey_version] = begun.get(draft.survey_version, 0) + 1
    found = [
        _line(ws, survey, counts, begun)
        for survey in ws.find(Survey)
        if not purpose or survey.purpose == purpose
    ]
    return sorted(found, key=lambda line: (line.is_withdrawn, sort_key(line.title)))


def survey_line(ws: Workspace, survey: bytes) -> SurveyLine | None:
    """The line of one survey."""
    return next((line for line in list_surveys(ws) if line.id == survey), None)


def _counts(ws: Workspace) -> dict[bytes, tuple[int, str | None]]:
    """By version how many filled forms there are, and the last day of one."""
    rows = ws.reader.execute(
        "SELECT s.survey_version, count(*), max(s.collected_on) FROM submission s "
        f"WHERE {COUNTED} GROUP BY s.survey_version"
    )
    return {version: (count, last) for version, count, last in rows}


def _line(
    ws: Workspace,
    survey: Survey,
    counts: Mapping[bytes, tuple[int, str | None]],
    begun: Mapping[bytes, int],
) -> SurveyLine:
    order = {version: place for place, version in enumerate(versions_of(ws, survey.id))}
    versions = sorted(ws.find(SurveyVersion, survey=survey.id), key=lambda one: order[one.id])
    days = [day for one in versions if (day := counts.get(one.id, (0, None))[1])]
    return SurveyLine(
        survey.id,
        survey.form_id,
        survey.title,
        survey.purpose,
        bool(survey.is_withdrawn),
        tuple(_version(ws, one, counts.get(one.id, (0, None))[0]) for one in versions),
        sum(counts.get(one.id, (0, None))[0] for one in versions),
        sum(begun.get(one.id, 0) for one in versions),
        date.fromisoformat(max(days)) if days else None,
    )


def _version(ws: Workspace, one: SurveyVersion, filled: int) -> VersionLine:
    row = ws.reader.execute("SELECT _stamp FROM survey_version WHERE id = ?", (one.id,)).fetchone()
    is_here = one.xform is not None and ws.attachments.has(one.xform)
    return VersionLine(
        one.id,
        one.version,
        one.title,
        one.languages,
        bool(one.is_withdrawn),
        is_here,
        filled,
        stamp_moment(row[0]),
    )


# ---- filled forms ----


class SubmissionLine(NamedTuple):
    """One line of the list of filled forms."""

    id: bytes
    survey_version: bytes
    version: str
    collected_on: date | None
    territory: str | None
    place: tuple[str, str, str]
    """The territory's name in Kyrgyz, Russian and English."""
    event: str
    person: str
    code: str
    group: str
    round: int | None
    source: str | None
    is_empty: bool
    """Whether its answers were forgotten with the person."""
    second_entry: bytes | None
    """The form that was typed from the same paper once more."""
    who: str
    """Whose notebook it was filled in."""


@dataclass(frozen=True)
class SubmissionPage:
    """A page of filled forms, the latest first, and how many there are in all."""

    total: int
    lines: list[SubmissionLine]


def list_submissions(
    ws: Workspace,
    survey: bytes,
    wanted: AnswerFilter = EVERYTHING,
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> SubmissionPage:
    """The filled forms a filter leaves, the day of answering first; `sex` is that of the person."""
    where, values = _where(ws, survey, wanted)
    total = ws.reader.execute(f"SELECT count(*) FROM submission s WHERE {where}", values)
    rows = ws.reader.execute(
        f"SELECT s._row FROM submission s WHERE {where} "
        "ORDER BY s.collected_on DESC, s._row DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    lines = submission_lines(ws, [row for (row,) in rows])
    return SubmissionPage(total.fetchone()[0], lines)


def _where(ws: Workspace, survey: bytes, wanted: AnswerFilter) -> tuple[str, list[Any]]:
    where, values = conditions(wanted)
    versions = versions_of(ws, survey, wanted)
    marks = ", ".join("?" * len(versions))
    where = f"s.survey_version IN ({marks}) AND {where}"
    if wanted.sex:
        where += " AND s.person IN (SELECT id FROM person WHERE sex = ?)"
        values.append(wanted.sex)
    return where, [*versions, *values]


_LINE = (
    "SELECT s._row, s.id, s._stamp, s.survey_version, v.version, s.collected_on, s.territory, "
    "t.name_ky, t.name_ru, t.name_en, e.title, p.surname, p.name, p.patronymic, s.code, "
    "s.group_name, s.round, s.source, s.instance IS NULL, (SELECT d.id FROM submission d "
    "WHERE d.second_entry_of = s.id AND d._deleted = 0 LIMIT 1) FROM submission s "
    "LEFT JOIN survey_version v ON v.id = s.survey_version "
    "LEFT JOIN territory t ON t.code = s.territory "
    "LEFT JOIN event e ON e.id = s.event LEFT JOIN person p ON p.id = s.person "
)


def submission_lines(ws: Workspace, order: Sequence[int]) -> list[SubmissionLine]:
    """The lines of filled forms by their row numbers, in this order."""
    rows = ws.reader.execute(f"{_LINE} WHERE s._row IN ({', '.join('?' * len(order))})", order)
    found = {row[0]: _submission_line(ws, row[1:]) for row in rows}
    return [found[row] for row in order]


def _submission_line(ws: Workspace, row: Sequence[Any]) -> SubmissionLine:
    record_id, stamp, survey_version, version, day, territory, ky, ru, en, event, *rest = row
    surname, name, patronymic, code, group, number, source, is_empty, second = rest
    owner = author(ws, stamp_device(stamp))
    return SubmissionLine(
        record_id,
        survey_version,
        version or "",
        date.fromisoformat(day) if day else None,
        territory,
        (ky or "", ru or "", en or ""),
        event or "",
        full_name(surname or "", name or "", patronymic or ""),
        code or "",
        group or "",
        number,
        source,
        bool(is_empty),
        second,
        owner.name if owner else "",
    )


class DraftLine(NamedTuple):
    """One form that is being filled."""

    draft: Draft
    title: str
    person: str


def list_drafts(ws: Workspace, survey: bytes | None = None) -> list[DraftLine]:
    """What was begun and not finished, the last one first."""
    return [_draft_line(ws, draft) for draft in drafts.drafts(ws, survey)]


def _draft_line(ws: Workspace, draft: Draft) -> DraftLine:
    row = ws.reader.execute(
        "SELECT s.title FROM survey s JOIN survey_version v ON v.survey = s.id WHERE v.id = ?",
        (draft.survey_version,),
    ).fetchone()
    person = ws.reader.execute(
        "SELECT surname, name, patronymic FROM person WHERE id = ?", (draft.facts.get("person"),)
    ).fetchone()
    name = full_name(*(part or "" for part in person)) if person else ""
    return DraftLine(draft, row[0] if row else "", name)


# ---- two documents side by side ----


class Differing(NamedTuple):
    """One answer that differs: its question, in which row of a repeat (from 1), the answers."""

    path: str
    labels: Mapping[str, str]
    row: tuple[int, ...]
    answers: tuple[str, ...]
    """As stored, one for each document."""
    options: Mapping[str, Mapping[str, str]]
    """The labels of the choices by their codes."""


def differing(ws: Workspace, version: bytes, documents: Sequence[str]) -> list[Differing]:
    """The answers in which filled forms of one version differ; none while its form is missing."""
    read = form_of(ws, version)
    if read is None:
        return []
    flat = [read.layout.flat(document) for document in documents]
    found = []
    for place in dict.fromkeys(place for each in flat for place in each):
        answers = tuple(each.get(place, "") for each in flat)
        if len(set(answers)) > 1:
            question = read.form.question(place[0])
            labels = {option.value: option.labels for option in question.options}
            found.append(Differing(place[0], question.labels, place[1], answers, labels))
    return found


def compare_entries(ws: Workspace, second: bytes) -> list[Differing]:
    """Where a second entry says something else than the first."""
    typed = ws.get(Submission, second)
    first = ws.get(Submission, typed.second_entry_of) if typed and typed.second_entry_of else None
    if typed is None or first is None or first.survey_version is None:
        return []
    return differing(ws, first.survey_version, (first.instance, typed.instance))
