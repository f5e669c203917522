"""What is wrong with a form, said with its place, so that its author can mend it."""

from __future__ import annotations

from app.errors import AppError


class FormFault(AppError):
    """A form that cannot be used. Where the place is known, the text names it and so do these."""

    def __init__(
        self, text: str, *, sheet: str = "", row: int = 0, column: str = "", **values: object
    ) -> None:
        place = {"sheet": sheet, "row": row, "column": column}
        super().__init__(text, **{name: part for name, part in place.items() if part}, **values)
        self.sheet, self.row, self.column = sheet, row, column

    @classmethod
    def because(cls, error: AppError) -> FormFault:
        """What another part of the house found wrong, as a fault of the form."""
        fault = cls(error.text)
        fault.values = error.values
        return fault
