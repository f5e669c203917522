"""What the surveys of an event ask: which belong to it, who has answered, what it brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.language import sort_key
from app.model import full_name
from app.storage import drafts
from app.storage.forms import form_of
from app.storage.joined import JOINED
from app.storage.questions.gain import Gain, Side, gain
from app.storage.questions.surveys import SurveyLine, list_surveys
from app.storage.selection import COUNTED, AnswerFilter

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

PRE, POST, FEEDBACK = "pre_test", "post_test", "feedback"
"""The purposes that belong to every event, in the order of its days."""
_ROUNDS = (1, 2)


class Asking(NamedTuple):
    """One time people of an event are asked: a survey, or one round of it."""

    survey: bytes
    round: int | None
    """1 before and 2 after, where one form serves both; None where a form is asked once."""
    title: str
    purpose: str | None
    version: bytes | None
    """The version that is asked now; None where none is."""

    @property
    def key(self) -> str:
        """By which it is told from the others of its event."""
        return f"{self.survey.hex()}.{self.round or ''}"


class Given(NamedTuple):
    """What is here of one person's answers at one asking: a filled form, or a draft of one."""

    record: bytes
    is_draft: bool
    day: date | None


@dataclass(frozen=True)
class Respondent:
    """A person on the event's list, with what she has answered by the key of the asking."""

    id: bytes
    name: str
    answers: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class EventSurveys:
    """All that the tab shows."""

    askings: tuple[Asking, ...] = ()
    people: tuple[Respondent, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    """By asking, how many filled forms bear a code, a group, or somebody not on the list."""
    gain: Gain | None = None
    """Before and after, paired; None where nothing can be compared."""

    def answered(self, asking: Asking) -> int:
        """How many of the list have finished a form."""
        given = (one.answers.get(asking.key) for one in self.people)
        return sum(one is not None and not one.is_draft for one in given)


def event_surveys(ws: Workspace, event: bytes) -> EventSurveys:
    """The surveys of an event and who answered them."""
    askings = tuple(_askings(ws, event, list_surveys(ws)))
    listed = _listed(ws, event)
    answers, others = _answers(ws, event, askings, set(listed))
    people = [Respondent(person, name, answers.get(person, {})) for person, name in listed.items()]
    people.sort(key=lambda one: sort_key(one.name))
    return EventSurveys(askings, tuple(people), others, _gain(ws, event, askings))


def next_to_ask(
    ws: Workspace, event: bytes, survey: bytes, number: int | None, after: bytes
) -> bytes | None:
    """The next person of the list, in its order, who has begun nothing; round from the top."""
    found = event_surveys(ws, event)
    asking = next(
        (one for one in found.askings if one.survey == survey and one.round in (None, number)), None
    )
    if asking is None:
        return None
    people = [one.id for one in found.people]
    at = people.index(after) + 1 if after in people else 0
    order = (*found.people[at:], *found.people[: max(at - 1, 0)])
    return next((one.id for one in order if asking.key not in one.answers), None)


# ---- which ----


def _askings(ws: Workspace, event: bytes, surveys: Sequence[SurveyLine]) -> Iterator[Asking]:
    used = _rounds_used(ws, event)
    mine = [
        line
        for line in surveys
        if line.id in used or (line.purpose in (PRE, POST, FEEDBACK) and line.asked is not None)
    ]
    purposes = {line.purpose for line in mine}
    for line in sorted(mine, key=_rank):
        for number in _rounds_of(ws, line, used.get(line.id, set()), purposes):
            version = line.asked.id if line.asked else None
            yield Asking(line.id, number, line.title, line.purpose, version)


def _rank(line: SurveyLine) -> tuple[int, tuple[object, ...]]:
    order = (PRE, POST, FEEDBACK)
    rank = order.index(line.purpose) if line.purpose in order else len(order)
    return rank, (sort_key(line.title),)


def _rounds_used(ws: Workspace, event: bytes) -> dict[bytes, set[int | None]]:
    """By survey, the rounds in which it was answered at the event."""
    rows = ws.reader.execute(
        "SELECT DISTINCT v.survey, s.round FROM submission s JOIN survey_version v "
        f"ON v.id = s.survey_version WHERE s.event = ? AND {COUNTED}",
        (event,),
    )
    found: dict[bytes, set[int | None]] = {}
    for survey, number in rows:
        found.setdefault(survey, set()).add(number)
    return found


def _rounds_of(
    ws: Workspace, line: SurveyLine, used: set[int | None], purposes: set[str | None]
) -> Sequence[int | None]:
    """A test with no form of its own for afterwards is asked twice; so is one that asks when."""
    numbers = sorted(number for number in used if number is not None)
    is_both = line.purpose == PRE and POST not in purposes
    asks = form_of(ws, line.asked.id) if line.asked and not is_both else None
    if is_both or (asks is not None and "round" in asks.marks.asks):
        return sorted({*_ROUNDS, *numbers})
    return numbers if len(numbers) > 1 else (None,)


# ---- who ----


def _listed(ws: Workspace, event: bytes) -> dict[bytes, str]:
    rows = ws.reader.execute(
        "SELECT DISTINCT p.id, p.surname, p.name, p.patronymic FROM registration r "
        f"LEFT JOIN {JOINED} j ON j.person = r.person "
        "JOIN person p ON p.id = coalesce(j.root, r.person) "
        "WHERE r.event = ? AND r._deleted = 0 AND p._deleted = 0",
        (event,),
    )
    return {row[0]: full_name(*(part or "" for part in row[1:])) for row in rows}


_FILLED = (
    "SELECT v.survey, s.round, s.id, coalesce(j.root, s.person), s.collected_on FROM submission s "
    f"JOIN survey_version v ON v.id = s.survey_version LEFT JOIN {JOINED} j ON j.person = s.person "
    f"WHERE s.event = ? AND {COUNTED} ORDER BY s._row"
)


def _answers(
    ws: Workspace, event: bytes, askings: Sequence[Asking], listed: set[bytes]
) -> tuple[dict[bytes, dict[str, Given]], dict[str, int]]:
    keys = {(one.survey, one.round): one.key for one in askings}
    answers: dict[bytes, dict[str, Given]] = {}
    others: dict[str, int] = {}
    for survey, number, record, person, day in ws.reader.execute(_FILLED, (event,)):
        key = keys.get((survey, number)) or keys.get((survey, None))
        if key is None:
            continue
        if person in listed:
            given = Given(record, False, date.fromisoformat(day) if day else None)
            answers.setdefault(person, {})[key] = given
        else:
            others[key] = others.get(key, 0) + 1
    for survey, draft in _begun(ws, event):
        person, number = draft.facts.get("person"), draft.facts.get("round")
        key = keys.get((survey, number)) or keys.get((survey, None))
        if key is not None and person in listed:
            answers.setdefault(person, {}).setdefault(key, Given(draft.id, True, None))
    return answers, others


def _begun(ws: Workspace, event: bytes) -> Iterator[tuple[bytes, drafts.Draft]]:
    surveys = dict(ws.reader.execute("SELECT id, survey FROM survey_version").fetchall())
    for draft in drafts.drafts(ws):
        is_mine = draft.facts.get("event") == event and not draft.facts.get("second_entry_of")
        if is_mine and draft.survey_version in surveys:
            yield surveys[draft.survey_version], draft


# ---- what it brought ----


def _gain(ws: Workspace, event: bytes, askings: Sequence[Asking]) -> Gain | None:
    """Before and after: two surveys, or two rounds of one."""
    before = next((one for one in askings if one.purpose == PRE), None)
    after = next((one for one in askings if one.purpose == POST), None)
    if before is not None and after is None and before.round is not None:
        after = next(
            (one for one in askings if one.survey == before.survey and one.round == 2), None
        )
    if before is None or after is None:
        return None
    sides = (
        Side(one.survey, AnswerFilter(event=event, round=one.round)) for one in (before, after)
    )
    return gain(ws, *sides)


def gains(ws: Workspace) -> Iterator[tuple[bytes, Gain]]:
    """What each event brought at which anybody was tested before and after, by its id."""
    tested = ws.reader.execute(
        "SELECT DISTINCT s.event FROM submission s "
        "JOIN survey_version v ON v.id = s.survey_version "
        f"JOIN survey t ON t.id = v.survey WHERE t.purpose = ? AND s.event > x'' AND {COUNTED} "
        "ORDER BY 1",
        (PRE,),
    ).fetchall()
    surveys = list_surveys(ws) if tested else ()
    for (event,) in tested:
        found = _gain(ws, event, tuple(_askings(ws, event, surveys)))
        if found is not None and found.n:
            yield event, found
