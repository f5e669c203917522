"""Which resolution or plan a report is of: the one that was named, else the newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.errors import AppError
from app.language import mark

_LISTED = 10


class NoSuchRecord(AppError):
    """What a report was asked of is not in the workspace."""


class Known(NamedTuple):
    """A record that can be named, by its title or by its id in hexadecimal."""

    id: bytes
    title: str


def meant_by(known: Sequence[Known], named: object) -> list[bytes]:
    """The ids of those this may name: by id, else by the whole title, else by a part of it."""
    text = _text(named)
    plain = text.replace("-", "").casefold()
    return (
        [one.id for one in known if plain == one.id.hex()]
        or [one.id for one in known if text.casefold() == one.title.casefold()]
        or [one.id for one in known if text.casefold() in one.title.casefold()]
    )


def chosen_record(known: Sequence[Known], named: object, none: str) -> bytes:
    """The id of the record that was named, of the first of them when nothing was.

    `none` is the marked text that says that there is none yet. An error says which there are.
    """
    if not known:
        raise NoSuchRecord(none)
    if named in (None, ""):
        return known[0].id
    text, found = _text(named), meant_by(known, named)
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{one.title} ({one.id.hex()})" for one in known[:_LISTED])
    if found:
        raise NoSuchRecord(
            mark("“{name}” may be several. Name one by its id: {known}."), name=text, known=listed
        )
    raise NoSuchRecord(
        mark("There is no “{name}”. Name one by its title or its id: {known}."),
        name=text,
        known=listed,
    )


def _text(named: object) -> str:
    return named.hex() if isinstance(named, bytes) else str(named).strip()
