"""`depter duplicates`: entries of the register that may be one person, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.language import Language

if TYPE_CHECKING:
    from app.model.likeness import Likeness
    from app.storage import Workspace
    from app.storage.questions.contradictions import Contradiction, Decision
    from app.storage.questions.duplicates import Proposal


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
    from app.storage.questions.contradictions import count
    from app.storage.questions.duplicates import proposals

    if click.get_current_context().invoked_subcommand:
        return Answer()
    with session.open() as workspace:
        found = proposals(workspace)
        names = _names(workspace, {person for proposal in found for person in proposal[:2]})
        against = count(workspace)
        language = session.language
    lines = [_line(language, names, proposal) for proposal in found]
    lines.append(language.plural("{n} pair to look at", "{n} pairs to look at", len(found)))
    if against:
        lines.append(
            language.plural(
                "{n} pair was told apart by somebody and joined by somebody else: "
                "see “depter duplicates contradictions”.",
                "{n} pairs were told apart by somebody and joined by somebody else: "
                "see “depter duplicates contradictions”.",
                against,
            )
        )
    return Answer([_facts(language, proposal) for proposal in found], lines)


@duplicates.command("join")
@click.argument("stays", type=PERSON, metavar="A")
@click.argument("goes", type=PERSON, metavar="B")
@answers
def join(session: Session, stays: bytes, goes: bytes) -> Answer:
    """Say that A and B are one person: A stays, and takes from B what she lacks.

    B's registrations, consents and history are kept and count for A. It travels with the next
    packages; “duplicates part B” takes it back. Of two who were joined and told apart it decides
    that they are one.
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
    """Say that A and B are two people, so that nobody is asked about them again.

    Of two who were told apart and joined it decides that they are two.
    """
    from app.actions.duplicates import not_the_same

    with session.open() as workspace:
        not_the_same(workspace, a, b)
        said = session.language.text("They are kept as two people.")
    return Answer({"distinct": sorted([a.hex(), b.hex()])}, [said])


@duplicates.command("contradictions")
@answers
def contradictions(session: Session) -> Answer:
    """Say who was told apart by somebody and joined by somebody else who did not know of it.

    The join stands until one decides: “duplicates join A B” (one person) or “duplicates distinct A
    B” (two). The decision travels with the next packages and settles it everywhere.
    """
    from app.storage.questions.contradictions import contradictions as read_contradictions

    with session.open() as workspace:
        found = read_contradictions(workspace)
        names = _names(workspace, {person for one in found for person in (one.one, one.other)})
        language = session.language
    lines = [line for one in found for line in _told(language, names, one)]
    lines.append(
        language.plural(
            "{n} pair was told apart and joined.", "{n} pairs were told apart and joined.",
            len(found),
        )
    )  # fmt: skip
    return Answer([_contradiction_facts(one) for one in found], lines)


def _told(language: Language, names: dict[bytes, str], found: Contradiction) -> Iterator[str]:
    yield language.text(
        "{a} ({a_id}) and {b} ({b_id}):",
        a=names.get(found.one, ""),
        a_id=found.one.hex(),
        b=names.get(found.other, ""),
        b_id=found.other.hex(),
    )
    yield language.text("  told apart: {who}, {machine}, {when}", **_by(language, found.told_apart))
    for _, decision in found.joins:
        yield language.text("  joined: {who}, {machine}, {when}", **_by(language, decision))


def _by(language: Language, decision: Decision) -> dict[str, str]:
    when = language.moment(decision.at)
    return {"who": decision.who or "–", "machine": decision.machine or "–", "when": when}


def _contradiction_facts(found: Contradiction) -> dict[str, Any]:
    return {
        "a": found.one.hex(),
        "b": found.other.hex(),
        "stands_for": found.stands_for.hex(),
        "told_apart": _decision_facts(found.told_apart),
        "joined": [
            {"person": person.hex()} | _decision_facts(decision) for person, decision in found.joins
        ],
    }


def _decision_facts(decision: Decision) -> dict[str, str]:
    return {
        "who": decision.who,
        "machine": decision.machine,
        "device": decision.device.hex(),
        "at": decision.at.isoformat(timespec="seconds"),
    }


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


def _names(workspace: Workspace, people: Iterable[bytes]) -> dict[bytes, str]:
    from app.model import Person

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
