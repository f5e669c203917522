"""Somebody with a stack of paper: types each sheet into the real window, by keys alone.

As a program of its own it types until it is killed, and says what is kept.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resource
from app.storage import Workspace, open_workspace
from app.surveys import Entry, Kind
from app.ui.preferences import Preferences
from app.ui.surveys.fill import FillingView
from app.ui.surveys.page import SurveysPage
from app.ui.theme import dress
from app.ui.window import Window
from tests.ui.events.press import HELD, focused, type_text
from tests.ui.keyboard import show_active

PASSPHRASE = "кагаздан көчүрүлгөн сыр"
FORM = resource("forms", "event_feedback.xlsx")
SHEETS = 12
_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Right": Qt.Key.Key_Right,
    "N": Qt.Key.Key_N,
    "PgDn": Qt.Key.Key_PageDown,
    **{str(digit): Qt.Key(int(Qt.Key.Key_0) + digit) for digit in range(10)},
}
_NOT_ALONE = {"none", "other"}
"""Answers that stand alone, or ask for words of one's own."""


@dataclass(frozen=True)
class Paper:
    """A sheet somebody filled: the same answers whenever and wherever it is read."""

    number: int

    def answer(self, entry: Entry) -> str:
        """What is written there for a question."""
        chance = random.Random(f"{self.number} {entry.path}")
        codes = [choice.value for choice in entry.choices if choice.value not in _NOT_ALONE]
        if entry.kind is Kind.SELECT_ONE:
            return chance.choice(codes)
        if entry.kind is Kind.SELECT_MULTIPLE:
            both = set(chance.sample(codes, 2))
            return " ".join(code for code in codes if code in both)
        return str(chance.randint(1, 5)) if entry.kind is Kind.RANGE else f"Суу {self.number}"


class Typist:
    """Reads the question in view, looks at her paper, and presses keys; she counts them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.keys = self.letters = self.answers = 0

    @property
    def page(self) -> SurveysPage:
        """The page of surveys."""
        (page,) = self._window.findChildren(SurveysPage)
        return page

    @property
    def sheet(self) -> FillingView:
        """The sheet that is filled."""
        sheet = self.page.sheet
        assert sheet is not None
        return sheet

    def rest(self) -> None:
        """Let the window come to rest."""
        for _ in range(4):
            assert self._window.tasks.wait()
            QApplication.processEvents()
        if not self._window.isActiveWindow():
            # as every desktop does after a passing window; this platform leaves it to us
            show_active(self._window)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            *held, name = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= HELD[one]
            QTest.keyClick(focused(), _KEYS[name], modifiers)
            self.keys += 1

    def write(self, text: str) -> None:
        """Type a text."""
        type_text(text)
        self.keys += len(text)
        self.letters += len(text)

    def begin_stack(self, code: str) -> None:
        """From anywhere to the first question of a stack of paper."""
        self.press("Ctrl+4")
        self.rest()
        self.press("Enter")
        self.rest()
        self.press("N")
        panel = self.page.view.beginning
        self.write(code)
        self.press("Shift+Tab", "Right")
        self.tab_to(panel._fields["stack"].editor())
        self.write(str(SHEETS))
        self.press("Enter")
        self.rest()
        self.keys = self.letters = 0

    def tab_to(self, wanted: QWidget) -> None:
        """Tab until it has the keyboard."""
        for _ in range(60):
            if focused() is wanted:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {wanted}")

    def answer_one(self, paper: Paper) -> None:
        """The question in view, and on to the next."""
        view = self.sheet.panel.current()
        if view is not None and view.field is not None:
            self.give(view.entry, paper.answer(view.entry))
            self.answers += 1
        before = self.sheet.place()
        self.press("Enter")
        assert self.sheet.place() != before, "Enter goes on"

    def give(self, entry: Entry, answer: str) -> None:
        """Press the keys of an answer."""
        if entry.kind.takes_choices:
            codes = [choice.value for choice in entry.choices]
            self.press(*(str(codes.index(code) + 1) for code in answer.split()))
        elif entry.kind is Kind.RANGE:
            self.press(*answer)
        else:
            self.write(answer)

    def type_sheet(self, paper: Paper) -> None:
        """From the question in view to the end of the sheet, and on to the next one."""
        sheet = self.sheet
        while sheet.sheet.step is not None:
            self.answer_one(paper)
        self.press("Enter")
        self.rest()


def say(line: str) -> None:
    """Say it at once: what is held back would be lost with the process."""
    os.write(1, f"{line}\n".encode())


def type_on(typist: Typist) -> None:
    """Type sheet after sheet; after each answer, once it is in the notebook, say where one is."""
    for number in itertools.count(1):
        sheet = typist.sheet
        while sheet.sheet.step is not None:
            typist.answer_one(Paper(number))
            while not sheet.keeper.is_clean:
                QApplication.processEvents()
            say(f"kept {number} {sheet.place().position}")
        typist.press("Enter")
        typist.rest()


def opened(folder: Path, choices: Path, workspace: Workspace | None = None) -> Window:
    """The real window; over an open notebook, or locked."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application, "light")
    window = Window(folder, Preferences(choices))
    window.resize(1366, 697)
    window.begin()
    show_active(window)
    if workspace is not None:
        window.show_workspace(workspace)
    return window


def main() -> None:
    """Type from a stack until the end comes from outside."""
    folder, choices = map(Path, sys.argv[1:])
    window = opened(folder, choices, open_workspace(folder, passphrase=PASSPHRASE))
    typist = Typist(window)
    typist.rest()
    typist.begin_stack("БТ-01")
    type_on(typist)


if __name__ == "__main__":
    main()
