"""The head of the filling screen: which form, whose answers, in which language, how far."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.language import Language
from app.surveys.languages import title_in
from app.ui.kit import ChoiceField, IconButton, Line, PageHeader, PlainButton, Row, Stack, Text
from app.ui.surveys.opening import Opened
from app.ui.surveys.place import Place
from app.ui.surveys.progress import SheetProgress
from app.ui.surveys.steps import PAGE, QUESTION
from app.ui.surveys.words import spoken_name


class FillHead(Stack):
    """Title, facts, language, looks, the button to leave; below, the strip of steps."""

    language_chosen = Signal(str)
    mode_chosen = Signal(str)
    left = Signal()

    def __init__(self, language: Language, opened: Opened, place: Place) -> None:
        self.header = PageHeader()
        self.progress = SheetProgress()
        super().__init__(self.header, self.progress, Line(), gap=0)
        self._opened, self._place, self._mode = opened, place, place.mode
        self._word = Text("", "second")
        self.languages = ChoiceField(empty=None)
        self.looks = IconButton("file-text")
        self.later = PlainButton()
        self._spoken = Row(self._word, self.languages)
        for part in (self.looks, self._spoken, self.later):
            self.header.add_action(part)
        self._offer_languages()
        self.languages.committed.connect(lambda code: self.language_chosen.emit(str(code)))
        self.looks.clicked.connect(self.turn)
        self.later.clicked.connect(self.left)
        self.retranslate(language)

    def _offer_languages(self) -> None:
        offered = [one for one in self._opened.form.languages if one]
        self.languages.set_options([(one, spoken_name(one)) for one in offered], None)
        self.languages.set_value(self._opened.filling.language)
        self._spoken.setVisible(len(offered) > 1)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        self._word.setText(say("Language of the form"))
        self.languages.set_name(say("Language of the form"))
        self._say_looks(language)
        self.later.setText(say("Leave for later"))
        self.header.set_title(title_in(self._opened.title, language.code))
        self.header.set_chip(self._chip(language))
        self.header.set_facts(self._facts(language))

    def _say_looks(self, language: Language) -> None:
        self._language = language
        is_page = self._mode == PAGE
        word = language.text("Question by question") if is_page else language.text("As a page")
        self.looks.set_icon("clipboard-list" if is_page else "file-text")
        self.looks.set_name(f"{word} (F4)")

    def turn(self) -> None:
        """Show the form in the other way: question by question, or as a page."""
        self._mode = QUESTION if self._mode == PAGE else PAGE
        self._say_looks(self._language)
        self.mode_chosen.emit(self._mode)

    def _chip(self, language: Language) -> str:
        say, number, place = language.text, language.number, self._place
        if self._opened.draft.is_edit:
            return say("Change")
        if place.stack:
            return say("Sheet {n} / {all}", n=number(place.sheet), all=number(place.stack))
        return say("Sheet {n}", n=number(place.sheet)) if self._opened.is_paper else ""

    def _facts(self, language: Language) -> list[str]:
        say, facts = language.text, self._opened.draft.facts
        who = self._opened.who
        if facts.get("code"):
            who = say("anonymous code {code}", code=who)
        round_ = say("round {n}", n=facts["round"]) if facts.get("round") else ""
        return [self._opened.event, who, round_, say("from paper") if self._opened.is_paper else ""]

    def set_compact(self, compact: bool) -> None:
        """Leave the room to the question."""
        self.header.set_compact(compact)
        self._word.setVisible(not compact)
