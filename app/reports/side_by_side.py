"""A document in two languages: gathered in each of them, and the two laid into one.

What is equal in both stands once; what differs is a `Paired` text. It works for every kind of
block, since it looks at nothing but the shape of what was gathered.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.reports.content import Block, Document, Heading, PageBreak
from app.reports.paired import Paired
from app.stopping import step

_ORIGINAL = {"blocks", "language", "source"}
"""What is not laid together here; the one line at the foot has room for one language only."""


class _Unlike(Exception):
    """The two have not the same shape."""


def side_by_side(original: Document, beside: Document) -> Document:
    """Both documents as one: text by text, or one after the other where their shapes differ."""
    said = _head(original, beside)
    try:
        return replace(said, blocks=_laid(original.blocks, beside.blocks))
    except _Unlike:
        return replace(said, blocks=_after_each_other(original, beside))


def _after_each_other(original: Document, beside: Document) -> tuple[Block, ...]:
    turn = PageBreak(landscape=beside.landscape)
    return (*original.blocks, turn, Heading(beside.title, 1, beside.kicker), *beside.blocks)


def _head(original: Document, beside: Document) -> Document:
    """All but the blocks; a part of it that has another shape is the original's."""
    mended: dict[str, Any] = {}
    for field in fields(Document):
        ours, theirs = getattr(original, field.name), getattr(beside, field.name)
        try:
            mended[field.name] = ours if field.name in _ORIGINAL else _laid(ours, theirs)
        except _Unlike:
            mended[field.name] = ours
    return replace(original, **mended)


def _laid(ours: Any, theirs: Any) -> Any:
    """Two values of one shape as one; equal ones are themselves."""
    step()
    if isinstance(ours, str) and isinstance(theirs, str):
        return Paired.of(ours, theirs)
    if type(ours) is not type(theirs):
        raise _Unlike
    if ours == theirs:
        return ours
    if isinstance(ours, tuple) and len(ours) == len(theirs):
        parts = [_laid(one, other) for one, other in zip(ours, theirs, strict=True)]
        return type(ours)(*parts) if hasattr(ours, "_fields") else tuple(parts)
    if is_dataclass(ours) and not isinstance(ours, type):
        names = [field.name for field in fields(ours)]
        return replace(
            ours, **{name: _laid(getattr(ours, name), getattr(theirs, name)) for name in names}
        )
    raise _Unlike
