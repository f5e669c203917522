"""The preview of a layout: drawn on a sample or on a real document, in a language one chooses."""

from __future__ import annotations

from app.language import LANGUAGES
from app.reports import REPORTS, SAMPLE
from app.ui.context import Context
from app.ui.kit import ChoiceField, Row, Segments, Stack
from app.ui.reports.pages_pane import PagesPane

_SHORT = {"ky": "КЫ", "ru": "РУ", "en": "EN"}


class LayoutPreview(Stack):
    """What is shown is what will be printed; it follows what is typed beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=4)
        self._context = context
        self._layout = b""
        self.on = ChoiceField(empty=None)
        self.on.committed.connect(lambda _: self.refresh())
        self.code = Segments([(code, _SHORT[code]) for code in LANGUAGES])
        self.code.set_value(context.language.code)
        self.code.chosen.connect(lambda _: self.refresh())
        self.pane = PagesPane(context, "documents.preview")
        self.add(Row(self.on, self.code, margins=(12, 0, 12, 0)))
        self.box.addWidget(self.pane, 1)

    def retranslate(self) -> None:
        """Say everything in the present language; the paper keeps its own."""
        say = self._context.language.text
        listed = [SAMPLE, *REPORTS.values()]
        self.on.set_options([(one.name, say(one.label)) for one in listed], None)
        self.on.set_name(say("Shown on"))
        self.pane.scroller.setAccessibleName(say("Preview of the layout"))

    def show_layout(self, layout: bytes) -> None:
        """Show this layout."""
        self._layout = layout
        self.refresh()

    def refresh(self) -> None:
        """Draw anew what may have changed."""
        if self._layout:
            name = str(self.on.value() or SAMPLE.name)
            self.pane.want(name, self.code.value() or "ky", {"layout": self._layout})

    def leave(self) -> None:
        """Draw no more until it is shown again."""
        self.pane.leave()
