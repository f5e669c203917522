"""The command line as a whole: its words, its errors, and what it does without a command."""

import re
from pathlib import Path

import click
import pytest

from app import __main__ as house
from app import __version__
from app.commands import bugs, line, main
from app.commands.session import said
from app.errors import Invalid, Problem
from app.language import language
from tests.commands.notebooks import Depter

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"


def commands(group: click.Command = line.depter, before: str = "") -> dict[str, click.Command]:
    """Every command that does something, by its words."""
    if not isinstance(group, click.Group):
        return {before.strip(): group}
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found |= commands(command, f"{before} {name}")
    return found


EVERY = commands()


def test_the_commands_are_those_that_were_promised() -> None:
    promised = "new card export merge verify digest report table doctor demo quarantine"
    promised += " undo redo conflicts settle"
    assert {*promised.split(), "import people", "import territories"} <= set(EVERY)


@pytest.mark.parametrize("words", EVERY)
def test_every_command_answers_in_json_and_explains_itself(depter: Depter, words: str) -> None:
    assert "--json" in {option for each in EVERY[words].params for option in each.opts}
    helped = depter(*words.split(), "--help")
    assert helped.code == 0
    assert helped.out.startswith(f"Usage: depter {words} ")
    assert EVERY[words].help


@pytest.mark.parametrize("words", EVERY)
def test_every_command_is_documented_with_an_example(words: str) -> None:
    document = DOCUMENT.read_text("utf-8")
    assert f"\n### `{words}`" in document
    assert re.search(rf"^\.?/?(run|depter) .*\b{words}\b", document, re.MULTILINE)


@pytest.mark.parametrize("words", EVERY)
def test_every_option_is_documented(words: str) -> None:
    section = DOCUMENT.read_text("utf-8").partition(f"\n### `{words}`")[2].partition("\n### ")[0]
    options = [
        option
        for each in EVERY[words].params
        if isinstance(each, click.Option) and not each.hidden and each.name != "as_json"
        for option in each.opts
        if option.startswith("--")
    ]
    assert [option for option in options if option not in section] == []


def test_the_version_is_said(depter: Depter) -> None:
    assert depter("--version").out == f"depter {__version__}\n"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nonsense",), "nonsense"),
        (("new",), "--role"),
        (("new", "--role", "king"), "king"),
        (("merge",), "PATH"),
        (("--language", "fr", "digest"), "fr"),
        (("export", "--to", "x"), "--for"),
    ],
)
def test_wrong_words_are_answered_in_one_line(
    depter: Depter, words: tuple[str, ...], part: str
) -> None:
    wrong = depter(*words)
    assert (wrong.code, wrong.out) == (2, "")
    assert part in wrong.err
    assert len(wrong.err.splitlines()) == 1


def test_no_notebook_is_said_before_a_passphrase_is_asked_for(
    depter: Depter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEPTER_PASSPHRASE")
    none = depter("-w", tmp_path / "none", "digest")
    assert none.code == 1
    assert none.err == f"There is no notebook in the folder {tmp_path / 'none'}.\n"


def test_a_wrong_passphrase_opens_nothing(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPTER_PASSPHRASE", "тоо башында жаз")
    for words in (["digest"], ["doctor", "--json"], ["table", "person"]):
        wrong = depter("-w", trainer, *words)
        assert (wrong.code, wrong.out) == (1, "")
        assert wrong.err == (
            "The passphrase is wrong. Check the keyboard language and Caps Lock.\n"
        )


def test_the_notebook_may_be_named_by_the_environment(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = depter("-w", trainer, "digest").out
    monkeypatch.setenv("DEPTER_WORKSPACE", str(trainer))
    assert depter("digest").out == named


def test_errors_are_said_in_the_language_asked_for(depter: Depter, tmp_path: Path) -> None:
    told = depter("--language", "ru", "-w", tmp_path / "none", "digest").err
    assert told != depter("-w", tmp_path / "none", "digest").err
    assert re.search("[а-я]", told)


def test_a_bug_is_one_calm_line_and_its_place_in_the_log(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(_: object) -> str:
        raise KeyError("Үсөнова +996 555 010203")

    monkeypatch.setattr("app.storage.workspace.Workspace.digest", fall)
    fallen = depter("-w", trainer, "digest")
    assert (fallen.code, fallen.out) == (70, "")
    assert fallen.err.startswith("Something went wrong inside Depter; your data are as before.")
    assert len(fallen.err.splitlines()) == 1
    log = (bugs.log_folder() / bugs.LOG_FILE).read_text("utf-8")
    assert "KeyError" in log
    assert "test_line.py" in log
    assert "Үсөнова" not in log + fallen.err
    assert str(Path.home()) not in log


def test_a_bug_is_said_even_where_no_log_can_be_written(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = trainer / "workspace.json"
    monkeypatch.setattr(bugs, "log_folder", lambda: blocked / "log")
    monkeypatch.setattr("app.storage.workspace.Workspace.digest", lambda _: 1 / 0)
    fallen = depter("-w", trainer, "digest")
    assert fallen.code == 70
    assert fallen.err == "Something went wrong inside Depter; your data are as before.\n"


def test_a_notebook_is_let_go_of_after_a_bug(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.workspace.Workspace.digest", lambda _: 1 / 0)
        assert depter("-w", trainer, "digest").code == 70
    assert depter("-w", trainer, "digest").code == 0


def test_stopping_a_command_is_no_bug(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.storage.workspace.Workspace.digest", stop)
    stopped = depter("-w", trainer, "digest")
    assert (stopped.code, stopped.err.strip()) == (130, "Stopped.")


def test_a_reader_that_goes_away_is_no_bug(
    depter: Depter, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close(_: object) -> str:
        raise BrokenPipeError

    monkeypatch.setattr("app.storage.workspace.Workspace.digest", close)
    left = depter("-w", trainer, "digest")
    assert (left.code, left.out, left.err) == (1, "", "")


def test_all_problems_of_a_record_stand_in_one_line() -> None:
    error = Invalid([Problem("name", "Fill this in"), Problem("", "Too late")])
    assert said(language("en"), error) == (
        "Some fields need attention. name: Fill this in; Too late"
    )


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        ([], None),
        (["-w", "dir"], "dir"),
        (["--workspace", "dir"], "dir"),
        (["--workspace=dir"], "dir"),
        (["-wdir"], "dir"),
    ],
)
def test_without_a_command_the_window_opens(
    words: list[str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr("app.ui.application.run", lambda named: opened.append(named) or 0)
    monkeypatch.setattr("sys.argv", ["depter", *words])
    assert house.main() == 0
    assert opened == [Path(folder) if folder else None]


@pytest.mark.parametrize("words", [["digest"], ["--help"], ["-w"], ["-w", "a", "digest"], ["-h"]])
def test_with_any_other_word_it_does_not(words: list[str]) -> None:
    assert not house.is_for_window(words)


def test_main_answers_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert main([]) == 2
    assert "Usage: depter" in capsys.readouterr().err
