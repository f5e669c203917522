"""What was taken in before, and the way to take it out again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal

from app.actions.merges import undo_merges
from app.language import Language
from app.storage.questions.exchange import Received, hanging_after_undo, received_packages
from app.ui.context import Context
from app.ui.exchange.work import TakenIn, take_in_again
from app.ui.kit import Banner, Cell, Column, ListTable, Stack, Text
from app.ui.measures import column_width

_ROW = 34
_HEAD = 34
_MOST = 30
_UNDO = "undo"


class EarlierMerges(Stack):
    """A line for each sitting; its last cell undoes it."""

    undone = Signal()
    """What is in the notebook has changed: a merge was undone, or taken in again."""
    taken_again = Signal(object)

    def __init__(self, context: Context) -> None:
        self.context = context
        self._merges: list[Received] = []
        self._asked: Received | None = None
        self._hanging = 0
        self._title = Text("", "subsection")
        self._nothing = Text("", "second")
        self.question = Banner("warn", closable=True, icon="undo-2")
        self.table = ListTable(row_height=_ROW)
        super().__init__(gap=6)
        self.add(self._title, self.question, self._nothing, self.table)
        self.question.hide()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.set_drawing(self._cells)
        self.table.clicked.connect(self._pressed)
        self.table.row_removed.connect(self.ask_undo)
        self.table.row_opened.connect(self._act)
        self.question.acted.connect(self._undo)

    @property
    def _language(self) -> Language:
        return self.context.language

    def retranslate(self) -> None:
        """Say everything in the present language."""
        text = self._language.text
        self._title.setText(text("Taken in before"))
        self._nothing.setText(text("Nothing was taken in yet."))
        self.question.set_close_name(text("Close"))
        when, packages = text("When"), text("Packages")
        self.table.set_columns(
            [
                Column("at", when, column_width(when, 140)),
                Column("packages", packages, column_width(packages, 96)),
                Column("counts", text("What changed"), 230),
                Column("senders", text("From whom"), from_width=760),
                Column(_UNDO, "", max(column_width(word, 120) for word in self._acts()) + 34),
            ]
        )
        self._show(self._merges)
        self._say_question()

    def refresh(self) -> None:
        """Read anew what was taken in."""
        self.context.ask(received_packages, on_done=self._show, key="exchange.received")

    def _acts(self) -> tuple[str, str]:
        return self._language.text("Undo"), self._language.text("Take in again")

    def _show(self, merges: list[Received]) -> None:
        self._merges = merges
        self._nothing.setVisible(not merges)
        self.table.setVisible(bool(merges))
        shown = merges[:_MOST]
        self.table.set_rows(shown)
        self.table.setFixedHeight(_HEAD + _ROW * len(shown))

    def _cells(self, one: Received) -> list[Cell]:
        language = self._language
        said = language.text(
            "{new} new, {updated} updated",
            new=language.number(one.new),
            updated=language.number(one.updated),
        )
        packages = language.plural("{n} package", "{n} packages", one.packages)
        who = ", ".join(one.senders)
        if not one.hashes and one.undone_at:
            day = language.day(one.undone_at.date())
            said = language.text("undone {day}", day=day)
        ink = "text" if one.hashes else "text3"
        return [
            Cell(language.moment(one.at), size=13, colour="text2"),
            Cell(packages, size=13, colour=ink),
            Cell(said, size=13, colour=ink),
            Cell(who, size=13, colour="text2", tip=who),
            self._undo_cell(one),
        ]

    def _undo_cell(self, one: Received) -> Cell:
        undo, again = self._acts()
        word, icon = (undo, "undo-2") if one.hashes else (again, "history")
        return Cell(word, "", icon, "accent", colour="accent", weight=500)

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() == self.table.model().columnCount() - 1:
            self._act(self.table.rows()[index.row()])

    def _act(self, merge: Received) -> None:
        if merge.hashes:
            self.ask_undo(merge)
        elif merge.undone:
            self.take_again(merge)

    def take_again(self, merge: Received) -> None:
        """Take what was undone in once more, from the kept copies."""
        self.context.run(take_in_again, merge.undone, on_done=self._taken_again)

    def _taken_again(self, taken: TakenIn) -> None:
        self.taken_again.emit(taken)
        self.refresh()

    def ask_undo(self, merge: Received) -> None:
        """Undo a merge; where something was written on top of it, ask first."""
        if not merge.hashes:
            return
        self._asked = merge
        self.context.ask(
            hanging_after_undo, merge.hashes, on_done=self._answered, key="exchange.hanging"
        )

    def _answered(self, hanging: int) -> None:
        self._hanging = hanging
        if hanging:
            self._say_question()
            self.question.show()
        else:
            self._undo()

    def _say_question(self) -> None:
        language = self._language
        self.question.set_content(
            language.plural(
                "{n} record was written on top of it",
                "{n} records were written on top of it",
                self._hanging,
            ),
            language.text("They stay, and are seen again when the package is taken in again."),
            language.text("Undo all the same"),
        )

    def _undo(self) -> None:
        merge, self._asked = self._asked, None
        self.question.hide()
        if merge is not None:
            self.context.do(undo_merges, merge.hashes, undo=False, on_done=self._done)

    def _done(self, _: object) -> None:
        self.context.toast(self._language.text("The merge is undone."))
        self.refresh()
        self.undone.emit()
