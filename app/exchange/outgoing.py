"""Outgoing: whom a package is due at a carrier, and packages on their way there."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.cards import Card
from app.exchange.export import export
from app.exchange.files import PACKAGE_SUFFIX, PART_SUFFIX
from app.exchange.peers import peers
from app.exchange.scope import RANK
from app.model.stamp import RELEASE_DEVICE
from app.storage import Workspace
from app.storage.coverage import START, intervals


@dataclass(frozen=True)
class Due:
    """Receivers of one package, and what this notebook knows now, device by device."""

    cards: tuple[Card, ...]
    known: Mapping[str, str]


Given = Mapping[str, tuple[str, Mapping[str, str]]]
"""For each peer the package that lies at a carrier, and what its sender knew then."""


@dataclass(frozen=True)
class Dues:
    """Who gets packages, and who lacks something and gets none."""

    groups: tuple[Due, ...]
    beside: tuple[str, ...] = ()
    """Names of those beside one in the ladder: to them one gives on purpose, or not at all."""


def lacking_peers(
    workspace: Workspace,
    given: Given,
    there: Iterable[str],
    receivers: Sequence[Card] | None = None,
) -> Dues:
    """Who gets a package: those who lack something, unless a package with it lies there already.

    Those above in the ladder share one package; each one below gets a package of their own, since
    what they may see differs. Those beside get one only when they are named in `receivers`, or
    when they are the same person with another machine.
    """
    names = set(there)
    ends, known = _knowledge(workspace)
    met = peers(workspace)
    cards = list(met.values()) if receivers is None else [met.get(c.device, c) for c in receivers]
    due = []
    for card in cards:
        name, before = given.get(card.device.hex(), ("", {}))
        if _lacks(card, ends, known, before if name in names else {}):
            due.append(card)
    own = RANK.get(workspace.profile.role, 0)
    ranks = [(RANK.get(card.role, 0) - own, card) for card in due]
    mine = workspace.profile.name
    beside = [
        card
        for rank, card in ranks
        if rank == 0 and receivers is None and card.name.strip() != mine.strip()
    ]
    above = tuple(card for rank, card in ranks if rank >= 0 and card not in beside)
    groups = [above, *((card,) for rank, card in ranks if rank < 0)]
    due_groups = tuple(Due(group, known) for group in groups if group)
    return Dues(due_groups, tuple(card.name for card in beside))


def _knowledge(workspace: Workspace) -> tuple[dict[bytes, bytes], dict[str, str]]:
    """The last stamp of each device that is known here, and a short name for all that is."""
    parts: dict[bytes, list[bytes]] = {}
    with workspace.snapshot() as connection:
        for device, after, upto in intervals(connection):
            if device != RELEASE_DEVICE:
                parts.setdefault(device, []).extend((after, upto))
    ends = {device: max(stamps) for device, stamps in parts.items()}
    known = {
        device.hex(): hashlib.sha256(b"".join(sorted(stamps))).hexdigest()[:16]
        for device, stamps in parts.items()
    }
    return ends, known


def _lacks(
    card: Card, ends: Mapping[bytes, bytes], known: Mapping[str, str], before: Mapping[str, str]
) -> bool:
    """Whether anything is new for this peer; that their own changes arrived is news as well."""
    return any(
        known[device.hex()] != before.get(device.hex())
        and (device == card.device or upto > card.knows.get(device, START))
        for device, upto in ends.items()
    )


class Pending:
    """Packages that were made for one carrier and are not there yet.

    Each has used up its number: it is sent as it is, however often it takes.
    """

    def __init__(self, workspace: Workspace, folder: Path, whole_limit: int) -> None:
        self._workspace = workspace
        self._folder = folder
        self._whole_limit = whole_limit

    def pack(self, due: Due) -> str:
        """Make the package for these receivers; answers its name."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        limit = self._whole_limit
        return export(self._workspace, due.cards, self._folder, whole_limit=limit).path.name

    def paths(self) -> Sequence[Path]:
        """The packages that wait, in the order in which they were made."""
        self._name_what_was_cut_off()
        found = self._folder.glob(f"*{PACKAGE_SUFFIX}")
        return sorted(path for path in found if not path.name.startswith("."))

    def _name_what_was_cut_off(self) -> None:
        """A package whose number was written down is whole; killed then, it lacks only its name."""
        for part in self._folder.glob(f".*{PACKAGE_SUFFIX}.*{PART_SUFFIX}"):
            name = part.name[1:].partition(PACKAGE_SUFFIX)[0] + PACKAGE_SUFFIX
            if self.receivers(part.with_name(name)):
                part.replace(part.with_name(name))

    def names(self) -> set[str]:
        """Their names."""
        return {path.name for path in self.paths()}

    def size(self) -> int:
        """How many bytes they are together."""
        return sum(path.stat().st_size for path in self.paths())

    def receivers(self, path: Path) -> tuple[str, ...]:
        """Whom a package is for."""
        row = self._workspace.reader.execute(
            "SELECT receivers FROM given WHERE file_name = ?", (path.name,)
        ).fetchone()
        return tuple(each["name"] for each in json.loads(row[0])) if row else ()
