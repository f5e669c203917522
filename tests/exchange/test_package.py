"""A package says the same to every reader, and gives back what was put in."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import export, own_card
from app.exchange.cards import recipient_of
from app.exchange.columns import SCHEMA_TYPES
from app.exchange.deriving import derived_ids
from app.exchange.package import Content, Package, Table, write_package
from app.exchange.unpacking import _FORMS
from app.model import derived_id, new_id
from app.model.kinds import KINDS
from app.model.stamp import make_stamp
from tests.examples import examples
from tests.exchange import plain_reader
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import card_for, hold_event, new_identity, put

SENDER, RECEIVER = new_identity(b"\1" * 8), new_identity(b"\2" * 8)
OTHER = b"\3" * 8


def written(content: Content) -> bytes:
    """The file of a package from SENDER to RECEIVER."""
    made = write_package(content, card_for(SENDER), SENDER, [recipient_of(RECEIVER)])
    file = io.BytesIO()
    with made.sealed.body:
        made.sealed.write(file)
    return file.getvalue()


texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30)
stamps = st.builds(
    make_stamp,
    st.integers(0, 2**48 - 1),
    st.integers(0, 2**16 - 1),
    st.sampled_from([SENDER.device, OTHER]),
)
ids = st.binary(min_size=16, max_size=16)
numbers = st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15, allow_nan=False)
values = st.none() | texts | numbers | ids
people = st.lists(
    st.tuples(ids, stamps, texts | st.none(), texts | st.none(), st.integers(0, 3000) | st.none()),
    max_size=8,
    unique_by=lambda row: row[0],
)
names = st.from_regex(r"[a-z_][a-z0-9_]{0,20}", fullmatch=True)
entries = st.lists(
    st.tuples(
        st.sampled_from(["person", "thing_of_tomorrow"]), ids, names, stamps, values,
        st.lists(stamps, max_size=3).map(b"".join),
    ).filter(lambda row: row[0] != "person" or row[2] not in {"name", "surname", "note"}),
    max_size=8,
)  # fmt: skip


@examples(60)
@given(people, entries, st.lists(st.binary(max_size=50), max_size=3, unique=True))
def test_what_is_put_in_comes_out_again(
    tmp_path_factory: pytest.TempPathFactory, rows: Any, changes: Any, files: list[bytes]
) -> None:
    contents = {hashlib.sha256(data).hexdigest(): data for data in files}
    content = Content(
        tables=[Table(type_name="person", fields=("surname", "name", "birth_year"), rows=rows)],
        entries=changes,
        attachments=list(contents),
        attachment=contents.__getitem__,
        carries={SENDER.device: [(bytes(16), b"\xff" * 16)]},
        knows={OTHER: b"\4" * 16},
    )
    path = tmp_path_factory.mktemp("round") / "a.depter"
    path.write_bytes(written(content))
    with Package(path, RECEIVER) as package:
        found = {
            row[0]: (row[1], dict(zip(batch.columns, row[2:], strict=True)))
            for batch in package.batches()
            for row in batch.rows
        }
        assert found.keys() == {row[0] for row in rows}
        for record_id, stamp, surname, name, year in rows:
            given_values = {"surname": surname, "name": name, "birth_year": year}
            assert found[record_id][0] == stamp
            assert {key: found[record_id][1].get(key) for key in given_values} == given_values
        back = [entry for batch in package.entries() for entry in batch.rows]
        assert sorted(back, key=repr) == sorted(changes, key=repr)
        assert dict(package.attachments()) == contents
        assert package.manifest.carries == {SENDER.device: ((bytes(16), b"\xff" * 16),)}
        assert package.manifest.knows == {OTHER: b"\4" * 16}


def test_a_reader_made_from_the_page_alone_reads_it(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    event = hold_event(trainer, "Тренинг")
    put(trainer, "event", event, title="Тренинг, жаңыртылган")
    path = export(trainer, [own_card(unit)], tmp_path).path
    found = plain_reader.read(path.read_bytes(), unit.identity.age_identity)
    assert [row["title"] for row in found["records"]["event"]] == ["Тренинг"]
    assert [(row["field"], row["value"]) for row in found["entries"]] == [
        ("title", "Тренинг, жаңыртылган")
    ]
    assert found["entries"][0]["prev"] == [found["records"]["event"][0]["stamp"]]
    for type_name in ("registration", "attendance", "device"):
        here = trainer.reader.execute(f"SELECT lower(hex(id)), lower(hex(_stamp)) FROM {type_name}")
        there = {(row["id"], row["stamp"]) for row in found["records"][type_name]}
        assert there == set(here)
    assert {row["registration"] for row in found["records"]["attendance"]} == {
        row["id"] for row in found["records"]["registration"]
    }
    assert found["manifest"]["depter"]["sender"]["name"] == "Айгүл"


def test_ids_that_follow_from_the_key_are_not_sent(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг")
    path = export(trainer, [own_card(unit)], tmp_path).path
    with Package(path, unit.identity) as package:
        columns = {
            table.type_name: [column.name for column in table.columns]
            for table in package.manifest.tables
        }
    assert "_id" in columns["person"]
    assert "_id" not in columns["registration"] + columns["attendance"]


def test_an_id_of_a_relation_made_elsewhere_otherwise_survives(tmp_path: Path) -> None:
    event, person, strange = new_id(), new_id(), new_id()
    stamp = make_stamp(1, 0, SENDER.device)
    own = derived_id("registration", (event, person))
    rows = [(strange, stamp, event, person), (own, stamp, event, person)]
    table = Table(type_name="registration", fields=("event", "person"), rows=rows)
    path = tmp_path / "a.depter"
    path.write_bytes(written(Content(tables=[table])))
    with Package(path, RECEIVER) as package:
        assert [row for batch in package.batches() for row in batch.rows] == rows


def test_types_and_fields_of_tomorrow_come_through() -> None:
    stamp = make_stamp(1, 0, SENDER.device)
    row = (new_id(), stamp, "text", new_id(), 1.5)
    table = Table(
        type_name="thing_of_tomorrow",
        fields=("a", "b", "c"),
        rows=[row],
        forms={"b": "hex", "c": "number"},
    )
    found = plain_reader.read(written(Content(tables=[table])), RECEIVER.age_identity)
    assert found["records"]["thing_of_tomorrow"][0]["c"] == 1.5


def test_the_package_of_tomorrow_is_read_and_kept(tmp_path: Path) -> None:
    row = (new_id(), make_stamp(1, 0, SENDER.device), "text", new_id(), 1.5)
    forms = {"b": "hex", "c": "number"}
    table = Table(type_name="thing_of_tomorrow", fields=("a", "b", "c"), rows=[row], forms=forms)
    path = tmp_path / "a.depter"
    path.write_bytes(written(Content(tables=[table])))
    with Package(path, RECEIVER) as package:
        assert [list(batch.rows) for batch in package.batches()] == [[row]]


def test_large_tables_are_streamed_and_read_back(tmp_path: Path) -> None:
    rows = [
        (
            new_id(),
            make_stamp(10**12 + n, n % 7, SENDER.device),
            f"Асанова-{n}",
            None,
            1900 + n % 99,
        )
        for n in range(60_000)
    ]
    table = Table(type_name="person", fields=("surname", "name", "birth_year"), rows=iter(rows))
    changes = [("person", row[0], "phone", row[1], str(n), b"") for n, row in enumerate(rows)]
    path = tmp_path / "a.depter"
    path.write_bytes(written(Content(tables=[table], entries=iter(changes))))
    with Package(path, RECEIVER) as package:
        assert [row for batch in package.batches() for row in batch.rows] == rows
        back = [entry for batch in package.entries() for entry in batch.rows]
    assert sorted(back, key=lambda entry: entry[3]) == changes


def test_every_kind_has_its_form_in_a_package() -> None:
    for kind in KINDS:
        assert kind.stored_as in _FORMS
        assert kind.stored_as in SCHEMA_TYPES


@given(
    st.sampled_from(["attendance", "registration", "x"]),
    st.lists(
        st.tuples(ids | texts, ids | texts | st.none(), st.integers()), min_size=1, max_size=9
    ),
)
def test_ids_worked_out_together_are_those_worked_out_alone(kind: str, keys: Any) -> None:
    together = derived_ids(kind, list(zip(*keys, strict=True)))
    assert together == [derived_id(kind, key) for key in keys]
