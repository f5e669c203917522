"""What the pages of exchange ask: who has sent what, what was given, what others still lack."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from app.storage.clocks import ahead_by_days
from app.storage.coverage import START
from app.storage.outgoing import contents_lacking, count_lacking
from app.storage.questions.today import receiver_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

_SAME_MERGE = timedelta(seconds=15)
_HEAD_SIZE, _CHANGE_SIZE = 3_000, 24
"""What a package takes empty, and one change more, in bytes: measured on packages of events."""


@dataclass(frozen=True)
class Lacking:
    """What somebody does not have yet: changes, attachments, and about how big that is."""

    changes: int = 0
    attachments: int = 0
    attachment_bytes: int = 0

    @property
    def size(self) -> int:
        """About how many bytes the package will have."""
        return _HEAD_SIZE + _CHANGE_SIZE * self.changes + self.attachment_bytes


@dataclass(frozen=True)
class Given:
    """A package that left this notebook."""

    number: int
    made_at: datetime | None
    file_name: str
    receivers: tuple[str, ...]
    size: int
    changes: int


@dataclass(frozen=True)
class Received:
    """Packages that were taken in together."""

    at: datetime | None
    packages: int
    new: int
    updated: int
    conflicts: int
    senders: tuple[str, ...]
    hashes: tuple[str, ...] = ()
    """The packages of it that are still here, the last first."""
    undone_at: datetime | None = None
    """When the last of them was taken out again."""
    undone: tuple[str, ...] = ()
    """The packages of it that were taken out, the first first."""


@dataclass(frozen=True)
class Sender:
    """A colleague's device, and which packages of it are here."""

    device: bytes
    name: str
    role: str
    territory: str
    numbers: tuple[int, ...] = ()
    last_made_at: datetime | None = None
    last_received_at: datetime | None = None
    has_gap: bool = False
    """Whether something between what is known is missing."""
    missing: tuple[int, ...] = ()
    """The numbers of packages that may hold what is missing."""
    quarantined: int = 0
    """How many changes of their packages came and could not be read."""
    days_ahead: int = 0
    """How many days the device's clock ran ahead when somebody noticed; its stamps win nothing."""
    files: tuple[str, ...] = field(default=())

    @property
    def id(self) -> bytes:
        """The device, by which a list keeps its place."""
        return self.device


def lacking(ws: Workspace, have: Mapping[bytes, bytes]) -> Lacking:
    """What somebody with the version vector `have` does not have yet."""
    with ws.snapshot() as connection:
        changes = count_lacking(connection, have)
        return Lacking(changes, *contents_lacking(connection, have))


def given_packages(ws: Workspace, limit: int = 50) -> list[Given]:
    """The packages that were given, the last one first."""
    rows = ws.reader.execute(
        "SELECT number, made_at, file_name, receivers, size, counts FROM given "
        "ORDER BY number DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [
        Given(row[0], _moment(row[1]), row[2], receiver_names(ws, row[3]), row[4], _sum(row[5]))
        for row in rows
    ]


class Acknowledged(NamedTuple):
    """What somebody's notebook said of a package of this one."""

    device: bytes
    receiver: str
    received_at: datetime | None
    new: int
    updated: int
    identical: int
    conflicts: tuple[str, ...]
    """Fields that wait there for somebody to settle them, as type:id:field."""
    quarantined: tuple[str, ...]
    """Changes that could not be read there, as type:id:field."""
    is_undone: bool


class Sent(NamedTuple):
    """A package that was given, and what came back about it."""

    number: int
    hash: str
    made_at: datetime | None
    file_name: str
    receivers: tuple[str, ...]
    receipts: tuple[Acknowledged, ...]


class _Arrived(NamedTuple):
    """One package, as the table holds it."""

    at: datetime | None
    facts: dict[str, Any]
    sender: str
    hash: str
    undone_at: datetime | None


def received_packages(ws: Workspace, limit: int = 200) -> list[Received]:
    """What was taken in, the last first; packages of one sitting are one line."""
    rows = ws.reader.execute(
        "SELECT p.received_at, p.counts, coalesce(e.name, ''), p.hash, p.undone_at FROM package p "
        "LEFT JOIN peer e ON e.device = p.device ORDER BY p.package DESC LIMIT ?",
        (limit,),
    ).fetchall()
    groups: list[list[_Arrived]] = []
    for at, counts, sender, package, undone_at in rows:
        one = _Arrived(_moment(at), _facts(counts), sender, package, _moment(undone_at))
        if not groups or not _is_near(groups[-1][-1].at, one.at):
            groups.append([])
        groups[-1].append(one)
    return [_received(group) for group in groups]


