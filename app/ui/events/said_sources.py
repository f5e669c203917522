"""What a note can be tied to: problems it answers and groups, found among what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.language import fold
from app.storage.questions.group_work import GroupWork, Said
from app.ui.kit import Finder, Sources
from app.ui.kit.pick_fields import Found

_OFFERED = 12
_SHORT = 60


class SaidSources:
    """Finds among the group work that is shown; `work` gives it, `chosen` the note in hand."""

    def __init__(
        self, work: Callable[[], GroupWork | None], chosen: Callable[[], Said | None]
    ) -> None:
        self._work = work
        self._chosen = chosen

    def of(self, sources: Sources) -> Sources:
        """The sources of a form of notes."""
        problems = Finder(find=self._find_problems, label=self._label_of)
        groups = Finder(find=self._find_groups, label=self._label_of_group)
        links = {**sources.links, "note": problems, "group_session": groups}
        return replace(sources, links=links)

    def _said(self) -> Sequence[Said]:
        work = self._work()
        return work.said if work else []

    def _find_problems(self, typed: str) -> Sequence[Found]:
        chosen = self._chosen()
        words = fold(typed).split()
        found = [
            one
            for one in self._said()
            if one.note.kind == "problem"
            and (chosen is None or one.id != chosen.id)
            and all(f" {word}" in f" {fold(one.note.text)}" for word in words)
        ]
        return [(one.id, _short(one.note.text), one.group) for one in found[:_OFFERED]]

    def _label_of(self, note: object) -> str:
        return next((_short(one.note.text) for one in self._said() if one.id == note), "")

    def _find_groups(self, typed: str) -> Sequence[Found]:
        work, wanted = self._work(), fold(typed)
        found = [one for one in work.groups if wanted in fold(one.session.name)] if work else []
        return [(one.id, one.session.name, one.facilitator) for one in found]

    def _label_of_group(self, group: object) -> str:
        work = self._work()
        groups = work.groups if work else []
        return next((one.session.name for one in groups if one.id == group), "")


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _SHORT else f"{first[: _SHORT - 1].rstrip()}…"
