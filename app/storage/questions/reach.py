"""What activities reached: figures by kind and by how sure they are, products, bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from app.model import (
    ENUMERATIONS,
    Body,
    Distribution,
    Event,
    Headcount,
    Product,
    ReachFigure,
    Record,
)
from app.storage.questions.facts import BESIDE, BODY_FILTER, BODY_JOIN
from app.storage.questions.indicators import IndicatorFilter, behind, parameters
from app.storage.reading import by_id

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

R = TypeVar("R", bound=Record)
EXACT = "exact"
_ALL = 1_000_000


class ReachSum(NamedTuple):
    """The numbers of one kind summed up, by how sure they are; of how many entries."""

    kind: str
    sums: Mapping[str, int]
    entries: int


class Handed(NamedTuple):
    """Copies of a product that were handed over, and how often."""

    product: bytes
    title: str
    kind: str | None
    copies: int
    times: int


class Activity(NamedTuple):
    """An event with what it reached: its own figures, and people counted without a list."""

    event: Event
    figures: tuple[ReachFigure, ...]
    counted: Mapping[str, int]
    """People counted without a list, by how sure the number is."""
    copies: int


@dataclass(frozen=True)
class Reach:
    """What was reached, of a period and a territory."""

    sums: tuple[ReachSum, ...]
    handed: tuple[Handed, ...]
    activities: tuple[Activity, ...]
    bodies: tuple[Body, ...]


def reach(ws: Workspace, wanted: IndicatorFilter) -> Reach:
    """Sum up what was reached; of the same records as the indicators of the same filter."""
    figures = _records(ws, ReachFigure, "reach", wanted)
    counted = _records(ws, Headcount, "headcount", wanted)
    handed = _records(ws, Distribution, "copies", wanted)
    return Reach(
        sums=tuple(_sums(figures)),
        handed=tuple(_handed(ws, handed)),
        activities=tuple(_activities(ws, figures, counted, handed)),
        bodies=tuple(_bodies(ws, wanted)),
    )


def _records(ws: Workspace, record_type: type[R], key: str, wanted: IndicatorFilter) -> list[R]:
    ids = [row.id for row in behind(ws, key, wanted, limit=_ALL)]
    known = by_id(ws.reader, record_type, ids)
    return [known[one] for one in ids if one in known]


def _sums(figures: Iterable[ReachFigure]) -> list[ReachSum]:
    by_kind: dict[str, list[ReachFigure]] = {}
    for one in figures:
        by_kind.setdefault(one.kind or "", []).append(one)
    order = list(ENUMERATIONS["reach_kind"])
    kinds = sorted(by_kind, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [
        ReachSum(kind, _by_sureness(by_kind[kind], "value"), len(by_kind[kind])) for kind in kinds
    ]


def _by_sureness(records: Iterable[Record], name: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in records:
        qualifier = str(getattr(one, "qualifier", None) or EXACT)
        sums[qualifier] = sums.get(qualifier, 0) + int(getattr(one, name) or 0)
    return sums


def _handed(ws: Workspace, handed: Iterable[Distribution]) -> list[Handed]:
    by_product: dict[bytes, list[Distribution]] = {}
    for one in handed:
        by_product.setdefault(one.product or b"", []).append(one)
    products = by_id(ws.reader, Product, by_product)
    lines = [
        Handed(
            product,
            products[product].title if product in products else "",
            products[product].kind if product in products else None,
            sum(one.copies or 0 for one in given),
            len(given),
        )
        for product, given in by_product.items()
    ]
    return sorted(lines, key=lambda line: (-line.copies, line.title))


def _activities(
    ws: Workspace,
    figures: Iterable[ReachFigure],
    counted: Iterable[Headcount],
    handed: Iterable[Distribution],
) -> list[Activity]:
    own, people, copies = (_by_event(records) for records in (figures, counted, handed))
    events = by_id(ws.reader, Event, {*own, *people, *copies})
    lines = [
        Activity(
            event,
            tuple(one for one in own.get(event.id, ()) if isinstance(one, ReachFigure)),
            _by_sureness(people.get(event.id, ()), "number"),
            sum(int(getattr(one, "copies", 0) or 0) for one in copies.get(event.id, ())),
        )
        for event in events.values()
    ]
    return sorted(lines, key=lambda line: line.event.date_from or date.min, reverse=True)


def _by_event(records: Iterable[Record]) -> dict[bytes, list[Record]]:
    gathered: dict[bytes, list[Record]] = {}
    for one in records:
        event = getattr(one, "event", None)
        if isinstance(event, bytes):
            gathered.setdefault(event, []).append(one)
    return gathered


def _bodies(ws: Workspace, wanted: IndicatorFilter) -> list[Body]:
    """The committees and other bodies created in the period, the newest first; where only the
    event they were created at is known, on its day.
    """
    rows = ws.reader.execute(
        f"{BESIDE} SELECT b.id FROM body b {BODY_JOIN} WHERE {BODY_FILTER} "
        "AND coalesce(b.created_on, b.event, b.action_plan) IS NOT NULL "
        "AND coalesce(b.created_on, e.date_from, '') BETWEEN :since AND :until",
        parameters(ws, wanted, date.today()),
    )
    bodies = by_id(ws.reader, Body, [row[0] for row in rows.fetchall()])
    return sorted(bodies.values(), key=lambda body: body.created_on or date.min, reverse=True)
