"""Entries are laid down many at a time; how many, and in which order, makes no difference."""

import random
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Stored
from app.storage import EntryBatch, Interval, RowBatch, Workspace, incoming, merge, news
from app.storage.doctor import examine
from app.storage.incoming import hold, open_incoming
from app.storage.outgoing import count_lacking, entries_lacking, rows_lacking
from tests.examples import examples
from tests.storage.notebooks import notebook

DEVICE, OTHER = b"faraway!", b"farther!"
FIELDS = ("surname", "surname", "phone", "aura", "_deleted")
IDS = [bytes([n]) * 16 for n in range(1, 5)]
BORN = {record_id: bytes([0, n, *bytes(6)]) + DEVICE for n, record_id in enumerate(IDS[:3])}
Row = tuple[Stored, ...]


@st.composite
def logs(draw: st.DrawFn) -> list[Row]:
    """Entries of four people, one of whom nobody ever made; each knows some of those before.

    Many know the birth alone: they are the first of their field, or a conflict.
    """
    told: list[Row] = []
    for n in range(draw(st.integers(4, 25))):
        record_id, field = draw(st.sampled_from(IDS)), draw(st.sampled_from(FIELDS))
        earlier = [row[3] for row in told if row[1:3] == (record_id, field)]
        earlier += [BORN[record_id]] if record_id in BORN else []
        known = set(earlier[-1:])
        if len(earlier) > 1 and draw(st.booleans()):
            known = draw(st.sets(st.sampled_from(earlier), max_size=2))
        value = draw(st.sampled_from([0, 1] if field == "_deleted" else [None, "а", 'б"\\', "0"]))
        stamp = bytes([1, n, *bytes(6)]) + DEVICE
        told.append(("person", record_id, field, stamp, value, b"".join(sorted(known))))
    return told


def _take(ws: Workspace, batches: list[Any], number: int, device: bytes = DEVICE) -> Any:
    note: dict[str, Any] = dict.fromkeys(("previous", "made_at", "received_at", "file_name"), "")
    note |= {"hash": f"{number:064x}", "device": device, "number": number}
    return ws.merge(note, batches, [Interval(device, bytes(16), b"\x02" * 8 + device)])


def _shown(ws: Workspace) -> list[Any]:
    return [
        ws.digest(),
        *ws.reader.execute("SELECT id, surname, phone, village, _deleted FROM person ORDER BY id"),
        *ws.reader.execute("SELECT id, field FROM conflict ORDER BY id, field"),
        *ws.reader.execute("SELECT id, field, stamp, value FROM entry ORDER BY id, field, stamp"),
    ]


@examples(30)
@given(
    told=logs(),
    chance=st.randoms(use_true_random=False),
    size=st.integers(1, 4),
    late=st.booleans(),
)
def test_however_entries_are_laid_down_the_same_is_shown(
    told: list[Row], chance: random.Random, size: int, *, late: bool
) -> None:
    people = RowBatch(
        "person", ("surname", "phone"), [(each, born, "а", None) for each, born in BORN.items()]
    )
    with TemporaryDirectory() as folder, ExitStack() as stack, pytest.MonkeyPatch.context() as now:
        at_once, in_parts, together = (
            notebook(Path(folder) / name, name) for name in ("one", "two", "three")
        )
        for ws in (at_once, in_parts, together):
            stack.callback(ws.close)
        first = _take(at_once, [people, EntryBatch(told)], 1)
        now.setattr(incoming, "_SMALL", 0)
        _take(together, [people], 1)
        second = _take(together, [EntryBatch(told)], 2)
        now.setattr(merge, "_FLUSH", 1)
        shuffled = chance.sample(told, len(told))
        parts = [EntryBatch(shuffled[at : at + size]) for at in range(0, len(told), size)]
        third = _take(in_parts, [*parts, people] if late else [people, *parts], 1)
        assert _shown(at_once) == _shown(together) == _shown(in_parts)
        assert first.conflicts == second.conflicts == third.conflicts
        assert (first.identical, second.identical, third.identical) == (0, 0, 0)
        assert second.new == 0
        assert second.updated <= len({row[1] for row in told} & BORN.keys())
        assert examine(at_once) == examine(together) == examine(in_parts) == []


def test_a_change_that_came_before_the_one_it_replaces_still_says_what_it_replaced(
    ws: Workspace, other: Workspace
) -> None:
    born = RowBatch("person", ("surname",), [(IDS[0], BORN[IDS[0]], "а")])
    one, later = (bytes([1, n, *bytes(6)]) + DEVICE for n in (0, 1))
    told = [
        EntryBatch([("person", IDS[0], "surname", stamp, value, prev)])
        for stamp, value, prev in ((one, "б", BORN[IDS[0]]), (later, "в", one))
    ]
    for taker, batches in ((ws, [born, *told]), (other, [born, *reversed(told)])):
        for number, batch in enumerate(batches, start=1):
            _take(taker, [batch], number)
    assert _shown(ws) == _shown(other)


