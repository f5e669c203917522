"""The libraries by themselves, writing what a document says, without looks or feet of pages."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from app.reports.content import BarChart, Cell, Document, Entry, Table, entry_texts, texts
from app.reports.pdf.lettering import font_name


def _prose(document: Document) -> Iterator[str]:
    """The texts that stand in no table and no chart."""
    from dataclasses import replace

    blocks = tuple(one for one in document.blocks if not isinstance(one, Table | BarChart))
    yield from texts(replace(document, blocks=blocks))


def _rows(table: Table) -> list[list[Entry]]:
    heads: list[Entry] = [column.header for column in table.columns]
    return [heads, *map(list, table.rows), *([list(table.totals)] if table.totals else [])]


def _said(entry: Entry) -> str:
    return "\n".join(filter(None, entry_texts(entry)))


def _pdf(document: Document) -> bytes:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, LongTable, Preformatted, SimpleDocTemplate

    file, font = io.BytesIO(), font_name("regular")
    plain = ParagraphStyle("plain", fontName=font)
    story: list[Flowable] = [Preformatted(text, plain) for text in _prose(document)]
    for block in document.blocks:
        if isinstance(block, Table):
            cells = [[_said(entry) for entry in row] for row in _rows(block)]
            story.append(LongTable(cells, repeatRows=1, style=[("FONT", (0, 0), (-1, -1), font)]))
        elif isinstance(block, BarChart):
            chart = HorizontalBarChart()
            chart.data = [[sum(part.value for part in bar.parts) for bar in block.bars]]
            chart.categoryAxis.categoryNames = [bar.label for bar in block.bars]
            chart.categoryAxis.labels.fontName = font
            drawing = Drawing(400, 200)
            drawing.add(chart)
            story.append(drawing)
    SimpleDocTemplate(file).build(story)
    return file.getvalue()


def _docx(document: Document) -> bytes:
    import docx

    word = docx.Document()
    for text in _prose(document):
        word.add_paragraph(text)
    for block in document.blocks:
        if isinstance(block, Table):
            rows = _rows(block)
            table = word.add_table(len(rows), len(block.columns))
            for drawn, row in zip(table.rows, rows, strict=True):
                for cell, entry in zip(drawn.cells, row, strict=False):
                    cell.text = _said(entry)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _xlsx(document: Document) -> bytes:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    first = book.add_worksheet()
    for at, text in enumerate(_prose(document)):
        first.write_string(at, 0, text)
    for block in document.blocks:
        if isinstance(block, Table):
            sheet = book.add_worksheet()
            for at, row in enumerate(_rows(block)):
                for column, entry in enumerate(row):
                    value = entry.value if isinstance(entry, Cell) else None
                    if value is None:
                        sheet.write_string(at, column, _said(entry))
                    elif isinstance(value, date):
                        sheet.write_datetime(at, column, value)
                    else:
                        sheet.write_number(at, column, value)
        elif isinstance(block, BarChart):
            sheet = book.add_worksheet()
            for at, bar in enumerate(block.bars):
                sheet.write_string(at, 0, bar.label)
                sheet.write_number(at, 1, sum(part.value for part in bar.parts))
            drawn, last, name = book.add_chart({"type": "bar"}), len(block.bars) - 1, sheet.name
            drawn.add_series({"categories": [name, 0, 0, last, 0], "values": [name, 0, 1, last, 1]})
            sheet.insert_chart(0, 3, drawn)
    book.close()
    return file.getvalue()


BARE: Mapping[str, Callable[[Document], bytes]] = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
