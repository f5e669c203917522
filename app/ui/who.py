"""Who one is: language, role, name, place, and what this computer is called."""

from __future__ import annotations

import platform

from PySide6.QtCore import Signal

from app.language import LANGUAGES, Language
from app.storage import Profile
from app.ui.kit import FormRow, Halves, PickField, Stack, Text, TextField
from app.ui.kit.choice_card import ChoiceCards
from app.ui.places import listed_places
from app.ui.top_bar import OWN_NAMES

ROLES = ("trainer", "unit", "coordinator")


class WhoStep(Stack):
    """The first step of the first run."""

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
