"""What is done with surveys: forms are taken in and withdrawn; filled, finished and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from app.actions.records import RecordGone, checked, new
from app.errors import AppError
from app.language import mark
from app.model import (
    Changes,
    Edit,
    Put,
    Remove,
    Submission,
    SubmissionFile,
    Survey,
    SurveyVersion,
    check,
    clean,
    new_id,
)
from app.storage import Workspace, audit, drafts
from app.storage.connection import Connection
from app.storage.drafts import Draft
from app.storage.forms import facts_said, form_of
from app.surveys.tables import document_id

_WITHDRAWN = ("survey", "survey_version")


class ConvertedForm(Protocol):
    """What is kept of a form that was read (`app.surveys.convert`)."""

    @property
    def xform(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def form_id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def itemsets(self) -> Mapping[str, bytes]: ...


class Answered(Protocol):
    """A form while it is filled (`app.surveys.Filling`)."""

    def problems(self) -> Sequence[object]: ...
    def submission(self) -> str: ...


class NotComplete(AppError):
    """Something still hinders finishing a form; `problems` are the form's own."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__(
            mark("{n} answers need attention before this form is finished. The draft is kept."),
            n=len(problems),
        )
        self.problems = tuple(problems)


class Withdrawn(AppError):
    """A form that is no longer asked."""


@dataclass(frozen=True)
class AddedForm:
    """A form that was taken in; `is_new` is false when this very form was here already."""

    survey: bytes
    version: bytes
    is_new: bool
    changes: Changes


