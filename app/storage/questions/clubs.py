"""What clubs are asked: members, meetings against cadence, what is due, practice tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.model import Club, ClubCadence, ClubMember, Event, Organisation, Person, PracticeTask
from app.model.cadence import DUE, MET, MISSED, Stretch, stretches
from app.storage.reading import by_id, found, people_of, place_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

_FORMS = ("offline", "online", "practice")


class ClubLine(NamedTuple):
    """One line of the list of clubs."""

    id: bytes
    title: str
    mentor: str
    members: int
    target_size: int | None
    meetings: int
    open_tasks: int


@dataclass(frozen=True)
class MemberLine:
    """A member with her name and place, and her tasks."""

    member: ClubMember
    name: str
    sex: str
    place: Mapping[str, str]
    tasks: int
    done: int

    @property
    def id(self) -> bytes:
        """The membership's id."""
        return self.member.id

    def is_in(self, day: date) -> bool:
        """Whether she belonged to the club on a day."""
        since, until = self.member.since, self.member.until
        return (since is None or since <= day) and (until is None or day <= until)


@dataclass(frozen=True)
class FormLine:
    """A form of work: how often it is meant, how often it was, what is due."""

    cadence: ClubCadence
    periods: tuple[Stretch, ...]
    """From the club's beginning to today, the newest last."""
    last: date | None
    """The last meeting held."""
    next: date | None
    """The next meeting that is planned."""

    @property
    def id(self) -> bytes:
        """The id of the cadence."""
        return self.cadence.id

    @property
    def now(self) -> Stretch | None:
        """The running period; None where nothing is counted."""
        return self.periods[-1] if self.periods else None

    @property
    def due_by(self) -> date | None:
        """By when a meeting has to be held, while one is lacking."""
        now = self.now
        return now.last if now and now.state == DUE else None

    @property
    def kept(self) -> tuple[int, int]:
        """In how many of all finished periods (n of N) the club met as it meant to."""
        over = self.periods[:-1]
        return sum(one.state == MET for one in over), len(over)


@dataclass(frozen=True)
class TaskLine:
    """A practice task with whose it is."""

    task: PracticeTask
    name: str
    is_late: bool

    @property
    def id(self) -> bytes:
        """The task's id."""
        return self.task.id


@dataclass(frozen=True)
class ClubPage:
    """A club with all that its page shows."""

    club: Club
    mentor: str
    organisation: str
    coverage: Mapping[str, Mapping[str, str]]
    members: tuple[MemberLine, ...]
    forms: tuple[FormLine, ...]
    meetings: tuple[Event, ...]
    """The newest first."""
    tasks: tuple[TaskLine, ...]
    today: date

    @property
    def present(self) -> list[MemberLine]:
        """Those who belong to it today."""
        return [line for line in self.members if line.is_in(self.today)]


def list_clubs(ws: Workspace, today: date) -> list[ClubLine]:
    """All clubs by title."""
    day = today.isoformat()
    rows = ws.reader.execute(
        "SELECT c.id, c.title, trim(coalesce(p.surname, '') || ' ' || coalesce(p.name, '')), "
        "(SELECT count(*) FROM club_member m WHERE m.club = c.id AND m._deleted = 0 "
        "AND coalesce(m.since, '') <= ? AND (m.until IS NULL OR m.until >= ?)), c.target_size, "
        "(SELECT count(*) FROM event e WHERE e.club = c.id AND e._deleted = 0 "
        f"AND {_HELD}), (SELECT count(*) FROM practice_task t WHERE t.club = c.id "
        "AND t._deleted = 0 AND t.done_on IS NULL) "
        "FROM club c LEFT JOIN person p ON p.id = c.mentor AND p._deleted = 0 "
        "WHERE c._deleted = 0 ORDER BY c.title",
        (day, day, day),
    )
    return [ClubLine(*row) for row in rows]


_HELD = "e.date_from <= ? AND coalesce(e.status, '') NOT IN ('cancelled', 'postponed')"


