"""What a saved question is: a figure, the facts it is made of, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.language import mark
from app.storage.questions.facts import Breakdown

PEOPLE = mark("different people")
PARTICIPATIONS = mark("participations: a person at two events counts twice")
PRESENCES = mark("half-days present")
EVENTS = mark("events")
RECORDS = mark("records")
SUM = mark("sum")
SOM = mark("som")
POINTS = mark("percentage points, mean of all pairs of tests")
FORMS = mark("filled forms")
MARK = mark("mean mark, of 5")


FILTERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "period": (mark("Period"), ("since", "until")),
    "territory": (mark("Territory"), ("places",)),
    "project": (mark("Project"), ("project",)),
    "framework": (mark("Framework"), ("framework",)),
    "item": (mark("Goal or direction"), ("items",)),
    "event_type": (mark("Type of event"), ("event_type",)),
}
"""What figures can be narrowed by: what it is called, and its parameters in the SQL of facts."""


_PARAMETER = re.compile(r":(\w+)")


@dataclass(frozen=True)
class SavedQuestion:
    """A figure with its breakdowns and the records behind it.

    It is narrowed by the filters its facts ask for (`FILTERS`) and by no others: nothing else says
    so, and so nothing else can say it wrongly.
    """

    key: str
    title: str
    unit: str
    record: str
    """The type of the records behind the figure."""
    source: str
    figure: str
    by: Mapping[str, Breakdown] = field(default_factory=dict)
    id: str = "f.id"
    behind: str = ""
    """What joins the records to the facts, where a fact is of several."""
    of: str = ""
    """For a share: the SQL of N in "n of N"; `figure` is n."""
    each: str = ""
    """Where one person counts several times: how much each fact adds, as SQL."""
    n: str = ""
    """For a mean: the SQL of how many it is of."""
    gathers: str = ""
    """The name of what is worked out of answers or calendars first, as a parameter of the SQL."""
    note: str = ""
    """What a reader has to know before quoting the figure."""

    @cached_property
    def narrowed_by(self) -> frozenset[str]:
        """The names of the filters that narrow it."""
        asked = set(_PARAMETER.findall(self.source))
        return frozenset(name for name, (_, given) in FILTERS.items() if asked & set(given))
