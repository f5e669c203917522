"""What a report is asked with: what it is of, what stands in it, and why it tells more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal

from app.language import mark
from app.model import Framework
from app.model.kinds import Day, Kind, Text, YesNo
from app.reports import REPORTS, Report, meant_by
from app.ui.context import Context
from app.ui.kit import CheckField, DayField, Form, FormRow, PeriodChoice, Stack, TextField
from app.ui.kit import Text as Label
from app.ui.sources import workspace_sources

_UNIT = "unit"
_PERIOD = ("since", "until")


class ReportOptions(Stack):
    """The options of one report. Where it is asked to name people, a line asks why.

    A record that is meant while none is chosen (the last event) stands in its field all the same;
    once somebody has chosen it, it stays, also when another one is meant later.
    """

    changed = Signal()
    reason_edited = Signal()

    def __init__(self, context: Context, report: Report, without: Collection[str] = ()) -> None:
        super().__init__(gap=6)
        self._context = context
        self._report = report
        self._meant: dict[str, object] = {}
        self._chosen: set[str] = set()
        self._touched: set[str] = set()
        self._asked = [one for one in report.parameters if one.name not in without]
        kinds = {one.name: one.kind for one in self._asked if not isinstance(one.kind, YesNo)}
        self.form = Form(
            context.language,
            kinds,
            # the days stand below the period they are filled in by
            sorted(kinds, key=lambda name: name not in _PERIOD),
            columns=2,
            sources=workspace_sources(context),
            narrow=_days(kinds),
            wraps=True,
        )
        self.form.edited.connect(lambda name, _: self._touched.add(name))
        self.form.committed.connect(self._committed)
        self.period = self._period(kinds)
        self.period_row = FormRow("", self.period) if self.period is not None else None
        if self.period is not None and self.period_row is not None:
            self.period.committed.connect(lambda _: self.changed.emit())
            self.add(self.period_row)
        self.add(self.form)
        self.form.setVisible(bool(kinds))
        self.ticks: dict[str, CheckField] = {}
        self._helps: dict[str, Label] = {}
        self.why = TextField()
        self.reason_row = FormRow("", self.why)
        self.reason_row.setParent(self)
        self.reason_row.hide()
        for one in self._asked:
            if isinstance(one.kind, YesNo):
                self._add_tick(one.name, discloses=one.discloses)
        self.set_values({one.name: one.default for one in self._asked} | self._usual())
        self.retranslate()

    def _period(self, kinds: Mapping[str, Kind]) -> PeriodChoice | None:
        """What fills the two days in at one choice, where the report asks for them."""
        fields = [self.form.field(name) for name in _PERIOD if name in kinds]
        match fields:
            case [DayField() as since, DayField() as until]:
                return PeriodChoice(self._context.language, (since, until))
        return None

    def _add_tick(self, name: str, *, discloses: bool) -> None:
        tick, told = CheckField(wraps=True), Label("", "caption", wrap=True)
        tick.edited.connect(lambda _: self._ticked())
        self.ticks[name], self._helps[name] = tick, told
        self.add(tick, told)
        if discloses:
            self.why.edited.connect(lambda _: self._reasoned())
            self.add(self.reason_row)

    def _usual(self) -> dict[str, object]:
        """What is meant as long as nothing else was said: a unit reports on its own territory."""
        profile = self._context.workspace.profile
        return {"territory": profile.territory} if profile.role == _UNIT else {}

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language = self._context.language
        self.form.retranslate(language)
        if self.period is not None and self.period_row is not None:
            self.period.retranslate(language)
            self.period_row.set_label(language.text("Period"))
        for one in self._asked:
            if one.name in self.ticks:
                self.ticks[one.name].set_text(language.text(one.kind.label))
                told = language.text(one.kind.help) if one.kind.help else ""
                self._helps[one.name].setText(told)
                self._helps[one.name].setVisible(bool(told))
        self.reason_row.set_label(language.text("Why it is needed"))
        self.reason_row.set_help(language.text(WHY))
        self._show_reason()

    # ---- values ----

    def values(self) -> dict[str, object]:
        """What the report is asked with; what is empty, or meant anyway, is left out."""
        given = {**self.form.values(), **{name: one.value() for name, one in self.ticks.items()}}
        return {name: value for name, value in given.items() if not self._is_unsaid(name, value)}

    def _is_unsaid(self, name: str, value: object) -> bool:
        return _is_empty(value) or (name not in self._chosen and value == self._meant.get(name))

    def _committed(self, name: str, value: object) -> None:
        """A field that was only passed by has chosen nothing."""
        if name in self._touched:
            self._choose(name, value)
        self._touched.discard(name)
        self.changed.emit()

    def _choose(self, name: str, value: object) -> None:
        if _is_empty(value):
            self._chosen.discard(name)
        else:
            self._chosen.add(name)

    def look_up(self) -> None:
        """Say in the fields that are empty which record the report is of."""
        self._context.ask(
            meant_by, self._report.name, on_done=self._show_meant, key=f"meant.{id(self)}"
        )

    def _show_meant(self, found: Mapping[str, object]) -> None:
        shown = self.form.values()
        unsaid = [name for name in shown if self._is_unsaid(name, shown[name])]
        self._meant = {name: found[name] for name in shown if name in found}
        self.form.set_values({name: self._meant.get(name) for name in unsaid})

    def reason(self) -> str:
        """Why names or small counts are told, where they are."""
        return str(self.why.value() or "") if self._discloses() else ""

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these; a framework may be given by its code."""
        code = values.get("framework")
        if isinstance(code, str) and code:
            values = {**values, "framework": Framework.id_for({"code": code})}
        self.form.set_values(values)
        for name, shown in self.form.values().items():
            if name in values and shown == values[name]:
                self._choose(name, shown)
        if self.period is not None:
            self.period.look_again()
        for name, tick in self.ticks.items():
            if name in values:
                tick.set_value(values[name])
        self._show_reason()

    def names(self) -> list[str]:
        """What the report can be asked."""
        return [one.name for one in self._asked]

    def ask_reason(self) -> None:
        """Say that a reason is needed, at its field."""
        self.reason_row.set_error(self._context.language.text("Say why it is needed"))
        self.why.focus()

    def focus(self) -> None:
        """Take the keyboard: at what is asked first."""
        first = (self.period, *(self.form.field(name) for name in self.form.values()))
        fields = [one for one in (*first, *self.ticks.values()) if one is not None]
        if fields:
            fields[0].focus()

    # ---- the reason ----

    def _discloses(self) -> bool:
        return any(
            one.discloses and self.ticks[one.name].value()
            for one in self._asked
            if one.name in self.ticks
        )

    def _show_reason(self) -> None:
        self.reason_row.setVisible(self._discloses())

    def _ticked(self) -> None:
        self._show_reason()
        self.changed.emit()

    def _reasoned(self) -> None:
        self.reason_row.clear()
        self.reason_edited.emit()


