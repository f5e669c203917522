"""The look of a Word file: the styles of Word themselves, set as office papers have them."""

from __future__ import annotations

from typing import Any

from app.reports.content import Document, Voice
from app.reports.office_fonts import SERIF, office_font

NOTE, WARNING, CELL, CELL_HEAD, CELL_NOTE, GAP = (
    "Note",
    "Warning",
    "Table Text",
    "Table Header",
    "Table Note",
    "Table Gap",
)
CERTIFICATE_OFFICE, CERTIFICATE_TITLE, CERTIFICATE_BESIDE, CERTIFICATE_NAME, CERTIFICATE_TEXT = (
    "Certificate Office",
    "Certificate Title",
    "Certificate Beside",
    "Certificate Name",
    "Certificate Text",
)
COVER_OFFICE, COVER_TITLE, COVER_SUBTITLE = "Cover Office", "Cover Title", "Cover Subtitle"
LETTERHEAD, LETTERHEAD_ADDRESS = "Letterhead", "Letterhead Address"
FOOT_END = "Footer End"
VOICES = {Voice.BODY: "Normal", Voice.NOTE: NOTE, Voice.WARNING: WARNING}
TOC_HEADING = "TOC Heading"
TOC = {1: "toc 1", 2: "toc 2", 3: "toc 3"}
"""The styles of the entries of a table of contents, as Word itself names them."""
HEADINGS = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3", 4: "Heading 4"}

ACCENT = "0B6273"
LINE = "BFC5CB"
FRAME = "858E98"
GROUND = "F4F5F6"
WARNING_GROUND = "FCF1DB"

_TEXT = "1A2025"
_SECOND = "4B555F"
_WARNS = "875200"
_LOCALES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}

TEXT_SIZE = 12.0
"""The size of running text in points, unless a layout wants another."""

# name: size, bold, colour, points before, points after; what follows a table stands off by itself
_LOOKS = {
    "Normal": (12, False, _TEXT, 6, 0),
    "Subtitle": (10, True, _SECOND, 0, 2),
    "Title": (16, True, _TEXT, 0, 8),
    "Heading 1": (14, True, _TEXT, 18, 2),
    "Heading 2": (12, True, _TEXT, 14, 2),
    "Heading 3": (12, True, _SECOND, 10, 0),
    "Heading 4": (12, False, _TEXT, 8, 0),
    "List Bullet": (12, False, _TEXT, 3, 0),
    "List Number": (12, False, _TEXT, 3, 0),
    "Caption": (10, True, _SECOND, 10, 3),
    "Footer": (9, False, _SECOND, 0, 0),
    FOOT_END: (1, False, _SECOND, 0, 0),
    COVER_OFFICE: (12, False, _SECOND, 0, 4),
    COVER_TITLE: (24, True, _TEXT, 0, 12),
    COVER_SUBTITLE: (13, False, _SECOND, 0, 6),
    TOC_HEADING: (14, True, _TEXT, 12, 6),
    TOC[1]: (12, False, _TEXT, 4, 0),
    TOC[2]: (11, False, _TEXT, 0, 0),
    TOC[3]: (11, False, _SECOND, 0, 0),
    NOTE: (10, False, _SECOND, 4, 0),
    WARNING: (12, True, _WARNS, 8, 2),
    CELL: (10, False, _TEXT, 0, 0),
    CELL_HEAD: (9, True, _SECOND, 0, 0),
    CELL_NOTE: (9, False, _SECOND, 0, 0),
    GAP: (6, False, _TEXT, 0, 0),
    LETTERHEAD: (11, True, _TEXT, 0, 2),
    LETTERHEAD_ADDRESS: (9, False, _SECOND, 0, 4),
}
_GROWS = {
    "Normal": 1.0,
    "Title": 0.3,
    "Heading 1": 0.7,
    "Heading 2": 1.0,
    "Heading 3": 1.0,
    "List Bullet": 1.0,
    "List Number": 1.0,
    TOC[1]: 1.0,
    TOC[2]: 1.0,
    TOC[3]: 1.0,
    NOTE: 0.6,
    WARNING: 0.6,
    CELL: 0.4,
    CELL_HEAD: 0.4,
    CELL_NOTE: 0.4,
}
"""How much of it a style takes over when a layout wants the running text larger."""
_CERTIFICATE_LOOKS = {
    CERTIFICATE_OFFICE: (14, False, _SECOND, 0, 20),
    CERTIFICATE_TITLE: (30, True, ACCENT, 0, 2),
    CERTIFICATE_BESIDE: (16, False, _SECOND, 0, 26),
    CERTIFICATE_NAME: (26, True, _TEXT, 0, 20),
    CERTIFICATE_TEXT: (13, False, _TEXT, 0, 2),
}
_KEPT = {"Subtitle", "Title", *HEADINGS.values()}
_ADORNED = ("spacing", "kern")
"""What the library's own styles say of letters and no office paper has: they are set apart."""


