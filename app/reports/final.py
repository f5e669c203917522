"""The final report: many events summed up, in the order the ministry's own reports have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.language import Language, mark
from app.model.kinds import YesNo
from app.model.report_text import FINAL
from app.reports import indicator_blocks
from app.reports.content import (
    Block,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Points,
    SignatureLines,
    Voice,
)
from app.reports.final_annex import annex_blocks, contact_blocks
from app.reports.final_people import participant_blocks, result_blocks
from app.reports.final_said import (
    general_blocks,
    priority_blocks,
    problem_blocks,
    recommendation_blocks,
)
from app.reports.indicator_blocks import filter_of, filter_words, project_of, total_words
from app.reports.narrative import Defaults, narrative, plain, section_title, subject_of
from app.reports.parameters import Parameter
from app.reports.resolution import resolution_blocks
from app.reports.words import capital, item_line, joined, made_line, span, term, years
from app.storage import Workspace
from app.storage.questions.final import Meetings, meetings
from app.storage.questions.indicators import IndicatorFilter, answer
from app.storage.questions.resolutions import ResolutionPage

PARAMETERS = (
    *indicator_blocks.PARAMETERS,
    Parameter("programmes", YesNo(label=mark("Programmes of the events")), default=True),
    Parameter("photos", YesNo(label=mark("Photos")), default=False),
    Parameter(
        "names",
        YesNo(
            label=mark("Lists of participants by name"),
            help=mark("Of those who agreed to be named; takes a reason"),
        ),
        default=False,
        discloses=True,
    ),
)
_MOST_TITLES, _MOST_NAMED = 3, 5
"""So many frameworks, and bodies of each role, the title page has room for."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_HEADINGS = {
    "goal": mark("Resolution by goals"),
    "direction": mark("Resolution by directions, national and local"),
    "other": mark("Resolution"),
}


class _Section(NamedTuple):
    """A part of the report; one that has nothing to say says so in one line."""

    title: str
    blocks: Iterable[Block]
    note: str = ""