class ShownOptions(Stack):
    """The options of the report that is shown; those of others wait as they were left."""

    changed = Signal()
    reason_edited = Signal(str)

    def __init__(self, context: Context, without: Collection[str] = ()) -> None:
        super().__init__()
        self._context = context
        self._without = without
        self._known: dict[str, ReportOptions] = {}

    def of(self, name: str, begun_with: Mapping[str, object] | None = None) -> ReportOptions:
        """The options of a report, at first with these values."""
        if name not in self._known:
            options = ReportOptions(self._context, REPORTS[name], self._without)
            options.set_values(begun_with or {})
            options.changed.connect(self.changed)
            options.reason_edited.connect(lambda: self.reason_edited.emit(options.reason()))
            options.setVisible(False)
            self._known[name] = options
            self.add(options)
        return self._known[name]

    def show_only(self, shown: ReportOptions) -> None:
        """Show these, of one of the reports."""
        for options in self._known.values():
            options.setVisible(options is shown)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for options in self._known.values():
            options.retranslate()


WHY = mark("It is kept in the audit; write no name here")


def _is_empty(value: object) -> bool:
    return value in ("", None)


def _days(kinds: Mapping[str, Kind]) -> list[str]:
    """Days and short words stand two on a line."""
    return [name for name, kind in kinds.items() if isinstance(kind, Day)] or [
        name for name, kind in kinds.items() if type(kind) is Text
    ]
