"""The filled forms of the demonstration: a test before and after each meeting, and its feedback."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from app.actions.filling_in import submit
from app.actions.forms import ReadFile, keep_form, read_file
from app.model import Event
from app.model.resources import read_yaml
from app.paths import resource
from app.storage.forms import ReadForm, form_of
from app.surveys import Entry, Filling, Kind

if TYPE_CHECKING:
    from app.commands.demo_events import Notebook

FORMS = {"leadership_test": "pre_test", "event_feedback": "feedback"}
"""The forms that come with the program which are filled, and what each serves."""
_BEFORE, _AFTER, _FEEDBACK = 10, 9, 8
_SKILL = {1: 0.4, 2: 0.75}
"""How often an answer is right, before and after."""
_TRIES = 6
_LETTERS = "АБГДЖКМНСТ"


class Surveys:
    """The forms, read once for all notebooks of a demonstration."""

    def __init__(self) -> None:
        self._words: dict[str, Any] = read_yaml("demo/answers")
        self._read: dict[str, ReadFile] = {
            name: read_file(resource("forms", f"{name}.xlsx")) for name in FORMS
        }

    def fill(self, notebook: Notebook, event: bytes) -> None:
        """Keep the forms in a notebook and fill them as people at this event would have."""
        ws = notebook.workspace
        held = ws.get(Event, event)
        for name, purpose in FORMS.items():
            path = resource("forms", f"{name}.xlsx")
            version = keep_form(ws, path, self._read[name], purpose).added.version
            read = form_of(ws, version)
            if read is None or held is None or held.date_from is None:
                continue
            texts = self._words[notebook.language]
            respondent = _Respondent(notebook.chance, read, texts, held.date_from)
            facts = {
                "event": event,
                "territory": held.territory,
                "group_name": self._words["group"][notebook.language],
            }
            for number, code in _whom(name, notebook.chance):
                filling = respondent.fill(number, code)
                said = {"round": number, "code": code, "source": "paper"} if number else {}
                submit(ws, version, filling, {**facts, **said, "collected_on": held.date_from})


def _whom(name: str, chance: random.Random) -> Iterator[tuple[int, str]]:
    """Who fills a form: the round (0 for none) and the word she chose."""
    if name != "leadership_test":
        yield from ((0, "") for _ in range(_FEEDBACK))
        return
    letters = [f"{one}{other}" for one in _LETTERS for other in _LETTERS]
    codes = [f"{pair}{chance.randrange(10, 100)}" for pair in chance.sample(letters, _BEFORE)]
    yield from ((1, code) for code in codes)
    yield from ((2, code) for code in chance.sample(codes, _AFTER))


class _Respondent:
    """Somebody invented, who answers every question she is asked."""

    def __init__(
        self, chance: random.Random, read: ReadForm, texts: Sequence[str], day: date
    ) -> None:
        self._chance, self._read, self._texts, self._day = chance, read, texts, day
        self._skill = _SKILL[1]

    def fill(self, number: int, code: str) -> Filling:
        """A form that is filled to the end."""
        at = datetime.combine(self._day, time(16, 0)).astimezone()
        filling = Filling(self._read.form, clock=lambda: at, seed=self._chance.randrange(2**31))
        self._skill = _SKILL.get(number, 0.5)
        for _ in range(_TRIES):
            asked = [entry for entry in filling.entries() if _is_open(entry)]
            if not asked:
                break
            for entry in asked:
                self._answer(filling, entry.position, number, code)
        return filling

    def _answer(self, filling: Filling, position: str, number: int, code: str) -> None:
        for _ in range(_TRIES):
            entry = filling.entry(position)
            if not _is_open(entry):
                return
            filling.answer(position, self._said(entry, number, code))

    def _said(self, entry: Entry, number: int, code: str) -> Any:
        asks = {path: asked for asked, path in self._read.marks.asks.items()}
        asked = asks.get(entry.path)
        values = [choice.value for choice in entry.choices]
        if asked == "code" and code:
            return code
        if asked == "round" and number and len(values) > 1:
            return values[number - 1]
        if values:
            return self._chosen(entry, values)
        if entry.kind is Kind.DATE:
            return self._day
        if entry.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.RANGE}:
            most = int(float(entry.parameters.get("end", 10)))
            return self._chance.randint(max(1, most // 2), most)
        return self._chance.choice(self._texts)

    def _chosen(self, entry: Entry, values: list[str]) -> list[str] | str:
        right = self._read.marks.correct.get(entry.path, "").split()
        is_right = bool(right) and self._chance.random() < self._skill
        if entry.kind is Kind.SELECT_ONE:
            return right[0] if is_right else self._chance.choice(values)
        most = min(len(values), 3)
        return right if is_right else self._chance.sample(values, self._chance.randint(1, most))


_ANSWERED = frozenset(
    {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK, Kind.INTEGER, Kind.DECIMAL, Kind.RANGE,
     Kind.DATE, Kind.TEXT}
)  # fmt: skip


def _is_open(entry: Entry) -> bool:
    """Whether a question waits for an answer, or for a better one."""
    is_asked = entry.kind in _ANSWERED and entry.is_relevant and not entry.is_read_only
    return is_asked and (not entry.value or entry.violation is not None)
