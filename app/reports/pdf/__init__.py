"""The PDF drawer: a document becomes pages, with its fonts, outline and page numbers."""

from app.reports.pdf.document import draw_pdf

__all__ = ["draw_pdf"]
