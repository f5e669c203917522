"""Filling a form of 500 questions and a repeat of 100 people, in processor time: beside limits, and
beside the engine of ODK Web Forms doing the same in the same run.

The two forms lie beside the project (`../shared/conformance/bench`). The other engine needs Node
and npm; it is put into a folder that goes away again.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from app.surveys import Entry, Filling, Kind, read_form
from app.surveys.xpath.expression import compile_expression
from benchmarks.figures import Figure, peak_memory

FORMS = Path(__file__).resolve().parents[2] / "shared" / "conformance" / "bench"
PEER = ("@getodk/xforms-engine@0.22.0", "jsdom@24")
PATIENCE = 300
PEOPLE = 100
LIMITS = {
    "load": ("load the form of 500 questions", 300.0),
    "answer": ("answer and see what follows, 95 of 100", 0.6),
    "add": (f"add the {PEOPLE}th person", 5.0),
    "change": (f"change one of {PEOPLE} ages, 95 of 100", 2.0),
    "remove": (f"remove the first of {PEOPLE}", 10.0),
}
STEEPEST = 3.0  # a sum over all people is among what the last one costs


def measure() -> list[Figure]:
    """Both forms in this engine, then in the other one."""
    if not FORMS.is_dir():
        print(f"left out: the forms are not in {FORMS.name}/ beside the project", file=sys.stderr)
        return []
    ours = {**_questions(), **_repeat()}
    figures = [
        Figure(name, ours[what], "ms", limit, "limit") for what, (name, limit) in LIMITS.items()
    ]
    figures.append(
        Figure("the last ten people beside the first ten", ours["growth"], "×", STEEPEST, "limit")
    )
    figures.append(peak_memory(100, "filling"))
    return [*figures, *_beside(ours, figures[-1].value)]


def _questions() -> dict[str, float]:
    xform = (FORMS / "big500.xml").read_text("utf-8")
    loads = [_first(xform) for _ in range(5)]
    filling = _begun(xform)
    taken = [
        _ms(lambda entry=entry, value=value: _answer(filling, entry.position, value))  # type: ignore[misc]
        for turn in range(3)
        for entry in filling.entries()
        for value in _values(entry, turn)
    ]
    return {"load": median(loads), "answer": _most(taken)}


def _repeat() -> dict[str, float]:
    xform = (FORMS / "repeat.xml").read_text("utf-8")
    rounds = []
    for _ in range(5):
        filling = _begun(xform)
        repeat = next(e.position for e in filling.entries() if e.kind is Kind.REPEAT)
        there = filling.entry(f"{repeat}[1]").count
        adding = [_ms(lambda: filling.add_repeat(repeat)) for _ in range(PEOPLE - there)]  # noqa: B023
        changing = [
            _ms(lambda i=i: _answer(filling, f"{repeat}[{i}]/age", 21))  # noqa: B023  # type: ignore[misc]
            for i in range(1, PEOPLE + 1)
        ]
        removing = _ms(lambda: filling.remove_repeat(repeat, 1))  # noqa: B023
        growth = sum(adding[-10:]) / sum(adding[:10])
        rounds.append((adding[-1], _most(changing), removing, growth))
    names = ("add", "change", "remove", "growth")
    return {
        name: median(found) for name, found in zip(names, zip(*rounds, strict=True), strict=True)
    }


def _first(xform: str) -> float:
    """What loading costs a program that has not met the form's expressions yet."""
    compile_expression.cache_clear()
    return _ms(lambda: _begun(xform))


def _begun(xform: str) -> Filling:
    return Filling(read_form(xform, lambda _name: None))


def _answer(filling: Filling, position: str, value: str | int) -> None:
    """Give an answer and look at all that it changed, as a page does."""
    for changed in filling.answer(position, value):
        filling.entry(changed)


def _values(entry: Entry, turn: int) -> Iterator[str | int]:
    if entry.choices:
        yield entry.choices[turn % len(entry.choices)].value
    elif entry.kind is Kind.INTEGER:
        yield (30, 5, 40)[turn]
    elif entry.kind is Kind.TEXT:
        yield f"answer {turn}"


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _most(taken: list[float]) -> float:
    """What 95 of 100 stay below."""
    return quantiles(taken, n=20)[-1]


def _beside(ours: dict[str, float], memory: float) -> list[Figure]:
    theirs = _peer()
    return [
        Figure(name, ours[what], "ms", theirs[what], "ODK Web Forms", is_peer=True)
        for what, (name, _) in LIMITS.items()
        if what in theirs
    ] + [
        Figure("filling: memory", memory, "MB", theirs[what], "ODK Web Forms", is_peer=True)
        for what in ("memory",)
        if what in theirs
    ]


def _peer() -> dict[str, float]:
    """What the other engine takes, by the same names; nothing where it cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("beside ODK Web Forms: left out, there is no Node here", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as folder:
        script = shutil.copy(Path(__file__).with_name("filling_peer.mjs"), folder)
        install = [npm, "install", "--silent", "--ignore-scripts", "--no-audit", *PEER]
        try:
            subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
            told = subprocess.run(
                [node, script, str(FORMS)],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=PATIENCE,
            )
        except (OSError, subprocess.SubprocessError) as error:
            print(f"beside ODK Web Forms: left out, {type(error).__name__}", file=sys.stderr)
            return {}
    found: dict[str, float] = json.loads(told.stdout)
    return found
