"""What expressions come to, and how one kind of value becomes another.

Dates are values of a kind of their own: they say themselves as ISO dates and count as days.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from app.surveys.xpath.moments import Moment, days_in

if TYPE_CHECKING:
    from app.surveys.xpath.nodes import Node
    from app.surveys.xpath.scope import Scope

NodeSet = list["Node"]
Value = float | str | bool | Moment | NodeSet

NAN = math.nan
# An exponent bears its sign where JavaScript wrote the number; `1.1e6` is no number in XPath.
_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]\d+)?[ \t\r\n]*", re.ASCII)


def number_in(text: str, scope: Scope) -> float:
    """The number a text says; a date says its days since 1970; NaN if it says neither."""
    if (text.isdigit() and text.isascii()) or _NUMBER.fullmatch(text) is not None:
        return float(text)
    if "-" in text:
        return days_in(text, scope.timezone)
    return NAN


def to_number(value: Value, scope: Scope) -> float:
    """Any value as a number."""
    if type(value) is float:
        return value
    if isinstance(value, list):
        return number_in(value[0].text, scope) if value else NAN
    if isinstance(value, str):
        return number_in(value, scope)
    if isinstance(value, Moment):
        return value.days
    return float(value)


def to_text(value: Value) -> str:
    """Any value as a text; of a node-set, the first node's."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].text if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    return number_text(value)


def to_boolean(value: Value) -> bool:
    """Any value as true or false: what is there, says something, or is no zero is true."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, Moment):
        return value.is_known
    return bool(value)


def number_text(number: float) -> str:
    """A number as XPath writes it: the fewest digits that tell it from others, no exponent."""
    if number.is_integer():
        return str(int(number))
    if math.isfinite(number):
        text = repr(number)
        return f"{Decimal(text):f}" if "e" in text else text
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"
