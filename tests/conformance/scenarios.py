"""Scenarios another engine was recorded in: the form is loaded, each step done, the state compared.

A case says, after every step, what the whole document was (`xml`) and of every node its type,
relevance, whether it is read-only and required, its value, whether that was valid, its label and
the choices on offer. All of it is compared; ids and today's date are masked on both sides.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import AppError
from app.surveys import Entry, Filling, Form, Kind, read_form
from app.surveys.documents import relevant
from app.surveys.xpath.nodes import Element
from app.surveys.xpath.xml import parse_xml
from tests.conformance.bounded import Judge, lines_of, table_of
from tests.conformance.ledger import Ledger
from tests.conformance.tally import Tally

_UUID = re.compile(
    r"uuid:[0-9a-fA-F-]{36}|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"
)
_MOMENT = re.compile(r"\b2026-\d\d-\d\dT[\d:.]{8,12}(?:Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\b2026-1\d-\d\d\b")
_ZONE = "America/Phoenix"
_RECORDED = datetime(2026, 11, 20, 22, 24, 11, 742000, ZoneInfo(_ZONE))
_OPENED_AGAIN = re.compile(r"(?i)\b(edit(ing|s|ed)?|restor(e|es|ing|ed)|deseriali[sz]\w+)\b")
_INDEX = re.compile(r"\[(\d+)\]$")

_SECONDS = 20.0
_LONGEST = 3000

Case = Mapping[str, Any]


def run(folder: Path, ledger: Ledger) -> dict[str, Tally]:
    """How many scenarios of each source pass, fail, or differ for a reason that is known."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    with Judge(__name__, _SECONDS) as judge:
        for case in cases(folder):
            said = judge.outcome(case)
            reason = ledger.reason({**case, "failure": said}) if said else None
            name = str(case.get("test", case.get("unreadable")))
            source = str(case.get("source", "unknown"))
            tallies[source].count(name, said and said[:_LONGEST], reason)
    return dict(tallies)


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The recorded scenarios, each with its form."""
    forms = table_of(folder / "forms.json")
    for case in lines_of(folder / "cases.jsonl"):
        yield {**case, "xform": forms.get(str(case.get("form")), "")}


def outcome(case: Case) -> str | None:
    """None if all came out as it was recorded, else where it did not."""
    os.environ["TZ"] = str(case.get("tz") or _ZONE)
    if hasattr(time, "tzset"):
        time.tzset()
    return "; ".join(differences(case)) or None


def differences(case: Case) -> list[str]:
    """Where we differ from what was recorded, said in short lines; empty if nowhere."""
    try:
        form = read_form(case["xform"], lambda _name: None)
        filling = _begun(form, case)
    except AppError as fault:
        return [f"load: {fault}"]
    found = [f"init {line}" for line in _compared(filling, case["init"])]
    for number, step in enumerate(case["steps"]):
        if found:
            break
        try:
            _do(filling, step)
        except (AppError, LookupError) as fault:
            return [f"step {number} {step['op']}: {fault!r}"]
        found += [f"step {number} {line}" for line in _compared(filling, step["after"])]
    return found


def _begun(form: Form, case: Case) -> Filling:
    """The filling as the recording finds it. Where that begins after a submission was opened
    again, the submission is not in it, but what it was when it had been opened is.
    """
    filling = Filling(form, clock=_clock)
    recorded = case["init"]["xml"]
    is_other = _canonical(relevant(filling._tree.root.node)) != _canonical(recorded)
    if is_other and _OPENED_AGAIN.search(case["test"]):
        return Filling.resume(form, recorded, clock=_clock)
    return filling


def _clock() -> datetime:
    return _RECORDED


def _do(filling: Filling, step: Case) -> None:
    arguments = step["args"]
    match step["op"]:
        case "answer":
            filling.answer(step["cursor_after"], _answer(arguments, step))
        case "createNewRepeat":
            position = step["cursor_after"]
            index = int(_INDEX.search(position)[1])
            filling.add_repeat(_INDEX.sub("", position), index)
        case "removeRepeat":
            position = arguments[0]
            filling.remove_repeat(_INDEX.sub("", position), int(_INDEX.search(position)[1]))
        case "setLanguage":
            filling.set_language(arguments[0])


def _answer(arguments: list[Any], step: Case) -> Any:
    """What was answered. Where the recording kept only that it was some object (a file, a
    point), the value it led to says which."""
    given = arguments[1:] if str(arguments[0]).startswith("/") and len(arguments) > 1 else arguments
    if len(given) > 1 or isinstance(given[0], list):
        return list(given[0] if isinstance(given[0], list) else given)
    answer = given[0]
    if isinstance(answer, dict):
        said = answer.get("str", answer.get("getValue", ""))
        if str(said).startswith("[object"):
            return step["after"]["nodes"][step["cursor_after"]].get("v", "")
        return str(said)
    return answer


def _compared(filling: Filling, recorded: Case) -> Iterator[str]:
    own = _canonical(relevant(filling._tree.root.node))
    theirs = _canonical(recorded["xml"])
    if own != theirs:
        yield f"xml: {own} instead of {theirs}"
    known = {entry.position: entry for entry in filling.entries() if entry.kind is Kind.REPEAT}
    for reference, facts in recorded["nodes"].items():
        entry = known.get(reference) or _entry(filling, reference)
        if entry is None:
            yield f"{reference}: is not there"
            continue
        own_facts = _facts(entry, filling)
        for name, value in facts.items():
            if _masked(own_facts.get(name)) != _masked(value):
                yield f"{reference} {name}: {own_facts.get(name)!r} instead of {value!r}"


def _entry(filling: Filling, reference: str) -> Entry | None:
    try:
        return filling.entry(reference)
    except LookupError:
        return None


_TYPES = {
    Kind.SELECT_ONE: "select",
    Kind.SELECT_MULTIPLE: "select",
    Kind.RANK: "rank",
    Kind.TRIGGER: "trigger",
    Kind.NOTE: "note",
    Kind.UPLOAD: "upload",
    Kind.RANGE: "range",
    Kind.HIDDEN: "model-value",
    Kind.METADATA: "model-value",
    Kind.INSTANCE: "repeat-instance",
}


def _type(entry: Entry) -> str:
    if entry.kind is Kind.REPEAT:
        return f"repeat-range:{'controlled' if entry.is_fixed else 'uncontrolled'}"
    if entry.kind is Kind.GROUP:
        return "root" if entry.position.count("/") == 1 else "group"
    return _TYPES.get(entry.kind, "input")


def _facts(entry: Entry, filling: Filling) -> dict[str, Any]:
    violation = entry.violation
    if violation is not None and violation.kind == "refused":
        # what cannot be meant is dropped without a word there; here it is kept to be mended
        violation = replace(violation, kind="required") if entry.is_required else None
    return {
        "t": _type(entry),
        "rel": entry.is_relevant,
        "ro": entry.is_read_only,
        "req": entry.is_required,
        "v": filling.value(entry.position) if entry.kind is not Kind.REPEAT else "",
        "valid": violation is None,
        "viol": violation.kind if violation else None,
        "label": entry.label,
        "opts": [choice.value for choice in entry.choices],
    }


def _masked(value: object) -> object:
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", " ".join(value.split()))
        return _DAY.sub("day", _MOMENT.sub("moment", _UUID.sub("uuid", value)))
    return value


def _canonical(xml: str) -> str:
    return _said(parse_xml(xml).element)


def _said(element: Element) -> str:
    attributes = "".join(
        f" {key}={_masked(given.value)!r}" for key, given in sorted(element.attributes.items())
    )
    inner = [_said(child) for child in element.elements()]
    text = "" if inner else str(_masked(element.text))
    return f"<{{{element.namespace}}}{element.name}{attributes}>{text}{''.join(inner)}</>"
