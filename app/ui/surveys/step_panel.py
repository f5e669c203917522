"""The page of a step: its heads and questions, built when it is gone to, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import Language
from app.surveys import Entry, Kind, plain
from app.ui.kit import LinkButton, PlainButton, Row, Scroller, Text
from app.ui.kit.layout import empty
from app.ui.surveys.grid import Grid, share_of
from app.ui.surveys.matrix import MatrixHeading, MatrixLine, is_line
from app.ui.surveys.question import WIDEST, Media, QuestionView, no_media
from app.ui.surveys.recordings import Player, Recording
from app.ui.surveys.steps import is_heading, may_grow

_MARGIN, _BELOW = 24, 12
_GAP, _TABLE_GAP, _FIRST_GAP = 24, 6, 18
"""Above a question, above a line of a table, above the first of a page."""


class PartHead(QWidget):
    """The name of a group, or of an instance of a repeat with the way to take it off."""

    removed = Signal(str)

    def __init__(self, language: Language, entry: Entry) -> None:
        super().__init__()
        self.position = entry.position
        self._language = language
        self._label = Text("", "section", wrap=True)
        self.remove = LinkButton()
        self.remove.clicked.connect(lambda: self.removed.emit(self.position))
        row = Row(self._label, self.remove, gap=12)
        row.box.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self.setMaximumWidth(WIDEST)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Say the head as it is now."""
        say = self._language.text
        words = named(self._language, entry)
        self._label.setText(words)
        self.remove.setText(say("Take off"))
        self.remove.setAccessibleName(say("Take {name} off", name=words))
        may_go = entry.kind is Kind.INSTANCE and not entry.is_fixed and not entry.is_read_only
        self.remove.setVisible(may_go)


class MoreRow(QWidget):
    """Adds another instance of a repeat, below those there are."""

    added = Signal(str)

    def __init__(self, language: Language, entry: Entry) -> None:
        super().__init__()
        self.position = entry.position
        self.button = PlainButton(icon="plus")
        name = plain(entry.label) or entry.name
        self.button.setText(language.text("Add: {name}", name=name))
        self.button.clicked.connect(lambda: self.added.emit(self.position))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Row(self.button, None, gap=0))
        self.setMaximumWidth(WIDEST)


def named(language: Language, entry: Entry) -> str:
    """A group by its label, an instance of a repeat with its number."""
    words = plain(entry.label)
    if entry.kind is Kind.INSTANCE:
        name = words or entry.name
        return language.text("{label}: {n}", label=name, n=language.number(entry.count))
    return words


def _set_gap(part: QWidget, *, is_first: bool) -> None:
    """The room above a part is its own, so that a part that is not seen leaves none."""
    gap = _TABLE_GAP if isinstance(part, MatrixLine) else _GAP
    layout = part.layout()
    if layout is not None:
        layout.setContentsMargins(0, _FIRST_GAP if is_first else gap, 0, 0)


def _has_words(entry: Entry) -> bool:
    """Whether there is anything to see of an entry."""
    is_named = entry.kind is not Kind.GROUP or bool(entry.label)
    return is_named and entry.kind is not Kind.REPEAT


Part = QuestionView | PartHead | MatrixHeading


