"""new, card, digest and doctor."""

import json
import shutil
from pathlib import Path

import pytest

from app.commands import session
from app.exchange import read_card
from app.storage import open_workspace
from tests.commands.notebooks import BATKEN, PASSPHRASE, Depter, Said


def new(depter: Depter, folder: Path, **other: str) -> Said:
    given = {"role": "trainer", "name": "Асанова Бегимай", "territory": BATKEN} | other
    words = [word for key, value in given.items() for word in (f"--{key}", value)]
    return depter("-w", folder, "new", *words, "--json")


def test_a_new_notebook_opens_with_its_passphrase_and_with_its_recovery_key(
    depter: Depter, tmp_path: Path
) -> None:
    made = new(depter, tmp_path / "new", language="ru")
    assert (made.code, made.err) == (0, "")
    assert made.facts["is_territory_known"] is True
    workspace = open_workspace(tmp_path / "new", recovery_key=made.facts["recovery_key"])
    assert workspace.profile.language == "ru"
    assert workspace.profile.name == "Асанова Бегимай"
    workspace.close()
    key = tmp_path / "key"
    key.write_text(made.facts["recovery_key"] + "\n")
    wrong = tmp_path / "wrong"
    wrong.write_text("not it\n")
    by_key = depter("--recovery-key-file", key, "-w", tmp_path / "new", "digest")
    by_passphrase = depter("-w", tmp_path / "new", "digest")
    assert by_key.out == by_passphrase.out
    opened = depter("--passphrase-file", wrong, "-w", tmp_path / "new", "digest")
    assert opened.code == 1


def test_the_recovery_key_is_said_in_words_the_owner_reads(depter: Depter, tmp_path: Path) -> None:
    made = depter(
        *("-w", tmp_path / "n", "new", "--role", "unit", "--name", "Бишкек МТСОМ"),
        *("--territory", BATKEN, "--language", "en"),
    )
    lines = made.out.splitlines()
    assert lines[0] == f"New notebook: {tmp_path / 'n'} (Бишкек МТСОМ)"
    assert "shown this once" in lines[1]
    assert lines[2].startswith("AGE-SECRET-KEY-1")
    assert len(lines) == 3


def test_a_notebook_is_never_made_over_another(depter: Depter, trainer: Path) -> None:
    before = (trainer / "workspace.json").read_bytes()
    again = new(depter, trainer)
    assert (again.code, again.out) == (1, "")
    assert again.err == f"There is a notebook in the folder {trainer} already.\n"
    assert (trainer / "workspace.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", " ", "\x00", "а" * 10_000])
def test_a_name_that_is_none_makes_no_notebook(depter: Depter, tmp_path: Path, name: str) -> None:
    refused = new(depter, tmp_path / "new", name=name)
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_a_name_is_kept_as_it_reads(depter: Depter, tmp_path: Path) -> None:
    new(depter, tmp_path / "new", name="  Асанова\x00 \u202eБегимай 🌷 ")
    workspace = open_workspace(tmp_path / "new", passphrase=PASSPHRASE)
    assert workspace.profile.name == "Асанова Бегимай 🌷"
    workspace.close()


def test_a_place_nobody_knows_is_taken_with_a_remark(depter: Depter, tmp_path: Path) -> None:
    made = new(depter, tmp_path / "new", territory="41799999999999", language="en")
    assert made.facts["is_territory_known"] is False
    assert "The place 41799999999999 is not in the list of places yet" in made.err


def test_a_new_notebook_without_a_passphrase_is_not_made(
    depter: Depter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPTER_PASSPHRASE", "")
    assert new(depter, tmp_path / "new").code == 1
    assert not (tmp_path / "new" / "workspace.json").exists()


def test_nobody_to_ask_for_the_passphrase_is_said_in_one_line(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEPTER_PASSPHRASE")
    monkeypatch.setattr(session, "can_ask", lambda: False)
    said = depter("-w", trainer, "digest")
    assert said.code == 1
    assert "--passphrase-file or DEPTER_PASSPHRASE" in said.err


def test_a_passphrase_is_the_first_line_of_its_file(depter: Depter, trainer: Path) -> None:
    file = trainer.parent / "passphrase"
    file.write_bytes(f"\ufeff{PASSPHRASE}\r\nmore\r\n".encode())
    assert depter("--passphrase-file", file, "-w", trainer, "digest").code == 0
    assert depter("digest", "-w", trainer, "--passphrase-file", file).code == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xfa"])
def test_a_file_without_a_passphrase_is_said_so(
    depter: Depter, trainer: Path, content: bytes
) -> None:
    file = trainer.parent / "passphrase"
    file.write_bytes(content)
    said = depter("--passphrase-file", file, "-w", trainer, "digest")
    assert said.code == 1
    assert str(file) in said.err


def test_a_card_names_its_owner_and_can_be_checked(depter: Depter, trainer: Path) -> None:
    file = trainer.parent / "batken.depter-card"
    given = depter("-w", trainer, "card", "--to", file, "--json")
    assert given.facts["name"] == "Асанова Бегимай" == read_card(file).name
    seen = depter("verify", file, "--json")
    assert seen.facts["fingerprint"] == given.facts["fingerprint"]
    assert depter("-w", trainer, "card", "--to", trainer.parent).code == 0
    own = trainer.parent / f"{given.facts['device']}.depter-card"
    assert read_card(own).device.hex() == given.facts["device"]


def test_a_card_somebody_changed_is_refused(depter: Depter, trainer: Path) -> None:
    file = trainer.parent / "c.depter-card"
    depter("-w", trainer, "card", "--to", file)
    file.write_bytes(file.read_bytes().replace("Асанова".encode(), "Асанов ".encode()))
    said = depter("verify", file)
    assert (said.code, said.out) == (1, "")
    assert "is not a sound Depter card" in said.err


def test_the_digest_is_one_line(depter: Depter, trainer: Path) -> None:
    plain = depter("-w", trainer, "digest").out.strip()
    assert len(plain) == 64
    assert depter("-w", trainer, "digest", "--json").facts == {"digest": plain}
    assert json.loads(depter("--json", "-w", trainer, "digest").out) == {"digest": plain}


def test_the_doctor_finds_nothing_in_a_sound_notebook(depter: Depter, trainer: Path) -> None:
    assert depter("-w", trainer, "doctor").out == "The notebook is sound.\n"
    assert depter("-w", trainer, "doctor", "--json").facts == {"is_sound": True, "findings": []}


def test_the_doctor_says_what_is_not_as_its_log_says(depter: Depter, trainer: Path) -> None:
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    workspace.set_profile(workspace.profile.__class__(**{**vars(workspace.profile), "name": "Б"}))
    workspace.change(lambda connection: connection.execute("UPDATE device SET name = 'Тазов'"))
    workspace.close()
    ill = depter("-w", trainer, "doctor")
    assert ill.code == 1
    assert ill.err == "1 thing is not sound.\n"
    assert "field name" in ill.out
    assert "Тазов" not in ill.out


def test_another_account_of_the_computer_is_told_once_that_it_is_no_copy(
    depter: Depter, trainer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = depter("-w", trainer, "digest").out
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another account"))
    first, second = (depter("-w", trainer, "digest") for _ in range(2))
    assert (first.out, second.out) == (before, before)
    assert first.err == (
        "Your settings on this computer have not met this notebook yet: it writes here as a device "
        "of its own. It is no copy and nothing is lost.\n"
    )
    assert second.err == ""
    copy = shutil.copytree(trainer, tmp_path / "copy")
    depter("-w", trainer, "digest")
    assert depter("-w", copy, "digest").err.startswith("This notebook was copied or moved here")
