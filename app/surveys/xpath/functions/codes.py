"""Functions of codes: digests, base64, ids, and shuffling that every client does alike."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import string
from collections.abc import Callable, Sequence

from app.language.texts import mark
from app.surveys.xpath.compiled import Frame
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions.family import Family
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.values import NodeSet, Value, to_number, to_text

CODES = Family()
_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
_LETTERS = string.ascii_letters + string.digits
_LONGEST_ID = 10_000


@CODES.function("digest", "text text text?", "text")
def digest(text: str, algorithm: str, encoding: str = "base64") -> Value:
    """The digest of a text."""
    name = _ALGORITHMS.get(algorithm)
    if name is None or encoding not in {"base64", "hex"}:
        raise ExpressionFault(
            mark("In “{expression}”, digest() does not know {algorithm} in {encoding}."),
            algorithm=algorithm,
            encoding=encoding,
        )
    made = hashlib.new(name, text.encode("utf-8", "replace"), usedforsecurity=False).digest()
    return made.hex() if encoding == "hex" else base64.b64encode(made).decode()


@CODES.function("base64-decode", "text", "text")
def base64_decode(text: str) -> Value:
    """The text that base64 stands for; nothing if it is none."""
    try:
        return base64.b64decode(text.encode("ascii", "replace"), validate=True).decode(
            "utf-8", "replace"
        )
    except (binascii.Error, ValueError):
        return ""


@CODES.placed("uuid", "number?", "text")
def uuid(_: Node, frame: Frame, length: float | None = None) -> Value:
    """An id nobody else has, or so many letters and digits by chance."""
    if length is None:
        return frame.scope.uuid()
    if not 0 <= length <= _LONGEST_ID:
        raise ExpressionFault(mark("In “{expression}”, uuid() is asked for no sound length."))
    chosen = (int(frame.scope.random() * len(_LETTERS)) for _ in range(int(length)))
    return "".join(_LETTERS[place] for place in chosen)


@CODES.placed("randomize", "nodes any?", "nodes")
def randomize(_: Node, frame: Frame, nodes: NodeSet, seed: Value | None = None) -> Value:
    """The nodes shuffled: by chance, or in the order that this seed gives on every device."""
    if seed is None:
        return shuffled(nodes, frame.scope.random)
    return shuffled(nodes, park_miller(seed_of(seed, frame)))


def seed_of(value: Value, frame: Frame) -> int:
    """A value as a seed: the whole of a number, or the first 64 bits of a text's SHA-256."""
    number = to_number(value, frame.scope)
    if math.isnan(number):
        text = "" if isinstance(value, float) else to_text(value)
        made = hashlib.sha256(text.encode("utf-8", "replace")).digest()
        return int.from_bytes(made[:8], "big", signed=True) if text else 0
    if math.isinf(number):
        return 2**63 - 1 if number > 0 else -(2**63)
    return int(number)


def park_miller(seed: int) -> Callable[[], float]:
    """The generator of numbers from 0 to below 1 that ODK's clients share."""
    state = int(math.fmod(seed, _MODULUS)) if abs(seed) < 2**53 else _truncated(seed)
    if state <= 0:
        state += _MODULUS - 1

    def following() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return following


def _truncated(seed: int) -> int:
    """What a division leaves, with the sign of what is divided, exact for large numbers."""
    left = abs(seed) % _MODULUS
    return -left if seed < 0 else left


def shuffled(nodes: Sequence[Node], chance: Callable[[], float]) -> NodeSet:
    """The nodes in another order (Fisher and Yates, from the inside out)."""
    mixed: NodeSet = []
    for place, node in enumerate(nodes):
        other = int(chance() * (place + 1))
        mixed.append(node)
        if other != place:
            mixed[place], mixed[other] = mixed[other], node
    return mixed
