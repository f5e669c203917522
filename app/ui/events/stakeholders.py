"""Stakeholders an event's groups name: a table typed by keyboard, and the picture it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.actions.group_work import add_stakeholder
from app.actions.records import delete, save
from app.language import fold
from app.model import Changes, Stakeholder
from app.storage import Workspace
from app.storage.questions.group_work import GroupWork, group_work
from app.ui.context import Context
from app.ui.events.grid import ProgrammeGrid
from app.ui.events.stakeholder_words import (
    marks_of,
    picture_words,
    stakeholder_cells,
    typed_stakeholder,
)
from app.ui.events.typed_list import EventList, Verb
from app.ui.kit import (
    ChoiceField,
    Column,
    Finder,
    Hint,
    PlainButton,
    Row,
    Scroller,
    Segments,
    Sources,
    Stack,
    Text,
)
from app.ui.kit.charts import QuadrantChart
from app.ui.kit.pick_fields import Found
from app.ui.kit.table_model import More
from app.ui.measures import column_width
from app.ui.sources import workspace_sources
from app.ui.words import terms

_CHOICES = {"kind": "stakeholder_group", "attitude": "stakeholder_attitude"}
_SCORES = ("influence", "interest")
_WIDE = 320
_PICTURE = 900


def _save(workspace: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
    return save(workspace, "stakeholder", record_id, values)


class StakeholderGrid(ProgrammeGrid):
    """Cells are written in place; on a score a digit is enough."""

    scored = Signal(object, str, int)

    def set_rows(self, rows: Sequence[object], more: More | None = None) -> None:
        """Show these; one stays in the cell one was in, for a row is read anew after each key."""
        column = max(self.currentIndex().column(), 0)
        super().set_rows(rows, more)
        at = self.currentIndex()
        if at.isValid():
            self.setCurrentIndex(at.siblingAtColumn(column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, digit = self.currentIndex(), event.text()
        if index.isValid() and self._key(index) in _SCORES and digit in {*"12345"}:
            self.scored.emit(self._row(index), self._key(index), int(digit))
        else:
            super().keyPressEvent(event)


class StakeholdersView(EventList):
    """A line for the next one, the table or the picture, at the right the chosen one in full."""

    part = "stakeholders"
    fields = (
        *("name", "kind", "level", "interests", "influence", "interest", "attitude"),
        *("cooperation", "person", "contact", "group_session"),
    )
    table: StakeholderGrid

    def __init__(self, context: Context) -> None:
        super().__init__(context, StakeholderGrid(row_height=48))
        self._answer: GroupWork | None = None
        self._make_top()
        self._make_table()
        self.make_side(Stakeholder, self._sources(), _save, _WIDE)
        self.side.add(12, self.heading, self.form, None)
        entry = Row(self.kind, self.line)
        entry.box.setStretch(1, 1)
        top = Row(self.look, None, self.copy, self.report)
        self.lay_out(top, entry, listed=self.shown)
        self._say_the_rest()
        self.on_key("P", self._turn)

    def _make_top(self) -> None:
        self.look = Segments()
        self.look.chosen.connect(self.show_side)
        self.copy = PlainButton(icon="copy")
        self.copy.clicked.connect(self.copy_picture)
        self.report = PlainButton(icon="file-text")
        self.report.clicked.connect(
            lambda: self.context.go("reports", report="stakeholders", event=self.event_id)
        )
        self.kind = ChoiceField(terms(self.language, "stakeholder_group"), empty=None)
        self.kind.setFixedWidth(250)
        self.line.kind_asked.connect(self._set_kind)

    def _make_table(self) -> None:
        self.table.set_drawing(lambda one: stakeholder_cells(self.language, one))
        self.table.set_editing(_text_of, frozenset({"name", "cooperation", *_SCORES}))
        self.table.written.connect(self._written)
        self.table.scored.connect(lambda one, key, score: self._set(one, {key: score}))
        self.table.asked.connect(self._ask)
        self.table.row_removed.connect(self.remove)
        self.chart = QuadrantChart()
        self.chart.set_openable(openable=True)
        self.chart.opened.connect(self._open_mark)
        self._unplaced = Text("", "caption", wrap=True)
        picture = Stack(self.chart, self._unplaced, None, gap=8)
        self.picture = Scroller(picture)
        self.shown = QStackedWidget()
        self.shown.addWidget(self.table)
        self.shown.addWidget(self.picture)

    def _sources(self) -> Sources:
        sources = workspace_sources(self.context)
        groups = Finder(find=self._find_groups, label=self._label_of_group)
        return replace(sources, links={**sources.links, "group_session": groups})

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.look.set_options([("table", say("Table")), ("picture", say("Picture"))])
        if not self.look.value():
            self.look.set_value("table")
        self.copy.setText(say("Copy as a picture"))
        self.report.setText(say("Report"))
        self.kind.set_options(terms(self.language, "stakeholder_group"), None)
        self.kind.set_name(say("Kind of stakeholder"))
        self.line.setPlaceholderText(say("Such as: Aiyl kenesh 5 4"))
        self.line.setAccessibleName(say("New stakeholder"))
        self.table.set_name(say("Stakeholders"))
        self.heading.setText(say("The chosen stakeholder"))
        self.nothing.setText(
            say("Who can help or hinder? Name them, and weigh influence and interest from 1 to 5.")
        )
        self._say_columns()
        self.show_side()

    def _say_columns(self) -> None:
        say = self.language.text
        kind = say("Kind of stakeholder")
        influence, interest, attitude = say("Influence"), say("Interest"), say("Attitude")
        self.table.set_columns(
            [
                Column("name", say("Name")),
                Column("kind", kind, column_width(kind, 208), from_width=700),
                Column("influence", influence, column_width(influence, 76), align="center"),
                Column("interest", interest, column_width(interest, 76), align="center"),
                Column("attitude", attitude, column_width(attitude, 148), from_width=480),
                Column("cooperation", say("Cooperation"), 200, from_width=980),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        self.form.retranslate(self.language)
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("new one")),
            Hint("Ctrl 1–5", say("kind")),
            Hint("1–5", say("influence, interest")),
            Hint("F2", say("change")),
            Hint("P", say("picture")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        super().began()
        self._answer = None

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                group_work, self.event_id, on_done=self._show, key="events.notes.stakeholders"
            )

    def first(self) -> QWidget:
        if self.look.value() == "picture" and self.chart.height_at(400):
            return self.chart
        return super().first()

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "stakeholder", "group_session"):
            self.refresh()

    def go_to(self, **place: object) -> None:
        if place.get("look") in ("table", "picture"):
            self.look.set_value(str(place["look"]))
            self.show_side()
        wanted = place.get("stakeholder")
        if isinstance(wanted, bytes):
            self.wanted = wanted
            self.look.set_value("table")
            self.show_side()
            self.refresh()

    def _show(self, answer: GroupWork) -> None:
        if answer.event != self.event_id:
            return
        self._answer = answer
        named = answer.stakeholders
        self.nothing.setVisible(not named)
        self.shown.setVisible(bool(named))
        self._show_picture(named)
        self.show_rows(named)

    def _show_picture(self, named: Sequence[Stakeholder]) -> None:
        self.chart.set_marks(marks_of(named, self.language), picture_words(self.language))
        rest = [one.name for one in named if not (one.influence and one.interest)]
        say = self.language.text
        names = ", ".join(rest)
        self._unplaced.setText(say("Not weighed yet: {names}", names=names) if rest else "")
        self.copy.setEnabled(len(rest) < len(named))

    def show_side(self, _: str = "") -> None:
        is_picture = self.look.value() == "picture"
        self.shown.setCurrentWidget(self.picture if is_picture else self.table)
        self.copy.setVisible(is_picture)
        self.side.setVisible(not is_picture and self.chosen is not None)

    def _turn(self) -> None:
        self.look.set_value("table" if self.look.value() == "picture" else "picture")
        self.show_side()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_mark(self, at: int) -> None:
        placed = [
            one
            for one in (self._answer.stakeholders if self._answer else [])
            if one.influence and one.interest
        ]
        self.look.set_value("table")
        self.show_side()
        self.table.select(lambda row: row.id == placed[at].id)
        self.table.enter()

    def _find_groups(self, typed: str) -> Sequence[Found]:
        groups = self._answer.groups if self._answer else []
        wanted = fold(typed)
        found = [one for one in groups if wanted in fold(one.session.name)]
        return [(one.id, one.session.name, one.facilitator) for one in found]

    def _label_of_group(self, group: object) -> str:
        groups = self._answer.groups if self._answer else []
        return next((one.session.name for one in groups if one.id == group), "")

    def asked_of(self, row: Stakeholder) -> Stakeholder:
        return row

    # ---- doing ----

    def _set_kind(self, number: int) -> None:
        codes = [code for code, _ in terms(self.language, "stakeholder_group")]
        if number <= len(codes):
            self.kind.set_value(codes[number - 1])

    def adding(self, line: str) -> Verb:
        values = {"kind": self.kind.value(), **typed_stakeholder(line)}
        return add_stakeholder, self.event_id, values

    def _set(self, one: Stakeholder, values: dict[str, object]) -> None:
        self.context.do(save, "stakeholder", one.id, values, on_error=self.refused)

    def _written(self, one: Stakeholder, key: str, text: str) -> None:
        if key == "cooperation":
            parts = [part.strip() for part in text.replace(";", ",").split(",")]
            self._set(one, {key: tuple(part for part in parts if part)})
        else:
            self._set(one, {key: text})

    def _ask(self, one: Stakeholder, key: str) -> None:
        """Let one of the words of a cell be chosen, by arrows or first letters."""
        menu = QMenu(self)
        for code, word in terms(self.language, _CHOICES[key]):
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(code == getattr(one, key))
            action.triggered.connect(partial(self._chose, one, key, code))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rect = self.table.visualRect(self.table.currentIndex())
        menu.popup(self.table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))

    def _chose(self, one: Stakeholder, key: str, code: str, *_: object) -> None:
        self._set(one, {key: code})

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, for a letter or a presentation."""
        QGuiApplication.clipboard().setImage(self.chart.picture(_PICTURE))
        self.context.toast(self.language.text("The picture is copied"))

    def remove(self, one: Stakeholder) -> None:
        """Take a stakeholder off the map; a toast leads back."""
        words = self.language.text("“{title}” is deleted", title=one.name)
        self.context.do(
            delete, "stakeholder", one.id, on_done=lambda _: self.context.toast_undo(words)
        )


def _text_of(row: object, key: str) -> str:
    value = getattr(row, key, "")
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
