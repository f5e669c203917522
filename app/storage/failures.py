"""What can go wrong with a workspace that its user can mend."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import AppError
from app.language import mark


class NotAWorkspace(AppError):
    """The folder holds no notebook."""


class WrongPassphrase(AppError):
    """The passphrase or the recovery key does not open this notebook."""


class WorkspaceBusy(AppError):
    """The notebook is open in another program."""


class WorkspaceTooNew(AppError):
    """The notebook was last used by a newer program."""


class WorkspaceDamaged(AppError):
    """The files of the notebook are not what was written."""


class NotMerged(AppError):
    """The package whose merge is to be undone is not in the notebook."""


class NotSaved(AppError):
    """The disk refused a write; what was stored before is untouched."""


_DISK_FULL = mark("Not saved: the disk is full. Free some space and try again; nothing was lost.")
_READ_ONLY = mark(
    "Not saved: the folder cannot be written to. Check that the disk is not write-protected."
)
_NO_ROOM = mark(
    "There is no room left for “{file}”. Nothing was left half-written; free some space "
    "or choose another place."
)
_NOT_ALLOWED = mark(
    "“{file}” is open in another program, or nothing may be written there. What was there "
    "stayed; close it, or choose another folder."
)
_NOT_THERE = mark(
    "“{file}” could not be written. Nothing was left half-written; check the stick or "
    "folder, then try again."
)
_DAMAGED = mark("The notebook's file is damaged. Run a check-up and restore the last copy.")


def unwritten(error: OSError) -> str:
    """Why a file outside the notebook could not be written: a marked text that names a {file}."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _NO_ROOM
    return _NOT_ALLOWED if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS} else _NOT_THERE


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what SQLite and the system say of a full, locked or broken disk into one clear line."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.OperationalError as error:
        plain = _plain(str(error))
        if plain is None:
            raise
        raise plain from error
    except dbapi2.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise WorkspaceDamaged(_DAMAGED) from error
        raise
    except OSError as error:
        raise not_saved(error) from error


def not_saved(error: OSError) -> NotSaved:
    """The plain words for what the system says when a file cannot be written."""
    return NotSaved(_DISK_FULL if error.errno in (28, 122) else _READ_ONLY)


def _plain(text: str) -> AppError | None:
    if "full" in text:
        return NotSaved(_DISK_FULL)
    if "readonly" in text or "unable to open" in text:
        return NotSaved(_READ_ONLY)
    if "disk I/O" in text:
        return NotSaved(_DISK_FULL)
    if "locked" in text or "busy" in text:
        return WorkspaceBusy(mark("The notebook is open in another program. Close it there first."))
    return None
