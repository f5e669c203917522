"""Words and small marks on a page: labels by role, icons, hairlines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.icons import pixmap
from app.ui.kit.elide import elided
from app.ui.theme import look, restyle


class Text(QLabel):
    """A line or paragraph in one of the house's roles (`title`, `body`, `caption` …).

    Always plain text: names may hold `<` and `&`.
    """

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, colour: str = ""
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", colour)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_colour(self, token: str) -> None:
        """Give the text the colour of a token; "" for its role's own."""
        restyle(self, "tone", token)

    def set_role(self, role: str) -> None:
        """Say the text in another size and weight."""
        restyle(self, "role", role)


class ElidedText(Text):
    """A line that may be cut with «…» where room is short; the whole is in its tooltip."""

    def __init__(self, text: str = "", role: str = "body", *, colour: str = "") -> None:
        super().__init__(text, role, colour=colour)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().horizontalAdvance("…") * 3
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = elided(self.fontMetrics(), self.text(), self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()) | Qt.TextFlag.TextSingleLine, shown)


class Icon(QWidget):
    """A line drawing in a colour of the look; decoration unless it is given a spoken name."""

    def __init__(
        self, name: str = "", size: int = 18, colour: str = "text2", spoken: str = ""
    ) -> None:
        super().__init__()
        self._name, self._size, self._colour = name, size, colour
        self.setFixedSize(size, size)
        self.setAccessibleName(spoken)

    def set_icon(self, name: str, colour: str = "") -> None:
        """Show another drawing, or the same in another colour."""
        self._name, self._colour = name, colour or self._colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            drawn = pixmap(self._name, self._size, self._colour, self.devicePixelRatioF())
            QPainter(self).drawPixmap(0, 0, drawn)


class Line(QFrame):
    """A hairline across, or down where `upright`."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("box", "line")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Swatch(QWidget):
    """A small square of colour beside a word of a legend; hatched for what is not known."""

    def __init__(self, token: str, *, hatched: bool = False, size: int = 10) -> None:
        super().__init__()
        self._token, self._hatched = token, hatched
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = look().colour(self._token)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._hatched:
            painter.setPen(colour)
            side = self.width() - 1
            painter.drawRect(0, 0, side, side)
            for step in range(3, 2 * side, 3):
                reach = min(step, side)
                painter.drawLine(step - reach, reach, reach, step - reach)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour)
        painter.drawRoundedRect(self.rect(), 2, 2)
