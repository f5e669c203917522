"""What is filled in by hand, in Word: lines as wide as the text, signs to tick."""

from __future__ import annotations

from collections.abc import Iterator

from app.reports.paper import Answer, Asked, Blanks, Lines, Options, Scale
from app.reports.word.markup import TAB, paragraph, said, stops, white
from app.reports.word.style import CELL, NOTE

_BOX, _CIRCLE = "\N{BALLOT BOX}", "\N{WHITE CIRCLE}"
_WRITTEN = 10.0
"""White above a line, in points, for what is written on it."""
_APART = 12.0


def blanks_markup(blanks: Blanks, measure: float) -> Iterator[str]:
    """Labels with lines to their right, several beside each other; what is known stands on them."""
    for row in blanks.rows:
        whole = sum(blank.share for blank in row)
        at, places, runs = 0.0, [], []
        for blank in row:
            at += measure * blank.share / whole
            places += [(at - _APART, "underscore"), (at, "none")]
            runs.append(said(f"{blank.label}: {blank.value}") + TAB)
        yield paragraph("Normal", TAB.join(runs), shape=stops(*places))


def asked_markup(asked: Asked, measure: float) -> Iterator[str]:
    """A question with where to answer, which stays on its page."""
    if asked.when:
        yield paragraph(NOTE, said(asked.when), is_kept=True)
    question = said(f"{asked.number}. {asked.text}", strong=True)
    yield paragraph("Normal", question, is_kept=True)
    if asked.note:
        yield paragraph(CELL, said(asked.note), is_kept=True)
    answers = list(_answers(asked.answer, measure))
    for number, (runs, shape) in enumerate(answers, 1):
        yield paragraph(CELL, runs, is_kept=number < len(answers), shape=shape)


def _answers(answer: Answer, measure: float) -> Iterator[tuple[str, str]]:
    match answer:
        case Options(items=items):
            sign = _sign(answer)
            yield from ((said(f"{sign} {at}  {item}"), "") for at, item in enumerate(items, 1))
        case Scale(steps=steps):
            yield said("    ".join(f"{_CIRCLE} {step}" for step in steps)), ""
        case Lines(count=count, share=share, unit=unit):
            # the line ends before what is counted
            shape = stops((measure * share * (0.85 if unit else 1.0), "underscore"))
            yield from ((TAB + said(f" {unit}".rstrip()), shape + white(_WRITTEN)),) * count
        case squares:
            drawn = (one.sign.join(_BOX * group for group in one.groups) for one in squares)
            yield said("    ".join(drawn)), ""


def _sign(options: Options) -> str:
    if options.are_ranked:
        return "____"
    return _BOX if options.are_many else _CIRCLE
