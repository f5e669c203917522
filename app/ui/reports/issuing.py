"""Giving a document its number, beside its preview: the next one, or one by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal

from app.actions.documents import issue
from app.actions.events import Made
from app.errors import AppError, Invalid
from app.language import mark
from app.model import IssuedDocument
from app.model.document_layout import MOST_NUMBER, UNIT_PLACE
from app.reports import make_in
from app.reports.layouts import BY_HAND, ISSUED, chosen_layout
from app.storage import Workspace
from app.storage.questions.documents import issued_document, next_shown, office
from app.ui.context import Context
from app.ui.kit import FormRow, NumberField, PlainButton, Stack, Text


class Numbering(NamedTuple):
    """The number the next document would bear, and the document that is shown if it has one.

    Without a number the unit's part of it has yet to be written.
    """

    following: str
    given: IssuedDocument | None


def numbering(ws: Workspace, name: str, values: Mapping[str, object]) -> Numbering | None:
    """How a document is numbered; None where its layout gives no numbers."""
    layout = chosen_layout(ws, name, values.get("layout")).layout
    if layout is None or not layout.number_pattern or name in BY_HAND:
        return None
    if UNIT_PLACE in layout.number_pattern and not office(ws.reader).unit:
        return Numbering("", None)
    issued = values.get(ISSUED)
    given = issued_document(ws.reader, issued) if isinstance(issued, bytes) else None
    return Numbering(next_shown(ws.reader, layout, date.today().year), given)


def issue_shown(
    ws: Workspace, name: str, code: str, values: Mapping[str, object], number: int | None
) -> Made:
    """Give the document that is shown its number."""
    layout = chosen_layout(ws, name, values.get("layout")).layout
    if layout is None:
        raise AppError(
            mark("The layout that was chosen is no longer there; this is the usual one.")
        )
    title = make_in(code, name, ws, values).title
    return issue(ws, layout, name, title, number)


class IssueBox(Stack):
    """Shown where the layout gives numbers; one press gives the number that is said."""

    issued = Signal(bytes)

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(gap=4)
        self._context = context
        self._key = f"{key}.number"
        self._wanted: tuple[str, str, Mapping[str, object]] = ("", "", {})
        self._numbering: Numbering | None = None
        self.number = NumberField(context.language, 1, MOST_NUMBER)
        self.row = FormRow("", self.number)
        self.give = PlainButton(icon="file-check")
        self.give.clicked.connect(self.give_it)
        self.given = Text("", "label", wrap=True)
        self.add(self.row, self.give, self.given)
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self.row.set_label(say("Number by hand"))
        self.give.setText(say("Give it a number"))
        self._show()

    def want(self, name: str, code: str, values: Mapping[str, object]) -> None:
        """Number this document."""
        self._wanted = name, code, values
        self._context.ask(
            numbering,
            name,
            dict(values),
            on_done=self._answered,
            on_error=lambda _: self._answered(None),
            key=self._key,
        )

    def _answered(self, found: Numbering | None) -> None:
        self._numbering = found
        self._show()

    def _show(self) -> None:
        found, say = self._numbering, self._context.language.text
        self.setVisible(found is not None)
        if found is None:
            return
        given = found.given
        self.row.setVisible(given is None)
        self.give.setVisible(given is None)
        self.given.setVisible(given is not None)
        self.give.setEnabled(bool(found.following))
        if found.following:
            self.row.set_help(say("Empty: the next one, {number}", number=found.following))
        else:
            lacks = mark("The number lacks the part of your unit: write it under Settings.")
            self.row.set_warning(say(lacks))
        if given is not None:
            day = self._context.language.day(given.issued_on)
            self.given.setText(say("Issued: {number}, {day}", number=given.shown, day=day))

    def give_it(self) -> None:
        """Give the number: what was typed, else the next."""
        number = self.number.value()
        if self.number.problem() or not (number is None or isinstance(number, int)):
            self.row.set_error(
                self.number.problem() or self._context.language.text("Write a number")
            )
            return
        name, code, values = self._wanted
        self.give.setEnabled(False)
        self._context.do(
            issue_shown,
            name,
            code,
            dict(values),
            number,
            on_done=self._done,
            on_error=self._refused,
        )

    def _done(self, made: Made) -> None:
        self.give.setEnabled(True)
        self.number.set_value(None)
        self.issued.emit(made.id)
        self._context.toast_undo(self._context.language.text("The number is given and noted"))

    def _refused(self, error: AppError) -> None:
        self.give.setEnabled(True)
        language = self._context.language
        if isinstance(error, Invalid):
            self.row.set_error(" ".join(language.error(one) for one in error.problems))
        else:
            self.row.set_error(language.error(error))