def _lacking(ws: Workspace, have: dict[bytes, bytes]) -> list[Any]:
    with ws.snapshot() as connection:
        rows = [batch for batch in rows_lacking(connection, have) if batch.rows]
        entries = [batch for batch in entries_lacking(connection, have) if batch.rows]
        return [rows, entries, count_lacking(connection, have, ["event"])]


@examples(30)
@given(told=logs(), known=st.integers(0, 30), data=st.data())
def test_what_is_looked_up_for_giving_is_what_looking_through_everything_finds(
    told: list[Row], known: int, data: st.DataObject
) -> None:
    """In whatever parts it came, whatever was undone, and however far the receiver is."""
    people = [RowBatch("person", ("surname",), [(each, born, "а")]) for each, born in BORN.items()]
    parts = data.draw(st.permutations([*people, *(EntryBatch([each]) for each in told)]))
    have = {
        DEVICE: bytes([known > 0, max(known - 1, 0), *bytes(6)]) + DEVICE,
        OTHER: bytes([1, data.draw(st.integers(0, 4)), *bytes(6)]) + OTHER,
    }
    again = [(each, bytes([1, n, *bytes(6)]) + OTHER, "б") for n, each in enumerate(IDS)]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as now:
        now.setattr(news, "BLOCK", 1)  # else a neighbour's note would do for a row without one
        ws = notebook(Path(folder), "one")
        half = data.draw(st.integers(0, len(parts)))
        _take(ws, parts[:half], 1)
        _take(ws, [RowBatch("person", ("surname",), again)], 2, OTHER)
        _take(ws, parts[half:], 3)
        for number in data.draw(st.sets(st.integers(1, 3), max_size=2)):
            ws.undo_merge(f"{number:064x}", "2026-12-01")
        have[ws.identity.device] = b""
        found = _lacking(ws, have)
        now.setattr(news, "_FEW_BLOCKS", -1)
        now.setattr(news, "_FEW_IDS", -1)
        assert found == _lacking(ws, have)
        assert examine(ws) == []
        ws.close()


def test_a_row_that_is_born_later_for_an_undo_is_given_to_who_lacks_it(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "BLOCK", 1)
    later = bytes([1, *bytes(7)]) + OTHER
    for number, (stamp, device) in enumerate(((BORN[IDS[0]], DEVICE), (later, OTHER)), start=1):
        _take(ws, [RowBatch("person", ("surname",), [(IDS[0], stamp, "а")])], number, device)
    ws.undo_merge(f"{1:064x}", "2026-12-01")
    known = bytes([9, *bytes(7)])
    have = {ws.identity.device: known + ws.identity.device, DEVICE: known + DEVICE}
    rows, _, counted = _lacking(ws, have)
    assert [row[:2] for batch in rows for row in batch.rows] == [(IDS[0], later)]
    assert counted == 1


def test_changes_that_replace_each_other_break_nothing(ws: Workspace) -> None:
    """No honest log says so; whoever signs such a package shall not stop the merge of it."""
    one, other = (bytes([1, n, *bytes(6)]) + DEVICE for n in (1, 2))
    born = RowBatch("person", ("surname",), [(IDS[0], BORN[IDS[0]], "а")])
    rings = [
        ("person", record_id, field, stamp, value, prev)
        for record_id in IDS[:2]
        for field, stamp, value, prev in (
            ("surname", one, "б", other),
            ("surname", other, "в", one),
            ("phone", one, "0700", one),
        )
    ]
    assert _take(ws, [born, EntryBatch(rings)], 1).new == 1
    assert _take(ws, [RowBatch("person", ("surname",), [(IDS[1], BORN[IDS[1]], "г")])], 2).new == 1
    assert examine(ws) == []
    shown = dict(ws.reader.execute("SELECT id, surname FROM person").fetchall())
    assert shown == {IDS[0]: "а", IDS[1]: "г"}


VALUES = [None, "", "Үмүт", 'a"\\/\n', "0", "\u0000", 0, -(2**53), 2**53, 1.5, 1e300, b"\x00\x01"]


@pytest.mark.parametrize("small", [0, 50])
def test_every_value_is_held_as_it_came(
    ws: Workspace, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_SMALL", small)
    stamp, prev = b"s" * 16, b"p" * 16
    for values in ([value] for value in VALUES):
        rows = [("person", b"i" * 16, "note", stamp, value, prev) for value in values * 60]
        rows += [
            ("thing", b"short", "note", stamp, "x", prev),
            ("event", stamp, "n", stamp, 1, b""),
        ]

        def read(connection: Any, rows: Any = rows) -> Any:
            open_incoming(connection)
            hold(connection, rows)
            return connection.execute("SELECT *, typeof(value) FROM incoming").fetchall()

        found = ws.change(read)
        names = {type(None): "null", str: "text", int: "integer", float: "real", bytes: "blob"}
        assert sorted(map(repr, found)) == sorted(repr((*row, names[type(row[4])])) for row in rows)
