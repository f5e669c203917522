"""`depter sync`: one round at a carrier."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers, can_ask, read_secret, said

if TYPE_CHECKING:
    from app.exchange import Outcome
    from app.exchange.following import Followed
    from app.exchange.sync import Sent, Synced
    from app.language import Language
    from app.storage import Workspace

PASSWORD_VARIABLE = "DEPTER_CARRIER_PASSWORD"  # noqa: S105 - its name, not what is in it


@click.command()
@click.argument("target", metavar="[TARGET]", default="")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--relay", is_flag=True, help="Also carry sealed packages of others, both ways.")
@click.option(
    "--for",
    "receivers",
    type=FILE,
    metavar="CARD",
    multiple=True,
    help="Give only to the owners of these cards. Without it: to all known above and below.",
)
@click.option(
    "--password-file",
    type=FILE,
    metavar="FILE",
    help="A file whose first line is the password. Else DEPTER_CARRIER_PASSWORD, else a prompt.",
)
@click.option("--keep-password", is_flag=True, help="Keep the password in the notebook.")
@click.option(
    "--automatic/--by-hand",
    default=None,
    help="Whether this place is synchronised by itself when it appears; remembered.",
)
@answers
def sync(
    session: Session,
    target: str,
    dry_run: bool,
    relay: bool,
    receivers: Sequence[Path],
    password_file: Path | None,
    keep_password: bool,
    automatic: bool | None,
) -> Answer:
    """Give and take in packages at a folder, stick or server.

    TARGET is a folder, https://USER@HOST/PATH or webdavs://… (WebDAV; ?pin=SHA256 for a
    certificate of its own), s3://KEY@BUCKET/PREFIX?endpoint=HOST, sftp://USER@HOST/PATH, or
    eml:FOLDER for letters to be sent by hand. Nothing is ever deleted there.

    Without TARGET: at every place that is there now and was given once with --automatic.
    """
    from app.exchange import read_card

    password = _password(password_file)
    options: dict[str, Any] = {"relay": relay, "is_dry_run": dry_run}
    with session.open() as workspace:
        cards = [read_card(path) for path in receivers]
        options["receivers"] = cards or None
        if not target:
            return _at_all_that_are_there(session, workspace, options)
        done = _round(session, workspace, target, password, options, keep_password=keep_password)
        if automatic is not None and not dry_run:
            _remember(workspace, target, is_automatic=automatic)
        return _answer(session.language, done, is_dry_run=dry_run)


def _at_all_that_are_there(
    session: Session, workspace: Workspace, options: dict[str, Any]
) -> Answer:
    """A round at each place that is wanted by itself; trouble at one keeps no other waiting."""
    from app.errors import AppError
    from app.exchange.carriers import Lookout

    language, is_dry_run = session.language, bool(options["is_dry_run"])
    rounds: list[tuple[str, Answer]] = []
    for place in Lookout(workspace).appeared():
        try:
            done = _round(session, workspace, place.address, None, options, keep_password=False)
            answer = _answer(language, done, is_dry_run=is_dry_run)
        except AppError as error:
            trouble = said(language, error)
            answer = Answer({"trouble": trouble}, is_good=False, problems=[trouble])
        rounds.append((place.address, answer))
    none = [language.text("No place that is synchronised by itself is there now.")]
    return Answer(
        {"rounds": [{"target": address, **each.facts} for address, each in rounds]},
        [line for address, each in rounds for line in (address, *each.lines)] or none,
        is_good=all(each.is_good for _, each in rounds),
        problems=[problem for _, each in rounds for problem in each.problems],
    )


def _remember(workspace: Workspace, target: str, *, is_automatic: bool) -> None:
    from app.exchange.carriers import read_target, synchronise_by_itself

    synchronise_by_itself(workspace, read_target(target).address, is_wanted=is_automatic)


def _answer(language: Language, done: Synced, *, is_dry_run: bool) -> Answer:
    refused = [one.refusal for one in done.received if one.refusal]
    return Answer(
        _facts(language, done, is_dry_run=is_dry_run),
        [*_lines(language, done, is_dry_run=is_dry_run)],
        is_good=done.is_whole and not refused,
        problems=[said(language, each) for each in (*refused, done.trouble) if each],
    )


def _password(file: Path | None) -> str | None:
    return read_secret(file) if file else os.environ.get(PASSWORD_VARIABLE)


def _round(
    session: Session,
    workspace: Workspace,
    target: str,
    password: str | None,
    options: dict[str, Any],
    *,
    keep_password: bool,
) -> Synced:
    """One round; who is asked for a password and has none is asked at the terminal, once."""
    from app.exchange.carriers.troubles import PasswordMissing
    from app.exchange.sync import at_carrier
    from app.exchange.sync import sync as synchronise

    keeps = {"keep_password": keep_password, "remember": not options["is_dry_run"]}
    try:
        with at_carrier(workspace, target, password, **keeps) as carrier:
            return synchronise(workspace, carrier, _Watched(session.language), **options)
    except PasswordMissing:
        if password is not None or not can_ask():
            raise
        asked = session.language.text("Password for {place}", place=target)
        typed: str = click.prompt(asked, hide_input=True, err=True)
    with at_carrier(workspace, target, typed, **keeps) as carrier:
        return synchronise(workspace, carrier, _Watched(session.language), **options)


class _Watched:
    """A line that changes, where somebody watches."""

    def __init__(self, language: Language) -> None:
        text = language.text
        self._words = {
            "fetch": text("Fetching"),
            "merge": text("Taking in"),
            "pack": text("Packing and sealing"),
            "send": text("Sending"),
            "relay": text("Carrying on"),
        }
        self._language = language

    def __call__(self, stage: str, done: int, total: int) -> None:
        if sys.stderr.isatty() and total:
            part = self._language.percent(done, total)
            end = "\n" if done >= total else ""
            click.echo(f"\r{self._words[stage]} {part}   {end}", err=True, nl=False)


def _lines(language: Language, done: Synced, *, is_dry_run: bool) -> Iterator[str]:
    text = language.text
    if done.said_once:
        yield text(
            "This server is met for the first time. Compare its key with whoever looks after it: "
            "{fingerprint}",
            fingerprint=done.said_once,
        )
    for outcome in done.received:
        yield from _taken(language, outcome)
    for sent in done.sent:
        yield _sent(language, sent, is_dry_run=is_dry_run)
    if done.left:
        yield language.plural(
            "{n} sealed package for others lies there",
            "{n} sealed packages for others lie there",
            len(done.left),
        )
    if done.fetched:
        yield language.plural(
            "{n} package for others was fetched to be carried on",
            "{n} packages for others were fetched to be carried on",
            len(done.fetched),
        )
    yield from _followed(language, done.followed)
    if done.beside:
        yield text(
            "Not given to {names}, who stand beside you: to give to them, name their cards with "
            "--for.",
            names=", ".join(done.beside),
        )
    if not (done.sent or done.received or done.followed.has_moved) and done.is_whole:
        yield text("Nothing new on either side.")
    if is_dry_run:
        yield text("Nothing was changed: this was a dry run.")
    elif done.rest:
        yield text(done.rest)


def _followed(language: Language, followed: Followed) -> Iterator[str]:
    """Photos and other files on their way after their records."""
    plural = language.plural
    if followed.came:
        yield plural("{n} photo or file arrived", "{n} photos or files arrived", followed.came)
    if followed.went:
        yield plural(
            "{n} photo or file given and read back",
            "{n} photos or files given and read back",
            followed.went,
        )
    if followed.missing:
        yield plural(
            "{n} photo or file will come later",
            "{n} photos or files will come later",
            followed.missing,
        )
    if followed.owed:
        yield plural(
            "{n} photo or file has yet to be put there",
            "{n} photos or files have yet to be put there",
            followed.owed,
        )


def _taken(language: Language, outcome: Outcome) -> Iterator[str]:
    if outcome.refusal is None:
        counts = outcome.counts
        yield language.text(
            "{file}: new {new}, updated {updated}, identical {identical}, conflicts {conflicts}",
            file=outcome.path.name,
            new=language.number(counts.new),
            updated=language.number(counts.updated),
            identical=language.number(counts.identical),
            conflicts=language.number(counts.conflicts),
        )
    if outcome.is_first and outcome.sender:
        from app.exchange import fingerprint

        yield language.text(
            "  New sender: {name}. Compare the fingerprint: {words}",
            name=outcome.sender.name,
            words=fingerprint(outcome.sender.key, language.code),
        )


def _sent(language: Language, sent: Sent, *, is_dry_run: bool) -> str:
    names, size = ", ".join(sent.receivers), language.size(sent.size)
    if sent.is_relayed:
        return language.text("Carried on for others: {file}, {size}", file=sent.name, size=size)
    if is_dry_run:
        return language.text("Would be given: a package for {names}", names=names)
    return language.text(
        "Given and read back: {file}, {size}, for {names}", file=sent.name, size=size, names=names
    )


def _facts(language: Language, done: Synced, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "is_dry_run": is_dry_run,
        "is_whole": done.is_whole,
        "sent": [
            {
                "name": one.name,
                "size": one.size,
                "receivers": list(one.receivers),
                "is_relayed": one.is_relayed,
            }
            for one in done.sent
        ],
        "received": [_outcome_facts(language, one) for one in done.received],
        "left": [{"name": one.name, "size": one.size} for one in done.left],
        "fetched": [{"name": one.name, "size": one.size} for one in done.fetched],
        "contents": {
            "came": done.followed.came,
            "went": done.followed.went,
            "missing": done.followed.missing,
            "owed": done.followed.owed,
        },
        "beside": list(done.beside),
        "trouble": said(language, done.trouble) if done.trouble else None,
        "first_seen_key": done.said_once or None,
    }


def _outcome_facts(language: Language, outcome: Outcome) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": outcome.path.name,
        "is_refused": outcome.refusal is not None,
    }
    if outcome.refusal:
        return facts | {"reason": said(language, outcome.refusal)}
    counts, sender = outcome.counts, outcome.sender
    return facts | {
        "new": counts.new,
        "updated": counts.updated,
        "identical": counts.identical,
        "conflicts": counts.conflicts,
        "number": outcome.number,
        "is_first_of_sender": outcome.is_first,
        "sender": {"device": sender.device.hex(), "name": sender.name} if sender else None,
    }
