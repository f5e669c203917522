"""The head of a page: crumbs, title with one chip, one line of facts, actions at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.buttons import CrumbButton
from app.ui.kit.chips import Chip
from app.ui.kit.layout import Row, empty
from app.ui.kit.text import ElidedText, Text

FACT_JOINT = "  ·  "
_MARGINS = (14, 8)
_COMPACT_MARGINS = (8, 0)
"""Above and below."""
Crumb = tuple[str, Callable[[], object]]


class PageHeader(QWidget):
    """Where one is; at right at most one primary button."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._crumbs = Row(gap=4)
        self._crumbs.hide()
        self._title = ElidedText("", "title")
        self._count = Text("", "second", colour="text3")
        self._count.hide()
        self._chip = Chip("", "new")
        self._facts = ElidedText("", "second")
        self._facts.hide()
        self._is_compact = False
        self._actions = Row(gap=8)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 0)
        line.addWidget(self._count)
        line.addWidget(self._chip)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._top = QHBoxLayout()
        self._top.setSpacing(16)
        self._top.addWidget(self._crumbs, 1)
        words.addLayout(self._top)
        words.addLayout(line)
        words.addWidget(self._facts)
        outer = QHBoxLayout(self)
        self._outer = outer
        outer.setContentsMargins(24, _MARGINS[0], 24, _MARGINS[1])
        outer.setSpacing(16)
        outer.addLayout(words, 1)
        outer.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)

    def title(self) -> str:
        """The title as it stands."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)

    def set_count(self, count: str) -> None:
        """Say how many, in a quiet figure after the title."""
        self._count.setText(count)
        self._count.setVisible(bool(count))

    def set_chip(self, text: str, kind: str = "new") -> None:
        """One chip after the title; "" takes it away."""
        self._chip.set_text(text, kind)
        self._chip.setVisible(bool(text) and not self._is_compact)

    def set_facts(self, facts: Sequence[str]) -> None:
        """One line of facts under the title; empty ones are left out."""
        self._facts.setText(FACT_JOINT.join(fact for fact in facts if fact))
        self._facts.setVisible(bool(self._facts.text()) and not self._is_compact)

    def set_compact(self, compact: bool) -> None:
        """Leave the room to the page: only the title and the actions stay."""
        self._is_compact = compact
        self._chip.setVisible(bool(self._chip.text()) and not compact)
        self._facts.setVisible(bool(self._facts.text()) and not compact)
        above, below = _COMPACT_MARGINS if compact else _MARGINS
        self._outer.setContentsMargins(24, above, 24, below)

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """The way here, each a link."""
        empty(self._crumbs.box)
        for at, (word, go) in enumerate(crumbs):
            link = CrumbButton(word)
            link.clicked.connect(lambda _=False, go=go: go())
            self._crumbs.add(*((Text("›", "caption"),) if at else ()), link)
        self._crumbs.add(None)
        self._crumbs.setVisible(bool(crumbs))
        self._place_actions(self._top if crumbs else self._outer)

    def _place_actions(self, row: QHBoxLayout) -> None:
        """Beside the crumbs, where there are any: the title below has the whole width then."""
        if row.indexOf(self._actions) < 0:
            (self._outer if row is self._top else self._top).removeWidget(self._actions)
            row.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)

    def add_action(self, button: QWidget) -> None:
        """Put a button, or another thing to act with, at the right."""
        self._actions.add(button)
