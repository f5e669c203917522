"""Run recorded cases of other engines: `python -m tests.conformance FOLDER [--json]`.

A kind of case is a folder (`xpath`, `scenarios`, `xlsforms`) and a module of that name here, which
offers `run(folder, ledger)` and answers with a Tally per source.
"""

import argparse
import contextlib
import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tests.conformance.ledger import Ledger
from tests.conformance.tally import Tally

KINDS = ("xpath", "scenarios", "xlsforms")
Results = dict[str, dict[str, Tally]]


def results(folder: Path) -> Results:
    """What every kind of case comes to; a kind without folder or module has no sources."""
    return {kind: _run(kind, folder / kind) for kind in KINDS}


def _run(kind: str, folder: Path) -> dict[str, Tally]:
    module = f"tests.conformance.{kind}"
    if not folder.is_dir() or importlib.util.find_spec(module) is None:
        return {}
    found: dict[str, Tally] = importlib.import_module(module).run(folder, Ledger(kind))
    return found


def as_json(found: Results) -> str:
    """The counts alone, for programs."""
    return json.dumps(
        {
            kind: {
                source: {"passed": tally.passed, "total": tally.total, "known": tally.known}
                for source, tally in sorted(sources.items())
            }
            for kind, sources in found.items()
        }
    )


def as_table(found: Results) -> str:
    """The counts and every difference without a reason, for people."""
    lines = []
    for kind, sources in found.items():
        for source, tally in sorted(sources.items()):
            lines.append(_line(f"{kind} {source}", tally))
            lines += [f"    {failure}" for failure in tally.failures]
        if sources:
            lines.append(_line(f"{kind}, all", _sum(list(sources.values()))))
    return "\n".join(lines)


def _line(name: str, tally: Tally) -> str:
    share = 100 * tally.passed / tally.total if tally.total else 100.0
    known = f", {tally.known} known" if tally.known else ""
    return f"{name:72} {tally.passed:5} of {tally.total:5}  {share:6.2f} %{known}"


def _sum(tallies: list[Tally]) -> Tally:
    return Tally(
        sum(tally.passed for tally in tallies),
        sum(tally.total for tally in tallies),
        sum(tally.known for tally in tallies),
    )


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("folder", type=Path, help="laid out as the shared conformance folder")
    parser.add_argument("--json", action="store_true", help="counts only, machine-readable")
    asked = parser.parse_args()
    with _undisturbed() as out:
        found = results(asked.folder)
        out.write((as_json(found) if asked.json else as_table(found)) + "\n")
    return 0


@contextlib.contextmanager
def _undisturbed() -> Iterator[TextIO]:
    """The standard output for the results alone: whatever else is printed goes to the errors."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        try:
            yield out
        finally:
            out.flush()
            os.dup2(out.fileno(), 1)


if __name__ == "__main__":
    sys.exit(main())
