"""Real XLSForms: taken in, filled to the end with plausible answers, and exported."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.errors import AppError
from app.surveys import Entry, Filling, Form, Kind, answers_of, convert, read_form
from tests.conformance.bounded import Case, Judge
from tests.conformance.ledger import Ledger
from tests.conformance.tally import Tally

_SECONDS = 120.0
_ROUNDS = 60
_ATTEMPTS = 4
_NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
_PLAUSIBLE: dict[Kind, tuple[object, ...]] = {
    Kind.TEXT: ("Бишкек", "0555123456", "1234567890", "a@b.kg", "12", "1", "2015", "A", "AB123"),
    Kind.INTEGER: (30, 1, 5, 0, 12, 100, 2015, 18, 60, 1000, 250000, 996555123456),
    Kind.DECIMAL: (36.6, 1, 5, 0, 12.5, 100, 0.5, 1000),
    Kind.DATE: ("2026-05-13", "2026-05-14", "2026-06-01", "1990-03-08", "2030-01-01"),
    Kind.TIME: ("09:30", "18:00"),
    Kind.DATE_TIME: ("2026-05-13T09:30", "2030-01-01T00:00"),
    Kind.GEOPOINT: ("42.87 74.59 760 5",),
    Kind.GEOTRACE: ("42.87 74.59 0 0;42.88 74.6 0 0",),
    Kind.GEOSHAPE: ("42.87 74.59 0 0;42.88 74.6 0 0;42.86 74.6 0 0;42.87 74.59 0 0",),
    Kind.TRIGGER: (True,),
    Kind.UPLOAD: ("picture.jpg",),
    Kind.BARCODE: ("4820000000000",),
    Kind.RANGE: (),
}


def run(folder: Path, ledger: Ledger) -> dict[str, Tally]:
    """How many forms of each project can be filled to the end and exported."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    with Judge(__name__, _SECONDS) as judge:
        for case in _cases(folder):
            failure = judge.outcome({**case, "path": str(folder / case["file"])})
            reason = ledger.reason(case) if failure else None
            tallies[str(case.get("repo", "unknown"))].count(case["file"], failure, reason)
    return dict(tallies)


def _cases(folder: Path) -> list[Case]:
    """The forms that can be converted; without a list of them, every workbook in the folder."""
    index = folder / "index.json"
    if not index.is_file():
        return [{"file": file.name} for file in sorted(folder.glob("*.xls*"))]
    return [case for case in json.loads(index.read_text("utf-8")) if case.get("pyxform_ok", True)]


def outcome(case: Case) -> str | None:
    """None if the form was filled and exported, else what stood in the way."""
    path = Path(str(case["path"]))
    content = path.read_bytes()
    try:
        converted = convert(content, path.name)
        form = read_form(converted.xform, converted.itemsets.get)
        filling = filled(form)
        sent = filling.submission()
        answered = {entry.path for entry in filling.entries() if entry.is_relevant and entry.value}
        exported = {answer.path for answer in answers_of(form, sent)}
        again = Filling.resume(form, filling.document(), clock=lambda: _NOW, seed=1)
    except AppError as fault:
        return f"{type(fault).__name__}: {fault}"
    if filling.problems():
        return f"left: {filling.problems()[:3]}"
    if not answered <= exported:
        return f"not exported: {sorted(answered - exported)[:3]}"
    if again.document() != filling.document():
        return "a draft does not come back as it was"
    return None


def filled(form: Form) -> Filling:
    """The form filled to the end. Some forms let nobody through but with certain answers (a roster
    of exactly one head of household): other answers are tried then."""
    for attempt in range(_ATTEMPTS):
        filling = Filling(form, clock=lambda: _NOW, seed=1)
        fill(filling, attempt)
        if not filling.problems():
            break
    return filling


def fill(filling: Filling, attempt: int = 0) -> None:
    """Answer everything that can be answered, as long as answers bring further questions."""
    for _ in range(_ROUNDS):
        waiting = [entry for entry in filling.entries() if _waits(entry, filling)]
        if not waiting:
            return
        for entry in waiting:
            if entry.kind is Kind.REPEAT:
                filling.add_repeat(entry.position)
            elif filling.entry(entry.position).is_relevant:
                _answer(filling, entry, attempt)


def _waits(entry: Entry, filling: Filling) -> bool:
    if not entry.is_relevant or entry.is_read_only:
        return False
    if entry.kind is Kind.REPEAT:
        return not entry.count and not entry.is_fixed
    if not entry.is_question or entry.kind is Kind.NOTE:
        return False
    is_open = not entry.value or entry.violation is not None
    return is_open and any(True for _ in _plausible(filling.entry(entry.position)))


def _answer(filling: Filling, entry: Entry, attempt: int) -> None:
    values = list(_plausible(filling.entry(entry.position)))
    shift = attempt % len(values)
    for value in values[shift:] + values[:shift]:
        filling.answer(entry.position, value)  # type: ignore[arg-type]
        if filling.entry(entry.position).violation is None:
            return


def _plausible(entry: Entry) -> Iterator[object]:
    codes = [choice.value for choice in entry.choices if choice.value]
    if entry.kind is Kind.SELECT_MULTIPLE:
        yield from ([codes[:2], codes[-1:], codes[:1]] if codes else [])
    elif entry.kind is Kind.RANK:
        yield from ([codes] if codes else [])
    elif entry.kind is Kind.SELECT_ONE:
        yield from codes
    elif entry.kind is Kind.RANGE:
        yield entry.parameters.get("end", "1")
    else:
        yield from _PLAUSIBLE.get(entry.kind, ())
