"""Charts in Word: the picture the PDF shows, since a chart of Word's own would look another way."""

from __future__ import annotations

import io

from app.reports.content import Chart

SCALE = 3.0
"""Pixels a point: about 220 dots an inch."""
_COLOURS = 64
_NEARLY_WHITE = 252
"""What few colours leave of the paper's white, which would show as a grey ground."""


def chart_picture(chart: Chart, measure: float) -> bytes:
    """The chart as a PNG, to be shown as wide as the text (points)."""
    import pypdfium2
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.pdf.document import strips_of
    from app.reports.pdf.lettering import font_name

    strips = list(strips_of(chart, measure))
    height = sum(strip.before + strip.height for strip in strips) + 4
    page = io.BytesIO()
    pen = Canvas(page, pagesize=(measure, height), initialFontName=font_name("regular"))
    top = height
    for strip in strips:
        top -= strip.before
        strip.draw(pen, 0, top)
        top -= strip.height
    pen.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    try:
        picture = io.BytesIO()
        drawn = document[0].render(scale=SCALE).to_pil()
        # a third of the size: a chart has few colours
        few = drawn.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.putpalette([255 if tone > _NEARLY_WHITE else tone for tone in few.getpalette() or []])
        few.save(picture, "PNG", compress_level=3)
    finally:
        document.close()
    return picture.getvalue()
