"""Record: what all record types have in common, and how their fields are declared."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self

from app.errors import Invalid, Problem
from app.language import mark
from app.model.change import Stored
from app.model.ids import derived_id, new_id
from app.model.kinds import Kind


def kept(kind: Kind) -> Any:
    """Declare a field of a record type by its kind."""
    return dataclasses.field(default=kind.empty, metadata={"kind": kind})


@dataclass(frozen=True, kw_only=True)
class Record:
    """A thing the program keeps. Subclasses are frozen, keyword-only dataclasses of kinds."""

    type_name: ClassVar[str] = ""
    label: ClassVar[str] = ""
    label_plural: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    """The fields that are the thing itself: its id is derived from them and they never change."""
    owner: ClassVar[str] = ""
    """The link to the record this one is part of, and is deleted with."""
    other_owners: ClassVar[tuple[str, ...]] = ()
    """Links that own it instead, where it may be part of one thing or another."""
    searched: ClassVar[tuple[str, ...]] = ()
    """The fields whose words the search knows."""
    is_own_account: ClassVar[bool] = False
    """Whether each notebook writes these of itself and its exchange: they stay out of the digest,
    which compares what people wrote."""
    goes_down: ClassVar[bool] = False
    """Whether new records travel to those below: lists everybody uses, which name nobody."""
    is_reference: ClassVar[bool] = False
    """Whether releases bring rows of this type along."""

    id: bytes = b""

    @classmethod
    @cache
    def kinds(cls) -> Mapping[str, Kind]:
        """The kind of every field, by name, in the order of the declaration."""
        return {
            field.name: field.metadata["kind"]
            for field in dataclasses.fields(cls)
            if "kind" in field.metadata
        }

    @classmethod
    def owners(cls) -> tuple[str, ...]:
        """All links that own a record of this type; at most one of them is given."""
        return (cls.owner, *cls.other_owners) if cls.owner else ()

    @classmethod
    def load(cls, record_id: bytes, stored: Mapping[str, Stored]) -> Self:
        """The record whose columns hold these values; what is missing is empty."""
        values = {name: kind.load(stored.get(name)) for name, kind in cls.kinds().items()}
        return cls(id=record_id, **values)

    @classmethod
    def id_for(cls, values: Mapping[str, object]) -> bytes:
        """The id a new record with these values gets: derived from its key, or fresh."""
        if not cls.key:
            return new_id()
        kinds = cls.kinds()
        return derived_id(cls.type_name, tuple(kinds[name].dump(values[name]) for name in cls.key))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:  # noqa: ARG003 - for subclasses
        """What more than one field says wrongly together; each type adds its own."""
        yield from ()

    def values(self) -> dict[str, Any]:
        """All fields by name."""
        return {name: getattr(self, name) for name in self.kinds()}

    def caption(self) -> str:
        """What the record is called in a list; in the words of the person who wrote it."""
        return next((str(getattr(self, name)) for name in self.searched if getattr(self, name)), "")


def clean(record_type: type[Record], values: Mapping[str, object]) -> dict[str, object]:
    """The given values as they are kept."""
    kinds = record_type.kinds()
    return {name: kinds[name].clean(value) for name, value in values.items()}


def check(
    record_type: type[Record],
    values: Mapping[str, object],
    stored: Mapping[str, object] | None = None,
) -> None:
    """Raise `Invalid` with every problem of these cleaned values.

    With `stored`, the values are an edit of that record: it is not refused for what was wrong in
    other fields before.
    """
    if stored is None:
        problems = list(_problems(record_type, values))
    else:
        old = list(_problems(record_type, stored))
        problems = [
            problem
            for problem in _problems(record_type, {**stored, **values})
            if problem.field in values or problem not in old
        ]
    if problems:
        raise Invalid(problems)


def _problems(record_type: type[Record], values: Mapping[str, object]) -> Iterator[Problem]:
    full = {name: kind.empty for name, kind in record_type.kinds().items()} | dict(values)
    bad: set[str] = set()
    for name, kind in record_type.kinds().items():
        is_empty = kind.dump(full[name]) is None
        if is_empty and kind.required:
            yield Problem(name, mark("Fill this in"))
        fault = None if is_empty else kind.fault(full[name])
        if fault:
            bad.add(name)
            yield Problem(name, fault.text, fault.values)
    if not bad:
        yield from record_type.rules(full)
