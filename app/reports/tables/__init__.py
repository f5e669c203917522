"""Records as tables for other programs: whole types, typed, as files of several forms."""

from app.reports.tables.columns import Column, columns_of
from app.reports.tables.workbook import BookTable, write_book

__all__ = ["BookTable", "Column", "columns_of", "write_book"]
