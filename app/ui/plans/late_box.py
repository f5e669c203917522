"""The red box under the measures: what is late, what was last seen of it, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.language import Language
from app.storage.questions.plans import MeasureLine
from app.ui.kit import Box, ElidedText, Icon, PlainButton, QuietButton, Row, Stack
from app.ui.plans.words import first_line


class LateBox(Box):
    """One late measure with the two ways out: write what is seen of it, or move its deadline."""

    monitoring_asked = Signal(bytes)
    deadline_asked = Signal(bytes)

    def __init__(self) -> None:
        super().__init__("bad", margin=10)
        self.measure = b""
        self._title = ElidedText("", "name")
        self._last = ElidedText("", "second", colour="text2")
        self.write = PlainButton()
        self.move_it = QuietButton()
        words = Stack(self._title, self._last, gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = Row(Icon("triangle-alert", 18, "bad"), words, self.write, self.move_it, gap=12)
        row.box.setStretch(1, 1)
        self.add(row)
        self.write.clicked.connect(lambda: self.monitoring_asked.emit(self.measure))
        self.move_it.clicked.connect(lambda: self.deadline_asked.emit(self.measure))

    def show_late(self, language: Language, line: MeasureLine | None) -> None:
        """Say which measure is late; without one the box takes no room."""
        self.setVisible(line is not None)
        if line is None:
            return
        self.measure = line.id
        say = language.text
        title = say(
            "Measure {n}: “{text}” was to be done by {day}",
            n=line.number,
            text=first_line(line.measure.text),
            day=line.measure.deadline,
        )
        self._title.setText(title)
        self._last.setText(_last_seen(language, line))
        self.write.setText(say("Write monitoring"))
        self.move_it.setText(say("Move the deadline"))


def _last_seen(language: Language, line: MeasureLine) -> str:
    last = line.last
    if last is None:
        return language.text("Nothing was written of it yet.")
    day = language.text("Last monitoring {day}", day=last.day)
    seen = first_line(last.obstacles or last.note)
    share = f"{line.progress} %" if line.progress is not None else ""
    return " · ".join(part for part in (day, share, seen) if part)
