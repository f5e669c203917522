"""What a survey came to, as a document that may leave the office: n everywhere, no small cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.language import Language, mark
from app.model.kinds import Day, Link, Number, Territory, Text
from app.reports.chosen_event import chosen_event
from app.reports.chosen_survey import SURVEY, chosen_survey
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Part,
    Shade,
    Table,
    Voice,
)
from app.reports.parameters import Parameter
from app.reports.survey_blocks import BARS, SPREAD, STEPS, WORDS, BlockWords, bars_shown, blocks_of
from app.reports.survey_blocks import Block as Counted
from app.reports.words import KEPT, joined, kept_words, made_line, term
from app.storage import Workspace
from app.storage.disclosure import SMALLEST
from app.storage.questions.reference import place
from app.storage.questions.results import Results, results
from app.storage.questions.surveys import SurveyLine
from app.storage.selection import AnswerFilter
from app.surveys.languages import title_in

PARAMETERS = (
    SURVEY,
    Parameter("event", Link(label=mark("Event"), to="event", help=mark("Without one: all"))),
    Parameter("territory", Territory(label=mark("Territory"))),
    Parameter("since", Day(label=mark("From"))),
    Parameter("until", Day(label=mark("Until"))),
    Parameter("group", Text(label=mark("Group"))),
    Parameter("round", Number(label=mark("Round"), least=1, most=999)),
)
_STEPS = {
    2: (Shade.STEP_1, Shade.STEP_5),
    3: (Shade.STEP_1, Shade.STEP_3, Shade.STEP_5),
    4: (Shade.STEP_1, Shade.STEP_2, Shade.STEP_4, Shade.STEP_5),
    5: (Shade.STEP_1, Shade.STEP_2, Shade.STEP_3, Shade.STEP_4, Shade.STEP_5),
}


def gather_survey_results(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Each question with its chart; the filter, the day and the data version on every page."""
    line = chosen_survey(workspace, parameters["survey"])
    chosen = _chosen(workspace, language, parameters)
    return document_of(workspace, language, line.id, chosen.wanted, chosen.words)


def document_of(
    workspace: Workspace,
    language: Language,
    survey: bytes,
    wanted: AnswerFilter,
    words: tuple[str, ...],
) -> Document:
    """The results of what a filter leaves; `words` say the filter."""
    line = chosen_survey(workspace, survey)
    chosen = _Chosen(wanted, words)
    counted = results(workspace, survey, wanted)
    title = title_in(line.title, language.code)
    return Document(
        title=title,
        language=language.code,
        kicker=language.text(mark("Results of a survey")),
        author=workspace.profile.name,
        source=made_line(language, joined([title, *words], ", "), workspace.digest()),
        blocks=tuple(_blocks(language, line, counted, chosen)),
    )


@dataclass(frozen=True)
class _Chosen:
    """Which filled forms are meant, and that in words."""

    wanted: AnswerFilter
    words: tuple[str, ...]


def _chosen(workspace: Workspace, language: Language, parameters: Mapping[str, object]) -> _Chosen:
    words = []
    event = None
    if parameters["event"] not in (None, ""):
        with workspace.snapshot() as reader:
            event = chosen_event(reader, parameters["event"])
        words.append(event.title)
    code = str(parameters["territory"] or "")
    known = place(workspace, code) if code else None
    if code:
        words.append(language.label(known.territory.names()) if known else code)
    since, until = (_day(parameters[name]) for name in ("since", "until"))
    if since or until:
        words.append(f"{language.day(since) or '…'} – {language.day(until) or '…'}")
    group, number = str(parameters["group"] or ""), parameters["round"]
    if group:
        words.append(group)
    round_ = number if isinstance(number, int) else None
    if round_:
        words.append(language.text("Round {n}", n=round_))
    wanted = AnswerFilter(
        territory=code,
        since=since,
        until=until,
        event=event.id if event else None,
        group=group,
        round=round_,
    )
    return _Chosen(wanted, tuple(words))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _blocks(
    language: Language, line: SurveyLine, counted: Results, chosen: _Chosen
) -> Iterator[Block]:
    say, words = language.text, BlockWords(language)
    versions = [one.version for one in line.versions if one.filled and one.version]
    label = say("Version") if len(versions) < 2 else say("Versions")
    pairs = (
        (say("Filled forms"), language.number(counted.total)),
        (say("Of which"), ", ".join(chosen.words)),
        (say("Purpose"), term(language, "survey_purpose", line.purpose)),
        (label, joined(versions, ", ")),
    )
    yield Facts(tuple((label, value) for label, value in pairs if value))
    yield Paragraph(say(mark("n is how many answered a question.")), Voice.NOTE)
    if counted.unread:
        yield Paragraph(
            language.plural(
                "Answers to {n} version are not counted: its form has not arrived yet",
                "Answers to {n} versions are not counted: their forms have not arrived yet",
                len(counted.unread),
            ),
            Voice.WARNING,
        )
    blocks = blocks_of(counted)
    for block in blocks:
        yield from _block(language, words, block)
    if any(block.has_small for block in blocks):
        yield Paragraph(kept_words(language), Voice.NOTE)


