"""What is said of several chosen records at once; it stands beside their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.errors import AppError, Invalid
from app.model import Changes, Record
from app.ui.context import Context
from app.ui.kit import Form, PicksField, Sources, Stack, Text
from app.ui.words import said_plainly

SetOnAll = Callable[..., Changes]
"""A verb of the workspace, ids, values, and the goals that come to each record or go from it."""


class Together(Stack):
    """What all chosen records share is shown; a change of one field is one undo.

    What is refused stays in its field and is tried again with the next change, as where money
    is granted only together with the number of its decision.
    """

    def __init__(
        self,
        context: Context,
        asked: type[Record],
        names: Sequence[str],
        sources: Sources,
        act: SetOnAll,
    ) -> None:
        super().__init__(gap=8)
        self._context, self._names, self._act = context, tuple(names), act
        self._records: tuple[Any, ...] = ()
        self._waiting: dict[str, object] = {}
        self.heading = Text("", "subsection")
        self.remark = Text("", "caption", wrap=True)
        self.form = Form(context.language, asked, names, columns=1, sources=sources)
        self.form.committed.connect(self._committed)
        self.add(self.heading, self.remark, self.form)

    def chosen_words(self, n: int) -> str:
        """How many are chosen."""
        raise NotImplementedError

    def changed_words(self, n: int) -> str:
        """How many were changed."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the present language."""
        language = self._context.language
        self.form.retranslate(language)
        self.remark.setText(language.text("What is set here is set on all of them."))
        picks = self.form.field("framework_items")
        if isinstance(picks, PicksField):
            picks.set_placeholder(language.text("Goal: a few letters"))
        self._say_chosen()

    def show_records(self, records: Sequence[Any]) -> None:
        """Show what these have in common."""
        if [one.id for one in records] != [one.id for one in self._records]:
            self._waiting.clear()
            self.form.clear_problems()
        self._records = tuple(records)
        shared = {name: self._common(name) for name in self._names}
        self.form.set_values({**shared, **self._waiting})
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.heading.setText(self.chosen_words(len(self._records)))
        mixed = self._context.language.text("Now they differ")
        wrong = self.form.problems()
        for name in self._names:
            if name not in wrong:
                self.form.row(name).set_help(mixed if len(self._values(name)) > 1 else "")

    def _values(self, name: str) -> list[object]:
        return list({getattr(record, name) for record in self._records})

    def _common(self, name: str) -> object:
        if name == "framework_items":
            first, *rest = [record.framework_items for record in self._records] or [()]
            return tuple(code for code in first if all(code in others for others in rest))
        values = self._values(name)
        return values[0] if len(values) == 1 else None

    def _committed(self, name: str, value: object) -> None:
        before = self._common(name)
        if self.form.field(name).problem():
            return
        if value == before or not (value or before):
            self._waiting.pop(name, None)
            return
        self._waiting[name] = value
        values = dict(self._waiting)
        goals = _goals(values.pop("framework_items", None), self._common("framework_items"))
        ids = [record.id for record in self._records]
        self._context.do(
            *(self._act, ids, values, *goals),
            on_done=partial(self._done, len(ids)),
            on_error=self._not_done,
        )

    def _done(self, n: int, _: object) -> None:
        self._waiting.clear()
        self.form.clear_problems()
        self._context.toast_undo(self.changed_words(n))

    def _not_done(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.form.set_problems(error.problems)
        else:
            self._context.toast(said_plainly(self._context.language, error), "warn")


def _goals(value: object, before: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which goals come to each, and which go from each."""
    if not isinstance(value, tuple) or not isinstance(before, tuple):
        return (), ()
    added = tuple(str(code) for code in value if code not in before)
    return added, tuple(str(code) for code in before if code not in value)
