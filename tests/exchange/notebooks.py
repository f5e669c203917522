"""People with notebooks who hold events: what the tests of the exchange are made of."""

import os
from datetime import date
from typing import Any

from nacl.signing import SigningKey
from pyrage import x25519

from app.exchange.cards import Card, card_of
from app.model import RECORD_TYPES, Put
from app.storage import Identity, KdfCost, Workspace

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
BATKEN = "41705000000000"


def new_identity(device: bytes = b"") -> Identity:
    key = SigningKey.generate()
    device = device or bytes(key.verify_key)[:8]
    return Identity(device, bytes(key), str(x25519.Identity.generate()))


def card_for(identity: Identity, name: str = "Айгүл Асанова") -> Card:
    return card_of(identity, name, "trainer", BATKEN, "2026-05-12T09:00:00Z")


def put(workspace: Workspace, type_name: str, record_id: bytes = b"", **values: Any) -> bytes:
    """Write one record (new without an id); answers its id."""
    found = record_id or RECORD_TYPES[type_name].id_for(values)
    workspace.write([Put(type_name, found, values)])
    return found


def be_heavy(workspace: Workspace, size: int) -> None:
    """Write notes that make the next package about so many bytes long."""
    for start in range(0, size, 200_000):
        text = os.urandom(min(200_000, size - start)).hex()
        put(workspace, "note", text=text)


def hold_event(workspace: Workspace, title: str, people: int = 3) -> bytes:
    """An event with so many new people, all of them there on its one day."""
    day = date(2026, 5, 12)
    event = put(workspace, "event", title=title, type="training", date_from=day)
    for number in range(people):
        person = put(workspace, "person", surname=f"Асанова-{number}", name="Айгүл", sex="f")
        registration = put(workspace, "registration", event=event, person=person, age=30 + number)
        put(
            workspace, "attendance", registration=registration, day=day, part="day", is_present=True
        )  # fmt: skip
    return event
