"""Where one is in a stack of sheets: kept with the draft, found again after a power cut."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.surveys.steps import PAGE, QUESTION

_BEGINNING, _NOWHERE = "beginning", "-"
PEOPLE = "people"
"""What follows a finished sheet: the next person on the list of its event."""
END = "end"
"""The position behind the last question."""


@dataclass(frozen=True)
class Place:
    """The question in view, the number of the sheet, how many there are, and how they are shown."""

    position: str = ""
    sheet: int = 1
    stack: int = 0
    mode: str = QUESTION
    language: str = ""
    """The language the form was shown in."""
    then: str = ""
    """`PEOPLE`, or "" where the stack alone says what follows."""

    def kept(self) -> str:
        """As a draft keeps it."""
        position, then = self.position or _BEGINNING, self.then or _NOWHERE
        return f"{self.sheet} {self.stack} {self.mode} {then} {position} {self.language}"

    @classmethod
    def read(cls, text: str) -> Place:
        """What a draft kept; of what cannot be read, the beginning."""
        parts = text.split(" ", 5)
        if len(parts) < 5 or not parts[0].isdigit() or not parts[1].isdigit():
            return cls(text if text.startswith("/") else "")
        sheet, stack, mode, then, position = parts[:5]
        return cls(
            "" if position == _BEGINNING else position,
            int(sheet),
            int(stack),
            mode if mode in (QUESTION, PAGE) else QUESTION,
            parts[5] if len(parts) > 5 else "",
            then if then == PEOPLE else "",
        )

    @property
    def is_end(self) -> bool:
        """Whether the end of the sheet was in view."""
        return self.position == END
