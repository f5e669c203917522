"""Settings: the look, who one is, the passphrase, one's card, where the notebook lies."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from app import __version__, exchange
from app.errors import AppError
from app.language import LANGUAGES, mark
from app.model import Changes
from app.storage import Profile, Workspace
from app.ui.context import Context
from app.ui.documents.office import DocumentsCard
from app.ui.kit import (
    Banner,
    Card,
    Facts,
    FormRow,
    Hint,
    KeyHints,
    PageHeader,
    PickField,
    PlainButton,
    Row,
    Scroller,
    Segments,
    Stack,
    Text,
    TextField,
)
from app.ui.page import Page
from app.ui.passphrase import PassphraseForm
from app.ui.sources import workspace_sources
from app.ui.theme import MODES, look
from app.ui.top_bar import OWN_NAMES

CARD_SUFFIX = ".depter-card"


class SettingsPage(Page):
    """Cards of settings; each is kept as soon as it is changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader()
        self.hint_line = KeyHints()
        self._make_look()
        self._make_who()
        self._make_secret()
        self._make_share()
        self._make_about()
        self.documents = DocumentsCard(context)
        self.assemble(self.header, Scroller(self._grid()), self.hint_line)
        self._speak()
        self.refresh()

    def _grid(self) -> QWidget:
        sheet = QWidget()
        sheet.setProperty("ground", "none")
        sheet.setMaximumWidth(1120)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 8, 14, 20)
        grid.setSpacing(16)
        left = Stack(self.who_card, self.documents, self.look_card, None, gap=16)
        right = Stack(self.secret_card, self.share_card, self.about_card, None, gap=16)
        grid.addWidget(left, 0, 0)
        grid.addWidget(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return sheet

    def _make_look(self) -> None:
        self.look_card = Card()
        self._language_label = Text("", "label")
        self.languages = Segments([(code, OWN_NAMES[code]) for code in LANGUAGES])
        self._theme_label = Text("", "label")
        self.themes = Segments()
        self.look_card.add(self._language_label, Row(self.languages, None), 4)
        self.look_card.add(self._theme_label, Row(self.themes, None))
        self.languages.chosen.connect(self.context.language_chosen)
        self.themes.chosen.connect(lambda mode: look().wear(mode))

    def _make_who(self) -> None:
        self.who_card = Card(gap=4)
        sources = workspace_sources(self.context)
        self.name = FormRow("", TextField(limit=200))
        self.place_field = PickField(self.language, sources.territories, "map-pin")
        self.place = FormRow("", self.place_field)
        self.machine = FormRow("", TextField(limit=60))
        for row in (self.name, self.place, self.machine):
            self.who_card.add(row)
            row.field.committed.connect(lambda _: self._save_who())

    def _make_secret(self) -> None:
        self.secret_card = Card()
        self.secret = PassphraseForm(self.language)
        self.secret_button = PlainButton(icon="lock")
        self.secret_text = Text("", "second", wrap=True)
        self.secret_card.add(self.secret_text, self.secret, Row(self.secret_button, None))
        self.secret_button.clicked.connect(self._change_passphrase)
        self.secret.entered.connect(self._change_passphrase)

    def _make_share(self) -> None:
        self.share_card = Card()
        self.share_text = Text("", "second", wrap=True)
        self.share_button = PlainButton(icon="save")
        self.share_done = Banner("ok")
        self.share_done.hide()
        self.share_card.add(self.share_text, Row(self.share_button, None), self.share_done)
        self.share_button.clicked.connect(self._save_card)

    def _make_about(self) -> None:
        self.about_card = Card()
        self.facts = Facts()
        self.folder_button = PlainButton(icon="folder")
        self.about_card.add(self.facts, Row(self.folder_button, None))
        self.folder_button.clicked.connect(self._open_folder)

    def _speak(self) -> None:
        for setter, text in (
            (self.header.set_title, mark("Settings")),
            (self.look_card.set_title, mark("Language and look")),
            (self._language_label.setText, mark("Language of the program")),
            (self._theme_label.setText, mark("Colours")),
            (self.who_card.set_title, mark("Who you are")),
            (self.name.set_label, mark("Your name")),
            (self.name.set_help, mark("Stands so in reports")),
            (self.place.set_label, mark("Oblast, city or raion")),
            (self.place.set_help, mark("Type its first letters")),
            (self.machine.set_label, mark("Name of this computer")),
            (self.machine.set_help, mark("Shows which device an entry came from")),
            (self.secret_card.set_title, mark("Passphrase")),
            (self.secret_text.setText, mark("The recovery key stays good after a change.")),
            (self.secret_button.setText, mark("Change the passphrase")),
            (self.share_card.set_title, mark("Your card")),
            (
                self.share_text.setText,
                mark("Give it to whoever shall send you packages: they are sealed for it."),
            ),
            (self.share_button.setText, mark("Save the card")),
            (self.about_card.set_title, mark("About")),
            (self.folder_button.setText, mark("Open the folder")),
        ):
            self.say(setter, text)

    def title(self) -> str:
        return self.language.text("Settings")

    def refresh(self) -> None:
        text = self.language.text
        self.languages.set_value(self.language.code)
        words = {"system": text("As the system"), "light": text("Light"), "dark": text("Dark")}
        self.themes.set_options([(mode, words[mode]) for mode in MODES])
        self.themes.set_value(look().mode)
        profile = self.context.workspace.profile
        self.name.field.set_value(profile.name)
        self.place_field.set_value(profile.territory)
        self.machine.field.set_value(profile.machine)
        self.facts.set_facts(
            [
                (text("Version"), __version__),
                (text("Notebook"), str(self.context.workspace.folder)),
                (text("Fonts and icons"), "Noto Sans, Noto Serif (OFL) · Lucide (ISC)"),
            ]
        )
        self.documents.refresh()
        self.hint_line.set_hints(self.hints())

    def retranslate(self) -> None:
        self.secret.retranslate(self.language)
        self.place_field.retranslate(self.language)
        self.documents.retranslate()
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        if changes.touches("device"):
            self.refresh()
        if changes.touches("organisation"):
            self.documents.refresh()

    def hints(self) -> list[Hint]:
        text = self.language.text
        return [Hint("Ctrl Shift L", text("lock")), Hint("F1", text("keys"))]

    # ---- acts ----

    def _save_who(self) -> None:
        old = self.context.workspace.profile
        name = str(self.name.field.value()).strip()
        if not name:
            self.name.set_error(self.language.text("Write your name"))
            return
        problem = self.place_field.problem()
        self.place.set_error(problem)
        if problem:
            return
        profile = Profile(
            name=name,
            role=old.role,
            territory=str(self.place_field.value() or ""),
            language=self.language.code,
            machine=str(self.machine.field.value()).strip(),
        )
        if profile != old:
            self.context.do(Workspace.set_profile, profile, undo=False)

    def _change_passphrase(self) -> None:
        if self.secret.show_problem():
            return
        self.secret_button.set_busy(self.language.text("Changing…"))
        self.context.do(
            Workspace.change_passphrase,
            self.secret.passphrase(),
            on_done=self._passphrase_changed,
            on_error=self._passphrase_kept,
        )

    def _passphrase_changed(self, _: object) -> None:
        self.secret_button.set_idle()
        self.secret.clear_all()
        self.context.toast(self.language.text("The passphrase is changed"))

    def _passphrase_kept(self, error: AppError) -> None:
        self.secret_button.set_idle()
        self.context.toast(self.language.error(error), "bad")

    def _save_card(self) -> None:
        text = self.language.text
        plain = re.sub(r"[^\w-]+", "-", self.context.workspace.profile.name).strip("-") or "depter"
        path = self.context.save_file(text("Save the card"), plain + CARD_SUFFIX)
        if path is not None:
            self.context.ask(_write_card, path, on_done=lambda _: self._card_saved(path.name))

    def _card_saved(self, name: str) -> None:
        self.share_done.set_content(text=self.language.text("Saved as «{name}»", name=name))
        self.share_done.show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.workspace.folder)))

    def leave(self) -> None:
        self.secret.clear_all()
        self.share_done.hide()


def _write_card(workspace: Workspace, path: Path) -> None:
    exchange.write_card(path, exchange.own_card(workspace), workspace.identity)
