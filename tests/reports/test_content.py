"""What the reports say, word for word, in the three languages.

After a wanted change of texts: WRITE_GOLDEN=1 pytest tests/reports, then read the difference.
"""

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import Cell, Heading, Table, texts

GOLDEN = Path(__file__).parent / "golden"
NAMED = {"event": {"names": True}}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["event", "sign-in-sheet", "programme"])
def test_a_report_says_what_it_said_before(held, name, code):
    document = make(name, held.workspace, language(code), NAMED.get(name))
    said = draw(dataclasses.replace(document, source=""), "txt").decode()
    kept = GOLDEN / f"{name}-{code}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


def test_the_source_line_names_event_day_and_data_version(held):
    document = make("event", held.workspace, language("en"))
    assert "BAT-2025-01" in document.source
    assert held.workspace.digest()[:8] in document.source


def test_numbers_and_shares_keep_their_values_for_sheets_with_typed_cells(held):
    document = make("event", held.workspace, language("ky"), {"names": True})
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [e for t in tables for row in (*t.rows, t.totals) for e in row if isinstance(e, Cell)]
    assert {0, 7, 18, 600, 25, 4 / 6, date(2025, 5, 12)} <= {cell.value for cell in cells}


def test_without_names_nobody_of_the_list_is_named(held):
    document = make("event", held.workspace, language("ky"))
    said = "\n".join(texts(document))
    assert "Өмүрбекова" not in said
    assert "Токтосунова" not in said


def test_the_phone_can_be_left_off_the_sheet(held):
    shown = "\n".join(texts(make("sign-in-sheet", held.workspace, language("ky"))))
    hidden = make("sign-in-sheet", held.workspace, language("ky"), {"phone": "жок"})
    assert "0772 000 000" in shown
    assert "0772 000 000" not in "\n".join(texts(hidden))


@pytest.mark.parametrize(("wanted", "lines"), [(None, 30), ("12", 12), ("3", 8), ("80", 80)])
def test_the_sheet_has_the_lines_asked_for_and_never_fewer_than_people(held, wanted, lines):
    document = make("sign-in-sheet", held.workspace, language("ru"), {"rows": wanted})
    table = next(block for block in document.blocks if hasattr(block, "rows"))
    assert len(table.rows) == lines


def test_a_campaign_of_a_year_gets_one_sheet_with_days_to_write_in(notebook):
    notebook.put(
        "event", title="Өнөктүк", type="seminar", date_from="2025-01-01", date_to="2025-12-31"
    )
    document = make("sign-in-sheet", notebook.workspace, language("ky"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.header.text for column in tables[0].columns].count("__.__") == 4
    assert len(tables) == 1


def test_codes_of_a_newer_program_and_missing_days_do_not_undo_a_report(notebook):
    event = notebook.put(
        "event", title="Кат", type="hologram", territory="XX-99", framework_items=("ZZ/1",)
    )
    person = notebook.put("person", surname="Асанова", sex="x", age_group="ageless")
    notebook.put(
        "registration", event=event, person=person, category="robot", status="beamed", territory="Q"
    )
    notebook.put("headcount", event=event, age_group="ageless", number=3, qualifier="roughly")
    notebook.put("note", event=event, kind="song", text="Ыр")
    notebook.put("consent", person=person, given_on="2025-05-12", form="paper", scope=("data",))
    for name in ("event", "sign-in-sheet"):
        document = make(name, notebook.workspace, language("ky"), NAMED.get(name))
        said = draw(document, "txt").decode()
        assert "hologram" in said
        assert "Асанова" in said


def test_an_event_with_nothing_written_down_still_says_what_is_missing(notebook):
    notebook.put("event", title="Семинар", type="seminar", date_from="2026-03-01")
    document = make("event", notebook.workspace, language("en"))
    said = "\n".join(texts(document))
    assert "Not written down yet" in said
    assert "programme" in said
    assert "Participants in figures" not in [
        block.text for block in document.blocks if isinstance(block, Heading)
    ]
    assert draw(document).startswith(b"%PDF")
    assert draw(make("sign-in-sheet", notebook.workspace, language("en"))).startswith(b"%PDF")


def test_people_who_were_not_ticked_are_counted_as_registered_and_the_report_says_so(notebook):
    event = notebook.put("event", title="Семинар", type="seminar", date_from="2026-03-01")
    person = notebook.put("person", surname="Асанова", sex="f", birth_year=1990)
    notebook.put("registration", event=event, person=person)
    said = "\n".join(texts(make("event", notebook.workspace, language("en"))))
    assert "Attendance was not ticked" in said
    assert "1 / 1 (100\N{NO-BREAK SPACE}%)" in said
    assert "Below the 30 % mark: men, 0 / 1" in said


def test_a_person_registered_twice_is_counted_once(notebook):
    event = notebook.put("event", title="Семинар", type="seminar", date_from="2026-03-01")
    first = notebook.put("person", surname="Асанова", sex="f")
    second = notebook.put("person", surname="Асанова", sex="f", duplicate_of=first)
    for person in (first, second):
        notebook.put("registration", event=event, person=person)
    said = draw(make("event", notebook.workspace, language("en")), "txt").decode()
    assert "People registered: 1" in said


def test_age_is_as_at_the_event_and_not_as_today(notebook):
    event = notebook.put("event", title="Семинар", type="seminar", date_from="2010-03-01")
    person = notebook.put("person", surname="Асанова", sex="f", birth_year=1985)
    notebook.put("registration", event=event, person=person, age=25)
    said = draw(make("event", notebook.workspace, language("en")), "txt").decode()
    assert "(18–28) | 1" in said
    assert "(29–59)" not in said
