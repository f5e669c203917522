"""Every photo and document of a measure and of its monitoring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.context import Context
from app.ui.files import AttachedFiles
from app.ui.kit import Hint, Stack
from app.ui.plans.measure_tab import MeasureTab


class FilesTab(MeasureTab):
    """New ones are kept with the measure itself; those of its monitoring stand here too."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.files = AttachedFiles(context, "plan_measure")
        self.files.retranslate()
        body = Stack(self.files, margins=(24, 12, 24, 8))
        self.assemble(body=body)
        self.on_key("N", self.files.choose_files)

    def retranslate(self) -> None:
        self.files.retranslate()
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
            self.files.show_files(self.page.line.id, files)

    def first(self) -> QWidget | None:
        return self.files.first()

    def leave(self) -> None:
        self.files.leave()
