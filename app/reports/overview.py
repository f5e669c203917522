"""The overview of statistics as a document: figures at a glance, map, shares, ages, categories."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import Language
from app.reports.consolidated import figures_document
from app.reports.content import Block, Caption, Document, Heading, Paragraph, Voice
from app.reports.indicator_blocks import filter_of
from app.reports.overview_blocks import OverviewBlocks, read_overview
from app.storage import Workspace


def gather_overview(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """What the first tab of statistics shows, of the same filter."""
    wanted, say = filter_of(workspace, parameters), language.text
    pieces = OverviewBlocks(
        language, read_overview(workspace, wanted), has_small=bool(parameters["small"])
    )
    blocks: list[Block] = [Heading(say("At a glance")), pieces.figures()]
    if pieces.found.people:
        blocks += [Heading(say("Women and men, places and ages")), *pieces.charts()]
        blocks += [Caption(say("By category")), pieces.categories()]
    else:
        blocks.append(Paragraph(say("Nothing was written down for this yet."), Voice.NOTE))
    title = say("Overview of the figures")
    return figures_document(workspace, language, title, wanted, tuple(blocks))