def club_page(ws: Workspace, club_id: bytes, today: date) -> ClubPage | None:
    """One club; None when it is not there."""
    reader = ws.reader
    club = next(iter(found(reader, Club, "id = ?", club_id)), None)
    if club is None:
        return None
    meetings = found(
        reader,
        Event,
        "club = ? AND coalesce(status, '') NOT IN ('cancelled', 'postponed')",
        club_id,
        order="date_from DESC, _row",
    )
    tasks = found(reader, PracticeTask, "club = ?", club_id, order="given_on DESC, _row")
    mentor = people_of(reader, [club.mentor]).get(club.mentor)
    host = by_id(reader, Organisation, [club.organisation]).get(club.organisation)
    members = found(reader, ClubMember, "club = ?", club_id)
    people = people_of(reader, {one.person for one in members} | {one.person for one in tasks})
    return ClubPage(
        club=club,
        mentor=mentor.caption() if mentor else "",
        organisation=host.name if host else "",
        coverage=place_names(reader, club.coverage),
        members=tuple(_members(ws, members, people, tasks)),
        forms=tuple(_forms(ws, club, meetings, today)),
        meetings=tuple(meetings),
        tasks=tuple(
            TaskLine(
                task,
                people[task.person].caption() if task.person in people else "",
                bool(task.due_on and not task.done_on and task.due_on < today),
            )
            for task in tasks
        ),
        today=today,
    )


def _members(
    ws: Workspace,
    members: list[ClubMember],
    people: Mapping[bytes | None, Person],
    tasks: list[PracticeTask],
) -> list[MemberLine]:
    places = place_names(ws.reader, (person.territory for person in people.values()))
    lines = []
    for member in members:
        person = people.get(member.person, Person())
        own = [task for task in tasks if task.person == member.person]
        lines.append(
            MemberLine(
                member=member,
                name=person.caption(),
                sex=person.sex or "u",
                place=places.get(person.territory or "", {}),
                tasks=len(own),
                done=sum(task.done_on is not None for task in own),
            )
        )
    return lines


def _forms(ws: Workspace, club: Club, meetings: list[Event], today: date) -> list[FormLine]:
    cadences = found(ws.reader, ClubCadence, "club = ?", club.id)
    cadences.sort(key=lambda one: _FORMS.index(one.form) if one.form in _FORMS else len(_FORMS))
    days = [one.date_from for one in meetings if one.date_from]
    since = min([day for day in (club.starts_on, *days) if day], default=today)
    lines = []
    for one in cadences:
        own = [meeting.date_from for meeting in meetings if _form(meeting) == one.form]
        held = [day for day in own if day and day <= today]
        ahead = [day for day in own if day and day > today]
        periods = stretches(held, one.period, one.least, one.most, since, today)
        last, coming = max(held, default=None), min(ahead, default=None)
        lines.append(FormLine(one, tuple(periods), last, coming))
    return lines


def _form(meeting: Event) -> str:
    """The form of work a meeting belongs to: where people came together, it is one in person."""
    if meeting.type == "action_learning":
        return "practice"
    return "online" if meeting.mode == "online" else "offline"


class DueMeeting(NamedTuple):
    """A club that lacks meetings in the running period."""

    club: bytes
    title: str
    form: str | None
    lacking: int
    due_by: date


def due_meetings(ws: Workspace, today: date) -> list[DueMeeting]:
    """What clubs still have to hold, the most urgent first."""
    due = []
    for club in found(ws.reader, Club, "1"):
        page = club_page(ws, club.id, today)
        for form in page.forms if page else ():
            if form.due_by and form.now:
                lacking = form.now.lacking
                due.append(DueMeeting(club.id, club.title, form.cadence.form, lacking, form.due_by))
    return sorted(due, key=lambda one: (one.due_by, one.title))


def finished_periods(ws: Workspace, today: date) -> list[dict[str, str]]:
    """Every period of every club that is over and in which it meant to meet, as plain facts."""
    pages = [club_page(ws, club.id, today) for club in found(ws.reader, Club, "1")]
    return [
        {
            "cadence": form.id.hex(),
            "club": page.club.title,
            "form": form.cadence.form or "",
            "state": period.state,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        }
        for page in pages
        if page
        for form in page.forms
        for period in form.periods
        if period.state in {MET, MISSED}
    ]
