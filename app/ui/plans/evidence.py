"""Photos and documents that show what was done."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.files import AttachedFiles
from app.ui.kit import Text


class Evidence(AttachedFiles):
    """Files of what was seen of a measure, beside its other fields."""

    def __init__(self, context: Context, type_name: str) -> None:
        self._title = Text("", "label")
        self._invitation = Text("", "second", wrap=True)
        super().__init__(context, type_name, [self._title], self._invitation)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        say = self._context.language.text
        self._title.setText(say("Photos and files"))
        self._invitation.setText(say("Drop photos and documents here. They are kept encrypted."))
