"""`depter verify`: what can be said of a package or a card without taking it in."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.session import FILE, Answer, Session, answers


@click.command()
@click.argument("file", type=FILE, metavar="FILE")
@answers
def verify(session: Session, file: Path) -> Answer:
    """Check a package or card; needs no notebook.

    The signature and the form are checked. With a notebook named (-w or DEPTER_WORKSPACE), also
    that the package opens there and reads whole.
    """
    from app.exchange import CARD_SUFFIX

    if file.name.endswith(CARD_SUFFIX):
        return _card(session, file)
    return _package(session, file)


def _card(session: Session, file: Path) -> Answer:
    from app.exchange import fingerprint, read_card
    from app.exchange.cards import card_facts

    card = read_card(file)
    language = session.language
    lines = [
        language.text("A sound card: {name}", name=card.name),
        language.text("Fingerprint: {words}", words=fingerprint(card.key, language.code)),
    ]
    return Answer(card_facts(card) | {"fingerprint": card.fingerprint}, lines)


def _package(session: Session, file: Path) -> Answer:
    from app.exchange import fingerprint
    from app.exchange import verify as examine

    if session.folder is None:
        found = examine(file)
    else:
        with session.open() as workspace:
            found = examine(file, workspace)
    language, header = session.language, found.header
    facts = {
        "device": header.device.hex(),
        "number": header.number,
        "recipients": list(header.recipients),
        "size": header.size,
        "signer": header.signer.hex(),
        "fingerprint": found.fingerprint,
        "is_opened": found.manifest is not None,
    }
    lines = [
        language.text(
            "A sound package, number {number} of the device {device}, {size}.",
            number=header.number,
            device=header.device.hex(),
            size=language.size(header.size),
        ),
        language.text("Fingerprint: {words}", words=fingerprint(header.signer, language.code)),
    ]
    if found.manifest is not None:
        facts |= {"sender": found.manifest.sender.name, "counts": dict(found.manifest.counts)}
        name = found.manifest.sender.name
        lines.append(language.text("It opens here. Sender: {name}", name=name))
    return Answer(facts, lines)
