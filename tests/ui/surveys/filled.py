"""Shipped forms filled by chance with invented answers, for looking at results."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from app.actions.surveys import AddedForm, add_form
from app.model import Put, new_id
from app.paths import resource
from app.storage import Workspace
from app.storage.forms import form_of
from app.surveys import Form, Question, convert

SAID = (
    "Биздин айыл өкмөтүнүн сметасынан мисал көп болсо",
    "Мужчин тоже надо звать, иначе кенеш не услышит",
    "Балдар бакчасы керек",
    "Убакыт аз болду",
    "Суу жана жол",
)
SKIPPED = 0.1
_PLACES = ("41705000000000", "41705214000000", "41706000000000")


def add_shipped(ws: Workspace, name: str, purpose: str | None = None) -> AddedForm:
    """Keep a form that comes with the program."""
    content = resource("forms", f"{name}.xlsx").read_bytes()
    return add_form(ws, convert(content, f"{name}.xlsx"), purpose=purpose)


def fill_by_chance(
    ws: Workspace, version: bytes, count: int, chance: random.Random, **facts: Any
) -> list[bytes]:
    """So many filled forms of a version, the same for the same chance."""
    read = form_of(ws, version)
    assert read is not None
    ids = [new_id() for _ in range(count)]
    first = date(2026, 11, 1)
    edits = [
        Put(
            "submission",
            each,
            {
                "survey_version": version,
                "collected_on": first + timedelta(days=at % 20),
                "territory": _PLACES[at % len(_PLACES)],
                "source": ("paper", "screen")[at % 2],
                "instance": document(read.form, chance),
                **{name: value(at) if callable(value) else value for name, value in facts.items()},
            },
        )
        for at, each in enumerate(ids)
    ]
    ws.write(edits)
    return ids


def document(form: Form, chance: random.Random, **sure: str) -> str:
    """One document; `sure` are answers by the names of their questions."""
    tree: dict[str, Any] = {}
    for question in form.questions:
        if question.kind in {"group", "repeat", "note", "metadata", "hidden"} or question.repeat:
            continue
        said = sure.get(question.name) or _answer(question, chance)
        if said and (question.name in sure or chance.random() > SKIPPED):
            _, _, *above, name = question.path.split("/")
            here = tree
            for step in above:
                here = here.setdefault(step, {})
            here[name] = said
    return f'<data id="{form.form_id}" version="{form.version}">{_xml(tree)}</data>'


def _xml(tree: dict[str, Any]) -> str:
    return "".join(
        f"<{name}>{_xml(inner) if isinstance(inner, dict) else inner}</{name}>"
        for name, inner in tree.items()
    )


def _answer(question: Question, chance: random.Random) -> str:
    codes = [option.value for option in question.options]
    if str(question.kind) == "select_one" and codes:
        return codes[min(int(chance.triangular(0, len(codes), len(codes))), len(codes) - 1)]
    if str(question.kind) == "select_multiple" and codes:
        return " ".join(chance.sample(codes, chance.randint(1, min(3, len(codes)))))
    number = str(round(chance.gauss(40, 14)))
    simple = {"integer": number, "decimal": number, "range": str(chance.randint(2, 5))}
    return {**simple, "trigger": "OK", "text": chance.choice(SAID)}.get(str(question.kind), "")
