"""What an event report says besides the list: headcounts, reach, materials, notes, photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.errors import AppError
from app.language import Language
from app.model import ENUMERATIONS, Attachment, Note
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Entry,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Pictures,
    Points,
    Table,
    Voice,
)
from app.reports.words import (
    NOTHING,
    band,
    count,
    day_cell,
    item_short,
    joined,
    lineage,
    place,
    term,
)
from app.storage.attachments import Attachments
from app.storage.questions.report import Copies, EventRows


def qualified(language: Language, number: int | None, qualifier: str | None) -> str:
    """A number with how sure it is, in words: more than 600."""
    said = language.number(number or 0)
    match qualifier:
        case "over":
            return language.text("more than {number}", number=said)
        case "about":
            return language.text("about {number}", number=said)
        case "exact":
            return language.text("exactly {number}", number=said)
    return said


def headcount_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """People counted without a list, as the one who counted them said it."""
    if not rows.headcounts:
        return
    yield Heading(language.text("People counted without a list"))
    lines: list[tuple[Entry, ...]] = []
    for headcount in rows.headcounts:
        group = joined(
            [
                term(language, "sex", headcount.sex),
                band(language, headcount.age_group or ""),
                term(language, "participant_category", headcount.category),
            ]
        )
        said = qualified(language, headcount.number, headcount.qualifier)
        number = Cell(said, value=headcount.number)
        day = day_cell(language, headcount.day)
        lines.append((Cell(group or language.text("Everybody"), headcount.note), day, number))
    columns = (
        Column(language.text("Group"), 5),
        Column(language.text("Day"), 1.5),
        Column(language.text("Number"), 2, Align.RIGHT),
    )
    yield Table(columns, tuple(lines))


def reach_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """What the event reached besides people in the room."""
    if not rows.reach_figures:
        return
    yield Heading(language.text("What the event reached"))
    lines: list[tuple[Entry, ...]] = [
        (
            Cell(term(language, "reach_kind", figure.kind), figure.evidence),
            joined([place(language, rows.territories, figure.territory), figure.period]),
            Cell(qualified(language, figure.value, figure.qualifier), value=figure.value),
        )
        for figure in rows.reach_figures
    ]
    columns = (
        Column(language.text("What"), 4),
        Column(language.text("Where and when"), 3.5),
        Column(language.text("Number"), 2, Align.RIGHT),
    )
    yield Table(columns, tuple(lines))


def copy_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """What was handed over, to whom, how many."""
    if not rows.copies:
        return
    yield Heading(language.text("Materials handed over"))
    columns = (
        Column(language.text("Material"), 4),
        Column(language.text("Recipient"), 3.5),
        Column(language.text("Day"), 1.4),
        Column(language.text("Copies"), 1.2, Align.RIGHT),
    )
    total = sum(copies.distribution.copies or 0 for copies in rows.copies)
    lines = tuple(_copies(language, rows, copies) for copies in rows.copies)
    yield Table(columns, lines, (language.text("Total"), "", "", count(language, total)))


def _copies(language: Language, rows: EventRows, copies: Copies) -> tuple[Entry, ...]:
    product, handed = copies
    what = [
        term(language, "product_kind", product.kind),
        term(language, "language_code", product.language),
        product.version,
    ]
    where = place(language, rows.territories, handed.territory)
    to = Cell(handed.recipient, where) if handed.recipient else where
    number = count(language, handed.copies or 0)
    return (Cell(product.title, joined(what)), to, day_cell(language, handed.day), number)


def note_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """Problems, recommendations, ideas: what the groups said, by kind."""
    if not rows.notes:
        return
    yield Heading(language.text("Group work"))
    order = list(ENUMERATIONS["note_kind"])
    kinds = sorted(
        {note.kind or "" for note in rows.notes},
        key=lambda kind: order.index(kind) if kind in order else len(order),
    )
    for kind in kinds:
        said = [note for note in rows.notes if (note.kind or "") == kind]
        yield Heading(term(language, "note_kind", kind) or language.text("Notes"), 2)
        yield from _said(language, rows, said)


def _said(language: Language, rows: EventRows, notes: Sequence[Note]) -> Iterator[Block]:
    here = {each.code for each in lineage(rows.territories, rows.event.territory)}

    def heading(note: Note) -> str:
        is_here = note.territory in here
        where = "" if is_here else place(language, rows.territories, note.territory)
        return joined(
            [_group(language, note.group_name), where, term(language, "problem_theme", note.theme)]
        )

    for words, some in groupby(notes, key=heading):
        if words:
            yield Heading(words, 3)
        texts = tuple(_with_goals(language, rows, note) for note in some)
        if len(texts) == 1 and "\n" in texts[0]:
            yield Paragraph(texts[0])
        else:
            yield Points(texts)


def _group(language: Language, name: str) -> str:
    return language.text("Group {name}", name=name) if name.isdigit() else name


def _with_goals(language: Language, rows: EventRows, note: Note) -> str:
    served = [item_short(language, rows.items, code) for code in note.framework_items]
    return f"{note.text} [{'; '.join(served)}]" if served else note.text


def photo_blocks(language: Language, rows: EventRows, contents: Attachments) -> Iterator[Block]:
    """Photos that are on this computer, and the names of all other files."""
    photos = [attached for attached in rows.attachments if attached.kind == "photo"]
    shown = [picture for photo in photos if (picture := picture_of(language, photo, contents))]
    others = [attached for attached in rows.attachments if attached.kind != "photo"]
    if photos:
        yield Heading(language.text("Photos"))
    if shown:
        yield Pictures(tuple(shown))
    if len(shown) < len(photos):
        absent = len(photos) - len(shown)
        said = language.plural(
            "{n} photo is not on this computer.", "{n} photos are not on this computer.", absent
        )
        yield Paragraph(said, Voice.NOTE)
    if others:
        yield Heading(language.text("Attached files"))
        yield Facts(tuple(_file(language, attached) for attached in others))


def picture_of(language: Language, photo: Attachment, contents: Attachments) -> Picture | None:
    """A photo for a report; None when it is not on this computer."""
    try:
        data = contents.get(photo.file or "")
    except AppError:
        return None
    return Picture(data, joined([photo.title, language.day(photo.taken_on)]))


def _file(language: Language, attached: Attachment) -> tuple[str, str]:
    size = language.size(attached.size) if attached.size else ""
    known = joined([attached.title or attached.file_name, size])
    return term(language, "attachment_kind", attached.kind), known or NOTHING
