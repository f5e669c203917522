"""Finds a language's catalogue: compiled, or read from its source where nothing compiled it."""

from __future__ import annotations

import contextlib
import gettext
import io
import os
from pathlib import Path

# The same folder in a checkout and in a frozen program, which keeps the tree's shape.
LOCALE = Path(__file__).resolve().parents[2] / "resources" / "locale"
DOMAIN = "depter"


def source_file(code: str) -> Path:
    """Where the translators' file of a language lies."""
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def compiled_file(code: str) -> Path:
    """Where the compiled form of a language's catalogue lies."""
    return source_file(code).with_suffix(".mo")


def translations(code: str) -> gettext.NullTranslations:
    """Read a language's catalogue; a language without one speaks the English source.

    A compiled catalogue older than its source is not trusted: it is made anew, and kept where
    the folder may be written to.
    """
    source, compiled = source_file(code), compiled_file(code)
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if not source.exists():
        return gettext.NullTranslations()
    content = compile_source(source)
    keep_compiled(compiled, content)
    return gettext.GNUTranslations(io.BytesIO(content))


def _is_current(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns


def compile_source(source: Path) -> bytes:
    """Turn a translators' file into the form that is quick to read."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, domain=DOMAIN)
    content = io.BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def keep_compiled(compiled: Path, content: bytes) -> None:
    """Lay a compiled catalogue beside its source, in one step; a read-only folder is no error."""
    part = compiled.with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):
        part.write_bytes(content)
        part.replace(compiled)
