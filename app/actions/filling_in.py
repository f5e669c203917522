"""Filling a form by answers that are known all at once: from a file, or made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from app.actions.surveys import attach, begin, drop_draft, finalise
from app.errors import AppError
from app.language import mark
from app.storage import Workspace
from app.surveys import Device, Filling, Form, Kind, Question

Answers = Mapping[str, Any]
"""Answers by the names of questions; groups may be objects, repeats are lists of objects."""


@dataclass(frozen=True)
class AnswerProblem:
    """One answer that cannot stand, by the question's position or the name that was given."""

    where: str
    text: str
    values: Mapping[str, object]


class AnswersWrong(AppError):
    """Some of the answers cannot stand; nothing was kept. `problems` names each."""

    def __init__(self, problems: Sequence[AnswerProblem]) -> None:
        super().__init__(
            mark("{n} answers cannot stand, so the form was not filled. Mend them and try again."),
            n=len(problems),
        )
        self.problems = tuple(problems)


class _Asked(NamedTuple):
    """An answer and where it belongs."""

    question: Question
    position: str
    value: Any


def fill_in(
    form: Form, answers: Answers, device: Device | None = None, seed: int | None = None
) -> tuple[Filling, list[AnswerProblem]]:
    """A filling with these answers, and all that is wrong with them."""
    filling = Filling(form, device=device, seed=seed)
    work = _Answering(form, filling)
    work.answer_all(answers)
    problems = [*work.problems, *_violations(filling, work.refused)]
    return filling, problems


def submit(
    ws: Workspace,
    version: bytes,
    filling: Filling,
    facts: Mapping[str, object],
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Keep a filling that is complete as a filled form, with the files it calls by name."""
    draft = begin(ws, version, filling.document(), facts)
    try:
        for name, content in (files or {}).items():
            draft = attach(ws, draft, name, content)
        finalise(ws, replace(draft, document=filling.document()), filling)
    except AppError:
        drop_draft(ws, draft.id)
        raise
    return draft.id


def _violations(filling: Filling, said: frozenset[str]) -> Iterator[AnswerProblem]:
    texts = {
        "required": mark("an answer is needed"),
        "constraint": mark("the form does not accept this answer"),
        "refused": mark("this cannot be an answer here"),
    }
    for violation in filling.problems():
        if violation.position not in said:
            text = violation.message or texts[violation.kind]
            yield AnswerProblem(violation.position, text, {})


class _Answering:
    """Answers question by question in the order of the form, since one answer opens others."""

    def __init__(self, form: Form, filling: Filling) -> None:
        self._form, self._filling = form, filling
        self._order = {question.path: n for n, question in enumerate(form.questions)}
        self._root = f"/{form.root.name}"
        self.problems: list[AnswerProblem] = []
        self._refused: set[str] = set()

    @property
    def refused(self) -> frozenset[str]:
        """The positions whose problems have been said."""
        return frozenset(self._refused)

    def answer_all(self, answers: Answers) -> None:
        """Give all the answers; what was hidden at its turn is tried again after the others."""
        waiting = self._scope(answers, "", self._root)
        while waiting:
            left = [asked for asked in waiting if not self._answer(asked)]
            if len(left) == len(waiting):
                break
            waiting = left
        for asked in waiting:
            self._say(asked.position, mark("the question is not asked with these answers"))

    def _scope(self, answers: Answers, repeat: str, position: str) -> list[_Asked]:
        """Answer one row; answers those that were hidden."""
        left: list[_Asked] = []
        found = sorted(self._named(answers, repeat), key=lambda each: self._order[each[0].path])
        named = {question.path for question, _ in found}
        base = repeat or self._root
        for question in self._form.questions:
            is_row = question.kind is Kind.REPEAT and question.repeat == repeat
            if is_row and question.path not in named:
                self._resize(position + question.path.removeprefix(base), 0)
        for question, value in found:
            asked = _Asked(question, position + question.path.removeprefix(base), value)
            if question.kind is Kind.REPEAT:
                left += self._rows(asked)
            elif not self._answer(asked):
                left.append(asked)
        return left

    def _named(
        self, answers: Answers, repeat: str, group: str = ""
    ) -> Iterator[tuple[Question, Any]]:
        """The questions of one row by the names that were given; groups are looked into."""
        for name, value in answers.items():
            question = self._question(str(name), repeat, group)
            if question is None:
                self._say(str(name), mark("the form has no such question"))
            elif question.kind is Kind.GROUP:
                if isinstance(value, Mapping):
                    yield from self._named(value, repeat, question.path)
                else:
                    self._say(str(name), mark("a group takes an object"))
            elif value is not None:
                yield question, value

    def _question(self, name: str, repeat: str, group: str) -> Question | None:
        """The question of a name, or of a path below the form, the repeat or the group."""
        within = [
            question
            for question in self._form.questions
            if question.repeat == repeat
            and question.path.startswith(f"{group or repeat or self._root}/")
        ]
        bases = {base for base in (group, repeat, self._root) if base}
        paths = {f"{base}/{name}" for base in bases}
        exact = [question for question in within if question.path in paths]
        short = [question for question in within if question.name == name]
        return exact[0] if exact else short[0] if len(short) == 1 else None

    def _rows(self, asked: _Asked) -> list[_Asked]:
        rows = asked.value
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            self._say(asked.position, mark("a repeat takes a list of objects"))
            return []
        left: list[_Asked] = []
        if not self._resize(asked.position, len(rows)):
            self._say(asked.position, mark("the form itself says how many rows there are"))
            return []
        for number, row in enumerate(rows, start=1):
            left += self._scope(row, asked.question.path, f"{asked.position}[{number}]")
        return left

    def _resize(self, position: str, wanted: int) -> bool:
        """Make as many rows as there are answers; false where the form counts them itself."""
        there = self._count(position)
        entry = next((one for one in self._filling.entries() if one.position == position), None)
        if entry is not None and entry.is_fixed:
            return there == wanted or not wanted
        for _ in range(there, wanted):
            self._filling.add_repeat(position)
        for number in range(there, wanted, -1):
            self._filling.remove_repeat(position, number)
        return True

    def _count(self, position: str) -> int:
        count = 0
        while True:
            try:
                self._filling.entry(f"{position}[{count + 1}]")
            except LookupError:
                return count
            count += 1

    def _answer(self, asked: _Asked) -> bool:
        """Give one answer; false where the question is hidden for now."""
        position, value = asked.position, asked.value
        try:
            entry = self._filling.entry(position)
        except LookupError:
            return False
        if not entry.is_relevant:
            return False
        if not entry.kind.is_asked or entry.is_read_only:
            self._say(position, mark("nobody is asked for this"))
            return True
        if isinstance(value, Mapping) or (isinstance(value, list) and not entry.kind.takes_choices):
            self._say(position, mark("this cannot be an answer here"))
            return True
        given = [str(each) for each in value] if isinstance(value, list) else value
        self._filling.answer(position, given)
        if self._filling.entry(position).refused:
            self._say(position, mark("“{value}” cannot be an answer here"), value=given)
        return True

    def _say(self, where: str, text: str, **values: object) -> None:
        self._refused.add(where)
        self.problems.append(AnswerProblem(where, text, values))
