"""Giving: to whom, what, how big it is; then the package lies in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSizePolicy

from app.errors import AppError
from app.exchange import CARD_SUFFIX, Card, Exported
from app.storage.questions.exchange import Given, Lacking
from app.ui.context import Context
from app.ui.exchange.pane import Pane
from app.ui.exchange.receivers import GivenTable, ReceiverTable
from app.ui.exchange.words import key_words
from app.ui.exchange.work import (
    AddedCard,
    Receivers,
    add_cards,
    give,
    lacking_for,
    read_receivers,
)
from app.ui.kit import (
    ElidedText,
    EmptyPage,
    PlainButton,
    PrimaryButton,
    Row,
    Segments,
    Stack,
    Text,
)

_LACKING, _EVERYTHING = "lacking", "everything"


class GivePane(Pane):
    """The tab «Give»."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._cards: list[Card] = []
        self._given: list[Given] = []
        self._lacking: Lacking | None = None
        self._exported: Exported | None = None
        self._added: list[AddedCard] = []
        self._is_first_reading = True
        self._make_parts()
        self._lay_out()
        self._listen()

    def _make_parts(self) -> None:
        self.done = self.banner("ok", "package-check")
        self.alarm = self.banner("bad")
        self.greeting = self.banner("info", "user-check")
        self.empty = EmptyPage("usb", primary_icon="user-plus")
        self._to_title = Text("", "section")
        self.add = PlainButton(icon="user-plus")
        self.colleagues = ReceiverTable()
        self._what_title = Text("", "section")
        self.what = Segments([(_LACKING, ""), (_EVERYTHING, "")])
        self.what.set_value(_LACKING)
        self._what_note = Text("", "second", wrap=True)
        self._size = ElidedText("", "name")
        self._given_title = Text("", "subsection")
        self.given = GivenTable()
        self.button = PrimaryButton(icon="save")

    def _lay_out(self) -> None:
        what = Row(self.what, self._size, gap=16)
        self._size.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._whom = Stack(Row(self._to_title, None, self.add), self.colleagues, gap=6)
        self._what = Stack(self._what_title, what, self._what_note, gap=8)
        self._log = Stack(self._given_title, self.given, gap=6)
        self.room.add(self.done, self.alarm, self.greeting, self.empty)
        self.room.add(self._whom, self._what, self._log, None)
        self._log.hide()
        self.add_actions(self.button)

    def _listen(self) -> None:
        self.add.clicked.connect(self.choose_cards)
        self.empty.primary_chosen.connect(self.choose_cards)
        self.empty.link_chosen.connect(lambda: self.context.go("exchange", tab="card"))
        self.colleagues.chosen.connect(self._estimate)
        self.what.chosen.connect(lambda _: self._estimate())
        self.button.clicked.connect(self.save)
        self.done.acted.connect(self._show_in_folder)

    # ---- words ----

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self._to_title.setText(text("To whom"))
        self.add.setText(text("Add a card…"))
        self._what_title.setText(text("What"))
        self.what.set_options(
            [(_LACKING, text("What they lack")), (_EVERYTHING, text("Everything"))]
        )
        self._what_note.setText(
            text("As far as is known here from their card and their last package.")
        )
        self._given_title.setText(text("Given before"))
        self.button.setText(text("Save the package…"))
        self._say_empty()
        self.colleagues.retranslate(self.language)
        self.given.retranslate(self.language)
        self._show_receivers()
        self._show_size()
        self._say_added()
        self._say_done()

    def notes(self) -> Sequence[str]:
        return (self.language.text("The package is sealed: only those you chose can open it."),)

    def _say_empty(self) -> None:
        text = self.language.text
        self.empty.set_content(
            text("Nobody's card is here yet"),
            text(
                "A package is sealed for those who shall open it. Ask your unit for their card, "
                "a file that ends in {kind}, and add it here.",
                kind=CARD_SUFFIX,
            ),
            text("Add a card…"),
            "",
            text("they need yours too:"),
            text("My card"),
        )

    def refresh(self) -> None:
        self.context.ask(read_receivers, on_done=self._read, key="exchange.receivers")

    def _read(self, found: Receivers) -> None:
        order = self.language.sort_key
        self._cards = sorted(found.cards, key=lambda card: order(card.name))
        self._given = found.given
        if self._is_first_reading and found.given:
            self.colleagues.choose_names(found.given[0].receivers, self._cards)
        self._is_first_reading = False
        self._show_receivers()
        self._estimate()

    def _show_receivers(self) -> None:
        has_any = bool(self._cards)
        self.empty.setVisible(not has_any)
        for part in (self._whom, self._what):
            part.setVisible(has_any)
        self._log.setVisible(bool(self._given))
        self.footer.setVisible(has_any)
        self.colleagues.show_cards(self._cards, self._given, self.context)
        self.given.show_given(self._given)

    # ---- cards ----

    def choose_cards(self) -> None:
        """Add cards from files."""
        kinds = self.language.text("Cards ({kinds})", kinds=f"*{CARD_SUFFIX}")
        self.take(self.context.pick_files(self.language.text("Choose cards"), kinds))

    def take(self, paths: Sequence[Path]) -> None:
        cards = [path for path in paths if path.suffix == CARD_SUFFIX]
        if cards:
            self.alarm.hide()
            self.context.run(
                add_cards, cards, on_done=self._cards_added, on_error=self._card_refused
            )

    def _cards_added(self, added: list[AddedCard]) -> None:
        self._added = added
        self.colleagues.choose([one.card for one in added if not one.is_own])
        self._say_added()
        self.refresh()

    def _card_refused(self, error: AppError) -> None:
        self.alarm.set_content("", self.language.error(error))
        self.alarm.show()
        self.refresh()

    def _say_added(self) -> None:
        text = self.language.text
        self.greeting.setVisible(bool(self._added))
        if not self._added:
            return
        last = self._added[-1]
        if last.is_own:
            self.greeting.set_content("", text("This is your own card; choose a colleague's."))
            return
        words = [f"{one.card.name}: {key_words(one.card, self.language)}" for one in self._added]
        title = (
            text("Compare these words with the owner, by telephone")
            if last.is_new
            else text("This card was known already, and its key is the same")
        )
        self.greeting.set_content(title, "\n".join(words))

    # ---- how much ----

    def _estimate(self) -> None:
        self._lacking = None
        self._show_size()
        cards = self.colleagues.cards()
        if cards:
            self.context.ask(
                lacking_for,
                cards,
                everything=self.what.value() == _EVERYTHING,
                on_done=self._estimated,
                key="exchange.lacking",
            )

    def _estimated(self, found: Lacking) -> None:
        self._lacking = found
        self._show_size()

    def _show_size(self) -> None:
        language, lacking = self.language, self._lacking
        self._size.set_colour("")
        if lacking is None:
            self._size.setText("")
            return
        if not lacking.changes:
            self._size.setText(language.text("Nothing new: they know all that is here."))
            return
        size = language.size(lacking.size)
        said = language.plural(
            "{n} change, about {size}", "{n} changes, about {size}", lacking.changes, size=size
        )
        files = ""
        if lacking.attachments:
            files = language.plural(
                "with {n} file ({size})",
                "with {n} files ({size})",
                lacking.attachments,
                size=language.size(lacking.attachment_bytes),
            )
        self._size.setText(" · ".join(part for part in (said, files) if part))

    # ---- giving ----

    def save(self) -> None:
        """Write the package into a folder or onto a stick."""
        cards = self.colleagues.cards()
        if not cards:
            self._size.setText(self.language.text("Choose who the package is for."))
            self._size.set_colour("bad")
            self.colleagues.setFocus()
            return
        folder = self.context.pick_folder(self.language.text("Folder or stick for the package"))
        if folder is not None and not self.is_working:
            self._give(cards, folder)

    def _give(self, cards: list[Card], folder: Path) -> None:
        self.work(
            self.language.text("Packing and sealing"),
            give,
            cards,
            folder,
            everything=self.what.value() == _EVERYTHING,
            total=self._lacking.changes if self._lacking else 0,
            on_done=self._written,
            busy=(self.button,),
            busy_word=self.language.text("Being prepared…"),
        )

    def _written(self, exported: Exported) -> None:
        self._exported = exported
        self._say_done()
        self.refresh()

    def _say_done(self) -> None:
        done, text = self._exported, self.language.text
        if done is None:
            return
        size = self.language.size(done.size)
        self.done.set_content(
            text("Package No. {n} is ready, {size}", n=done.number, size=size),
            text(
                "For {names}, in the file {file}. Carry it to them on a stick or send it.",
                names=", ".join(done.receivers),
                file=done.path.name,
            ),
            text("Show in the folder"),
        )
        self.done.show()

    def failed(self, error: AppError) -> None:
        self.alarm.set_content(
            self.language.text("The package was not written"), self.language.error(error)
        )
        self.alarm.show()

    def _show_in_folder(self) -> None:
        if self._exported is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.path.parent)))
