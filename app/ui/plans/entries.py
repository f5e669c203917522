"""The monitoring of a measure: what was seen of it and when, with photos and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from app.actions.monitoring import write_entry
from app.language import mark
from app.model import Changes, MonitoringEntry, Record
from app.storage import Workspace
from app.storage.questions.following import MeasurePage
from app.ui.context import Context
from app.ui.files import TILE
from app.ui.kit import Cell, Column, Hint
from app.ui.measures import column_width
from app.ui.plans.evidence import Evidence
from app.ui.plans.records_tab import RecordsTab
from app.ui.plans.words import MEASURE_ICONS, MEASURE_WORDS, first_line, said


class EntriesTab(RecordsTab):
    """The newest first; an entry gives the measure its state."""

    record_type = MonitoringEntry
    parts = (
        ("", 2, ("day", "status", "progress", "spent")),
        ("", 1, ("note", "obstacles", "author")),
    )
    begin_at = "note"
    add_word = mark("Write monitoring")
    heading = mark("What was seen")
    nothing = mark(
        "Write down what was seen of the measure: how far it is, what it cost, what hinders it. "
        "Photos and documents are kept with the entry."
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.evidence = Evidence(context, "monitoring_entry")
        self.evidence.tiles.setMinimumHeight(TILE.height() + 48)
        self.side.add(12, self.evidence, None)

    def columns(self) -> list[Column]:
        say = self.language.text
        reached, spent = say("Reached"), say("Spent, som")
        return [
            Column("day", say("Day"), 104),
            Column("note", say("What was seen")),
            Column("status", say("Status"), 150, from_width=520),
            Column("progress", reached, column_width(reached, 84), "right"),
            Column("spent", spent, column_width(spent, 112), "right", from_width=760),
            Column("files", say("Files"), 80, "right", from_width=860),
        ]

    def records(self, page: MeasurePage) -> Sequence[MonitoringEntry]:
        return page.entries

    def owner(self) -> dict[str, object]:
        author = self.context.workspace.profile.name
        return {**super().owner(), "day": date.today(), "author": author}

    def _cells(self, record: MonitoringEntry) -> list[Cell]:
        language = self.language
        icon, colour = MEASURE_ICONS.get(record.status or "", ("", "text3"))
        state = said(language, MEASURE_WORDS, record.status)
        files = len(self.page.files.get(record.id, ())) if self.page else 0
        hinders = first_line(record.obstacles)
        return [
            Cell(language.day(record.day), size=13),
            Cell(first_line(record.note) or "–", sub=hinders, sub_colour="warn", tip=record.note),
            Cell(state, icon=icon, icon_colour=colour, size=13),
            Cell("–" if record.progress is None else f"{record.progress} %", size=13),
            Cell(language.number(record.spent) if record.spent else "–", size=13),
            Cell(language.number(files) if files else "–", size=13),
        ]

    def said_of_all(self, page: MeasurePage) -> str:
        money, language = page.line.spent, self.language
        if not money or not page.line.measure.budget:
            return ""
        share = language.percent(money, page.line.measure.budget)
        spent = language.number(money)
        return language.text("Spent {sum} som, {share} of the budget", sum=spent, share=share)

    def shown(self, record: Record, *, is_new: bool) -> None:
        files = self.page.files.get(record.id, ()) if self.page else ()
        day = cast("MonitoringEntry", record).day
        self.evidence.show_files(record.id, files, [day] if day else [])
        self.evidence.setVisible(not is_new)

    def retranslate(self) -> None:
        super().retranslate()
        self.evidence.retranslate()

    def hints(self) -> list[Hint]:
        return super().hints()[1:]

    def leave(self) -> None:
        super().leave()
        self.evidence.leave()

    def _save(self, ws: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
        owner = self._owner_of(record_id)
        if ws.get(MonitoringEntry, record_id) is not None:
            return write_entry(ws, b"", record_id, values)
        measure = cast("bytes", owner["plan_measure"])
        return write_entry(ws, measure, record_id, {**owner, **values})
