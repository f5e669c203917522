"""Which edition of the tables a command writes, and the reason everything needs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.reports.tables import Edition, Tables

if TYPE_CHECKING:
    from app.commands.session import Answer
    from app.language import Language
    from app.storage import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_PATHS = {"path", "is_zip"}


def editioned(default: Edition) -> Callable[[F], F]:
    """Give a command --anonymous (where that is not what it does anyway), --full and --reason."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def run(
            *args: Any, is_full: bool, reason: str, is_open: bool = False, **options: Any
        ) -> Any:
            if is_full and is_open:
                raise click.UsageError("--anonymous and --full do not go together.")
            if is_full and not reason.strip():
                raise click.UsageError("--full takes a --reason TEXT; write no name in it.")
            chosen = Edition.OPEN if is_open else Edition.FULL if is_full else default
            return function(*args, edition=chosen, reason=reason.strip(), **options)

        decorated: Any = run
        for option in _options(default):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


def _options(default: Edition) -> list[Callable[[Any], Any]]:
    reason = click.option(
        "--reason", metavar="TEXT", default="", help="Why people are named; kept in the audit."
    )
    full = click.option(
        "--full", "is_full", is_flag=True, help="Everything, whoever took her consent back too."
    )
    anonymous = click.option(
        "--anonymous",
        "is_open",
        is_flag=True,
        help="For everybody: no names, and nobody who stands out.",
    )
    return [reason, full] if default is Edition.OPEN else [reason, full, anonymous]


EDITION = editioned(Edition.OFFICE)


def unsaid_line(language: Language, tables: Tables) -> list[str]:
    """How many texts were left out because they name somebody."""
    if not tables.unsaid:
        return []
    return [
        language.plural(
            "{n} text names somebody of the register and was left out.",
            "{n} texts name somebody of the register and were left out.",
            tables.unsaid,
        )
    ]


def note_if_named(workspace: Workspace, edition: Edition, answer: Answer, reason: str) -> None:
    """Write down in the audit that names were written out for a reason, and what of them."""
    from app.actions.giving_out import TABLES, note_given_out

    if edition is Edition.FULL or (edition is Edition.OFFICE and reason):
        facts = {name: fact for name, fact in answer.facts.items() if name not in _PATHS}
        told = facts if edition is Edition.FULL else facts | {"edition": edition.value}
        note_given_out(workspace, TABLES, told, reason)
