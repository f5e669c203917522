"""`depter audit`: what came, went and was undone, and whether that account is whole."""

import json
from pathlib import Path

from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter


def test_the_account_says_what_came_and_went_and_when_it_was_changed(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, people: Path
) -> None:
    assert depter("-w", trainer, "import", "people", people).code == 0
    card, package = tmp_path / "c.depter-card", tmp_path / "one.depter"
    assert depter("-w", coordinator, "card", "--to", card).code == 0
    assert depter("-w", trainer, "export", "--for", card, "--to", package).code == 0
    assert depter("-w", coordinator, "merge", package).code == 0
    assert "package given" in depter("-w", trainer, "audit").out
    said = json.loads(depter("-w", coordinator, "audit", "--json").out)
    assert said["is_whole"]
    assert [entry["what"] for entry in said["entries"]] == ["begin", "merge"]
    workspace = open_workspace(coordinator, passphrase=PASSPHRASE)
    workspace.change(lambda c: c.execute("UPDATE audit SET facts = '{}' WHERE no = 2"))
    workspace.close()
    told = depter("-w", coordinator, "audit")
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert "behind Depter's back" in told.err
    assert "entry 2 does not follow" in depter("-w", coordinator, "doctor").out
