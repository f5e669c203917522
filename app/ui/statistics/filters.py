"""Of what figures are: territory, period, project, framework; and the period before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.language import Language, mark
from app.model import Project
from app.storage import Workspace
from app.storage.questions_indicators import EVERYTHING, IndicatorFilter
from app.storage.questions_reference import frameworks, territories
from app.ui.kit import Chips, ChoiceField, DayField, FilterChoice, QuietButton, Row, Text
from app.ui.kit.segments import Option

_YEAR, _LAST_YEAR, _TWELVE, _OWN = "year", "last_year", "twelve", "own"
_PERIODS = {
    _YEAR: mark("This year"),
    _LAST_YEAR: mark("Last year"),
    _TWELVE: mark("The last 12 months"),
    _OWN: mark("Between two days…"),
}
_DAY = timedelta(days=1)
_DAY_WIDTH = 112


@dataclass(frozen=True)
class Offers:
    """What there is to choose between."""

    territories: tuple[tuple[str, Mapping[str, str]], ...] = ()
    projects: tuple[tuple[bytes, str], ...] = ()
    frameworks: tuple[tuple[str, Mapping[str, str]], ...] = ()


def read_offers(ws: Workspace) -> Offers:
    """Oblasts and cities, projects and frameworks of the notebook."""
    places = [*territories(ws, "oblast"), *territories(ws, "republic_city")]
    return Offers(
        tuple((one.code, one.names()) for one in places),
        tuple((one.id, one.caption()) for one in ws.find(Project, order="title")),
        tuple((one.code, one.names()) for one in frameworks(ws)),
    )


def earlier(wanted: IndicatorFilter) -> IndicatorFilter | None:
    """The same of the period before: the year before a year, else as many days; None without one.

    An unfinished year is compared with the whole year before it only where its days are chosen so.
    """
    since, until = wanted.since, wanted.until
    if since is None or until is None or until < since:
        return None
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        years = until.year - since.year + 1
        return replace(
            wanted,
            since=since.replace(year=since.year - years),
            until=until.replace(year=until.year - years),
        )
    length = until - since + _DAY
    return replace(wanted, since=since - length, until=since - _DAY)


class StatisticsFilters(Chips):
    """Lists beside each other, going on in a second line where room ends."""

    changed = Signal()

    def __init__(
        self, language: Language, *, has_project: bool = True, has_framework: bool = True
    ) -> None:
        super().__init__()
        self._language, self._offers = language, Offers()
        self._has_project, self._has_framework = has_project, has_framework
        self.territory, self.period = FilterChoice(), FilterChoice()
        self.project, self.framework = FilterChoice(), FilterChoice()
        self.since, self.until = DayField(language), DayField(language)
        for day in (self.since, self.until):
            day.setFixedWidth(_DAY_WIDTH)
        self.between = Row(self.since, Text("–", "second"), self.until, gap=4)
        self.between.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clear_all = QuietButton(icon="x")
        self.clear_all.clicked.connect(self.clear)
        parts = (self.territory, self.period, self.between, self.project, self.framework)
        for part in (*parts, self.clear_all):
            self.flow.addWidget(part)
        for field in (*self.lists, self.since, self.until):
            field.committed.connect(lambda _: self._chosen())
        self.retranslate(language)

    @property
    def lists(self) -> tuple[ChoiceField, ...]:
        """All lists, in order."""
        return (self.territory, self.period, self.project, self.framework)

    def wanted(self) -> IndicatorFilter:
        """What is asked for at present."""
        since, until = self._days()
        project = self.project.value()
        return IndicatorFilter(
            territory=str(self.territory.value() or ""),
            since=since,
            until=until,
            project=bytes.fromhex(str(project)) if project else b"",
            framework=str(self.framework.value() or ""),
        )

    def _days(self) -> tuple[date | None, date | None]:
        today, period = date.today(), str(self.period.value() or "")
        if period in (_YEAR, _LAST_YEAR):
            year = today.year - (period == _LAST_YEAR)
            return date(year, 1, 1), date(year, 12, 31)
        if period == _TWELVE:
            return today - timedelta(days=364), today
        if period != _OWN:
            return None, None
        days = [self.since.value(), self.until.value()]
        since, until = (day if isinstance(day, date) else None for day in days)
        return since, until

    def clear(self) -> None:
        """Ask for everything again."""
        for field in self.lists:
            field.set_value(None)
        self._chosen()

    def _chosen(self) -> None:
        self._fit()
        self.changed.emit()

    # ---- words ----

    def set_offers(self, offers: Offers) -> None:
        """Offer these; what was chosen stays chosen."""
        if offers != self._offers:
            self._offers = offers
            self.retranslate(self._language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        say, offers = language.text, self._offers
        places = [(code, language.label(names)) for code, names in offers.territories]
        projects = [(one.hex(), title) for one, title in offers.projects]
        codes: list[Option] = [(code, code) for code, _ in offers.frameworks]
        for field, options, empty, name in (
            (self.territory, places, say("The whole country"), say("Territory")),
            (self.period, self._periods(), say("At any time"), say("Period")),
            (self.project, projects, say("All projects"), say("Project")),
            (self.framework, codes, say("All documents"), say("Framework")),
        ):
            field.set_options(options, empty)
            field.set_name(name)
        self.since.set_name(say("From"))
        self.until.set_name(say("Until"))
        for day in (self.since, self.until):
            day.retranslate(language)
        self.project.setVisible(bool(projects) and self._has_project)
        self.framework.setVisible(self._has_framework)
        self.clear_all.setText(say("Clear"))
        self._fit()

    def _periods(self) -> list[Option]:
        return [(code, self._language.text(word)) for code, word in _PERIODS.items()]

    def said(self) -> str:
        """What is asked for, as every figure carries it."""
        words = [one.combo.currentText() for one in self.lists if one.value() is not None]
        if str(self.period.value() or "") == _OWN:
            words[words.index(self.period.combo.currentText())] = self.said_days(*self._days())
        if not words:
            return self._language.text("Filter: all")
        return self._language.text("Filter: {filter}", filter=", ".join(words))

    def said_days(self, since: date | None, until: date | None) -> str:
        """A period in words: a year as its number, else its two days."""
        if (
            since
            and until
            and (since.month, since.day) == (1, 1)
            and until == date(since.year, 12, 31)
        ):
            return str(since.year)
        day = self._language.day
        return f"{day(since) or '…'} – {day(until) or '…'}"

    def _fit(self) -> None:
        is_own = str(self.period.value() or "") == _OWN
        self.between.setVisible(is_own)
        self.clear_all.setVisible(self.wanted() != EVERYTHING or is_own)
        self.fit()
