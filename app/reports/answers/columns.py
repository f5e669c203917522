"""Which columns an export has: facts beside the answers, questions, parted choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.language import Language
from app.storage.questions.filled import Chosen
from app.storage.selection import EVERYTHING, AnswerFilter
from app.surveys.languages import label_in
from app.surveys.tables import Column

if TYPE_CHECKING:
    from app.surveys import Question

Value = str | int | None
MANY = frozenset({"select_multiple", "rank"})
FLAG, LABEL = "flag", "label"
"""Kinds of column no question has: a parted choice, and words that stand for codes."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to export, and how."""

    survey: bytes
    wanted: AnswerFilter = EVERYTHING
    has_labels: bool = False
    """Questions and choices in words of the language, not as codes."""
    is_split: bool = False
    """A column more for each choice of a question with several answers."""
    separator: str = ","
    """Between the cells of CSV; Excel in Russian expects the semicolon."""
    is_full: bool = False
    """With who answered: people, codes, devices, files, questions the form marks as personal."""


def relative(path: str) -> str:
    """A path below the form's own root: `/data/house/water` → `house/water`."""
    return path.split("/", 2)[-1]


def personal_paths(of: Chosen) -> frozenset[str]:
    """The questions whose answers say who somebody is."""
    form, marks = of.read.form, of.read.marks
    noted = {place.path for place in form.places if place.bind.preload == "property"}
    files = {column.path for column in of.read.layout.columns if column.kind == "upload"}
    code = {marks.asks["code"]} if "code" in marks.asks else set[str]()
    return frozenset({*noted, *files, *code, *marks.personal})


@dataclass
class Asked:
    """A question through all versions: its codes in their order, and how they are called."""

    name: str
    kind: str
    label: str
    options: dict[str, str] = field(default_factory=dict)

    def take(self, question: Question | None, code: str) -> None:
        """Add the choices an older version knows."""
        for option in question.options if question else ():
            self.options.setdefault(option.value, label_in(option.labels, code) or option.value)


Say = Callable[[str], Value]


@dataclass(frozen=True)
class Heading:
    """A column of the file: what stands above it, and what its values are."""

    text: str
    kind: str


class Table:
    """The columns of the form itself, or of one repeat, over all the versions there are."""

    def __init__(self, repeat: str, forms: Sequence[Chosen], wish: Wish, code: str) -> None:
        self.repeat = repeat
        """Below the root; "" for the form itself."""
        self.left_out: list[str] = []
        self._wish = wish
        self._asked: dict[str, Asked] = {}
        self._places: dict[bytes, dict[str, int]] = {}
        for of in forms:
            self._take(of, code)
        self._ways: dict[bytes, list[tuple[int, Sequence[Say | None]]]] = {
            version: [
                (places.get(name, -1), self._says(asked)) for name, asked in self._asked.items()
            ]
            for version, places in self._places.items()
        }

    def _take(self, of: Chosen, code: str) -> None:
        personal = frozenset[str]() if self._wish.is_full else personal_paths(of)
        places = self._places[of.version] = {}
        for place, column in enumerate(columns_of(of, self.repeat)):
            name = relative(column.path)
            if name.endswith("meta/instanceID"):
                continue
            if column.path in personal:
                if name not in self.left_out:
                    self.left_out.append(name)
                continue
            places[name] = place
            question = of.read.form.question(column.path)
            if name not in self._asked:
                label = label_in(question.labels, code) or name
                self._asked[name] = Asked(name, column.kind, label)
            self._asked[name].take(question, code)

    def _says(self, asked: Asked) -> list[Say | None]:
        """How the cells of a question come of its answer; None takes it as it is."""
        first: Say | None = None
        if self._wish.has_labels and asked.kind in MANY:
            first = _several_words(asked.options)
        elif self._wish.has_labels and asked.options:
            first = _words(asked.options)
        parted = asked.options if self._is_parted(asked) else ()
        return [first, *(_chosen(option) for option in parted)]

    def _is_parted(self, asked: Asked) -> bool:
        return self._wish.is_split and asked.kind in MANY

    def headings(self) -> Iterator[Heading]:
        """The columns of the questions, parted choices after their question."""
        labels = [asked.label for asked in self._asked.values()]
        for asked in self._asked.values():
            is_word = self._wish.has_labels and bool(asked.options)
            text = asked.name
            if self._wish.has_labels:
                is_one = labels.count(asked.label) == 1
                text = asked.label if is_one else f"{asked.label} ({asked.name})"
            yield Heading(text, LABEL if is_word else asked.kind)
            for option, label in asked.options.items() if self._is_parted(asked) else ():
                yield Heading(f"{text}/{label if self._wish.has_labels else option}", FLAG)

    def cells(self, version: bytes, row: Sequence[str | None]) -> Iterator[Value]:
        """The cells of one row of a version's answers, in the order of the headings."""
        for place, says in self._ways[version]:
            answer = row[place] if place >= 0 else None
            if answer is None:
                yield from [None] * len(says)
            else:
                for say in says:
                    yield answer if say is None else say(answer)


def columns_of(of: Chosen, repeat: str) -> list[Column]:
    """A version's columns of a repeat that is named below the root; none where it has no such."""
    named = {relative(name) if name else "": name for name in of.read.layout.of_repeat}
    return of.read.layout.of_repeat[named[repeat]] if repeat in named else []


def _words(options: Mapping[str, str]) -> Say:
    return lambda answer: options.get(answer, answer)


def _several_words(options: Mapping[str, str]) -> Say:
    return lambda answer: "; ".join(options.get(code, code) for code in answer.split())


def _chosen(option: str) -> Say:
    return lambda answer: int(option in answer.split())


def tables_of(forms: Sequence[Chosen], wish: Wish, language: Language) -> list[Table]:
    """The tables of an export: of the form itself, then of each repeat, the outer ones first."""
    repeats = {relative(name) for of in forms for name in of.read.layout.repeats}
    return [Table(name, forms, wish, language.code) for name in ("", *sorted(repeats))]
