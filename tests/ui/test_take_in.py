"""The list of packages that lie here: duplicates, quarantine, what is missing, and a long list."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from app.exchange import Outcome, export, merge, own_card
from app.language import LANGUAGES, language
from app.model import Person, Put, new_id
from app.storage import Workspace, create_workspace
from app.storage.questions.exchange import Missing
from app.ui.context import Context
from app.ui.exchange.gaps import missing_words, request_text
from app.ui.exchange.page import ExchangePage
from app.ui.exchange.work import take_in
from app.ui.shell import Shell
from app.ui.tasks import Cancelled, Progress
from tests.ui.conftest import PASSPHRASE, QUICK, fill, invented_profile
from tests.ui.layout import layout_faults

Settle = Callable[[], None]
DUPLICATES, QUARANTINED = 6, 7


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK).workspace
    fill(made)
    yield made
    made.close()


@pytest.fixture
def page(shell: Shell, settle: Settle) -> ExchangePage:
    shell.show()
    shell.go("exchange", tab="take_in")
    settle()
    assert isinstance(shell.here, ExchangePage)
    return shell.here


def look(page: ExchangePage, paths: list[Path], settle: Settle) -> list[Outcome]:
    page.take(paths)
    for _ in range(3):
        settle()
    return page.take_in.good


def note(workspace: Workspace, surname: str) -> bytes:
    person = new_id()
    workspace.write([Put("person", person, {"surname": surname, "name": "Гүлсара"})])
    return person


def packages(giver: Workspace, taker: Workspace, folder: Path, number: int) -> list[Path]:
    """So many packages, each of what the ones before did not hold."""
    paths = []
    folder.mkdir(exist_ok=True)
    for at in range(number):
        note(giver, f"Ойдонбекова-{at}")
        paths.append(export(giver, [own_card(taker)], folder).path)
    return paths


def test_people_who_may_be_known_already_are_counted_before_anything_changes(
    page: ExchangePage, colleague: Workspace, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    before = workspace.digest()
    path = export(colleague, [own_card(workspace)], tmp_path).path
    [one] = look(page, [path], settle)
    assert len(one.people) == 4  # the same invented people are in both notebooks
    assert page.take_in.table.cell(0, DUPLICATES).text == "4"
    assert page.take_in.table.cell(1, DUPLICATES).text == "4"
    assert workspace.digest() == before
    page.take_in.take_in()
    settle()
    settle()
    went: list[object] = []
    page.context.went.connect(lambda name, where: went.append((name, where["tab"])))
    page.take_in.result.acted.emit()
    assert went == [("inbox", "duplicates")]


def test_a_change_that_cannot_be_read_is_counted_as_quarantined(
    page: ExchangePage, colleague: Workspace, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    bad = note(colleague, "Бекова")
    spoil = "UPDATE person SET birth_year = 'кийин' WHERE id = ?"
    colleague.change(lambda connection: connection.execute(spoil, (bad,)))
    path = export(colleague, [own_card(workspace)], tmp_path).path
    look(page, [path], settle)
    assert page.take_in.table.cell(0, QUARANTINED).text == "1"


def test_a_package_that_did_not_come_is_named_with_a_letter_that_asks_for_it(
    page: ExchangePage,
    colleague: Workspace,
    workspace: Workspace,
    context: Context,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = export(colleague, [own_card(workspace)], tmp_path).path
    merge(workspace, [first])
    merge(colleague, [export(workspace, [own_card(colleague)], tmp_path).path])
    [second] = packages(colleague, workspace, tmp_path / "second", 1)
    # whoever made the third heard that the second had arrived
    knows = own_card(workspace)
    told = {**knows.knows, colleague.identity.device: _upto(colleague)}
    monkeypatch.setattr(import_module("app.exchange.export"), "_known_to", lambda *_: told)
    [third] = packages(colleague, workspace, tmp_path / "third", 1)
    look(page, [third], settle)
    assert page.take_in.gaps.isVisible()
    letter = page.take_in.gaps.request()
    assert "№\N{NO-BREAK SPACE}2" in letter
    page.take_in.gaps.acted.emit()
    assert QGuiApplication.clipboard().text() == letter
    path = tmp_path / "сурам.txt"
    monkeypatch.setattr(context, "save_file", lambda *_: path)
    page.take_in.gaps.save()
    settle()
    assert letter.splitlines()[0] in path.read_text(encoding="utf-8-sig")
    look(page, [second], settle)
    assert not page.take_in.gaps.isVisible()


def _upto(workspace: Workspace) -> bytes:
    row = workspace.reader.execute("SELECT max(upto) FROM given").fetchone()
    return bytes(row[0])


def test_a_long_list_is_shown_whole_and_its_button_says_the_number(
    page: ExchangePage, colleague: Workspace, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    paths = packages(colleague, workspace, tmp_path / "many", 40)
    (tmp_path / "many" / "a_broken.depter").write_bytes(paths[0].read_bytes()[:400])
    assert len(look(page, [tmp_path / "many"], settle)) == 40
    assert "40" in page.take_in.take_button.text()
    table = page.take_in.table
    assert len(table.rows()) == 42
    assert "40" in table.cell(0, 0).text  # the sums, and what is refused, are seen at once
    assert table.rows()[1].path.name == "a_broken.depter"
    assert table.height() < 600
    assert layout_faults(page.window()) == []
    page.take_in.take_in()
    settle()
    settle()
    assert len([one for one in workspace.find(Person) if "бекова-" in one.surname]) == 40
    [line] = page.take_in.earlier.table.rows()
    assert line.packages == 40


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_missing_is_said_with_its_numbers_or_without(code: str) -> None:
    words = language(code)
    some = Missing(b"12345678", "Кадыров", (14, 15))
    unknown = Missing(b"12345678", "", ())
    assert "14–15" in missing_words(some, words)
    assert b"12345678".hex() in missing_words(unknown, words)
    letter = request_text([some, unknown], "Сатаров", words)
    assert letter.endswith("Сатаров")
    assert "14–15" in letter


class _StopAfter(Progress):
    """Somebody who presses Cancel when so many files are in."""

    def __init__(self, files: int) -> None:
        super().__init__(lambda *_: None)
        self._files = files

    def step(self, done: int, total: int, text: str = "") -> None:
        if done >= self._files:
            raise Cancelled


def test_a_batch_that_is_cancelled_keeps_what_is_in_and_leaves_the_rest(
    colleague: Workspace, workspace: Workspace, tmp_path: Path
) -> None:
    paths = packages(colleague, workspace, tmp_path / "many", 6)
    taken = take_in(workspace, paths, progress=_StopAfter(2))
    assert not taken.is_whole
    assert len(taken.outcomes) == 2
    rows = workspace.reader.execute("SELECT count(*) FROM package").fetchone()
    assert rows[0] == 2


def test_what_was_written_on_top_of_a_merge_is_said_before_it_is_undone(
    page: ExchangePage, colleague: Workspace, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    someone = note(colleague, "Бекова")
    merge(workspace, [export(colleague, [own_card(workspace)], tmp_path).path])
    workspace.write([Put("person", someone, {"village": "Кара-Бак"})])
    written = workspace.digest()
    page.take_in.refresh()
    settle()
    earlier = page.take_in.earlier
    earlier.ask_undo(earlier.table.rows()[0])
    settle()
    assert earlier.question.isVisible()
    assert workspace.digest() == written
    earlier.question.acted.emit()
    settle()
    settle()
    assert workspace.get(Person, someone) is None
    earlier.take_again(earlier.table.rows()[0])
    settle()
    settle()
    assert workspace.digest() == written
