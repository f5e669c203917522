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
        """What was said and is not written: it is on its way, or was refused."""
        self._sent: dict[str, object] = {}
        """What the records come to by all that was sent since they were read."""
        self._under_way = 0
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
        if [one.id for one in records] != self._ids():
            self._waiting, self._under_way = {}, 0
            self.form.clear_problems()
        if not self._under_way:
            self._sent = {}
        self._records = tuple(records)
        shared = {name: self._common(name) for name in self._names}
        self.form.set_values({**shared, **self._sent, **self._waiting})
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.heading.setText(self.chosen_words(len(self._records)))
        mixed = self._context.language.text("Now they differ")
        wrong = self.form.problems()
        for name in self._names:
            if name not in wrong:
                self.form.row(name).set_help(mixed if len(self._values(name)) > 1 else "")

    def _ids(self) -> list[bytes]:
        return [record.id for record in self._records]

    def _values(self, name: str) -> list[object]:
        return list({getattr(record, name) for record in self._records})

    def _common(self, name: str) -> object:
        if name == "framework_items":
            first, *rest = [record.framework_items for record in self._records] or [()]
            return tuple(code for code in first if all(code in others for others in rest))
        values = self._values(name)
        return values[0] if len(values) == 1 else None

    def _committed(self, name: str, value: object) -> None:
        before = self._sent.get(name, self._common(name))
        if self.form.field(name).problem():
            return
        if value == before or not (value or before):
            self._waiting.pop(name, None)
            return
        self._waiting[name] = value
        self._send(dict(self._waiting))

    def _send(self, said: dict[str, object]) -> None:
        values, ids = dict(said), self._ids()
        goals = self._goals(values.pop("framework_items", None))
        self._sent |= said
        self._under_way += 1
        self._context.do(
            *(self._act, ids, values, *goals),
            on_done=partial(self._done, ids, said),
            on_error=partial(self._not_done, ids),
            on_lost=partial(self._take_back, ids, said),
        )

    def _goals(self, value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which goals come to each, and which go from each: what was sent may yet be refused."""
        common = self._common("framework_items")
        sent = self._sent.get("framework_items", ())
        if not (isinstance(value, tuple) and isinstance(common, tuple) and isinstance(sent, tuple)):
            return (), ()
        added = tuple(code for code in value if code not in common)
        return added, tuple(code for code in {*common, *sent} if code not in value)

    def _is_over(self, ids: list[bytes]) -> bool:
        """Whether a write that is over was of those that are chosen now."""
        is_mine = ids == self._ids()
        if is_mine:
            self._under_way = max(0, self._under_way - 1)
        return is_mine

    def _done(self, ids: list[bytes], said: dict[str, object], _: object) -> None:
        if self._is_over(ids):
            self._waiting = _without(self._waiting, said)
            self.form.clear_problems()
        self._context.toast_undo(self.changed_words(len(ids)))

    def _take_back(self, ids: list[bytes], said: dict[str, object]) -> None:
        if self._is_over(ids):
            self._sent = _without(self._sent, said)

    def _not_done(self, ids: list[bytes], error: AppError) -> None:
        if isinstance(error, Invalid) and ids == self._ids():
            self.form.set_problems(error.problems)
        else:
            self._context.toast(said_plainly(self._context.language, error), "warn")


def _without(values: dict[str, object], said: dict[str, object]) -> dict[str, object]:
    """What was said otherwise since."""
    return {
        name: value for name, value in values.items() if name not in said or said[name] != value
    }
