"""Filled forms as OpenRosa documents, laid out as ODK Briefcase keeps them.

FORM/FORM.xml, FORM/FORM-media/…, FORM/instances/uuid…/submission.xml and its files
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import Language, mark
from app.model import SubmissionFile, Survey, SurveyVersion
from app.reports.answers.columns import Wish, personal_paths, relative
from app.reports.answers.places import AlreadyThere, Progress, Written, beside
from app.storage.forms import content_of, files_of
from app.storage.questions.filled import Chosen, Facts, chosen, documents
from app.surveys.tables import without

if TYPE_CHECKING:
    from app.storage import Workspace

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80
TOLD_EVERY = 500


def write_documents(
    ws: Workspace,
    language: Language,  # noqa: ARG001 - documents know no language
    wish: Wish,
    place: Path,
    progress: Progress | None = None,
) -> Written:
    """Write a folder of the survey's form into the folder `place`; what is there stays."""
    survey = ws.get(Survey, wish.survey)
    name = safe_name(survey.form_id if survey else "") or "form"
    target = place / name
    if target.exists():
        raise AlreadyThere(
            mark(
                "There is something at {folder} already. Nothing was written; choose another place."
            ),
            folder=str(target),
        )
    forms = chosen(ws, wish.survey, wish.wanted)
    total = sum(of.forms for of in forms)
    with beside(target) as folder:
        made = folder / name
        (made / "instances").mkdir(parents=True)
        count = _Counted(made, wish.is_full)
        for number, of in enumerate(forms):
            _write_form(ws, of, made, name, is_newest=number == 0)
            count.write(ws, of, lambda done: progress(done, total) if progress else None)
        made.replace(target)
    return Written([target], count.forms, {}, list(count.left_out), unnamed=count.missing)


class _Counted:
    """Writes filled forms into a folder and counts what was written."""

    def __init__(self, folder: Path, is_full: bool) -> None:
        self._folder, self._is_full = folder / "instances", is_full
        self.forms = self.missing = 0
        self.left_out: dict[str, None] = {}

    def write(self, ws: Workspace, of: Chosen, tell: Callable[[int], object]) -> None:
        """Write the filled forms of one version."""
        personal = frozenset() if self._is_full else personal_paths(of)
        self.left_out |= dict.fromkeys(relative(path) for path in sorted(personal))
        for facts, document in documents(ws, of):
            folder = self._made(facts)
            text = without(document, personal) if personal else document
            (folder / "submission.xml").write_text(text, encoding="utf-8")
            if self._is_full:
                self.missing += sum(not kept for kept in _write_files(ws, facts.id, folder))
            self.forms += 1
            if not self.forms % TOLD_EVERY:
                tell(self.forms)

    def _made(self, facts: Facts) -> Path:
        name = safe_name((facts.instance_id or "").replace(":", "")) or facts.id.hex()
        folder = self._folder / name
        if folder.exists():
            folder = self._folder / f"{name}-{facts.id.hex()}"
        folder.mkdir()
        return folder


def _write_files(ws: Workspace, submission: bytes, folder: Path) -> Iterator[bool]:
    """Write the files that answer questions; says of each whether it could be."""
    for file in ws.find(SubmissionFile, submission=submission):
        if not file.file or not ws.attachments.has(file.file) or not is_file_name(file.name):
            yield False
            continue
        (folder / file.name).write_bytes(ws.attachments.get(file.file))
        yield True


def _write_form(ws: Workspace, of: Chosen, folder: Path, name: str, *, is_newest: bool) -> None:
    version = ws.get(SurveyVersion, of.version)
    if version is None or not version.xform:
        return
    stem = name if is_newest else f"{name}-{safe_name(version.version) or of.version.hex()[-8:]}"
    if (folder / f"{stem}.xml").exists():
        stem = f"{name}-{of.version.hex()}"
    (folder / f"{stem}.xml").write_bytes(ws.attachments.get(version.xform))
    names = files_of(ws, of.version)
    media = folder / f"{stem}-media"
    for file in names:
        content = content_of(ws, names, file) if is_file_name(file) else None
        if content is not None:
            media.mkdir(exist_ok=True)
            (media / file).write_bytes(content)


def safe_name(text: str) -> str:
    """A name for a file or folder, out of what a form calls itself."""
    return _UNSAFE.sub("_", text).strip("._")[:_LONGEST]


def is_file_name(name: str) -> bool:
    """Whether a name from outside is that of a file and leads nowhere else."""
    return (
        bool(name)
        and Path(name).name == name
        and "\\" not in name
        and not name.startswith(".")
        and name.casefold() != "submission.xml"
        and not any(sign in name for sign in '<>:"|?*\0')
    )
