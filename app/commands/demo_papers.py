"""The papers of the demonstration: layouts that one trainer made, and what all wrote in reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.actions.records import new
from app.actions.report_texts import write_texts
from app.model.report_text import CONSOLIDATED, EVENT, Subject
from app.model.resources import read_yaml

if TYPE_CHECKING:
    from app.commands.demo_events import Notebook

_Words = Mapping[str, Mapping[str, str]]
"""Section → language → text."""


def write_papers(notebook: Notebook, event: bytes) -> None:
    """Write what the trainer tells of her meeting, and what falls to her of layouts and reports."""
    words, slug = read_yaml("demo/papers"), notebook.trainer["slug"]
    place = notebook.trainer["place"].split(",")[0]
    _tell(notebook, EVENT, Subject(event=event), words[EVENT], place)
    for told in words[CONSOLIDATED]:
        if told["by"] == slug:
            sections = {key: text for key, text in told.items() if key not in {"by", "of"}}
            _tell(notebook, CONSOLIDATED, Subject(**told["of"]), sections, place)
    if words["layouts_are_made_by"] == slug:
        notebook.workspace.write([_layout(words, one) for one in words["layouts"]])


def _layout(words: Mapping[str, Any], one: Mapping[str, Any]) -> Any:
    head = {f"letterhead_{code}": text for code, text in words["letterhead"].items()}
    return new("document_layout", {**head, "footer": words["footer"], **one})


def _tell(notebook: Notebook, report: str, subject: Subject, said: _Words, place: str) -> None:
    texts = {
        (section, code): text.format(place=place)
        for section, voices in said.items()
        for code, text in voices.items()
    }
    write_texts(notebook.workspace, report, subject, texts)
