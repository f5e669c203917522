"""Captions are counted through a document when it is gathered: Table 1, Figure 1, Table 2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from app.language import Language, mark
from app.reports.content import Block, Caption, Document, Shown

_SAID: Mapping[Shown, str] = {
    Shown.TABLE: mark("Table {n}. {text}"),
    Shown.CHART: mark("Figure {n}. {text}"),
}


def captioned(language: Language, document: Document) -> Document:
    """The document with every caption bearing its number, tables and charts counted apart."""
    counts: Counter[Shown] = Counter()

    def counted(block: Block) -> Block:
        if not isinstance(block, Caption):
            return block
        counts[block.of] += 1
        number = counts[block.of]
        said = language.text(_SAID[block.of], n=number, text=block.text)
        return replace(block, number=number, said=said)

    return replace(document, blocks=tuple(counted(block) for block in document.blocks))
