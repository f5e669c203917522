"""The table of contents in Word: its own field, with an entry and a link for each heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.reports.content import Listed
from app.reports.word.markup import element, said
from app.reports.word.style import TOC


def anchor(heading: Any, number: int) -> None:
    """Mark a heading, by its place among all headings, as what an entry leads to."""
    name = f'w:id="{number}" w:name="{_anchor(number)}"'
    heading.insert(1, element(f"<w:bookmarkStart {name}/>"))
    heading.append(element(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents_markup(heads: Sequence[Listed], depth: int) -> Iterator[str]:
    """The paragraphs of the field, which Word makes anew from the headings' styles."""
    begins = f"{_sign('begin')}{_instruction(f'TOC {_DEEP.format(depth)}')}{_sign('separate')}"
    for index, head in enumerate(heads):
        opens = begins if index == 0 else ""
        closes = _sign("end") if index == len(heads) - 1 else ""
        yield _paragraph(head.level, f"{opens}{_entry(head)}{closes}")
    if not heads:
        yield _paragraph(1, begins + _sign("end"))


_DEEP = r'\o "1-{}" \h \z \u'
_PAGE = r"PAGEREF {} \h"


def _anchor(number: int) -> str:
    return f"_Toc{number:08}"


def _entry(head: Listed) -> str:
    """The words, and the page, which Word works out."""
    asked = _instruction(_PAGE.format(_anchor(head.number)))
    page = f"{_sign('begin')}{asked}{_sign('separate')}{_sign('end')}"
    words = f"{said(head.text)}<w:r><w:tab/></w:r>{page}"
    return f'<w:hyperlink w:anchor="{_anchor(head.number)}" w:history="1">{words}</w:hyperlink>'


def _paragraph(level: int, runs: str) -> str:
    style = TOC[min(level, len(TOC))].replace(" ", "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r>'
