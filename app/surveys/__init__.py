"""Runs questionnaires: an XForm in, a state that can be asked and answered, answers out.

`convert` reads what authors make (XLSForm workbooks) into the XForm that is kept; `read_form` reads
that into a Form; a `Filling` is one submission in the making; `answers_of` takes a finished one
apart. Pure: no window, no store.
"""

from app.surveys.answers import Answer, answers_of
from app.surveys.conversion import Converted, convert
from app.surveys.device import Device
from app.surveys.entries import Entry, Offered, Violation
from app.surveys.explanations import Explanation, Fact, Finding, Term
from app.surveys.faults import FormFault
from app.surveys.filling import Filling
from app.surveys.form import Form, Option, Question
from app.surveys.labels import plain, styled
from app.surveys.parts import Kind
from app.surveys.reading import read_form

__all__ = [
    "Answer",
    "Converted",
    "Device",
    "Entry",
    "Explanation",
    "Fact",
    "Filling",
    "Finding",
    "Form",
    "FormFault",
    "Kind",
    "Offered",
    "Option",
    "Question",
    "Term",
    "Violation",
    "answers_of",
    "convert",
    "plain",
    "read_form",
    "styled",
]