def add_form(
    ws: Workspace,
    form: ConvertedForm,
    *,
    purpose: str | None = None,
    languages: Sequence[str] = (),
    source: tuple[str, bytes] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> AddedForm:
    """Keep a form as a version of its survey, with its workbook, lists and media.

    `source` is the workbook's name and content, `files` are what the form asks for by name.
    """
    survey, first = _survey(ws, form, purpose)
    version = new(
        "survey_version",
        {
            "survey": survey,
            "version": form.version,
            "xform": ws.attachments.put(form.xform.encode()),
            "title": form.title,
            "languages": list(languages),
        },
    )
    is_new = ws.get(SurveyVersion, version.id) is None
    kinds = [("list", form.itemsets), ("media", files or {})]
    if source is not None:
        kinds.append(("source", dict([source])))
    edits: list[Edit] = [*first, *([version] if is_new else [])]
    edits += _files(ws, version.id, kinds)
    return AddedForm(survey, version.id, is_new, ws.write(edits))


def _survey(ws: Workspace, form: ConvertedForm, purpose: str | None) -> tuple[bytes, list[Edit]]:
    """The survey a form belongs to, made or renamed where the form says so."""
    given = {"form_id": form.form_id, "title": form.title or form.form_id}
    if purpose is not None:
        given["purpose"] = purpose
    put = new("survey", given)
    known = ws.get(Survey, put.id)
    if known is None:
        return put.id, [put]
    names = {version.title for version in ws.find(SurveyVersion, survey=put.id)}
    wanted = {"title": put.values["title"]} if known.title in names else {}
    if purpose is not None:
        wanted["purpose"] = purpose
    return put.id, [checked(ws, "survey", put.id, wanted)] if wanted else []


_LISTS = (".csv", ".geojson", ".xml")


def _files(
    ws: Workspace, version: bytes, kinds: Sequence[tuple[str, Mapping[str, bytes]]]
) -> Iterator[Edit]:
    for kind, files in kinds:
        for name, content in files.items():
            is_list = kind == "media" and name.lower().endswith(_LISTS)
            values = {
                "survey_version": version,
                "name": name,
                "file": ws.attachments.put(content),
                "kind": "list" if is_list else kind,
            }
            yield new("survey_file", values)


def add_file(ws: Workspace, version: bytes, name: str, content: bytes) -> Changes:
    """Give a version a list or a picture it asks for by name."""
    return ws.write(list(_files(ws, version, [("media", {name: content})])))


def withdraw(ws: Workspace, type_name: str, record_id: bytes) -> Changes:
    """Ask a survey, or one version of it, no more; answers stay."""
    return _set_withdrawn(ws, type_name, record_id, is_withdrawn=True)


def restore(ws: Workspace, type_name: str, record_id: bytes) -> Changes:
    """Ask it again."""
    return _set_withdrawn(ws, type_name, record_id, is_withdrawn=False)


def _set_withdrawn(
    ws: Workspace, type_name: str, record_id: bytes, *, is_withdrawn: bool
) -> Changes:
    if type_name not in _WITHDRAWN:
        raise KeyError(type_name)
    return ws.write([checked(ws, type_name, record_id, {"is_withdrawn": is_withdrawn})])


def note_full_export(ws: Workspace, form_id: str, form: str, filled: int, reason: str) -> None:
    """Write down in the audit that answers left the notebook with who gave them, and why."""
    facts = {"survey": form_id, "as": form, "filled": filled, "reason": reason}
    ws.change(lambda connection: audit.note(connection, "answers", facts))


def begin(ws: Workspace, version: bytes, document: str, facts: Mapping[str, object]) -> Draft:
    """Begin to fill a form; raises `Withdrawn`. `facts` are fields of the filled form."""
    form = ws.get(SurveyVersion, version)
    survey = ws.get(Survey, form.survey) if form and form.survey else None
    if form is None or survey is None:
        raise RecordGone(mark("This record is no longer there."))
    if form.is_withdrawn or survey.is_withdrawn:
        raise Withdrawn(mark("The survey “{title}” is no longer asked."), title=survey.title)
    draft = Draft(
        id=new_id(),
        survey_version=version,
        document=document,
        facts={"source": "screen", "collected_on": date.today(), **clean(Submission, facts)},
    )
    drafts.keep(ws, draft)
    return draft


def begin_edit(ws: Workspace, submission: bytes) -> Draft:
    """Begin to change a filled form, or go on with that; nothing changes before it is finished."""
    going_on = drafts.draft(ws, submission)
    if going_on is not None:
        return going_on
    found = ws.get(Submission, submission)
    if found is None or found.survey_version is None:
        raise RecordGone(mark("This record is no longer there."))
    facts = {name: getattr(found, name) for name in _FACTS}
    files = {
        one.name: one.file for one in ws.find(SubmissionFile, submission=submission) if one.file
    }
    draft = Draft(
        id=submission,
        survey_version=found.survey_version,
        document=found.instance,
        facts=facts,
        files=files,
        is_edit=True,
    )
    drafts.keep(ws, draft)
    return draft


def begin_second_entry(ws: Workspace, submission: bytes, document: str) -> Draft:
    """Begin to type the paper of a filled form once more, with the same facts beside it."""
    first = ws.get(Submission, submission)
    if first is None or first.survey_version is None:
        raise RecordGone(mark("This record is no longer there."))
    facts = {name: getattr(first, name) for name in _FACTS}
    draft = Draft(
        id=new_id(),
        survey_version=first.survey_version,
        document=document,
        facts={**facts, "source": "paper", "second_entry_of": submission},
    )
    drafts.keep(ws, draft)
    return draft


_FACTS = (
    "collected_on",
    "territory",
    "event",
    "person",
    "code",
    "group_name",
    "round",
    "source",
    "second_entry_of",
)
"""The fields of a filled form that stand beside its answers."""


def keep_draft(ws: Workspace, draft: Draft) -> None:
    """Write a draft down as it stands; called at every answer."""
    drafts.keep(ws, draft)


def attach(ws: Workspace, draft: Draft, name: str, content: bytes) -> Draft:
    """Keep a file that answers a question; the document calls it by this name."""
    files = {**draft.files, name: ws.attachments.put(content)}
    changed = replace(draft, files=files)
    drafts.keep(ws, changed)
    return changed


def drop_draft(ws: Workspace, draft_id: bytes) -> None:
    """Let go of a draft; a filled form that was being changed stays as it was."""
    ws.change(lambda connection: drafts.forget(connection, draft_id))


def finalise(ws: Workspace, draft: Draft, filling: Answered) -> Changes:
    """Make a filled form of a draft; `NotComplete` says what hinders it, `Invalid` which fact.

    For a form that was filled before this is an edit, which travels and merges like any other.
    The draft goes in the same transaction.
    """
    problems = filling.problems()
    if problems:
        raise NotComplete(problems)
    return _finish(ws, draft, filling.submission())


def _finish(ws: Workspace, draft: Draft, document: str) -> Changes:
    read = None if draft.is_edit else form_of(ws, draft.survey_version)
    said = facts_said(read, document) if read else {}
    given = {name: value for name, value in draft.facts.items() if value not in {None, ""}}
    values = {
        **said,
        **(draft.facts if draft.is_edit else given),
        "survey_version": draft.survey_version,
        "instance": document,
        "instance_id": document_id(document),
    }
    edits = [_submission(ws, draft, values), *_submission_files(ws, draft, document)]

    def let_go(connection: Connection) -> None:
        drafts.forget(connection, draft.id)

    return ws.write(edits, let_go)


def _submission(ws: Workspace, draft: Draft, values: Mapping[str, object]) -> Put:
    if draft.is_edit:
        return checked(ws, "submission", draft.id, values)
    given = clean(Submission, values)
    check(Submission, given)
    return Put("submission", draft.id, given)


def _submission_files(ws: Workspace, draft: Draft, document: str) -> Iterator[Edit]:
    """The files the document still calls by name; those it does not are let go."""
    called = {name: file for name, file in draft.files.items() if f">{_escaped(name)}<" in document}
    for name, file in called.items():
        values = {"submission": draft.id, "name": name, "file": file}
        yield new("submission_file", values)
    for known in ws.find(SubmissionFile, submission=draft.id):
        if known.name not in called:
            yield Remove("submission_file", known.id)


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def save_facts(ws: Workspace, submission: bytes, values: Mapping[str, object]) -> Changes:
    """Set what stands beside the answers of a filled form: event, person, group, territory …"""
    if not set(values) <= set(_FACTS):
        raise KeyError(*set(values) - set(_FACTS))
    return ws.write([checked(ws, "submission", submission, values)])
