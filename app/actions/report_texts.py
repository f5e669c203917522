"""Writing the parts of a report that are told in one's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.actions.records import checked
from app.errors import AppError
from app.language import mark
from app.model import Changes, Put, ReportText
from app.model.report_text import SECTIONS, Subject
from app.storage import Workspace


class NoSuchSection(AppError):
    """A report has no such part that can be written."""


def write_texts(
    ws: Workspace, report: str, subject: Subject, texts: Mapping[tuple[str, str], str]
) -> Changes:
    """Write parts of a report: (section, language) → text; an empty one lets the default stand."""
    return ws.write(list(_edits(ws, report, subject, texts)))


def _edits(
    ws: Workspace, report: str, subject: Subject, texts: Mapping[tuple[str, str], str]
) -> Iterator[Put]:
    known = SECTIONS.get(report, ())
    for (section, written_in), text in texts.items():
        if section not in known:
            raise NoSuchSection(
                mark("The report {report} has no part {section} to be written. It has: {known}."),
                report=report,
                section=section,
                known=", ".join(known) or "–",
            )
        told = {"report": report, "section": section, "written_in": written_in}
        key = {**told, **subject.values()}
        record_id = ReportText.id_for(key)
        is_there = ws.get(ReportText, record_id) is not None
        if is_there or text.strip():
            values = {"text": text} if is_there else {**key, "text": text}
            yield checked(ws, ReportText.type_name, record_id, values)
