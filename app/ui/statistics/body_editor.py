"""One body: what is written down of it, and who is listed as sitting in it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.actions.members import let_go, take_in
from app.actions.records import delete
from app.language import Language
from app.model import Body, BodyMember
from app.storage.questions.bodies import BodyLine, BodyPage, Sitting, body_page
from app.ui.context import Context
from app.ui.kit import Banner, Cell
from app.ui.statistics.members import MembersList
from app.ui.statistics.record_editor import RecordEditor
from app.ui.words import said_plainly, term

_FIELDS = (
    *("title", "kind", "territory", "size", "women", "men", "youth", "reserved"),
    *("created_on", "as_of", "event", "action_plan", "note"),
)
_ONE_COLUMN = 1000
MEMBER_FIELDS = ("role", "position", "since", "until")


def difference_words(language: Language, line: BodyLine) -> str:
    """Where what was written down is not what is listed: Women: 6 written down, 1 listed."""
    kinds = Body.kinds()
    return " · ".join(
        language.text(
            "{what}: {written} written down, {listed} listed",
            what=language.text(kinds[name].label),
            written=written,
            listed=listed,
        )
        for name, written, listed in line.differences
    )


class BodyEditor(RecordEditor):
    """The form of a body, with its members below; a name counts, where names are listed."""

    member_asked = Signal(object)
    """A `Sitting` whose role and time are to be mended."""

    def __init__(self, context: Context) -> None:
        self.page: BodyPage | None = None
        super().__init__(context, Body, _FIELDS)
        self.doubt = Banner("warn")
        self.members = MembersList(context, "body_member_role", "member")
        self.members.table.set_drawing(self._cells)
        self.members.added.connect(self._add)
        self.members.table.row_opened.connect(self.member_asked)
        self.members.table.row_removed.connect(self._let_go)
        self.room.box.insertWidget(1, self.doubt)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(28)
        self.room.box.removeWidget(self.form)
        self._beside.addWidget(self.form, 3)
        self._beside.addWidget(self.members, 2, Qt.AlignmentFlag.AlignTop)
        self.room.box.insertLayout(2, self._beside)
        self._show(None)

    def retranslate(self) -> None:
        super().retranslate()
        say = self.context.language.text
        self.members.say(
            say("Who sits in it"),
            say("Nobody is listed: the written numbers count. Once names are listed, they count."),
        )
        self._show(self.page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_one = self.window().width() < _ONE_COLUMN
        way = QBoxLayout.Direction.TopToBottom if is_one else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(way)

    def refresh(self) -> None:
        """Read again who sits in it; a body that is not written down yet has no members."""
        if self.record:
            self.context.ask(
                body_page, self.record, date.today(), on_done=self._show, key="statistics.body"
            )

    def _show(self, page: BodyPage | None) -> None:
        self.page = page
        self.members.setVisible(page is not None)
        words = difference_words(self.context.language, page.line) if page else ""
        self.doubt.set_content(self.context.language.text("The list counts."), words)
        self.doubt.setVisible(bool(words))
        self.members.show_lines(page.members if page else ())

    def _cells(self, line: Sitting) -> list[Cell]:
        language, member = self.context.language, line.member
        say = language.text
        facts = [
            term(language, "body_member_role", member.role),
            member.position,
            say("since {day}", day=member.since) if member.since else "",
            say("until {day}", day=member.until) if member.until else "",
            language.label(line.place),
        ]
        return [
            Cell(
                line.name or "–",
                sub=" · ".join(fact for fact in facts if fact),
                weight=500,
                colour="text" if line.is_present else "text3",
                is_wrapped=True,
            )
        ]

    def _add(self, found: bytes | str, role: str) -> None:
        language = self.context.language
        self.context.do(
            *(take_in, BodyMember, self.record, found, {"role": role}),
            on_done=lambda _: self.context.toast_undo(language.text("Added to the members")),
            on_error=lambda error: self.context.toast(said_plainly(language, error), "warn"),
        )

    def _let_go(self, line: Sitting) -> None:
        """Note that a member left; whoever left already is taken off the list."""
        say = self.context.language.text
        if line.is_present:
            said = say("{name} has left; past figures keep her", name=line.name)
            done = partial(self.context.do, let_go, BodyMember, line.id)
        else:
            said = say("“{title}” is deleted", title=line.name)
            done = partial(self.context.do, delete, "body_member", line.id)
        done(on_done=lambda _: self.context.toast_undo(said))
