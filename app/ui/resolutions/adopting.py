"""Adopting: the day and the vote; without a day it is refused at the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.actions.resolutions import adopt
from app.errors import AppError, Invalid
from app.language import Language
from app.model import Resolution
from app.ui.context import Context
from app.ui.kit import Form, IconButton, PrimaryButton, Row, SoftBox, Text
from app.ui.words import said_plainly

VOTES = ("votes_for", "votes_against", "votes_abstained")


class AdoptPanel(SoftBox):
    """Opens above the points; Esc closes it, and what was typed stays."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8, margin=12)
        self._context = context
        self._resolution = b""
        self._title = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.form = Form(context.language, Resolution, ("adopted_on", *VOTES), columns=4)
        self.confirm = PrimaryButton(icon="check")
        self.confirm.clicked.connect(self._adopt)
        self.add(Row(self._title, None, self._close), self.form, Row(self.confirm, None))
        self.retranslate(context.language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._title.setText(language.text("Adopt the resolution"))
        self._close.set_name(language.text("Close"))
        self.confirm.setText(language.text("It was adopted"))
        self.form.retranslate(language)

    def begin(self, resolution: Resolution) -> None:
        """Ask for the day and the vote."""
        if self._resolution != resolution.id:
            self._resolution = resolution.id
            self.form.set_values({name: getattr(resolution, name) for name in VOTES})
            self.form.set_values({"adopted_on": resolution.adopted_on})
        self.form.clear_problems()
        self.show()
        self.form.focus_first()

    def _adopt(self) -> None:
        values = self.form.values()
        day = values.pop("adopted_on") or ""
        self._context.do(
            *(adopt, self._resolution, day, values), on_done=self._done, on_error=self._refused
        )

    def _done(self, _: object) -> None:
        self._resolution = b""
        self.closed.emit()

    def _refused(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.form.set_problems(error.problems)
            self.form.focus_first()
        else:
            self._context.toast(said_plainly(self._context.language, error), "warn")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setFocus()  # the field one types in gives up its value
            self._adopt()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
