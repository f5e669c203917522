"""Take in: packages of others joined to one's own notebook, each whole or not at all."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import AppError
from app.exchange.cards import Card, fingerprint, now
from app.exchange.copies import CopyOfThis, fork_alarm
from app.exchange.files import package_files
from app.exchange.kept import keep
from app.exchange.manifest import Coverage
from app.exchange.package import Package
from app.exchange.peers import check_signer, known_signers, newest, remember_all
from app.exchange.refusals import UnknownSigner
from app.exchange.sealing import Header
from app.exchange.unpacking import Batch
from app.model import RECORD_TYPES
from app.storage import Counts, Interval, Touched, Workspace
from app.storage.alarms import COPY_OF_SENDER, COPY_OF_THIS, raise_alarm
from app.storage.connection import Connection
from app.storage.forks import note_fork
from app.storage.quarantine import QuarantineBatch
from app.storage.questions.duplicates import people_brought

REFUSE_UNKNOWN = "refuse_unknown_signers"
"""The workspace setting that asks for a card before anybody's first package."""

_OWN_ACCOUNT = {name for name, of in RECORD_TYPES.items() if of.is_own_account}

Progress = Callable[[int, int], object]
"""Told after each file: how many are done, of how many."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a file, or in a dry run would become of it."""

    path: Path
    counts: Counts = field(default_factory=Counts)
    sender: Card | None = None
    number: int = 0
    made_at: str = ""
    is_known: bool = False
    """Whether this very package was taken in before: nothing is left to do."""
    is_first: bool = False
    """Whether its sender was never met before: show the fingerprint."""
    refusal: AppError | None = None
    """Why it was not taken in; None when it was."""
    later: int = 0
    """How many contents it speaks of that are not here yet: they come over a carrier."""
    alarm: AppError | None = None
    """What has to be said of the sender although the package is in: there are two of a device."""
    touched: Touched | None = None
    """Record by record what would change, when a look asked for that."""
    people: tuple[Mapping[str, object], ...] = ()
    """In a dry run the people it would bring, to be compared with the register."""
    carries: Coverage = field(default_factory=dict)
    """Per device the stretches of changes it is complete for."""

    @property
    def fingerprint(self) -> str:
        """The words that stand for the sender's key."""
        return fingerprint(self.sender.key) if self.sender else ""


def look(
    workspace: Workspace,
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    in_detail: bool = False,
) -> list[Outcome]:
    """What taking these files and folders in would do, one file by itself; changes nothing.

    `in_detail` also tells it record by record.
    """
    intake = _Intake(workspace, is_dry_run=True, in_detail=in_detail)
    return list(_each(intake, paths, progress, lambda: False))


