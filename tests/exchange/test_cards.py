"""Cards say who somebody is, and cannot be altered unseen."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import (
    card_bytes,
    card_in,
    card_qr,
    fingerprint,
    own_card,
    peers,
    read_card,
    remember,
    write_card,
)
from app.exchange.cards import with_knowledge
from app.exchange.refusals import CardChanged, CardDamaged, CardTooNew, FileMissing, Unwritable
from app.exchange.signing import signed
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import card_for, new_identity


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    identity = new_identity()
    card = with_knowledge(card_for(identity), {b"\1" * 8: b"\2" * 16})
    write_card(tmp_path / "a.depter-card", card, identity)
    assert read_card(tmp_path / "a.depter-card") == card
    assert [path.name for path in tmp_path.iterdir()] == ["a.depter-card"]


def test_every_changed_byte_of_a_card_is_noticed() -> None:
    identity = new_identity()
    data = card_bytes(card_for(identity), identity)
    for at in range(len(data)):
        altered = bytearray(data)
        altered[at] ^= 1 << (at % 8)
        with pytest.raises(CardDamaged):
            card_in(bytes(altered), "a")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_card_or_refused(data: bytes) -> None:
    with pytest.raises(CardDamaged):
        card_in(data, "a")


@pytest.mark.parametrize(
    "change",
    [
        {"role": "king"},
        {"name": None},
        {"name": "x" * 201},
        {"name": "two\nlines"},
        {"name": "nul\0"},
        {"device": "xyz"},
        {"recipient": "age1wrong"},
        {"recipient": 7},
        {"knows": []},
        {"knows": {"x": "y"}},
        {"version": "?"},
    ],
    ids=str,
)
def test_a_signed_card_of_another_form_is_refused(change: dict[str, object]) -> None:
    identity = new_identity()
    facts = json.loads(card_bytes(card_for(identity), identity).split(b"\n")[0])
    with pytest.raises(CardDamaged):
        card_in(signed(facts | change, identity.sign_key), "a")


def test_a_card_of_a_newer_format_is_refused_kindly() -> None:
    identity = new_identity()
    facts = json.loads(card_bytes(card_for(identity), identity).split(b"\n")[0])
    with pytest.raises(CardTooNew, match="newer Depter"):
        card_in(signed(facts | {"version": "2.0"}, identity.sign_key), "a")


def test_a_card_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_card(tmp_path / "gone.depter-card")


def test_a_card_is_not_written_where_nothing_may_be(tmp_path: Path) -> None:
    identity = new_identity()
    with pytest.raises(Unwritable):
        write_card(tmp_path / "no" / "a.depter-card", card_for(identity), identity)


def test_the_fingerprint_is_six_words_said_alike_in_both_scripts() -> None:
    key = bytes(range(32))
    latin, cyrillic = fingerprint(key), fingerprint(key, "ky")
    assert [len(word) for word in latin.split()] == [5] * 6
    letters = dict(zip("bdfghjklmnprstvzaiou", "бдфгхжклмнпрствзаиоу", strict=True))
    assert "".join(letters.get(letter, letter) for letter in latin) == cyrillic
    assert fingerprint(key, "ru") == cyrillic
    assert fingerprint(bytes(32)) != latin


def test_a_card_fits_in_a_qr_code() -> None:
    identity = new_identity()
    card = card_for(identity, "Ж" * 200)
    assert card_qr(card_bytes(card, identity)).startswith(b"\x89PNG")


def test_the_card_of_a_notebook_says_whose_it_is(notebook: Notebooks, tmp_path: Path) -> None:
    trainer = notebook("Айгүл")
    card = own_card(trainer)
    assert (card.name, card.role, card.device) == ("Айгүл", "trainer", trainer.identity.device)
    assert card == own_card(trainer)
    write_card(tmp_path / "a", card, trainer.identity)
    assert read_card(tmp_path / "a") == card


def test_a_known_device_with_another_key_is_an_alarm(notebook: Notebooks) -> None:
    unit = notebook("Бермет", "unit")
    known, false = new_identity(b"\7" * 8), new_identity(b"\7" * 8)
    assert remember(unit, card_for(known)) is True
    assert remember(unit, card_for(known, "Айгүл Жаңы")) is False
    with pytest.raises(CardChanged, match="Beware"):
        remember(unit, card_for(false, "Чоочун"))
    assert peers(unit)[b"\7" * 8].name == "Айгүл Жаңы"
    assert peers(unit)[b"\7" * 8].key == card_for(known).key


def test_what_a_peer_knows_is_what_they_said_last(notebook: Notebooks) -> None:
    """Who undid a merge knows less than before; a card that comes late tells an older story."""
    unit, identity = notebook("Бермет", "unit"), new_identity()
    card = card_for(identity)
    later, earlier = {b"\1" * 8: b"\3" * 16}, {b"\1" * 8: b"\5" * 16, b"\2" * 8: b"\4" * 16}
    remember(unit, with_knowledge(card, earlier))
    remember(unit, with_knowledge(replace(card, created_at="2026-05-12T10:00:00Z"), later))
    assert peers(unit)[card.device].knows == later
    remember(unit, with_knowledge(card, earlier))
    assert peers(unit)[card.device].knows == later
    remember(unit, with_knowledge(card, {}))
    assert peers(unit)[card.device].knows == later
