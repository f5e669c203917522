"""The story of a village and a body that is weighed, on the page of statistics."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from app.storage import Workspace
from app.ui.shell import Shell
from app.ui.statistics import StatisticsPage
from tests.storage.plans import Story, tell
from tests.ui.keyboard import show_active
from tests.ui.statistics.weighed import add_body

Settle = Callable[[], None]


@pytest.fixture
def story(workspace: Workspace) -> Story:
    add_body(workspace, reserved=6, as_of=date(2026, 11, 1))
    return tell(workspace)


@pytest.fixture
def page(story: Story, shell: Shell, settle: Settle) -> Iterator[StatisticsPage]:
    show_active(shell)
    shell.go("statistics", tab="indicators")
    settle()
    settle()
    page: Any = shell.page("statistics")
    yield page
    settle()
    settle()
