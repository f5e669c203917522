"""The participants of an event in figures: sex, the 30 % mark, age, category, place, days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.language import LANGUAGES, Language
from app.language import language as in_language
from app.model import ENUMERATIONS
from app.model.quota import Balance, basic_rule
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Cell,
    Column,
    Entry,
    Facts,
    Heading,
    Paragraph,
    Part,
    Shade,
    Table,
    Voice,
)
from app.reports.people import (
    Guest,
    Turnout,
    Unit,
    age_code,
    grouped,
    sexes,
)
from app.reports.words import band, count, joined, part_of_day, place, share, term
from app.storage.questions.report import EventRows

_MOST_BARS = 16
Groups = Mapping[str, Sequence[Guest]]


def figure_blocks(language: Language, rows: EventRows, turnout: Turnout) -> Iterator[Block]:
    """The whole part "Participants in figures"; nothing when nobody was registered."""
    if not turnout.registered:
        return
    yield Heading(language.text("Participants in figures"))
    yield _totals(language, rows, turnout)
    if not turnout.is_taken:
        yield Paragraph(
            language.text(
                "Attendance was not ticked; the figures are of those registered, "
                "without the invited and the absent."
            ),
            Voice.NOTE,
        )
    yield from _mark_blocks(language, turnout)
    yield from _day_blocks(language, turnout)
    yield from _age_blocks(language, rows, turnout)
    yield from _category_blocks(language, rows, turnout)
    yield from _place_blocks(language, rows, turnout)


def _totals(language: Language, rows: EventRows, turnout: Turnout) -> Facts:
    pairs = [
        (language.text("People planned"), rows.event.planned_count or 0),
        (language.text("People registered"), len(turnout.registered)),
        (language.text("People who took part"), len(turnout.came)),
        (language.text("Attendances"), turnout.visits),
    ]
    return Facts(tuple((label, language.number(number)) for label, number in pairs if number))


def legend(language: Language, *, has_unknown: bool) -> tuple[tuple[Shade, str], ...]:
    """The words for the colours of the sexes."""
    words = [
        (Shade.WOMEN, language.text("women")),
        (Shade.MEN, language.text("men")),
        (Shade.UNKNOWN, language.text("sex not stated")),
    ]
    return tuple(words if has_unknown else words[:2])


def _mark_blocks(language: Language, turnout: Turnout) -> Iterator[Block]:
    """Women and men with n of N, the bars with the marks, and what the mark says."""
    counted = sexes(turnout.came)
    yield Heading(language.text("Women and men"), 2)
    bars = [_share_bar(language, language.text("All who took part"), counted)]
    by_unit = [(unit, sexes(_there(turnout, unit))) for unit in turnout.units]
    if turnout.is_taken and 1 < len(by_unit) <= _MOST_BARS:
        bars += [_share_bar(language, part_of_day(language, *unit), n) for unit, n in by_unit]
    yield BarChart(
        bars=tuple(bars),
        legend=legend(
            language, has_unknown=any(n.unknown for n in (counted, *dict(by_unit).values()))
        ),
        is_share=True,
        marks=tuple(
            (mark / 100, language.percent(mark, 100))
            for mark in (basic_rule().least, basic_rule().most)
        ),
        notes=(
            language.text(
                "Shares are of people whose sex is stated; those not stated stand apart, hatched."
            ),
        ),
    )
    yield _mark_facts(language, counted)
    yield mark_verdict(language, counted)


def _share_bar(language: Language, label: str, counted: Balance) -> Bar:
    return Bar(
        label=label,
        parts=(
            _part(language, Shade.WOMEN, counted.women, counted.known),
            _part(language, Shade.MEN, counted.men, counted.known),
            Part(Shade.UNKNOWN, counted.unknown, language.number(counted.unknown)),
        ),
        remark=f"n = {language.number(counted.known)}",
        is_warning=not counted.is_met,
    )


def _part(language: Language, shade: Shade, number: int, whole: int) -> Part:
    said = language.number(number)
    return Part(shade, number, f"{said} · {language.percent(number, whole)}", short=said)


def _mark_facts(language: Language, counted: Balance) -> Facts:
    pairs = [
        (language.text("Women"), _of(language, counted.women, counted.known)),
        (language.text("Men"), _of(language, counted.men, counted.known)),
    ]
    if counted.unknown:
        pairs.append((language.text("Sex not stated"), language.number(counted.unknown)))
    return Facts(tuple(pairs))


def _of(language: Language, part: int, whole: int) -> str:
    return f"{language.number(part)} / {language.number(whole)} ({language.percent(part, whole)})"


def mark_verdict(language: Language, counted: Balance) -> Paragraph:
    """What the 30 % mark says of a number of women and men."""
    match counted.missing_sex:
        case "f":
            text = language.text(
                "Below the 30 % mark: women, {share}.",
                share=_of(language, counted.women, counted.known),
            )
        case "m":
            text = language.text(
                "Below the 30 % mark: men, {share}.",
                share=_of(language, counted.men, counted.known),
            )
        case _ if counted.known:
            text = language.text("The 30 % mark is reached: neither sex stays below it.")
            return Paragraph(text, Voice.NOTE)
        case _:
            return Paragraph(language.text("The sex of nobody is stated."), Voice.NOTE)
    return Paragraph(text, Voice.WARNING)


def _there(turnout: Turnout, unit: Unit) -> list[Guest]:
    return [guest for guest in turnout.came if unit in guest.units]


def _day_blocks(language: Language, turnout: Turnout) -> Iterator[Block]:
    if not turnout.is_taken or len(turnout.units) < 2:
        return
    yield Heading(language.text("By day"), 2)
    rows: list[tuple[Entry, ...]] = []
    days = sorted({day for day, _ in turnout.units})
    for day in days:
        units = [unit for unit in turnout.units if unit[0] == day]
        if len(units) > 1:
            there = [g for g in turnout.came if any(unit in g.units for unit in units)]
            label = Cell(language.day_long(day), strong=True)
            rows.append(_sex_row(language, label, sexes(there)))
            rows += [_unit_row(language, turnout, unit, is_part=True) for unit in units]
        else:
            rows.append(_unit_row(language, turnout, units[0], is_part=False))
    yield _sex_table(
        language,
        language.text("Day"),
        rows,
        _sex_row(language, language.text("Everybody, counted once"), sexes(turnout.came)),
        notes=(language.text("A person who came on several days is counted on each of them."),),
    )


def _unit_row(
    language: Language, turnout: Turnout, unit: Unit, *, is_part: bool
) -> tuple[Entry, ...]:
    label = term(language, "day_part", unit[1]) if is_part else language.day_long(unit[0])
    return _sex_row(language, label, sexes(_there(turnout, unit)))


def _age_blocks(language: Language, rows: EventRows, turnout: Turnout) -> Iterator[Block]:
    order = list(ENUMERATIONS["age_group"])
    groups = grouped(turnout.came, age_code(rows.event), _place_in(order))
    yield Heading(language.text("Age at the event"), 2)
    bars = tuple(_count_bar(language, _band(language, code), groups[code]) for code in groups)
    yield BarChart(bars, legend(language, has_unknown=bool(sexes(turnout.came).unknown)))
    yield _group_table(language, language.text("Age"), groups, lambda code: _band(language, code))


def _band(language: Language, code: str) -> str:
    return band(language, code) if code else language.text("Not stated")


def _count_bar(language: Language, label: str, guests: Sequence[Guest]) -> Bar:
    counted = sexes(guests)
    parts = (
        (Shade.WOMEN, counted.women),
        (Shade.MEN, counted.men),
        (Shade.UNKNOWN, counted.unknown),
    )
    return Bar(
        label,
        tuple(Part(shade, number, language.number(number)) for shade, number in parts if number),
        remark=language.number(counted.total),
    )


def _category_blocks(language: Language, rows: EventRows, turnout: Turnout) -> Iterator[Block]:
    order = list(ENUMERATIONS["participant_category"])
    groups = grouped(turnout.came, lambda guest: guest.participant.category, _place_in(order))
    yield Heading(language.text("Category"), 2)

    def label(code: str) -> str:
        said = term(language, "participant_category", code)
        return said or language.text("Not stated")

    yield _group_table(language, language.text("Category"), groups, label)
    if len(groups) > 1:
        yield from _cross_blocks(language, rows, groups, label)


def _cross_blocks(
    language: Language, rows: EventRows, groups: Groups, label: Callable[[str], str]
) -> Iterator[Block]:
    """Category by age band and sex, as far as such people came."""
    code_of = age_code(rows.event)
    order = list(ENUMERATIONS["age_group"])
    everybody = [guest for guests in groups.values() for guest in guests]
    bands = list(grouped(everybody, code_of, _place_in(order)))
    women, men = (term(language, "sex", code)[:1] for code in ("f", "m"))
    columns = [Column(language.text("Category"), 3.4)]
    for code in bands:
        columns += [
            Column(letter, 1, Align.RIGHT, _band(language, code)) for letter in (women, men)
        ]
    yield Heading(language.text("Category, age and sex"), 2)

    def row(said: Entry, guests: Sequence[Guest]) -> tuple[Entry, ...]:
        cells: list[Entry] = [said]
        for code in bands:
            counted = sexes(guest for guest in guests if code_of(guest) == code)
            cells += [count(language, counted.women), count(language, counted.men)]
        return tuple(cells)

    unknown = sexes(everybody).unknown
    letters = ((women, language.text("women")), (men, language.text("men")))
    key = joined([f"{letter} – {word}" for letter, word in letters])
    left_out = language.plural(
        "{n} person whose sex is not stated is not in this table.",
        "{n} people whose sex is not stated are not in this table.",
        unknown,
    )
    yield Table(
        tuple(columns),
        tuple(row(label(code), groups[code]) for code in groups),
        row(language.text("Total"), everybody),
        (key, left_out) if unknown else (key,),
    )


def _place_blocks(language: Language, rows: EventRows, turnout: Turnout) -> Iterator[Block]:
    def path(code: str) -> str:
        return place(language, rows.territories, code) or language.text("Not stated")

    # the names of places differ from language to language, their order must not
    groups = grouped(
        turnout.came,
        lambda guest: guest.participant.territory,
        lambda code: language.sort_key(place(in_language(LANGUAGES[0]), rows.territories, code)),
    )
    yield Heading(language.text("Where they came from"), 2)
    yield _group_table(language, language.text("Territory"), groups, path)


def _place_in(order: list[str]) -> Callable[[str], int]:
    return lambda code: order.index(code) if code in order else len(order)


def _group_table(
    language: Language, header: str, groups: Groups, label: Callable[[str], str]
) -> Table:
    everybody = [guest for guests in groups.values() for guest in guests]
    return _sex_table(
        language,
        header,
        [_sex_row(language, label(code), sexes(groups[code])) for code in groups],
        _sex_row(language, language.text("Total"), sexes(everybody)),
    )


def _sex_table(
    language: Language,
    header: str,
    rows: Sequence[tuple[Entry, ...]],
    totals: tuple[Entry, ...],
    notes: tuple[str, ...] = (),
) -> Table:
    right = Align.RIGHT
    columns = (
        Column(header, 4.2),
        Column(language.text("Women"), 1.1, right),
        Column(language.text("Men"), 1.1, right),
        Column(language.text("Not stated"), 1.2, right),
        Column(language.text("Total"), 1.1, right),
        Column(language.text("Share of women"), 1.3, right),
    )
    return Table(columns, tuple(rows), totals, notes)


def _sex_row(language: Language, label: Entry, counted: Balance) -> tuple[Entry, ...]:
    return (
        label,
        count(language, counted.women),
        count(language, counted.men),
        count(language, counted.unknown),
        count(language, counted.total),
        share(language, counted.women, counted.known),
    )
