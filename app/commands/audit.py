"""`depter audit`: what was done to the notebook as a whole, in a chain that shows every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.commands.session import Answer, Session, answers

if TYPE_CHECKING:
    from app.language import Language
    from app.storage.audit import AuditEntry


@click.command()
@answers
def audit(session: Session) -> Answer:
    """Show which packages came, went and were undone, and whether this account is whole.

    It names packages by hash and devices by number, never people. Each entry bears the hash of the
    one before.
    """
    from app.storage.audit import broken_at, entries, unaccounted

    with session.open() as workspace:
        found = list(entries(workspace.reader))
        broken = broken_at(workspace.reader)
        is_whole = broken is None and not any(unaccounted(workspace.reader))
        language = session.language
    none = [language.text("Nothing was taken in or given yet.")]
    lines = [_line(language, entry) for entry in found] or none
    problem = language.text(
        "The account was changed behind Depter's back. The records are untouched; see `depter "
        "doctor`."
    )
    return Answer(
        {"is_whole": is_whole, "entries": [_facts(entry) for entry in found]},
        lines,
        is_good=is_whole,
        problems=[] if is_whole else [problem],
    )


def _facts(entry: AuditEntry) -> dict[str, object]:
    return {**entry._asdict(), "facts": dict(entry.facts)}


def _line(language: Language, entry: AuditEntry) -> str:
    names = {
        "begin": language.text("account begun"),
        "merge": language.text("package taken in"),
        "undo": language.text("package undone"),
        "retry": language.text("quarantine tried again"),
        "export": language.text("package given"),
        "settle": language.text("conflicts settled"),
        "redact": language.text("people forgotten"),
        "answers": language.text("answers written out with who gave them"),
        "tables": language.text("tables written out in full"),
        "report": language.text("a document that names people written out"),
        "person-data": language.text("a person's own data written out"),
    }
    facts = ", ".join(f"{name} {_short(value)}" for name, value in entry.facts.items())
    return f"{entry.no:4} {entry.at} {names.get(entry.what, entry.what)}: {facts}"


def _short(value: object) -> str:
    if isinstance(value, list):
        return "/".join(_short(each) for each in value)
    return str(value)[:16]
