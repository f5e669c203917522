"""The catalogues hold what the program says, in every language."""

import sys
from pathlib import Path

import pytest

from app.language import LANGUAGES, catalogues, translations

CODE = """
from somewhere import mark
L.text("Saved")
# Translators: on a button
L.text_in("button", "Open")
L.plural("{n} person", "{n} people", n)
field = text(mark("Surname"), help=mark("As in the passport"))
raise AppError("No such " "place: {name}", name=name)
raise Invalid([Problem("day", "Too late")], "Not stored")
class Full(AppError):
    def __init__(self, text="The disk is full"): ...
L.text(variable)
self.preferences.text("theme")
say, place = L.text, "column"
say("Short")
L.text_in(place, "Sex")
L.text("Shown" if is_shown else "Hidden")
print("not said")
"""


def test_every_text_the_program_says_is_found() -> None:
    found = {(text.source, text.context) for text in catalogues.texts_in(CODE)}
    assert found == {
        ("Saved", None),
        ("Open", "button"),
        (("{n} person", "{n} people"), None),
        ("Surname", None),
        ("As in the passport", None),
        ("No such place: {name}", None),
        ("Too late", None),
        ("Not stored", None),
        ("The disk is full", None),
        ("Short", None),
        ("Sex", "column"),
        ("Shown", None),
        ("Hidden", None),
    }


def test_a_note_to_translators_goes_with_its_text() -> None:
    notes = {text.source: text.note for text in catalogues.texts_in(CODE)}
    assert notes["Open"] == "on a button"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_shipped_catalogue_is_complete_and_its_placeholders_agree(code: str) -> None:
    assert catalogues.faults(code, catalogues.extract()) == []


def _lay(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(translations, "LOCALE", folder)
    source = translations.source_file("ru")
    source.parent.mkdir(parents=True)
    source.write_text(body, "utf-8")


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def test_a_catalogue_nobody_compiled_is_read_from_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay(tmp_path, monkeypatch, HEAD + 'msgid "Saved"\nmsgstr "Сохранено"\n')
    assert translations.translations("ru").gettext("Saved") == "Сохранено"
    assert translations.compiled_file("ru").exists()
    assert translations.translations("ru").gettext("Saved") == "Сохранено"


def test_a_compiled_catalogue_older_than_its_source_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay(tmp_path, monkeypatch, HEAD + 'msgid "Saved"\nmsgstr "Сохранено"\n')
    translations.translations("ru")
    source = translations.source_file("ru")
    source.write_text(HEAD + 'msgid "Saved"\nmsgstr "Записано"\n', "utf-8")
    later = translations.compiled_file("ru").stat().st_mtime_ns + 10**9
    import os

    os.utime(source, ns=(later, later))
    assert translations.translations("ru").gettext("Saved") == "Записано"


def test_a_language_without_a_catalogue_speaks_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    assert translations.translations("ru").gettext("Saved") == "Saved"


def test_a_new_text_speaks_english_only_in_the_english_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from babel.messages.catalog import Catalog

    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    template = Catalog()
    template.add("Saved")
    updated = {code: catalogues.update(code, template) for code in LANGUAGES}
    said = {code: catalogue["Saved"].string or "" for code, catalogue in updated.items()}
    assert said == {"ky": "", "ru": "", "en": "Saved"}


def test_faults_of_a_catalogue_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lay(
        tmp_path,
        monkeypatch,
        HEAD
        + 'msgid "Saved {time}"\nmsgstr "Сохранено {час}"\n\n'
        + '#, fuzzy\nmsgid "Guessed"\nmsgstr "Угадано"\n\n'
        + 'msgid "Empty"\nmsgstr ""\n\n'
        + 'msgid "Gone"\nmsgstr "Ушло"\n',
    )
    from babel.messages.catalog import Catalog

    template = Catalog()
    for source in ("Saved {time}", "Guessed", "Empty", "New"):
        template.add(source)
    faults = "\n".join(catalogues.faults("ru", template))
    assert "'Saved {time}' has other placeholders" in faults
    assert "'Guessed' is fuzzy" in faults
    assert "'Empty' is not translated" in faults
    assert "'New' is not in the catalogue" in faults
    assert "'Gone' is no longer said" in faults


def test_an_unknown_job_is_refused_with_the_way_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main([]) == 2
    assert "extract|update|compile|check" in capsys.readouterr().err


def test_the_room_is_light_to_enter() -> None:
    import subprocess

    code = "import sys, app.language; print([m for m in sys.modules if m.startswith('babel')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
