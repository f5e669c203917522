"""Scope: upwards goes everything, downwards nothing that names a stranger.

The ladder is trainer, unit, coordinator. Between two of one step a package goes as upwards: whoever
names a colleague's card shares on purpose.
"""

from collections.abc import Sequence

from app.errors import AppError
from app.exchange.cards import Card
from app.language import mark

RANK = {"trainer": 0, "unit": 1, "coordinator": 2}


class OneByOne(AppError):
    """What goes down is different for each receiver."""


def is_downward(sender: Card, receivers: Sequence[Card]) -> bool:
    """Whether the package goes down the ladder; raises `OneByOne` for several below."""
    below = [card for card in receivers if _rank(card) < _rank(sender)]
    if below and len(receivers) > 1:
        raise OneByOne(
            mark(
                "A package for somebody below you carries only what she may see. "
                "Make one for {name} alone."
            ),
            name=below[0].name,
        )
    return bool(below)


def _rank(card: Card) -> int:
    return RANK.get(card.role, 0)
