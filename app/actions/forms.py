"""Taking a form in from a file: read, completed with the files beside it, kept whole or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.actions.surveys import AddedForm, add_form
from app.errors import AppError
from app.language import mark
from app.model import Changes
from app.storage import Workspace
from app.surveys import Converted, Form, FormFault, convert, read_form

_LARGEST = 30_000_000
_STEPS = 3


class FileTooLarge(AppError):
    """A file that is no form."""


class FormUnreadable(AppError):
    """There is no such file, or it may not be read."""


@dataclass(frozen=True)
class ReadFile:
    """A form as it was read from a file, with what it asks for and lay beside it."""

    converted: Converted
    form: Form
    content: bytes
    files: dict[str, bytes]


@dataclass(frozen=True)
class Taken:
    """A form that was taken in, and what its author should know."""

    added: AddedForm
    warnings: tuple[FormFault, ...]
    missing: tuple[str, ...]
    """Files it asks for that lay nowhere beside it."""

    @property
    def changes(self) -> Changes:
        """What was written."""
        return self.added.changes


def read_file(path: Path, step: Callable[[int, int], object] = lambda _done, _of: None) -> ReadFile:
    """Read a form and what lies beside it, without keeping it; raises FormFault with its place."""
    step(0, _STEPS)
    try:
        if path.stat().st_size > _LARGEST:
            raise FileTooLarge(mark("{file} is too large to be a form."), file=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise FormUnreadable(
            mark("The form {file} cannot be read. Check that it is there."), file=path.name
        ) from error
    converted = convert(content, path.name)
    step(1, _STEPS)
    files = {name: found for name in converted.needed if (found := _beside(path, name)) is not None}
    form = read_form(converted.xform, {**files, **converted.itemsets}.get)
    step(2, _STEPS)
    return ReadFile(converted, form, content, files)


def take_form(
    ws: Workspace,
    path: Path,
    purpose: str | None = None,
    step: Callable[[int, int], object] = lambda _done, _of: None,
) -> Taken:
    """Read a form and keep it: all of it, or nothing."""
    return keep_form(ws, path, read_file(path, step), purpose)


def keep_form(ws: Workspace, path: Path, read: ReadFile, purpose: str | None = None) -> Taken:
    """Keep a form that was read from the file at `path`."""
    added = add_form(
        ws,
        read.converted,
        purpose=purpose,
        languages=[language for language in read.form.languages if language],
        source=(path.name, read.content),
        files=read.files,
    )
    return Taken(added, read.converted.warnings, read.form.missing)


def _beside(path: Path, name: str) -> bytes | None:
    """A file the form asks for, from its own folder or the one that is called like it."""
    plain = Path(name).name
    if not plain or plain in (".", ".."):
        return None
    for folder in (path.parent, path.parent / f"{path.stem}-media"):
        found = folder / plain
        if found.is_file() and found.stat().st_size <= _LARGEST:
            return found.read_bytes()
    return None
