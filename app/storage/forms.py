"""Forms of surveys, read once from their kept contents and held as long as they are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import AppError
from app.model import Submission, SurveyFile, SurveyVersion, clean
from app.surveys import Form, read_form
from app.surveys.marks import Marks, facts_of, read_marks
from app.surveys.tables import Column, Layout

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

_HELD = 16


@dataclass(frozen=True)
class ReadForm:
    """A version's form, its tables, and what it tells Depter."""

    form: Form
    layout: Layout
    marks: Marks


Key = tuple[str, tuple[tuple[str, str], ...]]
_held: OrderedDict[Key, ReadForm] = OrderedDict()
_holding = threading.Lock()


def form_of(ws: Workspace, version: bytes) -> ReadForm | None:
    """The form of a version; None while its content has not arrived, or cannot be read."""
    found = ws.get(SurveyVersion, version)
    if found is None or not found.xform or not ws.attachments.has(found.xform):
        return None
    names = files_of(ws, version)
    key = (found.xform, tuple(sorted(names.items())))
    with _holding:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    read = _read(ws, found.xform, names)
    if read is not None:
        with _holding:
            _held[key] = read
            while len(_held) > _HELD:
                _held.popitem(last=False)
    return read


def _read(ws: Workspace, xform: str, names: dict[str, str]) -> ReadForm | None:
    try:
        text = ws.attachments.get(xform).decode()
        form = read_form(text, lambda name: content_of(ws, names, name))
        columns = [
            Column(question.path, str(question.kind), question.repeat)
            for question in form.questions
        ]
        return ReadForm(form, Layout(columns), read_marks(text))
    except (AppError, UnicodeDecodeError):
        return None


def files_of(ws: Workspace, version: bytes) -> dict[str, str]:
    """The lists and media of a version that are here: SHA-256 by name, of two the later one."""
    return {
        one.name: one.file
        for one in ws.find(SurveyFile, survey_version=version)
        if one.kind != "source" and one.file and ws.attachments.has(one.file)
    }


def content_of(ws: Workspace, names: dict[str, str], name: str) -> bytes | None:
    """The content of a file a form asks for by name."""
    sha256 = names.get(name)
    return ws.attachments.get(sha256) if sha256 else None


_DAYS = ("today", "start", "end")
"""The notes of a device that tell the day, the best first."""


def facts_said(read: ReadForm, document: str) -> dict[str, object]:
    """What a document says of the filled form itself, as far as it is good: code, group, day …"""
    try:
        tables = read.layout.read(document)
    except AppError:
        return {}
    said = facts_of(read.marks, read.layout, tables)
    noted = {
        column.path.rpartition("/")[2]: answer
        for column, answer in zip(read.layout.of_repeat[""], tables.top, strict=True)
        if answer and column.kind == "metadata"
    }
    days = (noted[name] for name in _DAYS if name in noted)
    said.setdefault("collected_on", next(days, None))
    kinds = Submission.kinds()
    day = said["collected_on"]
    given = clean(Submission, {**said, "collected_on": str(day)[:10] if day else None})
    return {
        name: value
        for name, value in given.items()
        if kinds[name].dump(value) is not None and kinds[name].fault(value) is None
    }
