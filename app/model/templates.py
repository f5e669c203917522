"""Templates of events, plans and layouts to start from, out of `resources/templates`."""

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


@dataclass(frozen=True, slots=True)
class TemplateMeasure:
    """A measure of a template; it begins `month` months after the plan and takes `months`."""

    text: Mapping[str, str]
    items: tuple[str, ...]
    month: int
    months: int
    source: str
    indicator: Mapping[str, str]
    unit: Mapping[str, str]
    target: int


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A ready-made action plan; its texts stand in all languages of the program."""

    code: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    level: str
    months: int
    results: tuple[Mapping[str, str], ...]
    measures: tuple[TemplateMeasure, ...]


@cache
def plan_templates() -> Mapping[str, PlanTemplate]:
    """All templates of plans by code, in the order of the file."""
    from app.model.resources import read_yaml

    rows: list[dict[str, Any]] = read_yaml("templates/plans")
    return {row["code"]: _plan(row) for row in rows}


@dataclass(frozen=True, slots=True)
class LayoutTemplate:
    """A ready-made layout of documents; its values are those of the record."""

    code: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    values: Mapping[str, Any]


@cache
def layout_templates() -> Mapping[str, LayoutTemplate]:
    """All templates of layouts by code, in the order of the file."""
    from app.model.resources import read_yaml

    rows: list[dict[str, Any]] = read_yaml("templates/layouts")
    return {row["code"]: _layout(row) for row in rows}


def _layout(row: dict[str, Any]) -> LayoutTemplate:
    return LayoutTemplate(row["code"], _words(row["name"]), _words(row["about"]), row["values"])


def _plan(row: dict[str, Any]) -> PlanTemplate:
    return PlanTemplate(
        code=row["code"],
        name=_words(row["name"]),
        about=_words(row["about"]),
        level=row["level"],
        months=row["months"],
        results=tuple(_words(result) for result in row["results"]),
        measures=tuple(_measure(measure) for measure in row["measures"]),
    )


def _measure(row: dict[str, Any]) -> TemplateMeasure:
    indicator = row["indicator"]
    return TemplateMeasure(
        text=_words(row),
        items=tuple(row["items"]),
        month=row["month"],
        months=row["for"],
        source=row["source"],
        indicator=_words(indicator),
        unit=_words(indicator["unit"]),
        target=indicator["target"],
    )


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
