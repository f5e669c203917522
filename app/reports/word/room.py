"""How high texts of Word stand, so that what has a page of its own fills it.

Word alone lays its pages, in whatever letters the computer has. What is measured here are letters
a little wider than its own, so that there is rather too little white than a line too much.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.reports.content import Certificate, Cover, Document
from app.reports.official import HEAD, Letterhead
from app.reports.pdf.flow import Sheet
from app.reports.pdf.lettering import Letter, lines_of
from app.reports.word.style import TEXT_SIZE

LABELS = 0.32
"""How much of the text's width the labels of facts take."""
_LINE, _WIDER = 1.17, 0.93
_SPARE = 24.0
_LEAST = 12.0
_LETTERHEAD, _HEADED = 100.0, 90.0
"""About how high a letterhead stands, and a number or an approval."""
_LOGO = 90.0


def cover_whites(document: Document, cover: Cover, sheet: Sheet) -> tuple[float, float]:
    """The white above the title of a title page and above what is known, in points."""
    size = document.size or TEXT_SIZE
    known = sum(
        max(
            _high(label, size, sheet.measure * LABELS),
            _high(text, size, sheet.measure * (1 - LABELS)),
        )
        + 9
        for label, text in cover.pairs
    )
    said = sum(_high(line, 12, sheet.measure) + 4 for line in cover.office)
    said += _high(cover.title, 24, sheet.measure) + 12
    said += sum(_high(line, 13, sheet.measure) + 6 for line in cover.subtitle)
    heads = sum(
        _LETTERHEAD if isinstance(block, Letterhead) else _HEADED
        for block in document.blocks
        if isinstance(block, HEAD)
    )
    room = sheet.top - sheet.bottom - known - said - heads - _SPARE
    return max(room * 0.4, _LEAST), max(room * 0.6, _LEAST)


def certificate_whites(certificate: Certificate, sheet: Sheet) -> tuple[float, float]:
    """The white above a certificate and above its signatures, in points."""
    voices = certificate.voices
    column = sheet.measure / max(len(voices), 1)
    parts: Sequence[tuple[str, float, float]] = (
        (certificate.office, 14, 20),
        *((voice.title, 30 if not at else 16, 28) for at, voice in enumerate(voices)),
        (certificate.name, 26, 20),
        (certificate.number, 10, 4),
    )
    used = sum(_high(text, points, sheet.measure) + after for text, points, after in parts if text)
    used += max((_high(voice.text, 13, column) for voice in voices), default=0.0)
    used += 4 * 13 * _LINE if certificate.signatures else 0.0
    used += _LOGO if certificate.logo else 0.0
    room = sheet.top - sheet.bottom - used - 2 * _SPARE
    return max(room * 0.45, _LEAST), max(room * 0.4, _LEAST)


def _high(text: str, points: float, width: float) -> float:
    letter = Letter("regular", points * _WIDER, "#000000")
    return len(lines_of(text, letter, width)) * points * _LINE if text else 0.0
