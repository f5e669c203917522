"""A stack of paper is typed by keys alone; the power goes in the middle of it; nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.actions.surveys import add_form
from app.model import Submission, SurveyVersion
from app.storage import KdfCost, Profile, Workspace, create_workspace, open_workspace
from app.storage.drafts import drafts
from app.storage.forms import form_of
from app.surveys import Entry, Filling, Kind, convert
from app.ui.surveys.steps import is_question
from app.ui.today.page import TodayPage
from app.ui.window import Window
from tests.journeys.typist import FORM, PASSPHRASE, SHEETS, Paper, Typist, opened
from tests.ui.events.press import unlock
from tests.ui.keyboard import close_for_good

# the platform without a screen says this of every passing window; it is no fault of ours
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
HOUSE = Path(__file__).resolve().parents[2]
MOST_KEYS = 2.5
"""So many keys an answer may take, the letters of texts not counted: its number and Enter."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notebook with the form of feedback."""
    profile = Profile(name="Ойдонова Бурул", role="trainer", territory="", language="ky")
    cost = KdfCost(memory_kib=64, passes=1, lanes=1)
    made = create_workspace(tmp_path / "notebook", PASSPHRASE, profile, cost).workspace
    add_form(made, convert(FORM.read_bytes(), FORM.name), purpose="feedback")
    made.close()
    return tmp_path / "notebook"


@pytest.fixture
def typist(folder: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Typist]:
    """Somebody at the real window, the notebook open."""
    window = opened(folder, tmp_path / "choices")
    yield unlocked(window, qtbot)
    close_for_good(window)


def unlocked(window: Window, qtbot: QtBot) -> Typist:
    typist = Typist(window)
    unlock(window, PASSPHRASE, qtbot)
    typist.rest()
    return typist


def questions_of(workspace: Workspace, filled: Submission) -> list[Entry]:
    """What was asked on a filled form, with the answers."""
    assert filled.survey_version is not None
    read = form_of(workspace, filled.survey_version)
    assert read is not None
    entries = Filling.resume(read.form, filled.instance).entries()
    return [entry for entry in entries if is_question(entry) and entry.is_relevant]


def check_stack(workspace: Workspace) -> None:
    """Every sheet is there once, with every answer of its paper."""
    filled = {one.code: one for one in workspace.find(Submission)}
    assert sorted(filled) == [f"БТ-{number:02d}" for number in range(1, SHEETS + 1)]
    for code, one in filled.items():
        paper = Paper(int(code[-2:]))
        assert one.source == "paper"
        asked = questions_of(workspace, one)
        assert len(asked) > 10
        assert {entry.name: entry.value for entry in asked} == {
            entry.name: paper.answer(entry) for entry in asked
        }
    assert drafts(workspace) == []


def test_a_stack_is_typed_by_keys_alone_and_every_answer_is_kept(
    typist: Typist, folder: Path
) -> None:
    typist.begin_stack("БТ-01")
    for number in range(1, SHEETS + 1):
        assert typist.sheet.place().sheet == number
        typist.type_sheet(Paper(number))
    assert typist.page.sheet is None, "the last sheet leads back to the filled forms"
    assert typist.answers > SHEETS * 10
    assert (typist.keys - typist.letters) / typist.answers <= MOST_KEYS
    typist._window.close()
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    check_stack(workspace)
    workspace.close()


def kept_until_killed(folder: Path, choices: Path, sheet: int, answers: int) -> str:
    """Have somebody type, and kill her program after so many answers of a sheet; where she was."""
    command = [sys.executable, "-P", "-m", "tests.journeys.typist", str(folder), str(choices)]
    surroundings = {**os.environ, "PYTHONPATH": str(HOUSE), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings) as process:
        assert process.stdout is not None
        seen = 0
        for line in process.stdout:
            word, number, position = line.decode().split()
            assert word == "kept"
            seen += int(number) == sheet
            if seen == answers:
                os.kill(process.pid, signal.SIGKILL)
                return position
    raise AssertionError(f"ended by itself: {process.returncode}")


def test_after_a_power_cut_the_sheet_opens_at_the_same_question_and_the_stack_goes_on(
    folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    said = kept_until_killed(folder, tmp_path / "hers", sheet=4, answers=8)
    window = opened(folder, tmp_path / "choices")
    typist = unlocked(window, qtbot)
    today = window.findChild(TodayPage)
    assert today is not None
    assert today.crash.isVisible()
    assert today.drafts.isVisible()
    typist.tab_to(today.drafts.table)
    typist.press("Enter")
    typist.rest()
    order = [one.position for one in typist.sheet.sheet.entries]
    # she may have gone one answer on in the moment before the cut
    assert 0 <= order.index(typist.sheet.place().position) - order.index(said) <= 2
    assert typist.sheet.place().sheet == 4
    for number in range(4, SHEETS + 1):
        typist.type_sheet(Paper(number))
    close_for_good(window)
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    check_stack(workspace)
    workspace.close()


def test_what_is_missing_is_listed_and_mended_and_the_next_sheet_begins(
    typist: Typist, folder: Path
) -> None:
    typist.begin_stack("БТ-01")
    sheet, paper, skipped = typist.sheet, Paper(1), ""
    while sheet.sheet.step is not None:
        view = sheet.panel.current()
        is_needed = view is not None and view.entry.is_required
        if is_needed and not skipped:
            assert view is not None
            skipped = view.position
            # once she is told, the second time she goes on without an answer
            typist.press("Enter")
            assert view.problem()
            typist.press("Enter")
        else:
            typist.answer_one(paper)
    typist.press("Enter")
    assert typist.sheet is sheet, "a sheet with a hole is not finished"
    assert len(sheet.ending.links) == 1
    typist.press("Enter")
    assert sheet.place().position == skipped
    typist.answer_one(paper)
    assert sheet.sheet.step is None, "mended, one is back at the end"
    typist.press("Enter")
    typist.rest()
    assert typist.sheet.place().sheet == 2
    workspace = typist.sheet.context.workspace
    assert [one.code for one in workspace.find(Submission)] == ["БТ-01"]


def test_the_form_is_one_with_choices_numbers_and_words(folder: Path) -> None:
    """Else the figures above would say little."""
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    (version,) = workspace.find(SurveyVersion)
    read = form_of(workspace, version.id)
    workspace.close()
    assert read is not None
    kinds = {entry.kind for entry in Filling(read.form).entries()}
    assert {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANGE, Kind.TEXT} <= kinds
