"""The form beside a list: it shows the chosen record and keeps what is changed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.model import Changes
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.kit import Form, PickField

Save = Callable[[Any, bytes, Mapping[str, object]], Changes]
"""Sets fields of a record, as an action does."""


class ChosenRecord:
    """Binds a form to one record after another; what is typed in it outlives every reading."""

    def __init__(self, context: Context, form: Form, save: Save) -> None:
        self._context = context
        self.form = form
        self._save = save
        self._draft: Draft | None = None
        self.id = b""
        form.edited.connect(self._edited)
        form.committed.connect(self._committed)

    def choose(self, record_id: bytes) -> bool:
        """Turn to another record; whether it is another one."""
        if record_id == self.id:
            return False
        self.flush()
        self.id = record_id
        self._draft = Draft(self._context, partial(_write, self._save, record_id))
        self._draft.refused.connect(lambda error: self.form.set_problems(error.problems))
        self.form.clear_problems()
        return True

    def show(self, values: Mapping[str, object]) -> None:
        """Show what is stored, and over it what is typed and not yet written."""
        unsaved = self._draft.unsaved() if self._draft else {}
        self.form.set_values({**values, **unsaved})

    def flush(self) -> None:
        """Write what waits."""
        if self._draft is not None:
            self._draft.flush()

    def drop(self) -> None:
        """Show no record any more; what waits is written."""
        self.flush()
        self.id, self._draft = b"", None

    def _edited(self, name: str, value: object) -> None:
        if self._draft is not None and not isinstance(self.form.field(name), PickField):
            self._draft.put(name, value)

    def _committed(self, name: str, value: object) -> None:
        if self._draft is not None and not self.form.field(name).problem():
            self._draft.put(name, value)
            self._draft.flush()


def _write(save: Save, record_id: bytes, workspace: Any, values: dict[str, object]) -> Changes:
    return save(workspace, record_id, values)
