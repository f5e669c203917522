import threading
from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import AppError, Invalid, Problem
from app.model import Changes, Person
from app.storage import Workspace
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.save_state import SaveState
from app.ui.tasks import Progress, Tasks

Settle = Callable[[], None]


def refuse() -> None:
    raise AppError("The disk {name} is full", name="D:")


def stumble() -> None:
    raise ZeroDivisionError("Асанова")


def test_work_runs_off_the_ui_thread_and_answers_on_it(tasks: Tasks, settle: Settle) -> None:
    threads: list[int] = []
    tasks.do(
        lambda: threads.append(threading.get_ident()),
        on_done=lambda _: threads.append(threading.get_ident()),
    )
    settle()
    assert threads[0] != threads[1] == threading.get_ident()


def test_writes_keep_their_order(tasks: Tasks, settle: Settle) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.do(order.append, number)
    settle()
    assert order == list(range(20))


def test_only_the_newest_question_of_a_key_is_answered(tasks: Tasks, settle: Settle) -> None:
    answers: list[str] = []
    for typed in ("ө", "өм", "өмү"):
        tasks.ask(str.upper, typed, on_done=answers.append, key="search")
    tasks.ask(str.upper, "other", on_done=answers.append)
    settle()
    assert answers == ["ӨМҮ", "OTHER"]


def test_an_error_is_said_once_by_the_first_who_takes_it(tasks: Tasks, settle: Settle) -> None:
    own: list[AppError] = []
    shell: list[object] = []
    tasks.failed.connect(shell.append)
    tasks.do(refuse, on_error=own.append)
    settle()
    assert len(own) == 1
    assert shell == []
    tasks.do(refuse)
    settle()
    assert len(shell) == 1


