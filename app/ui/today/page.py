"""The page of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from app.actions.alarms import read_alarm
from app.language import mark
from app.model import Changes
from app.storage import Workspace
from app.storage.questions.alarms import Alarm, alarms
from app.storage.questions.exchange import Lacking, lacking
from app.storage.questions.following import DueMeasure, due_measures
from app.storage.questions.receipts import ReceivedEvents, received_events
from app.storage.questions.reference import place
from app.storage.questions.surveys import DraftLine, list_drafts
from app.storage.questions.today import Running, TodayFacts, given_vector, today_facts
from app.ui.context import Context
from app.ui.inbox.alarm_words import alarm_words
from app.ui.kit import Banner, Hint, PageHeader, PlainButton, Scroller, Stack
from app.ui.page import Page
from app.ui.sources import place_name
from app.ui.today.beside import Coming, GiveBox, Waiting
from app.ui.today.drafts import DraftsList
from app.ui.today.due import DueList
from app.ui.today.first_steps import FirstSteps
from app.ui.today.running import RunningCard
from app.ui.today.unfinished import UnfinishedList

_MINUTE_MS = 60_000
_BESIDE = 272
_NARROW = 1100
_NO_LIMIT = 16_777_215
_MOST_RUNNING = 3


@dataclass(frozen=True)
class _Day:
    """The answer to the page's question."""

    facts: TodayFacts
    since: Lacking
    alarms: list[Alarm]
    received: ReceivedEvents | None
    drafts: list[DraftLine]
    due: list[DueMeasure]


def _read(ws: Workspace, today: date) -> _Day:
    return _Day(
        today_facts(ws, today),
        lacking(ws, given_vector(ws)),
        alarms(ws),
        received_events(ws, today),
        list_drafts(ws),
        due_measures(ws, today),
    )


