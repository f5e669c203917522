"""An older program keeps and passes on, byte for byte, what it does not understand."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.exchange import Outcome, export, merge, own_card
from app.exchange import package as packages
from app.exchange.package import Content, Table, write_package
from app.model import RECORD_TYPES, Person
from app.model.ids import derived_id
from app.storage import Workspace
from app.storage.coverage import START
from app.storage.doctor import examine
from app.storage.merge import Merge
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import put
from tests.exchange.plain_reader import read

DEVICE = b"tomorrow"


def stamp(number: int) -> bytes:
    return (1_780_000_000_000 + number).to_bytes(6, "big") + bytes(2) + DEVICE


EVENT, PERSON = b"\1" * 16, b"\2" * 16


def of_tomorrow(giver: Workspace, taker: Workspace, to: Path) -> Path:
    """A package as a program of tomorrow writes it: a type, fields and codes nobody knows yet."""
    voting = Table(
        type_name="voting",
        fields=("event", "title", "votes", "share"),
        rows=[
            (b"\3" * 16, stamp(3), EVENT, "Бюджет", 17, 0.5),
            (b"\4" * 16, stamp(4), None, "", None, None),
        ],
        forms={"event": "hex", "votes": "integer", "share": "number"},
    )
    person = Table(
        type_name="person",
        fields=("surname", "sex", "shoe_size", "mentor"),
        rows=[(PERSON, stamp(2), "Асанова", "x9", 37, EVENT)],
        forms={"shoe_size": "integer", "mentor": "hex"},
    )
    entries = [
        ("voting", b"\3" * 16, "votes", stamp(5), 18, stamp(3)),
        ("person", PERSON, "shoe_size", stamp(6), 38, stamp(2)),
        ("person", PERSON, "status", stamp(7), b"\7" * 16, b""),
    ]
    content = Content(
        tables=[person, voting], entries=entries, carries={DEVICE: ((START, stamp(9)),)}
    )
    card = own_card(giver)
    written = write_package(content, card, giver.identity, [own_card(taker).recipient])
    path = to / "tomorrow.depter"
    with path.open("wb") as file, written.sealed.body:
        written.sealed.write(file)
    return path


def taken(workspace: Workspace, path: Path) -> Outcome:
    (outcome,) = merge(workspace, [path])
    assert outcome.refusal is None, outcome.refusal
    assert outcome.counts.quarantined == 0
    return outcome


def settings_of(path: Path, workspace: Workspace) -> set[tuple[str, str, str, str, str]]:
    """Everything of tomorrow's device in a package: (type, id, field, stamp, value), as JSON."""
    inside = read(path.read_bytes(), workspace.identity.age_identity)
    found = set()
    for kind, rows in inside["records"].items():
        for row in rows:
            facts = {name: value for name, value in row.items() if name not in ("id", "stamp")}
            for name, value in {**facts, "_created": 1}.items():
                if value is not None:
                    found.add((kind, row["id"], name, row["stamp"], _plain(value)))
    for row in inside["entries"]:
        value = (row["type"], row["id"], row["field"], row["stamp"], _plain(row["value"]))
        found.add(value)
    return {one for one in found if one[3].endswith(DEVICE.hex())}


def _plain(value: Any) -> str:
    return json.dumps(value["hex"] if isinstance(value, dict) else value)


@pytest.fixture
def three(notebook: Notebooks) -> tuple[Workspace, Workspace, Workspace]:
    return notebook("Эртең"), notebook("Бермет", "unit"), notebook("Нурлан", "coordinator")


def test_types_fields_and_codes_of_tomorrow_are_passed_on_unchanged(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path
) -> None:
    newer, older, last = three
    path = of_tomorrow(newer, older, tmp_path)
    taken(older, path)
    passed = export(older, [own_card(last)], tmp_path).path
    assert settings_of(passed, last) == settings_of(path, older)
    taken(last, passed)
    assert last.digest() == older.digest()
    assert examine(older) == examine(last) == []


def test_a_code_of_tomorrow_survives_an_edit_of_another_field(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path
) -> None:
    newer, older, last = three
    taken(older, of_tomorrow(newer, older, tmp_path))
    put(older, "person", PERSON, phone="0772")
    taken(last, export(older, [own_card(last)], tmp_path).path)
    found = last.get(Person, PERSON)
    assert found is not None
    assert (found.sex, found.phone) == ("x9", "0772")


def test_a_record_that_came_through_an_older_program_is_one_again(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one in the middle does not know products; the last one does."""
    newer, older, last = three
    product = put(newer, "product", title="Колдонмо", kind="manual")
    put(newer, "product", product, title="Колдонмо, 2-басылышы")
    path = export(newer, [own_card(older)], tmp_path).path
    known = RECORD_TYPES.pop("product")
    try:
        taken(older, path)
        assert older.reader.execute("SELECT count(*) FROM product").fetchone() == (0,)
        passed = export(older, [own_card(last)], tmp_path).path
    finally:
        RECORD_TYPES["product"] = known
    taken(last, passed)
    assert last.get(known, product) == newer.get(known, product)
    assert last.digest() == newer.digest()
    assert examine(last) == []


def test_ids_of_tomorrow_that_follow_from_a_key_are_worked_out(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path
) -> None:
    newer, older, _ = three
    record = put(newer, "distinction", one=EVENT, other=PERSON)
    path = export(newer, [own_card(older)], tmp_path).path
    assert record == derived_id("distinction", (EVENT, PERSON))
    known = RECORD_TYPES.pop("distinction")
    try:
        taken(older, path)
        rows = older.reader.execute(
            "SELECT id FROM entry WHERE type = 'distinction' AND field = 'one'"
        )
        assert rows.fetchall() == [(record,)]
    finally:
        RECORD_TYPES["distinction"] = known


def test_a_higher_minor_version_is_taken_in(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, older, _ = three
    put(newer, "person", surname="Асанова")
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(packages, "PLAIN_VERSION", "1.7")
        path = export(newer, [own_card(older)], tmp_path).path
    assert b'"version":"1.7"' in path.read_bytes().splitlines()[0]
    taken(older, path)
    assert older.digest() == newer.digest()


def test_after_an_update_what_was_kept_becomes_records(
    three: tuple[Workspace, Workspace, Workspace], tmp_path: Path
) -> None:
    newer, older, _ = three
    product = put(newer, "product", title="Колдонмо", kind="manual")
    put(newer, "product", product, title="Колдонмо, 2-басылышы")
    path = export(newer, [own_card(older)], tmp_path).path
    known = RECORD_TYPES.pop("product")
    try:
        taken(older, path)
    finally:
        RECORD_TYPES["product"] = known
    assert older.get(known, product) is None
    older.change(lambda connection: Merge(connection, 0).take_up())
    assert older.get(known, product) == newer.get(known, product)
    assert older.search("колдонмо")
    assert older.digest() == newer.digest()
    assert examine(older) == []
    [(package,)] = older.reader.execute("SELECT hash FROM package")
    older.undo_merge(package, "now")
    assert older.get(known, product) is None