@pytest.mark.logs_warnings
def test_our_own_bug_is_never_a_screens_affair_and_no_name_comes_into_the_log(
    tasks: Tasks, settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    own: list[AppError] = []
    shell: list[object] = []
    tasks.failed.connect(shell.append)
    tasks.do(stumble, on_error=own.append)
    settle()
    assert own == []
    assert isinstance(shell[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text
    assert "Асанова" not in caplog.text


@pytest.mark.logs_warnings
def test_who_waits_for_long_work_learns_that_it_is_over_however_it_ended(
    tasks: Tasks, settle: Settle
) -> None:
    told: list[str] = []
    for job in (lambda progress: None, lambda progress: refuse(), lambda progress: stumble()):
        tasks.run(
            job,
            on_done=lambda _: told.append("done"),
            on_error=lambda _: told.append("refused"),
            on_over=lambda: told.append("over"),
        )
    settle()
    assert told == ["over", "done", "over", "refused", "over"]


@pytest.mark.logs_warnings
def test_who_handed_a_write_over_learns_that_nothing_was_written_whatever_the_reason(
    tasks: Tasks, settle: Settle
) -> None:
    told: list[str] = []
    for work in (lambda: None, refuse, stumble):
        tasks.do(
            work,
            on_done=lambda _: told.append("done"),
            on_error=lambda _: told.append("refused"),
            on_lost=lambda: told.append("lost"),
        )
    settle()
    assert told == ["done", "lost", "refused", "lost"]


def test_an_answer_for_a_window_that_is_gone_is_for_nobody(tasks: Tasks, settle: Settle) -> None:
    class Asker(QObject):
        def take(self, words: str, answer: str) -> None:
            self.setObjectName(words + answer)

    asker = Asker()
    failed: list[object] = []
    tasks.failed.connect(failed.append)
    tasks.ask(str.upper, "a", on_done=partial(asker.take, "b"))
    shiboken6.delete(asker)
    settle()
    assert failed == []


def test_long_work_says_how_far_it_is_and_stops_when_asked(
    tasks: Tasks, settle: Settle, qapp: QApplication
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    steps: list[tuple[int, int, str]] = []
    ended: list[str] = []

    def job(progress: Progress) -> None:
        progress.step(1, 3, "one")
        begun.set()
        go_on.wait(60)
        progress.step(2, 3, "two")

    task = tasks.run(
        job,
        on_done=lambda _: ended.append("done"),
        on_progress=lambda *step: steps.append(step),
        on_cancelled=lambda: ended.append("cancelled"),
    )
    assert begun.wait(60)
    task.cancel()
    go_on.set()
    settle()
    assert steps == [(1, 3, "one")]
    assert ended == ["cancelled"]


def test_a_save_does_not_wait_for_long_work_but_long_work_knows_what_was_saved_before(
    tasks: Tasks, qtbot: QtBot, settle: Settle
) -> None:
    order: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    def long(progress: Progress) -> None:
        order.append("long work begins")
        begun.set()
        assert may_end.wait(60)

    tasks.do(order.append, "saved before")
    tasks.run(long)
    assert begun.wait(60)
    tasks.do(order.append, "saved meanwhile")
    qtbot.waitUntil(lambda: len(order) == 3)
    may_end.set()
    settle()
    assert order == ["saved before", "long work begins", "saved meanwhile"]


def test_what_comes_after_the_end_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    mark = SaveState(tasks)
    tasks.do(lambda: done.append("before"))
    tasks.close()
    qtbot.waitUntil(lambda: mark.state == "saved")
    tasks.do(lambda: done.append("written"))
    tasks.ask(lambda: done.append("asked"), on_done=done.append)
    tasks.run(lambda progress: done.append("ran"))
    assert tasks.wait()
    QApplication.processEvents()
    assert done == ["before"]
    assert mark.state == "saved"


def test_the_save_mark_follows_the_writes(tasks: Tasks, settle: Settle) -> None:
    state = SaveState(tasks)
    tasks.do(lambda: None)
    settle()
    assert state.state == "saved"
    tasks.do(refuse)
    settle()
    assert state.state == "failed"
    assert str(state.error) == "The disk D: is full"
    tasks.do(lambda: None)
    settle()
    assert state.state == "saved"


def test_a_field_to_mend_is_not_a_failed_save(tasks: Tasks, settle: Settle) -> None:
    state = SaveState(tasks)

    def check() -> None:
        raise Invalid([Problem("title", "Write a title")])

    tasks.do(check, on_error=lambda _: None)
    settle()
    assert state.state == "idle"


# ---- drafts ----


class Editor:
    """Keeps what a draft wrote, and refuses what it is told to."""

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}
        self.bad: set[str] = set()
        self.disk_is_full = False
        self.is_faulty = False

    def write(self, _: Workspace, values: dict[str, object]) -> Changes:
        if self.is_faulty:
            stumble()
        if self.disk_is_full:
            raise AppError("The disk is full")
        problems = [Problem(name, "Not so") for name in values if name in self.bad]
        if problems:
            raise Invalid(problems)
        self.kept.update(values)
        return Changes()


def test_a_draft_is_written_by_itself_after_the_last_key(context: Context, qtbot: QtBot) -> None:
    editor = Editor()
    draft = Draft(context, editor.write)
    draft.put("title", "А")
    draft.put("title", "Ай")
    assert editor.kept == {}
    qtbot.waitUntil(lambda: draft.is_clean)
    assert editor.kept == {"title": "Ай"}


def test_what_is_good_is_saved_though_another_field_is_wrong(
    context: Context, settle: Settle
) -> None:
    editor = Editor()
    editor.bad = {"date_from"}
    draft = Draft(context, editor.write)
    refused: list[Invalid] = []
    draft.refused.connect(refused.append)
    draft.put("date_from", "99.99.2026")
    draft.put("title", "Ай")
    draft.flush()
    settle()
    assert editor.kept == {"title": "Ай"}
    assert draft.unsaved() == {"date_from": "99.99.2026"}
    assert len(refused) == 1
    editor.bad = set()
    draft.put("date_from", "19.11.2026")
    draft.flush()
    settle()
    assert editor.kept == {"title": "Ай", "date_from": "19.11.2026"}
    assert draft.is_clean


def test_a_full_disk_loses_nothing_that_was_typed(context: Context, settle: Settle) -> None:
    editor = Editor()
    editor.disk_is_full = True
    draft = Draft(context, editor.write)
    draft.put("title", "Ай")
    draft.flush()
    settle()
    assert draft.unsaved() == {"title": "Ай"}
    assert context.unsaved()
    editor.disk_is_full = False
    context.flush_drafts()
    settle()
    assert editor.kept == {"title": "Ай"}
    assert not context.unsaved()


@pytest.mark.logs_warnings
def test_what_was_typed_is_written_after_all_when_our_own_bug_stopped_it_once(
    context: Context, settle: Settle
) -> None:
    editor = Editor()
    editor.is_faulty = True
    draft = Draft(context, editor.write)
    draft.put("title", "Ай")
    draft.flush()
    settle()
    assert draft.unsaved() == {"title": "Ай"}
    editor.is_faulty = False
    draft.put("venue", "Мектеп")
    draft.flush()
    settle()
    assert editor.kept == {"title": "Ай", "venue": "Мектеп"}
    assert draft.is_clean


def test_what_is_typed_while_a_write_is_under_way_follows_it(
    context: Context, settle: Settle
) -> None:
    editor = Editor()
    draft = Draft(context, editor.write)
    draft.put("title", "А")
    draft.flush()
    draft.put("title", "Ай")
    draft.flush()
    settle()
    settle()
    draft.flush()
    settle()
    assert editor.kept == {"title": "Ай"}


# ---- changes and undo ----


def test_a_write_is_told_to_everybody_and_can_be_undone(context: Context, settle: Settle) -> None:
    from app.actions.records import save

    person = context.workspace.find(Person)[0]
    told: list[Changes] = []
    context.changed.connect(told.append)
    context.do(save, "person", person.id, {"village": "Самаркандек"})
    settle()
    assert told[0].touches("person", person.id)
    context.undo_last()
    settle()
    assert context.workspace.get(Person, person.id) == person
    assert len(told) == 2


def test_there_may_be_nothing_to_undo(context: Context) -> None:
    said: list[str] = []
    context.toast_asked.connect(lambda text, *_: said.append(text))
    context.undo_last()
    assert said == [context.language.text("There is nothing to undo")]