def gather_final(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Title page, contents, the sections in their order, annexes, contacts, signatures."""
    wanted = filter_of(workspace, parameters)
    met = meetings(workspace, wanted)
    project = project_of(workspace, wanted)
    said = filter_words(language, workspace, wanted)
    named = language.text("Final report")
    sections = _sections(workspace, language, wanted, parameters, met)
    return Document(
        title=project.title if project else named,
        language=language.code,
        kicker=named if project else capital(said),
        author=workspace.profile.name,
        subject=named,
        source=made_line(language, said, workspace.digest()),
        blocks=(
            _cover(
                language, met, workspace.profile.name, named, project.title if project else said
            ),
            Contents(language.text("Contents")),
            PageBreak(),
            *_laid(language, sections),
            _signatures(language, met, workspace.profile.name),
        ),
    )


def default_texts(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Defaults:
    """What the parts that are told in words say as long as nobody writes them."""
    wanted = filter_of(workspace, parameters)
    met = meetings(workspace, wanted)
    return {
        "introduction": plain(_introduction(workspace, language, wanted, met)),
        "aims": plain(_aims(language, met)),
        "conclusion": plain(_conclusion(met)),
        "contacts": plain(contact_blocks(met)),
    }


def _laid(language: Language, sections: Iterable[_Section]) -> Iterator[Block]:
    for number, section in enumerate(sections, 1):
        yield Heading(f"{_roman(number)}. {section.title}", note=section.note)
        blocks = list(section.blocks)
        yield from blocks or [
            Paragraph(language.text("Nothing was written down for this yet."), Voice.NOTE)
        ]


def _roman(number: int) -> str:
    tens, rest = divmod(number - 1, len(_ROMAN))
    return "X" * tens + _ROMAN[rest] if rest < 9 else "X" * (tens + 1)


def _sections(
    workspace: Workspace,
    language: Language,
    wanted: IndicatorFilter,
    parameters: Mapping[str, object],
    met: Meetings,
) -> Iterator[_Section]:
    has_small = bool(parameters["small"])
    people = participant_blocks(workspace, language, wanted, met, has_small=has_small)
    results = result_blocks(workspace, language, wanted, met, has_small=has_small)
    told = narrative(workspace.reader, language, FINAL, subject_of(wanted))

    def own(section: str, blocks: Iterable[Block]) -> _Section:
        return _Section(section_title(language, section), told.around(section, blocks))

    yield own("introduction", _introduction(workspace, language, wanted, met))
    yield own("aims", _aims(language, met))
    yield own("places", _places(language, met))
    yield own("organisers", _organisers(language, met))
    yield own("participants", people)
    yield own("background", _background(language, met))
    yield own("problems", problem_blocks(language, met))
    yield own("general", general_blocks(language, met))
    yield own("priorities", priority_blocks(language, met))
    yield own("recommendations", recommendation_blocks(language, met))
    yield own("results", results)
    if told.words("analysis"):
        yield own("analysis", ())
    yield from _resolutions(language, met)
    yield own("conclusion", _conclusion(met))
    yield own("annexes", annex_blocks(workspace, language, met, parameters))
    yield own("contacts", contact_blocks(met))


def _cover(language: Language, met: Meetings, author: str, named: str, about: str) -> Cover:
    """The title page: who held the events, what they were on, with whom, when and where."""
    roles = dict(_by_role(language, met, _MOST_NAMED))
    office = roles.pop(term(language, "org_role", "organiser"), "")
    pairs = (
        (language.text("What was discussed"), _discussed(language, met)),
        (language.text("Events"), language.number(len(met.events))),
        (language.text("Places"), joined(_towns(language, met), ", ")),
        *roles.items(),
        (language.text("Report prepared by"), author),
    )
    return Cover(
        office=tuple(filter(None, office.split("\n"))),
        title=named,
        subtitle=tuple(filter(None, (capital(about), _when(language, met)))),
        pairs=tuple((label, value) for label, value in pairs if value),
    )


def _discussed(language: Language, met: Meetings) -> str:
    """The frameworks as the title page has room for them: named, or how many there are."""
    titles = [language.label(one.framework.names()) for one in met.backgrounds]
    if len(titles) > _MOST_TITLES:
        return language.plural(
            "{n} document, named in part I", "{n} documents, named in part I", len(titles)
        )
    return "\n".join(titles if len(titles) < 2 else [f"– {title}" for title in titles])


def _by_role(language: Language, met: Meetings, most: int | None = None) -> list[tuple[str, str]]:
    """The bodies by what they did, no more of each than asked for."""
    roles: dict[str, list[str]] = {}
    for role, body in met.organisations:
        roles.setdefault(role, []).append(body.name)
    for names in roles.values():
        if most is not None and len(names) > most + 1:
            names[most:] = [language.plural("and {n} more", "and {n} more", len(names) - most)]
    return [(term(language, "org_role", role), "\n".join(names)) for role, names in roles.items()]


def _towns(language: Language, met: Meetings) -> list[str]:
    """The places of the events in the order they were held in, each once."""
    codes = dict.fromkeys(event.territory for event in met.events if event.territory)
    return [language.label(met.places.get(code, {})) or code for code in codes]


def _introduction(
    workspace: Workspace, language: Language, wanted: IndicatorFilter, met: Meetings
) -> Iterator[Block]:
    if not met.events:
        return
    yield Paragraph(_held(language, met))
    people = answer(workspace, "people", wanted).total
    if people.value:
        yield Paragraph(
            language.text("Different people who took part: {n}", n=total_words(language, people))
        )
    if met.backgrounds:
        yield Paragraph(f"{language.text('What was discussed')}:")
        yield Points(tuple(language.label(one.framework.names()) for one in met.backgrounds))
    notes = {one.note.text: None for one in met.spoken if one.note.kind == "general"}
    yield from (Paragraph(text) for text in notes)


def _held(language: Language, met: Meetings) -> str:
    """How many events there were, when, and where as far as that is known."""
    about = joined([_when(language, met), joined(_towns(language, met), ", ")], ", ")
    return language.plural(
        "{n} event was held: {about}.",
        "{n} events were held: {about}.",
        len(met.events),
        about=about,
    )


def _when(language: Language, met: Meetings) -> str:
    """From the first day of all events to the last; "" where none has a day."""
    dates = [day for event in met.events for day in (event.date_from, event.date_to) if day]
    return language.days(min(dates), max(dates)) if dates else ""


def _aims(language: Language, met: Meetings) -> Iterator[Block]:
    objectives = _once(text for event in met.events for text in event.objectives)
    tasks = _once(text for event in met.events for text in event.tasks)
    if objectives:
        yield Heading(language.text("Aims"), 2)
        yield Points(objectives)
    if tasks:
        yield Heading(language.text("Tasks"), 2)
        yield Points(tasks, numbered=True)


def _once(given: Iterable[str]) -> tuple[str, ...]:
    """Texts in their order, each once."""
    return tuple(dict.fromkeys(given))


def _places(language: Language, met: Meetings) -> Iterator[Block]:
    pairs: dict[str, list[str]] = {}
    for event in met.events:
        venue = met.venues.get(event.venue)
        built = [venue.name, venue.address] if venue else []
        where = joined([*built, event.venue_text], ", ")
        days = language.days(event.date_from, event.date_to)
        hours = span(language, event.time_from, event.time_to)
        town = language.label(met.places.get(event.territory or "", {}))
        mode = term(language, "event_mode", event.mode) if event.mode == "online" else ""
        said = joined([joined([days, hours], ", "), where])
        pairs.setdefault(town or mode or language.text("Not stated"), []).append(said)
    if pairs:
        yield Facts(tuple((town, "\n".join(_once(lines))) for town, lines in pairs.items()))


def _organisers(language: Language, met: Meetings) -> Iterator[Block]:
    pairs = _by_role(language, met)
    for project in met.projects:
        about = [
            (language.text("Project"), project.title),
            (language.text("Donor"), project.donor),
            (language.text("Implementers"), joined(project.implementers, "\n")),
            (language.text("Authorised body"), project.authority),
            (language.text("Partners"), joined(project.partners, "\n")),
        ]
        pairs += [(label, value) for label, value in about if value]
    if pairs:
        yield Facts(tuple(pairs))


def _background(language: Language, met: Meetings) -> Iterator[Block]:
    for framework, items in met.backgrounds:
        about = [
            years(framework.period_from, framework.period_to),
            term(language, "framework_status", framework.status),
        ]
        yield Heading(language.label(framework.names()), 2, joined(about))
        if framework.status_note:
            yield Paragraph(framework.status_note, Voice.NOTE)
        if items:
            yield Points(tuple(item_line(language, item) for item in items))


def _resolutions(language: Language, met: Meetings) -> Iterator[_Section]:
    """Those by goals, then those by directions, then any other; the first two are always named."""
    for kind, heading in _HEADINGS.items():
        pages = [page for page in met.resolutions if _kind(page) == kind]
        title = language.text(heading)
        if not pages and kind != "other":
            yield _Section(title, ())
        for page in pages:
            titles = page.framework.names() if page.framework else {}
            is_named = len(pages) > 1
            named = joined([title, language.label(titles) if is_named else ""], ": ")
            own = page.resolution.title
            is_said = is_named and own in titles.values()
            blocks = resolution_blocks(language, page, is_part=True, is_named=is_named)
            yield _Section(named, blocks, "" if is_said else own)


def _kind(page: ResolutionPage) -> str:
    """By what most points of a resolution are laid out."""
    sections = [line.point.section or "other" for line in page.points]
    return max(_HEADINGS, key=sections.count) if sections else "other"


def _conclusion(met: Meetings) -> Iterator[Block]:
    texts = _once(page.resolution.conclusion for page in met.resolutions)
    yield from (Paragraph(part) for text in texts for part in text.split("\n\n") if part.strip())


def _signatures(language: Language, met: Meetings, author: str) -> SignatureLines:
    organiser = next((body.name for role, body in met.organisations if role == "organiser"), "")
    office = joined([language.text("For the organiser"), organiser], "\n")
    return SignatureLines(((language.text("Report prepared by"), author), (office, "")))
