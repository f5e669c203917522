"""Whoever cannot see the window hears what each control is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.language import language
from app.ui.first_run import FirstRun
from app.ui.pages import PAGES
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from app.ui.unlock import Unlock
from tests.ui.layout import settle as rest


def nameless(widget: QWidget) -> list[str]:
    """The controls that take the keyboard and say nothing of themselves."""
    rest()
    return [
        f"{type(child).__name__} in {type(child.parentWidget()).__name__}"
        for child in widget.findChildren(QWidget)
        if child.isVisibleTo(widget)
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(child, QAbstractScrollArea) and child.focusProxy() is not None)
        and not name_of(child)
    ]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_every_control_of_a_page_has_a_name(name: str, shell: Shell, tasks: Tasks) -> None:
    shell.show()
    shell.go(name)
    for _ in range(3):
        assert tasks.wait()
        rest()
    assert nameless(shell) == []


@pytest.mark.parametrize("step", [0, 1, 2])
def test_every_control_before_the_notebook_has_a_name(
    step: int, tmp_path: Path, tasks: Tasks, qtbot: QtBot
) -> None:
    for screen in (FirstRun(tmp_path, "ky", tasks), Unlock(tmp_path, "ky", tasks)):
        qtbot.addWidget(screen)
        screen.show()
        screen._go(step)
        assert nameless(screen) == []


def test_a_language_is_named_as_it_names_itself(shell: Shell) -> None:
    names = [segment.accessibleName() for segment in shell.top_bar._languages.segments()]
    assert names == ["Кыргызча", "Русский", "English"]
    assert shell.top_bar._lock.accessibleName() == language("ky").text("Lock (Ctrl Shift L)")
