"""The overview of figures as blocks: a map, shares of women and men, ages, categories.

The screen shows the same pieces, so that a page and a paper never differ.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from app.language import Language, mark
from app.model.quota import NOT_MET, Judgement, People, basic_rule, judge
from app.reports.content import (
    MAP_STEPS,
    Align,
    Bar,
    BarChart,
    Block,
    Caption,
    Cell,
    Column,
    Entry,
    Facts,
    Heading,
    MapChart,
    MapPlace,
    Part,
    Pyramid,
    PyramidRow,
    Shade,
    Shown,
    Table,
)
from app.reports.oblast_shapes import atlas
from app.reports.told_people import TellPeople, ToldPeople, counted_people, told_people
from app.reports.words import (
    KEPT,
    NOTHING,
    band,
    changed_by,
    kept_words,
    short_place,
    term,
)
from app.storage import Workspace
from app.storage.disclosure import SMALLEST
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter
from app.storage.questions.overview import Overview, Share, overview
from app.storage.reading import place_names

OBLASTS, RAIONS, AGES, CATEGORIES = "oblast", "raion", "age_group", "category"
"""Breakdowns of the saved question of people that stand behind the parts."""
FEW = {"f": mark("few women"), "m": mark("few men")}
MOST_BARS = 16
_SEXES = (Shade.WOMEN, Shade.MEN, Shade.UNKNOWN)


@dataclass(frozen=True)
class OverviewRead:
    """An overview with what it takes to say it: names of places, and the period before."""

    found: Overview
    places: Mapping[str, Mapping[str, str]]
    before: Overview | None = None
    is_near: bool = False
    """Whether one oblast or less is looked at, so that shares are of raions and cities."""
    wanted: IndicatorFilter = EVERYTHING
    """By which filter it was counted."""


NOBODY = OverviewRead(Overview(0, 0, 0, 0, 0, 0, 0, 0, (), (), ()), {})
"""What there is to say before anything was counted."""


def read_overview(
    ws: Workspace, wanted: IndicatorFilter, compared: IndicatorFilter | None = None
) -> OverviewRead:
    """Count everything, and where wanted everything of the period before."""
    found = overview(ws, wanted)
    before = overview(ws, compared) if compared is not None else None
    codes = {share.code for share in (*found.oblasts, *found.raions)} | set(map_codes())
    names = place_names(ws.reader, codes)
    return OverviewRead(found, names, before, bool(wanted.territory), wanted)


def map_codes() -> tuple[str, ...]:
    """The codes of the places the map shows."""
    shown = atlas()
    return tuple(dict.fromkeys((*(shape.code for shape in shown.shapes), *shown.cities)))


@dataclass(frozen=True)
class OverviewBlocks:
    """The pieces of an overview in a language, small counts told or not."""

    language: Language
    read: OverviewRead
    has_small: bool = False
    marks_small: bool = False
    """Whether those that are shown and may not leave the office bear a sign."""

    @property
    def found(self) -> Overview:
        """What was counted."""
        return self.read.found

    # ---- what may be told ----

    @cached_property
    def told(self) -> ToldPeople:
        """What may be told of outside the office."""
        return told_people(self.found, is_near=self.read.is_near)

    @cached_property
    def _before(self) -> ToldPeople:
        """What is told of the period before, where there is one to compare with."""
        before = self.read.before
        if before is None:
            return {}
        if self.has_small:
            return counted_people(before)
        return told_people(before, is_near=self.read.is_near)

    @property
    def hides_places(self) -> bool:
        """Whether the map must leave out how many came from a place."""
        return None in _all_of_them(self.told).values()

    def has_marks(self, by: str) -> bool:
        """Whether any number of the parts bears the sign of what stays here."""
        return any(any(row) for row in self._marked(by).values())

    def _marked(self, by: str) -> Mapping[str, tuple[bool, ...]]:
        """By code, which of women, men and not known bear the sign of what stays here."""
        return {
            code: tuple(number is None and self.marks_small for number in row)
            for code, row in _of_sexes(self.told, by).items()
        }

    def _shown(self, by: str) -> TellPeople:
        """By code, women, men and not known, each None where it must not leave the office."""
        return _of_sexes(counted_people(self.found) if self.has_small else self.told, by)

    def _was(self, by: str) -> TellPeople | None:
        """The same of the period before."""
        return _of_sexes(self._before, by) if self.read.before else None

    # ---- places ----

    def map(self) -> MapChart:
        """Different people by the place they came from."""
        told = _all_of_them(counted_people(self.found) if self.has_small else self.told)
        values = {code: told.get(code, 0) for code in map_codes()}
        bounds = steps_of([value for value in values.values() if value])
        nobody: dict[str, int | None] = dict.fromkeys(map_codes(), 0) if self._before else {}
        before = nobody | _all_of_them(self._before)
        is_near = self.read.is_near
        places = [
            MapPlace(
                code=code,
                name=self.place(code),
                label=short_place(self.place(code)),
                # of one oblast the others are not asked for: there nobody is missed
                text=""
                if is_near and value == 0
                else self._number(value, before.get(code), is_marked=self._is_marked(code)),
                value=value,
                step=bisect_right(bounds, value) if value else None,
            )
            for code, value in values.items()
        ]
        say = self.language.text
        headers = (say("Oblast"), say("Different people"))
        words = step_words(self.language, bounds, [value for value in values.values() if value])
        return MapChart(tuple(places), words, headers, self._off_the_map(values))

    def _is_marked(self, code: str) -> bool:
        return self.marks_small and _all_of_them(self.told).get(code, 0) is None

    def _off_the_map(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """How many came from a place that is not on the map, or not known."""
        others = [share for share in self.found.oblasts if share.code not in values]
        number = sum(share.people for share in others)
        told = _all_of_them(self.told)
        is_told = all(told[share.code] is not None for share in others)
        if not number or not (self.has_small or (is_told and number >= SMALLEST)):
            return ()
        said = self.language.number(number)
        return (self.language.text("From elsewhere or not stated: {n}", n=said),)

    def place(self, code: str) -> str:
        """What an oblast is called."""
        if not code:
            return self.language.text("not stated")
        return self.language.label(self.read.places.get(code, {})) or code

    @property
    def near(self) -> tuple[Share, ...]:
        """The places of the chart of shares: oblasts, or of one oblast the raions and cities."""
        return self.found.raions if self.read.is_near else self.found.oblasts

    @property
    def near_by(self) -> str:
        """By what the chart of shares breaks people down."""
        return "raion" if self.read.is_near else "oblast"

    def shares(self) -> BarChart:
        """Women and men of each place against the marks of the 30 % rule, the largest places."""
        rule, by = basic_rule(), self.near_by
        shown, marked, was = self._shown(by), self._marked(by), self._was(by) or {}
        bars = [
            self._share_bar(share, shown[share.code], marked[share.code], was.get(share.code))
            for share in self.near[:MOST_BARS]
        ]
        marks = [(at / 100, self.language.percent(at, 100)) for at in (rule.least, 50, rule.most)]
        has_unknown = any(share.unknown for share in self.near)
        return BarChart(
            tuple(bars), self.legend(has_unknown=has_unknown), True, tuple(marks), self._kept(shown)
        )

    def _share_bar(
        self,
        share: Share,
        told: tuple[int | None, ...],
        marked: tuple[bool, ...],
        was: tuple[int | None, ...] | None,
    ) -> Bar:
        label = short_place(self.place(share.code))
        women, men, unknown = told
        if women is None or men is None:
            return Bar(label, (), KEPT)
        known, judged = women + men, judged_share(share)
        remark = self.language.percent(women, known) if known else NOTHING
        remark += KEPT if any(marked[:2]) else ""
        old_women, old_men, _ = was or (None,) * 3
        if known and old_women is not None and old_men is not None and old_women + old_men:
            points = round(100 * women / known) - round(100 * old_women / (old_women + old_men))
            remark = f"{remark} ({changed_by(self.language, points)})"
        is_off = judged.state == NOT_MET
        if is_off:
            remark = f"{remark} · {self.language.text(FEW[judged.missing or 'f'])}"
        parts = (
            self._part(Shade.WOMEN, women, known, is_marked=marked[0]),
            self._part(Shade.MEN, men, known, is_marked=marked[1]),
            Part(Shade.UNKNOWN, unknown or 0, self._number(unknown, is_marked=marked[2])),
        )
        return Bar(label, parts, remark, is_off)

    def _part(self, shade: Shade, number: int, whole: int, *, is_marked: bool) -> Part:
        said = self.language.number(number) + (KEPT if is_marked else "")
        return Part(shade, number, f"{said} · {self.language.percent(number, whole)}", said)

    # ---- ages and categories ----

    @cached_property
    def age_order(self) -> tuple[Share, ...]:
        """The age groups as the pyramid has them; those who did not say come last."""
        shares = self.found.ages
        known, others = [one for one in shares if one.code], [one for one in shares if not one.code]
        return (*reversed(known), *others)

    def age(self, code: str) -> str:
        """What an age group is called."""
        return band(self.language, code) or self.language.text("not stated")

    def category(self, code: str) -> str:
        """What a category is called."""
        known = term(self.language, "participant_category", code)
        return known or self.language.text("not stated")

    def ages(self) -> Pyramid:
        """Women and men by age group, the oldest above."""
        shares, by = self.found.ages, "age_group"
        shown, marked, was = self._shown(by), self._marked(by), self._was(by)
        rows = []
        for share in self.age_order:
            cells = zip(_SEXES, shown[share.code], marked[share.code], strict=True)
            past = (None,) * 3 if was is None else was.get(share.code, (0,) * 3)
            parts = [
                None
                if number is None
                else Part(shade, number, self._number(number, old, is_marked=is_marked))
                for (shade, number, is_marked), old in zip(cells, past, strict=True)
            ]
            rows.append(PyramidRow(self.age(share.code), *parts))
        has_unknown = any(share.unknown for share in shares)
        say = self.language.text
        return Pyramid(
            tuple(rows), self.legend(has_unknown=has_unknown), say("Age group"), self._kept(shown)
        )

    def categories(self, *, is_brief: bool = False) -> Table:
        """Women, men and the share of women by category; brief without the unknown."""
        say, shares, by = self.language.text, self.found.categories, "category"
        shown, marked, was = self._shown(by), self._marked(by), self._was(by)
        has_unknown = not is_brief and any(share.unknown for share in shares)
        head = [
            Column(say("Category"), 5),
            Column(say("Women"), 1.4, Align.RIGHT),
            Column(say("Men"), 1.4, Align.RIGHT),
            *([Column(say("Unknown"), 1.6, Align.RIGHT)] if has_unknown else []),
            Column(say("Women,\u00a0%"), 1.6, Align.RIGHT),
        ]
        if was is not None:
            head.append(Column(say("Change"), 1.6, Align.RIGHT))
        rows = [
            self._category(
                share, shown[share.code], marked[share.code], was, has_unknown=has_unknown
            )
            for share in shares
        ]
        return Table(tuple(head), tuple(rows), notes=self._kept(shown))

    def _category(
        self,
        share: Share,
        told: tuple[int | None, ...],
        marked: tuple[bool, ...],
        was: TellPeople | None,
        *,
        has_unknown: bool,
    ) -> tuple[Entry, ...]:
        language, (women, men, _) = self.language, told
        columns = list(zip(told, marked, strict=True))[: 3 if has_unknown else 2]
        cells: list[Entry] = [self.category(share.code)]
        cells += [self._cell(number, is_marked=is_marked) for number, is_marked in columns]
        if women is None or men is None:
            cells.append(Cell(KEPT))
        elif not women + men:
            cells.append(Cell(NOTHING))
        else:
            said = language.percent(women, women + men) + (KEPT if any(marked[:2]) else "")
            cells.append(Cell(said, value=women / (women + men)))
        if was is not None:
            cells.append(self._change(told, was.get(share.code, (0,) * 3)))
        return tuple(cells)

    def _change(self, now: tuple[int | None, ...], before: tuple[int | None, ...]) -> Cell:
        """How much more there are than before; nothing where that would give away what is kept."""
        numbers = [*now, *before]
        if None in numbers:
            return Cell(KEPT)
        change = sum(number or 0 for number in now) - sum(number or 0 for number in before)
        return Cell(changed_by(self.language, change), value=change)

    # ---- all together ----

    def figures(self) -> Facts:
        """What is counted, at a glance."""
        say, number, found = self.language.text, self.language.number, self.found
        known = found.women + found.men
        women = self.language.percent(found.women, known)
        if found.unknown:
            unknown = self.language.percent(found.unknown, found.people)
            women = say("{share}, not stated: {unknown}", share=women, unknown=unknown)
        rule = say("{n} of {total}", n=number(found.off_rule), total=number(found.weighed))
        return Facts(
            (
                (say("Different people"), number(found.people)),
                (say("Participations"), number(found.participations)),
                (say("Events"), number(found.events)),
                (say("Share of women"), women),
                (say("Events that do not keep the 30 % rule"), rule),
            )
        )

    def charts(self) -> Iterator[Block]:
        """The map, the shares and the ages, each under its caption."""
        say = self.language.text
        near = say("Women and men by raion and city")
        for title, block in (
            (say("Participants by oblast"), self.map()),
            (near if self.read.is_near else say("Women and men by oblast"), self.shares()),
            (say("Sex and age"), self.ages()),
        ):
            yield Caption(title, Shown.CHART)
            yield block

    # ---- words ----

    def legend(self, *, has_unknown: bool) -> tuple[tuple[Shade, str], ...]:
        """The words for the sexes."""
        say = self.language.text
        words = (say("women"), say("men"), say("not stated"))
        return tuple(zip(_SEXES, words, strict=True))[: 3 if has_unknown else 2]

    def _cell(self, number: int | None, *, is_marked: bool) -> Cell:
        return Cell(self._number(number, is_marked=is_marked), value=number)

    def _number(
        self, number: int | None, before: int | None = None, *, is_marked: bool = False
    ) -> str:
        """A number as a chart says it, with how it changed where the period before is known."""
        if number is None:
            return KEPT
        said = self.language.number(number) if number else NOTHING
        said += KEPT if is_marked and number else ""
        if before is None or before == number == 0:
            return said
        return f"{said} ({changed_by(self.language, number - before)})"

    def _kept(self, shown: TellPeople) -> tuple[str, ...]:
        if all(None not in row for row in shown.values()):
            return ()
        return (kept_words(self.language),)


def overview_blocks(pieces: OverviewBlocks) -> Iterator[Block]:
    """The charts one below the other, under a heading of the second level; none of nobody."""
    if pieces.found.people:
        yield Heading(pieces.language.text("Women and men, places and ages"), 2)
        yield from pieces.charts()


def _of_sexes(told: ToldPeople, by: str) -> TellPeople:
    return {code: row[: len(_SEXES)] for code, row in told[by].items()}


def _all_of_them(told: ToldPeople) -> dict[str, int | None]:
    """All people by oblast, as the map says them."""
    return {code: row[-1] for code, row in told.get("oblast", {}).items()}


def judged_share(share: Share) -> Judgement:
    """Whether the people of a part keep the 30 % rule."""
    return judge(basic_rule(), People(share.women, share.men, share.unknown))


def steps_of(values: Sequence[int], most: int = MAP_STEPS) -> list[int]:
    """Where the steps of a map begin, the first left out: about as many places in each, and
    between them the roundest numbers there are.
    """
    known = sorted(set(values))
    steps = min(most, len(known))
    if steps < 2:
        return []
    at = [round(step * len(known) / steps) for step in range(1, steps)]
    return [_roundest(known[place - 1], known[place]) for place in at]


def _roundest(low: int, high: int) -> int:
    """The number above `low` and not above `high` with the most noughts at its end."""
    power: int = 10 ** len(str(high))
    while power > 1:
        first, last = (low // power + 1) * power, high // power * power
        if first <= last:
            return min(max(round((low + high) / 2 / power) * power, first), last)
        power //= 10
    return high


def step_words(language: Language, bounds: Sequence[int], values: Sequence[int]) -> tuple[str, ...]:
    """What the steps are called: <300, 300–699, 700+."""
    number = language.number
    if not bounds:
        return (number(values[0]),) if values else ()
    between = [
        number(low) if high - low == 1 else f"{number(low)}–{number(high - 1)}"
        for low, high in pairwise(bounds)
    ]
    return (f"<{number(bounds[0])}", *between, f"{number(bounds[-1])}+")
