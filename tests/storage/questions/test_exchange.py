"""Who has sent what, what is given, and what others lack."""

from datetime import UTC, datetime

from app.model import Put
from app.storage import Workspace, coverage
from app.storage.questions.exchange import given_packages, lacking, received_packages, senders
from tests.storage.notebooks import add_person, hand_over, set_person


def meet(ws: Workspace, whom: Workspace) -> None:
    row = (whom.identity.device, whom.profile.name, "trainer", "", b"k", "age1", "{}", "2026")
    ws.change(lambda c: c.execute("INSERT INTO peer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row))


def arrive(ws: Workspace, at: str, number: int, device: bytes) -> None:
    row = (f"{number:064}", device, number, "", at, at, f"{number}.depter", '{"new": 5}')
    ws.change(
        lambda c: c.execute(
            "INSERT INTO package (hash, device, number, previous, made_at, received_at, "
            "file_name, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    )


def test_somebody_lacks_what_she_has_not_heard_of(ws: Workspace, other: Workspace) -> None:
    start = lacking(ws, {}).changes
    person = add_person(ws)
    set_person(ws, person, phone="0772 000 118")
    assert lacking(ws, {}).changes == start + 2
    assert lacking(ws, coverage.vector(ws.reader)).changes == 0
    hand_over(ws, other)
    known = coverage.vector(other.reader)
    set_person(ws, person, village="Ак-Татыр")
    assert lacking(ws, known).changes == 1


def test_files_make_a_package_big(ws: Workspace) -> None:
    values = {"file": "ab" * 32, "size": 5_000_000, "title": "Сүрөт"}
    ws.write([Put("attachment", bytes(16), values)])
    found = lacking(ws, {})
    assert (found.attachments, found.attachment_bytes) == (1, 5_000_000)
    assert found.size > 5_000_000


def test_packages_of_one_sitting_are_one_line(ws: Workspace, other: Workspace) -> None:
    meet(ws, other)
    arrive(ws, "2026-05-10T09:05:00Z", 1, other.identity.device)
    arrive(ws, "2026-05-17T14:20:00Z", 2, other.identity.device)
    arrive(ws, "2026-05-17T14:20:10Z", 3, other.identity.device)
    last, first = received_packages(ws)
    assert (last.packages, last.new, last.senders) == (2, 10, ("Тренер Экинчи",))
    assert first.at == datetime(2026, 5, 10, 9, 5, tzinfo=UTC)


def test_a_gap_between_what_is_known_is_seen(ws: Workspace, other: Workspace) -> None:
    meet(ws, other)
    [before] = senders(ws)
    assert (before.numbers, before.has_gap) == ((), False)
    add_person(other)
    hand_over(other, ws)
    assert not senders(ws)[0].has_gap
    device = other.identity.device
    later = [coverage.Interval(device, b"\xf0" * 16, b"\xf1" * 16)]
    ws.change(lambda c: coverage.add(c, later))
    assert senders(ws)[0].has_gap


def test_what_was_given_says_to_whom(ws: Workspace) -> None:
    facts = '{"rows": 7, "entries": 2}'
    row = (4, "0" * 64, "broken", "x.depter", '[{"device": "00", "name": "Бөлүм"}]', 99, b"", facts)
    ws.change(lambda c: c.execute("INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row))
    [given] = given_packages(ws)
    assert (given.number, given.receivers, given.changes) == (4, ("Бөлүм",), 9)
    assert given.made_at is None
