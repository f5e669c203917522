"""A program killed at any moment of taking in or giving leaves a sound notebook and whole files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.exchange import export, merge, own_card
from app.exchange.cards import with_knowledge
from app.model import Person, Put
from app.storage import Profile, create_workspace, open_workspace
from tests.exchange import killing
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, CHEAP

KILLS = 30
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_kills_while_taking_in_and_giving_break_nothing(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, calm = notebook("Айгүл"), notebook("Эл", "unit")
    folder = tmp_path / "unit"
    profile = Profile(name="Бермет", role="unit", territory=BATKEN, language="ky")
    unit = create_workspace(folder, "demo", profile, CHEAP).workspace
    packages, out = tmp_path / "in", tmp_path / "out"
    packages.mkdir()
    out.mkdir()
    cards = [own_card(unit), own_card(calm)]
    for number in range(60):
        names = [{"surname": f"Асанова-{number}-{n}"} for n in range(killing.PEOPLE)]
        trainer.write([Put("person", Person.id_for(each), each) for each in names])
        made = export(trainer, cards, packages / f"{number:02d}.depter")
        assert made.counts["rows"] >= killing.PEOPLE
        cards = [with_knowledge(card, own_card(trainer).knows) for card in cards]
    unit.close()
    run = subprocess.run(
        [sys.executable, killing.__file__, str(folder), str(packages), str(out), str(KILLS)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["problems"] == []
    assert told["killed"] > KILLS / 2, "most of them died at work, however fast the machine is"
    after = open_workspace(folder, passphrase="demo")
    assert all(outcome.refusal is None for outcome in merge(after, [packages]))
    assert all(outcome.refusal is None for outcome in merge(calm, [packages]))
    people = "SELECT id, _stamp, surname FROM person ORDER BY id"
    assert after.reader.execute(people).fetchall() == calm.reader.execute(people).fetchall()
    after.close()
