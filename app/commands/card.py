"""`depter card`: who the notebook belongs to, to give to others."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.session import FILE, Answer, Session, answers


@click.command()
@click.option("--to", type=FILE, metavar="FILE", required=True, help="The card's file or folder.")
@answers
def card(session: Session, to: Path) -> Answer:
    """Write the owner's card, to give to others.

    With it they seal packages for this notebook and know its packages again.
    """
    from app.exchange import CARD_SUFFIX, fingerprint, own_card, write_card

    with session.open() as workspace:
        own = own_card(workspace)
        path = to / f"{own.device.hex()}{CARD_SUFFIX}" if to.is_dir() else to
        write_card(path, own, workspace.identity)
        language = session.language
    words = fingerprint(own.key, language.code)
    lines = [
        language.text("Card: {file} ({name})", file=path, name=own.name),
        language.text("Fingerprint: {words}", words=words),
    ]
    facts = {
        "path": str(path),
        "device": own.device.hex(),
        "name": own.name,
        "fingerprint": fingerprint(own.key),
    }
    return Answer(facts, lines)
