"""The work of exchange behind the page: questions and jobs that run off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.exchange import (
    Card,
    Exported,
    Outcome,
    card_bytes,
    card_qr,
    export,
    look,
    merge,
    own_card,
    peers,
    read_card,
    redo,
    remember,
    write_card,
)
from app.exchange.peers import shared
from app.model import Changes
from app.storage import Workspace
from app.storage.questions.duplicates import count_likely
from app.storage.questions.exchange import (
    Coming,
    Given,
    Lacking,
    Missing,
    given_packages,
    lacking,
    missing_after,
)
from app.ui.tasks import Cancelled, Progress


@dataclass(frozen=True)
class Receivers:
    """Those a package can be sealed for, and what was given so far."""

    cards: list[Card]
    given: list[Given]


@dataclass(frozen=True)
class AddedCard:
    """A card that was just taken in."""

    card: Card
    is_new: bool
    is_own: bool


@dataclass(frozen=True)
class TakenIn:
    """What a merge of many files did."""

    outcomes: list[Outcome] = field(default_factory=list)
    is_whole: bool = True
    """False when it was stopped on the way: what was taken in stays."""

    @property
    def changes(self) -> Changes:
        """For the other pages: how many records of each type were touched."""
        merged: dict[str, int] = {}
        for outcome in self.outcomes:
            for type_name, number in outcome.counts.by_type.items():
                merged[type_name] = merged.get(type_name, 0) + number
        return Changes(merged=merged)


@dataclass(frozen=True)
class OwnCard:
    """One's card, and the picture that holds it for a camera."""

    card: Card
    picture: bytes


def read_receivers(ws: Workspace) -> Receivers:
    """Everybody whose card is known, and the packages given."""
    return Receivers(list(peers(ws).values()), given_packages(ws))


def lacking_for(ws: Workspace, cards: Sequence[Card], *, everything: bool) -> Lacking:
    """What these lack as far as one knows, or all there is."""
    if everything or not cards:
        return lacking(ws, {})
    met = peers(ws)
    return lacking(ws, shared([met.get(card.device, card).knows for card in cards]))


def add_cards(ws: Workspace, paths: Sequence[Path], *, progress: Progress) -> list[AddedCard]:
    """Take cards in: trust on first use; a changed key is refused with an alarm."""
    added = []
    for at, path in enumerate(paths):
        progress.step(at, len(paths))
        card = read_card(path)
        is_own = card.device == ws.identity.device
        added.append(AddedCard(card, remember(ws, card, path.name), is_own))
    return added


def give(
    ws: Workspace,
    cards: Sequence[Card],
    folder: Path,
    *,
    everything: bool,
    total: int,
    progress: Progress,
) -> Exported:
    """Write the package into a folder; stopped on the way it leaves nothing there."""
    return export(
        ws,
        cards,
        folder,
        everything=everything,
        progress=lambda done: progress.step(min(done, total), total),
    )


def look_at(ws: Workspace, paths: Sequence[Path], *, progress: Progress) -> list[Outcome]:
    """What taking these files in would do; nothing is changed."""
    return look(ws, paths, progress)


def compare_people(
    ws: Workspace, outcomes: Sequence[Outcome], *, progress: Progress
) -> dict[Path, int]:
    """By file, how many of the people it would bring may be somebody of the register."""
    found = {}
    for at, one in enumerate(outcomes):
        progress.step(at, len(outcomes))
        found[one.path] = count_likely(ws, one.people)
    return found


def gaps_after(ws: Workspace, outcomes: Sequence[Outcome]) -> list[Missing]:
    """What is missing of whom once these are taken in; gaps they have nothing to do with too."""
    return missing_after(
        ws,
        [
            Coming(one.sender.device, one.sender.name, one.number, one.carries)
            for one in outcomes
            if one.sender is not None and one.refusal is None
        ],
    )


def look_closely(ws: Workspace, paths: Sequence[Path], *, progress: Progress) -> list[Outcome]:
    """The same record by record."""
    return look(ws, paths, progress, in_detail=True)


def take_in_again(ws: Workspace, packages: Sequence[str], *, progress: Progress) -> TakenIn:
    """Take undone packages in again, from the copies the notebook kept."""
    outcomes = []
    for at, package in enumerate(packages):
        progress.step(at, len(packages))
        outcomes.append(redo(ws, package))
    return TakenIn(outcomes)


def take_in(ws: Workspace, paths: Sequence[Path], *, progress: Progress) -> TakenIn:
    """Take these files in, one transaction each."""
    stopped = _Stopped(progress)
    outcomes = merge(ws, paths, progress=stopped.note, cancelled=stopped)
    return TakenIn(outcomes, is_whole=not stopped.is_stopped)


class _Stopped:
    """Asks between files whether the user wants to stop, and remembers the answer."""

    def __init__(self, progress: Progress) -> None:
        self._step: Callable[[int, int], None] = progress.step
        self._at = (0, 0)
        self.is_stopped = False

    def note(self, done: int, total: int) -> None:
        """A file is done."""
        self._at = (done, total)

    def __call__(self) -> bool:
        try:
            self._step(*self._at)
        except Cancelled:
            self.is_stopped = True
        return self.is_stopped


def read_own_card(ws: Workspace) -> OwnCard:
    """The card to give away, also as a QR code."""
    card = own_card(ws)
    return OwnCard(card, card_qr(card_bytes(card, ws.identity), scale=1))


def save_own_card(ws: Workspace, path: Path, *, progress: Progress) -> Path:
    """Write the card into a file."""
    progress.step(0, 1)
    write_card(path, own_card(ws), ws.identity)
    return path


def save_request(_: Workspace, path: Path, words: str, *, progress: Progress) -> Path:
    """Write a letter into a file of plain text."""
    progress.step(0, 1)
    path.write_text(words, encoding="utf-8-sig")  # the mark lets an old Notepad see Cyrillic
    return path
