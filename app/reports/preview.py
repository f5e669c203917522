"""Pages of a drawn report as pictures, for looking at it before it is saved or printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.stopping import step


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: its size in pixels, and its rows of blue, green, red and an empty byte."""

    width: int
    height: int
    pixels: bytes

    @property
    def stride(self) -> int:
        """Bytes of one row."""
        return self.width * 4


def number_of_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_pictures(pdf: bytes, width: int, most: int | None = None) -> Iterator[PagePicture]:
    """The pages of a PDF, or the first of them, as pictures, the widest `width` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        widest = max((page.get_width() for page in islice(document, most)), default=1.0)
        for page in islice(document, most):
            step()
            drawn = page.render(scale=width / widest, rev_byteorder=False, prefer_bgrx=True)
            yield PagePicture(drawn.width, drawn.height, _rows(drawn))
    finally:
        document.close()


def _rows(drawn: object) -> bytes:
    """The pixels without what may stand between two rows."""
    width, stride = drawn.width * 4, drawn.stride  # type: ignore[attr-defined]
    buffer = bytes(drawn.buffer)  # type: ignore[attr-defined]
    if stride == width:
        return buffer
    return b"".join(buffer[at : at + width] for at in range(0, len(buffer), stride))
