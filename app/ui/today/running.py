"""The event that is on now: its name, where, how many, and how far the day is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.language import Language
from app.storage.questions.today import Running
from app.ui.kit import Box, Chip, ElidedText, PlainButton, PrimaryButton, Row, Stack, Text
from app.ui.today.timeline import Timeline

_JOINT = "  ·  "


class RunningCard(Box):
    """A card for one event that is on; only the first one has the primary button."""

    attendance_asked = Signal(bytes)
    event_asked = Signal(bytes)

    def __init__(self, *, is_first: bool) -> None:
        super().__init__("card", gap=10, margin=16)
        self._event = b""
        self._chip = Chip("", "new")
        self._day = Text("", "second")
        self._title = ElidedText("", "section")
        self._line = ElidedText("", "second")
        self.tick = (PrimaryButton if is_first else PlainButton)(icon="check")
        self.timeline = Timeline()
        self._no_programme = Text("", "second", colour="text3")
        self._lay_out()
        self.tick.clicked.connect(lambda: self.attendance_asked.emit(self._event))

    def _lay_out(self) -> None:
        chip = Row(self._chip, self._day, None, gap=10)
        words = Stack(chip, self._title, self._line, gap=4)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        top = Row(words, self.tick, gap=16)
        self.add(top, self.timeline, self._no_programme)

    def show_running(self, running: Running, now: str, place: str, language: Language) -> None:
        """Show an event and the time of day."""
        event, text = running.event, language.text
        self._event = event.id
        self._chip.set_text(text("On now"))
        self._chip.show()
        is_long = running.days > 1
        day = text("day {n} of {m}", n=running.day, m=running.days) if is_long else ""
        self._day.setText(day)
        self._title.setText(event.title)
        self._line.setText(_JOINT.join(p for p in (place, *_counts(running, language)) if p))
        self.tick.setText(text("Tick attendance"))
        self.timeline.set_items(running.programme, now)
        self._no_programme.setVisible(self.timeline.isHidden())
        self._no_programme.setText(text("No programme for this day yet."))


def _counts(running: Running, language: Language) -> list[str]:
    people = language.plural("{n} participant", "{n} participants", running.people)
    planned = running.event.planned_count
    return [people, language.text("{n} planned", n=planned) if planned else ""]
