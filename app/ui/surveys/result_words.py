"""What stands in the charts of results, and what stands behind each part of them."""

from __future__ import annotations

from app.reports.survey_blocks import BARS, SPREAD, STEPS, Block, BlockWords, bars_shown
from app.reports.words import KEPT
from app.storage.disclosure import Told
from app.storage.questions.results import QuestionResult
from app.storage.questions.said import Said
from app.ui.kit.charts import Bar, Bin, Steps


class ResultWords(BlockWords):
    """Words blocks in one language. What is given away keeps small cells back."""

    # ---- charts ----

    def bars(self, block: Block, *, is_given: bool = False, is_whole: bool = False) -> list[Bar]:
        """The bars of a block; `is_whole` has all choices, for a table."""
        question, kept = block.questions[0], block.told[0]
        counts = kept.choices if is_given else [choice.count for choice in question.choices]
        # a hidden count must not be told by how long the other bars are
        most = max((count for count in counts if count is not None), default=0) or 1
        found = []
        for at in bars_shown(question, is_whole=is_whole):
            choice, count, safe = question.choices[at], counts[at], kept.choices[at]
            label = self.choice(question, at)
            is_hidden = count is None
            share = "" if is_hidden else self.language.percent(choice.count, question.n)
            bar = Bar(
                label,
                0 if is_hidden else choice.count / most,
                self._number(count, safe),
                share if question.n else "",
                is_hidden=is_hidden,
                is_right=choice.value in question.correct if question.correct else None,
                right_word=self.language.text("right"),
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
        pairs = zip(shown, kept.choices, strict=True)
        numbers = tuple(self._number(count, safe) for count, safe in pairs)
        whole = Block(STEPS, (question,), (kept,))
        return Steps(self.label(question), shown, numbers, self.n(whole, is_given=is_given))

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
            said = self._number(count, passed)
            found.append(Bin(self.stretch(question, each), count, said))
        return found

    def _number(self, count: int | None, safe: int | None) -> str:
        """A count as it is shown; one that may not leave the office bears the sign of that."""
        if count is None:
            return KEPT
        return self.language.number(count) + (KEPT if count and safe is None else "")

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
                self.stretch(question, each),
            )
            for each in bins
        ]
        if found:
            last, words = found[-1]
            found[-1] = (last._replace(is_last=True), words)
        return found
