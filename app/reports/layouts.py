"""Layouts: any gathered document gets its letterhead, margins, letters, number and signatures here.

The one function for all documents is `laid_out`. What of a layout cannot be used is left out, and
a line in the document says so, or a remark to whoever makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.errors import AppError
from app.language import Language, mark
from app.model import DocumentLayout, IssuedDocument
from app.model.document_layout import (
    ACROSS,
    DOWN,
    LEAST_ACROSS,
    LEAST_DOWN,
    MARGINS,
    UNIT_PLACE,
    number_said,
    pattern_fault,
    signatures,
)
from app.model.kinds import NO_RECORD, Link
from app.reports.chosen_record import Known, NoSuchRecord, chosen_record
from app.reports.content import (
    Block,
    Certificate,
    Cover,
    Document,
    Heading,
    Margins,
    Paragraph,
    SignatureLines,
    Voice,
)
from app.reports.official import HEAD, ApprovalBlock, Letterhead, NumberLine
from app.reports.parameters import Parameter
from app.reports.photos import printable
from app.reports.remark import Remark
from app.storage import Workspace
from app.storage.questions.documents import issued_document, layouts, office, usual_layout


def _usual(workspace: Workspace, report: str) -> bytes | None:
    found = chosen_layout(workspace, report).layout
    return found.id if found else None


LAYOUT = Parameter(
    "layout",
    Link(
        label=mark("Layout of documents"),
        to="document_layout",
        help=mark("Without one: that of the office for this document"),
        none=mark("No layout"),
    ),
    meant=_usual,
)
ISSUED = "issued"
"""The parameter by which a document that was issued bears its number."""
BY_HAND = frozenset({"sign-in-sheet", "questionnaire"})
"""Papers that are filled in by hand: nobody approves, numbers or signs them as an office does."""
_NONE = mark("There is no layout in this notebook yet. Make one, or take a package in.")
_BLANK = "____"
_SIZES = (8, 18)
_ABOVE = (*HEAD, Cover)
"""What a line about the layout stands below."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The layout of a document, and what there is to say about the choice."""

    layout: DocumentLayout | None
    remark: str = ""


def laid_out(
    workspace: Workspace,
    language: Language,
    report: str,
    document: Document,
    layout: object = None,
    issued: object = None,
) -> Document:
    """The document as its layout wants it: the chosen one, else the usual one of this report.

    `layout` names one (its name or id); `issued` is the id of an issued document, whose number and
    day are said.
    """
    chosen = chosen_layout(workspace, report, layout)
    if chosen.layout is None:
        return _warned(document, language, [Remark(chosen.remark)] if chosen.remark else [])
    given = _given(workspace, issued)
    return _Laying(workspace, language, chosen.layout, given, report in BY_HAND).lay(document)


def _given(workspace: Workspace, issued: object) -> IssuedDocument | None:
    if issued in (None, ""):
        return None
    named = issued.hex() if isinstance(issued, bytes) else str(issued).strip()
    try:
        found = issued_document(workspace.reader, bytes.fromhex(named))
    except ValueError:
        found = None
    if found is None and not isinstance(issued, bytes):
        raise NoSuchRecord(mark("No document was issued as “{name}”."), name=named)
    return found


def chosen_layout(workspace: Workspace, report: str, named: object = None) -> _Chosen:
    """The layout a document of this report gets."""
    with workspace.snapshot() as reader:
        known, own = layouts(reader), office(reader).organisation
    if named == NO_RECORD:
        return _Chosen(None)
    usual = usual_layout(report, known, own)
    if named in (None, ""):
        return _Chosen(usual)
    by_id = {one.id: one for one in known}
    if isinstance(named, bytes):
        gone = mark("The layout that was chosen is no longer there; this is the usual one.")
        return _Chosen(by_id[named]) if named in by_id else _Chosen(usual, gone)
    return _Chosen(by_id[chosen_record([Known(one.id, one.name) for one in known], named, _NONE)])


