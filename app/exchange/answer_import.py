"""Filled forms from other programs taken in: all that is good, or nothing where something is not.

A form is known by the name its document gives itself. The same name is the same filled form: it
says what is here already, or something newer, which becomes an edit of it, or something it said
before, which is passed by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import AppError, Invalid
from app.exchange.answer_files import Book, Document, Entry, find_answers
from app.exchange.answer_known import Here, Known, facts_of_row
from app.exchange.answer_tables import BookReader, CellProblem, RowSaid
from app.language import mark
from app.model import Changes, Edit, Put, Submission, SubmissionFile, check, clean
from app.model.ids import derived_id
from app.storage import Workspace
from app.storage.forms import ReadForm, facts_said, form_of
from app.storage.questions.surveys import SurveyLine, list_surveys
from app.surveys.composing import Composer, Said, laid_over, root_of, said_in, without_wrapping
from app.surveys.tables import document_id, left_out_of, parsed, replaced_id
from app.surveys.xpath.xml import BrokenXml

if TYPE_CHECKING:
    from app.exchange.answer_files import Found

Progress = Callable[[int, int], object]
_LONGEST_PATH = 10_000


class AnswersRefused(AppError):
    """Something is wrong with what should be imported; nothing was."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__(
            mark(
                "Nothing was imported: {n} places need attention, the first in {place}. "
                "Mend them and import again."
            ),
            n=len(problems),
            place=problems[0].place,
        )
        self.problems = tuple(problems)


@dataclass
class ImportedAnswers:
    """What an import did."""

    new: int = 0
    updated: int = 0
    known: int = 0
    """Said what is here already."""
    older: int = 0
    """Said what was here before and was changed since."""
    deleted: int = 0
    """Were deleted here, and stay so."""
    files: int = 0
    files_missing: int = 0
    unknown: list[tuple[str, str]] = field(default_factory=list)
    """Tables and their columns that are no question of the form."""
    not_here: set[str] = field(default_factory=set)
    """Events and people of other notebooks; the forms came in without them."""
    passed_by: list[str] = field(default_factory=list)
    """XML files that are no filled forms, but forms themselves."""
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class Incoming:
    """A filled form on its way in."""

    place: str
    row: int
    version: bytes
    read: ReadForm
    name: str
    said: Said
    document: str = ""
    """As it came; "" for one that came as a row of a table."""
    paths: frozenset[str] | None = None
    """The questions it speaks of; None for all."""
    facts: Mapping[str, object] = field(default_factory=dict)
    day: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)
    replaces: str = ""


def import_answers(
    ws: Workspace,
    paths: Sequence[Path],
    survey: bytes | None = None,
    progress: Progress | None = None,
    *,
    is_dry_run: bool = False,
) -> ImportedAnswers:
    """Take in documents (files, folders, zips) and tables (CSV, workbooks) of filled forms.

    `survey` is whose tables these are, where there are several surveys; documents say it
    themselves. Raises `AnswersRefused` with every problem by its place, and what `find_answers`
    raises; then nothing was imported.
    """
    reading = _Reading(ws, survey)
    incoming = reading.all_of(find_answers(paths), progress)
    if reading.problems:
        raise AnswersRefused(reading.problems)
    done = reading.done
    edits = _Deciding(ws, done).edits(incoming)
    wishes = list(edits)
    if not is_dry_run and wishes:
        done.changes = ws.write(wishes)
    return done


