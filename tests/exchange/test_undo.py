"""Undo of whole packages brings the digest back exactly, redo the later one; peers hear of it."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import (
    NoSuchPackage,
    PackageNotKept,
    SeveralPackages,
    export,
    hanging,
    look,
    merge,
    own_card,
    peers,
    redo,
    undo,
)
from app.exchange.kept import kept_path
from app.model import Person, Put, Remove
from app.storage import Workspace
from app.storage.doctor import examine
from tests.examples import examples
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import hold_event, put


def give(sender: Workspace, receiver: Workspace, path: Path) -> Path:
    return export(sender, [own_card(receiver)], path).path


def hash_of(workspace: Workspace, file: str) -> str:
    sql = "SELECT hash FROM package WHERE file_name = ? ORDER BY package DESC"
    return str(workspace.reader.execute(sql, (file,)).fetchone()[0])


def test_undo_brings_the_digest_back_and_redo_the_later_one(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    before = unit.digest()
    hold_event(trainer, "Окуу")
    path = give(trainer, unit, tmp_path / "a.depter")
    merge(unit, [path])
    after = unit.digest()
    path.unlink()
    undone = undo(unit, "a.depter")
    assert undone.counts["person"] == 3
    assert undone.changes.touches("event")
    assert unit.digest() == before
    assert examine(unit) == []
    again = redo(unit, "a.depter")
    assert (again.counts.new, again.path.name) == (undone_total(undone.counts), "a.depter")
    assert unit.digest() == after


def undone_total(counts: object) -> int:
    assert isinstance(counts, dict)
    return sum(counts.values())


def test_a_package_is_named_by_its_hash_or_its_beginning(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    put(trainer, "person", surname="Бир")
    merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    name = hash_of(unit, "a.depter")
    assert undo(unit, name[:8]).package.hash == name
    redo(unit, name)
    with pytest.raises(NoSuchPackage, match="is in the notebook"):
        redo(unit, name)
    with pytest.raises(NoSuchPackage, match="No package"):
        undo(unit, "b.depter")


def test_two_packages_of_one_name_are_told_apart(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    for surname in ("Бир", "Эки"):
        put(trainer, "person", surname=surname)
        merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    with pytest.raises(SeveralPackages) as said:
        undo(unit, "a.depter")
    assert hash_of(unit, "a.depter")[:12] in str(said.value)
    undo(unit, hash_of(unit, "a.depter"))
    assert [person.surname for person in unit.find(Person)] == ["Бир"]


def test_without_its_copy_a_package_is_not_taken_in_again(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    put(trainer, "person", surname="Бир")
    path = give(trainer, unit, tmp_path / "a.depter")
    merge(unit, [path])
    undo(unit, "a.depter")
    kept = kept_path(unit, hash_of(unit, "a.depter"))
    assert kept.read_bytes() == path.read_bytes()
    kept.unlink()
    with pytest.raises(PackageNotKept):
        redo(unit, "a.depter")
    merge(unit, [path])
    assert unit.find(Person)


def test_a_look_and_a_refused_file_keep_no_copy(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    put(trainer, "person", surname="Бир")
    path = give(trainer, unit, tmp_path / "a.depter")
    look(unit, [path])
    path.write_bytes(path.read_bytes()[:-30])
    assert merge(unit, [path])[0].refusal
    assert not (unit.folder / "packages").exists()


def test_what_hangs_on_a_package_is_said_before(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    someone = put(trainer, "person", surname="Бир")
    merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    assert not hanging(unit, "a.depter")
    unit.write([Put("person", someone, {"surname": "Эки"})])
    assert dict(hanging(unit, "a.depter").counts) == {"person": 1}


def test_who_undid_a_merge_is_sent_it_again(notebook: Notebooks, tmp_path: Path) -> None:
    """A peer knows as much as they said last, not as much as they ever said."""
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    put(trainer, "person", surname="Бир")
    merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    merge(trainer, [give(unit, trainer, tmp_path / "back.depter")])
    device = trainer.identity.device
    assert device in peers(trainer)[unit.identity.device].knows
    undo(unit, "a.depter")
    merge(trainer, [give(unit, trainer, tmp_path / "back2.depter")])
    assert device not in peers(trainer)[unit.identity.device].knows
    put(trainer, "person", surname="Эки")
    merge(unit, [give(trainer, unit, tmp_path / "b.depter")])
    assert [person.surname for person in unit.find(Person)] == ["Бир", "Эки"]


def test_an_older_package_does_not_make_a_peer_know_less(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    first = give(unit, trainer, tmp_path / "first.depter")
    put(trainer, "person", surname="Бир")
    merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    put(unit, "person", surname="Эки")
    merge(trainer, [give(unit, trainer, tmp_path / "second.depter")])
    said = peers(trainer)[unit.identity.device].knows
    merge(trainer, [first])
    assert peers(trainer)[unit.identity.device].knows == said


def test_a_look_in_detail_says_record_by_record_what_would_change(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    first, second = put(trainer, "person", surname="Бир"), put(trainer, "person", surname="Эки")
    gone = put(trainer, "person", surname="Кетчү")
    merge(unit, [give(trainer, unit, tmp_path / "a.depter")])
    trainer.write(
        [
            Put("person", first, {"surname": "Биринчи"}),
            Put("person", second, {"village": "Ак-Татыр"}),
            Remove("person", gone),
        ]
    )
    unit.write([Put("person", second, {"village": "Кара-Бак"})])
    put(trainer, "person", surname="Жаңы")
    before = unit.digest()
    [outcome] = look(unit, [give(trainer, unit, tmp_path / "b.depter")], in_detail=True)
    assert outcome.touched is not None
    told = {
        one.caption: (one.kind, [(field.name, field.before, field.after) for field in one.fields])
        for one in outcome.touched.records
    }
    assert told["Жаңы"] == ("new", [])
    assert told["Бир"] == ("updated", [("surname", "Бир", "Биринчи")])
    assert told["Эки"][0] == "conflict"
    assert told["Эки"][1][0][0] == "village"
    assert told["Кетчү"] == ("updated", [("_deleted", False, True)])
    counts = outcome.counts
    assert counts.new + counts.updated <= len(told) + outcome.touched.more
    assert unit.digest() == before


def test_of_many_records_the_rest_is_counted(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    trainer.write(
        Put("person", Person.id_for({}), {"surname": f"Ойдонов-{number}"}) for number in range(2100)
    )
    [outcome] = look(unit, [give(trainer, unit, tmp_path / "a.depter")], in_detail=True)
    assert outcome.touched is not None
    assert len(outcome.touched.records) == 2000
    assert len(outcome.touched.records) + outcome.touched.more == outcome.counts.new


@examples(8)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.sampled_from(["а", "б", ""])),
        min_size=2,
        max_size=5,
    ),
    order=st.randoms(use_true_random=False),
)
def test_any_package_undone_in_any_order_and_redone(
    notebook: Notebooks,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, int, str]],
    order: Random,
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    name = folder.name
    one, two, unit = (notebook(f"{name}-{who}") for who in ("1", "2", "3"))
    people = [put(one, "person", surname="Бир"), put(two, "person", surname="Эки")]
    digests, files = [unit.digest()], []
    for at, (device, action, value) in enumerate(steps):
        ws = (one, two)[device]
        someone = people[action % 2]
        if action == 2:
            merge((two, one)[device], [give(ws, (two, one)[device], folder / f"x{at}.depter")])
        elif ws.get(Person, someone) is not None:
            ws.write([Put("person", someone, {"phone": value})])
        path = give(ws, unit, folder / f"{at}.depter")
        merge(unit, [path])
        files.append(path.name)
        digests.append(unit.digest())
    for file, digest in zip(reversed(files), reversed(digests[:-1]), strict=True):
        undo(unit, file)
        assert unit.digest() == digest
    order.shuffle(files)
    for file in files:
        redo(unit, file)
    assert unit.digest() == digests[-1]
    for file in order.sample(files, len(files)):
        undo(unit, file)
    assert unit.digest() == digests[0]
    assert examine(unit) == []


def test_what_two_packages_down_brought_stays_until_both_are_undone(
    notebook: Notebooks, tmp_path: Path
) -> None:
    """A package down claims nothing, but what it brought is its own all the same."""
    trainer, centre = notebook("Айгүл"), notebook("Гүлнара", "coordinator")
    mine = put(trainer, "person", surname="Бир")
    merge(centre, [give(trainer, centre, tmp_path / "up.depter")])
    put(centre, "person", mine, surname="Эки")
    for name in ("a.depter", "b.depter"):
        merge(trainer, [give(centre, trainer, tmp_path / name)])
    undo(trainer, "a.depter")
    assert [person.surname for person in trainer.find(Person)] == ["Эки"]
    undo(trainer, "b.depter")
    assert [person.surname for person in trainer.find(Person)] == ["Бир"]
    assert examine(trainer) == []
