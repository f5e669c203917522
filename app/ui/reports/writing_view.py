"""The parts of a report that are told in one's own words, written where its pages were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions.report_texts import write_texts
from app.model import Changes
from app.model.report_text import Subject
from app.reports.writing import Writing, WrittenPart, writing_of
from app.storage import Workspace
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.kit import FormRow, LongTextField, Scroller, Stack, Text
from app.ui.kit.layout import empty

_LINES, _MOST_LINES, _PALE_LINES, _LETTERS = 3, 14, 6, 60
_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
_SIGN = "/"


def _write(
    report: str, subject: Subject, workspace: Workspace, values: dict[str, object]
) -> Changes:
    texts = {_key(name): str(text or "") for name, text in values.items()}
    return write_texts(workspace, report, subject, texts)


def _key(name: str) -> tuple[str, str]:
    section, _, written_in = name.partition(_SIGN)
    return section, written_in


class WritingView(Scroller):
    """A list of parts, each with what was written or, pale, with what stands there otherwise.

    What is typed is kept a moment later, as everywhere.
    """

    shown = Signal()

    def __init__(self, context: Context, key: str) -> None:
        self._list = Stack(gap=6, margins=(16, 12, 16, 24))
        super().__init__(self._list)
        self._context = context
        self._key = f"{key}.writing"
        self._told = Text("", "second", wrap=True)
        self._rows_room = Stack(gap=4)
        self._list.add(self._told, 6, self._rows_room, None)
        self._rows: dict[str, FormRow] = {}
        self._fields: dict[str, LongTextField] = {}
        self._of: tuple[object, ...] = ()
        self._draft: Draft | None = None
        self.retranslate()

    def retranslate(self) -> None:
        """Say what is to be done here in the present language."""
        self._told.setText(
            self._context.language.text(
                "What you write here stands in the report. Where nothing is written, the pale "
                "words stand there, or nothing."
            )
        )

    def want(self, name: str, code: str, values: Mapping[str, object]) -> None:
        """Show the parts of this report in this language, or in both of two."""
        self._context.ask(
            writing_of,
            name,
            code.split("+"),
            dict(values),
            on_done=self._show,
            on_error=lambda _: self.clear(),
            key=self._key,
        )

    def clear(self) -> None:
        """Nothing can be written: what was asked for is not there."""
        self.leave()
        self._of = ()
        empty(self._rows_room.box)
        self._rows, self._fields = {}, {}

    def leave(self) -> None:
        """Hand over what is typed."""
        if self._draft is not None:
            self._draft.flush()

    def field(self, section: str, written_in: str) -> LongTextField:
        """The field of one part."""
        return self._fields[f"{section}{_SIGN}{written_in}"]

    def parts(self) -> list[str]:
        """The parts that are shown, as section/language."""
        return list(self._fields)

    # ---- showing ----

    def _show(self, writing: Writing) -> None:
        of = (writing.report, writing.subject, *(_name(part) for part in writing.parts))
        if of != self._of:
            self._begin(writing, of)
        unsaved = self._draft.unsaved() if self._draft else {}
        for part in writing.parts:
            name = _name(part)
            field = self._fields[name]
            self._rows[name].set_label(self._title(writing.parts, part))
            field.set_placeholder(part.default)
            if not field.editor().hasFocus():
                field.set_value(unsaved.get(name, part.text))
        self.shown.emit()

    def _begin(self, writing: Writing, of: tuple[object, ...]) -> None:
        """Another report, or another of its subjects: what is on its way goes to the former."""
        self.clear()
        self._of = of
        # one draft a subject: what is still on its way belongs to what it was typed for
        self._draft = Draft(self._context, partial(_write, writing.report, writing.subject))
        self._draft.refused.connect(self._refused)
        for part in writing.parts:
            self._add_row(part)

    def _add_row(self, part: WrittenPart) -> None:
        name, field = _name(part), LongTextField(_lines(part))
        field.edited.connect(partial(self._edited, name))
        field.committed.connect(lambda _: self.leave())
        self._fields[name], self._rows[name] = field, FormRow(part.title, field)
        self._rows_room.add(self._rows[name])

    def _title(self, parts: Sequence[WrittenPart], part: WrittenPart) -> str:
        is_one_of_two = len({one.written_in for one in parts}) > 1
        return f"{part.title} · {_NAMES[part.written_in]}" if is_one_of_two else part.title

    # ---- writing ----

    def _edited(self, name: str, value: object) -> None:
        if self._draft is not None:
            self._draft.put(name, value)

    def _refused(self, error: QObject) -> None:
        """A text that is too long: said at the field that was typed in last."""
        say = self._context.language.text
        for name, field in self._fields.items():
            if field.editor().hasFocus():
                for problem in getattr(error, "problems", ()):
                    self._rows[name].set_error(say(problem.text, **problem.values))


def _name(part: WrittenPart) -> str:
    return f"{part.section}{_SIGN}{part.written_in}"


def _lines(part: WrittenPart) -> int:
    """So many lines a field shows of a text, within measure."""
    needed = sum(len(line) // _LETTERS + 1 for line in (part.text or part.default).split("\n"))
    return max(_LINES, min(needed, _MOST_LINES if part.text else _PALE_LINES))
