"""Numbering: lines keep their order whatever is moved, and rarely more than one changes."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from app.model import ResolutionItem, new_id
from app.model.numbering import STEP, in_order, moved, neighbours, next_sequence, numbered, spread


@dataclass(frozen=True)
class Row:
    id: bytes
    sequence: int | None


def rows(*places: int | None) -> list[Row]:
    return [Row(bytes([number]), place) for number, place in enumerate(places)]


def after(lines: list[Row], places: dict[bytes, int]) -> list[bytes]:
    put = [replace(line, sequence=places.get(line.id, line.sequence)) for line in lines]
    return [line.id for line in in_order(put)]


@given(
    st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=8),
    st.integers(0, 7),
    st.integers(-2, 9),
)
def test_a_moved_line_stands_where_it_was_put_and_the_others_keep_their_order(
    places: list[int | None], chosen: int, to: int
) -> None:
    lines = in_order(rows(*places))
    line = lines[chosen % len(lines)]
    others = [other.id for other in lines if other is not line]
    at = max(0, min(to, len(others)))
    assert after(lines, moved(lines, line.id, to)) == [*others[:at], line.id, *others[at:]]


@given(st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=8), st.integers(-1, 13))
def test_a_line_stands_at_a_place_between_those_who_are_said_to_be_its_neighbours(
    places: list[int | None], to: int
) -> None:
    lines = rows(*places)
    before, behind = neighbours(lines, lines[0].id, to)
    order = after(lines, {lines[0].id: to})
    at = order.index(lines[0].id)
    assert (before.id if before else None) == (order[at - 1] if at else None)
    assert (behind.id if behind else None) == (order[at + 1] if at + 1 < len(order) else None)


def test_with_room_between_the_neighbours_only_one_line_changes() -> None:
    lines = rows(10, 20, 30, 40)
    assert moved(lines, lines[3].id, 1) == {lines[3].id: 15}
    assert moved(lines, lines[0].id, 3) == {lines[0].id: 50}
    assert moved(lines, lines[1].id, 1) == {}


def test_without_room_all_are_spread_anew() -> None:
    lines = rows(1, 2, 3)
    assert moved(lines, lines[2].id, 1) == {lines[0].id: 10, lines[2].id: 20, lines[1].id: 30}
    assert spread(rows(10, 20, 35)) == {bytes([2]): 30}


def test_the_next_line_stands_after_the_last() -> None:
    assert next_sequence([]) == STEP
    assert next_sequence(rows(10, None, 25)) == 35


def test_points_are_numbered_under_each_heading_and_level_and_parts_are_not() -> None:
    def point(
        sequence: int, heading: str, level: str | None = None, *, part: bool = False
    ) -> object:
        return ResolutionItem(
            id=new_id(), sequence=sequence, heading=heading, level=level, is_part=part, text="x"
        )

    points = [
        point(10, "G01"),
        point(20, "G01"),
        point(25, "G01", part=True),
        point(30, "G01"),
        point(40, "D1", "national"),
        point(50, "D1", "local"),
    ]
    numbers = [number for number, _ in numbered(points)]  # type: ignore[type-var]
    assert numbers == [1, 2, None, 3, 1, 1]
