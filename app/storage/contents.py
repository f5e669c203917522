"""Contents that travel after the records that speak of them: by which keys, and which are owed."""

from collections.abc import Iterable
from typing import NamedTuple

from app.storage.connection import Connection


class Later(NamedTuple):
    """A content that comes in sealed pieces of its own; `key` opens them."""

    sha256: str
    size: int
    key: str


def note(connection: Connection, contents: Iterable[Later]) -> None:
    """Remember by which keys contents travel; the first key of a content is the one that counts."""
    connection.executemany(
        "INSERT OR IGNORE INTO content_key (sha256, size, key) VALUES (?, ?, ?)", contents
    )


def known(connection: Connection, sha256: str) -> Later | None:
    """How a content travels; None when it never did."""
    row = connection.execute(
        "SELECT sha256, size, key FROM content_key WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return Later(*row) if row else None


def forget(connection: Connection, contents: Iterable[str]) -> None:
    """Forget the keys of contents that nobody may have any more."""
    connection.executemany(
        "DELETE FROM content_key WHERE sha256 = ?", [(sha256,) for sha256 in contents]
    )


def owe(connection: Connection, contents: Iterable[Later]) -> None:
    """Contents that a package of one's own named: their pieces have yet to be put somewhere."""
    connection.executemany(
        "UPDATE content_key SET is_owed = 1 WHERE sha256 = ?", [(each.sha256,) for each in contents]
    )


def owed(connection: Connection) -> list[str]:
    """The contents whose pieces lie nowhere yet."""
    rows = connection.execute("SELECT sha256 FROM content_key WHERE is_owed = 1 ORDER BY sha256")
    return [row[0] for row in rows]


def settle(connection: Connection, sha256: str) -> None:
    """The pieces of a content lie at some place, whole and read back."""
    connection.execute("UPDATE content_key SET is_owed = 0 WHERE sha256 = ?", (sha256,))