class _Reading:
    """Reads what was found by the forms that are here."""

    def __init__(self, ws: Workspace, survey: bytes | None) -> None:
        self._ws = ws
        self._lines = list_surveys(ws)
        self._survey = survey
        self.problems: list[CellProblem] = []
        self.done = ImportedAnswers()

    def all_of(self, found: Found, progress: Progress | None) -> list[Incoming]:
        """Everything that could be read; what could not is among the problems."""
        incoming: list[Incoming] = []
        total = len(found.documents) + len(found.books)
        for number, document in enumerate(found.documents, start=1):
            incoming += self._document(document)
            if progress and not number % 100:
                progress(number, total)
        for number, book in enumerate(found.books, start=len(found.documents) + 1):
            incoming += self._book(book)
            if progress:
                progress(number, total)
        return incoming

    def _say(self, place: str, text: str, **values: object) -> None:
        self.problems.append(CellProblem(place, 0, "", text, values))

    # documents

    def _document(self, document: Document) -> Iterator[Incoming]:
        try:
            top = parsed(document.text)
        except BrokenXml as error:
            self._say(document.place, error.text, **error.values)
            return
        if top.tag.rpartition("}")[2] in {"html", "xform", "manifest"}:
            self.done.passed_by.append(document.place)
            return
        form_id = top.get("id") or top.tag.rpartition("}")[0].removeprefix("{")
        line = next((one for one in self._lines if one.form_id == form_id), None)
        if line is None:
            self._say(document.place, _NO_FORM, form=form_id or top.tag)
            return
        if top.get("encrypted") == "yes":
            self._say(document.place, mark("This document is encrypted for its own server"))
            return
        text = without_wrapping(document.text)
        found = self._version(line, top.get("version") or "", text)
        name = document_id(text)
        if found is None or not name:
            words = _NO_VERSION if found is None else mark("This document has no instanceID")
            self._say(document.place, words, form=form_id, version=top.get("version") or "–")
            return
        version, read = found
        hidden = left_out_of(document.text)
        every = frozenset(column.path for column in read.layout.columns)
        yield Incoming(
            document.place,
            0,
            version,
            read,
            name,
            said_in(read.layout, read.layout.read(text)),
            text,
            every - hidden if hidden else None,
            files={
                name: document.beside[name]
                for name in read.layout.file_names(text)
                if name in document.beside
            },
            replaces=replaced_id(text),
        )

    def _version(self, line: SurveyLine, named: str, text: str) -> tuple[bytes, ReadForm] | None:
        """The version that was answered; else the newest that has a place for all of it."""
        here = [(one, form_of(self._ws, one.id)) for one in line.versions]
        forms = [(one, read) for one, read in here if read is not None]
        for one, read in forms:
            if one.version == named:
                return one.id, read
        said = _paths_in(text)
        for one, read in forms:
            if said <= {column.path.rpartition(":")[2] for column in read.layout.columns} | {
                _plain(column.path) for column in read.layout.columns
            }:
                return one.id, read
        return None

    # tables

    def _book(self, book: Book) -> Iterator[Incoming]:
        line = self._survey_of(book)
        if line is None:
            return
        here = [(one, form_of(self._ws, one.id)) for one in line.versions]
        readers = [(one, read, BookReader(book, read)) for one, read in here if read is not None]
        if not readers:
            self._say(book.place, _NO_VERSION, form=line.form_id, version="–")
            return
        best = max(readers, key=lambda each: each[2].recognised)
        if not best[2].recognised:
            self._say(book.place, _NO_QUESTION, form=line.form_id)
            return
        meant: dict[bytes, set[str]] = {}
        for name in best[2].versions():
            exact = next((one.id for one, _, _ in readers if name and one.version == name), None)
            meant.setdefault(exact or best[0].id, set()).add(name)
        for one, read, reader in readers:
            if one.id in meant:
                yield from self._of_version(
                    book, one.id, read, reader, frozenset(meant[one.id]), len(meant) == 1
                )

    def _of_version(
        self,
        book: Book,
        version: bytes,
        read: ReadForm,
        reader: BookReader,
        names: frozenset[str],
        is_only: bool,
    ) -> Iterator[Incoming]:
        found = reader.read(None if is_only else names)
        self.problems += found.problems
        self.done.unknown = [
            each for each in found.unknown if is_only or each not in self.done.unknown
        ]
        counts: dict[str, int] = {}
        uploads = [column.path for column in read.layout.columns if column.kind == "upload"]
        for row in found.forms:
            facts, problem = facts_of_row(self._ws, row, self.done.not_here)
            self.problems += [problem] if problem else []
            files = {
                name: book.media[name]
                for path in uploads
                if (name := row.said.answers.get(path, "")) in book.media
            }
            yield Incoming(
                row.place,
                row.row,
                version,
                read,
                row.name or _made_name(version, row, counts),
                row.said,
                paths=row.paths,
                facts=facts,
                day=row.day,
                files=files,
            )

    def _survey_of(self, book: Book) -> SurveyLine | None:
        lines = [one for one in self._lines if self._survey in (None, one.id)]
        if len(lines) == 1:
            return lines[0]
        self._say(book.place, _WHICH if lines else _NO_SURVEY)
        return None


_NO_FORM = mark("The form “{form}” is not here. Add it first")
_NO_VERSION = mark("The version “{version}” of the form “{form}” is not here. Add it first")
_NO_QUESTION = mark("No column is a question of the form “{form}”")
_WHICH = mark("There are several surveys. Say which one this table is of")
_NO_SURVEY = mark("There is no survey yet. Add its form first")


def _paths_in(text: str) -> set[str]:
    """The paths at which a document says something, but for what it says of itself."""
    top = parsed(text)
    found: set[str] = set()
    waiting: list[tuple[Any, str]] = [(top, f"/{top.tag.rpartition('}')[2]}")]
    while waiting:  # no recursion: a file may be deeper than the stack
        element, path = waiting.pop()
        for child in element:
            tag = child.tag.rpartition("}")[2]
            if tag != "meta":
                waiting.append((child, f"{path}/{tag}"[:_LONGEST_PATH]))
                if (child.text or "").strip() and not len(child):
                    found.add(f"{path}/{tag}")
    return found


def _plain(path: str) -> str:
    return "/".join(step.rpartition(":")[2] for step in path.split("/"))


def _made_name(version: bytes, row: RowSaid, counts: dict[str, int]) -> str:
    """A name for a row that has none: the same row of the same table again has the same one.

    Rows that say the same are told apart by their order.
    """
    content = repr((row.said, sorted(row.facts.items()), row.day))
    digest = hashlib.sha256(content.encode()).hexdigest()
    counts[digest] = counts.get(digest, 0) + 1
    made = derived_id("submission", (version, digest, counts[digest])).hex()
    return f"uuid:{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"


