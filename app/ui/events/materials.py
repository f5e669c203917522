"""Materials and photos of an event, and what was handed out at it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model import Changes, Event
from app.storage.questions.events import EventMaterials, materials_of
from app.ui.context import Context
from app.ui.events.handed_out import HandedOut
from app.ui.events.tab import EventTab
from app.ui.files import AttachedFiles
from app.ui.kit import (
    Beside,
    CheckField,
    Hint,
    SidePanel,
    Stack,
)


class MaterialsTab(EventTab):
    """Files are dropped or chosen, made smaller, encrypted; opened copies are taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._make_parts()
        self._lay_out()
        self._say_the_rest()
        self.on_key("N", self.files.choose_files)

    def _make_parts(self) -> None:
        self.shrink = CheckField()
        self.shrink.set_value(True)
        self.files = AttachedFiles(self.context, "event", [self.shrink])
        self.files.is_shrinking = self.shrink.value
        self.handed_out = HandedOut(self.context)

    def _lay_out(self) -> None:
        side = SidePanel(312, border=True)
        side.add(16, self.handed_out, None)
        self.assemble(body=Beside(Stack(self.files, margins=(24, 14, 16, 8)), side))

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.shrink.set_text(say("Make photos smaller"))
        self.shrink.check.setToolTip(
            say("At most 2000 pixels; where and with what it was taken is removed")
        )
        self.files.retranslate()
        self.handed_out.retranslate(self.language)

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("add files")),
            Hint("Enter", say("open")),
            Hint("F2", say("caption")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self.files.begin(self.event_id)
        self.handed_out.set_event(self.event_id)

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                materials_of, self.event_id, on_done=self._show, key="events.materials"
            )

    def first(self) -> QWidget | None:
        return self.files.first()

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "attachment", "distribution", "product"):
            self.refresh()

    def leave(self) -> None:
        self.files.leave()

    def _show(self, answer: EventMaterials) -> None:
        if answer.event != self.event_id:
            return
        event = self.context.workspace.get(Event, self.event_id)
        self.files.show_files(self.event_id, answer.files, event.days() if event else ())
        self.handed_out.show_copies(answer.copies)
