"""The edition for everybody: no names, no texts about people, and nobody who stands out.

Ids are pseudonyms that hold for this edition alone, and rows stand in their order. Of people is
told what five or more have in common. What ties somebody to an event, a club or a plan names her
pseudonym only where five or more there look alike, and all that bears one pseudonym is borne by
four others too: who knows of two meetings somebody was at does not learn of a third. A text that
names somebody of the register is left out whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import Any

from app.model import RECORD_TYPES, Record
from app.model.kinds import (
    Choice,
    Document,
    File,
    Kind,
    Link,
    LongText,
    Number,
    Privacy,
    Text,
    TextList,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.reports.tables.columns import Column, columns_of
from app.reports.tables.naming import Naming
from app.storage.connection import Connection
from app.storage.disclosure import SMALLEST, coarsened, parted
from app.storage.open_people import Places, Pseudonyms, Shown, roots_of, shown_people
from app.storage.questions.consents import Consents
from app.storage.questions.table import Row, Tied, ids_of, table_rows

_OF_THE_OFFICE = {"consent", "distinction", "redaction"}
"""What the office and one person have to do with each other."""
_OF_THE_RELEASE = {"territory", "framework", "framework_item"}
"""What is printed in the law and the atlas, and names nobody of the register."""
_WRITTEN = (Text, LongText, TextList)
_LIST = "registration"
_GROUPS = {"sex", "age_group", "social_status", "health_status"}
"""Enumerations by which people are counted in groups."""
_TOLD_OF_A_TIE = (Link, Choice, YesNo, Place)


class OpenTables:
    """The tables of the edition for everybody."""

    def __init__(self, connection: Connection, agreed: Consents, today: date) -> None:
        self._connection = connection
        self._gone = agreed.gone()
        self._tied = Tied(connection, self._gone)
        self._pseudonyms = Pseudonyms()
        self._order = self._pseudonyms.order_by(connection)
        self._today = today
        self._ids: dict[str, AbstractSet[bytes]] = {}
        self._unsaid: set[tuple[bytes, int]] = set()

    @property
    def unsaid(self) -> int:
        return len(self._unsaid)

    def types(self) -> Sequence[type[Record]]:
        return [each for each in RECORD_TYPES.values() if _is_told(each)]

    def columns(self, record_type: type[Record]) -> tuple[Column, ...]:
        own, *fields = columns_of(record_type)
        return (own, *(each for each in fields if _is_shown(record_type, each.name, each.kind)))

    def rows(self, record_type: type[Record]) -> Iterator[Sequence[Any]]:
        columns = self.columns(record_type)
        if record_type.type_name == "person":
            return self._people(columns)
        links = [self._link(column.kind) for column in columns]
        if _is_tie(record_type):
            return self._ties(record_type, columns, links)
        return self._others(record_type, columns, links)

    def _people(self, columns: tuple[Column, ...]) -> Iterator[Sequence[Any]]:
        names = [column.name for column in columns[1:]]
        told = {self._pseudonyms.of(one): shown for one, shown in self._shown.items()}
        for pseudonym in sorted(told):
            yield (pseudonym, *(getattr(told[pseudonym], name) for name in names))

    def _others(
        self, record_type: type[Record], columns: tuple[Column, ...], links: Sequence[str]
    ) -> Iterator[Sequence[Any]]:
        hidden = self._small_counts(record_type)
        number = next((at for at, one in enumerate(columns) if _counts(one.kind)), 0)
        texts = [at for at, one in enumerate(columns) if isinstance(one.kind, _WRITTEN)]
        if record_type.type_name in _OF_THE_RELEASE:
            texts = []
        for row in self._read(record_type, columns):
            told = list(self._linked(row, links))
            if row[0] in hidden:
                told[number] = None
            for at in texts:
                if told[at] and self._naming.is_in(told[at]):
                    told[at] = None
                    self._unsaid.add((row[0], at))
            yield told

    def _ties(
        self, record_type: type[Record], columns: tuple[Column, ...], links: Sequence[str]
    ) -> Iterator[Sequence[Any]]:
        told = self._decided[record_type.type_name]
        for row in self._read(record_type, columns):
            yield tuple(self._linked(told.shown(row), links))

    @cached_property
    def _decided(self) -> dict[str, _Ties]:
        """What is told of ties of every type, decided together."""
        decided = {}
        for record_type in filter(_is_tie, self.types()):
            columns = self.columns(record_type)
            ties = _Ties(columns, self._places, self._shown, self._roots)
            for row in self._read(record_type, columns):
                ties.see(row)
            ties.decide()
            decided[record_type.type_name] = ties
        self._untie(decided)
        return decided

    def _untie(self, decided: dict[str, _Ties]) -> None:
        """Name somebody only in what is told of four others too: all, else her registrations."""
        came = self._days_of(decided[_LIST].named)
        ways: Counter[bytes] = Counter()
        lists: Counter[bytes] = Counter()
        for name, ties in decided.items():
            for record_id, (who, said) in ties.named.items():
                way = hash((name, said, came.get(record_id)))
                ways[who] += way
                if name == _LIST:
                    lists[who] += way
        wholly = self._crowded(ways)
        others = Counter({who: way for who, way in lists.items() if who not in wholly})
        partly = wholly | self._crowded(others)
        for name, ties in decided.items():
            ties.name_only(partly if name == _LIST else wholly)

    def _crowded(self, ways: Mapping[bytes, int]) -> set[bytes]:
        """Of whom the very same is said as of four others; what is said is a number for each."""
        said = {who: hash((self._shown.get(who), way)) for who, way in ways.items()}
        crowds = Counter(said.values())
        return {who for who, one in said.items() if crowds[one] >= SMALLEST}

    def _days_of(self, registrations: Collection[bytes]) -> dict[bytes, int]:
        """When those were there who are named: a day missed alone would tell them apart.

        Of each a number, the same where all days are; days themselves would take too much memory.
        """
        fields = ("registration", "day", "part", "is_present")
        days: dict[bytes, int] = {}
        for _, registration, *when in table_rows(
            self._connection, RECORD_TYPES["attendance"], fields
        ):
            if registration in registrations:
                days[registration] = days.get(registration, 0) ^ hash(tuple(when))
        return days

    def _read(self, record_type: type[Record], columns: tuple[Column, ...]) -> Iterator[Row]:
        left_out = self._tied.of(record_type)
        names = [column.name for column in columns[1:]]
        rows = table_rows(self._connection, record_type, names, self._order)
        return (row for row in rows if row[0] not in left_out)

    def _linked(self, row: Sequence[Any], links: Sequence[str]) -> Iterator[Any]:
        """The row with pseudonyms for ids; a link to what is not told of is empty."""
        yield self._pseudonyms.of(row[0])
        for value, to in zip(row[1:], links[1:], strict=True):
            if not to or value is None:
                yield value
                continue
            end = self._roots.get(value, value) if to == "person" else value
            yield self._pseudonyms.of(end) if end in self._told_of(to) else None

    def _link(self, kind: Kind) -> str:
        return kind.to if isinstance(kind, Link) else ""

    def _told_of(self, type_name: str) -> AbstractSet[bytes]:
        if type_name == "person":
            return self._shown.keys()
        if type_name not in self._ids:
            record_type = RECORD_TYPES[type_name]
            self._ids[type_name] = set(ids_of(self._connection, record_type)) - self._tied.of(
                record_type
            )
        return self._ids[type_name]

    def _small_counts(self, record_type: type[Record]) -> AbstractSet[bytes]:
        """The records whose counts of people would point at somebody."""
        kinds = record_type.kinds()
        number = next((name for name, kind in kinds.items() if _counts(kind)), "")
        if not number or not any(_groups(kind) for kind in kinds.values()):
            return frozenset()
        counts: dict[object, list[tuple[bytes, Any]]] = {}
        for record_id, owner, count in table_rows(
            self._connection, record_type, (record_type.owner, number)
        ):
            if count is not None:
                counts.setdefault(owner, []).append((record_id, count))
        return {
            record_id
            for group in counts.values()
            for (record_id, _), told in zip(
                group, parted([count for _, count in group]), strict=True
            )
            if told is None
        }

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self._connection)

    @cached_property
    def _places(self) -> Places:
        return Places(self._connection)

    @cached_property
    def _roots(self) -> dict[bytes, bytes]:
        return dict(roots_of(self._connection))

    @cached_property
    def _shown(self) -> dict[bytes, Shown]:
        return shown_people(self._connection, self._places, self._gone, self._today)


class _Ties:
    """What may be told of records that tie people to something: look at all, decide, then show."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        places: Places,
        shown: dict[bytes, Shown],
        roots: dict[bytes, bytes],
    ) -> None:
        self._places, self._people, self._roots = places, shown, roots
        kinds = [column.kind for column in columns]
        self._person = next(at for at, kind in enumerate(kinds) if _is_person(kind))
        self._others = [
            at
            for at, kind in enumerate(kinds)
            if at and isinstance(kind, Link) and at != self._person
        ]
        self._facts = [at for at, kind in enumerate(kinds) if not isinstance(kind, Link)]
        self._where = next((at for at, kind in enumerate(kinds) if isinstance(kind, Place)), 0)
        self._seen: dict[Hashable, list[Row]] = {}
        self._rungs: dict[bytes, int] = {}
        self.named: dict[bytes, tuple[bytes, Hashable]] = {}
        """The records that name somebody: whom, and what they say of her."""

    def see(self, row: Row) -> None:
        """Look at one of them; who stands in one context is compared."""
        if row[self._person] is not None:
            context = tuple(row[at] for at in self._others)
            self._seen.setdefault(context, []).append(row)

    def decide(self) -> None:
        """Settle how coarsely each is told and whose pseudonym is; lets go of what was seen."""
        while self._seen:
            context, rows = self._seen.popitem()
            who = [self._who(row) for row in rows]
            ladders = [self._ladder(row) for row in rows]
            rungs = coarsened(ladders, who)
            alike: dict[tuple[Hashable, Hashable], list[int]] = {}
            for at, (row, ladder, rung) in enumerate(zip(rows, ladders, rungs, strict=True)):
                self._rungs[row[0]] = rung
                alike.setdefault((ladder[rung], self._people.get(who[at])), []).append(at)
            for (facts, _), some in alike.items():
                if len({who[at] for at in some}) >= SMALLEST:
                    said = (context, facts)  # one for all of them: there may be very many
                    self.named.update((rows[at][0], (who[at], said)) for at in some)

    def name_only(self, people: AbstractSet[bytes]) -> None:
        """Name nobody but these."""
        self.named = {one: said for one, said in self.named.items() if said[0] in people}

    def shown(self, row: Row) -> Row:
        """The row as it may be told."""
        rung = self._rungs.get(row[0])
        if rung is None:
            return row
        told = list(row)
        for at, value in zip(self._facts, self._ladder(row)[rung], strict=True):
            told[at] = value
        if row[0] not in self.named:
            told[self._person] = None
        return tuple(told)

    def _who(self, row: Row) -> bytes:
        person: bytes = row[self._person]
        return self._roots.get(person, person)

    def _ladder(self, row: Row) -> tuple[tuple[Any, ...], ...]:
        """What could be told of it: all, its oblast for its raion, no place, and nothing."""
        facts = tuple(row[at] for at in self._facts)
        nothing = (None,) * len(facts)
        if not self._where:
            return (facts, nothing)
        at, code = self._facts.index(self._where), row[self._where]
        places = (self._places.raion(code), self._places.oblast(code), None)
        return (*((*facts[:at], place, *facts[at + 1 :]) for place in places), nothing)


