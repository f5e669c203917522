"""Which field asks for an answer: by the kind of a question and how its author wants it shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.language import Language
from app.surveys import Entry, Kind, plain
from app.ui.kit import ChoiceRows
from app.ui.kit.choice_rows import MANY, ONE, RANKED
from app.ui.kit.segments import Option
from app.ui.surveys.answers import (
    MOST_ROWS,
    AnswerField,
    DayAnswer,
    LineAnswer,
    MomentAnswer,
    NumberAnswer,
    PaperAnswer,
    PickAnswer,
    PicksAnswer,
    PlaceAnswer,
    RowsAnswer,
    ShownAnswer,
    TimeAnswer,
)

_SEARCHED = {"minimal", "autocomplete", "search", "quick-minimal"}
_IN_COLUMNS = {"columns", "columns-pack", "horizontal", "horizontal-compact", "compact"}
_COLUMNS = re.compile(r"(?:columns|compact)-(\d+)")
_HIDDEN = {"hidden-answer", "masked"}
_MOST_STEPS = 11
"""A range of so many values is shown as rows to choose among; a longer one is typed."""
_MOST_COLUMNS = 6
_MOST_HIGH = 9
"""More answers than these stand closer, in two columns."""


class _Asked(NamedTuple):
    """What a maker of fields is told."""

    language: Language
    entry: Entry
    compact: bool


def options_of(entry: Entry) -> list[Option]:
    """The answers a question offers, as codes and words."""
    if entry.kind is Kind.RANGE:
        return [(step, step) for step in range_steps(entry)]
    return [(choice.value, plain(choice.label) or choice.value) for choice in entry.choices]


def make_answer(language: Language, entry: Entry, *, compact: bool) -> AnswerField | None:
    """The field for a question; None where nothing is asked."""
    if entry.kind is Kind.NOTE:
        return None
    if entry.is_read_only:
        return ShownAnswer()
    return _MAKERS.get(entry.kind, _line)(_Asked(language, entry, compact))


def _line(asked: _Asked) -> AnswerField:
    look = asked.entry.appearance
    if "multiline" in look or asked.entry.parameters.get("rows"):
        return PaperAnswer(3 if asked.compact else 5)
    return LineAnswer(secret=bool(look & _HIDDEN))


def _number(asked: _Asked) -> AnswerField:
    return NumberAnswer(grouped="thousands-sep" in asked.entry.appearance)


def _day(asked: _Asked) -> AnswerField:
    look = asked.entry.appearance
    precision = "year" if "year" in look else "month" if "month-year" in look else "day"
    return DayAnswer(asked.language, precision)


def _one(asked: _Asked) -> AnswerField:
    if _is_searched(asked):
        return PickAnswer(asked.language)
    return _rows(asked.entry, ONE, compact=asked.compact)


def _several(asked: _Asked) -> AnswerField:
    if _is_searched(asked):
        return PicksAnswer(asked.language)
    return _rows(asked.entry, MANY, compact=asked.compact)


def _ranked(asked: _Asked) -> AnswerField:
    return _rows(asked.entry, RANKED, compact=asked.compact)


def _acknowledged(asked: _Asked) -> AnswerField:
    seen = [("OK", asked.language.text("Yes, seen"))]
    return RowsAnswer(ChoiceRows(MANY, compact=asked.compact), seen)


def _range(asked: _Asked) -> AnswerField:
    steps = range_steps(asked.entry)
    if steps:
        # a whole number is its own key; of others the place in the row is
        numbered = not all(step.isdecimal() for step in steps)
        return RowsAnswer(ChoiceRows(ONE, 0, upright=True, numbered=numbered))
    return NumberAnswer()


def _is_searched(asked: _Asked) -> bool:
    """Whether answers are found by typing; a few fit a page of their own, where a digit picks."""
    entry = asked.entry
    if not asked.compact and "minimal" in entry.appearance and 0 < len(entry.choices) <= _MOST_HIGH:
        return False
    return bool(entry.appearance & _SEARCHED) or len(entry.choices) > MOST_ROWS


def _rows(entry: Entry, kind: str, *, compact: bool) -> RowsAnswer:
    look = entry.appearance
    if "likert" in look:
        return RowsAnswer(ChoiceRows(kind, 0, upright=True))
    columns = columns_of(look)
    if columns == 1 and len(entry.choices) > _MOST_HIGH:
        # else one would have to scroll for an answer
        columns, compact = 2, True
    return RowsAnswer(ChoiceRows(kind, columns, compact=compact))


def columns_of(look: frozenset[str]) -> int:
    """In how many columns the answers of a question stand."""
    counted = next((found for word in look if (found := _COLUMNS.fullmatch(word))), None)
    if counted:
        return min(max(int(counted[1]), 1), _MOST_COLUMNS)
    return 3 if look & _IN_COLUMNS else 1


def range_steps(entry: Entry) -> Sequence[str]:
    """The values of a range, where they are few enough to be shown."""
    try:
        first, last, step = (
            Decimal(entry.parameters.get(name, default))
            for name, default in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except InvalidOperation:
        return ()
    count = int((last - first) / step) + 1 if step else 0
    if not 1 < count <= _MOST_STEPS:
        return ()
    return [f"{first + at * step:f}" for at in range(count)]


_MAKERS: dict[Kind, Callable[[_Asked], AnswerField]] = {
    Kind.TEXT: _line,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.DATE: _day,
    Kind.TIME: lambda asked: TimeAnswer(asked.language),
    Kind.DATE_TIME: lambda asked: MomentAnswer(asked.language),
    Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several,
    Kind.RANK: _ranked,
    Kind.RANGE: _range,
    Kind.TRIGGER: _acknowledged,
    Kind.GEOPOINT: lambda asked: PlaceAnswer(),
}
"""Kind of question → the field that asks for it; a kind that is not here is typed as a text."""


def example_for(language: Language, entry: Entry) -> str:
    """A pale word in the empty field on how to write there."""
    match entry.kind:
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
            return language.text("Type a few letters, or ↓ for the whole list")
        case Kind.GEOPOINT:
            return language.text("Latitude, longitude: 40.0531, 70.8194")
        case Kind.TEXT if "multiline" in entry.appearance:
            return language.text("Ctrl Enter begins a new line")
        case _:
            return ""
