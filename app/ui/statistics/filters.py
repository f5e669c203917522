"""Of what figures are: period, territory, type of event, goal, project; and the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.language import Language
from app.model import ENUMERATIONS, FrameworkItem, Project
from app.model.periods import period_before
from app.storage import Workspace
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter
from app.storage.questions.reference import frameworks, territories
from app.ui.kit import (
    Chips,
    Field,
    FilterChoice,
    Offer,
    PeriodChoice,
    QuietButton,
    filter_said,
)
from app.ui.kit.period_choice import OWN
from app.ui.kit.search_filter import SearchFilter
from app.ui.kit.segments import Option
from app.ui.statistics.trees import FRAMEWORK, Branch, Tree

_TREE = ("oblast", "republic_city", "raion", "oblast_city", "raion_city", "city_district")
_AIMS = ("priority", "goal", "direction", "task")


@dataclass(frozen=True)
class Offers:
    """What there is to choose between."""

    territories: tuple[Branch, ...] = ()
    projects: tuple[tuple[bytes, str], ...] = ()
    goals: tuple[Branch, ...] = ()
    """Frameworks, their codes after FRAMEWORK, with their goals, directions and tasks."""


def read_offers(ws: Workspace) -> Offers:
    """The tree of places down to raions and cities, projects, frameworks with their goals."""
    levels = [place for level in _TREE for place in territories(ws, level) if not place.valid_to]
    return Offers(
        tuple(Branch(one.code, one.names(), one.parent) for one in levels),
        tuple((one.id, one.caption()) for one in ws.find(Project, order="title")),
        tuple(_goals(ws)),
    )


def _goals(ws: Workspace) -> Iterator[Branch]:
    items = [one for one in ws.find(FrameworkItem, order="sequence") if one.type in _AIMS]
    for framework in frameworks(ws):
        mine = [one for one in items if one.framework == framework.code]
        yield Branch(f"{FRAMEWORK}{framework.code}", framework.names(), before=framework.code)
        known = {one.code for one in mine}
        for one in mine:
            parent = one.parent if one.parent in known else f"{FRAMEWORK}{framework.code}"
            yield Branch(one.code, one.names(), parent, one.no)


def earlier(wanted: IndicatorFilter) -> IndicatorFilter | None:
    """The same of the period before; None where there is none."""
    if wanted.since is None or wanted.until is None or wanted.until < wanted.since:
        return None
    try:
        since, until = period_before(wanted.since, wanted.until)
    except (OverflowError, ValueError):  # before or after all days there are
        return None
    return replace(wanted, since=since, until=until)


class StatisticsFilters(Chips):
    """Filters beside each other, going on in a second line where room ends."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language, self._offers = language, Offers()
        self._further: list[FilterChoice] = []
        self.period = PeriodChoice(language)
        self.type, self.project = FilterChoice(), FilterChoice()
        self._places, self._goals = Tree(language, ()), Tree(language, ())
        self.territory = SearchFilter(self._find_places, self._place)
        self.goal = SearchFilter(self._find_goals, self._goal)
        self.clear_all = QuietButton(icon="x")
        self.clear_all.clicked.connect(self.clear)
        parts = (
            self.period,
            self.period.between,
            self.territory,
            self.type,
            self.goal,
            self.project,
        )
        for part in (*parts, self.clear_all):
            self.flow.addWidget(part)
        for field in self.fields:
            field.committed.connect(lambda _: self._chosen())
        self.retranslate(language)

    def add(self, widget: QWidget) -> None:
        """Put another thing to choose with before the way to clear all, which clears a filter."""
        self.flow.addWidget(widget)
        self.flow.addWidget(self.clear_all)
        if isinstance(widget, FilterChoice):
            self._further.append(widget)
            widget.committed.connect(lambda _: self._chosen())

    def choose_further(self, field: FilterChoice, value: object) -> None:
        """Ask for this in a filter that was added, as if it had been chosen."""
        field.set_value(value)
        self._chosen()

    @property
    def fields(self) -> tuple[FilterChoice | SearchFilter, ...]:
        """All filters, in order."""
        return (self.period, self.territory, self.type, self.goal, self.project)

    def wanted(self) -> IndicatorFilter:
        """What is asked for at present."""
        since, until = self.period.days()
        project, goal = self.project.value(), str(self.goal.value() or "")
        is_whole = goal.startswith(FRAMEWORK)
        return IndicatorFilter(
            territory=str(self.territory.value() or ""),
            since=since,
            until=until,
            project=bytes.fromhex(str(project)) if project else b"",
            framework=goal.removeprefix(FRAMEWORK) if is_whole else "",
            item="" if is_whole else goal,
            event_type=str(self.type.value() or ""),
        )

    def choice(self) -> dict[str, object]:
        """What stands in the filters, for `choose` of others."""
        chosen = {name: field.value() for name, field in self._named.items()}
        return chosen | {"days": self.period.days()}

    def choose(self, choice: Mapping[str, object]) -> None:
        """Let the filters say what others say; tells nobody."""
        for name, field in self._named.items():
            if name in choice:
                field.set_value(choice[name])
        days = choice.get("days")
        if choice.get("period") == OWN and isinstance(days, tuple):
            self.period.set_days(*days)
        self._fit()

    @property
    def _named(self) -> dict[str, Field]:
        return {
            "period": self.period,
            "territory": self.territory,
            "type": self.type,
            "goal": self.goal,
            "project": self.project,
        }

    def focus(self) -> None:
        """Take the keyboard."""
        self.period.focus()

    def narrow(self, territory: str) -> None:
        """Ask for one territory, as if it had been chosen."""
        self.territory.set_value(territory)
        self._chosen()

    def clear(self) -> None:
        """Ask for everything again."""
        for field in (*self.fields, *self._further):
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
        self._places = Tree(language, offers.territories)
        self._goals = Tree(language, offers.goals)
        projects: list[Option] = [(one.hex(), title) for one, title in offers.projects]
        types: list[Option] = [
            (one.code, language.label(one.labels)) for one in ENUMERATIONS["event_type"].values()
        ]
        for field, options, empty, name in (
            (self.type, types, say("All types"), say("Type of event")),
            (self.project, projects, say("All projects"), say("Project")),
        ):
            field.set_options(options, empty)
            field.set_name(name)
        nothing = say("Nothing found")
        self.territory.set_words(say("The whole country"), nothing)
        self.territory.set_name(say("Territory"))
        self.goal.set_words(say("All goals"), nothing)
        self.goal.set_name(say("Goal or direction"))
        self.period.retranslate(language)
        self.project.setVisible(bool(projects))
        self.clear_all.setText(say("Clear"))
        self._fit()

    # the trees are made anew in another language, so nobody keeps hold of one

    def _find_places(self, typed: str) -> list[Offer]:
        return self._places.find(typed)

    def _find_goals(self, typed: str) -> list[Offer]:
        return self._goals.find(typed)

    def _place(self, code: object) -> str:
        return self._places.label(code)

    def _goal(self, code: object) -> str:
        return self._goals.label(code)

    def said(self, wanted: IndicatorFilter) -> str:
        """What figures were asked for, as each of them carries it: not what is chosen by now."""
        words = (
            self.period.words_of((wanted.since, wanted.until)),
            self.territory.words_of(wanted.territory),
            self.type.words_of(wanted.event_type),
            self.goal.words_of(
                f"{FRAMEWORK}{wanted.framework}" if wanted.framework else wanted.item
            ),
            self.project.words_of(wanted.project.hex()),
        )
        return filter_said(self._language, words)

    def _fit(self) -> None:
        has_more = any(field.value() for field in (self.period, *self._further))
        self.clear_all.setVisible(has_more or self.wanted() != EVERYTHING)
        self.fit()
