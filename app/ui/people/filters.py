"""What is asked of the register: a word, a place, sex, category, and further chips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.language import Language, mark
from app.model import ENUMERATIONS, Territory
from app.storage.questions.people import PeopleFilter
from app.ui.kit import ChoiceField, FilterChip, QuietButton, Row, SearchField, Text
from app.ui.kit.layout import empty
from app.ui.kit.segments import Option
from app.ui.people.words import CONSENT_WORDS

_YEAR = timedelta(days=365)
_RECENT = mark("The last 12 months")
_WIDE_LIST = 500
_LEAST_CLOSED = 112
_COMBO_ROOM = 52
_NO_PLACE_UNDER = 680
_NO_SEX_UNDER = 580


class _Choice(ChoiceField):
    """A filter list: as wide as its name when closed, as its words when open."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.combo.view().setMinimumWidth(_WIDE_LIST)

    def set_options(self, options: Sequence[Option], empty: str | None = "") -> None:
        super().set_options(options, empty)
        words = self.combo.fontMetrics().horizontalAdvance(empty or "")
        self.combo.setFixedWidth(max(_LEAST_CLOSED, words + _COMBO_ROOM))


class PeopleFilters(QWidget):
    """The two lines above the register; every change is told at once."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._territories: list[Territory] = []
        self._since: date | None = None
        self._consent = ""
        self.search = SearchField()
        self.territory = _Choice()
        self.sex = _Choice()
        self.category = _Choice()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._more = QuietButton(icon="plus")
        self._count = Text("", "caption", colour="text2")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Row(self.search, self.territory, self.sex, self.category))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addLayout(self._chips)
        line.addWidget(self._more)
        line.addStretch(1)
        line.addWidget(self._count)
        column.addLayout(line)

    def _listen(self) -> None:
        self.search.asked.connect(lambda _: self.changed.emit())
        for field in (self.territory, self.sex, self.category):
            field.committed.connect(lambda _: self.changed.emit())
        self._more.clicked.connect(self._offer_more)

    def wanted(self) -> PeopleFilter:
        """What is asked for at present."""
        return PeopleFilter(
            text=self.search.text(),
            territory=str(self.territory.value() or ""),
            sex=str(self.sex.value() or ""),
            category=str(self.category.value() or ""),
            consent=self._consent,
            since=self._since,
        )

    @property
    def is_empty(self) -> bool:
        """Whether everybody is asked for."""
        return self.wanted() == PeopleFilter()

    def clear(self) -> None:
        """Ask for everybody again."""
        self.search.clear()
        for field in (self.territory, self.sex, self.category):
            field.set_value(None)
        self.set_more(consent="", since=None)

    def set_more(self, *, consent: str, since: date | None) -> None:
        """Ask for a state of consent, or for who took part since a day."""
        self._consent, self._since = consent, since
        self._show_chips()
        self.changed.emit()

    def set_count(self, text: str) -> None:
        """Say how many are shown."""
        self._count.setText(text)

    def set_territories(self, territories: list[Territory]) -> None:
        """Offer these places."""
        self._territories = territories
        self._name_territories()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        text = language.text
        self.search.set_placeholder(text("By name, village or phone"))
        self._more.setText(text("Add a filter"))
        self.sex.set_options(_options(language, "sex"), text("Sex"))
        self.category.set_options(_options(language, "participant_category"), text("Category"))
        self._name_territories()
        for field, name in (
            (self.territory, text("Territory")),
            (self.sex, text("Sex")),
            (self.category, text("Category")),
        ):
            field.set_name(name)
        self._show_chips()

    def _name_territories(self) -> None:
        label = self._language.label
        ranks = {"oblast": 0, "republic_city": 0, "raion": 1}
        named = sorted(
            (ranks.get(one.level or "", 2), self._language.sort_key(label(one.names())), one)
            for one in self._territories
        )
        options = [(one.code, label(one.names())) for _, _, one in named]
        self.territory.set_options(options, self._language.text("Territory"))

    def _show_chips(self) -> None:
        empty(self._chips)
        if self._since:
            self._add_chip(_RECENT, consent=self._consent, since=None)
        if self._consent:
            self._add_chip(CONSENT_WORDS[self._consent], consent="", since=self._since)

    def _add_chip(self, text: str, *, consent: str, since: date | None) -> None:
        chip = FilterChip(self._language.text(text))
        chip.removed.connect(lambda: self.set_more(consent=consent, since=since))
        self._chips.addWidget(chip)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        recent = menu.addAction(self._language.text(_RECENT))
        recent.triggered.connect(
            lambda: self.set_more(consent=self._consent, since=date.today() - _YEAR)
        )
        menu.addSeparator()
        for code, words in CONSENT_WORDS.items():
            action = menu.addAction(self._language.text(words))
            action.triggered.connect(
                lambda _=False, code=code: self.set_more(consent=code, since=self._since)
            )
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.territory.setVisible(self.width() >= _NO_PLACE_UNDER or bool(self.territory.value()))
        self.sex.setVisible(self.width() >= _NO_SEX_UNDER or bool(self.sex.value()))


def _options(language: Language, enumeration: str) -> list[tuple[str, str]]:
    terms = ENUMERATIONS[enumeration].values()
    return [(term.code, language.label(term.labels)) for term in terms]
