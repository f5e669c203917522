"""Records as tables for other programs: whole types, in editions for office and everybody."""

from app.reports.tables.columns import Column, columns_of, headings
from app.reports.tables.editions import Edition, Tables, tables_of
from app.reports.tables.workbook import BookTable, write_book

__all__ = [
    "BookTable",
    "Column",
    "Edition",
    "Tables",
    "columns_of",
    "headings",
    "tables_of",
    "write_book",
]
