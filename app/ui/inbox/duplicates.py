"""Entries that may be one person: side by side, what speaks for it, and what stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from app.actions import duplicates as actions
from app.errors import AppError
from app.language import mark
from app.model import Changes
from app.model.likeness import SAME
from app.storage.questions.pairs import (
    Pair,
    SideBySide,
    pairs_of,
    pairs_to_decide,
    side_by_side,
    state_of_people,
)
from app.ui.context import Context
from app.ui.inbox.contradictions import ContradictionView, ToldApart, read_told_apart
from app.ui.inbox.frame import Frame
from app.ui.inbox.side_by_side import SideBySideView
from app.ui.kit import (
    ActionFooter,
    Cell,
    Column,
    EmptyPage,
    Hint,
    ListTable,
    PlainButton,
    PrimaryButton,
    ProgressRow,
    QuietButton,
    Scroller,
    Stack,
)
from app.ui.page import Page
from app.ui.tasks import Task

_ROW = 56
_LIST, _NARROW_LIST = 340, 252
_NARROW = 900
_BESIDE = frozenset({"consent", "registration", "event"})
"""What else the two entries are shown with."""


class DuplicatesView(Page):
    """The tab «Duplicates»: 1 joins, 2 tells apart, 0 leaves it for later."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: list[Pair] = []
        self._told: list[ToldApart] = []
        self._later: set[bytes] = set()
        self._task: Task | None = None
        self._state: tuple[int | None, ...] = ()
        self._make_list()
        self._make_footer()
        self.view = SideBySideView(context)
        self.contradiction = ContradictionView(context)
        self.contradiction.joined.connect(self.join)
        self.contradiction.parted.connect(self.tell_apart)
        self._lay_out()
        self._say_all()
        for keys, act in (("1", self.join), ("2", self.tell_apart), ("0", self.leave_for_later)):
            self.on_key(keys, act)

    # ---- making ----

    def _make_list(self) -> None:
        self.table = ListTable(row_height=_ROW, header_height=0)
        self.table.horizontalHeader().hide()
        self.table.set_drawing(self._cells)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _: self._matter.focus_first())
        self.progress = ProgressRow(self.language)
        self.progress.cancelled.connect(self._stop)
        self._list = Stack(self.table, self.progress, gap=0)
        self._list.box.setStretch(0, 1)
        self.setFocusProxy(self.table)

    def _make_footer(self) -> None:
        self.footer = ActionFooter()
        self.later = QuietButton()
        self.apart_button = PlainButton()
        self.join_button = PrimaryButton(icon="git-merge")
        for button, act in (
            (self.later, self.leave_for_later),
            (self.apart_button, self.tell_apart),
            (self.join_button, self.join),
        ):
            self.footer.add_action(button)
            button.clicked.connect(act)

    def _lay_out(self) -> None:
        matter = Stack(self.view, self.contradiction, gap=0)
        right = Stack(Scroller(matter), self.footer, gap=0)
        right.box.setStretch(0, 1)
        self.empty = EmptyPage("copy")
        self._frame = Frame(self._list, right, self.empty)
        self.assemble(body=self._frame)
        self.progress.hide()

    def _say_all(self) -> None:
        self.say(self.table.set_name, mark("Entries that may be one person"))
        self.say(self.later.setText, mark("Decide later"))
        self.say(self.apart_button.setText, mark("Different people"))
        self.say(self.join_button.setText, mark("This is one person"))
        self._show_hints()

    def _show_hints(self) -> None:
        self.footer.set_hints(self.hints()[:3])

    # ---- what a page answers ----

    def hints(self) -> list[Hint]:
        text = self.language.text
        return [
            Hint("1", text("one person")),
            Hint("2", text("different")),
            Hint("0", text("later")),
            Hint("Enter", text("choose values")),
        ]

    def retranslate(self) -> None:
        self._show_hints()
        self.progress.retranslate(self.language)
        for setter, text, values in self._said:
            setter(self.language.text(text, **values))
        self._show_list()
        self.view.retranslate()
        self.contradiction.retranslate()

    def refresh(self) -> None:
        """Look the register through, if it is another one than before."""
        self._ask_told()
        self.context.ask(state_of_people, on_done=self._look_through, key="inbox.people")

    def _ask_told(self) -> None:
        self.context.ask(read_told_apart, on_done=self._heard, key="inbox.told_apart")

    def _heard(self, told: list[ToldApart]) -> None:
        if told != self._told:
            self._told = told
            self._show_list()

    def _look_through(self, state: tuple[int | None, ...]) -> None:
        if self._task is None and state != self._state:
            self._state = state
            self.progress.start(self.language.text("Comparing people"))
            self._task = self.context.run(
                pairs_to_decide,
                on_done=self._found,
                on_error=self._not_found,
                on_progress=self.progress.set_progress,
                on_cancelled=self._cancelled,
            )

    def changed(self, changes: Changes) -> None:
        people = changes.ids("person")
        if "person" in changes.merged or changes.touches("distinction"):
            self.refresh()
        elif people:
            self._ask_told()
            self.context.ask(pairs_of, people, on_done=lambda found: self._found_of(people, found))
        elif changes.types & _BESIDE:
            self._chosen(self.table.selected())

    def leave(self) -> None:
        self._later.clear()

    # ---- finding ----

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _cancelled(self) -> None:
        self._task = None
        self._state = ()
        self.progress.finish()

    def _not_found(self, error: AppError) -> None:
        self._cancelled()
        self.context.toast(self.language.error(error), "warn")

    def _found(self, pairs: list[Pair]) -> None:
        self._task = None
        self.progress.finish()
        self._pairs = pairs
        self._show_list()

    def _found_of(self, people: frozenset[bytes], found: list[Pair]) -> None:
        """Some people changed: only their pairs are other ones now."""
        rest = [pair for pair in self._pairs if not {pair.a, pair.b} & people]
        self._pairs = sorted([*rest, *found], key=lambda pair: -pair.likeness.score)
        self._show_list()

    def _show_list(self) -> None:
        text = self.language.text
        self.counted.emit(len(self._told) + len(self._pairs))
        self.empty.set_content(
            text("Nobody is written down twice"),
            text("When two entries may be one person, you see them here side by side."),
        )
        self._frame.show_any(bool(self._told or self._pairs))
        self.table.set_columns([Column("pair"), Column("share", "", 56, "right")])
        at = max(self.table.currentIndex().row(), 0)
        every: list[ToldApart | Pair] = [*self._told, *self._pairs]
        rows = sorted(every, key=lambda one: one.id in self._later)
        self.table.set_rows(rows)
        if rows and self.table.selected() is None:
            self.table.selectRow(min(at, len(rows) - 1))
        elif rows:
            self._chosen(self.table.selected())

    def _cells(self, row: object) -> list[Cell]:
        if isinstance(row, ToldApart):
            return [
                Cell(row.first, sub=row.second, icon="split", icon_colour="warn", weight=500),
                Cell("", spoken=self.language.text("Told apart and joined")),
            ]
        if not isinstance(row, Pair):
            return []
        second = ", ".join((row.second, str(row.second_year or "–")))
        share = self.language.percent(round(row.likeness.score * 100), 100)
        is_sure = row.likeness.band == SAME
        icon = "" if self.width() < _NARROW else "copy"
        return [
            Cell(row.first, sub=second, icon=icon, weight=500, tip=f"{row.first}\n{second}"),
            Cell(share, size=12, colour="text" if is_sure else "text2"),
        ]

    # ---- one pair ----

    @property
    def _matter(self) -> SideBySideView | ContradictionView:
        is_told = isinstance(self.table.selected(), ToldApart)
        return self.contradiction if is_told else self.view

    def _chosen(self, row: object) -> None:
        if isinstance(row, ToldApart):
            self.contradiction.show_told(row)
            self.view.hide()
            self.contradiction.show()
        elif isinstance(row, Pair):
            self.context.ask(
                side_by_side, row.a, row.b, on_done=self._show_pair, key="inbox.side_by_side"
            )

    def _show_pair(self, pair: SideBySide | None) -> None:
        if pair is None:
            self._state = ()
            self.refresh()
            return
        if isinstance(self.table.selected(), ToldApart):
            return
        self.contradiction.hide()
        self.view.show()
        at = self.table.currentIndex().row() + 1 - len(self._told)
        self.view.show_pair(pair, max(at, 1), len(self._pairs))

    def join(self) -> None:
        """Both are one person, with the values that were chosen."""
        told, pair = self.table.selected(), self.view.pair
        if isinstance(told, ToldApart):
            said = self.language.text("{name} is one person now", name=told.first)
            self._decide_told(told, said, actions.join)
            return
        if pair is not None and self._pairs:
            name = pair.a.person.caption()
            self._decide(
                self.language.text("{name} is one person now", name=name),
                actions.join,
                self.view.values(),
            )

    def tell_apart(self) -> None:
        """They are two people; nobody is asked again."""
        said, told = self.language.text("They are kept as two people."), self.table.selected()
        if isinstance(told, ToldApart):
            self._decide_told(told, said, actions.not_the_same)
        elif self._pairs:
            self._decide(said, actions.not_the_same)

    def _decide_told(self, told: ToldApart, said: str, action: Callable[..., Changes]) -> None:
        self._told = [one for one in self._told if one.id != told.id]
        self._do(action, (told.found.one, told.found.other), said)

    def _decide(self, said: str, action: Callable[..., Changes], *values: object) -> None:
        pair = self.view.pair
        if pair is None:
            return
        people = (pair.a.person.id, pair.b.person.id)
        self._pairs = [one for one in self._pairs if (one.a, one.b) != people]
        self._do(action, (*people, *values), said)

    def _do(self, action: Callable[..., Changes], about: tuple[object, ...], said: str) -> None:
        self.context.do(
            action,
            *about,
            on_done=lambda _: self.context.toast_undo(said),
            on_error=self._refused,
        )

    def _refused(self, error: AppError) -> None:
        self.context.toast(self.language.error(error), "warn")
        self._state = ()
        self.refresh()

    def leave_for_later(self) -> None:
        """Put the pair at the end of the list."""
        row = self.table.selected()
        if isinstance(row, ToldApart | Pair):
            self._later.add(row.id)
            at = self.table.currentIndex().row()
            self._show_list()
            self.table.selectRow(min(at, len(self.table.rows()) - 1))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the list, elsewhere ----

    def listed(self) -> tuple[list[str], list[list[str]]]:
        """Head and lines of the list, for a file."""
        text, language = self.language.text, self.language
        head = [text("One entry"), text("The other"), text("Birth year"), text("Likeness")]
        told = [
            [one.first, one.second, "", "", text("Told apart and joined")] for one in self._told
        ]
        return [*head, text("Reasons")], [
            *told,
            *(
                [
                    pair.first,
                    pair.second,
                    str(pair.second_year or ""),
                    language.percent(round(pair.likeness.score * 100), 100),
                    "; ".join(text(reason) for reason, _ in pair.likeness.reasons),
                ]
                for pair in self._pairs
            ),
        ]

    # ---- width ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.setFixedWidth(_NARROW_LIST if self.width() < _NARROW else _LIST)
        self.table.redraw()
