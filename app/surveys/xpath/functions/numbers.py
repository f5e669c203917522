"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from app.surveys.xpath.compiled import Frame
from app.surveys.xpath.functions.family import Family, flattened
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.values import NAN, Value, to_number

NUMBERS = Family()
MOST_PLACES = 30


@NUMBERS.function("number", "number.", "number")
def number(value: float) -> Value:
    """A value as a number."""
    return value


@NUMBERS.function("int", "number", "number")
def integer(value: float) -> Value:
    """A number without its fraction."""
    return float(math.trunc(value)) if math.isfinite(value) else value


@NUMBERS.function("floor", "number", "number")
def floor(value: float) -> Value:
    """The greatest whole number that is not greater."""
    return float(math.floor(value)) if math.isfinite(value) else value


@NUMBERS.function("ceiling", "number", "number")
def ceiling(value: float) -> Value:
    """The least whole number that is not less."""
    return float(math.ceil(value)) if math.isfinite(value) else value


@NUMBERS.function("round", "number number?", "number")
def rounded(value: float, places: float = 0.0) -> Value:
    """A number to so many places; halves go away from zero, as in web-forms and Enketo."""
    if not math.isfinite(places) or abs(places) > MOST_PLACES:
        return NAN
    if not math.isfinite(value):
        return value
    step = Decimal(1).scaleb(-math.trunc(places))
    steps = (Decimal(repr(value)) / step).to_integral_value(ROUND_HALF_UP)
    return float(steps * step)


@NUMBERS.function("abs", "number", "number")
def absolute(value: float) -> Value:
    """A number without its sign."""
    return abs(value)


@NUMBERS.function("pow", "number number", "number")
def power(base: float, exponent: float) -> Value:
    """A number raised to a power; NaN where there is none."""
    if math.isnan(exponent) or (abs(base) == 1 and math.isinf(exponent)):
        return NAN
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf if base == 0 else NAN


@NUMBERS.function("pi", "", "number")
def pi() -> Value:
    """Half the way round a circle of radius 1."""
    return math.pi


@NUMBERS.function("atan2", "number number", "number")
def atan2(y: float, x: float) -> Value:
    """The angle of a point."""
    return math.atan2(y, x)


def _safe(function: Callable[[float], float]) -> Callable[[float], float]:
    """The function without errors: NaN where it has no value, infinite where it has no end."""

    def run(value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return run


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else _safe(function)(value)


for _name, _function in {
    "sin": _safe(math.sin),
    "cos": _safe(math.cos),
    "tan": _safe(math.tan),
    "asin": _safe(math.asin),
    "acos": _safe(math.acos),
    "atan": math.atan,
    "sqrt": _safe(math.sqrt),
    "exp": _safe(math.exp),
    "exp10": _safe(lambda value: math.pow(10, value)),
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
}.items():
    NUMBERS.function(_name, "number", "number")(_function)


@NUMBERS.placed("min", "any*", "number")
def least(_: Node, frame: Frame, *values: Value) -> Value:
    """The least of all values; NaN if one of them is no number."""
    numbers = _numbers(values, frame)
    return min(numbers, default=NAN) if not any(map(math.isnan, numbers)) else NAN


@NUMBERS.placed("max", "any*", "number")
def greatest(_: Node, frame: Frame, *values: Value) -> Value:
    """The greatest of all values; NaN if one of them is no number."""
    numbers = _numbers(values, frame)
    return max(numbers, default=NAN) if not any(map(math.isnan, numbers)) else NAN


def _numbers(values: tuple[Value, ...], frame: Frame) -> list[float]:
    return [to_number(value, frame.scope) for value in flattened(values)]


@NUMBERS.placed("random", "", "number")
def random(_: Node, frame: Frame) -> Value:
    """A number from 0 to below 1, another one each time."""
    return frame.scope.random()
