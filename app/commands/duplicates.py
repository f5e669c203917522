"""`depter duplicates`: entries of the register that may be one person, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.language import Language

if TYPE_CHECKING:
    from app.model.likeness import Likeness
    from app.storage import Workspace
    from app.storage.questions_duplicates import Proposal


class PersonId(click.ParamType[bytes]):
    """The id of a person, as `table person` and `duplicates` write it."""

    name = "id"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> bytes:
        try:
            return bytes.fromhex(value)
        except ValueError:
            self.fail(f"“{value}” is not an id of 32 hexadecimal digits.", param, ctx)


PERSON = PersonId()


@click.group(invoke_without_command=True)
@answers
def duplicates(session: Session) -> Answer:
    """Propose entries that may be one person, or decide about two of them.

    Without a command: every pair worth a look, with its score, its band and what speaks for it and
    against it. Nothing is ever joined by itself.
    """
    from app.storage.questions_duplicates import proposals

    if click.get_current_context().invoked_subcommand:
        return Answer()
    with session.open() as workspace:
        found = proposals(workspace)
        names = _names(workspace, found)
        language = session.language
    lines = [_line(language, names, proposal) for proposal in found]
    lines.append(language.plural("{n} pair to look at", "{n} pairs to look at", len(found)))
    return Answer([_facts(language, proposal) for proposal in found], lines)


@duplicates.command("join")
@click.argument("stays", type=PERSON, metavar="A")
@click.argument("goes", type=PERSON, metavar="B")
@answers
def join(session: Session, stays: bytes, goes: bytes) -> Answer:
    """Say that A and B are one person: A stays, and takes from B what she lacks.

    B's registrations, consents and history are kept and count for A. It travels with the next
    packages; “duplicates part B” takes it back.
    """
    from app.actions.duplicates import join as join_people
    from app.storage.joined import canonical

    with session.open() as workspace:
        join_people(workspace, stays, goes)
        root = canonical(workspace.reader, goes)
        said = session.language.text("They are one person now.")
    return Answer({"stays": root.hex(), "joined": goes.hex()}, [said])


@duplicates.command("part")
@click.argument("person", type=PERSON, metavar="B")
@answers
def part(session: Session, person: bytes) -> Answer:
    """Take a join back: B stands for herself again."""
    from app.actions.duplicates import part as part_people

    with session.open() as workspace:
        part_people(workspace, person)
        said = session.language.text("They are two people again.")
    return Answer({"parted": person.hex()}, [said])


@duplicates.command("distinct")
@click.argument("a", type=PERSON, metavar="A")
@click.argument("b", type=PERSON, metavar="B")
@answers
def distinct(session: Session, a: bytes, b: bytes) -> Answer:
    """Say that A and B are two people, so that nobody is asked about them again."""
    from app.actions.duplicates import not_the_same

    with session.open() as workspace:
        not_the_same(workspace, a, b)
        said = session.language.text("They are kept as two people.")
    return Answer({"distinct": sorted([a.hex(), b.hex()])}, [said])


def _facts(language: Language, proposal: Proposal) -> dict[str, Any]:
    likeness = proposal.likeness
    return {
        "a": proposal.a.hex(),
        "b": proposal.b.hex(),
        "score": likeness.score,
        "band": likeness.band,
        "reasons": _reasons(language, likeness),
    }


def _reasons(language: Language, likeness: Likeness) -> list[str]:
    """What speaks for (+) and against it (−)."""
    return [f"{'+' if is_for else '−'} {language.text(text)}" for text, is_for in likeness.reasons]


def _names(workspace: Workspace, found: list[Proposal]) -> dict[bytes, str]:
    from app.model import Person

    people = {person for proposal in found for person in proposal[:2]}
    loaded = {person: workspace.get(Person, person) for person in people}
    return {
        person: " ".join((one.caption(), str(one.birth_year or ""))).strip()
        for person, one in loaded.items()
        if one is not None
    }


def _line(language: Language, names: dict[bytes, str], proposal: Proposal) -> str:
    likeness = proposal.likeness
    return language.text(
        "{share}  {a} ({a_id}) = {b} ({b_id}): {reasons}",
        share=language.percent(round(likeness.score * 100), 100),
        a=names.get(proposal.a, ""),
        a_id=proposal.a.hex(),
        b=names.get(proposal.b, ""),
        b_id=proposal.b.hex(),
        reasons="; ".join(_reasons(language, likeness)),
    )
