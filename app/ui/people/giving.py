"""Before the register goes out as a sheet: with names for a reason, or without."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.language import Language
from app.ui.kit import FormRow, PlainButton, PrimaryButton, QuietButton, Row, Stack, TextField


class GivingBar(Stack):
    """A line above the list: why names are needed, and the ways to go on."""

    chosen = Signal(bool, str)
    """Whether with names, and why."""

    def __init__(self, language: Language) -> None:
        super().__init__(gap=4)
        self.why = TextField()
        self._row = FormRow("", self.why)
        self.with_names, self.without = PrimaryButton(icon="download"), PlainButton()
        self.cancel = QuietButton()
        self.add(self._row, Row(self.with_names, self.without, self.cancel, None), 4)
        self.why.edited.connect(lambda _: self._row.clear())
        self.why.line.returnPressed.connect(self._named)
        self.with_names.clicked.connect(self._named)
        self.without.clicked.connect(lambda: self._go(is_named=False))
        self.cancel.clicked.connect(self.close_it)
        self.retranslate(language)
        self.hide()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        self._language = language
        self._row.set_label(say("Why it is needed"))
        self._row.set_help(say("It is kept in the audit; write no name here"))
        self.with_names.setText(say("Save with names"))
        self.without.setText(say("Save without names"))
        self.cancel.setText(say("Cancel"))

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.isHidden()

    def open_it(self) -> None:
        """Ask."""
        self.why.set_value("")
        self._row.clear()
        self.show()
        self.why.focus()

    def close_it(self) -> None:
        """Let it be."""
        self.hide()

    def problem(self) -> str:
        """What is wrong with the answer."""
        return self._row.error()

    def _named(self) -> None:
        if str(self.why.value() or "").strip():
            self._go(is_named=True)
        else:
            self._row.set_error(self._language.text("Say why it is needed"))
            self.why.focus()

    def _go(self, *, is_named: bool) -> None:
        reason = str(self.why.value() or "").strip() if is_named else ""
        self.hide()
        self.chosen.emit(is_named, reason)
