"""The page of one club: members, forms of work and what is due, practice tasks, meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget

from app.actions.clubs import add_member, leave
from app.actions.events import Made, create_event
from app.actions.records import delete
from app.language import Language
from app.model import ENUMERATIONS, ClubCadence, ClubMember, Event, PracticeTask, Record
from app.storage.questions.clubs import ClubPage, FormLine, MemberLine, TaskLine
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    ElidedText,
    PlainButton,
    QuietButton,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.statistics.giving import TaskGiving
from app.ui.statistics.members import MembersList, TitledList
from app.ui.statistics.record_editor import RecordEditor
from app.ui.words import said_plainly, term

_ONE_COLUMN = 1000
_MEMBER_FIELDS = ("role", "since", "until", "note")
_CADENCE_FIELDS = ("period", "least", "most", "text")
_TASK_FIELDS = (
    *("text", "person", "event", "given_on", "due_on", "done_on", "result", "reflection"),
)


def due_words(language: Language, form: str | None, lacking: int, due_by: date) -> str:
    """What is still to be held: in which form, how many, by when."""
    meetings = language.plural("{n} meeting", "{n} meetings", lacking)
    return language.text(
        "{form}: {meetings} by {day}",
        form=term(language, "work_form", form),
        meetings=meetings,
        day=due_by,
    )


class ClubView(QStackedWidget):
    """Shows one club; each line is mended by Enter, in the place of the page."""

    edit_asked = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.club_id = b""
        self.page: ClubPage | None = None
        self._editors: dict[type[Record], RecordEditor] = {}
        self.giving: TaskGiving | None = None
        self._make_parts()
        self._lay_out()
        self.retranslate()

    def _make_parts(self) -> None:
        self.back = QuietButton(icon="chevron-left")
        self.back.clicked.connect(self.left)
        self.title = ElidedText("", "section")
        self.edit = PlainButton(icon="pencil")
        self.edit.clicked.connect(self._edit_club)
        self.facts = Text("", "second", wrap=True)
        self.members = MembersList(self.context, "club_role", "deputy")
        self.members.added.connect(self._add_member)
        self.members.table.set_drawing(self._member_cells)
        self.members.table.row_opened.connect(
            lambda line: self._mend(ClubMember, line.member, line.name)
        )
        self.members.table.row_removed.connect(self._let_go)
        self.forms = TitledList()
        self.forms.table.set_drawing(self._form_cells)
        self.forms.table.row_opened.connect(self._mend_form)
        self.give = QuietButton(icon="plus")
        self.give.clicked.connect(self.give_task)
        self.tasks = TitledList(self.give)
        self.tasks.table.set_drawing(self._task_cells)
        self.tasks.table.row_opened.connect(
            lambda line: self._mend(PracticeTask, line.task, line.name)
        )
        self.tasks.table.row_removed.connect(self._remove_task)
        self.meet = QuietButton(icon="plus")
        self.meet.clicked.connect(self.new_meeting)
        self.meetings = TitledList(self.meet)
        self.meetings.table.set_drawing(self._meeting_cells)
        self.meetings.table.row_opened.connect(
            lambda event: self.context.go("events", event=event.id)
        )

    def _lay_out(self) -> None:
        people = Stack(self.members, 8, self.tasks, None, gap=8)
        work = Stack(self.forms, 8, self.meetings, None, gap=8)
        self.columns = Row(people, work, gap=28)
        for at in (0, 1):
            self.columns.box.setStretch(at, 1)
        shown = Stack(self.facts, self.columns, None, gap=10, margins=(24, 4, 14, 12))
        head = Row(self.back, self.title, None, self.edit, margins=(16, 8, 24, 0))
        self.addWidget(Stack(head, Scroller(shown), gap=4))

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.back.setText(say("All clubs"))
        self.edit.setText(say("Edit"))
        members = self.context.language.text_in("club", "Members")
        self.members.say(members, say("Nobody is in it yet."))
        self.forms.say(say("Forms of work"), "")
        self.tasks.say(say("Practice tasks"), say("No tasks were given yet."))
        self.meetings.say(say("Meetings"), say("It has not met yet."))
        self.give.setText(say("Give a task"))
        self.meet.setText(say("New meeting"))
        for editor in self._editors.values():
            editor.retranslate()
        if self.giving is not None:
            self.giving.retranslate()
        if self.page is not None:
            self.show_club(self.page)

    def _edit_club(self) -> None:
        if self.page is not None:
            self.edit_asked.emit(self.page.club)

    @property
    def is_editing(self) -> bool:
        """Whether a line of the club is being mended in the place of the page."""
        return self.currentIndex() > 0

    def step_back(self) -> bool:
        """Leave an editor; whether one was open."""
        here = self.currentWidget()
        if isinstance(here, RecordEditor):
            here.finish()
        elif here is self.giving:
            self.setCurrentIndex(0)
        else:
            return False
        return True

    def leave(self) -> None:
        """Write what waits."""
        for editor in self._editors.values():
            editor.leave()

    # ---- showing ----

    def show_club(self, page: ClubPage | None) -> None:
        """Show a club as it was read."""
        self.page = page
        if page is None:
            self.left.emit()
            return
        language, club = self.context.language, page.club
        say = language.text
        self.title.setText(club.title)
        names = ", ".join(language.label(one) for one in page.coverage.values())
        facts = [
            say("mentor: {name}", name=page.mentor) if page.mentor else "",
            page.organisation,
            names,
            say("since {day}", day=club.starts_on) if club.starts_on else "",
            say("{n} of {total} members", n=len(page.present), total=club.target_size)
            if club.target_size
            else language.plural("{n} member", "{n} members", len(page.present)),
        ]
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self.members.show_lines(page.members)
        known = {line.cadence.form: line for line in page.forms}
        unused = [
            FormLine(ClubCadence(club=club.id, form=form), (), None, None)
            for form in ENUMERATIONS["work_form"]
            if form not in known
        ]
        self.forms.show_lines([*page.forms, *unused])
        self.tasks.show_lines(page.tasks)
        self.meetings.show_lines(page.meetings)

    def _member_cells(self, line: MemberLine) -> list[Cell]:
        language, member = self.context.language, line.member
        say = language.text
        is_in = self.page is not None and line.is_in(self.page.today)
        done = ""
        if line.tasks:
            done = say("tasks done: {n} of {total}", n=line.done, total=line.tasks)
        facts = [
            term(language, "club_role", member.role),
            say("since {day}", day=member.since) if member.since else "",
            say("until {day}", day=member.until) if member.until else "",
            language.label(line.place),
            done,
        ]
        return [
            Cell(
                line.name,
                sub=" · ".join(fact for fact in facts if fact),
                weight=500,
                colour="text" if is_in else "text3",
                is_wrapped=True,
            )
        ]

    def _form_cells(self, line: FormLine) -> list[Cell]:
        language, cadence = self.context.language, line.cadence
        say = language.text
        name = term(language, "work_form", cadence.form)
        if not cadence.period:
            words = cadence.text or say("not planned")
            return [Cell(name, sub=words, colour="text2", sub_colour="text3", is_wrapped=True)]
        least, most = cadence.least or 0, cadence.most
        often = str(least) if not most or most == least else f"{least}–{most}"
        period = term(language, "cadence_period", cadence.period)
        kept, over = line.kept
        facts = [
            f"{period}: {often}" if least or most else period,
            say("kept in {n} of {total} periods", n=kept, total=over) if over else "",
            say("last on {day}", day=line.last) if line.last else "",
            say("next on {day}", day=line.next) if line.next else "",
        ]
        sub = " · ".join(fact for fact in facts if fact)
        now = line.now
        if line.due_by and now is not None:
            meetings = language.plural("{n} meeting", "{n} meetings", now.lacking)
            chip = say("{meetings} due by {day}", meetings=meetings, day=line.due_by)
            return [Cell(name, sub=sub, weight=500, chip=chip, chip_kind="warn", is_wrapped=True)]
        is_met = now is not None and now.state == "met"
        chip = say("met as meant") if is_met else ""
        return [Cell(name, sub=sub, weight=500, chip=chip, chip_kind="ok", is_wrapped=True)]

    def _task_cells(self, line: TaskLine) -> list[Cell]:
        language, task = self.context.language, line.task
        say = language.text
        facts = [
            line.name,
            say("given on {day}", day=task.given_on) if task.given_on else "",
            say("to be done by {day}", day=task.due_on) if task.due_on else "",
            task.reflection,
        ]
        chip, kind = say("given"), "new"
        if task.done_on:
            chip, kind = say("done on {day}", day=task.done_on), "ok"
            if not task.reflection:
                chip = say("done on {day}, reflection is lacking", day=task.done_on)
        elif line.is_late:
            chip, kind = say("late"), "bad"
        return [
            Cell(
                task.text,
                sub=" · ".join(fact for fact in facts if fact),
                chip=chip,
                chip_kind=kind,
                is_wrapped=True,
            )
        ]

    def _meeting_cells(self, event: Event) -> list[Cell]:
        language = self.context.language
        facts = [
            language.days(event.date_from, event.date_to),
            term(language, "event_mode", event.mode),
            term(language, "event_type", event.type),
        ]
        return [
            Cell(
                event.title or language.text("No title"),
                sub=" · ".join(fact for fact in facts if fact),
                colour="accent",
                is_wrapped=True,
            )
        ]

    # ---- mending ----

    def _editor(self, record_type: type[Record], names: tuple[str, ...]) -> RecordEditor:
        if record_type not in self._editors:
            editor = RecordEditor(self.context, record_type, names)
            editor.closed.connect(lambda: self.setCurrentIndex(0))
            editor.retranslate()
            self._editors[record_type] = editor
            self.addWidget(editor)
        return self._editors[record_type]

    def _mend(
        self,
        record_type: type[Record],
        record: Record | None,
        heading: str,
        born: Mapping[str, object] | None = None,
    ) -> None:
        names = _FIELDS[record_type]
        editor = self._editor(record_type, names)
        self.setCurrentWidget(editor)
        editor.begin(record, heading, born)

    def _mend_form(self, line: FormLine) -> None:
        cadence = line.cadence
        born = {"club": self.club_id, "form": cadence.form}
        heading = term(self.context.language, "work_form", cadence.form)
        is_known = self.context.workspace.get(ClubCadence, ClubCadence.id_for(born)) is not None
        self._mend(ClubCadence, cadence if is_known else None, heading, born)

    def give_task(self) -> None:
        """Give a practice task to one member or to several."""
        if self.page is None:
            return
        if self.giving is None:
            self.giving = TaskGiving(self.context)
            self.giving.closed.connect(lambda: self.setCurrentIndex(0))
            self.addWidget(self.giving)
        self.setCurrentWidget(self.giving)
        self.giving.begin(self.page)

    def new_meeting(self) -> None:
        """Begin a meeting of the club and go where it is written down."""
        page = self.page
        if page is None:
            return
        values = {
            "title": page.club.title,
            "type": "club_meeting",
            "mode": "offline",
            "club": self.club_id,
            "date_from": date.today(),
            "territory": self.context.workspace.profile.territory or None,
        }
        self.context.do(create_event, values, on_done=self._open_meeting)

    def _open_meeting(self, made: Made) -> None:
        self.context.go("events", event=made.id, tab="overview", is_new=True)

    def _add_member(self, found: bytes | str, role: str) -> None:
        language = self.context.language
        self.context.do(
            *(add_member, self.club_id, found, {"role": role}),
            on_done=lambda _: self.context.toast_undo(language.text("Taken into the club")),
            on_error=lambda error: self.context.toast(said_plainly(language, error), "warn"),
        )

    def _let_go(self, line: MemberLine) -> None:
        say = self.context.language.text
        said = say("{name} has left the club; past figures keep her", name=line.name)
        self._do(leave, line.member.id, said)

    def _remove_task(self, line: TaskLine) -> None:
        said = self.context.language.text("The task is deleted")
        self._do(lambda ws, task: delete(ws, "practice_task", task), line.task.id, said)

    def _do(self, action: Callable[..., Any], record_id: bytes, said: str) -> None:
        context = self.context
        context.do(
            action,
            record_id,
            on_done=lambda _: context.toast_undo(said),
            on_error=lambda error: context.toast(context.language.error(error), "warn"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_one = self.window().width() < _ONE_COLUMN
        way = QBoxLayout.Direction.TopToBottom if is_one else QBoxLayout.Direction.LeftToRight
        self.columns.box.setDirection(way)


_FIELDS: dict[type[Record], tuple[str, ...]] = {
    ClubMember: _MEMBER_FIELDS,
    ClubCadence: _CADENCE_FIELDS,
    PracticeTask: _TASK_FIELDS,
}