class _Deciding:
    """Decides of each filled form whether it is new, an edit, or known."""

    def __init__(self, ws: Workspace, done: ImportedAnswers) -> None:
        self._ws, self._done = ws, done
        self._composers: dict[bytes, Composer] = {}

    def edits(self, incoming: Sequence[Incoming]) -> Iterator[Edit]:
        """The edits that take them in; what is wrong with one is raised with the rest."""
        replaced = {one.replaces for one in incoming if one.replaces}
        latest = {one.name: one for one in incoming if one.name not in replaced}
        self._done.older += len(incoming) - len(latest)
        chains = {one.replaces: one.replaces for one in incoming if one.replaces}
        chains |= {one.name: one.replaces for one in incoming if one.replaces}
        here = Here(self._ws, [*latest, *(one.replaces for one in latest.values() if one.replaces)])
        problems: list[CellProblem] = []
        made: list[Edit] = []
        for one in latest.values():
            try:
                made += self._of(one, here, _first_of(chains, one.name))
            except Invalid as error:
                first = error.problems[0]
                problems.append(CellProblem(one.place, one.row, "", first.text, dict(first.values)))
        if problems:
            raise AnswersRefused(problems)
        yield from made

    def _of(self, one: Incoming, here: Here, first: str) -> Iterator[Edit]:
        known = here.of(one.name) or (here.of(one.replaces) if one.replaces else None)
        if known is None:
            yield from self._new(one, derived_id("submission", (first,)))
        elif known.is_deleted:
            self._done.deleted += 1
        elif not known.document:
            self._done.known += 1  # what was forgotten with a person does not come back
        else:
            yield from self._edit(one, known)

    def _new(self, one: Incoming, record_id: bytes) -> Iterator[Edit]:
        document = one.document or self._composer(one).document(one.said, one.name)
        said = facts_said(one.read, document)
        values = {
            **said,
            **one.facts,
            "collected_on": said.get("collected_on") or one.day or date.today().isoformat(),
            "source": "import",
            "survey_version": one.version,
            "instance": document,
            "instance_id": one.name,
        }
        if one.day and "collected_on" not in one.facts:
            values["collected_on"] = one.day
        given = clean(Submission, values)
        check(Submission, given)
        self._done.new += 1
        yield Put("submission", record_id, given)
        yield from self._files(one, record_id, document)

    def _edit(self, one: Incoming, known: Known) -> Iterator[Edit]:
        """What is newer than what is here becomes an edit of it."""
        layout = one.read.layout
        every = frozenset(column.path for column in layout.columns)
        paths = every if one.paths is None else one.paths
        said = laid_over(layout, known.said(layout), one.said, paths)
        if _same(said, known.said(layout)):
            self._done.known += 1
            yield from self._files(one, known.id, known.document)
            return
        if any(_same(said, older) for older in known.older(self._ws, layout)):
            self._done.older += 1
            return
        name = one.name if one.name != known.name and one.document else _successor(one, said)
        composer = self._composer(one)
        document = (
            one.document
            if name == one.name and one.paths is None
            else composer.document(said, name, known.name)
        )
        values = {**one.facts, "instance": document, "instance_id": name}
        if one.version != known.version:
            values["survey_version"] = one.version
        given = clean(Submission, values)
        check(Submission, given, known.values(self._ws))
        self._done.updated += 1
        yield Put("submission", known.id, given)
        yield from self._files(one, known.id, document)

    def _composer(self, one: Incoming) -> Composer:
        composer = self._composers.get(one.version)
        if composer is None:
            form, layout = one.read.form, one.read.layout
            root = root_of(column.path for column in layout.columns)
            composer = Composer(layout, form.form_id, form.version, root)
            self._composers[one.version] = composer
        return composer

    def _files(self, one: Incoming, record_id: bytes, document: str) -> Iterator[Edit]:
        """The files the document calls by name, as far as they lie beside it."""
        for name in one.read.layout.file_names(document):
            entry = one.files.get(name)
            if entry is None:
                self._done.files_missing += 1
                continue
            values = {
                "submission": record_id,
                "name": name,
                "file": self._ws.attachments.put(entry.read()),
            }
            given = clean(SubmissionFile, values)
            check(SubmissionFile, given)
            self._done.files += 1
            yield Put("submission_file", SubmissionFile.id_for(given), given)


def _first_of(chains: Mapping[str, str], name: str) -> str:
    """What the first of a chain of edits called itself."""
    seen = {name}
    while (before := chains.get(name, "")) and before not in seen:
        seen.add(before)
        name = before
    return name


def _same(one: Said, other: Said) -> bool:
    return _bare(one) == _bare(other)


def _bare(said: Said) -> Said:
    return replace(
        said, rows={name: [_bare(r) for r in rows] for name, rows in said.rows.items() if rows}
    )


def _successor(one: Incoming, said: Said) -> str:
    """What an edit calls itself: of the same form and answers always the same."""
    made = derived_id("submission", (one.name, repr(_bare(said)))).hex()
    return f"uuid:{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"