class _Page(QWidget):
    """As high as its words need at the width there is: their height at no width scrolls nothing."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class StepPanel(Scroller):
    """Builds only what one step shows; changes go to the parts they concern."""

    answered = Signal(str, str)
    why_asked = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    passed = Signal()
    file_asked = Signal(str)
    play_asked = Signal(str, Recording)

    def __init__(self, media: Media | None = None, *, margin: int = _MARGIN) -> None:
        self._page = _Page()
        self._page.setProperty("ground", "none")
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(margin, 0, _MARGIN, _BELOW)
        self._column.setSpacing(0)
        super().__init__(self._page)
        self.media = media
        self._parts: dict[str, Part] = {}
        self.shows_all = False
        """Whether what is not asked is shown too, pale: to look a form over."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def show_entries(self, language: Language, entries: Sequence[Entry], *, is_whole: bool) -> None:
        """Show these entries; `is_whole`: one question has the page for itself."""
        self._clear()
        growing: list[Entry] = []
        grid = Grid(self._column)
        for entry in entries:
            while growing and entry.level <= growing[-1].level:
                grid.end_row()
                self._add_more(language, growing.pop())
            if may_grow(entry):
                growing.append(entry)
            part = self._part(language, entry, is_whole=is_whole)
            if part is not None:
                is_shared = bool(share_of(entry)) and not is_whole
                # all of a row begin at one height
                _set_gap(part, is_first=not self._parts and not is_shared)
                self._parts[entry.position] = part
                grid.place(part, entry, alone=is_whole)
                # only now: shown before it has its place, it would be a window of its own
                self._show_part(part, entry)
        grid.end_row()
        while growing:
            self._add_more(language, growing.pop())
        self._column.addStretch(1)

    def _add_more(self, language: Language, entry: Entry) -> None:
        row = MoreRow(language, entry)
        row.added.connect(self.added)
        _set_gap(row, is_first=False)
        self._column.addWidget(row)
        row.setVisible(entry.is_relevant)

    def _clear(self) -> None:
        empty(self._column)
        self._parts = {}
        self.verticalScrollBar().setValue(0)

    def show_page(self, page: QWidget) -> None:
        """Show something else in the place of questions."""
        self._clear()
        _set_gap(page, is_first=True)
        self._column.addWidget(page)
        self._column.addStretch(1)

    def _part(self, language: Language, entry: Entry, *, is_whole: bool) -> Part | None:
        if entry.kind in (Kind.GROUP, Kind.REPEAT, Kind.INSTANCE):
            head = PartHead(language, entry)
            head.removed.connect(self.removed)
            return head
        if not entry.kind.is_asked:
            return None
        if is_heading(entry) and not is_whole:
            return MatrixHeading(entry)
        make = MatrixLine if is_line(entry) and not is_whole else QuestionView
        view = make(language, entry, is_whole=is_whole, media=self.media)
        view.answered.connect(self.answered)
        view.why_asked.connect(self.why_asked)
        view.passed.connect(self.passed)
        view.file_asked.connect(self.file_asked)
        view.play_asked.connect(self.play_asked)
        return view

    def papers(self) -> list[QPlainTextEdit]:
        """The fields of several lines on the page, which keep Enter for themselves."""
        return self._page.findChildren(QPlainTextEdit)

    def show_changed(self, entries: Sequence[Entry]) -> None:
        """Show anew those of these that are on the page."""
        for entry in entries:
            part = self._parts.get(entry.position)
            if part is not None:
                part.show_entry(entry)
                self._show_part(part, entry)

    def _show_part(self, part: QWidget, entry: Entry) -> None:
        part.setVisible(_has_words(entry) and (entry.is_relevant or self.shows_all))
        part.setEnabled(entry.is_relevant)

    def retranslate(self, language: Language) -> None:
        """Say the program's own words in another language."""
        for view in self.questions():
            view.retranslate(language)

    # ---- the keyboard ----

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        """What has the keyboard is in view."""
        if focused is not None and self._page.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, _GAP)

    def questions(self) -> list[QuestionView]:
        """The questions of the page, those not asked among them."""
        return [part for part in self._parts.values() if isinstance(part, QuestionView)]

    def _asked(self) -> Iterator[QuestionView]:
        for view in self.questions():
            if view.entry.is_relevant and view.field is not None and not view.entry.is_read_only:
                yield view

    def question(self, position: str) -> QuestionView | None:
        """One question of the page."""
        part = self._parts.get(position)
        return part if isinstance(part, QuestionView) else None

    def current(self) -> QuestionView | None:
        """The question that has the keyboard, else the first that is asked."""
        focus = QApplication.focusWidget()
        for view in self.questions():
            if focus is not None and view.isAncestorOf(focus):
                return view
        return next(self._asked(), None)

    def beside(self, view: QuestionView | None, step: int) -> QuestionView | None:
        """The next question of the page, or the one before."""
        asked = list(self._asked())
        if view is None or view not in asked:
            return None
        at = asked.index(view) + step
        return asked[at] if 0 <= at < len(asked) else None

    def focus(self, position: str = "", *, last: bool = False) -> None:
        """Give the keyboard to a question, else to the first (or last) that is asked."""
        asked = list(self._asked())
        wanted = self.question(position) if position else None
        if wanted is None or wanted not in asked:
            wanted = asked[-1 if last else 0] if asked else None
        if wanted is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if len(self._parts) > 1:
            # a part that was made just now has its place only after the layout's turn
            QApplication.sendPostedEvents()
            self.ensureWidgetVisible(wanted, 0, _GAP)
        wanted.focus()

    def play_with(self, player: Player) -> None:
        """Let the recordings of the questions be played, and trouble be said at the question."""
        self.play_asked.connect(
            lambda position, one: player.play(
                one, self.media or no_media, partial(self._say_trouble, position)
            )
        )

    def sounding(self) -> QuestionView | None:
        """The question whose recording a key plays: the current one, else the first with one."""
        views = [view for view in (self.current(), *self.questions()) if view is not None]
        heard = (view for view in views if view.entry.is_relevant and view.recordings.buttons())
        return next(heard, None)

    def _say_trouble(self, position: str, text: str) -> None:
        view = self.question(position)
        if view is not None:
            view.recordings.say_trouble(text)

    def take_all(self) -> None:
        """Take what is half typed."""
        for view in self.questions():
            view.take()
