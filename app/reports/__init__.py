"""Turns records into documents: gathered as plain content, then drawn as a file."""

from app.reports.content import Document
from app.reports.parameters import Parameter, WrongParameter
from app.reports.register import FORMATS, REPORTS, NoSuchReport, Report, draw, make

__all__ = [
    "FORMATS",
    "REPORTS",
    "Document",
    "NoSuchReport",
    "Parameter",
    "Report",
    "WrongParameter",
    "draw",
    "make",
]
