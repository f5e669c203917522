"""Results of a survey in words: which blocks they make, and how each is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.language import Language
from app.storage.disclosure import SMALLEST, Told, told
from app.storage.questions.results import Bin as CountedBin
from app.storage.questions.results import QuestionResult, Results
from app.surveys.languages import label_in

BARS, STEPS, SPREAD, WORDS = "bars", "steps", "spread", "words"
"""How a block shows its answers."""
_CHOICES = frozenset({"select_one", "select_multiple", "rank", "trigger"})
_SAID = frozenset({"text", "date", "time", "dateTime", "barcode"})
_MOST_STEPS = 5
_MOST_BARS = 12
_FROM_THE_TOP = frozenset({"yes", "good", "very_good", "always", "agree", "strongly_agree", "high"})
"""Codes with which authors begin a scale at its good end."""


@dataclass(frozen=True)
class Block:
    """One question, or statements on one scale, as they are shown together."""

    kind: str
    questions: tuple[QuestionResult, ...]
    told: tuple[Told, ...]

    @property
    def key(self) -> str:
        """By which a block is the same after another filter."""
        return " ".join((self.kind, *(question.path for question in self.questions)))

    @property
    def n(self) -> int:
        """How many answered; of statements, the most."""
        return max(question.n for question in self.questions)

    @property
    def has_small(self) -> bool:
        """Whether something of it may not be passed on."""
        return any(not one.is_whole for one in self.told)


def blocks_of(results: Results) -> list[Block]:
    """The blocks in the order of the form; statements that share their choices stand together."""
    blocks: list[Block] = []
    for run in _runs([one for one in results.questions if _is_shown(one)]):
        kind = STEPS if len(run) > 1 else _kind_of(run[0])
        blocks.append(Block(kind, tuple(run), tuple(told(one) for one in run)))
    return blocks


def _is_shown(question: QuestionResult) -> bool:
    known = _CHOICES | _SAID | {"integer", "decimal", "range"}
    is_asked = bool(question.labels) and not question.is_header
    return is_asked and question.kind in known


def _kind_of(question: QuestionResult) -> str:
    if question.kind in _CHOICES:
        return BARS
    return WORDS if question.kind in _SAID else SPREAD


def _runs(questions: Sequence[QuestionResult]) -> Iterator[list[QuestionResult]]:
    run: list[QuestionResult] = []
    for question in questions:
        if run and not _share(run[-1], question):
            yield run
            run = []
        run.append(question)
    if run:
        yield run


def _share(one: QuestionResult, other: QuestionResult) -> bool:
    """Whether two questions are statements on one scale: in one group, with the same choices."""
    is_scale = one.kind == other.kind == "select_one" and 1 < len(one.choices) <= _MOST_STEPS
    return (
        is_scale
        and one.right is None
        and other.right is None
        and one.path.rpartition("/")[0] == other.path.rpartition("/")[0]
        and [(each.value, each.labels) for each in one.choices]
        == [(each.value, each.labels) for each in other.choices]
    )


class BlockWords:
    """Words blocks in one language. What is given away keeps small cells back."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def label(self, question: QuestionResult) -> str:
        """What was asked."""
        return label_in(question.labels, self.language.code) or question.name

    def title(self, block: Block) -> str:
        """What a block is called."""
        first = block.questions[0]
        if block.kind != STEPS:
            return self.label(first)
        part = label_in(first.part, self.language.code)
        return part or self.language.plural("{n} statement", "{n} statements", len(block.questions))

    def n(self, block: Block, *, is_given: bool = False) -> str:
        """Of how many answers a block tells."""
        if is_given and any(one.n is None for one in block.told):
            return self.language.text("n < {smallest}", smallest=SMALLEST)
        return f"n = {self.language.number(block.n)}"

    def caption(self, block: Block, *, is_given: bool = False) -> str:
        """What else is to be said of the answers: right ones, mean and median, what is left out."""
        if block.kind == STEPS or not block.n:
            return ""
        question, kept = block.questions[0], block.told[0]
        parts = [self._right(question, kept, is_given=is_given)]
        if question.numbers is not None:
            parts.append(self._numbers(question, kept, is_given=is_given))
        if block.kind == BARS and len(question.choices) > _MOST_BARS:
            parts.append(
                self.language.text(
                    "the {n} most frequent of {all}", n=_MOST_BARS, all=len(question.choices)
                )
            )
        if question.kind in {"select_multiple", "rank"}:
            parts.append(self.language.text("several answers were possible"))
        return " · ".join(part for part in parts if part)

    def _right(self, question: QuestionResult, kept: Told, *, is_given: bool) -> str:
        right = kept.right if is_given else question.right
        if right is None:
            return ""
        share = self.language.percent(right, question.n)
        return self.language.text("right: {share} ({n})", share=share, n=right)

    def _numbers(self, question: QuestionResult, kept: Told, *, is_given: bool) -> str:
        numbers = kept.numbers if is_given else question.numbers
        if numbers is None:
            return ""
        number = self.language.number
        least = number(kept.least if is_given else numbers.least)
        most = number(kept.most if is_given else numbers.most)
        mean, median = number(round(numbers.mean, 1)), number(numbers.median)
        say = self.language.text
        said = say("mean {mean} · median {median}", mean=mean, median=median)
        if least and most:
            said += " · " + say("from {least} to {most}", least=least, most=most)
        return said

    def choice(self, question: QuestionResult, at: int) -> str:
        """One choice in words; a tick that is all there is to choose means yes."""
        choice = question.choices[at]
        if not choice.labels and question.kind == "trigger":
            return self.language.text("Yes")
        return label_in(choice.labels, self.language.code) or choice.value

    def scale(self, block: Block) -> tuple[list[str], bool]:
        """The words of the steps, and whether the good end comes first."""
        choices = block.questions[0].choices
        words = [label_in(each.labels, self.language.code) or each.value for each in choices]
        return words, choices[0].value in _FROM_THE_TOP

    def stretch(self, question: QuestionResult, each: CountedBin) -> str:
        """From where to where numbers were counted together."""
        number, low, high = self.language.number, each.low, each.high
        if not low.is_integer() or not high.is_integer():
            return f"{number(round(low, 2))}–{number(round(high, 2))}"
        last = int(high) - 1 if _is_whole(question) else int(high)
        return number(last) if last == low else f"{number(int(low))}–{number(last)}"


def _is_whole(question: QuestionResult) -> bool:
    """Whether the numbers are whole ones, so that 10 up to 20 is said 10–19."""
    numbers = question.numbers
    ends = (numbers.least, numbers.most) if numbers is not None else ()
    return question.kind == "integer" or (
        question.kind == "range" and all(end.is_integer() for end in ends)
    )


def bars_shown(question: QuestionResult, *, is_whole: bool = False) -> list[int]:
    """The choices that are drawn, by their places: all of a few, of many the most frequent."""
    places = list(range(len(question.choices)))
    if is_whole or len(places) <= _MOST_BARS:
        return places
    frequent = sorted(places, key=lambda at: -question.choices[at].count)
    return frequent[:_MOST_BARS]
