"""A plan in one look: how many measures are done, under way, late; who pays how much of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import Language
from app.storage.questions.plans import PlanPage
from app.ui.kit import Icon, Row, Stack, Text
from app.ui.kit.layout import empty
from app.ui.theme import look

_BAR = 10
_APART = 24
_GAP = 2
Share = tuple[float, str]
"""An amount and its colour; "" is hatched: not granted yet."""


class MoneyBar(QWidget):
    """Granted, allocated, and hatched what is only asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: Sequence[Share] = ()
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: Sequence[Share]) -> None:
        """Show these amounts side by side."""
        self._shares = [share for share in shares if share[0] > 0]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = sum(amount for amount, _ in self._shares)
        if not whole:
            painter.fillRect(self.rect(), look().colour("line2"))
            return
        room = self.width() - _GAP * (len(self._shares) - 1)
        left = 0
        for at, (amount, colour) in enumerate(self._shares):
            is_last = at == len(self._shares) - 1
            width = self.width() - left if is_last else max(3, round(room * amount / whole))
            self._paint_share(painter, QRect(left, 0, width, _BAR), colour)
            left += width + _GAP

    def _paint_share(self, painter: QPainter, rect: QRect, colour: str) -> None:
        if colour:
            painter.fillRect(rect, look().colour(colour))
            return
        ink = look().colour("ctrl")
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(QPen(ink, 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        for step in range(rect.left(), rect.right() + _BAR, 5):
            painter.drawLine(step, rect.top(), step - _BAR, rect.bottom() + 1)
        painter.restore()


class Glance(Row):
    """Counts at the left, money at the right."""

    def __init__(self) -> None:
        super().__init__(gap=_APART)
        self._has_money = False
        self.counts = Row(gap=_APART)
        self._money = Row(gap=14)
        self.bar = MoneyBar()
        self.money = Stack(self._money, self.bar, gap=4)
        self.money.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add(self.counts, None, self.money)

    def show_plan(self, language: Language, page: PlanPage) -> None:
        """Show how a plan stands."""
        empty(self.counts.box)
        done, late = len(page.having("done")), len(page.late)
        going, unfunded = len(page.having("in_progress", "partly")), len(page.unfunded)
        say = language.text
        count = len(page.measures)
        self._count(language, count, language.plural("measure", "measures", count))
        self._count(language, done, say("carried out"))
        self._count(language, going, say("under way"))
        self._count(language, late, say("overdue"), "bad")
        self._count(language, unfunded, say("without money"), "warn")
        self._show_money(language, page)

    def _count(self, language: Language, count: int, word: str, warn: str = "") -> None:
        figure = Text(language.number(count), "section")
        parts: list[QWidget] = [figure, Text(word, "second")]
        if warn and count:
            figure.set_colour(warn)
            parts.insert(0, Icon("triangle-alert", 18, warn))
        self.counts.add(Row(*parts, gap=8))

    def _show_money(self, language: Language, page: PlanPage) -> None:
        empty(self._money.box)
        approved, allocated = page.budget("approved"), page.budget("allocated", "spent")
        asked = page.budget() - approved - allocated - page.budget("rejected")
        said = language.text
        rest = said("Requested {sum} som", sum=language.number(round(asked)))
        if asked > page.budget("requested"):
            rest = said("Not granted yet {sum} som", sum=language.number(round(asked)))
        words = (
            said("Granted {sum}", sum=language.number(round(approved))),
            said("Allocated {sum}", sum=language.number(round(allocated))),
            rest,
        )
        for word in words:
            self._money.add(Text(word, "caption", colour="text2"))
        self.bar.set_shares(((approved, "accent"), (allocated, "ok"), (asked, "")))
        self.bar.setAccessibleName(", ".join(words))
        self._has_money = bool(page.budget())
        self._fit()

    def minimumSizeHint(self) -> QSize:
        # the money goes where room is short: it must not make the window wider before it can
        least = self.counts.minimumSizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the money to its own tab where there is no room for it beside the counts."""
        needed = self.counts.sizeHint().width() + self.money.sizeHint().width() + 2 * _APART
        self.money.setVisible(self._has_money and needed <= self.width())
