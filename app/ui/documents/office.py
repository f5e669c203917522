"""The card of settings on documents: whose they are, and the unit's part of their numbers."""

from __future__ import annotations

from functools import partial

from app.actions.documents import set_office
from app.errors import AppError, Invalid
from app.language import mark
from app.model import IssuedDocument
from app.model.kinds import Text as TextKind
from app.storage.questions.documents import Office, office
from app.ui.context import Context
from app.ui.kit import Card, FormRow, PickField, PlainButton, Row, TextField
from app.ui.sources import record_finder


class DocumentsCard(Card):
    """Kept as soon as a field is left; both stay in this notebook."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=4)
        self._context = context
        self._office = Office(None, "")
        self.organisation_field = PickField(
            context.language, record_finder(context, "organisation"), "building-2"
        )
        self.organisation = FormRow("", self.organisation_field)
        kind = IssuedDocument.kinds()["unit"]
        limit = kind.limit if isinstance(kind, TextKind) else 40
        self.unit = FormRow("", TextField(limit=limit))
        self.layouts, self.issued = PlainButton(icon="file-text"), PlainButton(icon="file-check")
        self.layouts.clicked.connect(partial(context.go, "layouts"))
        self.issued.clicked.connect(partial(context.go, "issued"))
        self.add(self.organisation, self.unit, Row(self.layouts, None), Row(self.issued, None))
        for row in (self.organisation, self.unit):
            row.field.committed.connect(lambda _: self.save())
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self.set_title(say("Documents"))
        self.organisation_field.retranslate(self._context.language)
        for row, label, tells in (
            (self.organisation, mark("Your organisation"), mark("Its layouts are used here")),
            (
                self.unit,
                mark("Your unit’s part of numbers"),
                mark("Stands where a layout says {unit}"),
            ),
        ):
            row.set_label(say(label))
            row.set_help(say(tells))
        self.layouts.setText(say("Layouts of documents"))
        self.issued.setText(say("Issued documents"))

    def refresh(self) -> None:
        """Show what is kept."""
        self._office = office(self._context.workspace.reader)
        for row, value in (
            (self.organisation, self._office.organisation),
            (self.unit, self._office.unit),
        ):
            if not row.field.editor().hasFocus():
                row.field.set_value(value)

    def save(self) -> None:
        """Keep what stands in the fields, unless it is wrong."""
        problem = self.organisation_field.problem()
        self.organisation.set_error(problem)
        chosen = self.organisation_field.value()
        told = Office(chosen if isinstance(chosen, bytes) else None, str(self.unit.field.value()))
        if problem or told == self._office:
            return
        self._context.do(
            set_office,
            told.organisation,
            told.unit,
            on_done=lambda _: self._kept(told),
            on_error=self._refused,
        )

    def _kept(self, told: Office) -> None:
        self._office = told
        self.unit.clear()

    def _refused(self, error: AppError) -> None:
        language = self._context.language
        if isinstance(error, Invalid):
            self.unit.set_error(" ".join(language.error(one) for one in error.problems))
        else:
            self._context.toast(language.error(error), "warn")
