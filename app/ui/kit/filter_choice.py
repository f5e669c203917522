"""A filter in a line of filters: a list as wide as the word that is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QSizePolicy

from app.language import Language
from app.ui.kit.choice_fields import ChoiceField
from app.ui.kit.segments import Option

_LEAST, _WIDEST = 112, 150
_ROOM = 52
_OPEN = 320
"""No list is wider, however long the title of an event is; its tooltip says the whole."""


class FilterChoice(ChoiceField):
    """A filter: as wide as its longest word, within bounds; unseen with nothing to choose."""

    def __init__(self) -> None:
        super().__init__(empty="")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[Option], empty: str | None = "") -> None:
        super().set_options(options, empty)
        self._fit()

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self._fit()

    def _fit(self) -> None:
        measure = self.combo.fontMetrics()
        words = [self.combo.itemText(at) for at in range(self.combo.count())]
        widest = max((measure.horizontalAdvance(word) for word in words), default=0)
        least = measure.horizontalAdvance(self.combo.currentText()) + _ROOM
        wide = max(_LEAST, least, min(widest + _ROOM, _WIDEST))
        self.combo.setFixedWidth(min(wide, _OPEN))
        self.combo.view().setMinimumWidth(min(widest + _ROOM, _OPEN))

    def _activated(self) -> None:
        self._fit()
        super()._activated()


def filter_said(language: Language, words: Iterable[str]) -> str:
    """A filter in a sentence, as every figure carries it; `words` are empty where none is asked."""
    asked = ", ".join(word for word in words if word)
    return (
        language.text("Filter: {filter}", filter=asked) if asked else language.text("Filter: all")
    )
