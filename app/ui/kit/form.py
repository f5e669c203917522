"""The form of a record type or a report, from its declaration: kind of field → field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.errors import Problem
from app.language import Language
from app.model import ENUMERATIONS, Record
from app.model import kinds as k
from app.ui.kit.choice_fields import (
    ChoiceField,
    ChoicesField,
    RecordChoiceField,
    YesNoField,
)
from app.ui.kit.field import Field, FormRow
from app.ui.kit.pick_fields import Finder, PickField, PicksField
from app.ui.kit.segments import Option
from app.ui.kit.text_fields import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    TextListField,
    TimeField,
)


@dataclass(frozen=True)
class Sources:
    """Where a form finds what can be picked: places, linked records, coded items."""

    territories: Finder = field(default_factory=Finder)
    links: Mapping[str, Finder] = field(default_factory=dict)
    items: Mapping[str, Finder] = field(default_factory=dict)
    files: Callable[[object], str] = str
    records: Mapping[str, Callable[[], Sequence[tuple[bytes, str]]]] = field(default_factory=dict)
    """Records of which there are few, by their type: all of them are offered at once."""
    codes: Mapping[str, Callable[[], Sequence[Option]]] = field(default_factory=dict)
    """Coded items of which there are few, by what they are of."""


@dataclass(frozen=True)
class _Maker:
    language: Language
    sources: Sources

    def options(self, enumeration: str) -> list[Option]:
        terms = ENUMERATIONS[enumeration].values()
        return [(term.code, self.language.label(term.labels)) for term in terms]


def _number(maker: _Maker, kind: k.Number) -> Field:
    return NumberField(maker.language, kind=kind)


def _choice(maker: _Maker, kind: k.Choice) -> Field:
    return ChoiceField(maker.options(kind.enumeration))


def _choices(maker: _Maker, kind: k.Choices) -> Field:
    return ChoicesField(maker.options(kind.enumeration))


def _link(maker: _Maker, kind: k.Link) -> Field:
    if kind.to in maker.sources.records:
        return RecordChoiceField()
    return PickField(maker.language, maker.sources.links.get(kind.to, Finder()))


def _items(maker: _Maker, kind: k.Items) -> Field:
    if kind.of in maker.sources.codes:
        return ChoicesField()
    return PicksField(maker.language, maker.sources.items.get(kind.of, Finder()))


class FileField(TextField):
    """The name of a kept file; files are added on the page of materials."""

    def __init__(self, say: Callable[[object], str]) -> None:
        super().__init__()
        self._say = say
        self._file: object = None
        self.set_read_only(True)

    def value(self) -> object:
        return self._file

    def _shown(self, value: object) -> str:
        self._file = value
        return "" if value is None else self._say(value)


class DocumentField(LongTextField):
    """The document of a filled form as it is; answers are changed on the form's own page."""

    def __init__(self) -> None:
        super().__init__()
        self._document: object = ""
        self.set_read_only(True)

    def value(self) -> object:
        return self._document

    def _shown(self, value: object) -> str:
        self._document = value or ""
        return super()._shown(value)


FIELDS: dict[type[k.Kind], Callable[..., Field]] = {
    k.Text: lambda maker, kind: TextField(),
    k.LongText: lambda maker, kind: LongTextField(),
    k.Document: lambda maker, kind: DocumentField(),
    k.TextList: lambda maker, kind: TextListField(),
    k.Number: _number,
    k.Year: _number,
    k.Day: lambda maker, kind: DayField(maker.language, kind),
    k.Time: lambda maker, kind: TimeField(maker.language, kind),
    k.Choice: _choice,
    k.Choices: _choices,
    k.YesNo: lambda maker, kind: YesNoField(maker.language),
    k.Link: _link,
    k.Territory: lambda maker, kind: PickField(
        maker.language, maker.sources.territories, "map-pin"
    ),
    k.Items: _items,
    k.File: lambda maker, kind: FileField(maker.sources.files),
}
"""Kind of field → the field that asks for it. A test fails when a kind is missing."""

_WIDE = (k.LongText, k.Document, k.TextList, k.Choices, k.Items)


