"""The state of the data that figures are of."""

import threading
from collections.abc import Callable
from typing import Any

from app.storage import Workspace
from app.ui.shell import Shell
from app.ui.source import Source

Settle = Callable[[], None]


def test_a_version_reckoned_before_a_change_is_not_said_after_it(
    shell: Shell, settle: Settle, monkeypatch: Any
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    versions = iter(("a" * 64, "b" * 64))

    def reckon(_: Workspace) -> str:
        begun.set()
        assert go_on.wait(60)
        return next(versions)

    monkeypatch.setattr(Workspace, "digest", reckon)
    source = Source(shell.context, lambda: None)
    source.count()
    assert begun.wait(60)
    source.forget()
    source.count()
    go_on.set()
    settle()
    settle()
    assert "bbbbbbbb" in source.brief()
