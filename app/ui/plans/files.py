"""Every photo and document of a measure and of its monitoring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.context import Context
from app.ui.kit import Hint, Stack
from app.ui.plans.evidence import Evidence
from app.ui.plans.measure_tab import MeasureTab


class FilesTab(MeasureTab):
    """New ones are kept with the measure itself; those of its monitoring stand here too."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.evidence = Evidence(context, "plan_measure")
        body = Stack(self.evidence, None, margins=(24, 12, 24, 8))
        body.box.setStretch(0, 1)
        self.evidence.box.setStretch(2, 1)
        self.assemble(body=body)
        self.on_key("N", self.evidence.choose_files)

    def retranslate(self) -> None:
        self.evidence.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("add files")),
            Hint("Enter", say("open")),
            Hint("F2", say("caption")),
            Hint("Del", say("delete")),
        ]

    def refresh(self) -> None:
        if self.page is not None:
            files = [file for listed in self.page.files.values() for file in listed]
            self.evidence.show_files(self.page.line.id, files)

    def first(self) -> QWidget | None:
        return self.evidence.tiles if self.evidence.tiles.count() else self.evidence.button

    def leave(self) -> None:
        self.evidence.leave()
