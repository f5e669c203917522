"""How many cases of a source pass, and which do not."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """Cases of one source: `known` differ for a reason in the ledger, `failures` for none."""

    passed: int = 0
    total: int = 0
    known: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, name: str, failure: str | None, reason: str | None = None) -> None:
        """Take in one case: what was wrong with it, and the reason if it is known."""
        self.total += 1
        if failure is None:
            self.passed += 1
        elif reason is not None:
            self.known += 1
        else:
            self.failures.append(f"{name}: {failure}")
