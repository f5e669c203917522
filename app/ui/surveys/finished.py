"""A sheet as it is handed over to be kept: taken from the filling on the UI thread, then frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.surveys import Filling


@dataclass(frozen=True)
class Finished:
    """What hinders finishing, and the document as it is sent."""

    hindrances: tuple[object, ...]
    document: str

    @classmethod
    def of(cls, filling: Filling) -> Finished:
        """A filling as it stands now."""
        return cls(tuple(filling.problems()), filling.submission())

    def problems(self) -> Sequence[object]:
        """What hinders finishing."""
        return self.hindrances

    def submission(self) -> str:
        """The document without what is not asked."""
        return self.document
