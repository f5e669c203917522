"""Who has sent what: each colleague's packages, what is missing of them, and who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from app.language import Language, mark
from app.model.kinds import Number
from app.model.numbering import ranges
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Paragraph,
    Table,
    Voice,
)
from app.reports.parameters import Parameter
from app.reports.words import NOTHING, count, made_line, term
from app.storage import Workspace
from app.storage.questions.exchange import Sender, senders
from app.storage.reading import place_names

PARAMETERS = (
    Parameter(
        "days",
        Number(
            label=mark("Silent after so many days"),
            least=1,
            most=3650,
            help=mark("Who has sent nothing for longer is marked"),
        ),
        default=31,
    ),
)
Places = Mapping[str, Mapping[str, str]]


def gather_senders(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Those of whom something is missing first, then the silent, then all others by name."""
    days = parameters["days"]
    most = days if isinstance(days, int) else 31
    now = datetime.now(UTC)
    lines = [_Line(one, now, most) for one in senders(workspace)]
    lines.sort(key=lambda line: (line.rank, language.sort_key(line.sender.name)))
    places = place_names(workspace.reader, [line.sender.territory for line in lines])
    title = language.text("Who has sent what")
    return Document(
        title=title,
        language=language.code,
        kicker=language.text("Packages taken in"),
        author=workspace.profile.name,
        source=made_line(language, title, workspace.digest()),
        blocks=tuple(_blocks(language, lines, places, most)),
        landscape=True,
    )


class _Line:
    """A colleague, and how long nothing has come of her."""

    def __init__(self, sender: Sender, now: datetime, most: int) -> None:
        self.sender = sender
        last = sender.last_made_at
        self.silent = max((now - last).days, 0) if last else None
        """Whole days since her last package was made; None when none has come."""
        self.is_silent = self.silent is None or self.silent > most

    @property
    def rank(self) -> int:
        """What needs somebody to do something comes first."""
        if self.sender.has_gap:
            return 0
        if self.is_silent:
            return 1 if self.sender.numbers else 2
        return 3


def _blocks(
    language: Language, lines: Sequence[_Line], places: Places, most: int
) -> Iterator[Block]:
    if not lines:
        yield Paragraph(language.text("Nobody has been met yet."), Voice.NOTE)
        return
    pairs = (
        (language.text("Colleagues known"), len(lines)),
        (language.text("Have sent something"), sum(bool(one.sender.numbers) for one in lines)),
        (language.text("Something of them is missing"), sum(one.sender.has_gap for one in lines)),
        (
            language.plural("Silent for more than {n} day", "Silent for more than {n} days", most),
            sum(one.is_silent for one in lines),
        ),
    )
    yield Facts(tuple((label, language.number(number)) for label, number in pairs))
    yield Table(
        (
            Column("№", 0.5, Align.RIGHT),
            Column(language.text("Colleague"), 3.4),
            Column(language.text("Territory"), 2.4),
            Column(language.text("Packages here"), 1.8),
            Column(language.text("Last one made"), 1.6),
            Column(language.text("Taken in"), 1.6),
            Column(language.text("Missing numbers"), 1.6),
            Column(language.text("Remarks"), 3.4),
        ),
        tuple(_row(language, number, line, places) for number, line in enumerate(lines, 1)),
        notes=(
            language.text(
                "A number is missing when changes between the packages around it have not come; "
                "packages for others have numbers too."
            ),
        ),
    )


def _row(language: Language, number: int, line: _Line, places: Places) -> tuple[Entry, ...]:
    one = line.sender
    return (
        count(language, number),
        Cell(one.name or one.device.hex(), term(language, "staff_role", one.role)),
        language.label(places.get(one.territory, {})) or one.territory,
        ranges(one.numbers) or NOTHING,
        _moment(language, one.last_made_at),
        _moment(language, one.last_received_at),
        Cell(ranges(one.missing), strong=True) if one.missing else NOTHING,
        "\n".join(_remarks(language, line)),
    )


def _moment(language: Language, at: datetime | None) -> Entry:
    if at is None:
        return NOTHING
    local = at.astimezone()
    return Cell(language.day(local.date()), language.time(local.time()), value=local.date())


def _remarks(language: Language, line: _Line) -> Iterator[str]:
    one = line.sender
    if one.has_gap:
        yield language.text("something is missing")
    if not one.numbers:
        yield language.text("nothing sent yet")
    elif line.is_silent:
        yield language.plural("silent for {n} day", "silent for {n} days", line.silent or 0)
    if one.quarantined:
        yield language.plural(
            "{n} record cannot be read", "{n} records cannot be read", one.quarantined
        )
    if one.days_ahead:
        yield language.plural("clock {n} day ahead", "clock {n} days ahead", one.days_ahead)
