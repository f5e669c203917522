"""Turns records into documents: gathered as plain content, then drawn as a file."""

from app.reports.content import Document
from app.reports.parameters import Parameter, WrongParameter
from app.reports.register import (
    FORMATS,
    REPORTS,
    SAMPLE,
    WRITTEN_IN,
    NoSuchReport,
    Report,
    draw,
    make,
    make_in,
    meant_by,
    reported_event,
    takes_reason,
)

__all__ = [
    "FORMATS",
    "REPORTS",
    "SAMPLE",
    "WRITTEN_IN",
    "Document",
    "NoSuchReport",
    "Parameter",
    "Report",
    "WrongParameter",
    "draw",
    "make",
    "make_in",
    "meant_by",
    "reported_event",
    "takes_reason",
]
