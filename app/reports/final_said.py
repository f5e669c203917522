"""What was said at many events: problems and recommendations, by oblast and by goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.language import Language
from app.model import Note
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Entry,
    Heading,
    Paragraph,
    Points,
    Table,
)
from app.reports.words import count, item_line, joined, term
from app.storage.questions.final import Meetings, Spoken

_HINDERS = ("problem", "barrier", "risk", "resource")
_ADVISES = ("recommendation", "idea")
_MOST = 3
"""So many themes and recommendations are named as an oblast's priorities."""


def problem_blocks(language: Language, met: Meetings) -> Iterator[Block]:
    """What hinders, oblast by oblast; barriers, risks and resources apart."""
    for oblast, spoken in _by_oblast(met, _HINDERS):
        yield Heading(_name(language, met, oblast), 2)
        for kind in _HINDERS:
            said = _texts(one for one in spoken if one.note.kind == kind)
            if said and kind != "problem":
                yield Heading(term(language, "note_kind", kind), 3)
            if said:
                yield Points(said)


def general_blocks(language: Language, met: Meetings) -> Iterator[Block]:
    """What was recommended for the whole country, and what several oblasts have in common."""
    advised = [one for one in met.spoken if one.note.kind in _ADVISES]
    general = _texts(one for one in advised if not one.oblast)
    if general:
        yield Points(general, numbered=True)
    oblasts: dict[str, dict[str, int]] = {}
    for one in advised:
        if one.goal and one.oblast:
            of = oblasts.setdefault(one.goal, {})
            of[one.oblast] = of.get(one.oblast, 0) + 1
    common = {goal: of for goal, of in oblasts.items() if len(of) > 1}
    if not common:
        return
    yield Heading(language.text("Goals that several oblasts made recommendations for"), 2)
    yield Table(
        (
            Column(language.text("Goal or direction"), 5),
            Column(language.text("Recommendations"), 2.1, Align.RIGHT),
            Column(language.text("Oblasts"), 3.4),
        ),
        tuple(_common(language, met, goal, common[goal]) for goal in _ranked(met, common)),
    )


def _common(language: Language, met: Meetings, goal: str, of: dict[str, int]) -> tuple[Entry, ...]:
    names = [_name(language, met, oblast) for oblast in of]
    return _goal(language, met, goal), count(language, sum(of.values())), joined(names, ", ")


def priority_blocks(language: Language, met: Meetings) -> Iterator[Block]:
    """For each oblast the themes of its problems, and what its groups voted for most."""
    rows: list[tuple[Entry, ...]] = []
    for oblast in met.oblasts:
        notes = _notes(one for one in met.spoken if one.oblast == oblast)
        themes = Counter(note.theme for note in notes if note.kind == "problem" and note.theme)
        main = [
            f"{term(language, 'problem_theme', theme)} ({language.number(number)})"
            for theme, number in themes.most_common(_MOST)
        ]
        voted = [note for note in notes if note.kind in _ADVISES and (note.rank or note.votes)]
        voted.sort(key=lambda note: (note.rank or 10**6, -(note.votes or 0)))
        said = "\n".join(f"– {note.text}" for note in voted[:_MOST])
        if main or said:
            name = Cell(_name(language, met, oblast), strong=True)
            rows.append((name, "\n".join(main), said))
    if not rows:
        return
    has_votes = any(row[2] for row in rows)
    columns = [
        Column(language.text("Oblast"), 2.4),
        Column(language.text("Main themes of its problems"), 3.6),
        Column(language.text("Recommendations voted for most"), 5),
    ]
    kept = len(columns) if has_votes else len(columns) - 1
    yield Table(tuple(columns[:kept]), tuple(row[:kept] for row in rows))


def recommendation_blocks(language: Language, met: Meetings) -> Iterator[Block]:
    """Oblast by oblast, framework by framework, goal by goal."""
    for oblast, spoken in _by_oblast(met, _ADVISES):
        if not oblast:
            continue
        yield Heading(_name(language, met, oblast), 2)
        for framework, _ in met.backgrounds:
            items = {
                code: one for code, one in met.items.items() if one.framework == framework.code
            }
            of = [one for one in spoken if one.goal in items]
            goals = _ranked(met, {one.goal for one in of})
            if goals:
                title = language.label(framework.names())
                yield Heading(language.text("Recommendations for: {framework}", framework=title), 3)
                for goal in goals:
                    yield Heading(_goal(language, met, goal), 4)
                    yield from _said(one for one in of if one.goal == goal)
        rest = _texts(one for one in spoken if one.goal not in met.items)
        if rest:
            yield Heading(language.text("Other recommendations"), 3)
            yield Points(rest)


def _by_oblast(met: Meetings, kinds: Sequence[str]) -> Iterator[tuple[str, list[Spoken]]]:
    """What was said of these kinds, oblast by oblast, the whole country last."""
    for oblast in (*met.oblasts, ""):
        spoken = [one for one in met.spoken if one.oblast == oblast and one.note.kind in kinds]
        if spoken:
            yield oblast, spoken


def _ranked(met: Meetings, goals: Iterable[str]) -> list[str]:
    """Goals in the order of the frameworks and of their documents."""
    order = [one.framework.code for one in met.backgrounds]

    def place(goal: str) -> tuple[int, int, str]:
        item = met.items[goal]
        at = order.index(item.framework) if item.framework in order else len(order)
        return at, item.sequence or 0, goal

    return sorted((goal for goal in goals if goal in met.items), key=place)


def _goal(language: Language, met: Meetings, code: str) -> str:
    return item_line(language, met.items[code])


def _said(spoken: Iterable[Spoken]) -> Iterator[Block]:
    texts = _texts(spoken)
    yield Paragraph(texts[0]) if len(texts) == 1 else Points(texts)


def _notes(spoken: Iterable[Spoken]) -> list[Note]:
    return list({one.note.id: one.note for one in spoken}.values())


def _texts(spoken: Iterable[Spoken]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.note.text for one in spoken))


def _name(language: Language, met: Meetings, oblast: str) -> str:
    if not oblast:
        return language.text("The whole country")
    return language.label(met.places.get(oblast, {})) or oblast
