"""Keeps the catalogues: `python -m app.language.catalogues extract|update|compile|check`."""

from __future__ import annotations

import ast
import copy
import io
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.language.texts import LANGUAGES
from app.language.translations import (
    DOMAIN,
    LOCALE,
    compile_source,
    compiled_file,
    keep_compiled,
    source_file,
)

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

APP = Path(__file__).resolve().parents[1]
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
_SPEAKERS = {"text", "mark", "plural", "text_in", "AppError", "Problem", "Invalid"}
_OTHER_OWNERS = {"line", "preferences"}  # their `text` reads, it does not say
_CHURN = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team'
    r"|Report-Msgid-Bugs-To): .*\n",
    re.MULTILINE,
)
_PLACE = re.compile(r"{\w+}")


class Found(NamedTuple):
    """One text of the program: its source (two for a plural), context and translators' note."""

    source: str | tuple[str, str]
    context: str | None = None
    note: str = ""


def extract(folder: Path = APP) -> Catalog:
    """Gather every text the program says into a template."""
    from babel.messages.catalog import Catalog

    template = Catalog(domain=DOMAIN, project="Depter", fuzzy=False)
    for file in sorted(folder.rglob("*.py")):
        for found in texts_in(file.read_text("utf-8")):
            notes = [found.note] if found.note else []
            template.add(found.source, context=found.context, auto_comments=notes)
    return template


def texts_in(code: str) -> Iterator[Found]:
    """Find the texts of one Python file: what `text`, `plural`, `mark` … are called with."""
    lines = code.splitlines()
    tree = ast.parse(code)
    names = _names_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _texts_of_call(node, names, _note_above(lines, node.lineno))
        elif isinstance(node, ast.FunctionDef) and node.name == "__init__":
            yield from _default_text(node)


class _Names(NamedTuple):
    """Short names a file gives: `say` for `language.text`, `narrow` for "narrow column"."""

    speakers: dict[str, str]
    words: dict[str, str]


def _names_in(tree: ast.Module) -> _Names:
    names = _Names({"say": "text"}, {})
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for name, value in _pairs(node):
                if isinstance(value, ast.Attribute) and value.attr in _SPEAKERS:
                    names.speakers[name] = value.attr
                elif isinstance(value, ast.Constant) and isinstance(value.value, str):
                    names.words[name] = value.value
    return names


def _pairs(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=False))
    else:
        pairs = [(target, value)]
    yield from ((name.id, given) for name, given in pairs if isinstance(name, ast.Name))


def _texts_of_call(call: ast.Call, names: _Names, note: str) -> Iterator[Found]:
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    is_short = isinstance(call.func, ast.Name)
    speaker = names.speakers.get(called, called) if is_short else called
    if speaker not in _SPEAKERS or _owner(call) in _OTHER_OWNERS:
        return
    for said in itertools.product(*(_literals(argument, names) for argument in call.args[:2])):
        match speaker, said:
            case "plural", (str(one), str(many)):
                yield Found((one, many), note=note)
            case "text_in", (str(context), str(source)):
                yield Found(source, context, note)
            case (("text" | "mark" | "AppError"), (str(source), *_)):
                yield Found(source, note=note)
            case (("Problem" | "Invalid"), (_, str(source))):
                yield Found(source, note=note)


def _owner(call: ast.Call) -> str:
    """Whose `text` is called: "preferences" of `self.preferences.text(…)`."""
    owner = getattr(call.func, "value", None)
    return str(getattr(owner, "attr", getattr(owner, "id", "")))


def _default_text(function: ast.FunctionDef) -> Iterator[Found]:
    """The text an error carries unless told otherwise: `def __init__(…, text="…")`."""
    arguments = function.args.args
    for argument, default in zip(arguments[::-1], function.args.defaults[::-1], strict=False):
        source = _literal(default)
        if argument.arg == "text" and source:
            yield Found(source)