class TodayPage(Page):
    """What is on, what is not finished; beside it what waits, giving, what comes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._day: _Day | None = None
        self.header = PageHeader()
        self.new_event = PlainButton(icon="plus")
        self.header.add_action(self.new_event)
        self.crash = Banner("info", icon="history", closable=True)
        self.alarm = Banner("warn", closable=True)
        self.running = [RunningCard(is_first=not at) for at in range(_MOST_RUNNING)]
        self.drafts = DraftsList()
        self.due = DueList()
        self.unfinished = UnfinishedList()
        self.waiting = Waiting()
        self.give = GiveBox()
        self.coming = Coming()
        self.first_steps = FirstSteps()
        self._lay_out()
        self._listen()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.say(self.new_event.setText, mark("New event"))

    def _lay_out(self) -> None:
        parts = (self.alarm, self.crash, *self.running, self.drafts, self.due, self.unfinished)
        left = Stack(*parts, None, gap=16)
        self._left = left
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._beside = QWidget()
        self._beside_box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._beside)
        self._beside_box.setContentsMargins(0, 0, 0, 0)
        self._beside_box.setSpacing(24)
        for part in (self.waiting, self.give, self.coming):
            self._beside_box.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._beside_box.addStretch(1)
        self._both = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._both)
        self._row.setContentsMargins(24, 4, 24, 16)
        self._row.setSpacing(28)
        self._row.addWidget(left, 1)
        self._row.addWidget(self._beside)
        self._row.addStretch(0)
        start = Stack(self.first_steps, None, margins=(24, 12, 24, 16))
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroller(self._both))
        self._stack.addWidget(Scroller(start))
        self.assemble(self.header, self._stack)
        self.crash.hide()
        self.alarm.hide()
        self.drafts.hide()
        self.due.hide()
        for card in self.running:
            card.hide()

    def _listen(self) -> None:
        go = self.context.go
        self.new_event.clicked.connect(self._new_event)
        for card in self.running:
            card.attendance_asked.connect(lambda event: go("events", event=event, tab="people"))
        self.unfinished.event_asked.connect(self._open_event)
        self.unfinished.package_asked.connect(lambda: go("exchange", tab="give"))
        self.waiting.conflicts_asked.connect(lambda: go("inbox", tab="conflicts"))
        self.waiting.quarantine_asked.connect(lambda: go("inbox", tab="quarantine"))
        self.alarm.acted.connect(lambda: go("inbox", tab="quarantine"))
        self.alarm.closed.connect(self._read_alarm)
        self.waiting.consent_asked.connect(lambda: go("people", consent="none"))
        self.waiting.clubs_asked.connect(lambda: go("statistics", tab="clubs"))
        self.give.asked.connect(lambda: go("exchange", tab="give"))
        self.coming.event_asked.connect(lambda event: go("events", event=event))
        self.first_steps.chosen.connect(self._begin)
        self.drafts.draft_asked.connect(self._open_draft)
        self.due.measure_asked.connect(lambda measure: go("plans", measure=measure))
        self.due.all_asked.connect(lambda: go("plans"))
        self.crash.acted.connect(self._open_last_draft)
        self.crash.closed.connect(lambda: self.crash.setProperty("seen", True))
        self.on_key("N", self._new_event)

    def _new_event(self) -> None:
        self.context.go("events", new=True)

    def _open_event(self, event: bytes, tab: str) -> None:
        where = {"event": event, "tab": tab} if tab else {"event": event}
        self.context.go("events", **where)

    def _open_draft(self, line: DraftLine) -> None:
        self.context.go("surveys", draft=line.draft.id)

    def _open_last_draft(self) -> None:
        if self._day is not None and self._day.drafts:
            self._open_draft(self._day.drafts[0])

    def _begin(self, step: str) -> None:
        if step == "event":
            self._new_event()
        elif step == "people":
            self.context.go("people")
        else:
            self.context.go("exchange", tab="card")

    # ---- what every page answers ----

    def title(self) -> str:
        return self.language.text("Today")

    def hints(self) -> list[Hint]:
        return [Hint("N", self.language.text("new event"))]

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def open(self, **where: object) -> None:
        super().open(**where)
        if self._day is not None:
            self.refresh()

    def changed(self, changes: Changes) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        self._say_head()
        self.context.ask(_read, date.today(), on_done=self._answered, key="today")

    def _answered(self, day: _Day) -> None:
        self._day = day
        self._show()

    def _tick(self) -> None:
        """The clock goes on: the session that is on, and the day at midnight."""
        if self.isVisible():
            self.refresh()

    # ---- showing ----

    def _say_head(self) -> None:
        self.header.set_title(self.title())
        self.header.set_count(self.language.day_long(date.today()))
        self.first_steps.retranslate(self.language)

    def _show(self) -> None:
        self._say_head()
        if self._day is None:
            return
        facts, language, drafts = self._day.facts, self.language, self._day.drafts
        is_new = facts.is_new and not drafts and not self._day.due
        self._stack.setCurrentIndex(1 if is_new else 0)
        self.new_event.setVisible(not is_new)
        self._show_crash(facts, drafts)
        self.drafts.show_drafts(drafts, language)
        self.due.show_due(self._day.due, language)
        self._show_alarm(self._day.alarms)
        self._show_running(facts.running)
        self.unfinished.show_unfinished(facts.unfinished, language)
        self.waiting.show_waiting(facts, language)
        role = self.context.workspace.profile.role
        now = datetime.now().astimezone()
        self.give.show_given(facts.given, self._day.since, role, now, language)
        self.give.show_received(self._day.received, role, language)
        self.coming.show_coming(facts.coming, language)

    def _show_crash(self, facts: TodayFacts, drafts: list[DraftLine]) -> None:
        say = self.language.text
        if drafts:
            said = say(
                "The last session ended without closing the notebook. What was saved is all here; "
                "the form that was being filled opens at the same question."
            )
        else:
            said = say(
                "The last session ended without closing the notebook. "
                "What was saved is all here; at most the last two seconds of typing are missing."
            )
        self.crash.set_content("", said, say("Go on filling") if drafts else "")
        self.crash.set_close_name(self.language.text("Close"))
        is_seen = bool(self.crash.property("seen"))
        self.crash.setVisible(not facts.was_closed_cleanly and not is_seen)

    def _show_alarm(self, raised: list[Alarm]) -> None:
        """The newest alarm, until it is read; the inbox has them all."""
        self.alarm.setVisible(bool(raised))
        if raised:
            said = alarm_words(raised[0], self.language)
            self.alarm.set_content(said.title, said.cure, self.language.text("Look"))
            self.alarm.set_close_name(self.language.text("I have read it"))

    def _read_alarm(self) -> None:
        if self._day is not None and self._day.alarms:
            read = self._day.alarms[0]
            told = self.context.changed
            self.context.do(read_alarm, read, on_done=lambda _: told.emit(Changes()), undo=False)

    def _show_running(self, running: list[Running]) -> None:
        now = datetime.now().astimezone().strftime("%H:%M")
        for at, card in enumerate(self.running):
            card.setVisible(at < len(running))
            if at < len(running):
                event = running[at].event
                parts = [event.venue_text]
                if event.territory and place(self.context.workspace, event.territory):
                    parts.append(place_name(self.context, event.territory))
                where = ", ".join(part for part in parts if part)
                card.show_running(running[at], now, where, self.language)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if is_narrow else across)
        self._beside_box.setDirection(across if is_narrow else down)
        # three of one width below the list, or one above the other beside it
        for at in range(3):
            self._beside_box.setStretch(at, 1 if is_narrow else 0)
        self._beside_box.setStretch(3, 0 if is_narrow else 1)
        self._row.setStretch(0, 0 if is_narrow else 1)
        self._row.setStretch(2, 1 if is_narrow else 0)
        self._beside.setMaximumWidth(_NO_LIMIT if is_narrow else _BESIDE)
        self._beside.setMinimumWidth(0 if is_narrow else _BESIDE)
