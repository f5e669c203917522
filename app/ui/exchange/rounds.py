"""Rounds at carriers: one on demand, and those the window makes by itself where they are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.errors import AppError
from app.exchange.carriers import Lookout, note_trouble
from app.exchange.sync import Synced, at_carrier, sync
from app.language import Language, mark
from app.model import Changes
from app.storage import Workspace
from app.ui.exchange.work import TakenIn
from app.ui.tasks import Cancelled, Progress

STAGES = {
    "fetch": mark("Fetching"),
    "merge": mark("Taking in"),
    "pack": mark("Packing and sealing"),
    "send": mark("Sending"),
    "relay": mark("Carrying on"),
}


@dataclass(frozen=True)
class Round:
    """One round at a carrier, as the page shows it."""

    place: str
    synced: Synced

    @property
    def changes(self) -> Changes:
        """For the other pages: how many records of each type were touched."""
        return TakenIn(list(self.synced.received)).changes


@dataclass(frozen=True)
class Way:
    """How to go there: the address, a password that was typed, and what else was ticked."""

    address: str
    password: str | None = None
    keep_password: bool = False
    relay: bool = False


def go_round(ws: Workspace, way: Way, words: Mapping[str, str], *, progress: Progress) -> Round:
    """Synchronise; stopped on the way, what was done stays. What fails is noted at the place."""
    told = _Told(progress, words)
    try:
        with at_carrier(ws, way.address, way.password, keep_password=way.keep_password) as carrier:
            synced = sync(ws, carrier, told, told.is_stopped, relay=way.relay)
            place = carrier.place
    except AppError as error:
        note_trouble(ws, way.address, error)
        raise
    note_trouble(ws, way.address, synced.trouble)
    return Round(place, synced)


class _Told:
    """Passes the progress on, and remembers that the user wants it to stop."""

    def __init__(self, progress: Progress, words: Mapping[str, str]) -> None:
        self._progress, self._words = progress, words
        self._at = (0, 0, "")
        self._stop = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._at = (100 * done // total if total else 0, 100 if total else 0, self._words[stage])
        self._step()

    def is_stopped(self) -> bool:
        self._step()
        return self._stop

    def _step(self) -> None:
        try:
            self._progress.step(*self._at)
        except Cancelled:
            self._stop = True


@dataclass(frozen=True)
class Rounds:
    """The rounds that were made by themselves, and the places where one failed."""

    rounds: Sequence[tuple[str, Round]] = ()
    failed: Sequence[str] = field(default=())

    @property
    def changes(self) -> Changes:
        """For the other pages: how many records of each type were touched."""
        received = [one for _, round_ in self.rounds for one in round_.synced.received]
        return TakenIn(received).changes


def go_where_wanted(
    ws: Workspace, lookout: Lookout, words: Mapping[str, str], *, progress: Progress
) -> Rounds:
    """A round at every place that has appeared and that the user wants synchronised by itself."""
    rounds, failed = [], []
    for known in lookout.appeared():
        try:
            made = go_round(ws, Way(known.address), words, progress=progress)
        except AppError:
            failed.append(known.address)
        else:
            rounds.append((known.address, made))
            failed += [known.address] if made.synced.trouble else []
    return Rounds(rounds, failed)


def result_words(synced: Synced, language: Language) -> str:
    """What a round did, in one line."""
    if not synced.is_whole:
        return language.text("Stopped. What was done until then stays.")
    taken = [one for one in synced.received if one.refusal is None]
    if not synced.sent and not taken:
        return language.text("Nothing new on either side")
    return language.text(
        "Given and read back: {sent}; taken in: {taken}",
        sent=language.number(len(synced.sent)),
        taken=language.number(len(taken)),
    )
