"""Undo and redo of whole merges: any package, at any time, in any order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.errors import AppError
from app.exchange.cards import now
from app.exchange.kept import kept_path
from app.exchange.take_in import Outcome, merge
from app.language import mark
from app.model import Changes
from app.storage import Workspace

_LEAST = 4
"""So many digits of a hash are enough to name a package, when only one begins so."""


class NoSuchPackage(AppError):
    """Nobody's package is called so, or it is not in the state that was asked for."""


class SeveralPackages(AppError):
    """More than one package is called so."""


class PackageNotKept(AppError):
    """The copy that would be taken in again is gone."""


class TakenPackage(NamedTuple):
    """A package that was taken in once: `undone_at` is "" while it is in."""

    hash: str
    file_name: str
    number: int
    undone_at: str


@dataclass(frozen=True)
class Undone:
    """A merge that was taken back: how many records of each type it touched."""

    package: TakenPackage
    counts: Mapping[str, int]

    @property
    def changes(self) -> Changes:
        """For whoever shows records: what has to be read again."""
        return Changes(merged=dict(self.counts))


@dataclass(frozen=True)
class Hanging:
    """What depends on a package: how many records of each type would hang until a redo."""

    package: TakenPackage
    counts: Mapping[str, int]

    def __bool__(self) -> bool:
        return any(self.counts.values())


def undo(workspace: Workspace, package: str) -> Undone:
    """Take a whole merge back; `package` is its hash, the beginning of one, or its file's name.

    The digest is exactly that of a notebook that never took it in. Raises `NoSuchPackage` and
    `SeveralPackages`.
    """
    found = find_package(workspace, package, is_in=True)
    return Undone(found, workspace.undo_merge(found.hash, now()))


def redo(workspace: Workspace, package: str) -> Outcome:
    """Take an undone package in again, from the copy that was kept of it.

    Raises what `undo` does, `PackageNotKept`, and the refusal if the copy is not sound.
    """
    found = find_package(workspace, package, is_in=False)
    path = kept_path(workspace, found.hash)
    if not path.is_file():
        raise PackageNotKept(
            mark(
                "The kept copy of “{file}” is gone. Nothing was changed; take the file itself in "
                "again."
            ),
            file=found.file_name,
        )
    [outcome] = merge(workspace, [path])
    if outcome.refusal is not None:
        raise outcome.refusal
    return replace(outcome, path=outcome.path.with_name(found.file_name))


def hanging(workspace: Workspace, package: str) -> Hanging:
    """What an undo of the package would leave hanging: say it before the undo."""
    found = find_package(workspace, package, is_in=True)
    return Hanging(found, workspace.depends_on(found.hash))


def find_package(workspace: Workspace, package: str, *, is_in: bool) -> TakenPackage:
    """The package of this name, that is in or was undone; raises when it is not exactly one."""
    named = _named(workspace, package)
    if not named:
        raise NoSuchPackage(
            mark("No package “{file}” was taken in. Nothing was changed."), file=package
        )
    fit = [one for one in named if bool(one.undone_at) != is_in]
    if len(fit) > 1:
        raise SeveralPackages(
            mark(
                "Several packages are called “{file}”. Nothing was changed; name one by its hash: "
                "{hashes}."
            ),
            file=package,
            hashes=", ".join(one.hash[:12] for one in fit),
        )
    if not fit:
        text = (
            mark("The package “{file}” was undone already. Nothing was changed.")
            if is_in
            else mark("The package “{file}” is in the notebook. Nothing was changed.")
        )
        raise NoSuchPackage(text, file=package)
    return fit[0]


def _named(workspace: Workspace, package: str) -> list[TakenPackage]:
    begins = f"{package.lower()}*" if len(package) >= _LEAST and _is_hexadecimal(package) else ""
    rows = workspace.reader.execute(
        "SELECT hash, file_name, number, undone_at FROM package "
        "WHERE file_name = ? OR hash GLOB ? ORDER BY package",
        (package, begins),
    )
    return [TakenPackage(*row) for row in rows]


def _is_hexadecimal(text: str) -> bool:
    return not set(text.lower()) - set("0123456789abcdef")