def _block(language: Language, words: BlockWords, block: Counted) -> Iterator[Block]:
    facts = [words.n(block, is_given=True), words.caption(block, is_given=True)]
    if block.kind == WORDS:
        facts.append(language.text("answered in words"))
    yield Heading(words.title(block), 2, joined(facts))
    if not block.n:
        yield Paragraph(language.text("Nobody answered this"), Voice.NOTE)
    elif block.kind == BARS:
        yield BarChart(tuple(_bars(language, words, block)))
    elif block.kind == STEPS:
        yield _statements(language, words, block)
    elif block.kind == SPREAD and block.told[0].bins:
        yield BarChart(tuple(_bins(language, words, block)))


def _bars(language: Language, words: BlockWords, block: Counted) -> Iterator[Bar]:
    question, kept = block.questions[0], block.told[0]
    for at in bars_shown(question):
        count = kept.choices[at]
        share = language.percent(count or 0, question.n)
        number = KEPT if count is None else f"{language.number(count)} · {share}"
        is_right = question.choices[at].value in question.correct
        said = joined([number, language.text("right") if is_right else ""])
        yield Bar(words.choice(question, at), _part(count), said)


def _bins(language: Language, words: BlockWords, block: Counted) -> Iterator[Bar]:
    question, kept = block.questions[0], block.told[0]
    bins = question.numbers.bins if question.numbers else ()
    for each, count in zip(bins, kept.bins, strict=True):
        number = KEPT if count is None else language.number(count)
        yield Bar(words.stretch(question, each), _part(count), number)


def _part(count: int | None) -> tuple[Part, ...]:
    return () if count is None else (Part(Shade.ANSWER, count, ""),)


def _statements(language: Language, words: BlockWords, block: Counted) -> Block:
    """A bar a statement; where a step is kept back, the numbers that may be told as a table."""
    if block.has_small:
        return _statement_table(language, words, block)
    steps, is_descending = words.scale(block)
    shades = _STEPS[len(steps)]
    if is_descending:
        shades = shades[::-1]
    bars = []
    for question in block.questions:
        parts = tuple(
            Part(shade, choice.count, language.number(choice.count))
            for shade, choice in zip(shades, question.choices, strict=True)
            if choice.count
        )
        n = f"n = {language.number(question.n)}"
        bars.append(Bar(words.label(question), parts, n))
    return BarChart(tuple(bars), tuple(zip(shades, steps, strict=True)), is_share=True)


def _statement_table(language: Language, words: BlockWords, block: Counted) -> Table:
    steps, _ = words.scale(block)
    columns = (
        Column(language.text("Statement"), 5),
        *(Column(step, 1.4, Align.RIGHT) for step in steps),
        Column("n", 1, Align.RIGHT),
    )
    rows = [
        (
            words.label(question),
            *(_number(language, count) for count in kept.choices),
            f"<{SMALLEST}" if kept.n is None else language.number(kept.n),
        )
        for question, kept in zip(block.questions, block.told, strict=True)
    ]
    return Table(columns, tuple(rows))


def _number(language: Language, count: int | None) -> str:
    return KEPT if count is None else language.number(count)
