"""One form while it is filled: its entries, its steps, what each answer changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.surveys import Entry, Filling, Kind, plain
from app.ui.kit.strip import AHEAD, DONE, HERE, SKIPPED
from app.ui.surveys.steps import QUESTION, Step, end_of, is_answered, is_question, steps_of


@dataclass(frozen=True)
class Sums:
    """How much of a form is answered, and how much is not asked."""

    answered: int = 0
    not_asked: int = 0


class Sheet:
    """Follows a filling; reads again only what an answer changed."""

    def __init__(self, filling: Filling, mode: str = QUESTION) -> None:
        self.filling = filling
        self.mode = mode
        self.at = 0
        """The step that is shown; as many as there are steps: the end."""
        self._entries: dict[str, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._parts: dict[str, str] = {}
        self.steps: list[Step] = []
        self.read()

    def read(self) -> None:
        """Read the whole form again: its language changed, or a repeat grew or shrank."""
        entries = self.filling.entries()
        self._entries = {entry.position: entry for entry in entries}
        asked = [entry.position for entry in entries if is_question(entry)]
        self._numbers = {position: at for at, position in enumerate(asked, 1)}
        self.steps = steps_of(entries, self.mode)
        self._find_parts(entries)

    def _find_parts(self, entries: Iterable[Entry]) -> None:
        """Which group each entry belongs to: the innermost that has a name."""
        self._parts = {}
        open_: list[tuple[int, str]] = []
        for entry in entries:
            while open_ and open_[-1][0] >= entry.level:
                open_.pop()
            named = next((label for _, label in reversed(open_) if label), "")
            self._parts[entry.position] = named
            if not entry.kind.is_asked:
                open_.append((entry.level, plain(entry.label)))

    # ---- what there is ----

    @property
    def entries(self) -> list[Entry]:
        """Everything, in its order."""
        return list(self._entries.values())

    def entry(self, position: str) -> Entry | None:
        """What stands at a position."""
        return self._entries.get(position)

    @property
    def questions(self) -> list[Entry]:
        """What is asked, in its order; notes are not."""
        return [self._entries[position] for position in self._numbers]

    def number(self, position: str) -> int:
        """The number of a question; 0 for what is none."""
        return self._numbers.get(position, 0)

    def part(self, position: str) -> str:
        """The name of the group it belongs to."""
        return self._parts.get(position, "")

    def sums(self) -> Sums:
        """How much is answered and how much is not asked."""
        questions = self.questions
        answered = sum(is_answered(one) for one in questions)
        return Sums(answered, sum(not one.is_relevant for one in questions))

    def states(self, here: str) -> list[str]:
        """Each question's bar in the strip."""
        return [_state(entry, here) for entry in self.questions]

    # ---- where one is ----

    @property
    def step(self) -> Step | None:
        """The step that is shown; None at the end."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    def shown(self) -> list[Entry]:
        """The entries of the step that is shown."""
        step = self.step
        if step is None:
            return []
        return [self._entries[one] for one in step.positions if one in self._entries]

    def is_shown(self, at: int) -> bool:
        """Whether a step has anything to show."""
        step = self.steps[at]
        if step.more:
            return True
        known = (self._entries.get(one) for one in step.positions)
        return any(one is not None and one.is_relevant and one.kind.is_asked for one in known)

    def go(self, step: int) -> bool:
        """Go on by a step, or back; what is not asked is passed over. Whether one moved."""
        at = self.at + step
        while 0 <= at < len(self.steps) and not self.is_shown(at):
            at += step
        if not 0 <= at <= len(self.steps):
            return False
        self.at = at
        return True

    def go_to(self, position: str) -> bool:
        """Go to the step a question is on."""
        for at, step in enumerate(self.steps):
            if position in step.positions:
                self.at = at
                return True
        return False

    def first_question(self, position: str) -> str:
        """The position itself, or of a group or an instance the first that is asked in it."""
        entries = self.entries
        at = next((i for i, one in enumerate(entries) if one.position == position), None)
        if at is None:
            return position
        inside = entries[at : end_of(entries, at)]
        asked = (one.position for one in inside if one.kind.is_asked and one.is_relevant)
        return next(asked, position)

    def begin(self) -> None:
        """Go to the first step there is something on."""
        self.at = -1
        if not self.go(1):
            self.at = len(self.steps)

    # ---- answering ----

    def answer(self, position: str, value: str) -> list[Entry]:
        """Give an answer; what stands otherwise than before, itself among it."""
        return self._reread({position, *self.filling.answer(position, value)})

    def take_off(self, position: str) -> None:
        """Take an instance off its repeat."""
        repeat, _, index = position.rpartition("[")
        self.filling.remove_repeat(repeat, int(index.rstrip("]")))
        self.read()

    def taken_by(self, position: str) -> list[Entry]:
        """An instance of a repeat and all that stands in it."""
        inside = f"{position}/"
        return [
            one
            for one in self._entries.values()
            if one.position == position or one.position.startswith(inside)
        ]

    def bring_back(self, taken: list[Entry]) -> str:
        """Put an instance back where it was, with its answers; says its position."""
        former = taken[0].position
        repeat, _, index = former.rpartition("[")
        made = self.filling.add_repeat(repeat, int(index.rstrip("]")))
        for entry in taken[1:]:
            position = made + entry.position.removeprefix(former)
            there = {one.position for one in self.filling.entries()}
            if entry.kind is Kind.INSTANCE and position not in there:
                self.filling.add_repeat(position.rpartition("[")[0])
            elif entry.kind.is_asked and entry.value and position in there:
                self.filling.answer(position, entry.value)
        self.read()
        return made

    def _reread(self, positions: set[str]) -> list[Entry]:
        changed = []
        for position in positions:
            former = self._entries.get(position)
            if former is None:
                continue
            entry = former if former.kind is Kind.REPEAT else self.filling.entry(position)
            self._entries[position] = entry
            changed.append(entry)
        return changed


def _state(entry: Entry, here: str) -> str:
    if entry.position == here:
        return HERE
    if not entry.is_relevant:
        return SKIPPED
    return DONE if entry.value else AHEAD
