"""Peers: the devices one has met, with the key each is known by and how far it knew things."""

import json
from collections.abc import Iterable, Mapping

from app.exchange.cards import Card, card_of, fingerprint, now, with_knowledge
from app.exchange.refusals import CardChanged, SignerChanged
from app.storage import Workspace
from app.storage.connection import Connection
from app.storage.coverage import vector

_KNOWLEDGE_LIMIT = 60
"""A card tells of at most so many devices: its line stays short."""


def own_card(workspace: Workspace) -> Card:
    """The card to give away: who this notebook belongs to and how far it knows others."""
    with workspace.snapshot() as connection:
        knows = vector(connection)
    return with_knowledge(_plain_card(workspace), knows if len(knows) <= _KNOWLEDGE_LIMIT else {})


def _plain_card(workspace: Workspace) -> Card:
    made_at = workspace.setting("card_made_at")
    if made_at is None:
        made_at = now()
        workspace.set_setting("card_made_at", made_at)
    profile = workspace.profile
    return card_of(workspace.identity, profile.name, profile.role, profile.territory, made_at)


def known_signers(workspace: Workspace) -> dict[bytes, Card]:
    """Everybody whose key is known: the peers, and oneself."""
    return peers(workspace) | {workspace.identity.device: _plain_card(workspace)}


def peers(workspace: Workspace) -> dict[bytes, Card]:
    """The cards of everybody met so far, by device; `knows` is what they last said they know."""
    rows = workspace.reader.execute(
        "SELECT device, sign_key, recipient, name, role, territory, first_seen_at, vector FROM peer"
    )
    return {
        device: Card(
            device=device, key=key, recipient=recipient, name=name, role=role,
            territory=territory, created_at=seen, knows=_vector_from(text),
        )
        for device, key, recipient, name, role, territory, seen, text in rows
    }  # fmt: skip


def _vector_from(text: str) -> dict[bytes, bytes]:
    return {bytes.fromhex(device): bytes.fromhex(upto) for device, upto in json.loads(text).items()}


def check_signer(
    known: Mapping[bytes, Card],
    device: bytes,
    key: bytes,
    file: str,
    alarm: type[SignerChanged] = SignerChanged,
) -> None:
    """Raise `SignerChanged` when a device that is known signs with another key."""
    card = known.get(device)
    if card is not None and card.key != key:
        raise alarm(file, name=card.name, fingerprint=fingerprint(key))


def remember(workspace: Workspace, card: Card, file: str = "") -> bool:
    """Keep a card, and what its owner knows; answers whether it is new.

    Raises `CardChanged`, and keeps what was known, when the device has another key than before.
    """
    known = known_signers(workspace)
    check_signer(known, card.device, card.key, file, CardChanged)
    remember_all(workspace, known, [card])
    return card.device not in known


def remember_all(workspace: Workspace, known: Mapping[bytes, Card], cards: Iterable[Card]) -> None:
    """Keep the cards of signers that were checked against `known`, in one transaction."""
    others = [card for card in cards if card.device != workspace.identity.device]
    kept = [
        with_knowledge(card, furthest([known[card.device].knows, card.knows]))
        if card.device in known
        else card
        for card in others
    ]
    if kept:
        workspace.change(lambda connection: _keep(connection, kept))


def _keep(connection: Connection, cards: Iterable[Card]) -> None:
    connection.executemany(
        "INSERT INTO peer (device, name, role, territory, sign_key, recipient, vector, "
        "first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device) DO UPDATE SET "
        "name = excluded.name, role = excluded.role, territory = excluded.territory, "
        "recipient = excluded.recipient, vector = excluded.vector",
        [_row(card) for card in cards],
    )


def _row(card: Card) -> tuple[object, ...]:
    knows = {device.hex(): upto.hex() for device, upto in card.knows.items()}
    facts = (card.name, card.role, card.territory, card.key, card.recipient)
    return (card.device, *facts, json.dumps(knows), now())


def furthest(vectors: Iterable[Mapping[bytes, bytes]]) -> dict[bytes, bytes]:
    """What one of these knows, device by device."""
    reached: dict[bytes, bytes] = {}
    for each in vectors:
        for device, upto in each.items():
            reached[device] = max(upto, reached.get(device, upto))
    return reached


def shared(vectors: Iterable[Mapping[bytes, bytes]]) -> dict[bytes, bytes]:
    """What all of these know, device by device."""
    every = list(vectors)
    if not every:
        return {}
    common = set(every[0]).intersection(*every)
    return {device: min(each[device] for each in every) for device in common}
