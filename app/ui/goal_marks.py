"""Goals as short as a chip: «М 9», «Б III»; their words in the tip, their letters told below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.language import Language
from app.reports.words import term
from app.storage.questions.events import Goal
from app.ui.kit import Cell
from app.ui.kit.chip_cells import SEVERAL

Goals = Mapping[str, Goal]
_GOAL, _DIRECTION, _PRIORITY = "goal", "direction", "priority"


def goal_mark(language: Language, goal: Goal | None, code: str) -> str:
    """The letter and number of a goal, or of the one an item belongs to; else the code's end."""
    aim = _aim(goal)
    return _lettered(language, *aim) if aim else code.partition("/")[2] or code


def _aim(goal: Goal | None) -> tuple[str, str] | None:
    """Type and number of the goal, direction or priority that an item is or is part of."""
    if goal is None:
        return None
    for kind, no in ((goal.type, goal.no), (goal.above_type, goal.above_no)):
        if kind in (_GOAL, _DIRECTION, _PRIORITY) and no:
            return kind, no
    return None


def _lettered(language: Language, kind: str, no: str) -> str:
    if kind == _GOAL:
        # Translators: the first letter of the word for a goal of a plan, then its number
        return language.text_in("goal", "G {no}", no=no)
    if kind == _DIRECTION:
        # Translators: the first letter of the word for a direction of a plan, then its number
        return language.text_in("direction", "D {no}", no=no)
    # Translators: the first letter of the word for a priority of a plan, then its number
    return language.text_in("priority", "P {no}", no=no)


def goal_marks(language: Language, goals: Goals, codes: Iterable[str]) -> list[str]:
    """The marks of several items, each once."""
    return list(dict.fromkeys(goal_mark(language, goals.get(code), code) for code in codes))


def goal_texts(language: Language, goals: Goals, codes: Iterable[str]) -> str:
    """The items in full, a line each: mark, words, code."""
    lines = []
    for code in codes:
        goal = goals.get(code)
        words = language.label(goal.names) if goal else ""
        mark = goal_mark(language, goal, code)
        lines.append(" · ".join(dict.fromkeys(part for part in (mark, words, code) if part)))
    return "\n".join(lines)


def goal_cell(language: Language, goals: Goals, codes: Iterable[str]) -> Cell:
    """A cell of chips, one for each goal; the words stand in its tip."""
    codes = tuple(codes)
    marks = goal_marks(language, goals, codes)
    return Cell(
        "",
        chip=SEVERAL.join(marks),
        chip_kind="fact",
        spoken=", ".join(marks),
        tip=goal_texts(language, goals, codes),
    )


def goal_legend(language: Language, goals: Goals) -> str:
    """What the letters of these goals mean, and whether their texts are only proposed."""
    parts = [
        f"{letter} — {term(language, 'item_type', kind).lower()}"
        for letter, (kind, _) in _letters(language, goals).items()
    ]
    if parts and any(goal.is_proposed for goal in goals.values()):
        parts.append(language.text("texts of measures are proposals, not yet adopted"))
    return "  ·  ".join(parts)


def goal_sources(language: Language, goals: Goals) -> str:
    """The documents these goals are of, a line each, after their letters."""
    lines = (
        f"{letter} — {language.label(framework)}"
        for letter, (_, framework) in _letters(language, goals).items()
    )
    return "\n".join(lines)


def _letters(language: Language, goals: Goals) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Each letter in use, with what it stands for and the document it is of."""
    told: dict[str, tuple[str, Mapping[str, str]]] = {}
    for goal in goals.values():
        aim = _aim(goal)
        if aim:
            letter = _lettered(language, aim[0], "").strip()
            told.setdefault(letter, (aim[0], goal.framework))
    return dict(sorted(told.items(), key=lambda one: one[1][0], reverse=True))
