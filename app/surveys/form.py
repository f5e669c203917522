"""A form once it has been read, as it is shared by all its fillings: nothing here changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.surveys.faults import FormFault
from app.surveys.graph import Graph
from app.surveys.parts import Action, Control, Kind, Place, Translated
from app.surveys.xpath.nodes import Document, Element


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as a list of results needs it: its code, and its label in each language."""

    value: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What can be said of a question without filling anything in. Labels are plain text; where a
    label holds an answer, its name stands in its place as in “How old is ${name}?”.
    """

    path: str
    name: str
    kind: Kind
    type: str
    labels: Mapping[str, str]
    hints: Mapping[str, str]
    options: tuple[Option, ...] = ()
    """Empty where the choices come from a file that is not at hand or from a repeat."""
    group: str = ""
    repeat: str = ""
    appearance: str = ""
    is_required: bool = False
    level: int = 0


@dataclass(frozen=True, eq=False)
class Form:
    """A form ready to be filled. Languages are as its author named them ("" if there is one)."""

    title: str
    form_id: str
    version: str
    languages: tuple[str, ...]
    default_language: str
    questions: tuple[Question, ...]
    files: tuple[str, ...]
    """The files it asks for: choices, pictures, sound."""
    missing: tuple[str, ...]
    """Those of them, needed to fill it, that were not at hand when it was read."""
    settings: Mapping[str, str]
    root: Place = dataclasses.field(repr=False)
    template: Element = dataclasses.field(repr=False)
    places: tuple[Place, ...] = dataclasses.field(repr=False)
    body: tuple[Control, ...] = dataclasses.field(repr=False)
    actions: tuple[Action, ...] = dataclasses.field(repr=False)
    instances: Mapping[str, Document] = dataclasses.field(repr=False)
    last_saved: frozenset[str] = dataclasses.field(repr=False)
    """The names under which it looks into the submission that was saved before."""
    texts: Mapping[str, Mapping[str, Translated]] = dataclasses.field(repr=False)
    """By language, then by id."""
    instance_name: str = dataclasses.field(repr=False)
    """The name under which expressions may look into the answers themselves, if there is one."""
    find: Callable[[str, Place | None], Place | None] = dataclasses.field(repr=False)
    """The place a path leads to, from another place if it is relative."""

    faults: tuple[FormFault, ...] = dataclasses.field(repr=False)
    """Expressions that call what is not known here: a form that is taken in has none."""
    graph: Graph = dataclasses.field(repr=False)
    """What depends on what."""

    def question(self, path: str) -> Question:
        """The question at a path without indexes."""
        return self._by_path[path]

    def __post_init__(self) -> None:
        by_path = {question.path: question for question in self.questions}
        object.__setattr__(self, "_by_path", by_path)

    _by_path: Mapping[str, Question] = dataclasses.field(init=False, repr=False)
