"""Who organises, funds and leads: a short list, and a line to add to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.storage.questions.events import Part
from app.ui.kit import ChoiceField, ElidedText, Finder, IconButton, Offer, Row, SearchField, Text
from app.ui.kit.layout import empty
from app.ui.typed_line import lines_of
from app.ui.words import terms


class PartAdder(Row):
    """A field that finds a known record or makes a new one, and the role it is to have."""

    added = Signal(object, str)
    """A known record (its id) or a new name, and the role."""

    def __init__(self, language: Language, enumeration: str, role: str, finder: Finder) -> None:
        self.search = SearchField(icon="plus")
        self.role = ChoiceField(terms(language, enumeration), empty=None)
        super().__init__(self.search, self.role)
        self._language = language
        self._enumeration = enumeration
        self._finder = finder
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._add)
        self.search.entered.connect(lambda text: self._ask(text) if text.strip() else None)
        self.search.ctrl_entered.connect(self._new)
        self.role.set_value(role)
        self.role.setFixedWidth(220)

    def retranslate(self, language: Language, placeholder: str) -> None:
        """Say everything in another language."""
        self._language = language
        self.search.set_placeholder(placeholder)
        self.search.setAccessibleName(placeholder)
        self.role.set_options(terms(language, self._enumeration), None)
        self.role.set_name(language.text("Role"))

    def _ask(self, typed: str) -> None:
        typed = " ".join(typed.split())
        if not typed:
            self.search.offer([])
            return
        offers = [Offer(value, text, sub=sub) for value, text, sub in self._finder.find(typed)[:8]]
        new = self._language.text("Add a new one: “{name}”", name=typed)
        offers.append(Offer(typed, new, icon="plus", key="Ctrl Enter", pinned=True))
        self.search.offer(offers)

    def _new(self, text: str) -> None:
        for line in lines_of(text):
            self._add(" ".join(line.split()))

    def _add(self, value: object) -> None:
        self.search.clear()
        self.search.close_list()
        self.added.emit(value, str(self.role.value()))


class PartsEditor(QWidget):
    """Rows «name · role · ✕»; below, a role and a field that finds or makes the next one."""

    added = Signal(object, str)
    """A known record (its id) or a new name, and the role."""
    role_changed = Signal(object, str)
    removed = Signal(object)

    def __init__(self, language: Language, enumeration: str, role: str, finder: Finder) -> None:
        super().__init__()
        self._language = language
        self._enumeration = enumeration
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.adder = PartAdder(language, enumeration, role, finder)
        self.adder.added.connect(self.added)
        self.search, self.role = self.adder.search, self.adder.role
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._rows)
        column.addWidget(self.adder)
        self._parts: Sequence[Part] = ()

    def retranslate(self, language: Language, placeholder: str) -> None:
        """Say everything in another language."""
        self._language = language
        self.adder.retranslate(language, placeholder)
        self.show_parts(self._parts)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show who has a part."""
        self._parts = parts
        empty(self._rows)
        for part in parts:
            self._rows.addWidget(self._row(part))

    def _row(self, part: Part) -> QWidget:
        name = ElidedText(part.name, "name")
        note = ElidedText(part.position, "second")
        role = ChoiceField(terms(self._language, self._enumeration), empty=None)
        role.set_value(part.role)
        role.set_name(self._language.text("Role of {name}", name=part.name))
        role.setFixedWidth(220)
        role.committed.connect(partial(self._role_chosen, part))
        remove = IconButton("x", self._language.text("Take {name} off", name=part.name))
        remove.clicked.connect(lambda: self.removed.emit(part))
        row = Row(name, note, None, role, remove)
        row.box.setStretch(0, 2)
        row.box.setStretch(1, 1)
        return row

    def _role_chosen(self, part: Part, role: object) -> None:
        if role != part.role:
            self.role_changed.emit(part, str(role))


def section(title: Text, *parts: QWidget) -> QWidget:
    """A titled part of a long form."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 12)
    column.setSpacing(4)
    column.addWidget(title)
    column.addSpacing(6)
    for part in parts:
        column.addWidget(part)
    return box