def receipts(ws: Workspace, limit: int = 50) -> list[Sent]:
    """The packages that were given, the last first, each with the receipts that came for it."""
    said: dict[str, list[Acknowledged]] = {}
    for row in ws.reader.execute(
        "SELECT r.package, r.receiver, coalesce(nullif(d.name, ''), p.name, ''), r.received_on, "
        "r.new, r.updated, r.identical, r.conflicts, r.quarantined, r.is_undone FROM receipt r "
        "LEFT JOIN device d ON d.code = r.receiver LEFT JOIN peer p ON lower(hex(p.device)) = "
        "r.receiver WHERE r.sender = ? AND r._deleted = 0 ORDER BY r.received_on",
        (ws.identity.device.hex(),),
    ):
        said.setdefault(row[0], []).append(_acknowledged(row))
    given = ws.reader.execute(
        "SELECT number, hash, made_at, file_name, receivers FROM given "
        "ORDER BY number DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [
        Sent(
            row[0],
            row[1],
            _moment(row[2]),
            row[3],
            receiver_names(ws, row[4]),
            tuple(said.get(row[1], ())),
        )
        for row in given
    ]


def _acknowledged(row: tuple[Any, ...]) -> Acknowledged:
    conflicts, quarantined = (tuple((text or "").splitlines()) for text in row[7:9])
    return Acknowledged(
        bytes.fromhex(row[1]),
        row[2],
        _moment(row[3]),
        row[4] or 0,
        row[5] or 0,
        row[6] or 0,
        conflicts=conflicts,
        quarantined=quarantined,
        is_undone=bool(row[9]),
    )


def hanging_after_undo(ws: Workspace, packages: Iterable[str]) -> int:
    """How many records were written here on top of these packages, and would wait for them."""
    return sum(sum(ws.depends_on(package).values()) for package in packages)


class Coming(NamedTuple):
    """A package that lies here and is not taken in yet: whose, its number, what it carries."""

    device: bytes
    name: str
    number: int
    carries: Mapping[bytes, Iterable[tuple[bytes, bytes]]]


class Missing(NamedTuple):
    """Somebody of whom something between what is known is missing, and in which packages."""

    device: bytes
    name: str
    numbers: tuple[int, ...]


def missing_after(ws: Workspace, coming: Iterable[Coming] = ()) -> list[Missing]:
    """What will be missing of whom once these packages are taken in; without any, what is now."""
    spans: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for device, after, upto in ws.reader.execute("SELECT device, after, upto FROM coverage"):
        spans.setdefault(device, []).append((after, upto))
    names: dict[bytes, str] = {}
    packages: dict[bytes, dict[int, tuple[bytes, bytes]]] = {}
    for one in coming:
        names[one.device] = one.name
        for device, found in one.carries.items():
            spans.setdefault(device, []).extend(found)
        own = [*one.carries.get(one.device, ())]
        if own:
            first, last = min(after for after, _ in own), max(upto for _, upto in own)
            packages.setdefault(one.device, {})[one.number] = first, last
    gaps = {device: found for device, each in spans.items() if (found := _between(sorted(each)))}
    gaps.pop(ws.identity.device, None)
    return [
        Missing(
            device,
            names.get(device) or _name_of(ws, device),
            _missing(_packages_of(ws, device, packages.get(device, {})), found),
        )
        for device, found in gaps.items()
    ]


def _packages_of(
    ws: Workspace, device: bytes, coming: Mapping[int, tuple[bytes, bytes]]
) -> list[tuple[int, bytes | None, bytes | None]]:
    """The packages of a device that are here or lie here, as (number, after, upto)."""
    rows = ws.reader.execute(
        "SELECT number, min(i.after), max(i.upto) FROM package p LEFT JOIN package_interval i "
        "ON i.package = p.package AND i.device = p.device AND i.after < i.upto "
        "WHERE p.device = ? AND undone_at = '' GROUP BY p.package",
        (device,),
    ).fetchall()
    found = {row[0]: (row[1], row[2]) for row in rows} | dict(coming)
    return [(number, *found[number]) for number in sorted(found)]


def _name_of(ws: Workspace, device: bytes) -> str:
    row = ws.reader.execute("SELECT name FROM peer WHERE device = ?", (device,)).fetchone()
    return str((row[0] if row else "") or _author(ws, device)[1])


