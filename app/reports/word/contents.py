"""The table of contents in Word: its own field, with an entry and a link for each heading.

Only Word knows on which page a heading comes to stand, and asks its reader before it says so in a
file that was just opened. So the entries stand there without pages, whole and unasked; "Update
table" above them, or F9, puts the pages in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.reports.content import Listed
from app.reports.word.markup import TAB, element, paragraph, said
from app.reports.word.style import TOC, TOC_HEADING

_GALLERY = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
"""By this Word knows what it is, and shows its button to update it."""


def anchor(heading: Any, number: int) -> None:
    """Mark a heading, by its place among all headings, as what an entry leads to."""
    name = f'w:id="{number}" w:name="{_anchor(number)}"'
    heading.insert(1, element(f"<w:bookmarkStart {name}/>"))
    heading.append(element(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents_markup(title: str, heads: Sequence[Listed], depth: int, *, is_first: bool) -> str:
    """The title and the field, which Word makes anew from the headings' styles."""
    head = paragraph(TOC_HEADING, said(title), is_kept=True, is_first=is_first)
    held = "".join(_paragraphs(heads, depth))
    known = f"<w:sdtPr><w:docPartObj>{_GALLERY}</w:docPartObj></w:sdtPr>"
    return f"<w:sdt>{known}<w:sdtContent>{head}{held}</w:sdtContent></w:sdt>"


def _paragraphs(heads: Sequence[Listed], depth: int) -> Iterator[str]:
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
    """The words, and room for the page."""
    asked = _instruction(_PAGE.format(_anchor(head.number)))
    page = f"{_sign('begin')}{asked}{_sign('separate')}{_sign('end')}"
    words = f"{said(head.text)}{TAB}{page}"
    return f'<w:hyperlink w:anchor="{_anchor(head.number)}" w:history="1">{words}</w:hyperlink>'


def _paragraph(level: int, runs: str) -> str:
    return paragraph(TOC[min(level, len(TOC))], runs)


def _sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r>'
