"""The look: colours by token, fonts and the one style sheet, light or dark, changed at run time."""

from __future__ import annotations

import json
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resource

MODES = ("system", "light", "dark")
"""What the user may choose; `system` follows the desktop."""
FAMILY = "Noto Sans"
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf")
BODY_SIZE = 14
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


class Theme(QObject):
    """The tokens of the present look; widgets that paint ask it at the moment of painting."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        text = resource("style", "colours.json").read_text(encoding="utf-8")
        self._palettes: dict[str, dict[str, str]] = json.loads(text)
        self.mode = "system"
        self.name = "light"
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._name_colours()

    @property
    def tokens(self) -> dict[str, str]:
        """The colours of the present look as `#RRGGBB`, by token."""
        return self._palettes[self.name]

    def colour(self, token: str) -> QColor:
        """The colour of a token in the present look."""
        return self._colours[token]

    def font(self, size: int = BODY_SIZE, weight: int = 400) -> QFont:
        """The house's font in logical pixels; weights are 400, 500 and 600."""
        key = (size, weight)
        if key not in self._fonts:
            font = QFont(QApplication.font())
            font.setPixelSize(size)
            font.setWeight(_WEIGHTS[weight])
            self._fonts[key] = font
        return self._fonts[key]

    def wear(self, mode: str) -> None:
        """Put on a look (`system`, `light` or `dark`): palette, style sheet, then `changed`."""
        self.mode = mode if mode in MODES else "system"
        self.name = _name_of(self.mode)
        self._name_colours()
        self._dress()
        self.changed.emit()

    def follow_system(self) -> None:
        """Change with the desktop's own light or dark while the mode is `system`."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.mode == "system" and _name_of("system") != self.name:
            self.wear("system")

    def _name_colours(self) -> None:
        self._colours = {token: QColor(value) for token, value in self.tokens.items()}

    def _dress(self) -> None:
        QApplication.setPalette(self._palette())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyleSheet(self._style_sheet())

    def _style_sheet(self) -> str:
        source = resource("style", "depter.qss").read_text(encoding="utf-8")
        art = resource("style", self.name).as_posix()
        return Template(source).substitute(self.tokens, art=art)

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, token in (
            (role.Window, "surface"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "canvas"),
            (role.Text, "text"),
            (role.Button, "canvas"),
            (role.ButtonText, "text"),
            (role.BrightText, "bad"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "onaccent"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent"),
            (role.ToolTipBase, "toast"),
            (role.ToolTipText, "ontoast"),
            (role.PlaceholderText, "text3"),
        ):
            palette.setColor(target, self.colour(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("off"))
        return palette


@cache
def look() -> Theme:
    """The application's look, as `QApplication.palette()` is the application's palette."""
    return Theme()


def dress(application: QApplication, mode: str = "system") -> Theme:
    """Give an application the house's style, font and look."""
    application.setStyle("Fusion")
    application.setFont(_body_font())
    theme = look()
    theme.wear(mode)
    return theme


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet asks for, and have the sheet look at the widget again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _name_of(mode: str) -> str:
    if mode != "system":
        return mode
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _body_font() -> QFont:
    _load_fonts()
    font = QFont(FAMILY)
    font.setPixelSize(BODY_SIZE)
    # whole pixels across would part the letters unevenly; down they make the lines crisp
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    # the family's own I and J have serifs: «III 26» looked like letters of another one
    font.setFeature(QFont.Tag("ss04"), 1)
    return font


@cache
def _load_fonts() -> None:
    # what the system has under this name is read first: read later, it would stand in for ours
    QFontDatabase.styles(FAMILY)
    for name in FONT_FILES:
        path = resource("fonts", name)
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
