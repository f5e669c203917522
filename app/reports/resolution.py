"""A resolution as it goes to those who decide, in the structure of the meetings' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.language import Language, mark
from app.model.kinds import Link
from app.reports.chosen_record import Known, NoSuchRecord, chosen_record
from app.reports.content import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    SignatureLines,
    Voice,
)
from app.reports.parameters import Parameter
from app.reports.words import item_line, made_line, term
from app.storage import Workspace
from app.storage.questions.resolutions import (
    PointGroup,
    PointLine,
    ResolutionPage,
    list_resolutions,
    resolution_page,
)

_NONE = mark("There is no resolution in this notebook yet. Write one, or take a package in.")
PARAMETERS = (
    Parameter(
        "resolution",
        Link(
            label=mark("Resolution"),
            to="resolution",
            help=mark("Without one: the newest"),
        ),
        meant=lambda workspace, _: chosen_record(_known(workspace), None, _NONE),
    ),
)


def _known(workspace: Workspace) -> list[Known]:
    return [Known(line.id, line.title) for line in list_resolutions(workspace)]


def gather_resolution(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Preamble, analysis, the points under their goals or directions, conclusion, vote."""
    named = chosen_record(_known(workspace), parameters["resolution"], _NONE)
    page = resolution_page(workspace, named)
    if page is None:
        raise NoSuchRecord(_NONE)
    return Document(
        title=page.resolution.title,
        language=language.code,
        kicker=_kicker(language, page.resolution.title),
        subject=language.text("Resolution"),
        author=workspace.profile.name,
        source=made_line(language, page.resolution.title, workspace.digest()),
        blocks=tuple(resolution_blocks(language, page)),
    )


def _kicker(language: Language, title: str) -> str:
    """The kind of document above its title, unless the title itself begins with it."""
    kind = language.text("Resolution")
    return "" if title.casefold().startswith(kind.casefold()) else kind


def resolution_blocks(
    language: Language, page: ResolutionPage, *, is_part: bool = False, is_named: bool = False
) -> Iterator[Block]:
    """All of a resolution but its title; as a part of a report, without conclusion and signatures.

    There the headings stand one level lower, below that of the part, which may name the framework.
    """
    for block in _blocks(language, page, is_part=is_part, is_named=is_named):
        if is_part and isinstance(block, Heading):
            yield replace(block, level=block.level + 1)
        else:
            yield block


def _blocks(
    language: Language, page: ResolutionPage, *, is_part: bool, is_named: bool
) -> Iterator[Block]:
    resolution = page.resolution
    yield from _facts(language, page, is_named=is_named)
    yield from _prose("", resolution.preamble)
    yield from _prose(language.text("General analysis of the discussions"), resolution.analysis)
    above = bool(page.groups and resolution.analysis and page.framework)
    if above and page.framework:
        title = language.label(page.framework.names())
        yield Heading(language.text("Recommendations for: {framework}", framework=title))
    if page.groups:
        yield from _points(language, page.groups, 2 if above else 1)
    else:
        yield Paragraph(language.text("No points are written down yet."), Voice.NOTE)
    if not is_part:
        yield from _prose(language.text("Conclusion"), resolution.conclusion)
    yield from _adopted(language, page, is_part=is_part)


def _facts(language: Language, page: ResolutionPage, *, is_named: bool) -> Iterator[Block]:
    resolution = page.resolution
    framework = None if is_named else page.framework
    pairs = (
        (language.text("Addressed to"), "\n".join(resolution.addressed_to)),
        (
            language.text("Framework it is about"),
            language.label(framework.names()) if framework else "",
        ),
        (language.text("Event"), page.event_title),
        (language.text("Territory"), language.label(page.place)),
    )
    known = tuple((label, value) for label, value in pairs if value)
    if known:
        yield Facts(known)


def _prose(heading: str, text: str) -> Iterator[Block]:
    if text:
        if heading:
            yield Heading(heading)
        yield from (Paragraph(part) for part in text.split("\n\n") if part.strip())


def _points(language: Language, groups: Sequence[PointGroup], first: int) -> Iterator[Block]:
    """The points under their headings, the highest of which are of the level `first`."""
    above, heading = "", ""
    for group in groups:
        top = item_line(language, group.above) if group.above else ""
        if top and top != above:
            yield Heading(top, first)
        above = top or above
        own = item_line(language, group.item) if group.item else group.heading
        if own and own != heading:
            yield Heading(own, first + bool(top))
        heading = own
        if group.level:
            yield Heading(term(language, "item_level", group.level), first + 1 + bool(top))
        yield from _numbered(group.points)


def _numbered(points: Sequence[PointLine]) -> Iterator[Block]:
    """Points with what is part of them hanging below."""
    items: list[str] = []
    for line in points:
        if line.number is None and items:
            items[-1] += f"\n· {line.point.text}"
        else:
            items.append(line.point.text)
    yield Points(tuple(items), numbered=True)


def _adopted(language: Language, page: ResolutionPage, *, is_part: bool) -> Iterator[Block]:
    resolution = page.resolution
    votes = (
        (language.text("Votes for"), resolution.votes_for),
        (language.text("Votes against"), resolution.votes_against),
        (language.text("Abstained"), resolution.votes_abstained),
    )
    pairs = [(language.text("Status"), term(language, "resolution_status", resolution.status))]
    pairs += [(language.text("Adopted on"), language.day(resolution.adopted_on))]
    pairs += [(label, language.number(n)) for label, n in votes if n is not None]
    known = tuple((label, value) for label, value in pairs if value)
    if known:
        yield Facts(known)
    if not is_part:
        yield SignatureLines(
            ((language.text("Chair of the meeting"), ""), (language.text("Secretary"), ""))
        )
