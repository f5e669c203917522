"""Results in words: which blocks a survey's results make, and what stands in their charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.language import Language
from app.storage.disclosure import SMALLEST, Told, told
from app.storage.questions_results import Bin as CountedBin
from app.storage.questions_results import QuestionResult, Results
from app.storage.questions_said import Said
from app.surveys.languages import label_in
from app.ui.kit.charts import Bar, Bin, Steps

BARS, STEPS, SPREAD, WORDS = "bars", "steps", "spread", "words"
"""How a block shows its answers."""
HIDDEN = "–"
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


class ResultWords:
    """Words blocks in one language. What is given away keeps small cells back."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def label(self, question: QuestionResult) -> str:
        """What was asked."""
        return label_in(question.labels, self._language.code) or question.name

    def title(self, block: Block) -> str:
        """What a block is called."""
        first = block.questions[0]
        if block.kind != STEPS:
            return self.label(first)
        part = label_in(first.part, self._language.code)
        return part or self._language.plural(
            "{n} statement", "{n} statements", len(block.questions)
        )

    def n(self, block: Block, *, is_given: bool = False) -> str:
        """Of how many answers a block tells."""
        if is_given and any(one.n is None for one in block.told):
            return self._language.text("n < {smallest}", smallest=SMALLEST)
        return f"n = {self._language.number(block.n)}"

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
                self._language.text(
                    "the {n} most frequent of {all}", n=_MOST_BARS, all=len(question.choices)
                )
            )
        if question.kind in {"select_multiple", "rank"}:
            parts.append(self._language.text("several answers were possible"))
        return " · ".join(part for part in parts if part)

    def _right(self, question: QuestionResult, kept: Told, *, is_given: bool) -> str:
        right = kept.right if is_given else question.right
        if right is None:
            return ""
        share = self._language.percent(right, question.n)
        return self._language.text("right: {share} ({n})", share=share, n=right)

    def _numbers(self, question: QuestionResult, kept: Told, *, is_given: bool) -> str:
        numbers = kept.numbers if is_given else question.numbers
        if numbers is None:
            return ""
        number = self._language.number
        least = number(kept.least if is_given else numbers.least)
        most = number(kept.most if is_given else numbers.most)
        mean, median = number(round(numbers.mean, 1)), number(numbers.median)
        say = self._language.text
        said = say("mean {mean} · median {median}", mean=mean, median=median)
        if least and most:
            said += " · " + say("from {least} to {most}", least=least, most=most)
        return said

    # ---- charts ----

    def bars(self, block: Block, *, is_given: bool = False, is_whole: bool = False) -> list[Bar]:
        """The bars of a block; `is_whole` has all choices, for a table."""
        question, kept = block.questions[0], block.told[0]
        counts = kept.choices if is_given else [choice.count for choice in question.choices]
        most = max((choice.count for choice in question.choices), default=0) or 1
        found = []
        for at in bars_shown(question, is_whole=is_whole):
            choice, count, safe = question.choices[at], counts[at], kept.choices[at]
            label = label_in(choice.labels, self._language.code) or choice.value
            if not choice.labels and question.kind == "trigger":
                label = self._language.text("Yes")
            is_hidden = count is None
            share = "" if is_hidden else self._language.percent(choice.count, question.n)
            bar = Bar(
                label,
                0 if is_hidden else choice.count / most,
                HIDDEN if is_hidden else self._language.number(choice.count),
                share if question.n else "",
                is_hidden=is_hidden,
                is_struck=not is_hidden and safe is None,
            )
            found.append(bar)
        return found

    def steps(self, block: Block, *, is_given: bool = False) -> list[Steps]:
        """The statements of a block."""
        return [
            self._steps(question, kept, is_given=is_given)
            for question, kept in zip(block.questions, block.told, strict=True)
        ]

    def _steps(self, question: QuestionResult, kept: Told, *, is_given: bool) -> Steps:
        counts = tuple(choice.count for choice in question.choices)
        shown = kept.choices if is_given else counts
        numbers = tuple(
            HIDDEN if count is None else self._language.number(count) for count in shown
        )
        whole = Block(STEPS, (question,), (kept,))
        struck = {at for at, count in enumerate(kept.choices) if count is None}
        return Steps(
            self.label(question),
            shown,
            numbers,
            self.n(whole, is_given=is_given),
            frozenset() if is_given else frozenset(at for at in struck if counts[at]),
        )

    def scale(self, block: Block) -> tuple[list[str], bool]:
        """The words of the steps, and whether the good end comes first."""
        choices = block.questions[0].choices
        words = [label_in(each.labels, self._language.code) or each.value for each in choices]
        return words, choices[0].value in _FROM_THE_TOP

    def bins(self, block: Block, *, is_given: bool = False) -> list[Bin]:
        """The stretches of a block of numbers."""
        question, kept = block.questions[0], block.told[0]
        numbers = question.numbers
        if numbers is None or (is_given and not kept.bins):
            return []
        safe = kept.bins or (None,) * len(numbers.bins)
        found = []
        for each, passed in zip(numbers.bins, safe, strict=True):
            count = passed if is_given else each.count
            said = HIDDEN if count is None else self._language.number(count)
            is_struck = not is_given and passed is None and bool(each.count)
            found.append(
                Bin(self._stretch(each, is_whole=_is_whole(question)), count, said, is_struck)
            )
        return found

    def _stretch(self, each: CountedBin, *, is_whole: bool) -> str:
        number, low, high = self._language.number, each.low, each.high
        if not low.is_integer() or not high.is_integer():
            return f"{number(round(low, 2))}–{number(round(high, 2))}"
        last = int(high) - 1 if is_whole else int(high)
        return number(last) if last == low else f"{number(int(low))}–{number(last)}"

    # ---- what stands behind a part of a chart ----

    def openings(self, block: Block) -> list[tuple[Said, str]]:
        """For each part of a block's chart what was said there, and that in words."""
        if block.kind == BARS:
            question = block.questions[0]
            bars = self.bars(block)
            return [
                (Said(question.path, question.choices[at].value), bar.label)
                for at, bar in zip(bars_shown(question), bars, strict=True)
            ]
        if block.kind == SPREAD:
            return self._stretches(block.questions[0])
        words, _ = self.scale(block)
        return [
            (Said(question.path, choice.value), f"{self.label(question)}: {words[at]}")
            for question in block.questions
            for at, choice in enumerate(question.choices)
            if choice.count
        ]

    def _stretches(self, question: QuestionResult) -> list[tuple[Said, str]]:
        bins = question.numbers.bins if question.numbers else ()
        found = [
            (
                Said(question.path, low=each.low, high=each.high),
                self._stretch(each, is_whole=_is_whole(question)),
            )
            for each in bins
        ]
        if found:
            last, words = found[-1]
            found[-1] = (last._replace(is_last=True), words)
        return found


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
