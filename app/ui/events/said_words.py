"""How what was said is worded: the cells of a line, its state, and the counts under the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from app.language import Language
from app.storage.questions.group_work import GroupWork, Said
from app.ui.goal_marks import goal_cell
from app.ui.kit import Cell
from app.ui.words import term, terms

KIND_ICONS = {
    "problem": "triangle-alert",
    "recommendation": "circle-check",
    "idea": "sun",
    "barrier": "circle-alert",
    "resource": "package",
    "risk": "flag",
    "general": "notebook-pen",
}
STATUS_CHIPS = {"edited": "fact", "adopted": "ok"}
"""What was only written down bears no chip: most notes are."""

_LINES = 2


def said_cells(
    language: Language, said: Said, work: GroupWork, votes: Mapping[bytes, int]
) -> list[Cell]:
    """The cells of one line: the words, the theme, the goals, votes and the place they make."""
    note = said.note
    status, theme = note.status or "", term(language, "problem_theme", note.theme)
    return [
        Cell(
            note.text,
            is_wrapped=True,
            lines=_LINES,
            sub=_beside(language, said, work),
            icon=KIND_ICONS.get(note.kind or "", ""),
            tip=note.text,
            chip=term(language, "note_status", status) if status in STATUS_CHIPS else "",
            chip_kind=STATUS_CHIPS.get(status, "fact"),
        ),
        Cell(theme, size=13, colour="text2", tip=theme, is_wrapped=True, lines=_LINES),
        goal_cell(language, work.goals, note.framework_items),
        _votes(language, said, votes),
    ]


def _beside(language: Language, said: Said, work: GroupWork) -> str:
    note, say = said.note, language.text
    place = work.places.get(note.territory or "")
    parts = (
        term(language, "note_kind", note.kind),
        said.group,
        language.label(place) if place else "",
        term(language, "item_level", note.level),
        say("answers “{problem}”", problem=_short(said.answers)) if said.answers else "",
        say("answered by {n}", n=said.answered_by) if said.answered_by else "",
    )
    return " · ".join(part for part in parts if part)


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 40 else f"{first[:39].rstrip()}…"


def _votes(language: Language, said: Said, votes: Mapping[bytes, int]) -> Cell:
    number = votes.get(said.id, said.note.votes)
    if number is None:
        return Cell("–", align="right", colour="text3", spoken=language.text("no votes"))
    rank = said.note.rank if said.id not in votes else None
    place = language.text("place {n}", n=rank) if rank else ""
    return Cell(language.number(number), sub=place, align="right", weight=500)


def counted(language: Language, said: Sequence[Said]) -> str:
    """One line of counts: each kind that occurs, how many serve a goal, how many are adopted."""
    kinds = Counter(one.note.kind for one in said)
    parts = [f"{word} {kinds[code]}" for code, word in terms(language, "note_kind") if kinds[code]]
    tied = sum(bool(one.note.framework_items) for one in said)
    answered = sum(bool(one.answered_by) for one in said if one.note.kind == "problem")
    adopted = sum(one.note.status == "adopted" for one in said)
    say = language.text
    parts += [
        say("tied to goals {n} of {all}", n=tied, all=len(said)),
        say("problems answered {n} of {all}", n=answered, all=kinds["problem"])
        if kinds["problem"]
        else "",
        say("adopted {n}", n=adopted) if adopted else "",
    ]
    return "   ·   ".join(part for part in parts if part)
