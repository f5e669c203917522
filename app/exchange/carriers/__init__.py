"""Carriers: folders, sticks, servers and letters that sealed packages are carried by."""

from app.exchange.carriers.appearing import Lookout
from app.exchange.carriers.carrier import Carrier, Found, Moved
from app.exchange.carriers.folder import Folder
from app.exchange.carriers.known import (
    KnownCarrier,
    forget_carrier,
    keep_carrier,
    known_carrier,
    known_carriers,
    note_trouble,
    synchronise_by_itself,
)
from app.exchange.carriers.letters import LETTER_LIMIT, Letters, letter_size
from app.exchange.carriers.targets import Target, open_carrier, read_target
from app.exchange.carriers.troubles import CarrierTrouble, TargetForeign

__all__ = [
    "LETTER_LIMIT",
    "Carrier",
    "CarrierTrouble",
    "Folder",
    "Found",
    "KnownCarrier",
    "Letters",
    "Lookout",
    "Moved",
    "Target",
    "TargetForeign",
    "forget_carrier",
    "keep_carrier",
    "known_carrier",
    "known_carriers",
    "letter_size",
    "note_trouble",
    "open_carrier",
    "read_target",
    "synchronise_by_itself",
]
