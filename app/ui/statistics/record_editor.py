"""The form of one record in the place of a list, saved while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from app.actions.records import save
from app.model import Changes, Record
from app.storage import Workspace
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.kit import ActionFooter, Form, PrimaryButton, Scroller, Stack, Text
from app.ui.sources import workspace_sources


class RecordEditor(Stack):
    """Mends a record of one type, or writes a new one down with the first good values."""

    closed = Signal()

    def __init__(
        self, context: Context, record_type: type[Record], names: Sequence[str], columns: int = 2
    ) -> None:
        super().__init__(gap=0)
        self.context = context
        self.record = b""
        self._type, self._names, self._columns = record_type, tuple(names), columns
        self._draft: Draft | None = None
        self._is_closing = False
        self.heading = Text("", "section", wrap=True)
        self.form = self._make_form()
        self.note = Text("", "caption")
        self.done = PrimaryButton(icon="check")
        self.done.clicked.connect(self.finish)
        self.room = Stack(self.heading, self.form, None, gap=10, margins=(24, 8, 20, 12))
        footer = ActionFooter()
        footer.add_note(self.note)
        footer.add_action(self.done)
        self.box.addWidget(Scroller(self.room), 1)
        self.box.addWidget(footer)

    def _make_form(self) -> Form:
        sources = workspace_sources(self.context)
        return Form(
            self.context.language, self._type, self._names, columns=self._columns, sources=sources
        )

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language = self.context.language
        self.form.retranslate(language)
        self.done.setText(language.text("Done"))
        self.note.setText(language.text("Saved while you type"))

    def begin(
        self, record: Record | None, heading: str, born_with: Mapping[str, Any] | None = None
    ) -> None:
        """Mend a record, or begin a new one; `born_with` is what a new one has from the first."""
        self.leave()
        self._is_closing = False
        born = dict(born_with or {}) if record is None else {}
        self.record = record.id if record is not None else self._type.id_for(born)
        self.heading.setText(heading)
        self._renew_form(born)
        self.form.set_values(record if record is not None else {**_empty(self._type), **born})
        self.retranslate()
        self.form.focus_first()

    def _renew_form(self, born: Mapping[str, Any]) -> None:
        """A form of its own for each record: no late answer can reach the wrong one."""
        old, record, type_name = self.form, self.record, self._type.type_name
        self.form = self._make_form()
        self.room.box.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()

        def write(ws: Workspace, values: dict[str, object]) -> Changes:
            is_new = ws.get(self._type, record) is None
            return save(ws, type_name, record, {**born, **values} if is_new else values)

        self._draft = Draft(self.context, write)
        self._draft.bind(self.form)
        self._draft.saved.connect(lambda _: self._close() if self._is_closing else None)
        self._draft.refused.connect(self._refused)

    def finish(self) -> None:
        """Write what is typed and go back; what must be mended first holds it here."""
        if self._draft is None:
            self.closed.emit()
            return
        self._is_closing = True
        self._draft.flush()
        if self._draft.is_clean:
            self._close()

    def leave(self) -> None:
        """Write what waits."""
        if self._draft is not None:
            self._draft.flush()

    def _refused(self, _: object) -> None:
        self._is_closing = False
        self.form.focus_first()

    def _close(self) -> None:
        if self._draft is not None and self._draft.is_clean:
            self._is_closing = False
            self._draft = None
            self.closed.emit()


def _empty(record_type: type[Record]) -> dict[str, Any]:
    return {name: kind.empty for name, kind in record_type.kinds().items()}
