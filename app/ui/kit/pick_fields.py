"""Fields one picks a record or a place in, by typing a few of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language, fold
from app.ui.kit.buttons import IconButton
from app.ui.kit.chips import PickedChip
from app.ui.kit.choice_fields import Chips
from app.ui.kit.field import Field
from app.ui.kit.layout import Row
from app.ui.kit.offers import Offer
from app.ui.kit.search import SearchField

Found = tuple[object, str, str]
"""What is picked, how it reads, and where it lies (or another second line)."""


def _nothing(_: str) -> Sequence[Found]:
    return ()


def _as_text(value: object) -> str:
    return str(value)


@dataclass(frozen=True)
class Finder:
    """How to search among what may be picked, and how to say what was picked."""

    find: Callable[[str], Sequence[Found]] = _nothing
    label: Callable[[object], str] = _as_text
    open: Callable[[object], object] | None = None
    """Leads to the page of what was picked, where there is one."""


class PickField(Field):
    """One of many: type, mark, Enter. What is not in the list is said, with the nearest one."""

    def __init__(self, language: Language, finder: Finder, icon: str = "search") -> None:
        super().__init__()
        self._language = language
        self._finder = finder
        self._value: object = None
        self.search = SearchField(icon=icon)
        self._box.addWidget(self.search)
        self.search.asked.connect(self._ask)
        self.search.textEdited.connect(self._typed)
        self.search.picked.connect(self._pick)
        self.search.editingFinished.connect(self._left)

    def retranslate(self, language: Language) -> None:
        """Say what was picked in another language."""
        self._language = language
        if self._is_settled():
            self.set_value(self._value)

    def set_placeholder(self, text: str) -> None:
        """A pale word on what can be picked."""
        self.search.setPlaceholderText(text)

    def editor(self) -> SearchField:
        return self.search

    def value(self) -> object:
        return self._value

    def set_value(self, value: object) -> None:
        self._value = value
        known = value not in (None, "")
        self.search.setText(self._finder.label(value) if known else "")
        self.search.setCursorPosition(0)
        self.search.setToolTip(self.search.text())

    def set_read_only(self, read_only: bool) -> None:
        self.search.setReadOnly(read_only)

    def problem(self) -> str:
        if self._is_settled():
            return ""
        nearest = self._nearest()
        if nearest:
            return self._language.text("Not in the list. Perhaps «{name}»?", name=nearest)
        return self._language.text("Not in the list: choose one that is offered")

    def _is_settled(self) -> bool:
        return not self.search.text() or self._value != self.search.text()

    def _ask(self, typed: str) -> None:
        found = self._finder.find(typed) if typed.strip() else ()
        self.search.offer([Offer((value, text), text, sub=sub) for value, text, sub in found])

    def _typed(self, text: str) -> None:
        self._value = text or None
        self.edited.emit(self._value)

    def _pick(self, picked: tuple[object, str]) -> None:
        self._value, text = picked
        self.search.setText(text)
        self.search.setToolTip(text)
        self.edited.emit(self._value)
        self.committed.emit(self._value)

    def _left(self) -> None:
        if self.search.is_open():
            return
        if not self._is_settled():
            self._settle()
        self.committed.emit(self._value)

    def _settle(self) -> None:
        typed = fold(self.search.text())
        same = [found for found in self._finder.find(self.search.text()) if fold(found[1]) == typed]
        if len(same) == 1:
            self._value = same[0][0]
            self.search.setText(same[0][1])

    def _nearest(self) -> str:
        typed = self.search.text()
        for size in range(len(typed), 1, -1):
            found = self._finder.find(typed[:size])
            if found:
                wanted = fold(typed)
                return max(
                    (text for _, text, _ in found),
                    key=lambda text: SequenceMatcher(None, wanted, fold(text)).ratio(),
                )
        return ""


class PicksField(Field):
    """Any number of many: each picked one becomes a chip that can be taken away."""

    def __init__(self, language: Language, finder: Finder, icon: str = "plus") -> None:
        super().__init__()
        self._language = language
        self._finder = finder
        self._values: tuple[object, ...] = ()
        self.search = SearchField(icon=icon)
        self._chips = Chips()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self._chips)
        self._box.addLayout(column)
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._pick)

    def retranslate(self, language: Language) -> None:
        """Say what was picked in another language."""
        self._language = language
        self._show()

    def set_placeholder(self, text: str) -> None:
        """A pale word on what can be picked."""
        self.search.setPlaceholderText(text)

    def editor(self) -> QWidget:
        return self.search

    def value(self) -> tuple[object, ...]:
        return self._values

    def set_value(self, value: object) -> None:
        self._values = tuple(value) if isinstance(value, (tuple, list)) else ()
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        self.search.setVisible(not read_only)
        self._chips.setEnabled(not read_only)

    def _show(self) -> None:
        self._chips.empty()
        for value in self._values:
            text = self._finder.label(value)
            chip = PickedChip(text)
            chip.removed.connect(lambda value=value: self._drop(value))
            self._chips.flow.addWidget(self._with_way(chip, value))
        self._chips.fit()
        self._chips.setVisible(bool(self._values))

    def _with_way(self, chip: PickedChip, value: object) -> QWidget:
        """The chip, and beside it the way to what it names, where that has a page."""
        way = self._finder.open
        if way is None:
            return chip
        name = self._language.text("Show: {name}", name=self._finder.label(value))
        arrow = IconButton("arrow-right", name)
        arrow.clicked.connect(lambda: way(value))
        return Row(chip, arrow, gap=0)

    def _ask(self, typed: str) -> None:
        found = [one for one in self._finder.find(typed) if one[0] not in self._values]
        self.search.offer([Offer(value, text, sub=sub) for value, text, sub in found])

    def _pick(self, value: object) -> None:
        self.search.clear()
        self._change((*self._values, value))

    def _drop(self, value: object) -> None:
        self._change(tuple(kept for kept in self._values if kept != value))

    def _change(self, values: tuple[object, ...]) -> None:
        self._values = values
        self._show()
        self.edited.emit(values)
        self.committed.emit(values)
