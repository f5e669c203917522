"""The look of a printed document: always the light set of colours, whatever the screen shows."""

from __future__ import annotations

from app.reports.content import Shade, Voice
from app.reports.pdf.lettering import Letter

TEXT = "#1A2025"
TEXT_SECOND = "#4B555F"
TEXT_THIRD = "#626C77"
CONTROL = "#858E98"
LINE = "#D3D8DD"
GROUND = "#F4F5F6"
ACCENT = "#0B6273"
WARNING = "#875200"
WARNING_GROUND = "#FCF1DB"
WHITE = "#FFFFFF"

SHADES = {
    Shade.WOMEN: "#0B5260",
    Shade.MEN: "#C9820A",
    Shade.UNKNOWN: "#8B949D",
    Shade.ANSWER: ACCENT,
    Shade.STEP_1: "#B8532F",
    Shade.STEP_2: "#E9B25A",
    Shade.STEP_3: "#C4CAD0",
    Shade.STEP_4: "#8CC3CD",
    Shade.STEP_5: "#0B6273",
}
MAP = ("#E3EFF1", "#B5D6DC", "#78B2BE", "#2B7887", "#0A4C5A")
"""The steps of a map, the least first."""

KICKER = Letter("semibold", 9, ACCENT, 0.5)
TITLE = Letter("semibold", 17, TEXT, 0.3)
LONG_TITLE = Letter("semibold", 12, TEXT, 0.6)
CAPTION = Letter("medium", 8.5, TEXT_SECOND, 0.4)
HEADINGS = {
    1: Letter("semibold", 13, TEXT, 0.5),
    2: Letter("semibold", 10.5, TEXT, 0.9),
    3: Letter("semibold", 9.5, TEXT, 0.9),
    4: Letter("medium", 9.5, TEXT_SECOND, 0.9),
}
VOICES = {
    Voice.BODY: Letter("regular", 10, TEXT, 1),
    Voice.NOTE: Letter("regular", 8.5, TEXT_SECOND, 0.6),
    Voice.WARNING: Letter("medium", 9.5, WARNING, 0.6),
}
BODY = VOICES[Voice.BODY]
STRONG = Letter("semibold", 10, TEXT, 1)
NOTE = VOICES[Voice.NOTE]
CELL = Letter("regular", 9, TEXT, 0.4)
CELL_STRONG = Letter("semibold", 9, TEXT, 0.4)
CELL_NOTE = Letter("regular", 8, TEXT_SECOND, 0.4)
HEADER = Letter("semibold", 8.5, TEXT_SECOND, 0.4)
HEADER_NOTE = Letter("regular", 8, TEXT_SECOND, 0.4)
LABEL = Letter("regular", 9.5, TEXT_SECOND, 1)
STANDING = Letter("regular", 8, TEXT)
FOOT = Letter("regular", 7.5, TEXT_THIRD)
LISTED = Letter("medium", 10, TEXT, 1)
NUMBER = Letter("semibold", 10, ACCENT)
ASKED = Letter("medium", 10, TEXT)
WHEN = Letter("medium", 8.5, ACCENT)
PICK_NUMBER = Letter("regular", 7, CONTROL)
OFFICE = Letter("semibold", 10.5, TEXT, 0.3)
ADDRESS = Letter("regular", 8, TEXT_SECOND, 0.3)
