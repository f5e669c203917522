"""What is said where an error ends a step before the notebook is open."""

from __future__ import annotations

from app.errors import AppError
from app.language import Language

LOG_FILE = "depter.log"


def said_failure(language: Language, error: Exception) -> str:
    """The error in the user's words; of a fault of the program, that nothing is lost."""
    if isinstance(error, AppError):
        return language.error(error)
    return language.text(
        "Something went wrong inside Depter; your data are as before. Details are in {file}.",
        file=LOG_FILE,
    )
