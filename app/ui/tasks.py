"""The one way off the UI thread: writes in order, reads beside them, errors shown once."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.errors import AppError

log = logging.getLogger(__name__)

Done = Callable[[Any], object]
Failed = Callable[[AppError], object]
Stepped = Callable[[int, int, str], object]


class Cancelled(Exception):
    """The user stopped the work; raised inside it at its next step."""


class Progress:
    """Handed to long work: it says how far it is, and learns there that it shall stop."""

    def __init__(self, say: Callable[[int, int, str], None]) -> None:
        self._say = say
        self._stop = threading.Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is; raises `Cancelled` when the user wants it to stop."""
        self.look()
        self._say(done, total, text)

    def look(self) -> None:
        """Raises `Cancelled` when the user wants the work to stop: lent to work that says nothing
        of how far it is (`app.stopping`).
        """
        if self._stop.is_set():
            raise Cancelled

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """The same as `step`, for work that is handed a plain function."""
        self.step(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()


class Task:
    """Work that was handed over; it can be asked to stop."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def cancel(self) -> None:
        """Stop at the next step; nothing of it is kept."""
        self.progress.cancel()


class Tasks(QObject):
    """Three lines of work: one writes, one reads, one takes long. Answers come to the UI thread."""

    save_began = Signal()
    save_done = Signal(object)
    save_failed = Signal(object)
    failed = Signal(object)
    """An error nobody else took: an `AppError`, or our own bug."""
    _back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._writer = ThreadPoolExecutor(1, "write")
        self._reader = ThreadPoolExecutor(1, "read")
        self._runner = ThreadPoolExecutor(1, "run")
        self._asked: defaultdict[str, int] = defaultdict(int)
        self._open: set[Future[None]] = set()
        self.is_open = True
        self._runs: WeakSet[Progress] = WeakSet()
        self._back.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def do(
        self,
        action: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        on_lost: Callable[[], object] | None = None,
        **kwargs: Any,
    ) -> None:
        """Write: after all that was asked for before, with the save mark following it.

        `on_lost` comes first where nothing was written, by our own bug as well, of which nobody
        else is told.
        """
        if self.is_open:
            self.save_began.emit()
        work = partial(action, *args, **kwargs)
        failed = partial(self._not_saved, on_error, on_lost)
        self._start(self._writer, work, partial(self._saved, on_done), failed)

    def ask(
        self,
        question: Callable[..., Any],
        *args: Any,
        on_done: Done,
        on_error: Failed | None = None,
        key: str = "",
        **kwargs: Any,
    ) -> None:
        """Read; with a key, only the newest question of that key is answered."""
        self._asked[key] += 1
        mine = self._asked[key]

        def is_stale() -> bool:
            return bool(key) and self._asked[key] != mine

        def work() -> Any:
            return None if is_stale() else question(*args, **kwargs)

        def done(answer: Any) -> None:
            if not is_stale():
                call_back(on_done, answer)

        self._start(self._reader, work, done, partial(self._present, on_error))

    def run(
        self,
        job: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        on_progress: Stepped | None = None,
        on_cancelled: Callable[[], object] | None = None,
        on_over: Callable[[], object] | None = None,
        **kwargs: Any,
    ) -> Task:
        """Long work: after all writes asked for before, while later ones go on beside it.

        It is handed `progress` and may be cancelled. `on_over` comes first however it ended, by our
        own bug as well, of which nobody else is told.
        """

        def say(done: int, total: int, text: str) -> None:
            if on_progress is not None:
                self._back.emit(partial(call_back, on_progress, done, total, text))

        progress = Progress(say)
        self._runs.add(progress)
        written = self._submit(self._writer, lambda: None)

        def work() -> Any:
            written.result()
            return job(*args, progress=progress, **kwargs)

        def done(answer: Any) -> None:
            call_back(on_over)
            call_back(on_done, answer)

        def ended(error: Exception) -> None:
            call_back(on_over)
            self._run_ended(on_error, on_cancelled, error)

        self._start(self._runner, work, done, ended)
        return Task(progress)

    def cancel_runs(self) -> None:
        """Ask all long work to stop at its next step."""
        for progress in list(self._runs):
            progress.cancel()

    def wait(self, seconds: float = 30) -> bool:
        """Let everything that was handed over come to its end; whether it did."""
        from concurrent.futures import wait

        left = wait(list(self._open), timeout=seconds).not_done
        return not left

    def close(self) -> None:
        """Finish what was handed over and take no more: what comes later is dropped.

        The window asks its drafts first; a clock of a draft may still go off after it is closed.
        """
        self.is_open = False
        self._runner.shutdown(wait=True)
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _start(
        self,
        line: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        future = self._submit(line, self._work, work, done, failed)
        self._open.add(future)
        future.add_done_callback(self._open.discard)

    def _submit(
        self, line: ThreadPoolExecutor, call: Callable[..., None], *args: Any
    ) -> Future[None]:
        if self.is_open:
            return line.submit(call, *args)
        dropped: Future[None] = Future()
        dropped.cancel()
        return dropped

    def _work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001 - the one place where all errors of work arrive
            self._back.emit(partial(failed, error))
        else:
            self._back.emit(partial(done, answer))

    def _land(self, call: Callable[[], object]) -> None:
        call()

    def _saved(self, on_done: Done | None, answer: Any) -> None:
        self.save_done.emit(answer)
        call_back(on_done, answer)

    def _not_saved(
        self, on_error: Failed | None, on_lost: Callable[[], object] | None, error: Exception
    ) -> None:
        call_back(on_lost)
        self.save_failed.emit(error)
        self._present(on_error, error)

    def _run_ended(
        self,
        on_error: Failed | None,
        on_cancelled: Callable[[], object] | None,
        error: Exception,
    ) -> None:
        if isinstance(error, Cancelled):
            call_back(on_cancelled)
        else:
            self._present(on_error, error)

    def _present(self, on_error: Failed | None, error: Exception) -> None:
        if isinstance(error, AppError) and on_error is not None:
            call_back(on_error, error)
            return
        if not isinstance(error, AppError):
            log_bug(error)
        self.failed.emit(error)


def log_bug(error: BaseException) -> None:
    """Write down where our own mistake is; never its message, which may hold a name."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = "; ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:])
    log.error("%s at %s", type(error).__name__, places)


def call_back(callback: Callable[..., object] | None, *args: object) -> None:
    """Hand an answer to whoever asked, unless its window is gone by now."""
    asked: object = callback
    while isinstance(asked, partial):
        asked = asked.func
    owner = getattr(asked, "__self__", None)
    if callback is None or (isinstance(owner, QObject) and not isValid(owner)):
        return
    callback(*args)
