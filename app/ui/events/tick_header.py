"""The head of the sheet in two levels, and the row of sums that stays below it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from app.storage.questions.attendance import Moment
from app.ui.events.listing import BY_ARRIVAL, BY_NAME
from app.ui.events.moments import day_caption, part_caption
from app.ui.events.sheet_model import TICKS_FROM, SheetModel
from app.ui.events.tick_paint import PAD
from app.ui.icons import pixmap
from app.ui.kit.elide import elided
from app.ui.theme import look

HEIGHT = 46
SUMS_HEIGHT = 32
_UPPER = 22
_LEFT, _RIGHT, _CENTRE = 0x81, 0x82, 0x84
_ALIGNS = (_RIGHT, _LEFT, _CENTRE, _RIGHT, _LEFT)


class TickHeader(QHeaderView):
    """Days above, their halves below; pressing № or the name sorts."""

    sort_asked = Signal(str)

    def __init__(self, model: SheetModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self.order = BY_NAME
        self.today = date.min
        self.setFixedHeight(HEIGHT)
        self.setMinimumSectionSize(20)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self._pressed)

    def _pressed(self, section: int) -> None:
        if section < 2:
            self.sort_asked.emit(BY_ARRIVAL if section == 0 else BY_NAME)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, look().colour("surface"))
        moment = self._model.moment_at(section)
        if moment is not None:
            self._paint_moment(painter, rect, moment, section)
        elif section == self._model.consent_column:
            scale = painter.device().devicePixelRatio()
            drawn = pixmap("shield-check", 16, "text2", scale)
            painter.drawPixmap(rect.center().x() - 7, rect.center().y() - 7, drawn)
        elif section < TICKS_FROM:
            self._paint_word(painter, rect, section)
        line = QRect(rect.left(), rect.bottom(), rect.width() + 1, 1)
        painter.fillRect(line, look().colour("ctrl"))
        painter.restore()

    def _paint_word(self, painter: QPainter, rect: QRect, section: int) -> None:
        side = 0 if section == 2 else PAD
        room = rect.adjusted(side, 16, -side, 0)
        painter.setFont(look().font(12, 600))
        painter.setPen(look().colour("text2"))
        word = self._model.head(section)
        painter.drawText(room, _ALIGNS[section] | 0x100, word)
        sorted_at = 0 if self.order == BY_ARRIVAL else 1
        if section == sorted_at:
            width = painter.fontMetrics().horizontalAdvance(word)
            left = room.left() + width + 5 if section else room.right() - width - 17
            drawn = pixmap("chevron-down", 14, "accent", painter.device().devicePixelRatio())
            painter.drawPixmap(QPoint(left, room.center().y() - 6), drawn)

    def _paint_moment(self, painter: QPainter, rect: QRect, moment: Moment, section: int) -> None:
        """Every section paints the whole caption of its day; its clip shows its own piece."""
        painter.setClipRect(rect)
        day, part = moment
        is_now = moment == self._model.current
        whole = self._day_rect(section)
        lower = rect.adjusted(0, _UPPER, 0, 0)
        if is_now:
            painter.fillRect(lower, look().colour("surface"))
            painter.fillRect(lower, look().colour("accentS"))
        painter.setFont(look().font(12, 600))
        painter.setPen(look().colour("accent" if day == self.today else "text2"))
        language = self._model.language
        if part == "day":
            upper, below = f"{day.day:02}.{day.month:02}", self._day_word(day)
        else:
            upper = day_caption(language, day, self.today)
            below = part_caption(language, part)
        caption = QRect(whole.left(), rect.top(), whole.width(), _UPPER)
        painter.drawText(caption, _CENTRE | 0x100, upper)
        ends = QRect(whole.left() + 5, rect.top() + _UPPER - 1, whole.width() - 10, 1)
        painter.fillRect(ends, look().colour("line"))
        painter.setFont(look().font(12, 600 if is_now else 400))
        painter.setPen(look().colour("accent" if is_now else "text2"))
        painter.drawText(lower, _CENTRE | 0x100, below)

    def _day_word(self, day: date) -> str:
        language = self._model.language
        return language.text("today") if day == self.today else language.weekday_short(day)

    def _day_rect(self, section: int) -> QRect:
        """The room of all shown columns of the section's day."""
        day = self._model.moments[section - TICKS_FROM][0]
        same = [
            TICKS_FROM + at
            for at, moment in enumerate(self._model.moments)
            if moment[0] == day and not self.isSectionHidden(TICKS_FROM + at)
        ]
        left = self.sectionViewportPosition(same[0])
        right = self.sectionViewportPosition(same[-1]) + self.sectionSize(same[-1])
        return QRect(left, 0, right - left, self.height())


class Sums(QWidget):
    """How many came, under every column; it does not scroll away with the names."""

    def __init__(self, model: SheetModel, header: TickHeader) -> None:
        super().__init__()
        self._model = model
        self._header = header
        self.setFixedHeight(SUMS_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, SUMS_HEIGHT)

    def retell(self) -> None:
        """Say the sums anew, to the eye and to the screen reader."""
        sheet = self._model.sheet
        current = self._model.current
        if sheet is not None and current is not None:
            self.setAccessibleName(
                self._model.language.text(
                    "{n} of {total} were there",
                    n=sheet.present(current),
                    total=len(sheet.rows),
                )
            )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self._header.length(), 1, look().colour("ctrl"))
        sheet = self._model.sheet
        if sheet is None:
            return
        self._paint_words(painter, len(sheet.rows))
        painter.setFont(look().font(14, 600))
        painter.setPen(look().colour("text"))
        for at, moment in enumerate(self._model.moments):
            section = TICKS_FROM + at
            if self._header.isSectionHidden(section) or self._model.is_awaited(moment):
                continue
            number = self._model.language.number(sheet.present(moment))
            painter.drawText(self._room(section), _CENTRE | 0x100, number)

    def _paint_words(self, painter: QPainter, total: int) -> None:
        language = self._model.language
        name = self._room(1).adjusted(PAD, 0, 0, 0)
        painter.setFont(look().font(13, 600))
        painter.setPen(look().colour("text2"))
        last = 3 if self._header.isSectionHidden(4) else 4
        of = language.plural("of {n}", "of {n}", total)
        right = self._room(last).right() - PAD
        painter.drawText(name, _LEFT | 0x100, language.text("Were there"))
        painter.setFont(look().font(12, 400))
        painter.setPen(look().colour("text3"))
        room = QRect(name.left() + 90, 0, max(0, right - name.left() - 90), self.height())
        painter.drawText(room, _RIGHT | 0x100, elided(painter.fontMetrics(), of, room.width()))

    def _room(self, section: int) -> QRect:
        left = self._header.sectionViewportPosition(section)
        return QRect(left, 1, self._header.sectionSize(section), self.height() - 1)
