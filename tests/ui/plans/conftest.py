"""A village's story in the notebook, and the page of plans over it, shown."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.storage import Workspace
from app.ui.context import Context
from app.ui.plans import PlansPage
from tests.storage.plans import TODAY, Story, tell
from tests.ui.keyboard import show_active


@pytest.fixture
def story(workspace: Workspace) -> Story:
    """Three measures: one follows from a village's sentence, one is done, one is late."""
    return tell(workspace)


@pytest.fixture
def page(context: Context, settle: Callable[[], None], qtbot: QtBot) -> PlansPage:
    """The page of plans, in a window of its own; what it asks for it is shown."""
    page = PlansPage(context)
    for part in (page.list, page.view, page.measure):
        part.today = lambda: TODAY
    qtbot.addWidget(page)
    context.changed.connect(page.changed)
    context.went.connect(lambda name, where: page.open(**where) if name == "plans" else None)
    page.resize(1146, 720)
    show_active(page)
    page.open()
    settle()
    return page
