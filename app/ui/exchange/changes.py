"""Record by record what taking packages in would change, before anything does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange import Outcome
from app.language import Language
from app.model import DELETED, RECORD_TYPES
from app.storage import FieldChange, TouchedRecord
from app.ui.context import Context
from app.ui.exchange.words import package_words
from app.ui.inbox.words import value_words
from app.ui.kit import Cell, Column, IconButton, ListTable, Row, Stack, Text
from app.ui.measures import column_width
from app.ui.words import field_said

_ROW, _HEAD = 44, 32
_MOST_LINES = 7
_ICONS = {"new": ("plus", "accent"), "updated": ("pencil", "text2"), "conflict": ("split", "warn")}


@dataclass(frozen=True)
class _Line:
    """One record of one package."""

    record: TouchedRecord
    package: str
    file: str


class ChangesView(Stack):
    """A list of records: new, changed with both values, or in conflict."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=6)
        self._context = context
        self._outcomes: Sequence[Outcome] = ()
        self._title = Text("", "subsection")
        self._note = Text("", "caption", wrap=True)
        self.close_button = IconButton("x")
        self.table = ListTable(row_height=_ROW, header_height=_HEAD)
        self.table.set_drawing(self._cells)
        self.table.set_tone(lambda row: "warn" if row.record.kind == "conflict" else "")
        self.add(Row(self._title, None, self.close_button), self.table, self._note)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    @property
    def _language(self) -> Language:
        return self._context.language

    def retranslate(self) -> None:
        """Say everything in the present language."""
        text = self._language.text
        self._title.setText(text("What would change"))
        self.close_button.set_name(text("Close"))
        kinds = [text("New"), text("Updated"), text("Two values")]
        types = [text(record_type.label) for record_type in RECORD_TYPES.values()]
        width = max(column_width(word, 60) for word in [*kinds, *types]) + 34
        self.table.set_columns(
            [
                Column("record", text("Record")),
                Column("kind", text("What happens"), max(width, column_width(kinds[0], 120))),
                Column("file", text("Package"), 220, from_width=900),
            ]
        )
        self.table.redraw()
        self._say_rest()

    def show_changes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what a look in detail found."""
        self._outcomes = outcomes
        lines = [
            _Line(record, package_words(one, self._language), one.path.name)
            for one in outcomes
            if one.touched is not None
            for record in one.touched.records
        ]
        self.table.set_rows(lines)
        height = _HEAD + _ROW * min(max(len(lines), 1), _MOST_LINES) + 2
        self.table.setFixedHeight(height)
        self._say_rest()
        self.show()

    def _say_rest(self) -> None:
        more = sum(one.touched.more for one in self._outcomes if one.touched is not None)
        lines = len(self.table.rows())
        said = self._language.plural("{n} record", "{n} records", lines + more)
        if more:
            said = self._language.plural(
                "{n} more record is not listed", "{n} more records are not listed", more
            )
        elif not lines:
            said = self._language.text("No record would change.")
        self._note.setText(said)

    def _cells(self, row: object) -> list[Cell]:
        if not isinstance(row, _Line):
            return []
        language, record = self._language, row.record
        icon, colour = _ICONS[record.kind]
        words = {
            "new": language.text("New"),
            "updated": language.text("Updated"),
            "conflict": language.text("Two values"),
        }
        fields = "; ".join(_field_words(self._context, record, one) for one in record.fields)
        return [
            Cell(record.caption or "–", sub=fields, weight=500, tip=fields),
            Cell(
                words[record.kind],
                sub=language.text(RECORD_TYPES[record.type_name].label),
                icon=icon,
                icon_colour=colour,
                size=13,
            ),
            Cell(row.package, size=12, colour="text2", tip=row.file),
        ]


def _field_words(context: Context, record: TouchedRecord, one: FieldChange) -> str:
    language = context.language
    if one.name == DELETED:
        return _deleted_words(language, one)
    label = field_said(language, record.type_name, one.name)
    empty = language.text("empty")
    before, after = (
        value_words(context, record.type_name, record.id, one.name, value) or empty
        for value in (one.before, one.after)
    )
    if one.before == one.after:
        return language.text("{field}: {value}, another value came", field=label, value=after)
    return language.text("{field}: {before} → {after}", field=label, before=before, after=after)


def _deleted_words(language: Language, one: FieldChange) -> str:
    if one.is_conflict:
        return language.text("Deleted here, changed there")
    return language.text("is deleted") if one.after else language.text("is there again")