class _Laying:
    """Lays one document out, and gathers what could not be done."""

    def __init__(
        self,
        workspace: Workspace,
        language: Language,
        layout: DocumentLayout,
        given: IssuedDocument | None,
        is_by_hand: bool,
    ) -> None:
        self._workspace = workspace
        self._language = language
        self._layout = layout
        self._given = given
        self._is_by_hand = is_by_hand
        self._remarks: list[Remark] = []

    def lay(self, document: Document) -> Document:
        """The whole document; what could not be used is said in it."""
        head = self._letterhead()
        if document.is_bare:
            blocks = tuple(self._bare(block, head) for block in document.blocks)
        else:
            blocks = (*head, *self._number(), *self._approval(), *self._body(document))
        made = replace(
            document,
            blocks=blocks,
            margins=self._margins(document),
            face=self._layout.face or "",
            size=0 if self._is_by_hand else self._size(),
            footer=self._layout.footer,
        )
        return _warned(made, self._language, self._remarks)

    def _remark(self, text: str, **values: object) -> None:
        self._remarks.append(Remark(text, values))

    def _said(self, name: str) -> object:
        """A text of the layout in the document's language, else in the other."""
        ky, ru = (getattr(self._layout, f"{name}_{code}") for code in ("ky", "ru"))
        return (ru or ky) if self._language.code == "ru" else (ky or ru)

    # ---- the head ----

    def _letterhead(self) -> tuple[Letterhead, ...]:
        texts = (self._layout.letterhead_ky, self._layout.letterhead_ru)
        columns = tuple(_office_and_address(text) for text in texts if text)
        logo = self._logo()
        if not columns and not logo:
            return ()
        shows = columns[0][0].replace("\n", " ") if columns else self._layout.name
        return (Letterhead(columns, logo, shows),)

    def _logo(self) -> bytes:
        if not self._layout.logo:
            return b""
        try:
            logo = self._workspace.attachments.get(self._layout.logo)
        except AppError:
            self._remark(mark("The logo is not on this computer: it is left out here."))
            return b""
        if printable(logo) is None:
            self._remark(mark("The logo is no picture that can be read: it is left out here."))
            return b""
        return logo

    def _number(self) -> Iterator[Block]:
        pattern, given = self._layout.number_pattern, self._given
        if given is not None:
            yield NumberLine(given.shown, self._language.day(given.issued_on))
        elif pattern and not self._is_by_hand:
            yield NumberLine(self._blank_number(pattern))

    def _blank_number(self, pattern: str) -> str:
        unit = office(self._workspace.reader).unit
        if pattern_fault(pattern):
            self._remark(
                mark("The pattern of the number {pattern} is not right: mend it in the layout."),
                pattern=pattern,
            )
        elif UNIT_PLACE in pattern and not unit:
            self._remark(mark("The number lacks the part of your unit: write it under Settings."))
        return number_said(pattern, _BLANK, date.today().year, unit or _BLANK)

    def _approval(self) -> Iterator[Block]:
        if not self._layout.has_approval or self._is_by_hand:
            return
        text = self._language.text
        office_lines = tuple(str(self._said("approval")).splitlines())
        name = (self._layout.approval_name,) if self._layout.approval_name else ()
        day = text("“___” __________ 20__")
        yield ApprovalBlock(text("APPROVED"), (*office_lines, "", *name, day))

    # ---- the body ----

    def _body(self, document: Document) -> Iterator[Block]:
        signed = () if self._is_by_hand else self._signatures()
        for block in document.blocks:
            match block:
                case ApprovalBlock() if self._layout.has_approval:
                    continue
                case SignatureLines(lines=lines) if signed:
                    yield SignatureLines(_signed_once((*lines, *signed)))
                    signed = ()
                case Heading(unnumbered=title) if title and self._layout.numbers_annexes is False:
                    yield replace(block, text=title)
                case _:
                    yield block
        if signed:
            yield SignatureLines(signed)

    def _bare(self, block: Block, head: tuple[Letterhead, ...]) -> Block:
        """A certificate has no head and no body: its own places take what there is."""
        if not isinstance(block, Certificate):
            return block
        letterhead = head[0] if head else Letterhead(())
        given = self._given.shown if self._given else ""
        return replace(
            block,
            office=letterhead.columns[0][0] if letterhead.columns else block.office,
            logo=letterhead.logo,
            signatures=self._signatures() or block.signatures,
            number=" · ".join(filter(None, (given, block.number))),
        )

    def _signatures(self) -> tuple[tuple[str, str], ...]:
        lines = self._said("signatures")
        return signatures(lines) if isinstance(lines, tuple) else ()

    # ---- the page ----

    def _margins(self, document: Document) -> Margins:
        """Those of the layout, unless the paper has narrower ones of its own, as a sheet has."""
        if document.margins != Margins() or document.is_bare:
            return document.margins
        left, right, top, bottom = (
            value if (value := getattr(self._layout, name)) is not None else usual
            for name, usual in MARGINS.items()
        )
        has_room = ACROSS - left - right >= LEAST_ACROSS and DOWN - top - bottom >= LEAST_DOWN
        if not has_room or min(left, right, top, bottom) < 0:
            self._remark(mark("The margins leave no room for the text: the usual ones are taken."))
            return Margins()
        return Margins(left=left, right=right, top=top, bottom=bottom)

    def _size(self) -> float:
        size = self._layout.size or 0
        least, most = _SIZES
        if not size or least <= size <= most:
            return size
        self._remark(
            mark("Letters of {size} pt cannot be printed: they have their usual size."), size=size
        )
        return 0


def _signed_once(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Who signs, each once: whoever is named twice signs for both, an office that has no name yet
    takes the one it is said with.
    """
    signed: list[tuple[str, str]] = []
    for line in lines:
        at = next((at for at, one in enumerate(signed) if _is_same(one, line)), None)
        if at is None:
            signed.append(line)
        else:
            offices, names = zip(signed[at], line, strict=True)
            signed[at] = ("\n".join(dict.fromkeys(filter(None, offices))), names[0] or names[1])
    return tuple(signed)


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (office, name), (other_office, other_name) = (
        tuple(" ".join(text.split()).casefold() for text in line) for line in (one, other)
    )
    if name and other_name:
        return name == other_name
    return office == other_office


def _office_and_address(text: str) -> tuple[str, str]:
    head, _, below = text.partition("\n\n")
    return head.strip("\n"), below.strip("\n")


def _warned(document: Document, language: Language, remarks: list[Remark]) -> Document:
    """The document with these lines where they are seen before it is signed.

    A paper without text of its own is its bearer's: they are told to whoever makes it.
    """
    if not remarks:
        return document
    if document.is_bare:
        return replace(document, remarks=tuple(remarks))
    at = next((n for n, block in enumerate(document.blocks) if not isinstance(block, _ABOVE)), 0)
    warnings = tuple(Paragraph(language.error(each), Voice.WARNING) for each in remarks)
    blocks = (*document.blocks[:at], *warnings, *document.blocks[at:])
    return replace(document, blocks=blocks)