def _is_person(kind: Kind) -> bool:
    return isinstance(kind, Link) and kind.to == "person" and not kind.only_names


def _is_tie(record_type: type[Record]) -> bool:
    """Whether a type says something of a person besides naming her."""
    is_person = record_type.type_name == "person"
    return not is_person and any(_is_person(kind) for kind in record_type.kinds().values())


def _groups(kind: Kind) -> bool:
    return isinstance(kind, Choice) and kind.enumeration in _GROUPS


def _counts(kind: Kind) -> bool:
    return isinstance(kind, Number) and kind.required


def _is_told(record_type: type[Record]) -> bool:
    """Whether there is anything to tell of a type but ids."""
    if record_type.is_own_account or record_type.type_name in _OF_THE_OFFICE:
        return False
    kinds = record_type.kinds().items()
    shown = [kind for name, kind in kinds if _is_shown(record_type, name, kind)]
    return _is_tie(record_type) or not all(isinstance(kind, Link) for kind in shown)


def _is_shown(record_type: type[Record], name: str, kind: Kind) -> bool:
    """Whether everybody may see a field: what the declaration says, and for people but little."""
    if kind.privacy is not Privacy.PUBLIC or kind.is_internal or isinstance(kind, (File, Document)):
        return False
    if record_type.type_name == "person":
        return name in Shown._fields
    if isinstance(kind, Link):
        return not kind.only_names and (
            kind.to == record_type.type_name or _is_told(RECORD_TYPES[kind.to])
        )
    return not _is_tie(record_type) or isinstance(kind, _TOLD_OF_A_TIE)
