"""Judges cases in a process of its own: one that crashes or hangs costs itself and no other."""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Case = dict[str, Any]
_STARTING = 60.0
_CONTEXT = multiprocessing.get_context("spawn")


class Judge:
    """Asks the function `outcome` of a module about one case after another: None if it passes,
    else what was wrong. A case has so many seconds.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._end()

    def outcome(self, case: Case) -> str | None:
        """What came of a case; whoever judges it is replaced when it does not answer."""
        pipe = self._pipe or self._begun()
        try:
            pipe.send(case)
            if pipe.poll(self._seconds):
                said: str | None = pipe.recv()
                return said
        except (EOFError, OSError):
            self._end()
            return "crashed: the program ended"
        self._end()
        return f"took longer than {self._seconds:g} seconds"

    def _begun(self) -> Connection:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_judge, args=(theirs, self._module), daemon=True)
        self._process.start()
        theirs.close()
        if self._pipe.poll(_STARTING):
            self._pipe.recv()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _judge(pipe: Connection, module: str) -> None:
    judge = importlib.import_module(module)
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            case = pipe.recv()
            try:
                said = judge.outcome(case)
            except Exception as error:  # noqa: BLE001 - a crash is its case's failure, not the run's
                said = f"crashed: {error!r}"
            pipe.send(said)


def lines_of(file: Path) -> Iterator[Case]:
    """The cases in a file, one a line; a line that holds none is a case that says so."""
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
        if line.strip():
            case = _read(line)
            yield case if isinstance(case, dict) else {"unreadable": f"{file.name}:{number}"}


def table_of(file: Path) -> dict[str, str]:
    """Texts by their names, as `documents.json` and `forms.json` hold them; none without it."""
    found = _read(file.read_text("utf-8", "replace")) if file.is_file() else None
    return found if isinstance(found, dict) else {}


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
