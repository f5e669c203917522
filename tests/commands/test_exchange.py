"""export, merge and verify."""

from pathlib import Path

import pytest

from app.actions.records import save
from app.model import new_id
from app.storage import open_workspace
from tests.commands.notebooks import PASSPHRASE, Depter


def add_people(folder: Path, *surnames: str) -> None:
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    for surname in surnames:
        save(workspace, "person", new_id(), {"surname": surname})
    workspace.close()


def give(depter: Depter, giver: Path, taker: Path, to: Path) -> Path:
    card = taker.parent / f"{taker.name}.depter-card"
    assert depter("-w", taker, "card", "--to", card).code == 0
    given = depter("-w", giver, "export", "--for", card, "--to", to, "--json")
    assert (given.code, given.err) == (0, "")
    return Path(given.facts["path"])


def test_what_is_given_is_known_after_the_merge(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    add_people(trainer, "Үсөнова", "Бекова")
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    look = depter("-w", coordinator, "merge", "--dry-run", package)
    assert "Nothing was changed" in look.out
    assert depter("-w", coordinator, "table", "person", "--as", "json").facts == []
    taken = depter("-w", coordinator, "merge", package, "--json").facts["files"]
    assert [(one["new"], one["conflicts"]) for one in taken] == [(3, 0)]
    assert taken[0]["sender"]["name"] == "Асанова Бегимай"
    known = depter("-w", coordinator, "table", "person", "--as", "json").facts
    assert {one["surname"] for one in known} == {"Үсөнова", "Бекова"}


def test_the_fingerprint_is_shown_at_first_sight_only(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    words = depter("-w", trainer, "card", "--to", tmp_path / "t.depter-card").out.splitlines()[1]
    words = words.removeprefix("Fingerprint: ")
    first = give(depter, trainer, coordinator, tmp_path / "1.depter")
    add_people(trainer, "Бекова")
    second = give(depter, trainer, coordinator, tmp_path / "2.depter")
    assert words in depter("-w", coordinator, "merge", first).out
    assert words not in depter("-w", coordinator, "merge", second).out


def test_a_package_gets_its_own_name_in_a_folder(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    package = give(depter, trainer, coordinator, tmp_path / "stick")
    assert package.parent == tmp_path / "stick"
    assert package.suffix == ".depter"
    assert depter("-w", coordinator, "merge", tmp_path / "stick").code == 0


def test_a_second_package_brings_what_is_new_and_all_brings_everything(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    add_people(trainer, "Үсөнова")
    depter(*("-w", coordinator, "merge"), give(depter, trainer, coordinator, tmp_path / "1.depter"))
    back = give(depter, coordinator, trainer, tmp_path / "back.depter")
    depter("-w", trainer, "merge", back)
    add_people(trainer, "Бекова")
    card = tmp_path / "coordinator.depter-card"
    new = depter("-w", trainer, "export", "--for", card, "--to", "2.depter", "--json").facts
    every = depter("-w", trainer, "export", "--for", card, "--all", "--to", "3.depter", "--json")
    assert new["counts"]["rows"] == 1
    assert every.facts["counts"]["rows"] == 4


def test_known_only_refuses_strangers_until_their_card_is_taken_in(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    refused = depter("-w", coordinator, "merge", "--known-only", package)
    assert refused.code == 1
    assert "whom you do not know yet" in refused.err
    assert len(refused.err.splitlines()) == 1
    card = tmp_path / "t.depter-card"
    depter("-w", trainer, "card", "--to", card)
    assert depter("-w", coordinator, "merge", "--known-only", card, package).code == 0


def test_known_only_holds_for_one_run(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    assert depter("-w", coordinator, "merge", "--known-only", package).code == 1
    assert depter("-w", coordinator, "merge", package).code == 0


def test_a_bad_file_is_refused_and_the_others_are_taken_in(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    good = give(depter, trainer, coordinator, tmp_path / "good.depter")
    cut = tmp_path / "cut.depter"
    cut.write_bytes(good.read_bytes()[:-40])
    foreign = tmp_path / "photo.jpg"
    foreign.write_bytes(b"\xff\xd8\xff")
    merged = depter("-w", coordinator, "merge", cut, tmp_path / "gone.depter", foreign, good)
    assert merged.code == 1
    assert "good.depter: new 1" in merged.out
    assert "Taken in: 1 of 4." in merged.out
    assert sorted(line.split("”")[0] for line in merged.err.splitlines()) == [
        "“cut.depter",
        "“gone.depter",
        "“photo.jpg",
    ]
    facts = depter("-w", coordinator, "merge", "--json", cut, good).facts["files"]
    assert [one["is_refused"] for one in facts] == [True, False]
    assert facts[0]["reason"]
    assert facts[1]["was_known"] is True


def test_a_package_for_others_is_refused(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    third = tmp_path / "third"
    depter(
        *("-w", third, "new", "--role", "unit", "--name", "Ош", "--territory", "41706000000000"),
        *("--language", "en"),
    )
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    refused = depter("-w", third, "merge", package)
    assert refused.code == 1
    assert "is sealed for somebody else" in refused.err


def test_a_folder_without_packages_is_said_so(
    depter: Depter, coordinator: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    said = depter("-w", coordinator, "merge", tmp_path / "empty")
    assert said.code == 1
    assert "There is no package in “empty”" in said.err


def test_a_package_can_be_verified_by_anybody_and_opened_by_its_receiver(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    anybody = depter("verify", package, "--json")
    receiver = depter("-w", coordinator, "verify", package, "--json")
    assert anybody.facts["is_opened"] is False
    assert "sender" not in anybody.facts
    assert receiver.facts["is_opened"] is True
    assert receiver.facts["sender"] == "Асанова Бегимай"
    assert "A sound package, number 1" in depter("verify", package).out


@pytest.mark.parametrize("at", [5, 200, -1])
def test_a_package_with_one_other_byte_is_not_sound(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path, at: int
) -> None:
    package = give(depter, trainer, coordinator, tmp_path / "p.depter")
    content = bytearray(package.read_bytes())
    content[at] ^= 1
    package.write_bytes(content)
    said = depter("verify", package)
    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)


def test_a_card_that_is_none_is_said_so(depter: Depter, trainer: Path, people: Path) -> None:
    said = depter("-w", trainer, "export", "--for", people, "--to", "p.depter")
    assert said.code == 1
    assert "“people.csv” is not a sound Depter card" in said.err


def test_a_package_that_cannot_be_written_leaves_nothing(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    card = tmp_path / "c.depter-card"
    depter("-w", coordinator, "card", "--to", card)
    said = depter("-w", trainer, "export", "--for", card, "--to", tmp_path / "no" / "p.depter")
    assert said.code == 1
    assert "could not be written" in said.err


def test_two_edits_of_a_filled_form_are_shown_question_by_question(
    depter: Depter, trainer: Path, coordinator: Path
) -> None:
    from app.model import Put
    from app.storage import open_workspace
    from tests.commands.notebooks import PASSPHRASE
    from tests.storage.notebooks import hand_over
    from tests.storage.surveys import add_village, document, fill

    here, there = (open_workspace(each, passphrase=PASSPHRASE) for each in (trainer, coordinator))
    record = fill(here, add_village(here).version, document(name="uuid:0", water="yes"))
    hand_over(here, there)
    for ws, name, water in ((here, "uuid:1", "no"), (there, "uuid:2", "yes")):
        said = document(name=name, water=water, age=20)
        ws.write([Put("submission", record, {"instance": said, "instance_id": name})])
    hand_over(there, here)
    for ws in (here, there):
        ws.close()
    (found,) = depter("-w", trainer, "conflicts", "--json").facts
    assert (found["field"], found["answers"][0]["path"]) == ("instance", "/data/water")
    assert sorted(found["answers"][0]["values"]) == ["no", "yes"]
    lines = depter("-w", trainer, "conflicts").out
    assert "Is there water?: No | Yes" in lines
    assert "<data" not in lines
    settled = depter("-w", trainer, "settle", "--all", "--latest", "--json")
    assert settled.facts["left"] == 0
