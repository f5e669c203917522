"""Filled forms as files for other programs: CSV, Excel workbooks, OpenRosa documents."""

from app.reports.answers.columns import Wish
from app.reports.answers.csv_files import write_csv_files
from app.reports.answers.documents import write_documents
from app.reports.answers.places import Written
from app.reports.answers.workbook import write_workbook

WRITERS = {"csv": write_csv_files, "xlsx": write_workbook, "xml": write_documents}
"""Who writes each form of file; each takes the workspace, the language, the wish and the place."""

__all__ = [
    "WRITERS",
    "Wish",
    "Written",
    "write_csv_files",
    "write_documents",
    "write_workbook",
]
