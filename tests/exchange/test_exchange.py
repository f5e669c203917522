"""Many notebooks become one: any order, any number of times, and nothing is lost on the way."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange import REFUSE_UNKNOWN, export, look, merge, own_card, peers, remember, verify
from app.exchange.cards import with_knowledge
from app.exchange.refusals import NothingToTakeIn, SignerChanged, UnknownSigner, Unwritable
from app.exchange.take_in import Outcome
from app.model import Attachment, Event, Person, Put, Registration, Remove
from app.storage import Workspace
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import BATKEN, card_for, hold_event, new_identity, put


def give(
    sender: Workspace, receiver: Workspace, folder: Path, *, everything: bool = False
) -> Outcome:
    """Export for the receiver and take it in there."""
    path = export(sender, [own_card(receiver)], folder, everything=everything).path
    (outcome,) = merge(receiver, [path])
    assert outcome.refusal is None, outcome.refusal
    return outcome


def conflicts(workspace: Workspace) -> set[tuple[bytes, str]]:
    return set(workspace.reader.execute("SELECT id, field FROM conflict"))


def test_two_new_coordinators_come_to_one_digest_whatever_the_order(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainers = [notebook(name) for name in ("Баткен", "Ош", "Каракол")]
    coordinators = [notebook(name, "coordinator") for name in ("Бир", "Эки")]
    cards = [own_card(each) for each in coordinators]
    for trainer in trainers:
        hold_event(trainer, trainer.profile.name)
    paths = [export(trainer, cards, tmp_path).path for trainer in trainers]
    merge(coordinators[0], paths)
    merge(coordinators[1], [*reversed(paths), paths[0]])
    assert coordinators[0].digest() == coordinators[1].digest()


def test_every_order_of_packages_gives_the_same(notebook: Notebooks, tmp_path: Path) -> None:
    first, second = notebook("Айгүл"), notebook("Чолпон")
    units = [notebook(f"Бөлүм-{n}", "unit") for n in range(6)]
    cards = [own_card(unit) for unit in units]
    person = put(first, "person", surname="Асанова", phone="1")
    paths = [export(first, [*cards, own_card(second)], tmp_path).path]
    merge(second, paths)
    put(second, "person", person, phone="2")
    put(first, "person", person, phone="3")
    paths.append(export(second, cards, tmp_path, everything=True).path)
    paths.append(export(first, cards, tmp_path, everything=True).path)
    for unit, order in zip(units, itertools.permutations(paths), strict=True):
        assert all(outcome.refusal is None for outcome in merge(unit, order))
        assert conflicts(unit) == {(person, "phone")}
    states = {
        tuple(unit.reader.execute("SELECT id, phone, _stamp FROM person").fetchall())
        for unit in units
    }
    assert len(states) == 1


def test_the_same_package_twice_is_known_and_identical(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    path = export(trainer, [own_card(unit)], tmp_path).path
    first, again = merge(unit, [path]), merge(unit, [path])
    assert (first[0].is_known, first[0].is_first) == (False, True)
    assert (again[0].is_known, again[0].is_first) == (True, False)
    assert again[0].counts.identical == first[0].counts.new
    assert again[0].counts.new == again[0].counts.updated == 0


def test_a_dry_run_counts_what_the_merge_then_does_and_changes_nothing(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    sha = trainer.attachments.put(b"photo")
    put(trainer, "attachment", event=hold_event(trainer, "Тренинг"), file=sha)
    path = export(trainer, [own_card(unit)], tmp_path).path
    before = unit.digest()
    looked = look(unit, [path])
    assert unit.digest() == before
    assert not unit.attachments.has(sha)
    assert peers(unit) == {}
    assert looked[0].counts == merge(unit, [path])[0].counts
    assert unit.attachments.get(sha) == b"photo"


def test_only_what_the_receiver_lacks_is_sent(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Биринчи", people=5)
    give(trainer, unit, tmp_path)
    give(unit, trainer, tmp_path)
    second = put(trainer, "event", title="Экинчи", type="training", date_from=None)
    outcome = export(trainer, [own_card(unit)], tmp_path)
    assert outcome.counts == {"rows": 1, "entries": 0, "attachments": 0}
    merge(unit, [outcome.path])
    found = unit.get(Event, second)
    assert found is not None
    assert found.title == "Экинчи"


def test_a_package_for_several_holds_what_any_of_them_lacks(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit, new = notebook("Айгүл"), notebook("Бермет", "unit"), notebook("Жаңы", "unit")
    hold_event(trainer, "Тренинг")
    give(trainer, unit, tmp_path)
    path = export(trainer, [own_card(unit), own_card(new)], tmp_path).path
    assert merge(new, [path])[0].counts.new == merge(unit, [path])[0].counts.identical > 0


def test_everything_is_sent_again_when_asked_for(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    first = give(trainer, unit, tmp_path)
    give(unit, trainer, tmp_path)
    outcome = give(trainer, unit, tmp_path, everything=True)
    assert outcome.counts.identical >= first.counts.new
    assert outcome.counts.new == 0


def test_packages_are_numbered_and_chained(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    made = [export(trainer, [own_card(unit)], tmp_path) for _ in range(3)]
    headers = [verify(each.path).header for each in made]
    assert [header.number for header in headers] == [1, 2, 3]
    assert [header.previous for header in headers] == ["", headers[0].hash, headers[1].hash]
    assert [each.path.stat().st_size for each in made] == [each.size for each in made]
    assert all(
        header.file_name == each.path.name for header, each in zip(headers, made, strict=True)
    )


def test_a_missing_package_stays_visible_as_a_gap(notebook: Notebooks, tmp_path: Path) -> None:
    """What was written between two packages of a receiver who gets only the second, as delta."""
    trainer, unit, other = notebook("Айгүл"), notebook("Бермет", "unit"), notebook("Эки", "unit")
    put(trainer, "person", surname="Биринчи")
    lost = export(trainer, [own_card(unit), own_card(other)], tmp_path).path
    merge(other, [lost])
    ahead = own_card(other)
    put(trainer, "person", surname="Экинчи")
    device = trainer.identity.device
    spans = "SELECT count(*) FROM coverage WHERE device = ? AND after > zeroblob(16)"
    said = with_knowledge(own_card(unit), {**own_card(unit).knows, **ahead.knows})
    said = replace(said, created_at="2099-01-01T00:00:00Z")
    relayed = export(trainer, [said], tmp_path).path
    merge(unit, [relayed])
    assert unit.reader.execute(spans, (device,)).fetchone() == (1,)
    merge(unit, [lost])
    assert unit.reader.execute(spans, (device,)).fetchone() == (0,)


def test_a_true_conflict_is_kept_and_a_later_edit_is_none(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    person = put(trainer, "person", surname="Асанова", phone="1", email="a")
    give(trainer, unit, tmp_path)
    put(unit, "person", person, email="b")
    give(unit, trainer, tmp_path)
    put(trainer, "person", person, email="c")
    put(trainer, "person", person, phone="2")
    put(unit, "person", person, phone="3")
    outcome = give(trainer, unit, tmp_path)
    assert outcome.counts.conflicts == 1
    assert conflicts(unit) == {(person, "phone")}
    give(unit, trainer, tmp_path)
    assert conflicts(trainer) == conflicts(unit)
    assert trainer.digest() == unit.digest()
    assert trainer.get(Person, person) == unit.get(Person, person)
    put(unit, "person", person, phone="4")
    give(unit, trainer, tmp_path)
    assert conflicts(trainer) == conflicts(unit) == set()
    assert trainer.digest() == unit.digest()


def test_the_same_person_at_the_same_event_is_one_registration(
    notebook: Notebooks, tmp_path: Path
) -> None:
    first, second = notebook("Айгүл"), notebook("Чолпон")
    event = hold_event(first, "Тренинг", people=1)
    give(first, second, tmp_path)
    person = put(first, "person", surname="Бекова")
    give(first, second, tmp_path)
    put(first, "registration", event=event, person=person, age=40)
    put(second, "registration", event=event, person=person, age=41)
    give(first, second, tmp_path)
    give(second, first, tmp_path)
    assert first.digest() == second.digest()
    assert len(first.find(Registration, person=person)) == 1
    assert conflicts(first) == conflicts(second) != set()


def test_what_one_deleted_another_edited_stays(notebook: Notebooks, tmp_path: Path) -> None:
    first, second = notebook("Айгүл"), notebook("Чолпон")
    kept, gone = put(first, "person", surname="Асанова"), put(first, "person", surname="Бекова")
    give(first, second, tmp_path)
    first.write([Remove("person", kept), Remove("person", gone)])
    put(second, "person", kept, phone="1")
    give(first, second, tmp_path)
    give(second, first, tmp_path)
    assert first.digest() == second.digest()
    assert [person.id for person in first.find(Person)] == [kept]
    assert [person.id for person in second.find(Person)] == [kept]


def test_attachments_travel_with_their_records(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    event = hold_event(trainer, "Тренинг", people=0)
    sha = trainer.attachments.put(b"\xff\xd8 photo" * 1000)
    lost = "0" * 64
    for file in (sha, lost):
        put(trainer, "attachment", event=event, file=file)
    made = export(trainer, [own_card(unit)], tmp_path)
    assert made.counts["attachments"] == 1
    assert merge(unit, [made.path])[0].refusal is None
    assert unit.attachments.get(sha) == b"\xff\xd8 photo" * 1000
    assert {each.file for each in unit.find(Attachment)} == {sha, lost}


def test_a_lost_attachment_comes_back_when_the_package_is_taken_in_again(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    sha = trainer.attachments.put(b"photo")
    put(trainer, "attachment", event=hold_event(trainer, "Тренинг"), file=sha)
    path = export(trainer, [own_card(unit)], tmp_path).path
    merge(unit, [path])
    for file in (unit.folder / "attachments").rglob("*"):
        if file.is_file():
            file.unlink()
    assert merge(unit, [path])[0].is_known
    assert unit.attachments.get(sha) == b"photo"


def test_reference_rows_of_a_release_never_travel(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    made = export(trainer, [own_card(unit)], tmp_path, everything=True)
    opened = verify(made.path, unit)
    assert opened.manifest is not None
    assert [table.type_name for table in opened.manifest.tables] in ([], ["device"])


def test_an_unknown_signer_is_taken_in_at_first_sight_with_the_fingerprint(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    outcome = give(trainer, unit, tmp_path)
    assert outcome.is_first
    assert outcome.fingerprint == own_card(trainer).fingerprint
    assert peers(unit)[trainer.identity.device].name == "Айгүл"


def test_an_unknown_signer_can_be_refused_until_the_card_is_here(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    unit.set_setting(REFUSE_UNKNOWN, 1)
    path = export(trainer, [own_card(unit)], tmp_path).path
    before = unit.digest()
    (outcome,) = merge(unit, [path])
    assert isinstance(outcome.refusal, UnknownSigner)
    assert own_card(trainer).fingerprint in str(outcome.refusal)
    assert unit.digest() == before
    remember(unit, own_card(trainer))
    assert merge(unit, [path])[0].refusal is None


def test_a_changed_key_is_an_alarm_and_nothing_is_taken_in(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    remember(unit, card_for(new_identity(trainer.identity.device), "Айгүл"))
    before = unit.digest()
    path = export(trainer, [own_card(unit)], tmp_path).path
    (outcome,) = merge(unit, [path])
    assert isinstance(outcome.refusal, SignerChanged)
    assert unit.digest() == before


def test_a_folder_of_many_files_runs_through_and_can_be_cancelled(
    notebook: Notebooks, tmp_path: Path
) -> None:
    unit = notebook("Бермет", "unit")
    trainer = notebook("Айгүл")
    stick = tmp_path / "stick"
    (stick / "май").mkdir(parents=True)
    for number in range(12):
        put(trainer, "person", surname=f"Асанова-{number}")
        export(trainer, [own_card(unit)], stick / "май" if number % 2 else stick)
    seen: list[tuple[int, int]] = []
    taken = merge(
        unit, [stick], lambda done, total: seen.append((done, total)), lambda: len(seen) == 5
    )
    assert len(taken) == 5
    assert seen == [(done, 12) for done in range(1, 6)]
    assert len(merge(unit, [stick])) == 12
    assert len(unit.find(Person)) == 12


def test_a_folder_without_packages_is_said_to_be_empty(notebook: Notebooks, tmp_path: Path) -> None:
    unit = notebook("Бермет", "unit")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingToTakeIn):
        merge(unit, [empty])


def test_an_export_that_cannot_be_written_leaves_nothing_and_uses_no_number(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer = notebook("Айгүл")
    with pytest.raises(Unwritable):
        export(trainer, [own_card(trainer)], tmp_path / "no such folder" / "a.depter")
    made = export(trainer, [own_card(trainer)], tmp_path)
    assert made.number == 1


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A very small disk with no room left."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount") or "mount"
    command = [mount, "-t", "tmpfs", "-o", "size=16k", "depter-test", str(place)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may make a small disk")
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    (place / "film").write_bytes(bytes(15_000))
    yield place
    subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)


def test_a_full_disk_is_said_plainly_and_another_place_works(
    notebook: Notebooks, tmp_path: Path, full_disk: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    with pytest.raises(Unwritable, match="no room left"):
        export(trainer, [own_card(unit)], full_disk)
    assert [path.name for path in full_disk.iterdir()] == ["film"]
    path = export(trainer, [own_card(unit)], tmp_path).path
    assert merge(unit, [path])[0].refusal is None


def test_a_relayed_change_still_names_its_author(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit, coordinator = (
        notebook("Айгүл"),
        notebook("Бермет", "unit"),
        notebook("Эл", "coordinator"),
    )
    event = hold_event(trainer, "Тренинг")
    give(trainer, unit, tmp_path)
    give(unit, coordinator, tmp_path)
    stamp = coordinator.reader.execute("SELECT _stamp FROM event WHERE id = ?", (event,)).fetchone()
    assert stamp[0][8:] == trainer.identity.device


def test_a_type_of_tomorrow_is_kept_and_passed_on(notebook: Notebooks, tmp_path: Path) -> None:
    from app.storage import EntryBatch, Interval

    trainer, unit, last = (
        notebook("Айгүл"),
        notebook("Бермет", "unit"),
        notebook("Эл", "coordinator"),
    )
    device = b"\x09" * 8
    stamp = (10**12).to_bytes(6, "big") + bytes(2) + device
    row = ("thing_of_tomorrow", b"\5" * 16, "colour", stamp, "көк", b"")
    note: dict[str, object] = dict.fromkeys(
        ("hash", "previous", "made_at", "received_at", "file_name"), "x"
    )
    note |= {"device": device, "number": 1}
    trainer.merge(note, [EntryBatch([row])], [Interval(device, bytes(16), stamp)])
    give(trainer, unit, tmp_path)
    give(unit, last, tmp_path)
    found = "SELECT type, id, field, stamp, value, prev FROM entry WHERE type = 'thing_of_tomorrow'"
    assert last.reader.execute(found).fetchall() == [row]


def test_the_year_of_a_trainer_fits_in_sixty_kilobytes(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    write_year(trainer)
    made = export(trainer, [own_card(unit)], tmp_path)
    assert made.counts["rows"] > 3_500
    assert made.size <= 60_000


def write_year(
    trainer: Workspace, sessions: int = 50, people: int = 25, register: int = 500
) -> None:
    """A year of sessions: a register of people, most of whom come more than once."""
    import random
    from datetime import date

    from app.model import RECORD_TYPES

    chance = random.Random(11)
    names = [
        "Айгүл",
        "Жылдыз",
        "Гүлмира",
        "Нургүл",
        "Бермет",
        "Чолпон",
        "Айнура",
        "Бакыт",
        "Азамат",
    ]
    roots = ["Асан", "Токтогул", "Жумабек", "Мамыт", "Сыдык", "Орозбек", "Иса", "Бейшен", "Кадыр"]
    edits: list[Put] = []

    def add(type_name: str, **values: object) -> bytes:
        record = RECORD_TYPES[type_name].id_for(values)
        edits.append(Put(type_name, record, values))
        return record

    known = [
        (
            add(
                "person", surname=chance.choice(roots) + chance.choice(["ов", "ова", "ева"]),
                name=chance.choice(names), patronymic=chance.choice(roots) + "кызы",
                sex=chance.choice("fm"), birth_year=chance.randint(1950, 2007),
                phone=f"+996 {chance.choice([555, 700, 772])} {chance.randint(0, 999999):06d}",
                village=chance.choice(["Кара-Булак", "Жаңы-Жер", "Ак-Татыр", "Достук"]),
                position=chance.choice(["мугалим", "депутат", "дарыгер"]), territory=BATKEN,
                categories=(chance.choice(["school_teacher", "lk_deputy", "cso"]),),
            ),
            chance.randint(18, 75),
        )
        for _ in range(register)
    ]  # fmt: skip
    for number in range(sessions):
        day = date(2026, number % 12 + 1, number % 28 + 1)
        event = add(
            "event", title=f"Гендердик теңчилик боюнча {number}-тренинг", type="training",
            mode="offline", status="held", date_from=day, territory="41705000000000",
            venue_text="Баткен, айыл өкмөтү", planned_count=people,
        )  # fmt: skip
        for item in range(6):
            add(
                "agenda_item",
                event=event,
                time_from=f"{9 + item:02d}:00",
                title=f"Сессия {item}",
                sequence=item,
            )
        for person, age in chance.sample(known, people):
            registration = add(
                "registration", event=event, person=person, age=age, status="attended",
                category="lk_deputy", territory="41705000000000",
            )  # fmt: skip
            for part in ("morning", "afternoon"):
                add("attendance", registration=registration, day=day, part=part, is_present=True)
    clock = iter(range(1_780_000_000_000, 1_790_000_000_000, 1))
    trainer.clock._wall_ms = lambda: next(clock) + chance.randint(0, 4_000)
    trainer.write(edits)
