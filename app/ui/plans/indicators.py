"""What is measured of a measure: baseline, target, and the values by day and by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.actions.records import delete, save
from app.language import Language, mark
from app.model import Changes, Indicator, IndicatorValue, Record, new_id
from app.model.numbering import next_sequence
from app.storage import Workspace
from app.storage.questions.following import IndicatorLine, MeasurePage
from app.ui.context import Context
from app.ui.kit import Cell, Column, Hint
from app.ui.measures import column_width
from app.ui.plans.record_form import RecordForm
from app.ui.plans.records_tab import RecordsTab, set_fields
from app.ui.plans.values import ValuesList
from app.ui.sources import workspace_sources

_VALUE_PARTS = (
    ("", 2, ("value", "day", "sex", "age_group")),
    ("", 1, ("social_status", "disability", "territory", "period", "evidence")),
)
_LEAST = 66
"""Two lists share a low window."""


class IndicatorsTab(RecordsTab):
    """Beside the list the indicator, or the value of it one is at; V writes a value."""

    record_type = Indicator
    parts = (
        ("", 1, ("name",)),
        ("", 2, ("unit", "direction", "baseline", "target")),
        ("", 1, ("disaggregation", "source", "framework_items")),
    )
    begin_at = "name"
    add_word = mark("Add an indicator")
    heading = mark("The indicator")
    nothing = mark(
        "Say by what it will be seen that the measure worked: from how much to how much."
    )

    def __init__(self, context: Context) -> None:
        self._begun_value: IndicatorValue | None = None
        super().__init__(context)
        self.values = ValuesList(self.language)
        self.values.asked.connect(self.begin_value)
        self.values.chosen.connect(self._choose_value)
        self.values.removed.connect(self._remove_value)
        self.table.clicked.connect(lambda _: self._to_indicator())
        for table in (self.table, self.values.table):
            table.setMinimumHeight(_LEAST)
        self.values.hide()
        self.left.add(self.values)
        self.left.box.setStretch(4, 1)
        self.value_form = RecordForm(
            context, IndicatorValue, _VALUE_PARTS, self._save_value, workspace_sources(context)
        )
        self.value_form.hide()
        self.side.add(self.value_form, None)
        self.on_key("V", self.begin_value)
        self.values.retranslate(self.language)

    def columns(self) -> list[Column]:
        return [
            Column("name", self.language.text("Indicator")),
            *figure_columns(self.language, 520),
        ]

    def records(self, page: MeasurePage) -> Sequence[Indicator]:
        return [line.indicator for line in page.indicators]

    def _line(self, record: Record) -> IndicatorLine | None:
        lines = self.page.indicators if self.page else ()
        return next((line for line in lines if line.id == record.id), None)

    def _cells(self, record: Indicator) -> list[Cell]:
        line = self._line(record)
        return line_cells(self.language, line, record.unit) if line else []

    def owner(self) -> dict[str, object]:
        known = self.records(self.page) if self.page else ()
        return {**super().owner(), "sequence": next_sequence(list(known))}

    def retranslate(self) -> None:
        super().retranslate()
        self.values.retranslate(self.language)
        self.value_form.retranslate()

    def hints(self) -> list[Hint]:
        return [*super().hints(), Hint("V", self.language.text("write a value"))]

    def leave(self) -> None:
        super().leave()
        self.value_form.leave()

    # ---- values ----

    def shown(self, record: Record, *, is_new: bool) -> None:
        line = self._line(record)
        self.values.setVisible(line is not None)
        if line is None:
            self._show_value(None)
            return
        # the values take the room the indicators do not need
        high = self.table.verticalHeader().length() + self.table.horizontalHeader().height()
        self.table.setMaximumHeight(max(_LEAST, high + 2))
        self.values.show_values(line.values, line.indicator.unit)
        at = self.value_form.record_id
        stored = next((one for one in line.values if one.id == at), None)
        if stored is not None:
            self._begun_value = None
        self._show_value(stored if stored and self.value_form.isVisible() else self._begun_value)

    def _choose(self, record: Record | None) -> None:
        if record is not None and record.id != self.form.record_id:
            self.value_form.leave()
            self._begun_value = None
            self.value_form.hide()
        super()._choose(record)

    def _enter_form(self) -> None:
        self._to_indicator()
        super()._enter_form()

    def _to_indicator(self) -> None:
        self.value_form.leave()
        self._begun_value = None
        self._show_value(None)

    def _show_value(self, value: IndicatorValue | None) -> None:
        self.form.setVisible(value is None)
        self.value_form.setVisible(value is not None)
        word = self.heading if value is None else mark("A value")
        self._title.setText(self.language.text(word))
        if value is not None:
            self.value_form.show_record(value)

    def _choose_value(self, value: IndicatorValue | None) -> None:
        self._begun_value = None
        self._show_value(value)

    def begin_value(self) -> None:
        """Show an empty value of today; it is kept as soon as its number is typed."""
        line = self._line(self.table.selected()) if self.table.selected() else None
        if line is None:
            return
        self.value_form.leave()
        self._begun_value = IndicatorValue(id=new_id(), indicator=line.id, day=date.today())
        self._show_value(self._begun_value)
        self.value_form.focus("value")

    def _save_value(self, ws: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
        begun = self._begun_value
        is_new = begun is not None and begun.id == record_id
        if is_new and ws.get(IndicatorValue, record_id) is None and begun is not None:
            values = {**set_fields(begun), **values}
        return save(ws, "indicator_value", record_id, values)

    def _remove_value(self, value: IndicatorValue) -> None:
        label = self.language.text(IndicatorValue.label)
        said = self.language.text("Deleted: {what}", what=label)
        self.context.do(
            delete,
            "indicator_value",
            value.id,
            on_done=lambda _: self.context.toast_undo(said),
        )


def figure_columns(language: Language, baseline_from: int) -> list[Column]:
    """The columns of an indicator's figures; the baseline has one from so wide a table on."""

    def figure(key: str, word: str, from_width: int = 0) -> Column:
        return Column(key, word, column_width(word, 92), "right", from_width=from_width)

    return [
        figure("baseline", language.text("Baseline"), baseline_from),
        figure("last", language.text("Now")),
        figure("target", language.text("Target"), 400),
        figure("reached", language.text("Reached")),
    ]


def line_cells(language: Language, line: IndicatorLine, sub: str) -> list[Cell]:
    """An indicator in a list: name, baseline, newest value, target, how much of the way."""
    indicator, last, progress = line.indicator, line.last, line.progress
    day = language.day(last.day) if last else ""
    reached = "–" if progress is None else language.percent(progress, 1)
    is_there = progress is not None and progress >= 1
    return [
        Cell(indicator.name, sub=sub, weight=500, tip=indicator.name),
        Cell(language.number(indicator.baseline) or "–", size=13),
        Cell(language.number(last.value) if last else "–", sub=day, size=13, weight=500),
        Cell(language.number(indicator.target) or "–", size=13),
        Cell(reached, size=13, colour="ok" if is_there else "text"),
    ]
