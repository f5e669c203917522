"""The form a practice task is given by: one text, and everybody who is to try it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from app.actions.clubs import give_tasks
from app.errors import AppError, Invalid
from app.language import fold
from app.model import PracticeTask
from app.storage.questions.clubs import ClubPage, MemberLine
from app.ui.context import Context
from app.ui.kit import (
    ActionFooter,
    Finder,
    Form,
    FormRow,
    PicksField,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.kit.pick_fields import Found
from app.ui.sources import workspace_sources
from app.ui.words import said_plainly

_FIELDS = ("text", "event", "given_on", "due_on")


class TaskGiving(Stack):
    """Gives all chosen members the same task at once; one undo takes all of it back."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=0)
        self.context = context
        self._page: ClubPage | None = None
        self.heading = Text("", "section", wrap=True)
        self.picks = PicksField(context.language, Finder(find=self._find, label=self._name))
        self.picks.committed.connect(lambda _: self._picked())
        self.members = FormRow("", self.picks)
        self.everybody = QuietButton(icon="users")
        self.everybody.clicked.connect(self.pick_everybody)
        sources = workspace_sources(context)
        self.form = Form(context.language, PracticeTask, _FIELDS, columns=2, sources=sources)
        self.give = PrimaryButton(icon="check")
        self.give.clicked.connect(self.finish)
        self.cancel = PlainButton()
        self.cancel.clicked.connect(self.closed)
        who = Stack(self.members, Row(self.everybody, None), gap=2)
        room = Stack(self.heading, who, self.form, None, gap=10, margins=(24, 8, 20, 12))
        footer = ActionFooter()
        footer.add_action(self.cancel)
        footer.add_action(self.give)
        self.box.addWidget(Scroller(room), 1)
        self.box.addWidget(footer)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language = self.context.language
        say = language.text
        self.heading.setText(say("New practice task"))
        self.members.set_label(say("To whom"))
        self.picks.retranslate(language)
        self.picks.set_placeholder(say("Member: a few letters"))
        self.everybody.setText(say("All members"))
        self.form.retranslate(language)
        self.cancel.setText(say("Cancel"))
        self._say_how_many()

    def _say_how_many(self) -> None:
        language, n = self.context.language, len(self.picks.value())
        words = language.plural("Give to {n} member", "Give to {n} members", n)
        self.give.setText(words if n else language.text("Give the task"))

    def begin(self, page: ClubPage) -> None:
        """Ask for a new task of a club."""
        self._page = page
        self.members.set_error("")
        self.form.clear_problems()
        self.picks.set_value(())
        self.form.set_values({"text": "", "event": None, "given_on": date.today(), "due_on": None})
        self.retranslate()
        self.picks.focus()

    def pick_everybody(self) -> None:
        """Everybody who belongs to the club today is to do it."""
        self.picks.set_value(tuple(line.member.person for line in self._present()))
        self._picked()
        self.form.focus_first()

    def _picked(self) -> None:
        self.members.set_error("")
        self._say_how_many()

    def finish(self) -> None:
        """Give the task; what is lacking is said at its field."""
        people = tuple(one for one in self.picks.value() if isinstance(one, bytes))
        if not people:
            self.members.set_error(self.context.language.text("Choose at least one member"))
            self.picks.focus()
        elif self._page is not None:
            self.context.do(
                *(give_tasks, self._page.club.id, people, self.form.values()),
                on_done=lambda _: self._given(len(people)),
                on_error=self._refused,
            )

    def _given(self, n: int) -> None:
        said = self.context.language.plural("Given to {n} member", "Given to {n} members", n)
        self.closed.emit()
        self.context.toast_undo(said)

    def _refused(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.form.set_problems(error.problems)
            self.form.focus_first()
        else:
            self.context.toast(said_plainly(self.context.language, error), "warn")

    # ---- whom ----

    def _present(self) -> list[MemberLine]:
        return self._page.present if self._page else []

    def _find(self, typed: str) -> Sequence[Found]:
        words = fold(typed).split()
        return [
            (line.member.person, line.name, self.context.language.label(line.place))
            for line in self._present()
            if all(f" {word}" in f" {fold(line.name)}" for word in words)
        ]

    def _name(self, person: object) -> str:
        return next((one.name for one in self._present() if one.member.person == person), "")
