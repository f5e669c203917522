"""Where a layout is begun: a ready-made one to fill in, or an empty one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.model.templates import layout_templates
from app.ui.context import Context
from app.ui.kit import PlainButton, PrimaryButton, Row, Scroller, Stack, Text
from app.ui.kit.choice_card import ChoiceCards

_EMPTY = "empty"
_WIDEST = 640


class BeginView(Stack):
    """Cards of the ready-made layouts; Enter takes the one that is chosen."""

    chosen = Signal(str)
    """The code of a ready-made layout, "" for an empty one."""
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=0)
        self._context = context
        self.title = Text("", "section", wrap=True)
        self.text = Text("", "body", wrap=True, colour="text2")
        self.cards = ChoiceCards([*layout_templates(), _EMPTY])
        self.make = PrimaryButton(icon="plus")
        self.make.clicked.connect(lambda: self.chosen.emit(self._code()))
        self.cancel = PlainButton()
        self.cancel.clicked.connect(self.closed)
        buttons = Row(self.make, self.cancel, None)
        inner = Stack(self.title, self.text, 8, self.cards, 8, buttons, None, gap=6)
        inner.box.setContentsMargins(24, 12, 20, 16)
        inner.setMaximumWidth(_WIDEST)
        self.box.addWidget(Scroller(inner), 1)
        self.setFocusProxy(self.cards)

    def _code(self) -> str:
        code = self.cards.value()
        return "" if code == _EMPTY else code

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language, say = self._context.language, self._context.language.text
        self.title.setText(say("How shall the documents look?"))
        self.text.setText(
            say(
                "A layout says once what stands on every document: letterhead and logo, margins "
                "and letters, number, who approves and who signs. Begin with a ready-made one."
            )
        )
        ready = [
            (language.label(t.name), language.label(t.about)) for t in layout_templates().values()
        ]
        self.cards.say([*ready, (say("Empty layout"), say("Everything as without a layout"))])
        self.make.setText(say("Make this layout"))
        self.cancel.setText(say("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the chosen card, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.make.click()
        elif event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def begin(self, *, can_cancel: bool) -> None:
        """Show the cards; where there is no layout yet there is nothing to go back to."""
        self.cancel.setVisible(can_cancel)