def senders(ws: Workspace) -> list[Sender]:
    """Everybody one has met, with the packages that came from them, and what is missing of them.

    Somebody whose changes only came through others is here when something of theirs is missing.
    """
    met = ws.reader.execute("SELECT device, name, role, territory FROM peer").fetchall()
    gaps, ahead = _gaps(ws), ahead_by_days(ws.reader)
    known = {row[0] for row in met} | {ws.identity.device}
    met += [_author(ws, device) for device in sorted(gaps.keys() - known)]
    arrived: dict[bytes, list[tuple[Any, ...]]] = {}
    for device, *rest in ws.reader.execute(
        "SELECT p.device, number, made_at, received_at, file_name, min(i.after), max(i.upto), "
        "(SELECT count(*) FROM quarantine q WHERE q.package = p.package) FROM package p "
        "LEFT JOIN package_interval i ON i.package = p.package AND i.device = p.device "
        "AND i.after < i.upto "
        "WHERE undone_at = '' GROUP BY p.package ORDER BY number"
    ):
        arrived.setdefault(device, []).append(tuple(rest))
    return [
        replace(
            _sender(row, arrived.get(row[0], []), gaps.get(row[0], [])),
            days_ahead=ahead.get(row[0], 0),
        )
        for row in met
    ]


def _author(ws: Workspace, device: bytes) -> tuple[Any, ...]:
    """Whose device that is, as its own record says; nameless when that has not come either."""
    row = ws.reader.execute(
        "SELECT name, coalesce(role, ''), coalesce(territory, '') FROM device WHERE code = ?",
        (device.hex(),),
    ).fetchone()
    return (device, *(row or ("", "", "")))


def _sender(
    met: tuple[Any, ...], packages: list[tuple[Any, ...]], gaps: list[tuple[bytes, bytes]]
) -> Sender:
    device, name, role, territory = met
    return Sender(
        device,
        name or "",
        role,
        territory,
        numbers=tuple(one[0] for one in packages),
        last_made_at=_moment(max((one[1] for one in packages), default="")),
        last_received_at=_moment(max((one[2] for one in packages), default="")),
        has_gap=bool(gaps),
        missing=_missing([(one[0], one[4], one[5]) for one in packages], gaps),
        quarantined=sum(one[6] for one in packages),
        files=tuple(one[3] for one in packages),
    )


def _missing(
    packages: list[tuple[int, bytes | None, bytes | None]], gaps: list[tuple[bytes, bytes]]
) -> tuple[int, ...]:
    """The numbers that did not come and may hold what is in a gap.

    Numbers count everything a device gave to anybody: one that did not come here is missing only
    when something between the packages around it is. A package is (number, after, upto).
    """
    found: list[int] = []
    before, reached = 0, START
    for number, begins, ends in packages:
        if any(after < (begins or START) and reached < upto for after, upto in gaps):
            found += range(before + 1, number)
        before, reached = number, max(reached, ends or START)
    return tuple(found)


def _gaps(ws: Workspace) -> dict[bytes, list[tuple[bytes, bytes]]]:
    """By device, what lies between the intervals that are known completely."""
    rows = ws.reader.execute("SELECT device, after, upto FROM coverage ORDER BY device, after")
    spans = itertools.groupby(rows.fetchall(), key=itemgetter(0))
    found = {device: _between(row[1:] for row in each) for device, each in spans}
    return {device: gaps for device, gaps in found.items() if gaps}


def _between(spans: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What lies between stretches (after, upto) in their order."""
    found, reached = [], START
    for after, upto in spans:
        if after > reached:
            found.append((reached, after))
        reached = max(reached, upto)
    return found


def _received(group: list[_Arrived]) -> Received:
    names = dict.fromkeys(one.sender for one in reversed(group) if one.sender)
    undone = [one.undone_at for one in group if one.undone_at is not None]
    return Received(
        group[0].at,
        len(group),
        sum(one.facts.get("new", 0) for one in group),
        sum(one.facts.get("updated", 0) for one in group),
        sum(one.facts.get("conflicts", 0) for one in group),
        tuple(names),
        tuple(one.hash for one in group if one.undone_at is None),
        max(undone, default=None),
        tuple(one.hash for one in reversed(group) if one.undone_at is not None),
    )


def _is_near(later: datetime | None, earlier: datetime | None) -> bool:
    return later is not None and earlier is not None and abs(later - earlier) <= _SAME_MERGE


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None


def _facts(text: str) -> dict[str, Any]:
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _sum(counts: str) -> int:
    facts = _facts(counts)
    return int(facts.get("rows", 0)) + int(facts.get("entries", 0))
