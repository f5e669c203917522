"""The page of reports as tests open it."""

from time import sleep
from typing import Any

from pytestqt.qtbot import QtBot

from app.stopping import step
from app.storage import Workspace
from app.ui.reports.page import ReportsPage
from app.ui.shell import Shell
from tests.ui.events.content import fill_event


def opened(workspace: Workspace, shell: Shell, qtbot: QtBot) -> ReportsPage:
    """The page with an event to report on, its first report drawn."""
    fill_event(workspace)
    shell.show()
    shell.go("reports")
    page: Any = shell.page("reports")
    assert isinstance(page, ReportsPage)
    drawn(page, qtbot)
    return page


def drawn(page: ReportsPage, qtbot: QtBot) -> None:
    """Wait until what is wished for is shown."""
    qtbot.waitUntil(
        lambda: (
            not page.paper.is_stale
            and (page.paper.pages.count() > 0 or page.paper.banner.isVisible())
        ),
    )


def endless(_: object, form: str = "pdf") -> bytes:
    """Draws until somebody stops it."""
    while True:
        step()
        sleep(0.005)
