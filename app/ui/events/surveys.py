"""The surveys of an event: tests before and after, feedback; who has answered and who has not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.model import Changes
from app.storage.questions.event_surveys import (
    POST,
    PRE,
    Asking,
    EventSurveys,
    Given,
    Respondent,
    event_surveys,
)
from app.storage.questions.gain import Gain
from app.surveys.languages import title_in
from app.ui.context import Context
from app.ui.events.tab import EventTab
from app.ui.icons import icon
from app.ui.kit import (
    Cell,
    Column,
    EmptyPage,
    Hint,
    Icon,
    ListTable,
    PlainButton,
    Row,
    Stack,
    Text,
)
from app.ui.measures import column_width
from app.ui.words import term

_ROW = 32
_LEAST = 132
_MOST_KEYS = 9
_DONE, _BEGUN, _OPEN = ("circle-check", "ok"), ("circle-dot", "warn"), ("circle", "text3")


class SurveysTab(EventTab):
    """One line a person, one mark an asking; a digit begins it, and the next person follows."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found = EventSurveys()
        self._sums = Text("", "second", wrap=True)
        self._gain = Text("", "name")
        self._gain_row = Row(Icon("arrow-right", 18, "accent"), self._gain, None, gap=8)
        self.unnamed = PlainButton(icon="plus")
        self.unnamed.clicked.connect(self.fill_unnamed)
        self.menu = QMenu(self)
        self.table = ListTable(row_height=_ROW)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self.open_next)
        self.table.clicked.connect(self._pressed)
        self.nothing = EmptyPage("clipboard-list", primary_icon="file-text")
        self.nothing.primary_chosen.connect(lambda: self.context.go("surveys", ready=True))
        self._stack = QStackedWidget()
        self._lay_out()
        for number in range(1, _MOST_KEYS + 1):
            self.on_key(str(number), partial(self._begin_numbered, number))
        self.on_key("A", self.fill_unnamed)
        self._say_words()

    def _lay_out(self) -> None:
        head = Row(self._sums, self.unnamed)
        head.box.setStretch(0, 1)
        listed = Stack(head, self._gain_row, self.table, gap=8, margins=(24, 10, 24, 0))
        listed.box.setStretch(2, 1)
        self._listed = listed
        self._stack.addWidget(listed)
        self._stack.addWidget(self.nothing)
        self.assemble(body=self._stack)
        self._gain_row.hide()

    def _say_words(self) -> None:
        say = self.language.text
        self.unnamed.setText(say("Fill without a name"))
        self.table.set_name(say("Who has answered"))
        self.nothing.set_content(
            say("No tests and no feedback forms yet"),
            say("Take in a form whose purpose is a test before or after, or feedback."),
            say("Ready forms"),
        )

    # ---- what a tab answers ----

    def began(self) -> None:
        self._found = EventSurveys()

    def first(self) -> QWidget | None:
        return self.table

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("what is still missing")),
            Hint("1–9", say("begin, or open")),
            Hint("A", say("without a name")),
        ]

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(event_surveys, self.event_id, on_done=self._show, key="events.surveys")

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        if self.is_mine(
            changes, "submission", "survey", "survey_version", "registration", "person"
        ):
            self.refresh()

    # ---- showing ----

    def _show(self, found: EventSurveys) -> None:
        self._found = found
        had_keyboard = self.table.hasFocus()
        self._stack.setCurrentWidget(self._listed if found.askings else self.nothing)
        if had_keyboard and not found.askings:
            self.nothing.setFocus(Qt.FocusReason.OtherFocusReason)
        columns = [
            Column(one.key, self._heading(at, one), self._width(at, one), "center")
            for at, one in enumerate(found.askings, 1)
        ]
        self.table.set_columns([Column("name", self.language.text("Person")), *columns])
        self.table.set_rows(found.people)
        if found.people and self.table.selected() is None:
            self.table.selectRow(0)
        self._sums.setText(" · ".join(self._said_sums()))
        self._gain_row.setVisible(found.gain is not None and found.gain.n > 0)
        if found.gain is not None:
            self._gain.setText(self._said_gain(found.gain))

    def word(self, asking: Asking) -> str:
        """An asking in a word or two: before, after, feedback, or the survey's own title."""
        say = self.language.text
        if asking.purpose == PRE and asking.round is None:
            return say("Before")
        if asking.purpose == POST:
            return say("After")
        if asking.round in (1, 2) and asking.purpose == PRE:
            return say("Before") if asking.round == 1 else say("After")
        if asking.round is not None:
            return say("round {n}", n=asking.round)
        if asking.purpose == "feedback":
            return term(self.language, "survey_purpose", asking.purpose)
        return title_in(asking.title, self.language.code)

    def _heading(self, at: int, asking: Asking) -> str:
        return f"{at}  {self.word(asking)}"

    def _width(self, at: int, asking: Asking) -> int:
        return min(column_width(self._heading(at, asking), _LEAST), 240)

    def _said_sums(self) -> Iterator[str]:
        """How many of the list answered at each asking, and who else."""
        say, all_ = self.language.text, len(self._found.people)
        for one in self._found.askings:
            word = self.word(one)
            values = {"what": word, "n": self._found.answered(one), "all": all_}
            others = self._found.others.get(one.key, 0)
            if others:
                yield say(
                    "{what}: {n} of {all}, and {others} not on the list", **values, others=others
                )
            else:
                yield say("{what}: {n} of {all}", **values)

    def _said_gain(self, gain: Gain) -> str:
        if gain.before is None or gain.after is None:
            return ""
        before, after = round(gain.before * 100), round(gain.after * 100)
        return self.language.plural(
            "Right answers: {before} % before, {after} % after ({n} pair)",
            "Right answers: {before} % before, {after} % after ({n} pairs)",
            gain.n,
            before=before,
            after=after,
        )

    def _cells(self, person: Respondent) -> list[Cell]:
        marks = [self._mark(person.answers.get(one.key)) for one in self._found.askings]
        return [Cell(person.name, weight=500), *marks]

    def _mark(self, given: Given | None) -> Cell:
        say = self.language.text
        if given is None:
            drawing, colour = _OPEN
            return Cell("", icon=drawing, icon_colour=colour, spoken=say("has not answered"))
        if given.is_draft:
            drawing, colour = _BEGUN
            return Cell(
                say("draft"), icon=drawing, icon_colour=colour, size=12, spoken=say("draft")
            )
        drawing, colour = _DONE
        day = self.language.day_short(given.day) if given.day else ""
        spoken = say("has answered")
        return Cell(day, icon=drawing, icon_colour=colour, size=12, spoken=f"{spoken} {day}")

    # ---- doing ----

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self._open(self.table.rows()[index.row()], self._found.askings[index.column() - 1])

    def _begin_numbered(self, number: int) -> None:
        person = self.table.selected()
        if person is not None and number <= len(self._found.askings):
            self._open(person, self._found.askings[number - 1])

    def open_next(self, person: Respondent) -> None:
        """Begin what she has not answered yet, or go on with what she began."""
        given = person.answers
        askings = [one for one in self._found.askings if one.version is not None]
        open_ = (one for one in askings if one.key not in given or given[one.key].is_draft)
        asking = next(open_, None)
        if asking is not None:
            self._open(person, asking)
        else:
            self.context.toast(self.language.text("Everything is answered here"), "info")

    def _open(self, person: Respondent, asking: Asking) -> None:
        given = person.answers.get(asking.key)
        if given is not None:
            way = "draft" if given.is_draft else "edit"
            self.context.go("surveys", survey=asking.survey, **{way: given.record})
        else:
            self._begin(asking, person.id)

    def _begin(self, asking: Asking, person: bytes | None) -> None:
        if asking.version is None:
            self.context.toast(self.language.text("This survey is no longer asked"), "warn")
            return
        where: dict[str, object] = {"survey": asking.survey, "begin": asking.version}
        facts = {"event": self.event_id, "person": person, "round": asking.round}
        where |= {name: value for name, value in facts.items() if value is not None}
        self.context.go("surveys", **where)

    def fill_unnamed(self) -> None:
        """Begin a sheet that bears a code or no name at all; of several askings one is chosen."""
        self.offer_unnamed()
        actions = self.menu.actions()
        if len(actions) == 1:
            actions[0].trigger()
        elif actions:
            self.menu.setActiveAction(actions[0])
            at = self.unnamed.mapToGlobal(self.unnamed.rect().bottomRight())
            at.setX(at.x() - self.menu.sizeHint().width())
            self.menu.popup(at)

    def offer_unnamed(self) -> None:
        """Put the askings there are into the menu."""
        self.menu.clear()
        for one in self._found.askings:
            if one.version is not None:
                begin = partial(self._begin_unnamed, one)
                self.menu.addAction(icon("pencil"), self.word(one), begin)

    def _begin_unnamed(self, asking: Asking) -> None:
        where: dict[str, object] = {"survey": asking.survey, "fill": True, "event": self.event_id}
        if asking.round is not None:
            where["round"] = asking.round
        self.context.go("surveys", **where)
