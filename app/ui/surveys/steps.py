"""What is shown at one time: a question by itself, a page of the form's author, or a whole part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.surveys import Entry, Kind

MOST_ON_A_PAGE = 40
"""A longer form shown as one page goes on to a second one, so that none takes long to build."""
QUESTION, PAGE = "question", "page"
"""Question by question, or as much as can be on one page."""
_FIELD_LIST = "field-list"


@dataclass(frozen=True)
class Step:
    """Entries shown together; `more` is the repeat of which another instance may be added."""

    positions: tuple[str, ...]
    more: str = ""


def is_heading(entry: Entry) -> bool:
    """Whether a question only says the answers of the lines of a table below it."""
    return entry.kind.takes_choices and "label" in entry.appearance


def is_question(entry: Entry) -> bool:
    """Whether somebody is asked here; a note is only read."""
    return entry.kind.is_asked and entry.kind is not Kind.NOTE and not is_heading(entry)


def is_answered(entry: Entry) -> bool:
    """Whether an answer stands here and counts."""
    return bool(entry.value) and entry.is_relevant


def steps_of(entries: Sequence[Entry], mode: str) -> list[Step]:
    """The steps of a form in their order."""
    return list(_pages(entries) if mode == PAGE else _one_by_one(entries))


def end_of(entries: Sequence[Entry], at: int) -> int:
    """Where what stands in a group or a repeat ends."""
    level, end = entries[at].level, at + 1
    while end < len(entries) and entries[end].level > level:
        end += 1
    return end


def may_grow(entry: Entry) -> bool:
    """Whether somebody may add an instance to a repeat."""
    return entry.kind is Kind.REPEAT and not entry.is_fixed and not entry.is_read_only


def _one_by_one(entries: Sequence[Entry]) -> Iterator[Step]:
    at = 0
    while at < len(entries):
        entry = entries[at]
        end = end_of(entries, at)
        if entry.kind is Kind.REPEAT:
            yield from _one_by_one(entries[at + 1 : end])
            if may_grow(entry):
                yield Step((entry.position,), more=entry.position)
            at = end
        elif entry.kind in (Kind.GROUP, Kind.INSTANCE) and _FIELD_LIST in entry.appearance:
            yield Step(tuple(one.position for one in entries[at:end]))
            at = end
        else:
            if entry.kind.is_asked:
                yield Step((entry.position,))
            at += 1


def _pages(entries: Sequence[Entry]) -> Iterator[Step]:
    page: list[str] = []
    for entry in entries:
        is_part = entry.kind is Kind.GROUP and not entry.level
        is_full = len(page) >= MOST_ON_A_PAGE or (is_part and len(page) > MOST_ON_A_PAGE // 2)
        if page and is_full:
            yield Step(tuple(page))
            page = []
        page.append(entry.position)
    if page:
        yield Step(tuple(page))
