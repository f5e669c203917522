"""Run the benchmarks, each in a process of its own, and print one table or JSON."""

import argparse
import importlib
import json
import subprocess
import sys
from dataclasses import asdict

from benchmarks.figures import Figure

NAMES = (
    "starting",
    "saving",
    "searching",
    "merging",
    "updating",
    "lacking",
    "peers",
    "reporting",
    "duplicates",
    "expressions",
    "filling",
    "window_filling",
    "surveys",
    "plans",
    "statistics",
    "exporting",
)


def main() -> int:
    """Measure what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which (all)")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    names = asked.names or NAMES
    if asked.here:
        figures = importlib.import_module(f"benchmarks.{names[0]}").measure()
        print(json.dumps([asdict(figure) for figure in figures]))
        return 0
    figures = [figure for name in names for figure in _in_child(name)]
    if asked.json:
        print(json.dumps([asdict(f) | {"ratio": f.ratio} for f in figures], indent=1))
    else:
        print(_table(figures))
    return 0


def _in_child(name: str) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks", "--here", name]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.stderr:
        print(f"{name}: {told.stderr.strip()}", file=sys.stderr)
    if told.returncode:
        return []
    return [Figure(**facts) for facts in json.loads(told.stdout.splitlines()[-1])]


def _table(figures: list[Figure]) -> str:
    lines = [f"{'':52} {'measured':>12} {'against':>12}  {'':6} ratio"]
    for figure in figures:
        mark = "  over" if figure.ratio > 1 and not figure.is_peer else ""
        lines.append(
            f"{figure.name:52} {figure.value:12,.1f} {figure.against:12,.1f}  "
            f"{figure.unit:6} {figure.ratio:5.2f}{mark}  ({figure.beside})"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
