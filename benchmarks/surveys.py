"""A hundred thousand filled forms of sixty questions: how fast they are counted and written out.

Each export runs in a process of its own, once of a quarter of the forms and once of all, so that
what it holds in memory can be compared.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.actions.surveys import add_form
from app.language import language
from app.model import Survey, new_id
from app.model.stamp import Clock
from app.reports.answers import WRITERS, Wish
from app.storage import RowBatch, Workspace, open_workspace
from app.storage.answers import catch_up
from app.storage.questions.gain import gain_between_rounds
from app.storage.questions.results import results
from app.storage.questions.surveys import list_submissions
from app.storage.selection import AnswerFilter
from benchmarks.alone import Cost, run_alone
from benchmarks.figures import Figure, cpu_ms, cpu_seconds, held_mb, peak_memory
from benchmarks.notebooks import PASSPHRASE, TERRITORY, notebook, take_in

FORMS = 100_000
QUARTER = FORMS // 4
_AT_ONCE = 2_000
_ONE, _MANY, _NUMBER, _TEXT, _DAY = 26, 8, 14, 8, 4
_WORDS = [
    "суу",
    "жол",
    "мектеп",
    "бала",
    "бакча",
    "дарыгер",
    "жумуш",
    "кеңеш",
    "айыл",
    "депутат",
    "шайлоо",
    "бюджет",
]
_LETTERS = "abcdef"


class Form:
    """The form, as it is kept: 26 choices of one, 8 of several, 14 numbers, 8 texts, 4 days."""

    title, form_id, version, itemsets = "Өлчөө", "measure", "1", {}

    def __init__(self) -> None:
        self.kinds = (
            ["one"] * _ONE
            + ["many"] * _MANY
            + ["number"] * _NUMBER
            + ["text"] * _TEXT
            + ["day"] * _DAY
        )
        names = [f"q{number:02}" for number in range(len(self.kinds))]
        types = {"number": "int", "day": "date"}
        binds = "".join(
            f'<bind nodeset="/data/{name}" type="{types.get(kind, "string")}"'
            f"{' depter:correct=' + chr(34) + 'a' + chr(34) if kind == 'one' else ''}/>"
            for name, kind in zip(names, self.kinds, strict=True)
        )
        body = "".join(map(_control, names, self.kinds))
        self.names = names
        self.xform = (
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
            'xmlns:depter="urn:depter:form"><h:head><h:title>Өлчөө</h:title><model><instance>'
            f'<data id="measure" version="1">{"".join(f"<{name}/>" for name in names)}'
            f"<meta><instanceID/></meta></data></instance>{binds}</model></h:head>"
            f"<h:body>{body}</h:body></h:html>"
        )


def _control(name: str, kind: str) -> str:
    if kind not in {"one", "many"}:
        return f'<input ref="/data/{name}"><label>Суроо {name}</label></input>'
    tag = "select1" if kind == "one" else "select"
    items = "".join(
        f"<item><label>Тандоо {letter}</label><value>{letter}</value></item>" for letter in _LETTERS
    )
    return f'<{tag} ref="/data/{name}"><label>Суроо {name}</label>{items}</{tag}>'


def _answer(kind: str, chance: random.Random) -> str:
    match kind:
        case "one":
            return chance.choice(_LETTERS)
        case "many":
            return " ".join(letter for letter in _LETTERS if chance.random() < 0.4)
        case "number":
            return str(chance.randrange(100))
        case "day":
            return f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return " ".join(chance.choices(_WORDS, k=6))


def _batches(form: Form, version: bytes, clock: Clock) -> Iterator[RowBatch]:
    chance = random.Random(7)
    columns = ("survey_version", "collected_on", "territory", "code", "round", "source",
               "instance_id", "instance")  # fmt: skip
    for start in range(0, FORMS, _AT_ONCE):
        rows = []
        for number in range(start, start + _AT_ONCE):
            said = "".join(
                f"<{name}>{answer}</{name}>"
                for name, kind in zip(form.names, form.kinds, strict=True)
                if chance.random() < 0.95 and (answer := _answer(kind, chance))
            )
            name = f"uuid:{number:032x}"
            said += f"<meta><instanceID>{name}</instanceID></meta>"
            document = f'<data id="measure" version="1">{said}</data>'
            part = 1 if number < QUARTER else 2
            code = f"{number % QUARTER:x}"
            rows.append(
                (
                    new_id(),
                    clock.tick(),
                    version,
                    "2026-05-01",
                    TERRITORY,
                    code,
                    part,
                    "screen",
                    name,
                    document,
                )
            )
        yield RowBatch("submission", columns, rows)


def measure() -> list[Figure]:
    """Counting, pairs, the list, and each form of export."""
    with tempfile.TemporaryDirectory() as folder, notebook() as workspace:
        form = Form()
        added = add_form(workspace, form)
        clock = Clock(bytes(7) + b"\x01")
        take_in(workspace, _batches(form, added.version, clock), clock)
        derived = cpu_seconds(lambda: catch_up(workspace))
        figures = [
            Figure("100,000 forms: derived once", derived, "CPU s", 60, "limit"),
            *_questions(workspace, added.survey),
        ]
        workspace.close()
        for kind, limit in (("csv", 20), ("xlsx", 60), ("xml", 60)):
            figures += _export(workspace.folder, Path(folder), kind, limit)
    return [*figures, peak_memory(900, "making the forms up")]


def _questions(workspace: Workspace, survey: bytes) -> Iterator[Figure]:
    wanted = AnswerFilter(sex="", territory=TERRITORY)
    asked: dict[str, Callable[[], object]] = {
        "results, all": partial(results, workspace, survey),
        "results, a filter": partial(results, workspace, survey, replace(wanted, round=2)),
        "a page of the list": partial(list_submissions, workspace, survey),
    }
    for name, ask in asked.items():
        yield Figure(f"100,000 forms: {name}", cpu_ms(ask), "CPU ms", 1000, "limit")
    paired = cpu_seconds(lambda: gain_between_rounds(workspace, survey))
    yield Figure("100,000 forms: gain, 25,000 pairs", paired, "CPU s", 10, "limit")


def _export(notebook_at: Path, folder: Path, kind: str, limit: float) -> Iterator[Figure]:
    few, every = (
        run_alone(
            "benchmarks.surveys", str(notebook_at), kind, str(folder / f"{part}.{kind}"), part
        )
        for part in ("few", "all")
    )
    yield Figure(f"100,000 forms to {kind}", every.seconds, "CPU s", limit, "limit")
    yield Figure(
        f"  memory beside that of 25,000 ({kind})", every.mb, "MB", few.mb * 1.1, "a quarter + 10 %"
    )


def _main() -> None:
    at, kind, place, part = sys.argv[1:]
    workspace = open_workspace(Path(at), passphrase=PASSPHRASE)
    (survey,) = workspace.find(Survey)
    wanted = AnswerFilter(round=1) if part == "few" else AnswerFilter()
    wish = Wish(survey=survey.id, wanted=wanted, is_full=True)
    began = time.perf_counter()
    taken = cpu_seconds(lambda: WRITERS[kind](workspace, language("ky"), wish, Path(place), None))
    print(f"{kind} {part}: {time.perf_counter() - began:.1f} s wall", file=sys.stderr)
    workspace.close()
    print(json.dumps(Cost(taken, held_mb())))


if __name__ == "__main__":
    _main()
