"""Make the workspace and package of a release, to be opened by every later one.

`python -m tests.released.make 0.1.0` writes `tests/released/0.1.0/`; a released folder is never
made again. Everybody in it is invented.
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

from app.actions.attendance import register_new, tick
from app.actions.events import create_event
from app.exchange import export, own_card
from app.model import Person, Registration
from app.storage import KdfCost, Profile, Workspace, create_workspace

HERE = Path(__file__).resolve().parent
PASSPHRASE = "ойдон чыгарылган"
WEAK = KdfCost(memory_kib=64, passes=1, lanes=1)
"""Quick to open: there is nothing to protect here."""


def main(version: str) -> None:
    """One trainer's notebook with an event, people, ticks and a photo, and her package."""
    folder = HERE / version
    folder.mkdir()
    trainer = _notebook(folder / "trainer", "Ойдонова Бурул", "trainer")
    centre = _notebook(folder / "coordinator", "Ойдонова Гүлнара", "coordinator")
    event = create_event(
        trainer, {"title": "Ачык талкуу", "type": "training", "date_from": "2026-11-18"}
    ).id
    for surname, sex, year in (("Өмүрбекова", "f", 1984), ("Үсөнов", "m", 1990)):
        register_new(
            trainer,
            event,
            {"surname": surname, "name": "Үлгү", "sex": sex, "birth_year": year},
            True,
        )
    (first, _) = trainer.find(Registration, event=event)
    tick(trainer, first.id, date(2026, 11, 18), "morning", True)
    package = export(trainer, [own_card(centre)], folder)
    facts = {
        "passphrase": PASSPHRASE,
        "package": package.path.name,
        "digest": trainer.digest(),
        "people": sorted(person.surname for person in trainer.find(Person)),
    }
    for workspace in (trainer, centre):
        workspace.close()
    for left in folder.rglob("workspace.lock"):
        left.unlink()
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")


def _notebook(folder: Path, name: str, role: str) -> Workspace:
    profile = Profile(name=name, role=role, territory="41705000000000", language="ky")
    return create_workspace(folder, PASSPHRASE, profile, WEAK).workspace


if __name__ == "__main__":
    main(*sys.argv[1:])
    shutil.rmtree(HERE / "__pycache__", ignore_errors=True)
