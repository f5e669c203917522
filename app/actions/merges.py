"""Taking packages out of the notebook again."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from app.model import Changes
from app.storage import Workspace


def undo_merges(ws: Workspace, packages: Iterable[str]) -> Changes:
    """Undo the merge of these packages (their hashes), the last one first.

    Taking the files in again is the way back. Raises `NotMerged` for one that is not here.
    """
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    touched: Counter[str] = Counter()
    for package in packages:
        touched.update(ws.undo_merge(package, at))
    return Changes(merged=dict(touched))
