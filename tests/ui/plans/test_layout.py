"""Plans in every language, at every usual scale and height: nothing is cut."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.storage import Workspace
from app.ui.context import Context
from app.ui.plans import measure as one_measure
from app.ui.plans import plan as one_plan
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.storage.plans import tell
from tests.ui.layout import layout_faults
from tests.ui.test_accessible import nameless
from tests.ui.test_layout import ROOMS, come_to_rest, shown

SHORTENED = (
    *("Ак-Татыр айыл аймагынын планы", "Бала бакчага кошумча топ ачуу"),
    *("Балдар караусуз калат", "G 1 · ", "М 1 · ", "Ц 1 · "),
)
"""What was written by hand may be cut where room is short; what the program says may not."""


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_plans_show_everything_they_say(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    story = tell(workspace)
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    places: list[dict[str, object]] = [{}]
    places += [{"plan": story.plan, "tab": key} for key, *_ in one_plan.TABS]
    places += [{"measure": story.measures[0], "tab": key} for key, *_ in one_measure.TABS]
    faults = []
    for place in places:
        shell.go("plans", **place)
        come_to_rest(tasks)
        found = layout_faults(shell, room)
        faults += [f"{place.get('tab', 'list')}: {fault}" for fault in found if _is_ours(fault)]
        faults += [f"{place.get('tab', 'list')}: {name}" for name in nameless(shell)]
    assert faults == []


def _is_ours(fault: str) -> bool:
    return not (fault.startswith("cut") and any(text in fault for text in SHORTENED))
