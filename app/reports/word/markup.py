"""Markup: pieces of WordprocessingML as text, for what is faster or only possible that way.

Every text goes through `said`, so that whatever a name holds it stays a text.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.reports.legal import legal
from app.reports.paired import voices

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRONG = "<w:rPr><w:b/></w:rPr>"
_QUIET = '<w:rPr><w:b w:val="0"/><w:color w:val="4B555F"/></w:rPr>'


def element(markup: str) -> Any:
    """The element that a piece of markup with one root stands for."""
    from docx.oxml import parse_xml

    head, sign, rest = markup.partition(">")
    if head.endswith("/"):
        head, sign = head[:-1], "/>"
    return parse_xml(f'{head} xmlns:w="{_NAMESPACE}"{sign}{rest}')


def said(text: str, *, strong: bool = False) -> str:
    """A run; a line feed begins a new line, another language is said more quietly below."""
    runs = [
        _run(one, _QUIET if is_beside else _STRONG if strong else "")
        for one, is_beside in voices(text)
    ]
    return "<w:r><w:br/></w:r>".join(filter(None, runs))


def _run(text: str, looks: str) -> str:
    if not text:
        return ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in legal(text).split("\n")
    )
    return f"<w:r>{looks}{lines}</w:r>"


def paragraph(
    style: str,
    runs: str = "",
    *,
    align: str = "",
    is_kept: bool = False,
    is_first: bool = False,
    numbering: int = 0,
    shape: str = "",
) -> str:
    """A paragraph in a style, which Word knows by its name without spaces.

    One that is kept stays with what follows, one that is first begins a page; `numbering` is the
    list it counts in, `shape` what `stops` and `white` answer, in this order.
    """
    looks = "".join(
        (
            f"<w:pStyle w:val={quoteattr(style.replace(' ', ''))}/>",
            "<w:keepNext/>" if is_kept else "",
            "<w:pageBreakBefore/>" if is_first else "",
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
            if numbering
            else "",
            shape,
            f"<w:jc w:val={quoteattr(align)}/>" if align else "",
        )
    )
    return f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>"


TWIPS = 20
"""Twentieths of a point, in which Word measures."""
TAB = "<w:r><w:tab/></w:r>"


def stops(*places: tuple[float, str]) -> str:
    """Where the tabs of a paragraph end: points from the left, and the leader before."""
    tabs = "".join(
        f'<w:tab w:val="left" w:leader="{leader}" w:pos="{round(place * TWIPS)}"/>'
        for place, leader in places
    )
    return f"<w:tabs>{tabs}</w:tabs>"


def white(before: float) -> str:
    """So many points of white above a paragraph, whatever its style says."""
    return f'<w:spacing w:before="{round(before * TWIPS)}"/>'


def field(instruction: str, result: str) -> str:
    """A field that Word works out, with what is shown until it does."""
    return (
        f"<w:fldSimple w:instr={quoteattr(instruction)}>"
        f"<w:r><w:t>{escape(result)}</w:t></w:r></w:fldSimple>"
    )