def modernise(word: Any) -> None:
    """Make the library's empty file one of today's Word, which opens it as such, without a picture.

    The picture shows in folders what the file looked like once: nothing.
    """
    for key, relation in list(word.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del word.part.package.rels[key]
    for setting in word.settings.element.iter(_tag("compatSetting")):
        if setting.get(_tag("name")) == "compatibilityMode":
            setting.set(_tag("val"), "15")


def set_styles(word: Any, document: Document) -> None:
    """Give the styles of a new file their looks, and its texts their language."""
    font = office_font(document.face, SERIF)
    more = document.size / TEXT_SIZE - 1 if document.size else 0.0
    for name, (size, *rest) in _LOOKS.items():
        points = round(2 * size * (1 + _GROWS.get(name, 0) * more)) / 2  # Word knows halves
        _set(word, name, (points, *rest), font)  # type: ignore[arg-type]
    defaults = word.styles.element.find(_tag("docDefaults")).find(f".//{_tag('rPr')}")
    _fonts(defaults, font)
    lang = _child(defaults, "lang")
    for key in list(lang.attrib):
        del lang.attrib[key]
    locale = _LOCALES.get(document.language, document.language)
    lang.set(_tag("val"), locale)
    lang.set(_tag("eastAsia"), locale)


def set_certificate_styles(word: Any, document: Document) -> None:
    """Add the styles only certificates need."""
    font = office_font(document.face, SERIF)
    for name, look in _CERTIFICATE_LOOKS.items():
        _set(word, name, look, font)


def _set(word: Any, name: str, look: tuple[float, bool, str, int, int], font: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor
    from docx.styles import BabelFish

    size, is_bold, colour, before, after = look
    is_known = word.styles.element.get_by_name(BabelFish.ui2internal(name)) is not None
    style = word.styles[name] if is_known else _new(word, name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size)
    style.font.bold = is_bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    looks = style.element.get_or_add_rPr()
    _fonts(looks, font)
    for adornment in [one for each in _ADORNED for one in looks.findall(_tag(each))]:
        looks.remove(adornment)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing = 1.0
    spacing.keep_with_next = name in _KEPT
    spacing.widow_control = True
    borders = style.element.pPr.find(_tag("pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    if name == WARNING:
        style.element.pPr.find(_tag("widowControl")).addnext(_shade(WARNING_GROUND))
    if name == "Footer":
        style.element.pPr.remove(style.element.pPr.find(_tag("tabs")))


def _new(word: Any, name: str, kind: Any) -> Any:
    style = word.styles.add_style(name, kind, builtin=name in TOC.values())
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def set_contents_tab(word: Any, measure: float) -> None:
    """Let the page numbers of the contents stand at the right edge of a text this wide (points)."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    for level, name in TOC.items():
        shape = word.styles[name].paragraph_format
        shape.tab_stops.add_tab_stop(Pt(measure), WD_TAB_ALIGNMENT.RIGHT)
        shape.left_indent, shape.right_indent = Pt(14 * (level - 1)), Pt(30)


def _fonts(properties: Any, font: str) -> None:
    """One font for every script, in place of the theme's."""
    fonts = _child(properties, "rFonts")
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_tag(script), font)


def _shade(colour: str) -> Any:
    from docx.oxml import OxmlElement

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(_tag(key), value)
    return shade


def _child(parent: Any, name: str) -> Any:
    from docx.oxml import OxmlElement

    found = parent.find(_tag(name))
    if found is None:
        found = OxmlElement(f"w:{name}")
        parent.insert(0, found) if name == "rFonts" else parent.append(found)
    return found


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
