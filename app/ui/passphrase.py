"""Choosing a passphrase: twice, with its strength in plain words."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import Language
from app.ui.kit import FormRow, Stack, Text, TextField
from app.ui.theme import look

LEAST = 8
"""Fewer letters are not taken."""
_FAIR, _GOOD = 40, 60
_KINDS: tuple[tuple[int, Callable[[str], bool]], ...] = (
    (30, str.islower),
    (30, str.isupper),
    (10, str.isdigit),
    (20, lambda letter: not letter.isalnum()),
)
"""How many letters of a kind there are to guess among."""


def strength(passphrase: str) -> int:
    """0 too short, 1 weak, 2 fair, 3 good: letters, their variety, and not the same ones again."""
    if len(passphrase) < LEAST:
        return 0
    pool = sum(size for size, kind in _KINDS if any(kind(letter) for letter in passphrase))
    fresh = sum(1 for one, other in pairwise(passphrase) if one != other)
    variety = min(1.0, len(set(passphrase)) / 8)
    bits = (fresh + 1) * math.log2(max(pool, 2)) * variety * 0.6
    return 1 if bits < _FAIR else 2 if bits < _GOOD else 3


class StrengthBar(QWidget):
    """Three short bars; the words beside them say the same."""

    _INKS = ("bad", "bad", "warn", "ok")

    def __init__(self) -> None:
        super().__init__()
        self._level = -1
        self.setFixedHeight(6)

    def set_level(self, level: int) -> None:
        """-1 nothing typed yet, else as `strength` says."""
        self._level = level
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = (self.width() - 8) // 3
        for part in range(3):
            lit = self._level >= 0 and part < max(1, self._level)
            ink = self._INKS[self._level] if lit else "line"
            painter.fillRect(part * (width + 4), 0, width, 4, look().colour(ink))


class PassphraseForm(Stack):
    """Passphrase and its repetition; `is_good` when both may be used."""

    changed = Signal()
    entered = Signal()

    def __init__(self, language: Language) -> None:
        self._first = FormRow("", TextField(secret=True))
        self._again = FormRow("", TextField(secret=True))
        self._bar = StrengthBar()
        self._words = Text("", "second", wrap=True)
        super().__init__(self._first, self._bar, self._words, self._again, gap=4)
        for row in (self._first, self._again):
            row.field.edited.connect(self._typed)
        self._first_line.returnPressed.connect(self._again.field.focus)
        self._again_line.returnPressed.connect(self.entered)
        self._again.field.committed.connect(lambda _: self._check_again())
        self.retranslate(language)

    @property
    def _first_line(self) -> QLineEdit:
        return self._first.field.editor()  # type: ignore[return-value]

    @property
    def _again_line(self) -> QLineEdit:
        return self._again.field.editor()  # type: ignore[return-value]

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        self._first.set_label(language.text("Passphrase"))
        self._first.set_help(language.text("Four words you will remember are better than signs"))
        self._again.set_label(language.text("The passphrase once more"))
        self._say_strength()

    def passphrase(self) -> str:
        """What was typed first."""
        return self._first_line.text()

    def clear_all(self) -> None:
        """Empty both fields."""
        for row in (self._first, self._again):
            row.field.set_value("")
        self._typed()

    def is_good(self) -> bool:
        """Whether both are the same and long enough."""
        same = self.passphrase() == self._again_line.text()
        return strength(self.passphrase()) > 0 and same

    def show_problem(self) -> bool:
        """Say at the field what is missing; whether anything is."""
        language = self._language
        if strength(self.passphrase()) == 0:
            self._first.set_error(
                language.plural("At least {n} letter", "At least {n} letters", LEAST)
            )
            self._first.field.focus()
            return True
        if not self.is_good():
            self._again.set_error(language.text("This is not the same as above"))
            self._again.field.focus()
            return True
        return False

    def focus(self) -> None:
        """Take the keyboard."""
        self._first.field.focus()

    def _typed(self) -> None:
        self._first.clear()
        self._again.clear()
        self._say_strength()
        self.changed.emit()

    def _check_again(self) -> None:
        if self._again_line.text() and not self.is_good() and strength(self.passphrase()):
            self._again.set_error(self._language.text("This is not the same as above"))

    def _say_strength(self) -> None:
        typed = self.passphrase()
        level = strength(typed) if typed else -1
        self._bar.set_level(level)
        text = self._language.text
        words = {
            -1: "",
            0: text("Too short"),
            1: text("Weak: can be guessed in an hour. Add a word"),
            2: text("Fair: one more word makes it good"),
            3: text("Good: nobody will guess this"),
        }
        self._words.setText(words[level])
        self._words.set_colour({2: "warn", 3: "ok"}.get(level, "bad"))
