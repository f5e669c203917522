"""The one family of errors a user can mend; everything else that is raised is our bug."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping


class AppError(Exception):
    """Something the user can mend, said in one marked English text with named placeholders.

    The text is translated and filled where it is shown (`Language.error`), never where it is
    raised; `str(error)` fills the English source and is meant for logs and tracebacks.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        """The English sentence, for logs; a text that does not fit its values is shown as it is."""
        return filled(self.text, self.values)


@dataclasses.dataclass(frozen=True)
class Problem:
    """What is wrong with one field (its name, or "" for the record as a whole)."""

    field: str
    text: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, preceded by the field it speaks of."""
        said = filled(self.text, self.values)
        return f"{self.field}: {said}" if self.field else said


class Invalid(AppError):
    """A record that may not be stored: all its problems at once, so each is shown at its field."""

    def __init__(
        self,
        problems: Iterable[Problem],
        text: str = "Some fields need attention.",
        **values: object,
    ) -> None:
        super().__init__(text, **values)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """The sentence and every problem, in the order they were found."""
        return " ".join([super().__str__(), *(f"[{problem}]" for problem in self.problems)])


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put the values into an English source text; never fails, since it speaks inside an error."""
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError):
        return text
