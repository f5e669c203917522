"""Icons: line drawings from `resources/icons`, coloured by token, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from app.paths import resource
from app.ui.theme import look

STROKE = "1.75"
GAP = 6
"""Clear space a button's icon carries at its right: a style sheet knows no gap of its own."""


def pixmap(name: str, size: int = 18, token: str = "text2", scale: float = 0.0) -> QPixmap:  # noqa: S107 - a token of colour
    """An icon as a picture of `size` logical pixels; `scale` 0 takes the sharpest screen's."""
    application = QGuiApplication.instance()
    if not scale and isinstance(application, QGuiApplication):
        scale = application.devicePixelRatio()
    return _drawn(name, size, look().colour(token).name(), round(scale or 1.0, 3))


def icon(name: str, token: str = "text2", *, size: int = 18, gap: int = 0) -> QIcon:  # noqa: S107 - a token of colour
    """An icon that follows the theme and the screen by itself, for buttons and actions."""
    return QIcon(_Engine(name, token, size, gap))


def icon_size(size: int = 18, *, gap: int = GAP) -> QSize:
    """The size a button has to reserve for an icon with a gap."""
    return QSize(size + gap, size)


class _Engine(QIconEngine):
    """Draws when asked, so that neither a new theme nor another screen needs a new icon."""

    def __init__(self, name: str, token: str, size: int, gap: int) -> None:
        super().__init__()
        self._name, self._token, self._size, self._gap = name, token, size, gap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._size, self._gap)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return QSize(self._size + self._gap, self._size)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        drawn = self._picture(mode, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.topLeft(), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._room(mode, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._room(mode, scale)

    def _picture(self, mode: QIcon.Mode, scale: float) -> QPixmap:
        token = "off" if mode == QIcon.Mode.Disabled else self._token
        return pixmap(self._name, self._size, token, scale)

    def _room(self, mode: QIcon.Mode, scale: float) -> QPixmap:
        drawn = self._picture(mode, scale)
        if not self._gap:
            return drawn
        room = QPixmap(QSize(round((self._size + self._gap) * scale), round(self._size * scale)))
        room.setDevicePixelRatio(scale)
        room.fill(Qt.GlobalColor.transparent)
        painter = QPainter(room)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        return room


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, colour: str, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
