"""One workspace: an encrypted SQLite store, its rows and their change log."""

from app.storage.coverage import Interval
from app.storage.failures import (
    NotAWorkspace,
    NotMerged,
    NotSaved,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceTooNew,
    WrongPassphrase,
)
from app.storage.identity import Identity
from app.storage.keys import KdfCost, holds_workspace
from app.storage.merge import Counts, EntryBatch, RowBatch
from app.storage.search import Hit
from app.storage.touched import FieldChange, Touched, TouchedRecord
from app.storage.workspace import (
    Created,
    Profile,
    Workspace,
    create_workspace,
    open_workspace,
)

__all__ = [
    "Counts",
    "Created",
    "EntryBatch",
    "FieldChange",
    "Hit",
    "Identity",
    "Interval",
    "KdfCost",
    "NotAWorkspace",
    "NotMerged",
    "NotSaved",
    "Profile",
    "RowBatch",
    "Touched",
    "TouchedRecord",
    "Workspace",
    "WorkspaceBusy",
    "WorkspaceDamaged",
    "WorkspaceTooNew",
    "WrongPassphrase",
    "create_workspace",
    "holds_workspace",
    "open_workspace",
]
