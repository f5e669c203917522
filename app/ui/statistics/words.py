"""How figures are worded."""

from __future__ import annotations

from app.language import Language
from app.reports.indicator_blocks import mean_words
from app.storage.questions.indicators import Figure


def whole(value: float) -> float:
    """A number without a fraction where it has none."""
    return int(value) if value == int(value) else value


def short_figure(language: Language, figure: Figure) -> str:
    """A figure as short as a column: 41, or 5 / 13, or a mean as 18.5 (n = 40)."""
    if figure.n is not None:
        return mean_words(language, figure)
    n = language.number(whole(figure.value))
    return n if figure.of is None else f"{n} / {language.number(whole(figure.of))}"


def big_figure(language: Language, figure: Figure) -> str:
    """A figure as it stands large: a share as per cent, else the number."""
    if figure.share is not None and figure.of:
        return language.percent(figure.value, figure.of)
    return short_figure(language, figure)
