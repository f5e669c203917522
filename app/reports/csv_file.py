"""Files written where the user says; a list as a CSV that Excel opens as it is, never a formula."""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from app.errors import AppError
from app.storage.failures import unwritten

_FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?![\d\s(]))")


class NotExported(AppError):
    """The file could not be written."""


def not_written(path: Path, error: OSError) -> NotExported:
    """Why a file could not be written."""
    return NotExported(unwritten(error), file=path.name)


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list; `NotExported` when the place does not take it."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    write_out(path, lines.getvalue().encode("utf-8-sig"))


def write_out(path: Path, data: bytes) -> None:
    """Write a file the user asked for, whole or not at all; `NotExported` says why it could not be.

    What was there before stays until the new one is.
    """
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _harmless(text: str) -> str:
    """What a sheet would take for a formula gets the mark of plain text before it."""
    return f"'{text}" if _FORMULA.match(text) else text
