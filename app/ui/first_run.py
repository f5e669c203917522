"""The first run: language and who one is, the passphrase, the recovery key. Three steps."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.language import LANGUAGES, Language, language
from app.storage import Created, Profile, create_workspace
from app.ui.kit import (
    ActionFooter,
    Banner,
    FormRow,
    Halves,
    Icon,
    KeyCap,
    PickField,
    PlainButton,
    PrimaryButton,
    Row,
    Scroller,
    Stack,
    Text,
    TextField,
)
from app.ui.kit.choice_card import ChoiceCards
from app.ui.passphrase import PassphraseForm
from app.ui.places import listed_places
from app.ui.recovery import RecoverySheet
from app.ui.tasks import Tasks
from app.ui.theme import look
from app.ui.top_bar import OWN_NAMES

ROLES = ("trainer", "unit", "coordinator")
_CONTENT = 680
_LOW = 600


class StepMark(QWidget):
    """The number of a step in a circle, filled while it is the present one."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.is_current = False
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.is_current
        painter.setPen(QPen(look().colour("accent" if on else "ctrl"), 1))
        painter.setBrush(look().colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(look().colour("onaccent" if on else "text2"))
        painter.setFont(look().font(13, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class Steps(QFrame):
    """The column at the left: where one is in the three steps."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "title")
        self._lead = Text("", "second", wrap=True)
        self._marks = [StepMark(number) for number in (1, 2, 3)]
        self._names = [Text("", "body", wrap=True) for _ in self._marks]
        self._subs = [Text("", "caption", wrap=True) for _ in self._marks]
        self._promise = Text("", "second", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 24, 28)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        column.addSpacing(16)
        for mark, name, sub in zip(self._marks, self._names, self._subs, strict=True):
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Stack(name, sub, gap=1), 1)
            column.addLayout(line)
            column.addSpacing(14)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(Icon("shield-check", 18, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._promise, 1)
        column.addLayout(foot)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        text = language.text
        self._title.setText(text("Depter"))
        self._lead.setText(text("Opened for the first time. Three steps, two minutes."))
        names = (text("Language and who you are"), text("Passphrase"), text("Recovery key"))
        subs = (
            text("You can change this at any time"),
            text("The notebook is encrypted on this computer"),
            text("For the day the passphrase is forgotten"),
        )
        for label, words in zip((*self._names, *self._subs), (*names, *subs), strict=True):
            label.setText(words)
        self._promise.setText(
            text("No internet is needed. Nothing leaves this computer without your permission.")
        )

    def set_brief(self, brief: bool) -> None:
        """Leave the second lines out where there is no height for them."""
        for sub in self._subs:
            sub.setVisible(not brief)

    def set_step(self, step: int) -> None:
        """Mark the present step."""
        for at, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            mark.is_current = at == step
            mark.update()
            name.set_role("subsection" if at == step else "body")
            name.set_colour("text" if at == step else "text2")


class WhoStep(Stack):
    """Language, role, name, place, and what this computer is called."""

    language_chosen = Signal(str)

    def __init__(self, language: Language) -> None:
        self._title = Text("", "title")
        self._language_label = Text("", "label")
        self.languages = ChoiceCards(LANGUAGES, across=True)
        self.languages.set_value(language.code)
        self.languages.say([(OWN_NAMES[code], "") for code in LANGUAGES])
        self._role_label = Text("", "label")
        self.roles = ChoiceCards(ROLES)
        self.name = FormRow("", TextField(limit=200))
        self._language = language
        finder = listed_places(lambda: self._language)
        self.place_field = PickField(language, finder, "map-pin")
        self.place = FormRow("", self.place_field)
        self.machine = FormRow("", TextField(limit=60))
        self.machine.field.set_value(platform.node())
        super().__init__(
            self._title,
            12,
            self._language_label,
            self.languages,
            14,
            self._role_label,
            self.roles,
            10,
            Halves(self.name, self.place, self.machine),
            None,
            gap=4,
        )
        self.languages.chosen.connect(self.language_chosen)
        self.place_field.committed.connect(lambda _: self._check_place())
        self.name.field.edited.connect(lambda _: self.name.clear())
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        text = language.text
        self._title.setText(text("Language and who you are"))
        self._language_label.setText(text("Language of the program"))
        self._role_label.setText(text("Who are you?"))
        self.roles.say(
            [
                (text("Trainer"), text("I hold events, tick attendance, give packages to my unit")),
                (
                    text("Territorial unit"),
                    text("I take in trainers' packages, report for the oblast"),
                ),
                (
                    text("Coordinator"),
                    text("I put all oblasts together, the final report, statistics"),
                ),
            ]
        )
        self.name.set_label(text("Your name"))
        self.name.set_help(text("Stands so in reports"))
        self.place.set_label(text("Oblast, city or raion"))
        self.place.set_help(text("Type its first letters"))
        self.machine.set_label(text("Name of this computer"))
        self.machine.set_help(text("Shows which device an entry came from"))
        self.place_field.retranslate(language)

    def set_brief(self, brief: bool) -> None:
        """Leave the title out where there is no height for it: the steps say it too."""
        self._title.setVisible(not brief)

    def profile(self) -> Profile:
        """Who the notebook will belong to."""
        return Profile(
            name=str(self.name.field.value()).strip(),
            role=self.roles.value(),
            territory=str(self.place_field.value() or ""),
            language=self._language.code,
            machine=str(self.machine.field.value()).strip(),
        )

    def show_problem(self) -> bool:
        """Say at the first field what is missing; whether anything is."""
        text = self._language.text
        if not str(self.name.field.value()).strip():
            self.name.set_error(text("Write your name"))
        if self.place_field.value() is None:
            self.place.set_error(text("Choose where you work"))
        self._check_place()
        for row in (self.name, self.place):
            if row.error():
                row.field.focus()
                return True
        return False

    def _check_place(self) -> None:
        problem = self.place_field.problem()
        if problem:
            self.place.set_error(problem)
        elif self.place_field.value() is not None:
            self.place.clear()


class FirstRun(QWidget):
    """The wizard over an empty folder; ends with an open workspace."""

    language_chosen = Signal(str)
    finished = Signal(object)
    """The new `Workspace`."""

    def __init__(self, folder: Path, code: str, tasks: Tasks) -> None:
        super().__init__()
        self._folder = folder
        self._tasks = tasks
        self._language = language(code)
        self._created: Created | None = None
        self._steps = Steps()
        self.who = WhoStep(self._language)
        self.secret = PassphraseForm(self._language)
        self._secret_title = Text("", "title")
        self._secret_text = Text("", "body", wrap=True, colour="text2")
        self._failure = Banner("bad")
        self._failure.hide()
        self.recovery = RecoverySheet(self._language)
        self._next = PrimaryButton()
        self._back = PlainButton(icon="chevron-left")
        self._enter = Text("", "caption")
        self._lay_out()
        self._listen()
        self.retranslate(self._language)
        self._go(0)

    def _lay_out(self) -> None:
        secret = Stack(
            self._secret_title, self._secret_text, 12, self.secret, self._failure, None, gap=4
        )
        self._stack = QStackedWidget()
        for step in (self.who, secret, self.recovery):
            self._stack.addWidget(_Centred(step))
        self._footer = footer = ActionFooter()
        footer.add_note(self._back)
        footer.add_action(Row(KeyCap("Enter"), self._enter, gap=6))
        footer.add_action(self._next)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._steps)
        row.addLayout(right, 1)

    def _listen(self) -> None:
        self.who.language_chosen.connect(self._choose_language)
        self.secret.entered.connect(self._forward)
        self.recovery.kept.connect(self._kept)
        self._next.clicked.connect(self._forward)
        self._back.clicked.connect(lambda: self._go(0))
        self.who.place_field.search.entered.connect(lambda _: self._forward())
        for row in (self.who.name, self.who.machine):
            row.field.editor().returnPressed.connect(self._forward)  # type: ignore[attr-defined]

    def retranslate(self, language: Language) -> None:
        """Say everything in another language, live."""
        self._language = language
        text = language.text
        for part in (self._steps, self.who, self.secret, self.recovery):
            part.retranslate(language)
        self._secret_title.setText(text("Passphrase"))
        self._secret_text.setText(
            text(
                "It opens this notebook, and nobody can bring it back for you: not we, not the "
                "ministry. The next step gives you a recovery key for the worst case."
            )
        )
        self._back.setText(text("Back"))
        self._enter.setText(text("go on"))
        self._say_next()

    def _choose_language(self, code: str) -> None:
        self.retranslate(language(code))
        self.language_chosen.emit(code)

    def _say_next(self) -> None:
        text = self._language.text
        last = self._stack.currentIndex() == 2
        self._next.setText(text("Open the notebook") if last else text("Continue"))

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._steps.set_step(step)
        self._back.setVisible(step == 1)
        self._next.setEnabled(step != 2 or self.recovery.is_kept())
        self._say_next()
        self.focus()

    def focus(self) -> None:
        """Take the keyboard into the first field of the present step."""
        first: Callable[[], object] = (
            self.who.name.field.focus,
            self.secret.focus,
            self.recovery.focus,
        )[self._stack.currentIndex()]
        first()

    def _forward(self) -> None:
        step = self._stack.currentIndex()
        if step == 0 and not self.who.show_problem():
            self._go(1)
        elif step == 1 and not self.secret.show_problem():
            self._create()
        elif step == 2 and self._created is not None:
            self.finished.emit(self._created.workspace)

    def _create(self) -> None:
        self._failure.hide()
        self._next.set_busy(self._language.text("Creating…"))
        self._back.setEnabled(False)
        self._tasks.do(
            create_workspace,
            self._folder,
            self.secret.passphrase(),
            self.who.profile(),
            on_done=self._was_created,
            on_error=self._was_refused,
        )

    def _was_created(self, created: Created) -> None:
        self._created = created
        self.secret.clear_all()
        self.recovery.set_key(created.recovery_key, created.workspace.profile.name)
        self._next.set_idle()
        self._go(2)

    def _was_refused(self, error: AppError) -> None:
        self._next.set_idle()
        self._back.setEnabled(True)
        self._failure.set_content(text=self._language.error(error))
        self._failure.show()

    def _kept(self, kept: bool) -> None:
        self._next.setEnabled(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        steps = 332 if self.width() >= 1000 else 240
        self._steps.setFixedWidth(steps)
        self._steps.set_brief(self.height() < _LOW)
        self.who.set_brief(self.height() < _LOW)
        # the buttons stand under the fields, not in the far corner
        self._footer.set_side(max(24, (self.width() - steps - _CONTENT) // 2))


class _Centred(Scroller):
    """A step in the middle of the page, as wide as reads well, scrolling where it must."""

    def __init__(self, step: QWidget) -> None:
        room = QWidget()
        room.setProperty("ground", "none")
        step.setMaximumWidth(_CONTENT)
        self._row = QHBoxLayout(room)
        self._row.setContentsMargins(24, 40, 24, 16)
        self._row.addStretch(1)
        self._row.addWidget(step, 1000)
        self._row.addStretch(1)
        super().__init__(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.setContentsMargins(24, 40 if self.height() >= _LOW - 57 else 12, 24, 8)
