"""Who this notebook is on this computer: its device, its keys, and the mark that it is no copy.

The user's settings hold, for each device, a mark that is changed at every opening, and the notebook
holds the same. A copy of the notebook has a mark that was used up: whoever opens second is a copy,
wherever it lies, and gets a device of its own before it writes. On another computer there is no
mark at all: the notebook gets a device for that computer once, and finds it again there each time.

So does whoever opens it by another account of the same computer, or has lost the settings: a device
more does no harm, one used twice would. Only it is no alarm there, as the notebook knows its place:
which folder on which computer it was opened in last, by what the system calls them.
"""

import contextlib
import hashlib
import json
import os
import platform
import secrets
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from app.model.stamp import DEVICE_SIZE
from app.paths import settings_folder
from app.storage.connection import STORE_FILE, Connection, transaction
from app.storage.coverage import START

FOLDER = "notebooks"
OWN = 0
"""The package under which intervals are kept that this notebook knows by itself."""


@dataclass(frozen=True)
class Identity:
    """The keys of this device: what it signs with, and what packages for it are sealed to."""

    device: bytes
    sign_key: bytes
    age_identity: str
    former: tuple[str, ...] = ()
    """What packages for this notebook's other devices are sealed to: they open here as well."""


def load(connection: Connection) -> Identity:
    """The identity that is in use."""
    stored = dict(connection.execute("SELECT name, value FROM setting").fetchall())
    others = tuple(
        one["age"] for one in _listed(connection) if one["device"] != stored["device"].hex()
    )
    return Identity(stored["device"], stored["sign_key"], stored["age_identity"], others)


def settle(connection: Connection) -> None:
    """Give a new notebook its first identity; the caller holds the transaction."""
    first = _new()
    _keep(connection, [first])
    _use(connection, first)


class Arrival(Enum):
    """How a notebook was opened that writes under a sign of its own since."""

    COPIED = "copied"
    """It is a copy, or was never opened on this computer."""
    OTHER_SETTINGS = "other settings"
    """It is the very notebook, on the same computer; these settings have not met it yet."""


def bind(connection: Connection, notebook: Path, folder: Path | None = None) -> Arrival | None:
    """Take the identity of this computer, or a new one; answers why a new one.

    `notebook` is where it lies, `folder` the user's settings.
    """
    place = (folder or settings_folder()) / FOLDER
    known = _listed(connection)
    here = next((one for one in known if _is_here(place, one)), None)
    arrival = None if here else _arrival(place, known, notebook)
    if here is None:
        here = _new()
        known.append(here)
    held = _mark(place, here)
    here["held"], here["next"] = held, secrets.token_hex(16)
    here["place"] = _place_of(notebook)
    if arrival and not _can_mark(place, here):
        return None  # nothing can be told apart here: go on as before
    with transaction(connection):
        _keep(connection, known)
        _use(connection, here)
    with contextlib.suppress(OSError):
        _write_mark(place, here)
    return arrival


def _arrival(place: Path, known: list[dict[str, Any]], notebook: Path) -> Arrival:
    was_met = any(_mark(place, one) for one in known)
    at = _place_of(notebook)
    is_same = bool(at) and any(one.get("place") == at for one in known)
    return Arrival.OTHER_SETTINGS if is_same and not was_met else Arrival.COPIED


def _place_of(notebook: Path) -> str:
    """This folder of this computer, which no copy of it is; "" where the system does not tell."""
    try:
        numbers = [path.stat().st_ino for path in (notebook, notebook / STORE_FILE)]
    except OSError:
        return ""
    told = [platform.node(), *map(str, numbers)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest() if all(numbers) else ""


def renew(connection: Connection, folder: Path | None = None) -> None:
    """Take a new identity from now on: this one is used by a copy elsewhere."""
    place = (folder or settings_folder()) / FOLDER
    left = [one | {"held": "-", "next": "-"} for one in _listed(connection)]
    fresh = _new() | {"next": secrets.token_hex(16)}
    with transaction(connection):
        _keep(connection, [*left, fresh])
        _use(connection, fresh)
    with contextlib.suppress(OSError):
        _write_mark(place, fresh)


def _new() -> dict[str, Any]:
    from nacl.signing import SigningKey
    from pyrage import x25519

    sign_key = SigningKey.generate()
    return {
        "device": bytes(sign_key.verify_key)[:DEVICE_SIZE].hex(),
        "sign": bytes(sign_key).hex(),
        "age": str(x25519.Identity.generate()),
        "held": "",
        "next": "",
        "place": "",
    }


def _listed(connection: Connection) -> list[dict[str, Any]]:
    row = connection.execute("SELECT value FROM setting WHERE name = 'identities'").fetchone()
    listed: list[dict[str, Any]] = json.loads(row[0])
    return listed


def _keep(connection: Connection, identities: list[dict[str, Any]]) -> None:
    _set(connection, "identities", json.dumps(identities))


def _use(connection: Connection, identity: dict[str, Any]) -> None:
    """Let this be the identity in use; what the last one wrote stays known completely."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'device'").fetchone()
    device = bytes.fromhex(identity["device"])
    if row and row[0] != device:
        connection.execute(
            "INSERT OR REPLACE INTO package_interval (package, device, after, upto) "
            "SELECT ?, device, after, upto FROM coverage WHERE device = ? AND after = ?",
            (OWN, row[0], START),
        )
    _set(connection, "device", device)
    _set(connection, "sign_key", bytes.fromhex(identity["sign"]))
    _set(connection, "age_identity", identity["age"])


def _set(connection: Connection, name: str, value: object) -> None:
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def _is_here(place: Path, identity: dict[str, Any]) -> bool:
    """Whether nobody else used this identity's mark; one that never had a mark is at home."""
    if not identity["next"]:
        return True
    mark = _mark(place, identity)
    return bool(mark) and mark in (identity["held"], identity["next"])


def _mark(place: Path, identity: dict[str, Any]) -> str:
    try:
        file: Path = place / identity["device"]
        return file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _can_mark(place: Path, identity: dict[str, Any]) -> bool:
    try:
        _write_mark(place, identity)
    except OSError:
        return False
    return True


def _write_mark(place: Path, identity: dict[str, Any]) -> None:
    """Write the mark so that it is there whole, even after a power cut."""
    place.mkdir(parents=True, exist_ok=True)
    beside = place / f"{identity['device']}.new"
    with beside.open("w", encoding="ascii") as file:
        file.write(identity["next"])
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place / identity["device"])
