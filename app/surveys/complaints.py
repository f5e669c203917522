"""What pyxform says of a form, as faults with their place.

It says most things as "[row : 5] On the 'survey' sheet, the 'name' value …". What trainers meet
most is said in words of our own, and so in their language; the rest is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.language import mark
from app.surveys.faults import FormFault

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_PLACE = re.compile(
    r"On the '([^']*)' sheet, the '([^']*)' value (?:'([^']*)' )?is (?:invalid|\w+)\.\s*"
)
_SHEET = re.compile(r"“(survey|choices)”|$")
_LEARN = re.compile(r"\s*Learn more: \S+")

_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"You must have a sheet named 'survey'"),
        mark("This workbook has no sheet named “survey”, so it is no XLSForm."),
    ),
    (
        re.compile(
            r"Invalid headers provided for sheet: '(?P<sheet>[^']*)'.*not found: (?P<missing>.*?)\."
        ),
        mark("Sheet “{sheet}”: there is no column {missing}, so this is no XLSForm."),
    ),
    (
        re.compile(r"Unknown question type '(?P<type>.*)'"),
        mark("Sheet “survey”, row {row}: there is no question type “{type}”."),
    ),
    (
        re.compile(r"Questions, groups, and repeats must be unique"),
        mark(
            "Sheet “survey”, row {row}: the name “{value}” is already taken in the same group. "
            "Give each question a name of its own."
        ),
    ),
    (
        re.compile(r"Could not find the name '(?P<name>[^']*)'"),
        mark("Sheet “{sheet}”, row {row}, column “{column}”: there is no question named “{name}”."),
    ),
    (
        re.compile(r"There should be a choices sheet"),
        mark(
            "Sheet “survey”, row {row}: a question takes choices, but there is no sheet “choices”."
        ),
    ),
    (
        re.compile(r"List name not in choices sheet: (?P<list>\S+)"),
        mark("Sheet “survey”, row {row}: the sheet “choices” has no list named “{list}”."),
    ),
    (
        re.compile(r"Choice names must be unique"),
        mark("Sheet “choices”, row {row}: this choice's name is already taken in the same list."),
    ),
    (
        re.compile(r"Names must begin with a letter"),
        mark(
            "Sheet “{sheet}”, row {row}, column “{column}”: a name begins with a letter and holds "
            "only letters, digits, _, - and full stops."
        ),
    ),
    (
        re.compile(r"This section has not been (?P<type>include)d"),
        mark("Sheet “survey”, row {row}: “include” takes in another file, which is not done here."),
    ),
    (
        re.compile(r"Question or group with no name"),
        mark("Sheet “survey”, row {row}: this question has no name."),
    ),
    (
        re.compile(r"Question with no type"),
        mark("Sheet “survey”, row {row}: this question has no type."),
    ),
    (
        re.compile(r"Unmatched '(?P<opened>begin_\w+|end_\w+)'.*for the name '(?P<name>[^']*)'"),
        mark("Sheet “survey”, row {row}: “{opened}” of “{name}” has no counterpart."),
    ),
    (
        re.compile(r"element named '(?P<name>[^']*)' has no label or hint"),
        mark("Sheet “survey”, row {row}: the question “{name}” has no label."),
    ),
    (
        re.compile(r"Duplicate column header: (?P<heading>.*)"),
        mark("A sheet has two columns named “{heading}”. Take one of them out."),
    ),
)


def note_of(message: str, rows: Mapping[str, int]) -> FormFault:
    """What pyxform only remarks on, for the author to know."""
    fault = fault_of(message, rows)
    if fault.row or "reason" not in fault.values:
        return fault
    return FormFault(mark("About this form: {reason}"), reason=fault.values["reason"])


def fault_of(message: str, rows: Mapping[str, int]) -> FormFault:
    """A complaint as a fault; `rows` says in which row of `survey` a name or a type stands."""
    row = int(found[1]) if (found := _ROW.search(message)) else 0
    place = _PLACE.search(message)
    sheet, column, value = place.groups("") if place else ("", "", "")
    for pattern, text in _KNOWN:
        if said := pattern.search(message):
            values = said.groupdict()
            sheet = values.pop("sheet", sheet)
            named = values.get("name") or values.get("type") or values.get("list") or "select"
            row = row or rows.get(named, 0)
            if row or "{row}" not in text:
                sheet = sheet or _SHEET.findall(text)[0] if row else sheet
                return FormFault(text, sheet=sheet, row=row, column=column, value=value, **values)
    return _as_it_is(message, sheet or ("survey" if row else ""), row, column)


def _as_it_is(message: str, sheet: str, row: int, column: str) -> FormFault:
    reason = _LEARN.sub("", _PLACE.sub("", _ROW.sub("", message))).split("\n")[0].strip()
    if column and row:
        text = mark("Sheet “{sheet}”, row {row}, column “{column}”: {reason}")
    elif row:
        text = mark("Sheet “{sheet}”, row {row}: {reason}")
    else:
        text = mark("The form cannot be read: {reason}")
    return FormFault(text, sheet=sheet, row=row, column=column, reason=reason)
