"""What can be wrong with an expression, said so that who made the form can mend it."""

from __future__ import annotations

from app.errors import AppError


class ExpressionFault(AppError):
    """An expression that cannot be read or evaluated; `expression` and `column` say where.

    `text` has the placeholders `{expression}` and, where the place is known, `{column}` (from 1).
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text, **values)
        self.values: dict[str, object] = {"expression": "", **values}

    def within(self, expression: str) -> ExpressionFault:
        """The same fault, naming the expression it was found in unless one is named."""
        if not self.values["expression"]:
            self.values["expression"] = expression
        return self