def _literals(node: ast.expr, names: _Names) -> list[str | None]:
    """What an argument may be: a text, either of two, or (None) what only running tells."""
    match node:
        case ast.IfExp():
            return [*_literals(node.body, names), *_literals(node.orelse, names)]
        case ast.Name() if node.id in names.words:
            return [names.words[node.id]]
        case _:
            return [_literal(node)]


def _literal(node: ast.expr) -> str | None:
    text = node.value if isinstance(node, ast.Constant) else None
    return text if isinstance(text, str) and text else None


def _note_above(lines: list[str], line: int) -> str:
    above = lines[line - 2].strip() if line > 1 else ""
    return above.removeprefix("# Translators:").strip() if above.startswith("# Tr") else ""


def update(code: str, template: Catalog) -> Catalog:
    """Give a language's catalogue the texts of the template; the English one speaks at once."""
    catalogue = read(code)
    own = copy.deepcopy(template)  # Babel would share the template's messages between languages
    catalogue.update(own, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    if code == "en":
        for message in _texts(catalogue):
            message.string = message.id
    return catalogue


def read(code: str) -> Catalog:
    """Read a language's catalogue; one that is not there yet is empty."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    source = source_file(code)
    if not source.exists():
        return Catalog(locale=code, domain=DOMAIN, project="Depter", fuzzy=False)
    with source.open("rb") as file:
        return read_po(file, locale=code, domain=DOMAIN)


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue sorted and without line numbers or dates, so that only texts change it."""
    from babel.messages.pofile import write_po

    content = io.BytesIO()
    catalogue.header_comment = f"# Depter, {catalogue.locale_identifier or 'template'}"
    write_po(content, catalogue, width=100, no_location=True, sort_output=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_CHURN.sub("", content.getvalue().decode()), "utf-8", newline="\n")


def _texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def faults(code: str, template: Catalog) -> list[str]:
    """Say what a language's catalogue lacks: texts, translations, or the right placeholders."""
    catalogue = read(code)
    found = []
    for wanted in _texts(template):
        message = catalogue.get(_key(wanted), wanted.context)
        name = f"{code}: {_key(wanted)!r}"
        if message is None:
            found.append(f"{name} is not in the catalogue")
        elif message.fuzzy:
            found.append(f"{name} is fuzzy")
        else:
            found += [
                f"{name} {fault}" for fault in _message_faults(message, catalogue.num_plurals)
            ]
    gone = {(_key(m), m.context) for m in _texts(catalogue)} - {
        (_key(m), m.context) for m in _texts(template)
    }
    return found + [f"{code}: {text!r} is no longer said" for text, _ in sorted(gone, key=str)]


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _message_faults(message: Message, plurals: int) -> Iterator[str]:
    sources = _forms(message.id)
    forms = _forms(message.string)
    if not all(forms) or (len(sources) > 1 and len(forms) != plurals):
        yield "is not translated"
        return
    places = {place for source in sources for place in _PLACE.findall(source)}
    for form in forms:
        used = set(_PLACE.findall(form))
        if used - places or places - used - {"{n}"}:
            yield f"has other placeholders in {form!r}"
        if _edges(form) != _edges(sources[0]):
            yield f"begins or ends with other spaces in {form!r}"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def main(arguments: list[str]) -> int:
    """Do one of the four jobs; `check` answers 1 and its findings when something is amiss."""
    job = arguments[0] if len(arguments) == 1 else ""
    if job == "extract":
        write(TEMPLATE, extract())
    elif job == "update":
        template = extract()
        write(TEMPLATE, template)
        for code in LANGUAGES:
            write(source_file(code), update(code, template))
    elif job == "compile":
        for code in LANGUAGES:
            keep_compiled(compiled_file(code), compile_source(source_file(code)))
    elif job == "check":
        return _check()
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


def _check() -> int:
    template = extract()
    found = [fault for code in LANGUAGES for fault in faults(code, template)]
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
