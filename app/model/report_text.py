"""Text of a report: what people write in it in their own words, a record like all others."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, Link, LongText, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

EVENT, CONSOLIDATED, FINAL = "event", "consolidated", "final"
SECTIONS: Mapping[str, tuple[str, ...]] = {
    EVENT: ("introduction", "conclusion"),
    CONSOLIDATED: ("introduction", "analysis", "conclusion"),
    FINAL: (
        "introduction",
        "aims",
        "places",
        "organisers",
        "participants",
        "background",
        "problems",
        "general",
        "priorities",
        "recommendations",
        "results",
        "analysis",
        "conclusion",
        "annexes",
        "contacts",
    ),
}
"""Report → the parts of it that can be written, in their order."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a report is of: an event, or a period of a territory, project, framework and so on."""

    event: bytes | None = None
    territory: str | None = None
    since: date | None = None
    until: date | None = None
    project: bytes | None = None
    framework: str = ""
    goal: str = ""
    event_type: str | None = None

    def values(self) -> dict[str, Any]:
        """The subject as the fields of a record have it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class ReportText(Record):
    """One part of one report in one language.

    Two notebooks that write the same part write the same record, so that their words meet.
    """

    type_name: ClassVar[str] = "report_text"
    label: ClassVar[str] = mark("Text of a report")
    label_plural: ClassVar[str] = mark("Texts of reports")
    key: ClassVar[tuple[str, ...]] = (
        "report",
        "section",
        "written_in",
        "event",
        "territory",
        "since",
        "until",
        "project",
        "framework",
        "goal",
        "event_type",
    )
    owner: ClassVar[str] = "event"

    report: str | None = kept(
        Choice(label=mark("Report"), enumeration="written_report", required=True)
    )
    section: str | None = kept(
        Choice(label=mark("Section"), enumeration="report_section", required=True)
    )
    written_in: str | None = kept(
        Choice(label=mark("Language"), enumeration="language_code", required=True)
    )
    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    territory: str | None = kept(Place(label=mark("Territory")))
    since: date | None = kept(Day(label=mark("From")))
    until: date | None = kept(Day(label=mark("Until")))
    project: bytes | None = kept(Link(label=mark("Project"), to="project"))
    framework: str = kept(Text(label=mark("Framework"), limit=60))
    goal: str = kept(Text(label=mark("Goal or direction"), limit=80))
    event_type: str | None = kept(Choice(label=mark("Type of event"), enumeration="event_type"))
    text: str = kept(LongText(label=mark("Text")))

    def caption(self) -> str:
        return self.text.split("\n", 1)[0]

    def subject(self) -> Subject:
        """What the report is of."""
        return Subject(**{name: getattr(self, name) for name in Subject().values()})
