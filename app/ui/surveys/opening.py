"""Opening a sheet: the form is read and the draft continued off the UI thread, here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.actions.surveys import begin, begin_edit, begin_second_entry
from app.errors import AppError
from app.language import mark
from app.model import Event, Person, Submission, Survey, SurveyVersion
from app.storage import Workspace
from app.storage.drafts import Draft
from app.storage.drafts import draft as draft_of
from app.storage.forms import content_of, files_of, form_of
from app.surveys import Device, Filling, Form
from app.surveys.marks import answer_for, sex_of
from app.ui.surveys.beginning import Beginning
from app.ui.surveys.place import Place


class FormNotHere(AppError):
    """A form whose content has not arrived, or cannot be read."""


@dataclass
class Opened:
    """A draft with its filling, ready to be shown."""

    draft: Draft
    filling: Filling
    form: Form
    survey: bytes
    title: str
    who: str
    """Whose answers they are: her name, her code, the group; "" where nobody is named."""
    event: str
    media: Callable[[str], bytes | None]

    @property
    def is_paper(self) -> bool:
        """Whether it is typed in from paper."""
        return self.draft.facts.get("source") == "paper"


@dataclass(frozen=True)
class Trial:
    """A form to try out; nothing of it is kept."""

    form: Form
    filling: Filling
    media: Callable[[str], bytes | None]


def open_trial(ws: Workspace, version: bytes) -> Trial:
    """Open a form to look at it."""
    form = _form(ws, version)
    names = files_of(ws, version)
    return Trial(form, Filling(form), lambda name: content_of(ws, names, name))


def begin_sheet(ws: Workspace, version: bytes, beginning: Beginning, place: Place) -> Opened:
    """Begin a new sheet of a form."""
    form = _form(ws, version)
    filling = Filling(form, device=_device(ws))
    _tell(ws, filling, version, beginning.facts)
    draft = begin(ws, version, filling.document(), beginning.facts)
    return _opened(ws, draft, form, filling, place)


def _tell(ws: Workspace, filling: Filling, version: bytes, facts: Mapping[str, object]) -> None:
    """Answer what is known before the first question: nobody types twice what was chosen."""
    read = form_of(ws, version)
    person = facts.get("person")
    known = ws.get(Person, person) if isinstance(person, bytes) else None
    said = {
        "sex": sex_of(known.sex) if known else None,
        "code": facts.get("code"),
        "group": facts.get("group_name"),
        "round": facts.get("round"),
        "territory": facts.get("territory"),
        "date": facts.get("collected_on"),
    }
    asked = {entry.path: entry for entry in filling.entries() if entry.position == entry.path}
    for name, path in read.marks.asks.items() if read else ():
        entry = asked.get(path)
        if entry is not None and said.get(name):
            choices = [choice.value for choice in entry.choices]
            filling.answer(path, answer_for(name, said[name], choices))


def open_draft(ws: Workspace, draft_id: bytes) -> Opened:
    """Go on with a draft."""
    draft = draft_of(ws, draft_id)
    if draft is None:
        raise FormNotHere(mark("This draft is no longer there."))
    form = _form(ws, draft.survey_version)
    filling = Filling.resume(form, draft.document, device=_device(ws))
    return _opened(ws, draft, form, filling, None)


def type_again(ws: Workspace, submission: bytes) -> Opened:
    """Type the paper of a filled form once more, to compare the two."""
    first = ws.get(Submission, submission)
    if first is None or first.survey_version is None:
        raise FormNotHere(mark("This record is no longer there."))
    form = _form(ws, first.survey_version)
    filling = Filling(form, device=_device(ws))
    draft = begin_second_entry(ws, submission, filling.document())
    return _opened(ws, draft, form, filling, None)


def edit_submission(ws: Workspace, submission: bytes) -> Opened:
    """Change a form that was finished, or go on with that."""
    draft = begin_edit(ws, submission)
    form = _form(ws, draft.survey_version)
    continued = Filling.resume if draft.place else Filling.edit
    filling = continued(form, draft.document, device=_device(ws))
    return _opened(ws, draft, form, filling, None)


def _form(ws: Workspace, version: bytes) -> Form:
    read = form_of(ws, version)
    if read is None:
        raise FormNotHere(
            mark("The content of this form has not arrived yet, or this version cannot read it.")
        )
    return read.form


def _device(ws: Workspace) -> Device:
    return Device(deviceid=ws.identity.device.hex(), username=ws.profile.name)


def _opened(
    ws: Workspace, draft: Draft, form: Form, filling: Filling, place: Place | None
) -> Opened:
    version = ws.get(SurveyVersion, draft.survey_version)
    survey = ws.get(Survey, version.survey) if version and version.survey else None
    names = files_of(ws, draft.survey_version)
    if place is not None:
        draft = replace(draft, place=place.kept())
    return Opened(
        draft=draft,
        filling=filling,
        form=form,
        survey=survey.id if survey else b"",
        title=survey.title if survey else form.title,
        who=_who(ws, draft),
        event=_event(ws, draft),
        media=lambda name: content_of(ws, names, name),
    )


def _who(ws: Workspace, draft: Draft) -> str:
    person = draft.facts.get("person")
    if isinstance(person, bytes):
        found = ws.get(Person, person)
        return found.caption() if found else ""
    return str(draft.facts.get("code") or draft.facts.get("group_name") or "")


def _event(ws: Workspace, draft: Draft) -> str:
    event = draft.facts.get("event")
    found = ws.get(Event, event) if isinstance(event, bytes) else None
    return found.title if found else ""
