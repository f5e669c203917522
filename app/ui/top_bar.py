"""The bar at the top: brand, search over everything, save mark, language, lock. Nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.language import LANGUAGES, Language
from app.ui.icons import pixmap
from app.ui.kit import IconButton, Offer, SearchField, Segments
from app.ui.save_state import SaveMark, SaveState
from app.ui.theme import look

HEIGHT = 48
SHORT_NAMES = {"ky": "КЫ", "ru": "РУ", "en": "EN"}
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""What a language calls itself: the same in every language of the window."""


class Brand(QWidget):
    """The program's sign and name."""

    def __init__(self) -> None:
        super().__init__()
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_word(self, word: str) -> None:
        """The program's name as the language writes it."""
        self._word = word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(34 + QFontMetrics(look().font(17, 600)).horizontalAdvance(self._word), 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawn = pixmap("notebook-pen", 22, "accent", self.devicePixelRatioF())
        painter.drawPixmap(0, 3, drawn)
        painter.setFont(look().font(17, 600))
        painter.setPen(look().colour("text"))
        room = self.rect().adjusted(29, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._word)


class LanguageSwitch(Segments):
    """КЫ РУ EN, live."""

    def __init__(self, code: str) -> None:
        super().__init__([(code, SHORT_NAMES[code]) for code in LANGUAGES])
        self.set_value(code)
        for segment in self.segments():
            segment.setAccessibleName(OWN_NAMES[segment.code])
            segment.setToolTip(OWN_NAMES[segment.code])

    def _set_tab_stop(self) -> None:
        super()._set_tab_stop()
        # a click leaves the keyboard where one types
        for segment in self.segments():
            is_stop = segment.focusPolicy() == Qt.FocusPolicy.StrongFocus
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)


class TopBar(QFrame):
    """What is always there."""

    language_chosen = Signal(str)
    lock_asked = Signal()
    searched = Signal(str)
    found_picked = Signal(object)

    def __init__(self, state: SaveState, language: Language) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._brand = Brand()
        self.search = SearchField(key="Ctrl K")
        self.mark = SaveMark(state, language)
        self._languages = LanguageSwitch(language.code)
        self._lock = IconButton("lock")
        self._lay_out()
        self._languages.chosen.connect(self.language_chosen)
        self._lock.clicked.connect(self.lock_asked)
        self.search.asked.connect(self.searched)
        self.search.picked.connect(self._picked)
        self.retranslate(language)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 1)
        row.setSpacing(12)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._brand_room = row
        row.addWidget(self._brand)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self.mark)
        row.addWidget(self._languages)
        row.addWidget(self._lock)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._brand.set_word(language.text("Depter"))
        self._nothing = language.text("Nothing found")
        self.search.set_placeholder(language.text("Search everything"))
        self.mark.retranslate(language)
        self._languages.set_value(language.code)
        self._languages.setAccessibleName(language.text("Language"))
        self._lock.set_name(language.text("Lock (Ctrl Shift L)"))
        self._fit()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show what was found."""
        self.search.offer(offers, nothing=self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_wide = self.width() >= 1200
        self.search.setFixedWidth(360 if is_wide else 300 if self.width() >= 900 else 240)
        brand = self._brand.sizeHint().width()
        self._brand.setFixedWidth(max(192, brand) if is_wide else brand)

    def _picked(self, value: object) -> None:
        self.search.clear()
        self.search.clearFocus()
        self.found_picked.emit(value)

    def focus_search(self) -> None:
        """Take the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
