"""Known carriers: what this notebook remembers of each place, in its own encrypted store."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.errors import AppError
from app.storage import Workspace

_LIST = "carriers"


@dataclass(frozen=True, kw_only=True)
class KnownCarrier:
    """A place packages are carried to."""

    address: str
    password: str | None = field(default=None, repr=False)
    """Kept only when the user wants it."""
    host_key: str = ""
    """What an SFTP server showed the first time."""
    last_at: str = ""
    """When it was last synchronised whole."""
    is_automatic: bool = False
    """Whether the user wants it synchronised by itself whenever it appears."""
    is_elsewhere: bool = False
    """Whether it lay on another disk than the notebook, as a stick does."""

    trouble: Sequence[Any] = ()
    """Why the last round there failed: a marked text and its values; nothing when it went well."""

    @property
    def key(self) -> str:
        """A short name of the place for folders and settings."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What was done at a place before."""

    given: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """For each peer the package that lies there, and what its sender knew then."""
    seen: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Names looked into before: their length, and what was found (a word of `sync`)."""
    placed: Mapping[str, bool] = field(default_factory=dict)
    """Contents that packages for the place named, and whether their pieces lie there."""


def known_carriers(workspace: Workspace) -> Sequence[KnownCarrier]:
    """The places this notebook was synchronised with, the first one first."""
    return [KnownCarrier(**facts) for facts in json.loads(workspace.setting(_LIST, "[]"))]


def known_carrier(workspace: Workspace, address: str) -> KnownCarrier:
    """What is remembered of an address; a new one when nothing is."""
    found = [each for each in known_carriers(workspace) if each.address == address]
    return found[0] if found else KnownCarrier(address=address)


def keep_carrier(workspace: Workspace, carrier: KnownCarrier) -> None:
    """Remember a place, in the place of what was remembered of it."""
    every = list(known_carriers(workspace))
    places = [each.address for each in every]
    if carrier.address in places:
        every[places.index(carrier.address)] = carrier
    else:
        every.append(carrier)
    _keep_all(workspace, every)


def synchronise_by_itself(workspace: Workspace, address: str, *, is_wanted: bool) -> None:
    """Let a place be synchronised whenever it appears, or no longer."""
    keep_carrier(workspace, replace(known_carrier(workspace, address), is_automatic=is_wanted))


def note_trouble(workspace: Workspace, address: str, error: AppError | None) -> None:
    """Remember why the last round at a known place failed, or that it went well."""
    known = known_carrier(workspace, address)
    said = (error.text, {name: str(value) for name, value in error.values.items()}) if error else ()
    if known in known_carriers(workspace) and list(known.trouble) != list(said):
        keep_carrier(workspace, replace(known, trouble=said))


def forget_carrier(workspace: Workspace, address: str) -> None:
    """Remember a place no longer; what lies there stays as it is."""
    _keep_all(workspace, [each for each in known_carriers(workspace) if each.address != address])


def _keep_all(workspace: Workspace, carriers: Sequence[KnownCarrier]) -> None:
    facts = [asdict(each) for each in carriers]
    workspace.set_setting(_LIST, json.dumps(facts, ensure_ascii=False))


def memory_of(workspace: Workspace, carrier: KnownCarrier) -> Memory:
    """What was done at a place before."""
    facts = json.loads(workspace.setting(f"carrier.{carrier.key}", "{}"))
    known = facts.get("known", [])
    given = {peer: (name, known[at]) for peer, (name, at) in facts.get("given", {}).items()}
    seen = {name: (size, what) for name, (size, what) in facts.get("seen", {}).items()}
    placed = {sha256: bool(is_there) for sha256, is_there in facts.get("placed", {}).items()}
    return Memory(given=given, seen=seen, placed=placed)


def keep_memory(workspace: Workspace, carrier: KnownCarrier, memory: Memory) -> None:
    """Keep what was done at a place; many peers share what was known when a package was made."""
    known: list[Mapping[str, str]] = []
    given = {}
    for peer, (name, then) in memory.given.items():
        if then not in known:
            known.append(then)
        given[peer] = (name, known.index(then))
    placed = {sha256: int(is_there) for sha256, is_there in memory.placed.items()}
    facts = {"given": given, "known": known, "seen": dict(memory.seen), "placed": placed}
    workspace.set_setting(f"carrier.{carrier.key}", json.dumps(facts))
