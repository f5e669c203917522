"""Records about which notebooks disagree say so on their pages and lead to where it is settled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.exchange import export, merge, own_card
from app.language import language
from app.model import RECORD_TYPES, Person, Put
from app.storage import Workspace, create_workspace
from app.storage.questions.conflicts import Place
from app.ui.different_values import DifferentValues
from app.ui.shell import Shell
from app.ui.words import field_said, places_said
from tests.storage.plans import Story, tell
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active

Settle = Callable[[], None]
FIELDS = {
    "event": "note",
    "resolution": "conclusion",
    "plan": "note",
    "measure": "note",
    "person": "village",
}
"""Each page, and a field of the record it shows."""


class Disputed:
    """A notebook that takes in what a colleague has written of the same records."""

    def __init__(self, mine: Workspace, folder: Path) -> None:
        self.mine, self._folder = mine, folder
        self.story: Story = tell(mine)
        self.person = mine.find(Person)[0].id
        made = create_workspace(folder / "other", PASSPHRASE, invented_profile("ru"), QUICK)
        self._other = made.workspace
        self._carry(mine, self._other)

    def record(self, kind: str) -> tuple[str, bytes]:
        """The type and id of the record a page shows."""
        return {
            "event": ("event", self.story.event),
            "resolution": ("resolution", self.story.resolution),
            "plan": ("action_plan", self.story.plan),
            "measure": ("plan_measure", self.story.measures[0]),
            "person": ("person", self.person),
        }[kind]

    def dispute(self, kind: str) -> None:
        """Both write one field of a record, without knowing of each other."""
        type_name, record_id = self.record(kind)
        for workspace, words in ((self.mine, "Биринчи"), (self._other, "Экинчи")):
            workspace.write([Put(type_name, record_id, {FIELDS[kind]: words})])
        self._carry(self._other, self.mine)

    def _carry(self, giver: Workspace, taker: Workspace) -> None:
        path = self._folder / f"{len(list(self._folder.iterdir()))}.depter"
        merge(taker, [export(giver, [own_card(taker)], path).path])

    def close(self) -> None:
        """Let go of the colleague's notebook."""
        self._other.close()


@pytest.fixture
def disputed(workspace: Workspace, tmp_path: Path) -> Any:
    disputed = Disputed(workspace, tmp_path)
    yield disputed
    disputed.close()


def opened(kind: str, disputed: Disputed, shell: Shell, settle: Settle) -> DifferentValues:
    """Show the page of a record; answers its line."""
    _, record_id = disputed.record(kind)
    name = {"plan": "plans", "measure": "plans", "person": "people"}.get(kind, f"{kind}s")
    shell.go(name, **{kind: record_id})
    settle()
    page: Any = shell.here
    owner = page.panel if kind == "person" else page.here
    line = owner.different
    assert isinstance(line, DifferentValues)
    return line


@pytest.mark.parametrize("code", ["ky", "ru", "en"])
def test_fields_are_told_apart_though_the_name_of_one_has_a_comma(code: str) -> None:
    fields = ("note", "responsible", "sequence")
    said = places_said([Place("plan_measure", b"", one) for one in fields], language(code))
    names = [field_said(language(code), "plan_measure", one) for one in fields]
    assert any("," in name for name in names)
    assert said.split(" · ") == names


def test_a_plan_says_what_waits_at_its_measures_too(
    disputed: Disputed, shell: Shell, settle: Settle
) -> None:
    disputed.dispute("measure")
    line = opened("plan", disputed, shell, settle)
    assert not line.isHidden()
    line.acted.emit()
    settle()
    inbox: Any = shell.here
    assert inbox.conflicts.matter.matter.id == disputed.record("measure")[1]


@pytest.mark.parametrize("kind", FIELDS)
def test_a_record_that_waits_to_be_settled_says_so_and_leads_there(
    kind: str, disputed: Disputed, shell: Shell, settle: Settle
) -> None:
    show_active(shell)
    assert opened(kind, disputed, shell, settle).isHidden()
    disputed.dispute(kind)
    line = opened(kind, disputed, shell, settle)
    assert line.isVisible()
    type_name, record_id = disputed.record(kind)
    label = RECORD_TYPES[type_name].kinds()[FIELDS[kind]].label
    assert line.accessibleName().endswith(f": {shell.context.language.text(label)}")
    line.acted.emit()
    settle()
    inbox: Any = shell.here
    assert inbox.conflicts.matter.matter.id == record_id
    inbox.conflicts.matter.press(1)
    inbox.conflicts.settle()
    settle()
    QApplication.processEvents()
    assert opened(kind, disputed, shell, settle).isHidden()
