"""From the workbook its author made to the XForm that is kept and filled.

pyxform does the reading and is imported only here, when a form is taken in: it costs half a
second. Converting a large form takes seconds, so callers run it off the user's thread.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.language import mark
from app.surveys.complaints import fault_of, note_of
from app.surveys.faults import FormFault
from app.surveys.form import Form
from app.surveys.reading import read_form
from app.surveys.references import lost_paths
from app.surveys.workbooks import Kind, Lost, check_xlsx, kind_of, not_a_form

_MOST_ROWS = 200_000


@dataclass(frozen=True)
class Converted:
    """A form as it is kept: the XForm, what it calls itself, and what its author should know."""

    xform: str
    title: str
    form_id: str
    version: str
    warnings: tuple[FormFault, ...] = ()
    itemsets: Mapping[str, bytes] = field(default_factory=dict)
    """Files the workbook itself brought: `itemsets.csv` of its sheet `external_choices`."""
    needed: tuple[str, ...] = ()
    """Files the form asks for by name (choices, pictures, sound), whether or not they are there."""


def convert(content: bytes, file_name: str) -> Converted:
    """Read an XLSForm or an XForm, whatever its name says it is; `file_name` names a form that
    does not name itself. Raises FormFault, with sheet, row and column where they are known.
    """
    kind = kind_of(content)
    if kind is Kind.XFORM:
        return _kept(_decoded(content))
    lost = check_xlsx(content) if kind is Kind.XLSX else []
    return _from_workbook(content, kind, file_name, lost)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise not_a_form()


def _kept(
    xform: str,
    warnings: tuple[FormFault, ...] = (),
    itemsets: Mapping[str, bytes] | None = None,
    rows: Mapping[str, int] | None = None,
) -> Converted:
    form = _checked(xform, rows or {})
    circles = (_with_row(fault, rows or {}) for fault in form.graph.circles)
    notes = (*warnings, *_lost_in(form, rows or {}), *circles)
    return Converted(
        xform, form.title, form.form_id, form.version, notes, itemsets or {}, form.files
    )


def _lost_in(form: Form, rows: Mapping[str, int]) -> Iterator[FormFault]:
    """Conditions that look at what the form does not have: always false, whatever is answered."""
    for place in form.places:
        for aspect, expression in place.bind.expressions.items():
            for path in lost_paths(expression, place, form.root):
                fault = FormFault(
                    mark("The question “{name}”, {column}: “{path}” leads to no question."),
                    column=_COLUMNS.get(aspect.value, aspect.value),
                    name=place.name,
                    path=path,
                )
                yield _with_row(fault, rows)


def _checked(xform: str, rows: Mapping[str, int]) -> Form:
    """Read the form once, so that what would fail while filling is said now, with its row."""
    try:
        form = read_form(xform, lambda _name: None)
    except FormFault as fault:
        raise _with_row(fault, rows) from fault
    if form.faults:
        raise _with_row(form.faults[0], rows)
    return form


_COLUMNS = {"calculate": "calculation"}


def _with_row(fault: FormFault, rows: Mapping[str, int]) -> FormFault:
    name = str(fault.values.get("name", ""))
    if fault.row or name not in rows:
        return fault
    return FormFault(
        mark("Sheet “survey”, row {row}, column “{column}”: {reason}"),
        sheet="survey",
        row=rows[name],
        column=_COLUMNS.get(fault.column, fault.column),
        reason=fault.values.get("reason", fault),
    )


def _from_workbook(content: bytes, kind: Kind, file_name: str, lost: list[Lost]) -> Converted:
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import xls_to_dict, xlsx_to_dict
    from pyxform.xls2xform import convert as pyxform_convert

    rows: Mapping[str, int] = {}
    told: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = (xlsx_to_dict if kind is Kind.XLSX else xls_to_dict)(io.BytesIO(content))
        rows = _rows_of(book)
        book["fallback_form_name"] = _stem(file_name)
        result = pyxform_convert(book, warnings=told)
    except PyXFormError as error:
        raise _most_likely(_read_fault(str(error)) or fault_of(str(error), rows), lost) from error
    except FormFault:
        raise
    except Exception as error:
        raise not_a_form() from error
    itemsets = {"itemsets.csv": result.itemsets.encode()} if result.itemsets else {}
    notes = tuple(note_of(message, rows) for message in told)
    return _kept(result.xform, (*(one.fault for one in lost), *notes), itemsets, rows)


def _read_fault(message: str) -> FormFault | None:
    if "is encrypted" in message:
        return FormFault(
            mark(
                "This workbook is protected with a password. "
                "Open it in Excel, take the password off and save it again."
            )
        )
    return not_a_form() if message.startswith("Error reading .xls") else None


def _most_likely(fault: FormFault, lost: list[Lost]) -> FormFault:
    """A complaint about a row whose cells were lost is about the loss."""
    return next((one.fault for one in lost if fault.row in one.rows), fault)


def _stem(file_name: str) -> str:
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return name or "form"


def _rows_of(book: Mapping[str, object]) -> dict[str, int]:
    """In which row of `survey` each name first stands, and each type."""
    found: dict[str, int] = {}
    survey = book.get("survey")
    if not isinstance(survey, list):
        return found
    if len(survey) > _MOST_ROWS:
        raise FormFault(mark("Sheet “survey” has more than {limit} rows."), limit=_MOST_ROWS)
    for number, row in enumerate(survey, start=2):
        for heading, value in row.items():
            if heading.strip().lower() in {"name", "value"}:
                found.setdefault(str(value).strip(), number)
            elif heading.strip().lower() == "type":
                kind = str(value).strip()
                for word in (kind, *kind.split()[:2], *kind.split("_")[:1]):
                    found.setdefault(word, number)
    return found
