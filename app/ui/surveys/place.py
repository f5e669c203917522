"""Where one is in a stack of sheets: kept with the draft, found again after a power cut."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.surveys.steps import PAGE, QUESTION

_BEGINNING = "beginning"
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

    def kept(self) -> str:
        """As a draft keeps it."""
        position = self.position or _BEGINNING
        return f"{self.sheet} {self.stack} {self.mode} {position} {self.language}"

    @classmethod
    def read(cls, text: str) -> Place:
        """What a draft kept; of what cannot be read, the beginning."""
        parts = text.split(" ", 4)
        if len(parts) < 4 or not parts[0].isdigit() or not parts[1].isdigit():
            return cls(text if text.startswith("/") else "")
        sheet, stack, mode, position = parts[:4]
        return cls(
            "" if position == _BEGINNING else position,
            int(sheet),
            int(stack),
            mode if mode in (QUESTION, PAGE) else QUESTION,
            parts[4] if len(parts) > 4 else "",
        )

    @property
    def is_end(self) -> bool:
        """Whether the end of the sheet was in view."""
        return self.position == END
