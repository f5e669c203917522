"""A round that is killed at any moment leaves nothing half-written, and loses no number."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from app.exchange import export, own_card, remember
from app.exchange.carriers import Folder, KnownCarrier
from app.exchange.sealing import Opened
from app.exchange.sync import at_carrier, sync
from app.model import Person
from app.storage import Profile, create_workspace, open_workspace
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, CHEAP, hold_event, put

HOUSE = Path(__file__).resolve().parents[3]
ROUND = """
import sys
from pathlib import Path
from app.storage import open_workspace
from app.exchange.carriers import Folder
from app.exchange.sync import sync
workspace = open_workspace(Path(sys.argv[1]), passphrase="demo")
print("now", flush=True)
sync(workspace, Folder(Path(sys.argv[2])))
workspace.close()
"""
KILLS = 6


def kill_a_round(notebook: Path, stick: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ROUND, str(notebook), str(stick)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"now\n"
        time.sleep(after)
        process.kill()
        process.wait()


def test_a_package_killed_just_before_it_had_its_name_is_sent_all_the_same(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    remember(trainer, own_card(unit))
    hold_event(trainer, "Тренинг")
    stick = tmp_path / "stick"
    with at_carrier(trainer, str(stick)) as carrier:  # the stick is not there yet
        waiting = trainer.folder / "carriers" / KnownCarrier(address=carrier.address).key
    waiting.mkdir(parents=True)
    made = export(trainer, [own_card(unit)], waiting).path
    made.rename(made.with_name(f".{made.name}.0a1b2c3d.part"))
    (waiting / ".ffeeddccbbaa9988-0009-00.depter.0a1b2c3d.part").write_bytes(b"half")
    stick.mkdir()
    with at_carrier(trainer, str(stick)) as carrier:
        done = sync(trainer, carrier)
    assert done.trouble is None
    assert made.name in [one.name for one in done.sent]
    assert (stick / made.name).exists()
    assert "0009" not in str([path.name for path in stick.iterdir()])


def test_a_killed_round_leaves_only_whole_packages_and_goes_on(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folders = [tmp_path / "trainer", tmp_path / "unit"]
    pair = [
        create_workspace(
            folder,
            "demo",
            Profile(name=folder.name, role=folder.name, territory=BATKEN, language="ky"),
            CHEAP,
        ).workspace
        for folder in folders
    ]
    for one, other in (pair, reversed(pair)):
        remember(one, own_card(other))
    sha = pair[0].attachments.put(os.urandom(3_000_000))
    put(pair[0], "attachment", event=hold_event(pair[0], "Тренинг"), file=sha)
    for one in pair:
        one.close()
    chance = random.Random(2026)
    for number in range(KILLS):
        kill_a_round(folders[number % 2], stick, chance.random() * 0.4)
        for path in stick.glob("*.depter"):
            with Opened(path):
                pass
    pair = [open_workspace(folder, passphrase="demo") for folder in folders]
    for one in (*pair, *pair):
        assert sync(one, Folder(stick)).trouble is None
    assert pair[0].digest() == pair[1].digest()
    assert len(pair[1].find(Person)) == 3
    for one in pair:
        given = {name for (name,) in one.reader.execute("SELECT file_name FROM given")}
        assert given <= {path.name for path in stick.iterdir()}, "no package was lost on the way"
        one.close()
