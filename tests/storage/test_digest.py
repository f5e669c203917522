"""The number of all changes: what was summed once is kept, and always comes to what a new sum does.

Every sum of these tests is compared with one made anew (`tests/conftest.py`).
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Put, Registration, Remove, new_id
from app.storage import Workspace, coverage, digest, open_workspace
from tests.examples import examples
from tests.storage.notebooks import PASSPHRASE, add_person, hand_over, notebook, set_person


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """Who gives and who takes."""
    giver, taker = notebook(tmp_path / "giver"), notebook(tmp_path / "taker")
    yield giver, taker
    giver.close()
    taker.close()


def newly_summed(ws: Workspace) -> int:
    """How many changes have to be summed beyond what is kept."""
    with ws.snapshot() as connection:
        return digest.reckon(connection).added


def test_only_what_was_written_since_is_summed(two: tuple[Workspace, Workspace]) -> None:
    ws, _ = two
    someone = add_person(ws, surname="Асанова")
    ws.digest()
    assert newly_summed(ws) == 0
    set_person(ws, someone, surname="Асанбаева")
    add_person(ws, surname="Бекова")
    assert newly_summed(ws) == 2


def test_the_sum_is_there_when_the_notebook_is_opened_again(
    two: tuple[Workspace, Workspace],
) -> None:
    ws, _ = two
    add_person(ws, surname="Асанова")
    before = ws.digest()
    ws.close()
    with closing(open_workspace(ws.folder, passphrase=PASSPHRASE)) as again:
        assert newly_summed(again) == 0
        assert again.digest() == before


def test_a_package_that_follows_is_added(two: tuple[Workspace, Workspace]) -> None:
    giver, taker = two
    for name in ("Асанова", "Бекова"):
        someone = add_person(giver, surname=name)
    hand_over(giver, taker)
    taker.digest()
    set_person(giver, someone, surname="Бекбаева")
    hand_over(giver, taker)
    assert newly_summed(taker) == 1


def test_what_fills_a_gap_is_summed_with_all_others(two: tuple[Workspace, Workspace]) -> None:
    giver, taker = two
    add_person(taker, surname="Өз адамы")
    add_person(giver, surname="Асанова")
    first = coverage.vector(giver.reader)
    add_person(giver, surname="Бекова")
    hand_over(giver, taker, since=first)
    taker.digest()
    hand_over(giver, taker, everything=True)
    assert newly_summed(taker) == 3


def test_what_was_summed_while_a_package_came_in_is_not_kept(
    two: tuple[Workspace, Workspace],
) -> None:
    giver, taker = two
    add_person(taker, surname="Өз адамы")
    add_person(giver, surname="Асанова")
    with taker.snapshot() as connection:
        found = digest.reckon(connection)
    hand_over(giver, taker)
    taker.change(lambda connection: digest.keep(connection, found))
    assert newly_summed(taker) == 2


def digest_of_all(ws: Workspace) -> str:
    with ws.snapshot() as connection:
        return digest.digest(connection)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "set", "drop", "twin", "give", "give part", "own", "undo")),
        st.integers(0, 5),
    ),
    max_size=14,
)


@given(STEPS)
@examples(25)
def test_whatever_comes_in_whatever_order_the_kept_sum_holds(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        giver, taker = notebook(Path(folder) / "giver"), notebook(Path(folder) / "taker")
        vectors = [coverage.vector(giver.reader)]
        try:
            for what, at in steps:
                take_step(giver, taker, what, at, vectors[at % len(vectors)])
                vectors.append(coverage.vector(giver.reader))
                assert taker.digest() == digest_of_all(taker)
        finally:
            giver.close()
            taker.close()


def take_step(
    giver: Workspace, taker: Workspace, what: str, at: int, since: Mapping[bytes, bytes]
) -> None:
    people = [row[0] for row in giver.reader.execute("SELECT id FROM person ORDER BY _row")]
    someone = people[at % len(people)] if people else new_id()
    if what == "add":
        add_person(giver, surname=f"Ойдонова {at}")
    elif what == "set" and people:
        set_person(giver, someone, village=f"Айыл {at}")
    elif what == "drop" and people:
        giver.write([Remove("person", someone)])
    elif what == "twin":
        listed = {"event": bytes(16), "person": bytes([at] * 16)}
        for each in (giver, taker) if at % 2 else (taker, giver):
            each.write([Put("registration", Registration.id_for(listed), listed)])
    elif what == "own":
        taker.write([Put("person", someone, {"surname": f"Өзү {at}"})])
    elif what == "give":
        hand_over(giver, taker, everything=bool(at % 2))
    elif what == "give part":
        hand_over(giver, taker, since=since)
    elif what == "undo":
        packages = taker.reader.execute("SELECT hash FROM package WHERE undone_at = ''").fetchall()
        if packages:
            taker.undo_merge(packages[at % len(packages)][0], "now")
