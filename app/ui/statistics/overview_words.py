"""How the overview is worded on the screen."""

from __future__ import annotations

from app.language import Language
from app.reports.content import Cell, Entry, Table, entry_texts
from app.reports.overview_blocks import OverviewRead
from app.reports.words import changed_by
from app.storage.questions.overview import Overview
from app.ui.kit.charts import ChartTable
from app.ui.statistics.figure_strip import KeyFigure

PEOPLE, PARTICIPATIONS, EVENTS, WOMEN, OFF_RULE = (
    "people",
    "participations",
    "events",
    "women",
    "off_rule",
)
"""The key figures, in their order."""


def key_figures(language: Language, read: OverviewRead, days: str) -> list[KeyFigure]:
    """The figures of the strip; `days` is the period they are compared with, in words."""
    say, number, found, was = language.text, language.number, read.found, read.before

    def change(now: int, before: int | None) -> str:
        if before is None:
            return ""
        by, old = changed_by(language, now - before), number(before)
        return say("{change} against {period} ({before})", change=by, period=days, before=old)

    rule = f"{number(found.off_rule)} / {number(found.weighed)}"
    return [
        KeyFigure(
            PEOPLE,
            number(found.people),
            say("different people"),
            change(found.people, was.people if was else None),
        ),
        KeyFigure(
            PARTICIPATIONS,
            number(found.participations),
            say("participations"),
            change(found.participations, was.participations if was else None),
        ),
        KeyFigure(
            EVENTS,
            number(found.events),
            say("events"),
            change(found.events, was.events if was else None),
        ),
        KeyFigure(
            WOMEN,
            language.percent(found.women, found.women + found.men),
            _women(language, found),
            _points(language, found, was, days),
        ),
        KeyFigure(
            OFF_RULE,
            rule,
            say("events off the 30 % rule"),
            change(found.off_rule, was.off_rule if was else None),
        ),
    ]


def _women(language: Language, found: Overview) -> str:
    if not found.unknown:
        return language.text("women")
    unknown = language.percent(found.unknown, found.people, 1)
    return language.text("women · sex not stated: {share}", share=unknown)


def _points(language: Language, found: Overview, was: Overview | None, days: str) -> str:
    if was is None or not found.women + found.men or not was.women + was.men:
        return ""
    before = language.percent(was.women, was.women + was.men)
    points = round(
        100 * found.women / (found.women + found.men) - 100 * was.women / (was.women + was.men)
    )
    return language.text(
        "{change} percentage points against {period} ({before})",
        change=changed_by(language, points),
        period=days,
        before=before,
    )


def table_words(table: Table) -> ChartTable:
    """A table of a document as the screen draws it."""
    headers = tuple(_said(column.header) for column in table.columns)
    return ChartTable(headers, tuple(tuple(_said(entry) for entry in row) for row in table.rows))


def _said(entry: Entry) -> str:
    return entry.text if isinstance(entry, Cell) else entry_texts(entry)[0]
