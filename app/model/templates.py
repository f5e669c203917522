"""Templates of events: a type, aims and a programme to start from, out of `resources/templates`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.paths import resource

_CODES = ("ky", "ru", "en")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One line of a template's programme; `day` counts from 1."""

    day: int
    time_from: str
    time_to: str
    kind: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EventTemplate:
    """A ready-made event; its texts stand in all languages of the program."""

    code: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    values: Mapping[str, str]
    aims: tuple[Mapping[str, str], ...] = ()
    programme: tuple[TemplateLine, ...] = field(default=())

    @property
    def days(self) -> int:
        """How many days the programme takes."""
        return max((line.day for line in self.programme), default=1)


@cache
def event_templates() -> Mapping[str, EventTemplate]:
    """All templates by code, in the order of the file."""
    import yaml

    text = resource("templates", "events.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return {row["code"]: _template(row) for row in rows}


def _template(row: dict[str, Any]) -> EventTemplate:
    return EventTemplate(
        code=row["code"],
        name=_words(row["name"]),
        about=_words(row["about"]),
        values={name: row[name] for name in ("type", "mode", "attendance_by")},
        aims=tuple(_words(aim) for aim in row["aims"]),
        programme=tuple(_line(line) for line in row["programme"]),
    )


def _line(row: dict[str, Any]) -> TemplateLine:
    return TemplateLine(
        day=int(row.get("day", 1)),
        time_from=row["from"],
        time_to=row["to"],
        kind=row["kind"],
        title=_words(row),
    )


def _words(row: Mapping[str, Any]) -> dict[str, str]:
    return {code: str(row[code]) for code in _CODES}
