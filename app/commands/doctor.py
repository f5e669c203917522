"""`depter doctor`: a check-up of the notebook."""

from __future__ import annotations

import click

from app.commands.session import Answer, Session, answers


@click.command()
@answers
def doctor(session: Session) -> Answer:
    """Look whether the notebook is sound.

    That is: its file is whole, and every record is what its log says.
    """
    from app.storage.doctor import examine

    with session.open() as workspace:
        findings = examine(workspace)
        language = session.language
    said = [language.text(finding.text, **finding.values) for finding in findings]
    facts = {
        "is_sound": not findings,
        "findings": [
            {"text": text, "values": finding.values}
            for text, finding in zip(said, findings, strict=True)
        ],
    }
    if not findings:
        return Answer(facts, [language.text("The notebook is sound.")])
    problem = language.plural("{n} thing is not sound.", "{n} things are not sound.", len(findings))
    return Answer(facts, said, is_good=False, problems=[problem])