def merge(
    workspace: Workspace,
    paths: Iterable[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Outcome]:
    """Take these files and folders in, each in one transaction; a bad one costs nothing else.

    `cancelled` is asked between files: what was taken in stays, the rest is left alone.
    """
    intake = _Intake(workspace, is_dry_run=False)
    return list(_each(intake, paths, progress, cancelled))


def _each(
    intake: "_Intake",
    paths: Iterable[Path],
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> Iterator[Outcome]:
    files = package_files(paths)
    try:
        for done, path in enumerate(files, start=1):
            if cancelled():
                return
            yield intake.take(path)
            if progress:
                progress(done, len(files))
    finally:
        intake.finish()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector still: it would look through every row again and again for nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _is_news(batch: Batch) -> bool:
    """Whether there is anything but what notebooks say of themselves: that is not acknowledged."""
    return isinstance(batch, QuarantineBatch) or any(
        row[0] not in _OWN_ACCOUNT for row in batch.rows
    )


class _LookedAt(Touched):
    """What a dry run sees inside its transaction: the people that came, in detail all of it."""

    def __init__(self, *, in_detail: bool) -> None:
        super().__init__()
        self._in_detail = in_detail
        self.people: list[Mapping[str, object]] = []

    def gather(self, before: Connection, after: Connection, package: int) -> None:
        if self._in_detail:
            super().gather(before, after, package)
        self.people += people_brought(after, package)


class _Intake:
    """Takes in one file after the other, and knows whom it has met."""

    def __init__(self, workspace: Workspace, *, is_dry_run: bool, in_detail: bool = False) -> None:
        self._workspace = workspace
        self._is_dry_run = is_dry_run
        self._in_detail = in_detail
        self._known = known_signers(workspace)
        self._met: dict[bytes, Card] = {}
        self._has_news = False

    def take(self, path: Path) -> Outcome:
        """What became of the file; whatever is wrong with it is in the outcome."""
        workspace = self._workspace
        try:
            with (
                _uncollected(),
                Package(path, workspace.identity, workspace.folder, self._trust) as package,
            ):
                return self._take(path, package)
        except AppError as error:
            return Outcome(path=path, refusal=error)

    def _trust(self, header: Header, file: str) -> None:
        check_signer(self._known | self._met, header.device, header.signer, file)

    def _take(self, path: Path, package: Package) -> Outcome:
        manifest = package.manifest
        sender = replace(manifest.sender, knows=manifest.knows, created_at=manifest.created_at)
        is_first = sender.device not in self._known | self._met
        if is_first and self._workspace.setting(REFUSE_UNKNOWN):
            raise UnknownSigner(path.name, name=sender.name, fingerprint=sender.fingerprint)
        outcome = Outcome(
            path=path, sender=sender, number=manifest.number, made_at=manifest.created_at,
            is_first=is_first,
        )  # fmt: skip
        is_known = self._is_here(package)
        alarm = None if is_known else self._find_fork(package)
        touched = _LookedAt(in_detail=self._in_detail) if self._is_dry_run else None
        counts = self._again(package) if is_known else self._merge(path, package, touched)
        self._meet(sender)
        here = self._workspace.attachments
        return replace(
            outcome, is_known=is_known, counts=counts, alarm=alarm,
            touched=touched if self._in_detail else None,
            people=tuple(touched.people) if touched else (),
            carries=package.manifest.carries,
            later=sum(not here.has(each.sha256) for each in manifest.later),
        )  # fmt: skip

    def _find_fork(self, package: Package) -> AppError | None:
        """Whether a device wrote in two places at once; from then on nothing is claimed of it."""
        workspace, device = self._workspace, package.header.device
        own = workspace.identity.device
        alarm = fork_alarm(workspace, package.header, package.manifest, package.hash)
        if alarm is not None and not self._is_dry_run:
            self._raise(alarm, package)
            if isinstance(alarm, CopyOfThis):
                workspace.part_from_copy()
            if device != own:
                workspace.change(lambda connection: note_fork(connection, device))
        return alarm

    def _raise(self, alarm: AppError, package: Package) -> None:
        """Keep the alarm for whoever opens the inbox; what a command printed is soon gone."""
        if isinstance(alarm, CopyOfThis):
            kind, device = COPY_OF_THIS, self._workspace.identity.device
        else:
            kind, device = COPY_OF_SENDER, package.header.device
        name = package.manifest.sender.name
        self._workspace.change(lambda connection: raise_alarm(connection, kind, device, name))

    def _meet(self, sender: Card) -> None:
        self._met[sender.device] = newest(self._met.get(sender.device, sender), sender)

    def finish(self) -> None:
        """Keep whom was met, and how far they know things."""
        if not self._is_dry_run:
            remember_all(self._workspace, self._known, self._met.values())

    def _is_here(self, package: Package) -> bool:
        rows = self._workspace.reader.execute(
            "SELECT 1 FROM package WHERE hash = ? AND undone_at = ''", (package.hash,)
        )
        return rows.fetchone() is not None

    def _again(self, package: Package) -> Counts:
        """The same package once more: nothing new, but a lost attachment may be in it."""
        if not self._is_dry_run:
            self._keep_attachments(package)
        counts = package.manifest.counts
        return Counts(identical=counts["rows"] + counts["entries"])

    def _merge(self, path: Path, package: Package, touched: Touched | None) -> Counts:
        note = {
            "hash": package.hash,
            "device": package.header.device,
            "number": package.header.number,
            "previous": package.header.previous,
            "made_at": package.manifest.created_at,
            "received_at": now(),
            "file_name": path.name,
        }
        own = self._workspace.identity.device
        known = [
            Interval(device, after, upto)
            for device, found in package.manifest.carries.items()
            for after, upto in found
            if device != own
        ]
        self._has_news = any(each.type_name not in _OWN_ACCOUNT for each in package.manifest.tables)
        counts = self._workspace.merge(
            note,
            self._content(path, package),
            known,
            is_dry_run=self._is_dry_run,
            touched=touched,
        )
        if self._has_news and not self._is_dry_run and package.header.device != own:
            self._workspace.give_receipt(package.hash)
        return counts

    def _content(self, path: Path, package: Package) -> Iterator[Batch]:
        """Everything inside; attachments and the package are kept before the last is let go."""
        yield from package.batches()
        for batch in package.entries():
            self._has_news = self._has_news or _is_news(batch)
            yield batch
        if not self._is_dry_run:
            self._keep_attachments(package)
            keep(self._workspace, path, package.hash)

    def _keep_attachments(self, package: Package) -> None:
        self._workspace.note_contents(package.manifest.later)
        for sha256, content in package.attachments():
            if not self._workspace.attachments.has(sha256):
                self._workspace.attachments.put(content)
