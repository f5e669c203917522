"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from app.language import mark

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.page import Page

EVERYONE = frozenset({"trainer", "unit", "coordinator"})


@dataclass(frozen=True)
class PageEntry:
    """One page: its name in addresses, its word and icon, where its class is, who needs it.

    The class is imported when the page is first shown, so that the window is there early.
    """

    name: str
    label: str
    icon: str
    where: str
    roles: frozenset[str] = EVERYONE
    at_foot: bool = False
    under: str = ""
    """The page whose place in the menu it shares: it has none of its own."""

    def make(self, context: Context) -> Page:
        """The page over an open workspace."""
        module, _, class_name = self.where.partition(":")
        make = cast("Callable[[Context], Page]", getattr(import_module(module), class_name))
        return make(context)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", mark("Today"), "sun", "app.ui.today:TodayPage"),
    PageEntry("events", mark("Events"), "calendar-days", "app.ui.events:EventsPage"),
    PageEntry(
        "resolutions",
        mark("Resolutions"),
        "file-check",
        "app.ui.resolutions:ResolutionsPage",
        under="events",
    ),
    PageEntry("people", mark("People"), "users", "app.ui.people:PeoplePage"),
    PageEntry("surveys", mark("Surveys"), "clipboard-list", "app.ui.surveys:SurveysPage"),
    PageEntry("plans", mark("Plans of action"), "target", "app.ui.plans:PlansPage"),
    PageEntry("frameworks", mark("Goals"), "flag", "app.ui.frameworks:FrameworksPage"),
    PageEntry("statistics", mark("Statistics"), "columns-3", "app.ui.statistics:StatisticsPage"),
    PageEntry("reports", mark("Reports"), "file-text", "app.ui.reports.page:ReportsPage"),
    PageEntry(
        "layouts",
        mark("Layouts of documents"),
        "file-text",
        "app.ui.documents:LayoutsPage",
        under="reports",
    ),
    PageEntry(
        "issued",
        mark("Issued documents"),
        "file-check",
        "app.ui.documents:IssuedPage",
        under="reports",
    ),
    PageEntry("exchange", mark("Exchange"), "arrow-left-right", "app.ui.exchange:ExchangePage"),
    PageEntry("inbox", mark("Inbox"), "inbox", "app.ui.inbox:InboxPage"),
    PageEntry(
        "settings", mark("Settings"), "settings", "app.ui.settings:SettingsPage", at_foot=True
    ),
)


def pages_for(role: str) -> tuple[PageEntry, ...]:
    """What a role needs."""
    return tuple(entry for entry in PAGES if role in entry.roles)
