"""The list of what an event still lacks: done, begun or not, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.storage.questions.events import EventHead
from app.ui.kit import Icon, LinkButton, Row, Text
from app.ui.kit.layout import empty

ICONS = {True: ("circle-check", "ok"), None: ("circle-dot", "warn"), False: ("circle", "text3")}


@dataclass(frozen=True)
class Step:
    """One thing an event needs: where it is done, its word, a note, and whether it is done."""

    where: str
    word: str
    note: str
    is_done: bool | None
    """None: begun, but not finished."""


def steps(language: Language, head: EventHead, leaders: int) -> Iterator[Step]:
    """What there is and what is missing, in the order it is done."""
    event, say = head.event, language.text
    yield Step("territory", say("Place"), "", bool(event.territory))
    yield Step(
        "objectives", say("Aims"), _count(language, len(event.objectives)), bool(event.objectives)
    )
    goals = len(event.framework_items)
    yield Step("framework_items", say("Plan goals"), _count(language, goals), goals > 0)
    yield Step(
        "organisers", say("Organisers"), _count(language, head.organisers), head.organisers > 0
    )
    yield Step("leaders", say("Facilitators"), _count(language, leaders), leaders > 0)
    lines = language.plural("{n} line", "{n} lines", head.lines) if head.lines else ""
    yield Step("programme", say("Programme"), lines, head.lines > 0)
    yield _people(language, head)
    yield Step("people", say("Attendance"), "", head.has_attendance)
    yield Step(
        "materials",
        say("Materials"),
        _count(language, head.materials),
        head.materials > 0,
    )
    yield Step("results", say("Results"), _count(language, len(event.results)), bool(event.results))


def _people(language: Language, head: EventHead) -> Step:
    planned = head.event.planned_count
    if planned:
        note = language.text("{n} of {all}", n=head.people, all=planned)
    else:
        note = _count(language, head.people)
    enough = head.people >= (planned or 1)
    return Step("people", language.text("People"), note, enough or (None if head.people else False))


def _count(language: Language, count: int) -> str:
    return language.number(count) if count else ""


class MissingList(QWidget):
    """The steps one under the other; each is a way to its place."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "subsection")
        self._said = Text("", "caption", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addLayout(self._steps)

    def show_missing(self, language: Language, head: EventHead, leaders: int) -> None:
        """Show what there is and what is missing."""
        every = list(steps(language, head, leaders))
        left = sum(1 for step in every if step.is_done is not True)
        self._title.setText(language.text("What is missing"))
        self._said.setText(
            language.plural("{n} thing is left", "{n} things are left", left)
            if left
            else language.text("Everything is there")
        )
        empty(self._steps)
        for step in every:
            self._steps.addWidget(self._row(language, step))

    def _row(self, language: Language, step: Step) -> QWidget:
        drawing, colour = ICONS[step.is_done]
        words = {True: language.text("done"), None: language.text("begun")}
        spoken = words.get(step.is_done, language.text("not yet"))
        link = LinkButton(step.word)
        link.setAccessibleName(f"{step.word}, {spoken}")
        link.clicked.connect(partial(self.wanted.emit, step.where))
        return Row(Icon(drawing, 16, colour, spoken), link, None, Text(step.note, "second"), gap=4)
