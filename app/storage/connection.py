"""The one door to SQLCipher: how a connection to the store is opened and what it can do."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.language import fold
from app.model.name_keys import keys_text

if TYPE_CHECKING:
    from sqlite3 import Connection
else:
    Connection = object

STORE_FILE = "store.db"
__all__ = ["STORE_FILE", "Connection", "connect", "transaction"]


def connect(path: Path, key: bytes, *, is_reader: bool = False) -> Connection:
    """Open the store with its raw 32-byte key. A reader is refused every write by SQLite itself."""
    from sqlcipher3 import dbapi2

    # Without an adapter of their own these are looked up as strangers, each time: 3 to 7 x slower.
    dbapi2.register_adapter(bytes, bytes)
    dbapi2.register_adapter(type(None), {}.get)
    connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=512
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.execute("PRAGMA busy_timeout = 4000")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
    connection.create_function("stranger", 1, _stranger, deterministic=True)
    connection.create_function("name_keys", 6, keys_text, deterministic=True)
    if is_reader:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
    return cast("Connection", connection)


def _stranger(record_id: bytes) -> int:
    """A number below zero for a record that is not here, which no row has."""
    return -1 - int.from_bytes(record_id[-7:])


class transaction:  # noqa: N801 - reads as a statement: `with transaction(connection):`
    """All that is written inside, or nothing of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            try:
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        else:
            self._roll_back()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
