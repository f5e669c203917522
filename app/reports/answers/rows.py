"""The rows of an export: each filled form's facts and answers, and the rows of its repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import Language
from app.model import ENUMERATIONS, Submission, SurveyVersion, Territory
from app.reports.answers.columns import FLAG, Heading, Table, Value, Wish, relative, tables_of
from app.reports.answers.places import Progress
from app.storage.questions.filled import Chosen, Facts, Filled, chosen, filled_forms
from app.storage.questions.table import Linked, linked

if TYPE_CHECKING:
    from app.storage import Workspace

KEY, PARENT_KEY = "KEY", "PARENT_KEY"
"""The columns by which the rows of repeats belong to their forms, as ODK calls them."""
TOLD_EVERY = 1000
"""After how many forms it is said how far the work is."""
Row = list[Value]


class _Fact(NamedTuple):
    """A column beside the answers: its name for programs, its label, its kind, its value."""

    name: str
    label: str
    kind: str
    take: Callable[[Facts], Value]


class Export:
    """All that is exported, ready to be gone through once."""

    def __init__(self, ws: Workspace, wish: Wish, language: Language) -> None:
        self._ws = ws
        self._forms = chosen(ws, wish.survey, wish.wanted)
        self.tables = tables_of(self._forms, wish, language)
        self.forms = sum(of.forms for of in self._forms)
        self._facts = list(_facts(wish, language, linked(ws.reader)))
        versions = {one.id: one.version for one in ws.find(SurveyVersion, survey=wish.survey)}
        self._versions = {of.version: versions.get(of.version, "") for of in self._forms}
        self._has_labels, self._language = wish.has_labels, language
        self._hidden = [] if wish.is_full else ["_person", "_code"]

    @property
    def left_out(self) -> list[str]:
        """What says who somebody is, and is not in the file."""
        return [*self._hidden, *(name for table in self.tables for name in table.left_out)]

    def headings(self, table: Table) -> list[Heading]:
        """Everything that stands above the columns of a table."""
        asked = list(table.headings())
        keys = [KEY] if not table.repeat else [PARENT_KEY, KEY]
        found = [Heading(name, "text") for name in keys]
        if not table.repeat:
            found += [Heading(self._version_heading, "text")]
            found += [
                Heading(fact.label if self._has_labels else fact.name, fact.kind)
                for fact in self._facts
            ]
        return [*_apart(found, {heading.text for heading in asked}), *asked]

    @property
    def _version_heading(self) -> str:
        return self._language.text("Version") if self._has_labels else "_version"

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, Row]]:
        """Each row with the number of its table; the rows of a form stand together."""
        done = 0
        for of in self._forms:
            repeats = self._repeats(of)
            for filled in filled_forms(self._ws, of):
                yield from self._of_form(of, filled, repeats)
                done += 1
                if progress and not done % TOLD_EVERY:
                    progress(done, self.forms)

    def _repeats(self, of: Chosen) -> list[tuple[int, int, str, str]]:
        """Of each repeat of a version: its table, the repeat around it, its name, its own step."""
        layout = of.read.layout
        tables = {table.repeat: number for number, table in enumerate(self.tables)}
        found = []
        for name in layout.repeats:
            around = layout.parent(name)
            step = name.removeprefix(f"{around}/") if around else relative(name)
            found.append(
                (tables[relative(name)], layout.repeats.index(around) if around else -1, name, step)
            )
        return found

    def _of_form(
        self, of: Chosen, filled: Filled, repeats: Sequence[tuple[int, int, str, str]]
    ) -> Iterator[tuple[int, Row]]:
        facts, tables = filled
        key = facts.instance_id or facts.id.hex()
        said = [fact.take(facts) for fact in self._facts]
        version = of.version
        cells = self.tables[0].cells(version, tables.top)
        yield 0, [key, self._versions[version], *said, *cells]
        keys: list[list[str]] = []
        for (number, around, _, step), rows in zip(repeats, tables.repeats, strict=True):
            above = keys[around] if around >= 0 else [key]
            names = list(_row_keys(rows, above, step))
            keys.append(names)
            for row, name in zip(rows, names, strict=True):
                parent = above[row[0]]
                yield number, [parent, name, *self.tables[number].cells(version, row[1:])]


def _row_keys(rows: Sequence[Sequence[Any]], above: Sequence[str], step: str) -> Iterator[str]:
    """The rows of a repeat by name: `uuid:…/member[2]`, counted within the row around them."""
    counts: dict[int, int] = {}
    for row in rows:
        counts[row[0]] = counts.get(row[0], 0) + 1
        yield f"{above[row[0]]}/{step}[{counts[row[0]]}]"


def _apart(headings: Sequence[Heading], taken: set[str]) -> Iterator[Heading]:
    """The same headings, with a stroke more before those that a question is called by."""
    for heading in headings:
        text = heading.text
        while text in taken:
            text = f"_{text}"
        yield Heading(text, heading.kind)


def _facts(wish: Wish, language: Language, find: Linked) -> Iterator[_Fact]:
    """The columns beside the answers; who answered only in a full export."""
    label = {name: language.text(kind.label) for name, kind in Submission.kinds().items()}
    place, event, person = _names(find, language)
    is_code = not wish.has_labels
    yield _Fact("_collected_on", label["collected_on"], "date", lambda facts: facts.collected_on)
    if is_code:
        yield _Fact("_territory", "", "text", lambda facts: facts.territory)
        yield _Fact("_event", "", "text", lambda facts: _event_code(find, facts.event))
    yield _Fact("_territory_name", label["territory"], "text", lambda facts: place(facts.territory))
    yield _Fact("_event_title", label["event"], "text", lambda facts: event(facts.event))
    yield _Fact("_group", label["group_name"], "text", lambda facts: facts.group_name)
    yield _Fact("_round", label["round"], FLAG, lambda facts: facts.round)
    terms = ENUMERATIONS["submission_source"]
    said = {code: language.label(term.labels) for code, term in terms.items()}
    yield _Fact(
        "_source",
        label["source"],
        "text",
        lambda facts: facts.source if is_code else said.get(facts.source or "", facts.source),
    )
    if wish.is_full:
        if is_code:
            yield _Fact(
                "_person", "", "text", lambda facts: facts.person.hex() if facts.person else None
            )
        yield _Fact("_person_name", label["person"], "text", lambda facts: person(facts.person))
        yield _Fact("_code", label["code"], "text", lambda facts: facts.code)


def _names(
    find: Linked, language: Language
) -> tuple[
    Callable[[str | None], str | None],
    Callable[[bytes | None], str | None],
    Callable[[bytes | None], str | None],
]:
    def place(code: str | None) -> str | None:
        found = find("territory", Territory.id_for({"code": code})) if code else None
        return language.label(found.names()) if isinstance(found, Territory) else code

    def linked_to(type_name: str) -> Callable[[bytes | None], str | None]:
        def caption(record_id: bytes | None) -> str | None:
            found = find(type_name, record_id) if record_id else None
            return found.caption() or None if found else None

        return caption

    return place, linked_to("event"), linked_to("person")


def _event_code(find: Linked, event: bytes | None) -> str | None:
    """How a program names an event: by its code, else by its id."""
    found = find("event", event) if event else None
    code = getattr(found, "code", "") if found else ""
    return code or (event.hex() if event else None)
