"""The row above the sheet: quick-add, who of the list is shown, and which half-day is meant."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import Language
from app.storage.questions.attendance import Moment, Sheet
from app.ui.context import Context
from app.ui.events.listing import FILTERS, Listing, filter_counts, filter_names
from app.ui.events.moments import moment_name
from app.ui.events.quick_add import QuickAdd
from app.ui.kit import Combo
from app.ui.theme import look

_COMBO_ROOM = 56


class SheetBar(QWidget):
    """Quick-add takes the room there is."""

    filter_chosen = Signal(str)
    moment_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.quick_add = QuickAdd(context)
        self.filter = Combo()
        self.part = Combo()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.quick_add, 1)
        row.addWidget(self.filter)
        row.addWidget(self.part)
        self.filter.activated.connect(lambda at: self.filter_chosen.emit(FILTERS[at]))
        self.part.activated.connect(self.moment_chosen)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.quick_add.retranslate(language)
        self.filter.setAccessibleName(language.text("Who is shown"))
        self.part.setAccessibleName(language.text("The half-day one is at work on"))

    def show_sheet(
        self, language: Language, sheet: Sheet, listing: Listing, moment: Moment | None
    ) -> None:
        """Say how many each filter leaves, and which half-days there are."""
        names, counts = filter_names(language), filter_counts(sheet, moment)
        words = [language.text("{name}, {n}", name=names[one], n=counts[one]) for one in FILTERS]
        _fill(self.filter, words, FILTERS.index(listing.filter))

    def show_moments(
        self, language: Language, moments: list[Moment], moment: Moment | None, today: date
    ) -> None:
        """Offer the half-days of the event; an event without a day has none."""
        words = [moment_name(language, one, today) for one in moments]
        _fill(self.part, words, moments.index(moment) if moment in moments else -1)
        self.part.setVisible(bool(moments))


def _fill(combo: Combo, words: list[str], chosen: int) -> None:
    if words != [combo.itemText(at) for at in range(combo.count())]:
        combo.clear()
        combo.addItems(words)
        combo.view().setMinimumWidth(combo.sizeHint().width())
    combo.setCurrentIndex(chosen)
    measure = QFontMetrics(look().font()).horizontalAdvance
    combo.setFixedWidth(measure(combo.currentText()) + _COMBO_ROOM)
