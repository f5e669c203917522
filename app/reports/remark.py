"""What there is to say about a document to whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A text with its values, said as an error is said: in whose language one wants."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
