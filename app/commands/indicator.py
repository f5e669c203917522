"""`depter indicator`: figures of the whole notebook, in parts, and the records behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from app.commands import asked
from app.commands.period import PERIOD, days_asked
from app.commands.session import Answer, Session, answers
from app.language import Language, mark
from app.model import ENUMERATIONS, Framework, FrameworkItem, Record, Territory
from app.reports.indicator_blocks import total_words, unheeded_words
from app.storage import Workspace
from app.storage.questions.indicators import (
    Figure,
    IndicatorAnswer,
    IndicatorFilter,
    answer,
    behind,
)
from app.storage.questions.saved import QUESTIONS
from app.storage.questions.saved_question import FILTERS

_LIST = "list"


@click.command()
@click.option(
    "--by", metavar="PARTS", help="Break it down by this; “indicator list” says what there is."
)
@click.option("--territory", metavar="PLACE", help="A code or a name of a place.")
@click.option("--from", "since", metavar="DAY", help="From this day on.")
@click.option("--to", "until", metavar="DAY", help="Up to this day.")
@PERIOD
@click.option("--project", metavar="TITLE", help="The title of a project.")
@click.option("--framework", metavar="CODE", help="The code of a framework.")
@click.option(
    "--item",
    metavar="CODE",
    help="The code of a goal, a direction or another item, with all below it.",
)
@click.option("--type", "event_type", metavar="CODE", help="A type of event, by its code.")
@click.option(
    "--records", "part", is_flag=False, flag_value="", metavar="PART",
    help="The records behind the figure, or behind one PART of it.",
)  # fmt: skip
@click.argument("name", metavar="NAME", type=click.Choice([_LIST, *QUESTIONS]))
@answers
def indicator(
    session: Session,
    name: str,
    by: str | None,
    territory: str | None,
    since: str | None,
    until: str | None,
    period: str | None,
    project: str | None,
    framework: str | None,
    item: str | None,
    event_type: str | None,
    part: str | None,
) -> Answer:
    """Say the figure NAME, or list them all with “indicator list”."""
    if name == _LIST:
        return _list(session.language)
    if by and by not in QUESTIONS[name].by:
        named = ", ".join(QUESTIONS[name].by)
        raise click.BadParameter(f"“{by}”: {name} is broken down by {named}.", param_hint="--by")
    if part and not by:
        raise click.UsageError("--records PART is a part of a breakdown: say which with --by.")
    first, last = days_asked(period, asked.day(since), asked.day(until), "--from and --to")
    with session.open() as workspace:
        wanted = IndicatorFilter(
            territory=asked.place(workspace, territory),
            since=first,
            until=last,
            project=asked.project(workspace, project),
            framework=asked.framework(workspace, framework),
            item=asked.item(workspace, item),
            event_type=asked.event_type(event_type),
        )
        found = answer(workspace, name, wanted, by or "")
        if part is not None:
            known = [one.code for one in found.parts]
            if part and known and part not in known:
                raise asked.NotUnderstood(
                    mark("There is no part “{part}”. There are: {known}."),
                    part=part,
                    known=", ".join(filter(None, known)),
                )
            return _records(session.language, workspace, found, part)
        return _said(session.language, workspace, found)


def _list(language: Language) -> Answer:
    facts = [
        {
            "name": question.key,
            "title": language.text(question.title),
            "unit": language.text(question.unit),
            "is_share": bool(question.of),
            "by": list(question.by),
            "narrowed_by": [name for name in FILTERS if name in question.narrowed_by],
            "records": question.record,
        }
        for question in QUESTIONS.values()
    ]
    lines = [
        f"{one['name']}: {one['title']} ({one['unit']}) [{', '.join(one['by'])}]"  # type: ignore[arg-type]
        for one in facts
    ]
    return Answer(facts, lines)


def _said(language: Language, workspace: Workspace, found: IndicatorAnswer) -> Answer:
    question = found.question
    parts = [
        {"code": part.code, "label": _label(language, workspace, found, part.code)}
        | _figure(part.figure)
        for part in found.parts
    ]
    facts: dict[str, Any] = {
        "name": question.key,
        "title": language.text(question.title),
        "unit": language.text(question.unit),
        **_figure(found.total),
        "by": found.by or None,
        "not_narrowed_by": list(found.wanted.unheeded(question)),
        "parts": parts,
    }
    lines = [
        language.text(
            "{title}: {figure} ({unit})",
            title=language.text(question.title),
            figure=total_words(language, found.total),
            unit=language.text(question.unit),
        )
    ]
    lines += [
        f"  {part['label'] or '—'}: {total_words(language, one.figure)}"
        for part, one in zip(parts, found.parts, strict=True)
    ]
    said = unheeded_words(language, question, found.wanted)
    lines += [line for line in (said, language.text(question.note)) if line]
    return Answer(facts, lines)


def _figure(figure: Figure) -> dict[str, Any]:
    mean = {} if figure.n is None else {"n": figure.n}
    return {"value": figure.value, "of": figure.of, "share": figure.share, **mean}


_RECORDS: Mapping[str, type[Record]] = {
    "territory": Territory,
    "framework_item": FrameworkItem,
    "framework": Framework,
}


def _label(language: Language, workspace: Workspace, found: IndicatorAnswer, code: str) -> str:
    """What a part is called."""
    codes = found.question.by[found.by].codes
    if codes in _RECORDS:
        record: Any = workspace.get(_RECORDS[codes], _RECORDS[codes].id_for({"code": code}))
        return f"{code} {language.label(record.names())}" if record else code
    term = ENUMERATIONS[codes].get(code) if codes else None
    return language.label(term.labels) if term else code


def _records(language: Language, workspace: Workspace, found: IndicatorAnswer, part: str) -> Answer:
    by = found.by if part else ""
    rows = behind(workspace, found.question.key, found.wanted, by, part)
    facts = [{"type": row.type_name, "id": row.id.hex(), "caption": row.caption} for row in rows]
    lines = [f"{row.id.hex()}  {row.caption}" for row in rows]
    return Answer(facts, lines or [language.text("Nothing was found.")])
