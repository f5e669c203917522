"""Peers: the devices one has met, with the key each is known by and how far it knew things."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.exchange.cards import Card, card_of, fingerprint, now, with_knowledge
from app.exchange.refusals import CardChanged, SignerChanged
from app.storage import Workspace
from app.storage.connection import Connection
from app.storage.coverage import vector

_MADE_AT = "made_at"
_KNOWLEDGE_LIMIT = 60
"""A card tells of at most so many devices: its line stays short."""


def own_card(workspace: Workspace) -> Card:
    """The card to give away: who this notebook belongs to and how far it knows others."""
    with workspace.snapshot() as connection:
        knows = vector(connection)
    text = _knowledge(knows)
    if workspace.setting("card_knows") != text:
        workspace.set_setting("card_knows", text)
        workspace.set_setting("card_made_at", now())
    return with_knowledge(_plain_card(workspace), knows if len(knows) <= _KNOWLEDGE_LIMIT else {})


def _plain_card(workspace: Workspace) -> Card:
    """The own card without what it knows; its moment is the one at which that last changed."""
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
            territory=territory, created_at=made_at or seen, knows=knows,
        )
        for device, key, recipient, name, role, territory, seen, text in rows
        for made_at, knows in [_told(text)]
    }  # fmt: skip


def _knowledge(knows: Mapping[bytes, bytes]) -> str:
    return json.dumps({device.hex(): upto.hex() for device, upto in sorted(knows.items())})


def _told(text: str) -> tuple[str, dict[bytes, bytes]]:
    """When somebody said what they know, and what that was."""
    facts = json.loads(text)
    made_at = facts.pop(_MADE_AT, "")
    return made_at, {bytes.fromhex(device): bytes.fromhex(upto) for device, upto in facts.items()}


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
    before = known.get(card.device, card)
    if _age(before) == _age(card):  # a card lies about for long; what came since is as new
        card = with_knowledge(card, before.knows)
    remember_all(workspace, known, [card])
    return card.device not in known


def remember_all(workspace: Workspace, known: Mapping[bytes, Card], cards: Iterable[Card]) -> None:
    """Keep the cards of signers that were checked against `known`, in one transaction."""
    others = [card for card in cards if card.device != workspace.identity.device]
    kept = [newest(known[card.device], card) if card.device in known else card for card in others]
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
    told = json.dumps({_MADE_AT: card.created_at} | knows)
    return (card.device, *facts, told, now())


def newest(before: Card, came: Card) -> Card:
    """The card that came, with what its owner said last: somebody who undid a merge knows less.

    The owner's own last change tells which was said later, then the moment: a clock may be wrong,
    but the own changes only grow in number.
    """
    if came.knows and _age(came) >= _age(before):
        return came
    return replace(came, knows=before.knows, created_at=before.created_at)


def _age(card: Card) -> tuple[bytes, str]:
    return (card.knows.get(card.device, b""), card.created_at)


def shared(vectors: Iterable[Mapping[bytes, bytes]]) -> dict[bytes, bytes]:
    """What all of these know, device by device."""
    every = list(vectors)
    if not every:
        return {}
    common = set(every[0]).intersection(*every)
    return {device: min(each[device] for each in every) for device in common}
