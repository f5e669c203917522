"""What leaves the log: upwards all that is lacking, downwards nothing that names a stranger."""

from app.actions.conflicts import settle
from app.model import Organisation, Put, Territory, new_id
from app.storage import Workspace, coverage
from app.storage.outgoing import entries_lacking, rows_lacking
from tests.storage.notebooks import add_person, hand_over, set_person


def told(giver: Workspace, taker: Workspace, *, is_downward: bool) -> str:
    """All values that would leave for the taker, as one text."""
    have = coverage.vector(taker.reader)
    with giver.snapshot() as connection:
        rows = list(rows_lacking(connection, have, is_downward=is_downward))
        entries = list(entries_lacking(connection, have, is_downward=is_downward))
    return repr([batch.rows for batch in (*rows, *entries)])


def test_upwards_goes_everything_that_is_lacking(ws: Workspace, other: Workspace) -> None:
    add_person(ws, surname="Асанова")
    assert "Асанова" in told(ws, other, is_downward=False)
    hand_over(ws, other)
    assert "Асанова" not in told(ws, other, is_downward=False)


def test_downwards_goes_no_strangers_name(ws: Workspace, other: Workspace) -> None:
    stranger = add_person(ws, surname="Чоочунова")
    set_person(ws, stranger, surname="Бөтөнова", phone="0700")
    ws.write(
        [Put(Organisation.type_name, new_id(), {"name": "Өнүктүрүү", "contact": "Бейтаанышова"})]
    )
    sent = told(ws, other, is_downward=True)
    for word in ("Чоочунова", "Бөтөнова", "0700", "Бейтаанышова", "Тренер"):
        assert word not in sent


def test_downwards_go_lists_and_settlements_of_what_the_receiver_knows(
    ws: Workspace, other: Workspace
) -> None:
    mine = add_person(other, surname="Меникова")
    hand_over(other, ws)
    (earlier,) = set_person(other, mine, surname="Экинчиева")
    set_person(ws, mine, surname="Үчүнчүева")
    hand_over(other, ws)
    settle(ws, "person", mine, "surname", "Чечилген")
    village = {"code": "41705410000099", "name_ky": "Жаңы айыл"}
    ws.write([Put(Territory.type_name, Territory.id_for(village), village)])
    sent = told(ws, other, is_downward=True)
    assert "Чечилген" in sent
    assert "Жаңы айыл" in sent
    assert repr(earlier.stamp)[2:-1] in sent, "the settlement names what it settles"
