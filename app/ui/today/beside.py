"""What stands beside the day's work: what waits, whether to give, what comes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.language import Language
from app.model import Event
from app.storage.questions.exchange import Lacking
from app.storage.questions.receipts import ReceivedEvents
from app.storage.questions.today import LastGiven, TodayFacts
from app.ui.kit import ElidedText, Icon, Line, PlainButton, Row, SoftBox, Stack, Text
from app.ui.kit.layout import empty
from app.ui.people.card import EventLink
from app.ui.theme import look

_LONG_AGO = 7
_MOST = 4


class WaitingLine(QAbstractButton):
    """Icon, words, a count, an arrow: leads to where it can be settled."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._name = ElidedText("", "body")
        self._why = ElidedText("", "caption", colour="text2")
        self._count = Text("", "name")
        self._arrow = Icon("chevron-right", 16, "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        words = Stack(self._name, self._why, gap=0)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        for part in (Icon(icon, 18), words, self._count, self._arrow):
            row.addWidget(part)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(48)

    def show_count(self, name: str, why: str, count: str, *, leads: bool) -> None:
        """Say what waits, and how much of it."""
        self._name.setText(name)
        self._why.setText(why)
        self._count.setText(count)
        self._arrow.setVisible(leads)
        self.setEnabled(leads)
        self.setAccessibleName(f"{name}, {count}. {why}")
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(look().colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)


class Waiting(Stack):
    """What a person has to decide."""

    conflicts_asked = Signal()
    quarantine_asked = Signal()
    consent_asked = Signal()
    clubs_asked = Signal()

    def __init__(self) -> None:
        self._title = Text("", "section")
        self._sum = Text("", "name")
        self.conflicts = WaitingLine("split")
        self.quarantine = WaitingLine("file-warning")
        self.consent = WaitingLine("shield-x")
        self.clubs = WaitingLine("clock")
        self._nothing = Text("", "second")
        shown = (self.conflicts, self.quarantine, self.consent, self.clubs)
        self._lines = [(Line(), each) for each in shown]
        super().__init__(gap=0)
        self.add(Row(self._title, None, self._sum), 6, self._nothing)
        for above, each in self._lines:
            self.add(above, each)
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.quarantine.clicked.connect(self.quarantine_asked)
        self.consent.clicked.connect(self.consent_asked)
        self.clubs.clicked.connect(self.clubs_asked)

    def show_waiting(self, facts: TodayFacts, language: Language) -> None:
        """Show how much waits."""
        text, number = language.text, language.number
        waits = (facts.conflicts, facts.quarantined, facts.without_consent)
        counts = (*waits, facts.club_meetings)
        words = (
            (text("Different values"), text("both are kept; the newer is shown")),
            (text("Could not be read"), text("kept as it came; can be tried again")),
            (text("No consent"), text("took part within a year")),
            (text("Meetings of clubs"), text("due in the running periods")),
        )
        self._title.setText(text("Waiting for you"))
        self._sum.setText(number(sum(counts)) if any(counts) else "")
        self._nothing.setText(text("Nothing waits."))
        self._nothing.setVisible(not any(counts))
        for (above, line), count, (name, why) in zip(self._lines, counts, words, strict=True):
            line.setVisible(bool(count))
            above.setVisible(bool(count))
            line.show_count(name, why, number(count), leads=True)


class GiveBox(SoftBox):
    """How long ago something was given, what is new since, and the way to give it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=8, margin=16)
        self._title = Text("", "section")
        self._icon = Icon("clock", 18)
        self._state = Text("", "name", wrap=True)
        self._when = Text("", "caption", wrap=True, colour="text2")
        self._receipt_icon = Icon("package-check", 16)
        self._receipt = Text("", "caption", wrap=True, colour="text2")
        self._receipt.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._receipts = Row(self._receipt_icon, self._receipt, gap=8)
        self._what = Text("", "second", wrap=True, colour="text")
        self.button = PlainButton(icon="usb")
        state = Row(self._icon, self._state, gap=8)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.add(self._title, state, self._when, self._receipts, self._what)
        self.add(Row(self.button, None))
        self.button.clicked.connect(self.asked)

    def show_given(
        self, given: LastGiven, since: Lacking, role: str, now: datetime, language: Language
    ) -> None:
        """Show the last package, and what was written since."""
        text = language.text
        self._title.setText(text("Give to your unit") if role == "trainer" else text("Give"))
        made_at = _moment(given.made_at)
        days = (now.date() - made_at.date()).days if made_at else -1
        state, icon, colour = _state(days, given.changes, language)
        self._state.setText(state)
        self._state.set_colour(colour)
        self._icon.set_icon(icon, colour or "text2")
        to = ", ".join(given.receivers)
        when = language.moment(made_at) if made_at else ""
        self._when.setText(" · ".join(part for part in (when, to) if part))
        self._when.setVisible(bool(self._when.text()))
        self._what.setText(_since(given, since, language))
        self.button.setText(text("Prepare a package"))

    def show_received(self, received: ReceivedEvents | None, role: str, language: Language) -> None:
        """Show what came back about what was given."""
        self._receipts.setVisible(received is not None)
        if received is not None:
            waits = bool(received.conflicts or received.quarantined)
            is_whole = not waits and received.received == received.events
            tone = "ok" if is_whole else "warn" if waits else "text2"
            icon = "circle-check" if is_whole else "split" if waits else "package-check"
            self._receipt_icon.set_icon(icon, tone)
            self._receipt.setText(received_words(received, role, language))


def _state(days: int, changes: int, language: Language) -> tuple[str, str, str]:
    if not changes:
        if days < 0:
            return language.text("Nothing to give yet"), "clock", "text2"
        return language.text("Everything is given"), "circle-check", "ok"
    if days < 0:
        return language.text("Nothing was given yet"), "clock", "warn"
    tone = "warn" if days >= _LONG_AGO // 2 else "text"
    if not days:
        return language.text("Given today"), "clock", "text"
    return language.plural("Given {n} day ago", "Given {n} days ago", days), "clock", tone


def received_words(received: ReceivedEvents, role: str, language: Language) -> str:
    """How many of the own events arrived, and what waits there; a line each."""
    said = [_arrived(received, role, language)]
    if received.conflicts:
        said.append(
            language.plural(
                "{n} field stands against another value there",
                "{n} fields stand against other values there",
                received.conflicts,
            )
        )
    if received.quarantined:
        said.append(
            language.plural(
                "{n} change could not be read there",
                "{n} changes could not be read there",
                received.quarantined,
            )
        )
    said.append(language.moment(received.received_at))
    return "\n".join(said)


def _arrived(received: ReceivedEvents, role: str, language: Language) -> str:
    counts = {"n": language.number(received.received), "m": language.number(received.events)}
    if role == "trainer" and received.role == "unit":
        return language.text("Your unit has received {n} of {m} events", **counts)
    name = received.receiver or "–"
    return language.text("{name} has received {n} of {m} events", name=name, **counts)


def _since(given: LastGiven, since: Lacking, language: Language) -> str:
    if not given.changes:
        return language.text("There is nothing new since.")
    if not given.made_at:
        return language.plural(
            "{n} change, about {size}",
            "{n} changes, about {size}",
            given.changes,
            size=language.size(since.size),
        )
    return language.plural(
        "{n} change since then, about {size}",
        "{n} changes since then, about {size}",
        given.changes,
        size=language.size(since.size),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None


class Coming(Stack):
    """The next events: day, title, when and where."""

    event_asked = Signal(bytes)

    def __init__(self) -> None:
        self._title = Text("", "section")
        self._nothing = Text("", "second")
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, 26)
        self._grid.setColumnStretch(1, 1)
        super().__init__(gap=8)
        self.add(self._title, self._nothing, self._holder)

    def show_coming(self, events: list[Event], language: Language) -> None:
        """Show these events."""
        self._title.setText(language.text("Coming up"))
        self._nothing.setText(language.text("No event is planned."))
        self._nothing.setVisible(not events)
        empty(self._grid)
        for line, event in enumerate(events[:_MOST]):
            day = Text(str(event.date_from.day) if event.date_from else "", "section")
            day.set_colour("accent")
            link = EventLink(event.title)
            link.clicked.connect(lambda _=False, one=event.id: self.event_asked.emit(one))
            when = ElidedText(_when(event, language), "caption", colour="text2")
            self._grid.addWidget(day, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Stack(link, when, gap=0), line, 1)


def _when(event: Event, language: Language) -> str:
    day = event.date_from
    if day is None:
        return ""
    parts = [language.weekday(day), language.day_short(day), language.time(event.time_from)]
    said = ", ".join(part for part in parts if part)
    return " · ".join(part for part in (said, event.venue_text) if part)
