"""Programme: what a typed line means, in which order lines stand, and where they overlap."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.language import fold
from app.model.event import AgendaItem
from app.model.kinds import parse_time

LAST_MINUTE = 24 * 60 - 1
BREAK = "break"


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a programme as somebody typed or pasted it."""

    time_from: str | None
    time_to: str | None
    title: str
    speaker: str
    kind: str

    def values(self) -> dict[str, object]:
        """The fields of the agenda item it becomes."""
        return {
            "time_from": self.time_from,
            "time_to": self.time_to,
            "title": self.title,
            "speaker": self.speaker,
            "kind": self.kind,
        }


_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_RANGE = re.compile(rf"\s*({_CLOCK})\s*[-–—]\s*({_CLOCK})(?![\d.:])(?=\W|$)[\s,.;|]*")
_START = re.compile(r"\s*(\d{1,2}[.:]\d{2})(?![\d.:])[\s,;|–—-]*")
_LENGTH = re.compile(r"\s*\+?(\d{1,3})\s*(?:мин|мүн|м\b|min|m\b)\w*\.?[\s,;|–—-]*", re.IGNORECASE)
_SPEAKER = re.compile(r"\t+|\s+[/|]\s*|\s*\|\s*")
_DAYTIME = range(6, 24)


def read_line(text: str, begins: str | None = None) -> TypedLine:
    """What «9.00-9.30 Каттоо / Асанова Б.» says: time, session, speaker, and a guess at the kind.

    A line without a beginning takes `begins`, the end of the line before; «30 мин Каттоо» says how
    long it takes instead of when.
    """
    time_from, time_to, rest = _read_time(text, begins)
    title, speaker = _split(rest)
    return TypedLine(time_from, time_to, title, speaker, guess_kind(title))


def _read_time(text: str, begins: str | None) -> tuple[str | None, str | None, str]:
    if found := _RANGE.match(text):
        first, last = parse_time(found[1]), parse_time(found[2])
        if _is_time(first) and _is_time(last) and _is_meant(found[1], found[2]):
            return first, last, text[found.end() :]
    if found := _START.match(text):
        first = parse_time(found[1])
        if _is_time(first):
            return first, None, text[found.end() :]
    if begins and (found := _LENGTH.match(text)):
        return begins, later(begins, int(found[1])), text[found.end() :]
    return begins, None, text


def _is_time(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"\d{2}:\d{2}", text))


def _is_meant(first: str, last: str) -> bool:
    """Whether «9-10» is a stretch of hours and not «2-3 groups»."""
    if not (first.isdigit() and last.isdigit()):
        return True
    return int(first) in _DAYTIME and int(last) in _DAYTIME and int(first) < int(last)


def _split(rest: str) -> tuple[str, str]:
    parts = _SPEAKER.split(rest.strip(), maxsplit=1)
    speaker = " ".join(parts[1].split()) if len(parts) > 1 else ""
    return " ".join(parts[0].split()), speaker


_WORDS = (
    ("registration", ("каттоо", "катто", "регистр", "registr", "sign in")),
    ("break", ("тыныгуу", "тамак", "чай", "кофе", "обед", "перерыв", "break", "lunch", "coffee")),
    (
        "group_presentation",
        (
            *("топтордун презент", "презентация групп", "групповые презент", "group present"),
            *("presentations of the group", "presentation of the group"),
        ),
    ),
    ("group_work", ("топтордо", "топтук", "работа в групп", "групповая", "group work")),
    ("test", ("тест", "сурамжыл", "анкет", "опрос", "survey", "pre test", "post test", "test")),
    (
        "opening",
        ("ачыл", "куттук", "саламдаш", "открыти", "приветств", "opening", "welcome"),
    ),
    (
        "closing",
        ("жыйынтык", "жабыл", "итог", "закрыти", "завершен", "closing", "summing", "wrap"),
    ),
    (
        "discussion",
        ("талкуу", "суроо", "вопрос", "обсужд", "дискусс", "discussion", "question", "debate"),
    ),
    ("training", ("сабак", "модул", "лекци", "заняти", "көнүгүү", "упражн", "module", "lecture")),
    ("presentation", ()),
)


