"""A survey on paper: any form as a questionnaire to be filled in by hand and typed in later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.language import Language, mark
from app.model.kinds import Number
from app.reports.chosen_survey import SURVEY, asked_form, chosen_survey
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Margins,
    Paragraph,
    Table,
    Voice,
)
from app.reports.paper import Answer, Asked, Blank, Blanks, Lines, Options, Pick, Scale, Squares
from app.reports.parameters import Parameter
from app.reports.when_words import Known, WhenWords
from app.reports.words import joined
from app.storage import Workspace
from app.surveys import Form, Kind, Question
from app.surveys.conditions import Always, Condition, condition_of
from app.surveys.languages import label_in, title_in
from app.surveys.parts import Aspect

_COPIES = 3
PARAMETERS = (
    SURVEY,
    Parameter(
        "copies",
        Number(
            label=mark("Copies of a repeated part"),
            help=mark("How often a part that can be repeated is printed"),
            least=1,
            most=50,
        ),
        _COPIES,
    ),
)
_MOST_OPTIONS = 30
"""Longer lists (all villages of an oblast) are not printed: one writes the answer."""
_MOST_STEPS = 11
_NUMBER = Lines(1, 0.28)
_LONG_TEXT = Lines(3)
_MARGINS = Margins(left=20, right=15, top=15, bottom=15)
_GRID_ROW = 8.0
_GRID_TITLE = 3
_DAY, _HOUR = Squares((2, 2, 4), "."), Squares((2, 2), ":")
_ANSWERS: Mapping[Kind, Answer] = {
    Kind.DATE: (_DAY,),
    Kind.TIME: (_HOUR,),
    Kind.DATE_TIME: (_DAY, _HOUR),
    Kind.INTEGER: _NUMBER,
    Kind.DECIMAL: _NUMBER,
}


def gather_questionnaire(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """The form that is asked now, to be filled in by hand."""
    line = chosen_survey(workspace, parameters["survey"])
    _, read = asked_form(workspace, line)
    return questionnaire_of(
        read.form,
        language,
        asks=frozenset(read.marks.asks),
        copies=int(str(parameters["copies"])),
        author=workspace.profile.name,
    )


def questionnaire_of(
    form: Form,
    language: Language,
    *,
    asks: frozenset[str] = frozenset(),
    copies: int = _COPIES,
    author: str = "",
) -> Document:
    """A form as a document; `asks` names what the form itself asks of the respondent."""
    title = title_in(form.title, language.code)
    body = _Paper(form, language, copies)
    return Document(
        title=title,
        language=language.code,
        kicker=language.text(mark("Questionnaire")),
        author=author,
        source=joined([form.form_id, form.version]),
        blocks=(*_head(language, asks), *body.blocks()),
        margins=_MARGINS,
    )


def _head(language: Language, asks: frozenset[str]) -> Iterator[Blanks]:
    """What must be known of a filled form and is not asked in it."""
    text = language.text
    first = [
        *([] if "code" in asks else [Blank(text(mark("Respondent's code")))]),
        *([] if "date" in asks else [Blank(text(mark("Answered on")), 0.8)]),
    ]
    second = [
        *([] if "territory" in asks else [Blank(text(mark("Territory")), 1.4)]),
        *([] if "group" in asks else [Blank(text(mark("Group")))]),
    ]
    rows = tuple(tuple(row) for row in (first, second) if row)
    if rows:
        yield Blanks(rows)


class _Paper:
    """Turns the questions of one form into blocks."""

    def __init__(self, form: Form, language: Language, copies: int) -> None:
        self._form = form
        self._language = language
        self._copies = copies
        self._relevance = {
            place.path: place.bind.expressions[Aspect.RELEVANT].text
            for place in form.places
            if Aspect.RELEVANT in place.bind.expressions
        }
        self._numbers = self._numbered()
        known = {
            path: Known(number, self._words(form.question(path)))
            for path, number in self._numbers.items()
        }
        self._when = WhenWords(language, known)
        self._inside: dict[str, list[Question]] = {}
        for question in form.questions:
            self._inside.setdefault(question.path.rpartition("/")[0], []).append(question)

    def blocks(self) -> Iterator[Block]:
        """The whole form."""
        top = min((q.path.rpartition("/")[0] for q in self._form.questions), key=len, default="")
        yield from self._all(self._inside.get(top, ()), 1)

    def _numbered(self) -> dict[str, str]:
        asked = (q.path for q in self._form.questions if _is_asked(q))
        return {path: str(number) for number, path in enumerate(asked, start=1)}

    def _words(self, question: Question) -> dict[str, str]:
        return {
            option.value: self._said(option.labels) or option.value for option in question.options
        }

    def _said(self, labels: Mapping[str, str]) -> str:
        return label_in(labels, self._language.code)

    def _condition(self, path: str) -> Condition:
        expression = self._relevance.get(path)
        return condition_of(expression, path) if expression else Always()

    # ---- parts ----

    def _all(self, questions: Sequence[Question], level: int) -> Iterator[Block]:
        at = 0
        while at < len(questions):
            grid = _grid_at(questions, at)
            if grid:
                yield self._grid(grid)
            elif _grid_at(questions, at + 1):
                yield from self._grid_title(questions[at], level)
            else:
                yield from self._one(questions[at], level)
            at += len(grid) or 1

    def _one(self, question: Question, level: int) -> Iterator[Block]:
        match question.kind:
            case Kind.GROUP:
                yield from self._group(question, level)
            case Kind.REPEAT:
                yield from self._repeat(question, level)
            case Kind.NOTE:
                yield from self._note(question)
            case _ if _is_asked(question):
                yield self._asked(question)
            case _:
                pass

    def _group(self, group: Question, level: int) -> Iterator[Block]:
        inside = self._inside.get(group.path, ())
        if not any(self._is_on_paper(question) for question in inside):
            return
        said, when = self._said(group.labels), self._when.part(self._condition(group.path))
        if said:
            yield Heading(said, level, when)
        elif when:
            yield Paragraph(when, Voice.NOTE)
        yield from self._all(inside, level + 1 if said else level)

    def _repeat(self, repeat: Question, level: int) -> Iterator[Block]:
        said = self._said(repeat.labels) or repeat.name
        when = self._when.part(self._condition(repeat.path))
        for copy in range(1, self._copies + 1):
            yield Heading(f"{said} {copy}", level, when)
            yield from self._all(self._inside.get(repeat.path, ()), level + 1)

    def _is_on_paper(self, question: Question) -> bool:
        if question.kind in {Kind.GROUP, Kind.REPEAT}:
            return any(self._is_on_paper(inner) for inner in self._inside.get(question.path, ()))
        return question.kind is Kind.NOTE or _is_asked(question)

    def _note(self, note: Question) -> Iterator[Block]:
        said = self._said(note.labels)
        condition = self._condition(note.path)
        if not said or "${" in said or not self._when.can_be_said(condition):
            return
        when = self._when.note(condition)
        yield Paragraph(f"{when}: {said}" if when else said)

    # ---- questions ----

    def _asked(self, question: Question) -> Asked:
        return Asked(
            self._numbers[question.path],
            self._said(question.labels) or question.name,
            self._answer(question),
            self._hint(question),
            self._when.question(self._condition(question.path)),
        )

    def _hint(self, question: Question) -> str:
        hint = self._said(question.hints)
        if hint or len(question.options) > _MOST_OPTIONS:
            return hint
        if question.kind is Kind.SELECT_MULTIPLE:
            return self._language.text(mark("Tick all that apply"))
        if question.kind is Kind.RANK:
            return self._language.text(mark("Number them: 1 comes first"))
        return ""

    def _answer(self, question: Question) -> Answer:
        match question.kind:
            case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE | Kind.RANK:
                return self._options(question)
            case Kind.RANGE:
                return self._scale(question)
            case Kind.TRIGGER:
                return Options((self._language.text(mark("Yes")),), are_many=True)
            case Kind.UPLOAD:
                return Options((self._language.text(mark("Attached")),), are_many=True)
            case kind:
                is_long = "multiline" in question.appearance
                return _ANSWERS.get(kind, _LONG_TEXT if is_long else Lines())

    def _options(self, question: Question) -> Answer:
        if not 0 < len(question.options) <= _MOST_OPTIONS:
            return Lines()
        return Options(
            tuple(self._words(question).values()),
            are_many=question.kind is not Kind.SELECT_ONE,
            are_ranked=question.kind is Kind.RANK,
        )

    def _scale(self, question: Question) -> Answer:
        steps = _steps(self._form, question)
        return Scale(steps) if steps else _NUMBER

    # ---- grids ----

    def _grid(self, rows: Sequence[Question]) -> Table:
        header = next((row for row in rows if not _is_asked(row)), None)
        asked = [row for row in rows if _is_asked(row)]
        words = list(self._words(asked[0]).values())
        columns = (
            Column("", 0.5, Align.RIGHT),
            Column(self._said(header.labels).strip() if header else "", 5),
            *(Column(word, 1.3, Align.CENTRE) for word in words),
        )
        return Table(
            columns,
            tuple(self._grid_row(row, len(words)) for row in asked),
            boxed=True,
            row_height=_GRID_ROW,
        )

    def _grid_title(self, before: Question, level: int) -> Iterator[Block]:
        """A note right before a grid is its title, and stays with it."""
        if before.kind is Kind.NOTE and not self._relevance.get(before.path):
            yield Heading(self._said(before.labels), max(level, _GRID_TITLE))
        else:
            yield from self._one(before, level)

    def _grid_row(self, row: Question, width: int) -> tuple[str | Cell | Pick, ...]:
        is_many = row.kind is Kind.SELECT_MULTIPLE
        when = self._when.question(self._condition(row.path))
        said = self._said(row.labels) or row.name
        note = joined([when, self._said(row.hints)], ". ")
        picks = (Pick(number, is_many) for number in range(1, width + 1))
        return (self._numbers[row.path], Cell(said, note), *picks)


def _is_asked(question: Question) -> bool:
    """Whether somebody answers it on paper: the header of a grid, a note, a calculation is not."""
    is_header = "label" in question.appearance.lower().split()
    return question.kind.is_asked and question.kind is not Kind.NOTE and not is_header


def _grid_at(questions: Sequence[Question], at: int) -> list[Question]:
    """The run of questions that begins here and shares a header and its answers."""
    run: list[Question] = []
    for question in questions[at:]:
        if not _stands_in_grid(question) or (run and not _shares(run[0], question)):
            break
        run.append(question)
    return run if sum(map(_is_asked, run)) else []


def _stands_in_grid(question: Question) -> bool:
    words = set(question.appearance.lower().split())
    is_select = question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
    return is_select and bool(words & {"label", "list-nolabel"})


def _shares(first: Question, other: Question) -> bool:
    def values(question: Question) -> list[str]:
        return [option.value for option in question.options]

    return values(first) == values(other) and "label" not in other.appearance.lower().split()


def _steps(form: Form, question: Question) -> tuple[str, ...]:
    """The numbers of a range, when they are few enough to be printed."""
    place = next(place for place in form.places if place.path == question.path)
    given: Mapping[str, str] = place.control.parameters if place.control else {}
    try:
        start, end, step = (float(given[name]) for name in ("start", "end", "step"))
    except (KeyError, ValueError):
        return ()
    count = int((end - start) / step) + 1 if step else 0
    if not 1 < count <= _MOST_STEPS:
        return ()
    return tuple(_plain(start + at * step) for at in range(count))


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"
