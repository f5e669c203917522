"""The history of a person's fields: what, who, when, on which device."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from app.language import Language
from app.model import ENUMERATIONS, Person
from app.model import kinds as k
from app.storage.questions.person import Told
from app.ui.kit import LinkButton, Row, Stack, Text
from app.ui.kit.layout import empty
from app.ui.people.words import joined, masked, words

_MOST = 60


class HistoryView(Stack):
    """The newest entry first; phones stay masked here."""

    closed = Signal()

    def __init__(self) -> None:
        self.back = LinkButton(icon="chevron-left")
        self._title = Text("", "subsection")
        self._list = Stack(gap=12)
        super().__init__(gap=10)
        self.add(Row(self.back, None), self._title, self._list, None)
        self.back.clicked.connect(self.closed)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.back.setText(language.text("Back to the card"))
        self._title.setText(language.text("History of the fields"))

    def show_history(self, told: list[Told], language: Language) -> None:
        """Show these entries."""
        empty(self._list.box)
        for one in told[:_MOST]:
            self._list.add(_entry(one, language))


def _entry(one: Told, language: Language) -> Stack:
    kind = Person.kinds()[one.field]
    now = value_words(kind, one.field, one.said.value, language)
    label = Text(language.text(kind.label), "label")
    value = Text(now or language.text("emptied"), "name", wrap=True)
    who = joined((language.moment(one.said.at), one.said.who, one.said.machine))
    parts = [label, value]
    if not one.is_first:
        before = value_words(kind, one.field, one.before, language) or "–"
        parts.append(Text(language.text("before: {value}", value=before), "second", wrap=True))
    return Stack(*parts, Text(who, "caption", wrap=True), gap=1)


def value_words(kind: k.Kind, name: str, value: object, language: Language) -> str:
    """A value of a field as people say it."""
    if value in (None, "", ()):
        return ""
    match kind:
        case k.Choice():
            term = ENUMERATIONS[kind.enumeration].get(str(value))
            return language.label(term.labels) if term else str(value)
        case k.Choices() if isinstance(value, tuple):
            return words(language, kind.enumeration, value)
        case k.Day() if isinstance(value, date):
            return language.day(value)
        case k.Link():
            return "…"
        case _:
            return masked(str(value)) if name == "phone" else str(value)