def guess_kind(title: str) -> str:
    """The kind of a session by the words of its title, in whichever language it is written."""
    said = f" {fold(title)}"
    for kind, words in _WORDS:
        if any(f" {fold(word)}" in said for word in words):
            return kind
    return "presentation"


def minutes(time: str) -> int:
    """Minutes since midnight of "HH:MM"."""
    return int(time[:2]) * 60 + int(time[3:])


def clock(total: int) -> str:
    """The time "HH:MM" of minutes since midnight; never past the end of the day."""
    kept = max(0, min(total, LAST_MINUTE))
    return f"{kept // 60:02d}:{kept % 60:02d}"


def later(time: str, by: int) -> str:
    """A time so many minutes later."""
    return clock(minutes(time) + by)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The lines of a day as they follow each other; one without a time stays where it was put."""
    last, keyed = "", []
    for at, item in enumerate(sorted(items, key=lambda one: (one.sequence or 0, one.id))):
        last = item.time_from or last
        keyed.append((last, at, item))
    return [item for _, _, item in sorted(keyed, key=lambda one: one[:2])]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two lines of a day that are held at the same time."""

    first: AgendaItem
    second: AgendaItem

    @property
    def time_from(self) -> str:
        """When both begin to run."""
        return self.second.time_from or ""

    @property
    def time_to(self) -> str:
        """When the earlier of them is over."""
        return min(self.first.time_to or "", self.second.time_to or self.first.time_to or "")


def overlaps(items: Iterable[AgendaItem]) -> list[Overlap]:
    """Every line of one day that begins before an earlier one is over, with that one."""
    found: list[Overlap] = []
    longest: AgendaItem | None = None
    for item in in_order(items):
        if not item.time_from:
            continue
        if longest and longest.time_to and item.time_from < longest.time_to:
            found.append(Overlap(longest, item))
        if item.time_to and (longest is None or item.time_to > (longest.time_to or "")):
            longest = item
    return found


def shifted(items: Sequence[AgendaItem], overlap: Overlap) -> dict[bytes, dict[str, str]]:
    """New times that cure an overlap: the second line and those it would then run into move on."""
    moved: dict[bytes, dict[str, str]] = {}
    lines = [item for item in in_order(items) if item.time_from]
    free = overlap.first.time_to or ""
    started = False
    for item in lines:
        started = started or item.id == overlap.second.id
        if not started or item.id == overlap.first.id:
            continue
        if (item.time_from or "") >= free:
            break
        moved[item.id] = _from(item, free)
        free = moved[item.id].get("time_to", free)
    return moved


def _from(item: AgendaItem, start: str) -> dict[str, str]:
    if not item.time_to or not item.time_from:
        return {"time_from": start}
    length = minutes(item.time_to) - minutes(item.time_from)
    return {"time_from": start, "time_to": later(start, length)}


def swapped(first: AgendaItem, second: AgendaItem) -> dict[bytes, dict[str, object]]:
    """The values that let two neighbours change places: their times change hands, not lengths."""
    values: dict[bytes, dict[str, object]] = {
        first.id: {"sequence": second.sequence},
        second.id: {"sequence": first.sequence},
    }
    if first.time_from and second.time_from:
        values[second.id] |= _from(second, first.time_from)
        end = values[second.id].get("time_to")
        gap = minutes(second.time_from) - minutes(first.time_to or second.time_from)
        begins = later(str(end), max(gap, 0)) if end else second.time_from
        values[first.id] |= _from(first, begins)
    return values


def span(items: Iterable[AgendaItem]) -> tuple[str, str, int]:
    """When a day begins, when it ends, and its minutes without breaks."""
    timed = [item for item in items if item.time_from and item.time_to]
    if not timed:
        return "", "", 0
    total = sum(
        minutes(item.time_to or "") - minutes(item.time_from or "")
        for item in timed
        if item.kind != BREAK
    )
    first = min(item.time_from or "" for item in timed)
    return first, max(item.time_to or "" for item in timed), total
