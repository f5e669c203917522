"""One question as it is asked: its words, its field, and what is wrong with the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.language import Language
from app.surveys import Entry, Kind, plain
from app.ui.files import read_image
from app.ui.kit import Banner, LinkButton, Row, Text
from app.ui.kit.choice_rows import PICTURE
from app.ui.surveys.answer_kinds import example_for, make_answer, options_of
from app.ui.surveys.answers import AnswerField, RowsAnswer
from app.ui.surveys.recordings import Recording, RecordingButtons, recordings_of
from app.ui.surveys.upload import FileAnswer

WIDEST = 660
_TYPING_MS = 600
"""So long after the last key a half-typed answer is taken."""
_PICTURE = 400
Media = Callable[[str], bytes | None]


class QuestionView(QWidget):
    """Label, hint, field, problem. `is_whole`: it has the page for itself."""

    answered = Signal(str, str)
    """Position and value: a choice was made, or the field was left."""
    why_asked = Signal(str)
    file_asked = Signal(str)
    play_asked = Signal(str, Recording)
    passed = Signal()
    """Nothing is left to take here: on to the next."""

    def __init__(
        self, language: Language, entry: Entry, *, is_whole: bool, media: Media | None = None
    ) -> None:
        super().__init__()
        self.position = entry.position
        self._language, self._entry, self._media = language, entry, media
        self._is_filled = False
        self._label = Text("", _role(entry, is_whole=is_whole), wrap=True)
        self._hint = Text("", "body" if is_whole else "second", wrap=True, colour="text2")
        self._guidance = Text("", "second", wrap=True, colour="text2")
        self._more = LinkButton()
        self._must = Text("", "caption")
        self._why = LinkButton()
        self._picture = QLabel()
        self.recordings = RecordingButtons()
        self._problem = Banner("bad")
        self.field = self.make_field(is_whole=is_whole)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self.take)
        self._lay_out(is_whole=is_whole)
        self._listen()
        self._say_field()
        self.show_entry(entry)

    def make_field(self, *, is_whole: bool) -> AnswerField | None:
        """The field one answers in; None where nothing is asked."""
        if self._entry.kind is Kind.UPLOAD and not self._entry.is_read_only:
            answer = FileAnswer(self._media or no_media)
            answer.asked.connect(lambda: self.file_asked.emit(self.position))
            return answer
        return make_answer(self._language, self._entry, compact=not is_whole)

    def _lay_out(self, *, is_whole: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8 if is_whole else 6)
        self._more_row = Row(self._more, None, gap=0)
        self.place_words(column, is_whole=is_whole)
        column.addWidget(self._problem)
        self._foot = Row(self._must, self._why, None, gap=8)
        column.addWidget(self._foot)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._problem.hide()
        self._guidance.hide()

    def place_words(self, column: QVBoxLayout, *, is_whole: bool) -> None:
        """Put what is asked and the field into their places."""
        for part in (self._label, self._hint, self._more_row, self._guidance, *self._beside()):
            column.addWidget(part)
        if self.field is not None:
            column.addSpacing(4 if is_whole else 0)
            column.addWidget(self.field)

    def _beside(self) -> tuple[QWidget, ...]:
        """What a form may show and play with its words."""
        return self._picture, self.recordings

    def _listen(self) -> None:
        self.recordings.asked.connect(lambda one: self.play_asked.emit(self.position, one))
        self._more.clicked.connect(lambda: self._guidance.setVisible(self._guidance.isHidden()))
        self._why.clicked.connect(lambda: self.why_asked.emit(self.position))
        self._problem.acted.connect(lambda: self.why_asked.emit(self.position))
        if self.field is not None:
            self.field.edited.connect(lambda _: self._timer.start())
            self.field.committed.connect(lambda _: self.take())
            self.field.passed.connect(self.passed)

    @property
    def entry(self) -> Entry:
        """The question as it was last shown."""
        return self._entry

    def show_entry(self, entry: Entry) -> None:
        """Show the question as it is now; what is being typed stays."""
        former, self._entry = self._entry, entry
        is_typing = self._timer.isActive()
        self._say(entry)
        if self.field is None:
            return
        is_chosen = entry.kind.takes_choices or entry.kind is Kind.RANGE
        if is_chosen and (entry.choices != former.choices or not self._is_filled):
            self.field.set_choices(options_of(entry))
            self._show_choices_pictures(entry)
            self._is_filled = True
        shown = entry.refused or entry.value
        if not is_typing and self.field.value() != shown:
            self.field.set_value(shown)
        if not entry.violation:
            self._problem.hide()

    def _say(self, entry: Entry) -> None:
        self._label.setText(plain(entry.label) or entry.name)
        for part, words in ((self._hint, entry.hint), (self._guidance, entry.guidance)):
            part.setText(plain(words))
        self._hint.setVisible(bool(entry.hint))
        self._more_row.setVisible(bool(entry.guidance))
        self._show_must(entry)
        self._show_picture(entry)
        self._show_recordings(entry)
        if self.field is not None:
            self.field.set_name(self._label.text())
            self.field.set_description(self._hint.text())

    def _say_field(self) -> None:
        if self.field is not None:
            self.field.retranslate(self._language)
            self.field.set_hint(example_for(self._language, self._entry))

    def retranslate(self, language: Language) -> None:
        """Say the program's own words in another language."""
        self._language = language
        self._say_field()
        self._show_must(self._entry)
        self._show_recordings(self._entry)

    def _show_must(self, entry: Entry) -> None:
        is_must = entry.is_required and entry.kind is not Kind.NOTE
        self._must.setText(self._language.text("An answer is needed") if is_must else "")
        self._why.setText(self._language.text("Why?"))
        self._more.setText(self._language.text("More about this question"))
        self._foot.setVisible(is_must)

    def _show_choices_pictures(self, entry: Entry) -> None:
        if isinstance(self.field, RowsAnswer) and any(one.media for one in entry.choices):
            self.field.set_pictures(
                {one.value: self._read_picture(one.media, PICTURE * 2) for one in entry.choices}
            )

    def _read_picture(self, media: Mapping[str, str], size: int) -> QPixmap:
        """The picture a form names, as large as this at most; none while it has not arrived."""
        name = media.get("image", "").rpartition("/")[2]  # forms say jr://images/NAME
        data = self._media(name) if name and self._media is not None else None
        return QPixmap.fromImage(read_image(data, size)) if data else QPixmap()

    def _show_picture(self, entry: Entry) -> None:
        picture = self._read_picture(entry.media, _PICTURE)
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName(self._label.text() if not picture.isNull() else "")
        self._picture.setVisible(not picture.isNull())

    def _show_recordings(self, entry: Entry) -> None:
        found = recordings_of(entry, with_choices=isinstance(self.field, RowsAnswer))
        self.recordings.show_recordings(found, self._language)

    # ---- answering ----

    def take(self) -> None:
        """Give the answer as it stands, if it is another one."""
        self._timer.stop()
        if self.field is None:
            return
        self.field.settle()
        value = str(self.field.value() or "")
        if value != (self._entry.refused or self._entry.value):
            self.answered.emit(self.position, value)

    def say_problem(self, text: str, action: str = "") -> None:
        """Say what is wrong with the answer; "" takes it back."""
        self._problem.set_content("", text, action)
        self._problem.setVisible(bool(text))
        if self.field is not None:
            self.field.set_failed(bool(text))
            self.field.set_description(text or self._hint.text())

    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.accessibleName() if self._problem.isVisibleTo(self) else ""

    def focus(self) -> None:
        """Take the keyboard."""
        if self.field is not None:
            self.field.focus()


def no_media(_: str) -> bytes | None:
    """Where nothing came with the form."""
    return None


def _role(entry: Entry, *, is_whole: bool) -> str:
    """How large a question is said; what is only read is quieter."""
    if entry.kind is Kind.NOTE:
        return "section" if is_whole else "body"
    return "question" if is_whole else "section"
