"""Who sits where: every group weighed by the rules of shares, n of N, the unknown apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.language import Language, mark
from app.model.kinds import Choice, YesNo
from app.model.quota import Judgement
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Paragraph,
    Table,
    Voice,
)
from app.reports.indicator_blocks import PARAMETERS as FIGURES
from app.reports.indicator_blocks import filter_facts, filter_of
from app.reports.parameters import Parameter
from app.reports.words import (
    NOTHING,
    capital,
    count,
    day_cell,
    joined,
    made_line,
    term,
)
from app.storage import Workspace
from app.storage.questions.quota import QuotaFilter, QuotaLine, quota_table

PARAMETERS = (
    *(one for one in FIGURES if not one.discloses),
    Parameter("weighed", Choice(label=mark("What is weighed"), enumeration="weighed_group")),
    Parameter("optional", YesNo(label=mark("Voluntary rules too")), default=False),
)
STATES = {
    "met": mark("kept"),
    "not_met": mark("not kept"),
    "unknown": mark("not known"),
}
KINDS = {"participants": mark("Participants"), "working_group": mark("Working group")}


def gather_quota(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """What does not keep its rule comes first; a rule warns and never blocks."""
    wanted = QuotaFilter(
        **vars(filter_of(workspace, parameters)),
        optional=bool(parameters["optional"]),
        group=str(parameters["weighed"] or ""),
    )
    lines = quota_table(workspace, wanted)
    asked = list(_asked(workspace, language, wanted))
    title = language.text("Shares of women and men")
    return Document(
        title=title,
        language=language.code,
        kicker=language.text("Quota report"),
        author=workspace.profile.name,
        source=made_line(
            language, joined([title, *(said for _, said in asked)], ", "), workspace.digest()
        ),
        blocks=tuple(_blocks(language, lines, asked)),
        landscape=True,
    )


def _asked(
    workspace: Workspace, language: Language, wanted: QuotaFilter
) -> Iterator[tuple[str, str]]:
    """What is weighed, in words: all that narrows it, under the name of each."""
    said = [
        *filter_facts(language, workspace, wanted),
        (language.text("What is weighed"), term(language, "weighed_group", wanted.group)),
    ]
    yield from ((name, value) for name, value in said if value)


def _blocks(
    language: Language, lines: list[QuotaLine], asked: list[tuple[str, str]]
) -> Iterator[Block]:
    states = [line.judgement.state for line in lines]
    counted = (
        (capital(language.text(word)), language.number(states.count(state)))
        for state, word in STATES.items()
    )
    yield Facts((*asked, *counted))
    if not lines:
        yield Paragraph(
            language.text("Nobody is to be weighed in this period and territory."), Voice.NOTE
        )
        return
    yield Table(
        (
            Column(language.text("Group"), 3.4),
            Column(language.text("Day"), 1.2),
            Column(language.text("Rule"), 3),
            Column(language.text("Share"), 1, Align.RIGHT),
            Column(language.text("Number"), 1.2, Align.RIGHT),
            Column(language.text("Not known"), 0.9, Align.RIGHT),
            Column(language.text("Result"), 2),
        ),
        tuple(_line(language, line) for line in lines),
        notes=(language.text("The rule warns and blocks nothing. The unknown are in no share."),),
    )


def _line(language: Language, line: QuotaLine) -> tuple[Entry, ...]:
    judged = line.judgement
    kind = KINDS.get(line.kind)
    said = language.text(kind) if kind else term(language, "body_kind", line.kind)
    share = judged.share
    return (
        Cell(line.title, said),
        day_cell(language, line.day),
        language.label(judged.rule.labels),
        Cell(language.percent(judged.n, judged.known), value=share),
        of_known(language, judged),
        count(language, judged.unknown),
        Cell(language.text(STATES[judged.state]), cure(language, judged)),
    )


def of_known(language: Language, judged: Judgement) -> str:
    """Of how many who are known how many count for the rule: 2 of 7."""
    if not judged.known:
        return NOTHING
    n, of = language.number(judged.n), language.number(judged.known)
    return language.text("{n} of {total}", n=n, total=of)


def cure(language: Language, judged: Judgement) -> str:
    """What would mend it: so many more of those who are missing; "" where nothing is."""
    if not judged.missing or not judged.how_many_more:
        return ""
    n = judged.how_many_more
    match judged.missing:
        case "f":
            return language.plural("{n} more woman is needed", "{n} more women are needed", n)
        case "m":
            return language.plural("{n} more man is needed", "{n} more men are needed", n)
        case "youth":
            return language.plural(
                "{n} more young person is needed", "{n} more young people are needed", n
            )
        case _:
            return language.plural(
                "{n} more reserved seat is needed", "{n} more reserved seats are needed", n
            )
