"""senders: who has sent what, and what is missing."""

from dataclasses import replace
from pathlib import Path

from app.exchange import export, own_card
from app.storage import open_workspace
from app.storage.coverage import vector
from tests.commands.notebooks import PASSPHRASE, Depter
from tests.commands.test_exchange import add_people


def test_packages_received_and_missing_are_said(
    depter: Depter, trainer: Path, coordinator: Path, tmp_path: Path
) -> None:
    assert depter("-w", coordinator, "senders").out == "Nobody has been met yet.\n"
    taker = open_workspace(coordinator, passphrase=PASSPHRASE)
    card = own_card(taker)
    taker.close()
    made = []
    for number in range(3):
        add_people(trainer, f"Бекова-{number}")
        giver = open_workspace(trainer, passphrase=PASSPHRASE)
        made.append(export(giver, [card], tmp_path).path)
        knows = card.knows | vector(giver.reader)
        card = replace(card, knows=knows, created_at=f"2099-01-01T00:00:0{number}Z")
        giver.close()
    depter("-w", coordinator, "merge", made[0], made[2])
    said = "Асанова Бегимай: packages 1, 3 received, 2 missing\n"
    assert depter("-w", coordinator, "senders").out == said
    [facts] = depter("-w", coordinator, "senders", "--json").facts
    assert (facts["received"], facts["missing"]) == ([1, 3], [2])
    depter("-w", coordinator, "merge", made[1])
    said = "Асанова Бегимай: packages 1–3 received, none missing\n"
    assert depter("-w", coordinator, "senders").out == said
