"""Many conflicts settled by one rule: who is believed, and how many fields that decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.language import Language
from app.storage.questions.conflicts import Conflict, Standing
from app.ui.kit import Box, ChoiceField, IconButton, PlainButton, Row, Text

LATEST = "latest"


class BulkBar(Box):
    """Choose a rule, see the number, settle; closed it takes no room."""

    settle_asked = Signal(object)
    """The device that is believed, as bytes; None for what was said last."""

    def __init__(self) -> None:
        super().__init__("soft", gap=8, margin=14)
        self._title = Text("", "subsection")
        self._note = Text("", "second", wrap=True)
        self.rule = ChoiceField()
        self.button = PlainButton(icon="git-merge")
        self.close_button = IconButton("x")
        self._counts: Counter[str] = Counter()
        self._language: Language | None = None
        self.add(Row(self._title, None, self.close_button), self._note)
        self.add(Row(self.rule, self.button, None))
        self.rule.setMaximumWidth(420)
        self.rule.committed.connect(lambda _: self._show_count())
        self.close_button.clicked.connect(self.hide)
        self.button.clicked.connect(self._ask)
        self.hide()

    def show_rules(self, found: Sequence[Conflict], total: int, language: Language) -> None:
        """Offer what was said last, and each device that said something."""
        self._language = language
        said = _by_device(found)
        self._counts = Counter({LATEST: total})
        options = [(LATEST, language.text("What was said last"))]
        for device, one in said.items():
            self._counts[device.hex()] = _number(found, device)
            who = " · ".join(part for part in (one.who, one.machine) if part) or device.hex()
            options.append((device.hex(), language.text("What was said by {who}", who=who)))
        was = str(self.rule.value() or LATEST)
        self.rule.set_options(options)
        self.rule.set_value(was if was in dict(options) else LATEST)
        self._title.setText(language.text("Settle all alike"))
        self._note.setText(
            language.text("A change wins over a deletion. All of it can be undone at once.")
        )
        self.close_button.set_name(language.text("Close"))
        self.rule.set_name(language.text("Settle all alike"))
        self._show_count()

    def _show_count(self) -> None:
        if self._language is not None:
            number = self._counts[str(self.rule.value())]
            self.button.setText(
                self._language.plural("Settle {n} field", "Settle {n} fields", number)
            )

    def _ask(self) -> None:
        rule = str(self.rule.value() or LATEST)
        self.settle_asked.emit(None if rule == LATEST else bytes.fromhex(rule))


def _by_device(found: Sequence[Conflict]) -> dict[bytes, Standing]:
    return {said.device: said for one in found for said in one.standing}


def _number(found: Sequence[Conflict], device: bytes) -> int:
    return sum(any(said.device == device for said in one.standing) for one in found)
