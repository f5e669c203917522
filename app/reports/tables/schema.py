"""Table Schemas (Frictionless) made from the declaration: types, constraints, codes, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.language import LANGUAGES, Language, language
from app.model import ENUMERATIONS, Record
from app.model.kinds import (
    Choice,
    Choices,
    Day,
    Document,
    File,
    Items,
    Kind,
    Link,
    LongText,
    Number,
    Text,
    TextList,
    Time,
    Year,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.reports.tables.columns import Column

Described = dict[str, Any]


@dataclass
class Seen:
    """What the values of a column turned out to be, where the declaration wanted something else.

    A package of a newer program may have brought a code or a length this one does not know; what
    is described must be true of what is written.
    """

    has_empty: bool = False
    has_faults: bool = False
    has_parts: bool = False
    """Whether a whole number has decimals."""
    codes: set[str] = field(default_factory=set)
    """Codes that the enumeration does not have."""

    def see(self, kind: Kind, value: Any) -> None:
        """Look at one value."""
        if value is None or value in ("", ()):
            self.has_empty = True
        elif isinstance(kind, (Choice, Choices)):
            listed = (value,) if isinstance(value, str) else value
            self.codes.update(set(listed) - ENUMERATIONS[kind.enumeration].keys())
        elif kind.fault(value):
            self.has_faults = True
        elif isinstance(value, float) and not value.is_integer():
            self.has_parts = True


def words(describe: Callable[[Language], str], name: str, code: str) -> Described:
    """A text in the main language, and under `name@code` in every one."""
    said = {f"{name}@{each}": describe(language(each)) for each in LANGUAGES}
    main = said[f"{name}@{code}"]
    return {name: main, **said} if main else {}


def field_of(column: Column, seen: Seen, code: str, *, is_unique: bool) -> Described:
    """One field of a schema."""
    kind = column.kind
    told = TYPES[type(kind)](kind, seen, code)
    limits = told.pop("constraints", {})
    if kind.required and not seen.has_empty:
        limits["required"] = True
    if is_unique:
        limits["unique"] = True
    described = {
        "name": column.name,
        **told,
        **words(lambda one: one.text(kind.label), "title", code),
        **(words(lambda one: one.text(kind.help), "description", code) if kind.help else {}),
    }
    return {**described, "constraints": limits} if limits else described


def schema_of(
    record_type: type[Record],
    columns: Sequence[Column],
    seen: Sequence[Seen],
    keys: Sequence[Described],
    code: str,
) -> Described:
    """The schema of a table; `keys` are its foreign keys, `seen` what its columns hold."""
    names = [column.name for column in columns]
    is_whole = set(record_type.key) <= set(names)
    alone = record_type.key[0] if len(record_type.key) == 1 else ""
    fields = [
        field_of(column, one, code, is_unique=column.name == alone)
        for column, one in zip(columns, seen, strict=True)
    ]
    several = len(record_type.key) > 1 and is_whole and _are_given(record_type.key, names, seen)
    return {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": [names[0]],
        **({"uniqueKeys": [list(record_type.key)]} if several else {}),
        **({"foreignKeys": list(keys)} if keys else {}),
    }


def _are_given(key: Sequence[str], names: Sequence[str], seen: Sequence[Seen]) -> bool:
    return not any(seen[names.index(name)].has_empty for name in key)


def foreign_key(name: str, to: str, end: str = "id") -> Described:
    """A field that says a field of another table; `to` is empty where it is the same table."""
    reference = {"resource": to, "fields": [end]} if to else {"resource": "", "fields": [end]}
    return {"fields": [name], "reference": reference}


def _string(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001 - all are called alike
    limit = getattr(kind, "limit", 0)
    limits = {"maxLength": limit} if limit and not seen.has_faults else {}
    return {"type": "string", "constraints": limits}


def _list(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001
    return {"type": "array", "arrayItem": {"type": "string"}}


def _number(kind: Any, seen: Seen, code: str) -> Described:  # noqa: ARG001
    limits = {} if seen.has_faults else {"minimum": kind.least, "maximum": kind.most}
    whole = not kind.decimals and not seen.has_parts
    return {"type": "integer" if whole else "number", "constraints": limits}


def _year(kind: Any, seen: Seen, code: str) -> Described:  # noqa: ARG001
    return {"type": "integer", "constraints": {} if seen.has_faults else {"minimum": kind.least}}


def _day(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001
    return {"type": "date", "format": "default"}


def _hour(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001
    return {"type": "string"} if seen.has_faults else {"type": "time", "format": "%H:%M"}


def _terms(kind: Any, seen: Seen, code: str) -> list[Described]:
    known = ENUMERATIONS[kind.enumeration].values()
    told = [{"value": term.code, **_label(term.labels, code)} for term in known]
    return [*told, *({"value": one, "label": one} for one in sorted(seen.codes))]


def _label(labels: Mapping[str, str], code: str) -> Described:
    return words(lambda one: one.label(labels), "label", code)


def _code(kind: Any, seen: Seen, code: str) -> Described:
    terms = _terms(kind, seen, code)
    values = [term["value"] for term in terms]
    return {"type": "string", "categories": terms, "constraints": {"enum": values}}


def _codes(kind: Any, seen: Seen, code: str) -> Described:
    terms = _terms(kind, seen, code)
    values = [term["value"] for term in terms]
    item = {"type": "string", "constraints": {"enum": values}, "categories": terms}
    return {"type": "array", "arrayItem": item}


def _yes_no(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001
    return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}


def _patterned(pattern: str) -> Callable[[Kind, Seen, str], Described]:
    def described(kind: Kind, seen: Seen, code: str) -> Described:  # noqa: ARG001
        return {"type": "string", "constraints": {} if seen.has_faults else {"pattern": pattern}}

    return described


TYPES: Mapping[type[Kind], Callable[[Any, Seen, str], Described]] = {
    Text: _string,
    LongText: _string,
    Document: _string,
    TextList: _list,
    Number: _number,
    Year: _year,
    Day: _day,
    Time: _hour,
    Choice: _code,
    Choices: _codes,
    YesNo: _yes_no,
    Link: _patterned("[0-9a-f]{32}"),
    Place: _patterned("[A-Z0-9-]{2,20}"),
    Items: _list,
    File: _patterned("[0-9a-f]{64}"),
}
"""How a Table Schema says each kind of field."""


def references(columns: Sequence[Column]) -> Iterator[tuple[int, str, str]]:
    """Which columns name records of others: the place, the type, and the field they name."""
    for at, column in enumerate(columns):
        if isinstance(column.kind, Link) and at:
            yield at, column.kind.to, "id"
        elif isinstance(column.kind, Place):
            yield at, "territory", "code"
