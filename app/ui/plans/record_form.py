"""The form of one record in titled parts: saved as it is typed, problems said at the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.model import Changes, Record
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.events.parts import section
from app.ui.kit import Form, PickField, Sources, Stack, Text

Part = tuple[str, int, tuple[str, ...]]
"""A marked title (perhaps empty), how many columns, which fields."""
Save = Callable[[Any, bytes, Mapping[str, object]], Changes]


class RecordForm(Stack):
    """Shows one record at a time; what was typed and is wrong stays until it is mended."""

    def __init__(
        self,
        context: Context,
        record_type: type[Record],
        parts: Sequence[Part],
        save: Save,
        sources: Sources,
    ) -> None:
        super().__init__(gap=8)
        self._context = context
        self._save = save
        self._record_id = b""
        self._draft: Draft | None = None
        self._titles: list[tuple[Text, str]] = []
        self._forms: list[Form] = []
        self._doubts: dict[str, str] = {}
        for title, columns, names in parts:
            self.add(self._part(record_type, title, columns, names, sources))

    def _part(
        self,
        record_type: type[Record],
        title: str,
        columns: int,
        names: tuple[str, ...],
        sources: Sources,
    ) -> QWidget:
        form = Form(self._context.language, record_type, names, columns=columns, sources=sources)
        form.edited.connect(partial(self._edited, form))
        form.committed.connect(partial(self._committed, form))
        self._forms.append(form)
        if not title:
            return form
        heading = Text(self._context.language.text(title), "section")
        self._titles.append((heading, title))
        return section(heading, form)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for heading, title in self._titles:
            heading.setText(self._context.language.text(title))
        for form in self._forms:
            form.retranslate(self._context.language)

    @property
    def record_id(self) -> bytes:
        """The record that is shown."""
        return self._record_id

    def show_record(self, record: Record) -> None:
        """Show a record; of the one that is shown, what was written meanwhile."""
        if record.id != self._record_id:
            self.leave()
            self._record_id = record.id
            # one draft a record: what is still on its way belongs to the one it was typed for
            self._draft = Draft(self._context, partial(self._write, record.id))
            self._draft.refused.connect(self._refused)
            for form in self._forms:
                form.clear_problems()
        unsaved = self._draft.unsaved() if self._draft else {}
        for form in self._forms:
            values = {name: getattr(record, name) for name in form.values()}
            form.set_values({**values, **{n: v for n, v in unsaved.items() if n in values}})

    def leave(self) -> None:
        """Write what waits."""
        if self._draft is not None:
            self._draft.flush()

    def form_of(self, name: str) -> Form:
        """The form a field stands in."""
        return next(form for form in self._forms if name in form.values())

    def focus(self, name: str) -> None:
        """Go to a field, its text marked to be written over."""
        editor: Any = self.form_of(name).field(name).editor()
        editor.setFocus()
        if hasattr(editor, "selectAll"):
            editor.selectAll()

    def doubt(self, name: str, text: str) -> None:
        """Say at a field that what stands in it should be looked at; "" takes that back."""
        row = self.form_of(name).row(name)
        if text:
            row.set_error(text)
        elif row.error() == self._doubts.get(name):
            row.clear()
        self._doubts[name] = text

    def problems(self) -> dict[str, str]:
        """The errors shown, by field."""
        return {name: text for form in self._forms for name, text in form.problems().items()}

    def _write(self, record_id: bytes, workspace: Any, values: dict[str, object]) -> Changes:
        return self._save(workspace, record_id, values)

    def _edited(self, form: Form, name: str, value: object) -> None:
        if self._draft is not None and not isinstance(form.field(name), PickField):
            self._draft.put(name, value)

    def _committed(self, form: Form, name: str, value: object) -> None:
        field = form.field(name)
        if self._draft is None or (isinstance(field, PickField) and field.problem()):
            return
        self._draft.put(name, value)
        self._draft.flush()

    def _refused(self, error: Any) -> None:
        for form in self._forms:
            form.set_problems(error.problems)