class Form(QWidget):
    """Rows of fields in the order of the declaration, or of `names` where they are given.

    What is asked is a record type, or kinds of fields by their names. Of several columns all fields
    take one, or only those that are `narrow`; in a narrow room long labels wrap.
    """

    edited = Signal(str, object)
    committed = Signal(str, object)

    def __init__(
        self,
        language: Language,
        asked: type[Record] | Mapping[str, k.Kind],
        names: Sequence[str] = (),
        columns: int = 2,
        sources: Sources | None = None,
        *,
        mark_optional: bool = False,
        narrow: Collection[str] | None = None,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self._narrow, self._wraps = narrow, wraps
        self._language = language
        self._marks_optional = mark_optional
        self._sources = sources or Sources()
        self._kinds: dict[str, k.Kind] = dict(
            asked if isinstance(asked, Mapping) else asked.kinds()
        )
        self._names = tuple(names) or tuple(self._kinds)
        self._rows: dict[str, FormRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._make_rows(columns)
        self.retranslate(language)

    def _make_rows(self, columns: int) -> None:
        maker = _Maker(self._language, self._sources)
        line = column = 0
        for name in self._names:
            kind = self._kinds[name]
            row = FormRow(
                "",
                FIELDS[type(kind)](maker, kind),
                optional=self._marks_optional and not kind.required,
                wraps=self._wraps,
            )
            self._connect(name, row.field)
            self._rows[name] = row
            is_wide = isinstance(kind, _WIDE) or (
                self._narrow is not None and name not in self._narrow
            )
            span = columns if is_wide else 1
            if column + span > columns:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, span)
            column += span

    def _connect(self, name: str, field: Field) -> None:
        field.edited.connect(lambda value: self._edited(name, value))
        field.committed.connect(lambda value: self._committed(name, value))

    def retranslate(self, language: Language) -> None:
        """Say labels, help and choices in another language; what is typed stays."""
        self._language = language
        maker = _Maker(language, self._sources)
        for name, row in self._rows.items():
            kind = self._kinds[name]
            row.set_label(language.text(kind.label), language.text("optional"))
            row.set_help(language.text(kind.help) if kind.help else "")
            _retranslate_field(row.field, kind, maker)

    def field(self, name: str) -> Field:
        """One field by the name of the declaration."""
        return self._rows[name].field

    def row(self, name: str) -> FormRow:
        """One row by the name of the declaration."""
        return self._rows[name]

    def values(self) -> dict[str, object]:
        """What stands in the fields."""
        return {name: row.field.value() for name, row in self._rows.items()}

    def set_values(self, values: Mapping[str, object] | Record) -> None:
        """Show a record or some values; a field one is typing in is left alone."""
        for name, row in self._rows.items():
            if isinstance(values, Mapping):
                if name not in values:
                    continue
                value = values[name]
            else:
                value = getattr(values, name)
            if not _has_keyboard(row.field):
                row.field.set_value(value)

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field; a problem of another field is not ours to show."""
        for problem in problems:
            row = self._rows.get(problem.field)
            if row is not None:
                text = self._language.text(problem.text, **problem.values)
                row.set_error(row.field.problem() or text)

    def clear_problems(self) -> None:
        """Show the help again everywhere."""
        for row in self._rows.values():
            row.clear()

    def problems(self) -> dict[str, str]:
        """The errors shown, by field."""
        return {name: row.error() for name, row in self._rows.items() if row.error()}

    def focus_first(self) -> None:
        """Go to the first field that is wrong, else to the first."""
        rows = list(self._rows.values())
        target = next((row for row in rows if row.error()), rows[0])
        target.field.focus()

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        for row in self._rows.values():
            row.field.set_read_only(read_only)

    def _edited(self, name: str, value: object) -> None:
        if self._rows[name].error():
            self._rows[name].clear()
        self.edited.emit(name, value)

    def _committed(self, name: str, value: object) -> None:
        self._rows[name].set_error(self._fault(name, value))
        self.committed.emit(name, value)

    def _fault(self, name: str, value: object) -> str:
        own = self._rows[name].field.problem()
        if own:
            return own
        kind = self._kinds[name]
        cleaned = kind.clean(value)
        if cleaned == kind.empty or cleaned is None:
            return ""
        fault = kind.fault(cleaned)
        return self._language.text(fault.text, **fault.values) if fault else ""


def _has_keyboard(field: Field) -> bool:
    return field.editor().hasFocus()


def _retranslate_field(field: Field, kind: k.Kind, maker: _Maker) -> None:
    if isinstance(field, RecordChoiceField) and isinstance(kind, k.Link):
        none = maker.language.text(kind.none) if kind.none else ""
        field.set_records(maker.sources.records[kind.to](), none)
    elif isinstance(field, ChoicesField) and isinstance(kind, k.Items):
        field.set_options(maker.sources.codes[kind.of]())
    elif isinstance(field, ChoiceField) and isinstance(kind, k.Choice):
        field.set_options(maker.options(kind.enumeration), "")
    elif isinstance(field, ChoicesField) and isinstance(kind, k.Choices):
        field.set_options(maker.options(kind.enumeration))
    elif isinstance(field, (YesNoField, DayField, TimeField, PickField, PicksField)):
        field.retranslate(maker.language)
