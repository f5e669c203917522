"""What was written in a report in people's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.report_text import ReportText, Subject
from app.storage.reading import found

if TYPE_CHECKING:
    from app.storage.connection import Connection

Written = Mapping[str, Mapping[str, str]]
"""Section → language → text; what is empty is left out."""


def written_texts(reader: Connection, report: str, subject: Subject) -> Written:
    """The texts of one report of one subject."""
    kinds = ReportText.kinds()
    wanted = {"report": report, **subject.values()}
    stored = [kinds[name].dump(value) for name, value in wanted.items()]
    where = " AND ".join(f"{name} IS ?" for name in wanted)
    texts: dict[str, dict[str, str]] = {}
    for one in found(reader, ReportText, where, *stored):
        if one.text and one.section and one.written_in:
            texts.setdefault(one.section, {})[one.written_in] = one.text
    return texts
