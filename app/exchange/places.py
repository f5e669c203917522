"""Places: the codes of territories by the names people write."""

import re
from collections.abc import Collection, Iterable

from app.language import fold
from app.model import Territory
from app.storage import Workspace

_LEVEL_WORDS = re.compile(
    r"\b(?:oblast\w*|oblus\w*|raion\w*|region\w*|province|district|g|shaar\w*|aiil\w*|aimak\w*|"
    r"aimag\w*|okmot\w*|okrug\w*|a a|aa|ao|selo|s|city|town|village)\b"
)


class Places:
    """Finds the territory that one or several cells of a row name, the smallest of them."""

    def __init__(self, workspace: Workspace, levels: Collection[str] = ()) -> None:
        """Of all territories, or of those of some levels."""
        self._codes: dict[str, set[str]] = {}
        self._parents: dict[str, str] = {}
        for place in workspace.find(Territory):
            self._parents[place.code] = place.parent
            if levels and place.level not in levels:
                continue
            for said in (place.code, *place.names().values(), *place.aliases):
                for key in {fold(said), _bare(said)} - {""}:
                    self._codes.setdefault(key, set()).add(place.code)

    def find(self, texts: Iterable[str]) -> tuple[str, list[str]]:
        """The code of the place, "" for none, and the texts that name no place for certain."""
        code, unknown = "", []
        for text in texts:
            for part in filter(None, (each.strip() for each in re.split(r"[,;/\n]", text))):
                found = self._within(self._candidates(part), code)
                if len(found) == 1:
                    code = found.pop()
                else:
                    unknown.append(part)
        return code, unknown

    def _candidates(self, text: str) -> set[str]:
        return self._codes.get(fold(text)) or self._codes.get(_bare(text)) or set()

    def _within(self, codes: set[str], larger: str) -> set[str]:
        """Of places with the same name those inside a place named before; else all of them."""
        inside = {code for code in codes if larger and larger in self._above(code)}
        return inside or set(codes)

    def _above(self, code: str) -> list[str]:
        chain: list[str] = []
        while code and code not in chain:
            chain.append(code)
            code = self._parents.get(code, "")
        return chain


def _bare(text: str) -> str:
    """A name without the word that says what kind of place it is."""
    return " ".join(_LEVEL_WORDS.sub(" ", fold(text)).split())
