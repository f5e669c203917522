"""The tab of clubs: the list of them, and the page of one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget

from app.actions.records import delete
from app.model import Club
from app.storage import Workspace
from app.storage.questions.clubs import ClubLine, DueMeeting, club_page, due_meetings, list_clubs
from app.ui.context import Context
from app.ui.kit import (
    Banner,
    Cell,
    Column,
    EmptyPage,
    Hint,
    PrimaryButton,
    Row,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.statistics.club import ClubView, due_words
from app.ui.statistics.record_editor import RecordEditor
from app.ui.statistics.tab import StatisticsTab

_FIELDS = (
    *("title", "mentor", "organisation", "target_size", "starts_on", "coverage"),
    *("tasks", "framework_items", "channels", "note"),
)
_TASKS_FROM = 620


def _clubs(ws: Workspace, today: date) -> tuple[list[ClubLine], list[DueMeeting]]:
    return list_clubs(ws, today), due_meetings(ws, today)


class ClubsTab(StatisticsTab):
    """All clubs, what is due in them; Enter opens one, N founds one."""

    mine = frozenset(
        {"club", "club_cadence", "club_member", "practice_task", "event", "person", "organisation"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: list[ClubLine] = []
        self._make_parts()
        self._lay_out()
        self._say_words()

    def _make_parts(self) -> None:
        self.add = PrimaryButton(icon="plus")
        self.add.clicked.connect(self.add_club)
        self.count = Text("", "caption")
        self.due = Banner("warn", icon="clock")
        self.due.hide()
        self.table = WrappedTable(row_height=52)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(lambda line: self._go(line.id))
        self.table.row_removed.connect(self.remove)
        self.empty = EmptyPage("users", primary_icon="plus")
        self.empty.primary_chosen.connect(self.add_club)
        self.editor = RecordEditor(self.context, Club, _FIELDS)
        self.editor.closed.connect(self._edited)
        self.view = ClubView(self.context)
        self.view.edit_asked.connect(self._edit)
        self.view.left.connect(lambda: self._go(b""))
        self.on_key("N", self.add_club)

    def _lay_out(self) -> None:
        listed = Stack(Row(self.count, None, self.add), self.due, gap=8, margins=(24, 8, 20, 0))
        listed.box.addWidget(self.table, 1)
        self._listed = listed
        self.body = QStackedWidget()
        for part in (listed, self.empty, self.editor, self.view):
            self.body.addWidget(part)
        for pages in (self.body, self.view):
            pages.currentChanged.connect(lambda _: self.hints_changed.emit())
        self.assemble(body=self.body)
        self.setFocusProxy(self.table)

    def _say_words(self) -> None:
        language, say = self.language, self.language.text
        self.add.setText(say("New club"))
        self.table.set_name(say("Clubs"))
        self.table.set_columns(
            [
                Column("title", say("Club")),
                Column("members", language.text_in("club", "Members"), 112, "right"),
                Column("meetings", say("Meetings held"), 168, "right", from_width=_TASKS_FROM),
                Column("tasks", say("Open tasks"), 168, "right", from_width=_TASKS_FROM),
            ]
        )
        self.empty.set_content(
            say("No clubs yet"),
            say("A club of deputies, candidates and activists: who is in it, and what is due."),
            say("New club"),
        )
        self.editor.retranslate()
        self.view.retranslate()

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say, here = self.language.text, self.body.currentWidget()
        back = Hint("Esc", say("back"))
        if here is self.editor or (here is self.view and self.view.is_editing):
            return [Hint("Tab", say("next field")), back]
        if here is self.view:
            return [Hint("Enter", say("edit")), Hint("Del", say("delete")), back]
        return [Hint("Enter", say("open")), Hint("N", say("new club")), Hint("Del", say("delete"))]

    def go_to(self, **place: object) -> None:
        club = place.get("club")
        if self.body.currentWidget() is self.editor:
            self.editor.leave()
        if isinstance(club, bytes) and club:
            self.view.club_id = club
            self.body.setCurrentWidget(self.view)
        else:
            self.view.club_id = b""
            self.body.setCurrentWidget(self._listed if self._lines else self.empty)
        self.refresh()

    def where(self) -> dict[str, object]:
        return {"club": self.view.club_id} if self.view.club_id else {}

    def refresh(self) -> None:
        today = date.today()
        self.context.ask(_clubs, today, on_done=self._show, key="statistics.clubs")
        if self.view.club_id:
            self.context.ask(
                club_page, self.view.club_id, today, on_done=self.view.show_club, key="club.page"
            )

    def leave(self) -> None:
        self.editor.leave()
        self.view.leave()

    def step_back(self) -> bool:
        here = self.body.currentWidget()
        if here is self.editor:
            self.editor.finish()
        elif here is self.view:
            if not self.view.step_back():
                self._go(b"")
        else:
            return False
        return True

    def _go(self, club: bytes) -> None:
        self.context.go("statistics", tab="clubs", **({"club": club} if club else {}))

    # ---- showing ----

    def _show(self, found: tuple[list[ClubLine], list[DueMeeting]]) -> None:
        lines, due = found
        self._lines = lines
        self.table.set_rows(lines)
        if lines and self.table.selected() is None:
            self.table.selectRow(0)
        language = self.language
        self.count.setText(language.plural("{n} club", "{n} clubs", len(lines)))
        self.due.setVisible(bool(due))
        said = [
            f"{one.title}: {due_words(language, one.form, one.lacking, one.due_by)}" for one in due
        ]
        self.due.set_content(language.text("Meetings that are due"), "\n".join(said))
        if self.body.currentWidget() in (self._listed, self.empty):
            self.body.setCurrentWidget(self._listed if lines else self.empty)

    def _cells(self, line: ClubLine) -> list[Cell]:
        language = self.language
        number = language.number
        mentor = language.text("mentor: {name}", name=line.mentor) if line.mentor else ""
        members = number(line.members)
        if line.target_size:
            members = f"{members} / {number(line.target_size)}"
        return [
            Cell(line.title, sub=mentor, weight=500, is_wrapped=True),
            Cell(members),
            Cell(number(line.meetings) if line.meetings else "–"),
            Cell(number(line.open_tasks) if line.open_tasks else "–"),
        ]

    # ---- doing ----

    def add_club(self) -> None:
        """Found a club."""
        place = self.context.workspace.profile.territory
        born = {"coverage": (place,) if place else (), "starts_on": date.today()}
        self.body.setCurrentWidget(self.editor)
        self.editor.begin(None, self.language.text("New club"), born)

    def _edit(self, club: Club) -> None:
        self.body.setCurrentWidget(self.editor)
        self.editor.begin(club, club.title)

    def _edited(self) -> None:
        written = self.context.workspace.get(Club, self.editor.record)
        self._go(self.editor.record if written is not None else b"")

    def remove(self, line: ClubLine) -> None:
        """Delete a club with all that is part of it; a toast leads back."""
        said = self.language.text("“{title}” is deleted", title=line.title)
        self.context.do(delete, "club", line.id, on_done=lambda _: self.context.toast_undo(said))
