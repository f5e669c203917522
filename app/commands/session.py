"""What every command shares: which notebook, who opens it, in which language, and the answer."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.errors import AppError, Invalid
from app.language import Language, language, mark
from app.paths import default_workspace

if TYPE_CHECKING:
    from app.storage import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_ARRIVED = {
    "copied": mark(
        "This notebook was copied or moved here: from now on it writes as a device of its own."
    ),
    "other settings": mark(
        "Your settings on this computer have not met this notebook yet: it writes here as a device"
        " of its own. It is no copy and nothing is lost."
    ),
}
PASSPHRASE_VARIABLE = "DEPTER_PASSPHRASE"  # noqa: S105 - its name, not what is in it


class NoPassphrase(AppError):
    """There is nobody to ask for a passphrase, and none was given."""


class SecretUnreadable(AppError):
    """The file that should hold a passphrase or a recovery key does not."""


@dataclass
class Session:
    """One run of the command line."""

    folder: Path | None = None
    """The workspace that was named; None when nobody named one."""
    passphrase_file: Path | None = None
    recovery_key_file: Path | None = None
    chosen_language: str | None = None
    is_json: bool = False
    profile_language: str = field(default="en", init=False)

    @property
    def language(self) -> Language:
        """What is spoken: the language asked for, else that of the notebook once it is open."""
        return language(self.chosen_language or self.profile_language)

    @property
    def workspace_folder(self) -> Path:
        """Where the notebook lies: as named, else in the user's own data."""
        return self.folder or default_workspace()

    @contextmanager
    def open(self) -> Iterator[Workspace]:
        """Open the notebook for one command and let go of it at the end."""
        from app.storage import NotAWorkspace, holds_workspace, open_workspace

        folder = self.workspace_folder
        if not holds_workspace(folder):
            raise NotAWorkspace(
                mark("There is no notebook in the folder {folder}."), folder=str(folder)
            )
        if self.recovery_key_file is not None:
            secret = read_secret(self.recovery_key_file)
            workspace = open_workspace(folder, recovery_key=secret)
        else:
            workspace = open_workspace(folder, passphrase=self.passphrase())
        self.profile_language = workspace.profile.language
        if workspace.arrival:
            click.echo(self.language.text(_ARRIVED[workspace.arrival.value]), err=True)
        try:
            yield workspace
        finally:
            workspace.close()

    def passphrase(self, *, is_new: bool = False) -> str:
        """The passphrase: out of a file, out of the environment, or asked for (a new one twice)."""
        if self.passphrase_file is not None:
            return read_secret(self.passphrase_file)
        if PASSPHRASE_VARIABLE in os.environ:
            return os.environ[PASSPHRASE_VARIABLE]
        if not can_ask():
            raise NoPassphrase(
                mark(
                    "The passphrase is needed: run this in a terminal, or use --passphrase-file "
                    "or DEPTER_PASSPHRASE."
                )
            )
        again = self.language.text("The same passphrase again") if is_new else False
        asked = self.language.text("Passphrase")
        typed: str = click.prompt(asked, hide_input=True, confirmation_prompt=again, err=True)
        return typed


def read_secret(path: Path) -> str:
    """The first line of a file; nothing of it is ever said."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise SecretUnreadable(
            mark("The file {file} with the passphrase cannot be read."), file=str(path)
        ) from error
    if not lines or not lines[0]:
        raise SecretUnreadable(mark("The first line of the file {file} is empty."), file=str(path))
    return lines[0]


def can_ask() -> bool:
    """Whether somebody sits at a terminal who can type a passphrase unseen."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    try:
        with Path("/dev/tty").open("rb"):
            return True
    except OSError:
        return False


@dataclass(frozen=True)
class Answer:
    """What a command found or did: for a program, and in lines for a person."""

    facts: Any = None
    """What --json prints; None when the output is the result itself."""
    lines: Sequence[str] = ()
    is_good: bool = True
    """Whether all that was asked for was done; if not, the exit code says so."""
    problems: Sequence[str] = ()
    """Lines for the error output: what was not done."""


def answers(function: F) -> F:
    """Give a command the options they all have, and print the `Answer` it returns."""

    @functools.wraps(function)
    def run(
        session: Session,
        *args: Any,
        as_json: bool,
        workspace: Path | None,
        passphrase_file: Path | None,
        **options: Any,
    ) -> None:
        session.folder = workspace or session.folder
        session.passphrase_file = passphrase_file or session.passphrase_file
        answer: Answer = function(session, *args, **options)
        say(answer, as_json=as_json or session.is_json)
        if not answer.is_good:
            click.get_current_context().exit(1)

    decorated: Any = click.pass_obj(run)
    for option in (
        click.option("--passphrase-file", type=FILE, hidden=True),
        click.option("-w", "--workspace", type=FILE, hidden=True),
        click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for other programs."),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


class _File(click.Path):
    """A path; an empty one, as of a variable nobody set, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("an empty name names no file.", param, ctx)
        return super().convert(value, param, ctx)


FILE = _File(path_type=Path)


def say(answer: Answer, *, as_json: bool) -> None:
    """Print an answer: facts as JSON or lines as text, and what was not done where errors go."""
    if as_json and answer.facts is not None:
        click.echo(json.dumps(answer.facts, ensure_ascii=False, indent=2))
    else:
        for line in answer.lines:
            click.echo(line)
    for line in answer.problems:
        click.echo(line, err=True)


def said(language: Language, error: AppError) -> str:
    """An error in one line, with every problem of a record that was refused."""
    text = language.error(error)
    if isinstance(error, Invalid):
        problems = (
            f"{problem.field}: {language.error(problem)}"
            if problem.field
            else language.error(problem)
            for problem in error.problems
        )
        text = " ".join([text, "; ".join(problems)])
    return " ".join(text.split())
