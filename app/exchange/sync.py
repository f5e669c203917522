"""Synchronise: what others lack goes to a carrier, what they sent comes in; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError
from app.exchange.cards import Card, key_id, now, recipient_of
from app.exchange.carriers.appearing import is_elsewhere
from app.exchange.carriers.carrier import Carrier, Found
from app.exchange.carriers.fetching import Peek, fetch
from app.exchange.carriers.known import (
    KnownCarrier,
    Memory,
    keep_carrier,
    keep_memory,
    known_carrier,
    memory_of,
)
from app.exchange.carriers.targets import open_carrier, read_target
from app.exchange.carriers.troubles import CarrierTrouble
from app.exchange.following import NOTHING_FOLLOWED, Followed, Following
from app.exchange.outgoing import Pending, lacking_peers
from app.exchange.refusals import (
    PackageDamaged,
    PackageForeign,
    PackageMalformed,
    Unwritable,
)
from app.exchange.relay import Relay
from app.exchange.take_in import Outcome, look, merge
from app.storage import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

Progress = Callable[[str, int, int], object]
"""Told which part of the work this is (`STAGES`), how much of it is done, and of how much."""
STAGES = ("fetch", "merge", "pack", "send", "relay")
_TAKEN, _OWN, _OTHERS, _BAD = "taken", "own", "others", "bad"
_HOPELESS = (PackageDamaged, PackageForeign, PackageMalformed)


@dataclass(frozen=True)
class Sent:
    """A package that lies at the carrier, read back; in a dry run: that would be put there."""

    name: str
    size: int
    receivers: tuple[str, ...] = ()
    is_relayed: bool = False


@dataclass(frozen=True)
class Synced:
    """What one round at a carrier did, or in a dry run would do."""

    sent: Sequence[Sent] = ()
    received: Sequence[Outcome] = ()
    left: Sequence[Found] = ()
    """Sealed packages for others, which anyone may carry on."""
    fetched: Sequence[Found] = ()
    """Packages for others that were fetched, to be carried to other places."""
    trouble: AppError | None = None
    """What stopped it half-way; all that is listed here was done."""
    is_whole: bool = True
    """False when it was stopped by the user or by trouble."""
    said_once: str = ""
    """The fingerprint of a server met for the first time."""
    beside: tuple[str, ...] = ()
    """Who lacks something but stands beside one: to them one gives on purpose, or not at all."""
    followed: Followed = NOTHING_FOLLOWED
    """How photos and other contents stand that travel after their records."""
    rest: str = ""
    """Marked text: what a person may do now, such as taking the stick out."""


class _Stopped(Exception):
    """The user wants it to end; never leaves the module."""


@contextmanager
def at_carrier(
    workspace: Workspace,
    address: str,
    password: str | None = None,
    *,
    keep_password: bool = False,
    remember: bool = True,
) -> Iterator[Carrier]:
    """Open the carrier at an address with what is known of it, and remember it.

    The key of an SFTP server is kept the first time and compared ever after. Without `remember`
    nothing is written down.
    """
    target = read_target(address)
    known = known_carrier(workspace, target.address)
    secret = known.password if password is None else password
    with open_carrier(target, secret, known.host_key) as carrier:
        carrier.language_code = workspace.profile.language
        host_key = getattr(carrier, "host_key", "")
        if remember and host_key != known.host_key:
            keep_carrier(workspace, replace(known, host_key=host_key))
        yield carrier
        if remember:
            kept = secret if keep_password else known.password
            known = known_carrier(workspace, target.address)
            is_away = target.parts is None and is_elsewhere(workspace, target.folder)
            keep_carrier(
                workspace,
                replace(
                    known, password=kept, host_key=host_key, last_at=now(), is_elsewhere=is_away
                ),
            )


def sync(
    workspace: Workspace,
    carrier: Carrier,
    progress: Progress = lambda _stage, _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    receivers: Iterable[Card] | None = None,
    relay: bool = False,
    is_dry_run: bool = False,
) -> Synced:
    """Take in what lies there for this notebook, then put there what `receivers` lack.

    Without `receivers` these are all above and below whose cards are known. Packages for others
    are only listed, or with `relay` carried both ways. Raises a `CarrierTrouble` when the place
    cannot even be looked at; later trouble is in the answer, beside all that was done before.
    """
    round_ = _Round(workspace, carrier, progress, cancelled, is_dry_run=is_dry_run)
    listed = carrier.list()
    try:
        round_.receive(listed, relay=relay)
        round_.send(None if receivers is None else list(receivers))
        if relay:
            round_.pass_on(listed)
        round_.follow()
        rest = "" if is_dry_run else carrier.rest()
        return round_.answer(rest=rest)
    except _Stopped:
        return round_.answer(is_whole=False)
    except (CarrierTrouble, Unwritable) as trouble:
        return round_.answer(trouble=trouble, is_whole=False)


class _Round:
    """One round at one carrier."""

    def __init__(
        self,
        workspace: Workspace,
        carrier: Carrier,
        progress: Progress,
        cancelled: Callable[[], bool],
        *,
        is_dry_run: bool,
    ) -> None:
        self._workspace = workspace
        self._carrier = carrier
        self._progress = progress
        self._cancelled = cancelled
        self._is_dry_run = is_dry_run
        self._known = KnownCarrier(address=carrier.address or carrier.place)
        memory = memory_of(workspace, self._known)
        self._given, self._seen = dict(memory.given), dict(memory.seen)
        self._key = key_id(recipient_of(workspace.identity))
        self._own_names = {name for (name,) in _rows(workspace, "SELECT file_name FROM given")}
        self._had = {hash_ for (hash_,) in _rows(workspace, "SELECT hash FROM package")}
        self._relay = Relay(workspace.folder / "carriers" / "relay")
        self._in = workspace.folder / "carriers" / "in"
        self._following = Following(workspace, carrier, memory.placed)
        self._pending = Pending(
            workspace, workspace.folder / "carriers" / self._known.key, carrier.whole_limit
        )
        self._listed: Sequence[Found] = ()
        self._sent: list[Sent] = []
        self._received: list[Outcome] = []
        self._left: list[Found] = []
        self._fetched: list[Found] = []
        self._beside: tuple[str, ...] = ()

    def answer(
        self, *, trouble: AppError | None = None, is_whole: bool = True, rest: str = ""
    ) -> Synced:
        """What was done so far."""
        return Synced(
            tuple(self._sent), tuple(self._received), tuple(self._left), tuple(self._fetched),
            trouble, is_whole, self._carrier.said_once, self._beside,
            self._following.answer(), rest,
        )  # fmt: skip

    # ---- what comes ----

    def receive(self, listed: Sequence[Found], *, relay: bool) -> None:
        """Fetch what is for this notebook, and take it in even when the connection broke."""
        self._listed = listed
        new = [found for found in listed if not self._is_done(found, relay=relay)]
        arrived: dict[Path, Found] = {}
        try:
            self._fetch(new, arrived, relay=relay)
        finally:
            self._take_in(arrived)

    def _is_done(self, found: Found, *, relay: bool) -> bool:
        if found.name in self._own_names:
            return True
        size, what = self._seen.get(found.name, (-1, ""))
        if size != found.size:
            return False
        if what == _OTHERS:
            self._left.append(found)
            return not relay or self._relay.has(found.name)
        return True

    def _fetch(self, new: Sequence[Found], arrived: dict[Path, Found], *, relay: bool) -> None:
        moved = self._counting("fetch", sum(found.size for found in new))
        for found in new:
            self._ask_whether_to_go_on()
            kept = self._in / found.name
            if kept.exists() and kept.stat().st_size == found.size:
                arrived[kept] = found
                continue
            what: list[str] = []
            wanted = partial(self._wants, what, relay=relay)
            path = fetch(self._carrier, found, self._in, wanted, moved)
            self._note(found, path, what, arrived)

    def _wants(self, what: list[str], head: Peek, *, relay: bool) -> bool:
        if head.hash in self._had:
            what[:] = [_TAKEN]
        elif self._key not in head.recipients:
            what[:] = [_OTHERS]
        else:
            what[:] = []
        return not what or (relay and what == [_OTHERS] and not self._is_dry_run)

    def _note(
        self, found: Found, path: Path | None, what: list[str], arrived: dict[Path, Found]
    ) -> None:
        if what == [_OTHERS] and found not in self._left:
            self._left.append(found)
        if path is not None and what == [_OTHERS]:
            if self._relay.add(path):
                self._fetched.append(found)
        elif path is not None:
            arrived[path] = found
        if what:
            self._seen[found.name] = (found.size, what[0])

    def _take_in(self, arrived: dict[Path, Found]) -> None:
        if not arrived:
            self._keep()
            return
        total = len(arrived)
        if self._is_dry_run:
            self._received += look(self._workspace, arrived)
            return
        outcomes = merge(
            self._workspace, arrived, lambda done, _: self._progress("merge", done, total)
        )
        self._received += outcomes
        for outcome in outcomes:
            self._settle(outcome, arrived[outcome.path])
        self._keep()

    def _settle(self, outcome: Outcome, found: Found) -> None:
        """What was taken in need not be fetched again; what may yet be taken in is kept here."""
        if outcome.refusal is not None and not isinstance(outcome.refusal, _HOPELESS):
            return
        self._seen[found.name] = (found.size, _BAD if outcome.refusal else _TAKEN)
        outcome.path.unlink(missing_ok=True)

    # ---- what goes ----

    def send(self, receivers: Sequence[Card] | None) -> None:
        """Put there what was left from last time, then what the receivers lack."""
        there = {found.name for found in self._listed}
        names = there | self._pending.names()
        if any(name not in names for name, _ in self._given.values()):
            self._following.put_again()
        dues = lacking_peers(self._workspace, self._given, names, receivers)
        groups, self._beside = dues.groups, dues.beside
        if self._is_dry_run:
            everyone = [tuple(card.name for card in group.cards) for group in groups]
            self._sent += [Sent("", 0, each) for each in everyone]
            return
        for at, group in enumerate(groups):
            self._ask_whether_to_go_on()
            self._progress("pack", at, len(groups))
            name = self._pending.pack(group)
            self._given |= {card.device.hex(): (name, group.known) for card in group.cards}
            self._keep()
        moved = self._counting("send", self._pending.size())
        for path in self._pending.paths():
            self._put(path, path.name, moved, self._pending.receivers(path))
            path.unlink()

    def follow(self) -> None:
        """After the packages: photos and other contents that were too big to come along."""
        if self._is_dry_run:
            return
        self._following.take_over()
        try:
            self._following.fetch(partial(self._counting, "fetch"))
            self._following.send(partial(self._counting, "send"))
        finally:
            self._keep()

    def pass_on(self, listed: Sequence[Found]) -> None:
        """Put there the packages for others that were fetched elsewhere."""
        there = {found.name for found in listed}
        carried = [path for path in self._relay.paths(self._workspace) if path[0] not in there]
        if self._is_dry_run:
            self._sent += [Sent(n, p.stat().st_size, is_relayed=True) for n, p in carried]
            return
        moved = self._counting("relay", sum(path.stat().st_size for _, path in carried))
        for name, path in carried:
            self._put(path, name, moved, (), is_relayed=True)

    def _put(
        self,
        path: Path,
        name: str,
        moved: Callable[[int], object],
        receivers: tuple[str, ...],
        *,
        is_relayed: bool = False,
    ) -> None:
        self._ask_whether_to_go_on()
        self._carrier.put_new(name, path, moved)
        size = self._carrier.size_there(path.stat().st_size)
        self._sent.append(Sent(name, size, receivers, is_relayed))

    # ---- the work itself ----

    def _counting(self, stage: str, total: int) -> Callable[[int], None]:
        done = 0

        def moved(more: int) -> None:
            nonlocal done
            done += more
            self._progress(stage, min(done, total), total)
            self._ask_whether_to_go_on()

        return moved

    def _ask_whether_to_go_on(self) -> None:
        if self._cancelled():
            raise _Stopped

    def _keep(self) -> None:
        if not self._is_dry_run:
            listed = {found.name for found in self._listed}
            seen = {name: what for name, what in self._seen.items() if name in listed}
            memory = Memory(given=self._given, seen=seen, placed=self._following.placed)
            keep_memory(self._workspace, self._known, memory)


def _rows(workspace: Workspace, question: str) -> Sequence[tuple[str, ...]]:
    return list(workspace.reader.execute(question))
