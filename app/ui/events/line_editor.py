"""Mending one line of the list: the person herself, and what was true of her at this event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.actions.attendance import correct
from app.language import Language, mark
from app.model import Changes, Person, Registration
from app.storage.questions.attendance import SheetRow
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.kit import ElidedText, Form, IconButton, Row, Scroller, Stack, Text
from app.ui.sources import workspace_sources

if TYPE_CHECKING:
    from app.storage import Workspace

PERSON = ("surname", "name", "patronymic", "sex", "birth_year")
_LABELS = {
    "category": mark("Category"),
    "organisation": mark("Organisation"),
    "position": mark("Position"),
    "territory": mark("Territory"),
    "age": mark("Age"),
}
AT_EVENT = tuple(_LABELS)
LEAST_HEIGHT = 96
"""In a low window the fields are scrolled to, so that the list stays in sight."""


def line_of(ws: Workspace, registration: bytes) -> tuple[Person | None, Registration | None]:
    """A line of the list with the person it is of."""
    line = ws.get(Registration, registration)
    person = ws.get(Person, line.person) if line is not None and line.person else None
    return person, line


class LineEditor(QFrame):
    """Every field is kept by itself as it is left; Esc or Enter closes."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("box", "soft")
        self._context = context
        self._registration = b""
        sources = workspace_sources(context)
        self._title = ElidedText("", "subsection")
        self._heading = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self._person = Form(context.language, Person, PERSON, 5, sources)
        self._at_event = Form(context.language, Registration, AT_EVENT, 5, sources)
        self._drafts: list[Draft] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 2)
        column.setSpacing(2)
        forms = Stack(self._person, self._heading, self._at_event, gap=2)
        scroller = Scroller(forms)
        scroller.setMinimumHeight(LEAST_HEIGHT)
        scroller.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column.addWidget(Row(self._title, None, self._close))
        column.addWidget(scroller)
        self._bind()

    def _bind(self) -> None:
        def write_person(ws: Workspace, values: dict[str, object]) -> Changes:
            return correct(ws, self._registration, {}, values)

        def write_line(ws: Workspace, values: dict[str, object]) -> Changes:
            return correct(ws, self._registration, values)

        for form, write in ((self._person, write_person), (self._at_event, write_line)):
            draft = Draft(self._context, write)
            draft.bind(form)
            self._drafts.append(draft)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._close.set_name(language.text("Close"))
        for form in (self._person, self._at_event):
            form.retranslate(language)
        self._heading.setText(language.text("At this event"))
        for name, label in _LABELS.items():
            self._at_event.row(name).set_label(language.text(label))

    def begin(self, row: SheetRow) -> None:
        """Mend this line."""
        self.flush()
        self._registration = row.registration
        self._title.setText(row.name)
        self._context.ask(
            line_of, row.registration, on_done=self._show, key="attendance.line_editor"
        )

    def _show(self, found: tuple[Person | None, Registration | None]) -> None:
        person, line = found
        if person is None or line is None:
            self.closed.emit()
            return
        self._title.setText(person.caption())
        self._person.clear_problems()
        self._at_event.clear_problems()
        self._person.set_values(person)
        self._at_event.set_values(line)
        self._person.focus_first()

    def reload(self) -> None:
        """Read the line anew after a change; the field one types in is left alone."""
        if self.isVisible() and self._registration and all(d.is_clean for d in self._drafts):
            self._context.ask(
                line_of, self._registration, on_done=self._reshow, key="attendance.line_editor"
            )

    def _reshow(self, found: tuple[Person | None, Registration | None]) -> None:
        person, line = found
        if person is not None and line is not None:
            self._title.setText(person.caption())
            self._person.set_values(person)
            self._at_event.set_values(line)

    def flush(self) -> None:
        """Write what waits."""
        for draft in self._drafts:
            draft.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.flush()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
