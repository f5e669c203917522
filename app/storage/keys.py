"""The key of a workspace: random, and wrapped twice — by the passphrase and by a recovery key.

`workspace.json` holds nothing but wrapped keys and the numbers needed to unwrap them: no name, no
place. Passphrase: Argon2id (RFC 9106) then XSalsa20-Poly1305. Recovery: an age X25519 identity.
"""

import base64
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.language import mark
from app.storage.failures import NotAWorkspace, WorkspaceTooNew, WrongPassphrase, not_saved

KEY_FILE = "workspace.json"
FORMAT = 1
KEY_SIZE = 32
_SALT_SIZE = 16


@dataclass(frozen=True, slots=True)
class KdfCost:
    """How hard Argon2id makes guessing: memory in KiB, passes, lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


def new_key_file(folder: Path, passphrase: str, cost: KdfCost) -> tuple[bytes, str]:
    """Make the key of a new workspace; answers it and the recovery key, to be shown once."""
    from pyrage import encrypt, x25519

    key = secrets.token_bytes(KEY_SIZE)
    recovery = x25519.Identity.generate()
    sealed = encrypt(key, [recovery.to_public()])
    data = {
        "format": FORMAT,
        "passphrase": _wrap(key, passphrase, cost),
        "recovery": base64.b64encode(sealed).decode(),
    }
    _write(folder / KEY_FILE, data)
    return key, str(recovery)


def unwrap(
    folder: Path, *, passphrase: str | None = None, recovery_key: str | None = None
) -> bytes:
    """The key of the workspace in `folder`, by its passphrase or by its recovery key."""
    data = _read(folder)
    try:
        if recovery_key is not None:
            return _recover(data, recovery_key)
        return _unwrap(data["passphrase"], passphrase or "")
    except (KeyError, TypeError, ValueError) as error:
        raise _not_a_workspace(folder) from error


def rewrap(folder: Path, key: bytes, passphrase: str, cost: KdfCost) -> None:
    """Give the workspace another passphrase; the recovery key stays good."""
    data = dict(_read(folder))
    data["passphrase"] = _wrap(key, passphrase, cost)
    _write(folder / KEY_FILE, data)


def holds_workspace(folder: Path) -> bool:
    """Whether there is a notebook in the folder."""
    return (folder / KEY_FILE).is_file()


def _wrap(key: bytes, passphrase: str, cost: KdfCost) -> dict[str, Any]:
    from nacl.secret import SecretBox

    salt = secrets.token_bytes(_SALT_SIZE)
    wrapped = SecretBox(_stretch(passphrase, salt, cost)).encrypt(key)
    return {
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "key": base64.b64encode(wrapped).decode(),
    }


def _unwrap(data: Mapping[str, Any], passphrase: str) -> bytes:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    cost = KdfCost(int(data["memory_kib"]), int(data["passes"]), int(data["lanes"]))
    if cost.memory_kib > 2**21 or cost.passes > 100 or cost.lanes > 64:
        raise ValueError("absurd cost")
    stretched = _stretch(passphrase, base64.b64decode(data["salt"]), cost)
    try:
        return SecretBox(stretched).decrypt(base64.b64decode(data["key"]))
    except CryptoError as error:
        raise WrongPassphrase(
            mark("The passphrase is wrong. Check the keyboard language and Caps Lock.")
        ) from error


def _recover(data: Mapping[str, Any], recovery_key: str) -> bytes:
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    plain = "".join(recovery_key.split()).upper()
    try:
        identity = x25519.Identity.from_str(plain)
        key: bytes = decrypt(base64.b64decode(data["recovery"]), [identity])
    except (DecryptError, IdentityError) as error:
        raise WrongPassphrase(
            mark("The recovery key does not fit this notebook. Compare it letter by letter.")
        ) from error
    return key


def _stretch(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    normal = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    stretched: bytes = hash_secret_raw(
        normal, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_SIZE, Type.ID
    )
    return stretched


def _read(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / KEY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _not_a_workspace(folder) from error
    if not isinstance(data, dict) or not isinstance(data.get("format"), int):
        raise _not_a_workspace(folder)
    if data["format"] > FORMAT:
        raise WorkspaceTooNew(
            mark("This notebook was made by a newer Depter. Install the newer version to open it.")
        )
    return data


def _not_a_workspace(folder: Path) -> NotAWorkspace:
    return NotAWorkspace(mark("There is no notebook in the folder {folder}."), folder=str(folder))


def _write(path: Path, data: Mapping[str, Any]) -> None:
    """Replace the file whole or not at all."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise not_saved(error) from error
