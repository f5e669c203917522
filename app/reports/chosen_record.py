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


def chosen_record(known: Sequence[Known], named: object, none: str) -> bytes:
    """The id of the record that was named, of the first of them when nothing was.

    `none` is the marked text that says that there is none yet. An error says which there are.
    """
    if not known:
        raise NoSuchRecord(none)
    if named in (None, ""):
        return known[0].id
    text = named.hex() if isinstance(named, bytes) else str(named).strip()
    plain = text.replace("-", "").casefold()
    found = [one.id for one in known if plain == one.id.hex()]
    found = found or [one.id for one in known if text.casefold() == one.title.casefold()]
    found = found or [one.id for one in known if text.casefold() in one.title.casefold()]
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
