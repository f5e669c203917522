"""Says every text, date and number in the user's language; finds and sorts names as people do."""

from app.language.folding import fold, folded_span
from app.language.sorting import sort_key
from app.language.texts import LANGUAGES, Language, language, mark

__all__ = ["LANGUAGES", "Language", "fold", "folded_span", "language", "mark", "sort_key"]
