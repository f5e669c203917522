"""What came back about a record: who has it, since when, by which package, and what waits there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from app.model import Event
from app.model.stamp import stamp_ms
from app.storage.parts import ids_of, own_stamps
from app.storage.questions.conflicts import Place
from app.storage.questions.today import own_events, receiver_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

WHOLE, PARTLY, OUT, WAITING = "whole", "partly", "out", "waiting"
"""How somebody has a record: as it is here, as it was once, taken out again, not heard of yet."""


class Arrival(NamedTuple):
    """How one of those it was given to has a record."""

    receiver: str
    state: str
    received_at: datetime | None = None
    number: int | None = None
    """Of the package it came in."""
    conflicts: tuple[Place, ...] = ()
    """Fields that wait there for somebody to settle them."""
    quarantined: tuple[Place, ...] = ()
    """What came there and could not be read."""


@dataclass(frozen=True)
class ReceivedEvents:
    """How many of the own events whoever answered last has as they are here."""

    receiver: str
    role: str
    received_at: datetime | None
    received: int
    events: int
    conflicts: int
    quarantined: int


class _Receipt(NamedTuple):
    receiver: str
    received_at: datetime | None
    is_undone: bool
    conflicts: tuple[Place, ...]
    quarantined: tuple[Place, ...]
    number: int
    upto: bytes


class _Receiver(NamedTuple):
    """All that somebody said: receipts in the order of the packages, and what she knows of us."""

    name: str
    role: str
    receipts: list[_Receipt]
    knows: bytes

    def state(self, first: bytes, newest: bytes) -> str:
        """How she has something whose own changes lie between these stamps; "" for not at all."""
        told = [one for one in self.receipts if one.upto >= newest]
        if self.knows >= newest or (told and not told[0].is_undone):
            return WHOLE
        if told:
            return OUT
        before = [one for one in self.receipts if one.upto >= first and not one.is_undone]
        return PARTLY if before or self.knows >= first else ""


def arrivals(ws: Workspace, type_name: str, record_id: bytes) -> list[Arrival]:
    """Who has a record and its parts, as far as one heard; nothing when no word of it is one's own.

    Whoever a package with it was made for and has not answered is `WAITING`.
    """
    first, newest = own_stamps(ws, type_name, record_id)
    if not newest:
        return []
    mine = ids_of(ws, type_name, record_id)
    found = [
        arrival
        for one in _receivers(ws)
        if (arrival := _arrival(ws, one, first, newest, mine)) is not None
    ]
    heard = {one.receiver for one in found}
    return [*found, *(one for one in _unanswered(ws, newest) if one.receiver not in heard)]


def _arrival(
    ws: Workspace, one: _Receiver, first: bytes, newest: bytes, mine: set[bytes]
) -> Arrival | None:
    state = one.state(first, newest)
    if not state:
        return None
    since = newest if state != PARTLY else first
    told = [each for each in one.receipts if each.upto >= since]
    brought = next((each for each in told if each.is_undone is (state == OUT)), None)
    into = [each for each in one.receipts if not each.is_undone]
    return Arrival(
        one.name,
        state,
        brought.received_at if brought else None,
        brought.number if brought else None,
        _open_conflicts(ws, into, mine),
        tuple(dict.fromkeys(at for each in into for at in each.quarantined if at.id in mine)),
    )


def _open_conflicts(
    ws: Workspace, receipts: Iterable[_Receipt], mine: set[bytes] | None
) -> tuple[Place, ...]:
    """The conflicts of these receipts that nobody has settled as far as one knows here.

    A settlement is a change and comes back; until then what is here is as old as the receipt.
    """
    told = {
        at: each.received_at
        for each in receipts
        for at in each.conflicts
        if mine is None or at.id in mine
    }
    return tuple(at for at, moment in told.items() if _is_open(ws, at, moment))


def _is_open(ws: Workspace, at: Place, told_at: datetime | None) -> bool:
    values = (at.id, at.field)
    sql = "SELECT 1 FROM conflict WHERE id = ? AND field = ?"
    if told_at is None or ws.reader.execute(sql, values).fetchone():
        return True
    row = ws.reader.execute(
        "SELECT max(stamp) FROM entry WHERE id = ? AND field = ?", values
    ).fetchone()
    return not row[0] or stamp_ms(row[0]) <= told_at.timestamp() * 1000


def received_events(ws: Workspace, today: date) -> ReceivedEvents | None:
    """How far whoever answered last has the own events of the last year; None without an answer."""
    answered = [
        (last, one)
        for one in _receivers(ws)
        for last in [one.receipts[-1].received_at if one.receipts else None]
        if last is not None
    ]
    if not answered:
        return None
    last, one = max(answered, key=lambda pair: pair[0])
    stamps = [own_stamps(ws, Event.type_name, event) for event in own_events(ws, today)]
    into = [each for each in one.receipts if not each.is_undone]
    return ReceivedEvents(
        one.name,
        one.role,
        last,
        sum(one.state(*each) == WHOLE for each in stamps),
        len(stamps),
        len(_open_conflicts(ws, into, None)),
        len({at for each in into for at in each.quarantined}),
    )


def _unanswered(ws: Workspace, newest: bytes) -> list[Arrival]:
    """Those the packages since then were made for; the last package of each counts."""
    rows = ws.reader.execute(
        "SELECT number, receivers FROM given WHERE upto >= ? ORDER BY number", (newest,)
    ).fetchall()
    waiting = {
        name: Arrival(name, WAITING, None, number)
        for number, receivers in rows
        for name in receiver_names(ws, receivers)
    }
    return list(waiting.values())


def _receivers(ws: Workspace) -> list[_Receiver]:
    """Everybody who said something about packages of this device, or about how far she knows it."""
    own = ws.identity.device.hex()
    receipts: dict[str, list[_Receipt]] = {}
    for receiver, *rest in ws.reader.execute(
        "SELECT r.receiver, coalesce(nullif(d.name, ''), p.name, ''), r.received_on, r.is_undone, "
        "r.conflicts, r.quarantined, g.number, g.upto FROM receipt r "
        "JOIN given g ON g.hash = r.package LEFT JOIN device d ON d.code = r.receiver "
        "LEFT JOIN peer p ON lower(hex(p.device)) = r.receiver "
        "WHERE r.sender = ? AND r._deleted = 0 ORDER BY g.number",
        (own,),
    ):
        receipts.setdefault(receiver, []).append(_receipt(rest))
    known = {
        device: (name, role, bytes.fromhex(upto or ""))
        for device, name, role, upto in ws.reader.execute(
            "SELECT lower(hex(device)), name, role, json_extract(vector, ?) FROM peer",
            (f'$."{own}"',),
        )
    }
    return [
        _Receiver(name or told[0].receiver, role, told, upto)
        for device in dict.fromkeys([*receipts, *known])
        for told in [receipts.get(device, [])]
        for name, role, upto in [known.get(device, ("", "", b""))]
        if told or upto
    ]


def _receipt(row: Sequence[object]) -> _Receipt:
    name, at, is_undone, conflicts, quarantined, number, upto = row
    return _Receipt(
        str(name),
        _moment(str(at or "")),
        bool(is_undone),
        _places(conflicts),
        _places(quarantined),
        int(str(number)),
        bytes(upto),  # type: ignore[call-overload]
    )


def _places(text: object) -> tuple[Place, ...]:
    """The places a receipt names, as type:id:field; a line that is none is passed over."""
    found = []
    for line in str(text or "").splitlines():
        type_name, _, rest = line.partition(":")
        record_id, _, name = rest.partition(":")
        try:
            found.append(Place(type_name, bytes.fromhex(record_id), name))
        except ValueError:
            continue
    return tuple(found)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None
