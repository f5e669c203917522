"""The list of participants: who is named, and what of her is said."""

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import Cell, Facts, Table, texts

GOLDEN = Path(__file__).parent / "golden"
KY, EN = language("ky"), language("en")
NAMELESS = "has not agreed to be named"


def rows_of(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[e.text if isinstance(e, Cell) else e for e in row] for row in table.rows]


def person_of(held, surname):
    row = held.workspace.reader.execute("SELECT id FROM person WHERE surname = ?", (surname,))
    return row.fetchone()[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_says_what_it_said_before(held, code):
    document = make("participants", held.workspace, language(code))
    said = draw(dataclasses.replace(document, source=""), "txt").decode()
    kept = GOLDEN / f"participants-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_those_who_came_are_listed_and_nobody_else(held):
    document = make("participants", held.workspace, EN, {"everybody": "yes"})
    names = [row[1] for row in rows_of(document)]
    assert len(names) == 7
    assert not [name for name in names if "Эргешова" in name]  # registered, never ticked


def test_who_has_not_agreed_is_a_line_without_name_place_and_year(held):
    rows = rows_of(make("participants", held.workspace, EN))
    named = [row[1] for row in rows if row[1] != NAMELESS]
    assert named == [
        "Исаков Үсөн Бакытбек уулу",
        "Өмүрбекова Айгүл Нурлановна",
        "Смирнова Ольга Петровна",
        "Ырысбаев Нурбек",
    ]
    (deputy,) = [row for row in rows if row[1] == NAMELESS and row[2] == "Community activist"]
    assert (deputy[3], deputy[4], deputy[5]) == ("–", "Female", "–")


def test_consent_taken_back_takes_the_name_off(held):
    person = person_of(held, "Исаков")
    row = held.workspace.reader.execute("SELECT id FROM consent WHERE person = ?", (person,))
    from app.model import Put

    consent = row.fetchone()[0]
    held.workspace.write([Put("consent", consent, {"withdrawn_on": date(2025, 6, 1)})])
    assert "Исаков" not in "\n".join(texts(make("participants", held.workspace, EN)))


def test_a_consent_to_photos_alone_is_none_to_be_named(held):
    person = person_of(held, "Токтосунова")
    held.put("consent", person=person, given_on=date(2025, 5, 12), form="paper", scope=("photo",))
    assert "Токтосунова" not in "\n".join(texts(make("participants", held.workspace, EN)))
    held.put("consent", person=person, given_on=date(2025, 5, 13), form="paper", scope=())
    assert "Токтосунова" in "\n".join(texts(make("participants", held.workspace, EN)))


def test_a_phone_is_shown_when_asked_and_only_of_who_may_be_called(held):
    person = person_of(held, "Исаков")
    held.put("consent", person=person, given_on=date(2025, 5, 12), form="paper", scope=("contact",))
    plain = "\n".join(texts(make("participants", held.workspace, EN)))
    assert "0772" not in plain
    for given in ({"phone": "yes"}, {"phone": "yes", "everybody": "yes"}):
        document = make("participants", held.workspace, EN, given)
        phones = [row[6] for row in rows_of(document) if row[6]]
        assert phones == ["0772 000 002"]


def test_the_consent_of_an_entry_joined_to_another_counts_for_both(held):
    second = held.put("person", surname="Токтосунова", name="Жаңыл", sex="f")
    held.put("consent", person=second, given_on=date(2025, 5, 12), form="paper", scope=("data",))
    first = person_of(held, "Токтосунова")
    from app.model import Put

    held.workspace.write([Put("person", second, {"duplicate_of": first})])
    assert "Токтосунова" in "\n".join(texts(make("participants", held.workspace, EN)))


def test_its_head_counts_everybody_named_or_not(held):
    document = make("participants", held.workspace, EN)
    _, sums = [block.pairs for block in document.blocks if isinstance(block, Facts)]
    assert dict(sums) == {
        "People who took part": "7",
        "Women": "4",
        "Men": "2",
        "Sex not stated": "1",
    }


def test_an_event_without_people_reads_one_line(notebook):
    notebook.put("event", title="Бош", type="seminar", date_from=date(2025, 1, 1))
    assert "Nobody was registered." in list(texts(make("participants", notebook.workspace, EN)))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_can_be_drawn_in_every_form_and_language(held, code, form):
    given = {"phone": "yes", "everybody": "yes"}
    assert len(draw(make("participants", held.workspace, language(code), given), form)) > 4000
