"""The command line `depter`: its commands, its options, and where its errors are caught."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from app import __version__
from app.commands.bugs import EXIT_CODE, note_bug
from app.commands.session import FILE, Session, said
from app.errors import AppError
from app.language import LANGUAGES
from app.paths import WORKSPACE_VARIABLE

COMMANDS = {
    "new": "app.commands.new",
    "card": "app.commands.card",
    "export": "app.commands.export",
    "merge": "app.commands.merge",
    "undo": "app.commands.undo",
    "redo": "app.commands.redo",
    "conflicts": "app.commands.conflicts",
    "settle": "app.commands.settle",
    "duplicates": "app.commands.duplicates",
    "redact": "app.commands.redact",
    "sync": "app.commands.sync",
    "verify": "app.commands.verify",
    "senders": "app.commands.senders",
    "receipts": "app.commands.receipts",
    "quarantine": "app.commands.quarantine",
    "digest": "app.commands.digest",
    "report": "app.commands.report",
    "issue": "app.commands.issue",
    "layout": "app.commands.layout",
    "table": "app.commands.table",
    "datapackage": "app.commands.datapackage",
    "person-data": "app.commands.person_data",
    "indicator": "app.commands.indicator",
    "framework": "app.commands.framework",
    "import": "app.commands.import_lists",
    "survey": "app.commands.survey",
    "doctor": "app.commands.doctor",
    "audit": "app.commands.audit",
    "demo": "app.commands.demo",
}
"""Where each command lives; it is loaded when it is called, so that starting stays quick."""
STOPPED = 130


class Commands(click.Group):
    """The commands by name; each module holds one that is called like its last word."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, COMMANDS[cmd_name].rpartition(".")[2])
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="depter", message="%(prog)s %(version)s")
@click.option(
    "-w",
    "--workspace",
    type=FILE,
    envvar=WORKSPACE_VARIABLE,
    show_envvar=True,
    metavar="DIR",
    help="The folder of the notebook. Without it: the user's own.",
)
@click.option(
    "--passphrase-file",
    type=FILE,
    metavar="FILE",
    help="A file whose first line is the passphrase. Else DEPTER_PASSPHRASE, else a prompt.",
)
@click.option(
    "--recovery-key-file",
    type=FILE,
    metavar="FILE",
    help="Open with the recovery key, the first line of this file, instead of the passphrase.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="What answers are said in. Without it: the language of the notebook.",
)
@click.option("--json", "is_json", is_flag=True, help="Answer in JSON, for other programs.")
@click.pass_obj
def depter(
    session: Session,
    workspace: Path | None,
    passphrase_file: Path | None,
    recovery_key_file: Path | None,
    language: str | None,
    is_json: bool,
) -> None:
    """Keep events, people and attendance in an encrypted notebook, and share it as sealed packages.

    Without a command the window opens. Every command explains itself with --help, and answers in
    JSON with --json.
    """
    session.folder = workspace
    session.passphrase_file = passphrase_file
    session.recovery_key_file = recovery_key_file
    session.chosen_language = language
    session.is_json = is_json


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code. Every error is said here, in one line."""
    session = Session()
    try:
        code = depter.main(
            None if arguments is None else list(arguments),
            prog_name="depter",
            standalone_mode=False,
            obj=session,
        )
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all errors of commands arrive here
        text, code = _complaint(session, error)
        if text:
            click.echo(text, err=True)
    return code if isinstance(code, int) else 0


def _complaint(session: Session, error: BaseException) -> tuple[str, int]:
    """What is said of an error, and the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return error.format_message(), error.exit_code
        case click.ClickException():
            return " ".join(error.format_message().split()), error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return session.language.text("Stopped."), STOPPED
        case AppError():
            return said(session.language, error), 1
        case BrokenPipeError():
            return "", 1
        case _:
            return _calm(session, error), EXIT_CODE


def _calm(session: Session, error: BaseException) -> str:
    log = note_bug(error)
    if log is None:
        return session.language.text("Something went wrong inside Depter; your data are as before.")
    return session.language.text(
        "Something went wrong inside Depter; your data are as before. Details are in {file}.",
        file=str(log),
    )
