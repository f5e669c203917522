"""Taking in: drop files, see what would change, take them in, see what changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QSizePolicy

from app.errors import AppError
from app.exchange import PACKAGE_SUFFIX, Outcome
from app.ui.context import Context
from app.ui.exchange.changes import ChangesView
from app.ui.exchange.dry_run import DryRun
from app.ui.exchange.earlier import EarlierMerges
from app.ui.exchange.gaps import GapBox
from app.ui.exchange.pane import Pane
from app.ui.exchange.work import TakenIn, compare_people, gaps_after, look_at, look_closely, take_in
from app.ui.kit import (
    Banner,
    Box,
    Icon,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Row,
    Stack,
    Text,
)
from app.ui.tasks import Task


class TakeInPane(Pane):
    """The tab «Take in»."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "info")
        self._outcomes: list[Outcome] = []
        self._comparing: Task | None = None
        self._done: TakenIn | None = None
        self._duplicates: dict[Path, int] = {}
        self._began = self._seconds = 0.0
        self._make_parts()
        self._lay_out()
        self._listen()
        self._show_state()

    def _make_parts(self) -> None:
        self._drop = Box("drop", gap=0, margin=10)
        self._drop_title = Text("", "subsection", wrap=True)
        self._drop_text = Text("", "second", wrap=True)
        self.folder = PlainButton(icon="folder")
        self.files = PlainButton(icon="package")
        self.result = self.banner("ok")
        self.refusal = self.banner("bad")
        self.strangers = Banner("info", icon="user-check")
        self.gaps = GapBox(self.context)
        self.table = DryRun()
        self.changes = ChangesView(self.context)
        self.earlier = EarlierMerges(self.context)
        self.clear_all = QuietButton()
        self.see_changes = PlainButton()
        self.take_button = PrimaryButton(icon="git-merge")

    def _lay_out(self) -> None:
        words = Stack(self._drop_title, self._drop_text, gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        icon = Icon("usb", 20, "accent")
        self._drop.add(Row(6, icon, words, self.files, self.folder, gap=12))
        self.room.add(
            self._drop,
            self.result,
            self.refusal,
            self.table,
            self.gaps,
            self.changes,
            self.strangers,
            self.earlier,
            None,
        )
        self.strangers.hide()
        self.add_actions(self.clear_all, self.see_changes, self.take_button)

    def _listen(self) -> None:
        self.folder.clicked.connect(self.choose_folder)
        self.files.clicked.connect(self.choose_files)
        self.table.clicked.connect(self._pressed)
        self.table.row_removed.connect(self._leave_out)
        self.clear_all.clicked.connect(self._clear)
        self.take_button.clicked.connect(self.take_in)
        self.see_changes.clicked.connect(self.look_closely)
        self.earlier.undone.connect(self._look_again)
        self.earlier.taken_again.connect(self._taken)
        self.result.acted.connect(self._look_at_inbox)

    # ---- words ----

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self.folder.setText(text("Choose a folder"))
        self.files.setText(text("Choose files"))
        self.clear_all.setText(text("Clear the list"))
        self.see_changes.setText(text("See the changes"))
        self.changes.retranslate()
        self.table.retranslate(self.language)
        self._say_done()
        self._show_state()
        self.earlier.retranslate()

    def refresh(self) -> None:
        self.earlier.refresh()
        self._ask_gaps()

    def _ask_gaps(self) -> None:
        self.context.ask(gaps_after, self.good, on_done=self.gaps.show_missing, key="exchange.gaps")

    # ---- choosing ----

    def choose_folder(self) -> None:
        """Look at a stick or a folder."""
        folder = self.context.pick_folder(self.language.text("Folder with packages"))
        if folder is not None:
            self.take([folder])

    def choose_files(self) -> None:
        """Look at some packages."""
        kinds = self.language.text("Packages ({kinds})", kinds=f"*{PACKAGE_SUFFIX}")
        self.take(self.context.pick_files(self.language.text("Choose packages"), kinds))

    def take(self, paths: Sequence[Path]) -> None:
        known = {outcome.path for outcome in self._outcomes}
        new = [path for path in paths if path not in known]
        if not new or self.is_working:
            return
        self._done = None
        self._began = time.monotonic()
        self.work(self.language.text("Looking at the packages"), look_at, new, on_done=self._looked)

    def _looked(self, outcomes: list[Outcome]) -> None:
        self._seconds = time.monotonic() - self._began
        known = {outcome.path for outcome in self._outcomes}
        self._outcomes += [one for one in outcomes if one.path not in known]
        self._show_state()
        self._ask_gaps()
        self._compare([one for one in outcomes if one.refusal is None])

    def _compare(self, outcomes: list[Outcome]) -> None:
        """Compare whom the files bring with the register; the list is used meanwhile."""
        self._comparing = self.context.run(
            compare_people, outcomes, on_done=self._compared, on_error=self.failed
        )

    def _compared(self, found: dict[Path, int]) -> None:
        self._comparing = None
        self._duplicates |= found
        self._show_table()

    def _stop_comparing(self) -> None:
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None

    def look_closely(self) -> None:
        """Say record by record what the listed packages would change."""
        paths = [one.path for one in self.good]
        if paths and not self.is_working:
            said = self.language.text("Looking at the packages")
            self.work(said, look_closely, paths, on_done=self._looked_closely)

    def _looked_closely(self, outcomes: list[Outcome]) -> None:
        self.changes.show_changes(outcomes)
        # once the list has its height
        show = self._scroller.ensureWidgetVisible
        QTimer.singleShot(0, self, lambda: show(self.changes, 0, 0))

    def failed(self, error: AppError) -> None:
        self.refusal.set_content("", self.language.error(error))
        self.refusal.show()

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() == self.table.last_column:
            self._leave_out(self.table.rows()[index.row()])

    def _look_again(self) -> None:
        """After an undo the listed files would bring something else."""
        paths = [one.path for one in self._outcomes]
        self._outcomes = []
        self.result.hide()
        self._done = None
        self._show_state()
        self.take(paths)

    def _leave_out(self, row: object) -> None:
        self._outcomes = [one for one in self._outcomes if one is not row]
        self._show_state()
        self._ask_gaps()

    def _clear(self) -> None:
        self._stop_comparing()
        self._outcomes = []
        self._show_state()
        self._ask_gaps()

    # ---- taking in ----

    @property
    def good(self) -> list[Outcome]:
        """The packages that can be taken in."""
        return [one for one in self._outcomes if one.refusal is None]

    def take_in(self) -> None:
        """Take in what can be taken in."""
        paths = [one.path for one in self.good]
        if not paths or self.is_working:
            return
        self._stop_comparing()
        self.clear_all.setEnabled(False)
        self.work(
            self.language.text("Taking the packages in"),
            take_in,
            paths,
            on_done=self._taken,
            busy=(self.take_button,),
            busy_word=self.language.text("Taking in…"),
        )

    def _taken(self, taken: TakenIn) -> None:
        self._done = taken
        done = {one.path for one in taken.outcomes if one.refusal is None}
        now_refused = {one.path: one for one in taken.outcomes if one.refusal is not None}
        self._outcomes = [
            now_refused.get(one.path, one) for one in self._outcomes if one.path not in done
        ]
        self._say_done()
        self._show_state()
        self.refresh()

    def _look_at_inbox(self) -> None:
        counts = [one.counts for one in self._done.outcomes] if self._done else []
        waits = "conflicts" if any(one.conflicts for one in counts) else "duplicates"
        if waits == "duplicates" and any(one.quarantined for one in counts):
            waits = "quarantine"
        self.context.go("inbox", tab=waits)

    def _say_done(self) -> None:
        done = self._done
        if done is None:
            return
        language = self.language
        good = [one for one in done.outcomes if one.refusal is None]
        counts = [one.counts for one in good]
        title = language.plural("{n} package was taken in", "{n} packages were taken in", len(good))
        conflicts = sum(one.conflicts for one in counts)
        quarantined = sum(one.quarantined for one in counts)
        alike = sum(self._duplicates.get(one.path, 0) for one in good)
        said = language.text(
            "{new} new, {updated} updated, {identical} the same, {conflicts} with two values, "
            "{duplicates} perhaps doubled, {quarantined} in quarantine",
            new=language.number(sum(one.new for one in counts)),
            updated=language.number(sum(one.updated for one in counts)),
            identical=language.number(sum(one.identical for one in counts)),
            conflicts=language.number(conflicts),
            duplicates=language.number(alike),
            quarantined=language.number(quarantined),
        )
        waits = conflicts or quarantined or alike
        if not done.is_whole:
            title = language.text("Stopped. What was taken in until then stays.")
        self.result.set_kind("ok" if done.is_whole else "info")
        self.result.set_content(title, said, language.text("To the inbox") if waits else "")
        self.result.show()

    # ---- showing ----

    def ended(self) -> None:
        super().ended()
        self.clear_all.setEnabled(True)
        self._show_state()

    def _show_state(self) -> None:
        language, good = self.language, self.good
        self.table.setVisible(bool(self._outcomes))
        self._show_table()
        self._say_drop()
        self.take_button.setText(
            language.plural("Take in {n} package", "Take in {n} packages", len(good))
        )
        self.take_button.setVisible(bool(good))
        self.see_changes.setVisible(bool(good))
        self.changes.hide()
        self.clear_all.setVisible(bool(self._outcomes))
        self.say_note()
        self._show_strangers(good)
        self.counted.emit(len(self._outcomes) or None)

    def _show_table(self) -> None:
        self.table.show_outcomes(self._outcomes, self._duplicates, self.language)

    def _say_drop(self) -> None:
        language, text = self.language, self.language.text
        title = text("Drop packages or a folder with packages here")
        said = text("Nothing changes before you have seen what would change.")
        if self._outcomes:
            title = language.plural(
                "{n} file was looked at, {seconds} s",
                "{n} files were looked at, {seconds} s",
                len(self._outcomes),
                seconds=language.number(self._seconds, 1),
            )
            said = text("Drop more files or a folder here.")
        self._drop_title.setText(title)
        self._drop_text.setText(said)

    def notes(self) -> Sequence[str]:
        text = self.language.text
        if self.good:
            return (
                text("Nothing has changed yet. Whatever you take in can be undone."),
                text("Nothing has changed yet."),
            )
        if self._outcomes:
            return (text("Nothing of this list can be taken in."),)
        return (text("Packages are taken in whole or not at all; a bad one spoils none."),)

    def _show_strangers(self, good: list[Outcome]) -> None:
        new = {one.sender.device: one.sender for one in good if one.is_first and one.sender}
        self.strangers.setVisible(bool(new))
        self.strangers.set_content(
            self.language.plural(
                "{n} sender is met for the first time",
                "{n} senders are met for the first time",
                len(new),
            ),
            self.language.text(
                "Compare the six words under the name with the sender, by telephone. "
                "From then on a changed key raises an alarm."
            ),
        )
