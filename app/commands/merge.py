"""`depter merge`: packages of others joined to the notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.cells import plain
from app.commands.session import FILE, Answer, Session, answers, said
from app.errors import AppError
from app.language import Language

if TYPE_CHECKING:
    from app.exchange import Outcome
    from app.storage import TouchedRecord, Workspace


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--known-only", is_flag=True, help="Refuse packages of people not met before.")
@click.argument("paths", type=FILE, metavar="PATH…", nargs=-1, required=True)
@answers
def merge(session: Session, paths: Sequence[Path], dry_run: bool, known_only: bool) -> Answer:
    """Take packages in: files, or folders with all packages in them.

    Each package is taken in whole or not at all; a bad one is refused and the others go on. A
    sender met for the first time is taken in with the fingerprint shown. A card among the files
    makes its owner known.
    """
    with session.open() as workspace:
        files, outcomes = _packages(path for path in paths if not _is_card(path))
        if not dry_run:
            outcomes += _meet(workspace, (path for path in paths if _is_card(path)))
        with _known_signers_only(workspace, wanted=known_only):
            outcomes += _take_in(workspace, files, dry_run=dry_run)
        language = session.language
    refused = [outcome for outcome in outcomes if outcome.refusal]
    return Answer(
        {"is_dry_run": dry_run, "files": [_facts(language, outcome) for outcome in outcomes]},
        [*_said(language, outcomes, is_dry_run=dry_run)],
        is_good=not refused,
        problems=[said(language, outcome.refusal) for outcome in refused if outcome.refusal],
    )


def _meet(workspace: Workspace, cards: Iterable[Path]) -> list[Outcome]:
    """Know the owners of these cards from now on; answers the cards that are refused."""
    from app.exchange import Outcome, read_card, remember

    refused = []
    for path in cards:
        try:
            remember(workspace, read_card(path), path.name)
        except AppError as error:
            refused.append(Outcome(path=path, refusal=error))
    return refused


def _is_card(path: Path) -> bool:
    from app.exchange import CARD_SUFFIX

    return path.name.endswith(CARD_SUFFIX)


def _packages(paths: Iterable[Path]) -> tuple[list[Path], list[Outcome]]:
    """The files to take in, each once; what is not there is refused without holding up the rest."""
    from app.exchange import Outcome, package_files

    files: dict[Path, None] = {}
    refused = []
    for path in paths:
        try:
            files |= dict.fromkeys(package_files([path]))
        except AppError as error:
            refused.append(Outcome(path=path, refusal=error))
    return list(files), refused


@contextmanager
def _known_signers_only(workspace: Workspace, *, wanted: bool) -> Iterator[None]:
    from app.exchange import REFUSE_UNKNOWN

    before = workspace.setting(REFUSE_UNKNOWN)
    if wanted:
        workspace.set_setting(REFUSE_UNKNOWN, 1)
    try:
        yield
    finally:
        if wanted:
            workspace.set_setting(REFUSE_UNKNOWN, before)


def _take_in(workspace: Workspace, files: Sequence[Path], *, dry_run: bool) -> list[Outcome]:
    from app.exchange import look
    from app.exchange import merge as take_in

    progress = _show_progress if sys.stderr.isatty() else None
    if dry_run:
        return look(workspace, files, progress, in_detail=True)
    return take_in(workspace, files, progress)


def _show_progress(done: int, total: int) -> None:
    """How far it is, for somebody who waits at a terminal; the line is taken away at the end."""
    click.echo(f"\r{done} / {total}" if done < total else "\r\033[K", nl=False, err=True)


def _said(language: Language, outcomes: Sequence[Outcome], *, is_dry_run: bool) -> Iterator[str]:
    for outcome in outcomes:
        yield from _lines(language, outcome)
    taken = sum(outcome.refusal is None for outcome in outcomes)
    total = len(outcomes)
    if is_dry_run:
        yield language.text(
            "Nothing was changed: this was a dry run. Would be taken in: {taken} of {total}.",
            taken=language.number(taken),
            total=language.number(total),
        )
    elif outcomes:
        yield language.text(
            "Taken in: {taken} of {total}.",
            taken=language.number(taken),
            total=language.number(total),
        )


def _lines(language: Language, outcome: Outcome) -> Iterator[str]:
    if outcome.refusal:
        return
    counts = outcome.counts
    yield language.text(
        "{file}: new {new}, updated {updated}, identical {identical}, conflicts {conflicts}",
        file=outcome.path.name,
        new=language.number(counts.new),
        updated=language.number(counts.updated),
        identical=language.number(counts.identical),
        conflicts=language.number(counts.conflicts),
    )
    if counts.quarantined:
        yield language.plural(
            "  {n} record cannot be read and waits: see `depter quarantine`.",
            "  {n} records cannot be read and wait: see `depter quarantine`.",
            counts.quarantined,
        )
    if outcome.later:
        yield language.plural(
            "  {n} photo or file will come later, from where the package came from.",
            "  {n} photos or files will come later, from where the package came from.",
            outcome.later,
        )
    if outcome.alarm:
        yield "  " + said(language, outcome.alarm)
    if outcome.is_first and outcome.sender:
        yield language.text(
            "  New sender: {name}. Compare the fingerprint: {words}",
            name=outcome.sender.name,
            words=_words(language, outcome),
        )


def _words(language: Language, outcome: Outcome) -> str:
    from app.exchange import fingerprint

    return fingerprint(outcome.sender.key, language.code) if outcome.sender else ""


def _facts(language: Language, outcome: Outcome) -> dict[str, Any]:
    facts: dict[str, Any] = {"path": str(outcome.path), "is_refused": outcome.refusal is not None}
    if outcome.refusal:
        return facts | {"reason": said(language, outcome.refusal)}
    sender = outcome.sender
    if outcome.touched is not None:
        facts["records"] = [_record_facts(one) for one in outcome.touched.records]
        facts["more_records"] = outcome.touched.more
    return facts | {
        "new": outcome.counts.new,
        "updated": outcome.counts.updated,
        "identical": outcome.counts.identical,
        "conflicts": outcome.counts.conflicts,
        "quarantined": outcome.counts.quarantined,
        "later": outcome.later,
        "alarm": said(language, outcome.alarm) if outcome.alarm else None,
        "by_type": dict(outcome.counts.by_type),
        "was_known": outcome.is_known,
        "is_first_of_sender": outcome.is_first,
        "number": outcome.number,
        "made_at": outcome.made_at,
        "sender": {"device": sender.device.hex(), "name": sender.name} if sender else None,
        "fingerprint": outcome.fingerprint,
    }


def _record_facts(found: TouchedRecord) -> dict[str, Any]:
    return {
        "type": found.type_name,
        "id": found.id.hex(),
        "caption": found.caption,
        "kind": found.kind,
        "fields": [
            {
                "field": one.name,
                "before": plain(one.before),
                "after": plain(one.after),
                "is_conflict": one.is_conflict,
            }
            for one in found.fields
        ],
    }
