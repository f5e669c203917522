"""The ledger of known differences: each entry names cases by what they have in common, and why."""

import json
import re
from pathlib import Path

FILE = Path(__file__).with_name("ledger.json")


class Ledger:
    """Entries of one kind of case; an entry fits a case whose every named field it matches."""

    def __init__(self, kind: str, file: Path = FILE) -> None:
        self._entries: list[dict[str, str]] = json.loads(file.read_text("utf-8")).get(kind, [])

    def reason(self, case: dict[str, object]) -> str | None:
        """Why a case may differ, if an entry says so."""
        for entry in self._entries:
            wanted = {key: text for key, text in entry.items() if key != "reason"}
            if all(re.search(text, str(case.get(key, ""))) for key, text in wanted.items()):
                return entry["reason"]
        return None
