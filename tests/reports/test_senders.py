"""Who has sent what, on paper."""

from datetime import UTC, datetime, timedelta

import pytest

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import Cell, Facts, Table, texts
from tests.reports.stories import arrive, meet, write_senders

EN = language("en")


@pytest.fixture
def met(notebook):
    write_senders(notebook)
    return notebook.workspace


def rows_of(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[e.text if isinstance(e, Cell) else e for e in row] for row in table.rows]


def test_what_is_missing_comes_first_then_the_silent_then_the_rest(met):
    rows = rows_of(make("senders", met, EN))
    assert [row[1] for row in rows] == ["Бекова", "Осмонова", "Үсөнова", "Асанова"]
    missing, silent, never, whole = rows
    assert (missing[3], missing[6], missing[7]) == ("1, 4", "2–3", "something is missing")
    assert silent[7] == "silent for 50 days"
    assert (never[3], never[4], never[7]) == ("–", "–", "nothing sent yet")
    assert (whole[2], whole[3], whole[6], whole[7]) == ("Batken oblast", "1–2", "–", "")


def test_its_head_counts_them(met):
    (facts,) = [b.pairs for b in make("senders", met, EN).blocks if isinstance(b, Facts)]
    assert [number for _, number in facts] == ["4", "3", "1", "2"]


@pytest.mark.parametrize(("days", "silent"), [("1", "4"), ("31", "2"), ("60", "1")])
def test_who_is_silent_is_a_matter_of_the_days_asked_for(met, days, silent):
    (facts,) = [
        b.pairs for b in make("senders", met, EN, {"days": days}).blocks if isinstance(b, Facts)
    ]
    assert facts[-1][1] == silent


def test_a_day_made_is_a_day_in_a_sheet(met):
    (table,) = [b for b in make("senders", met, EN).blocks if isinstance(b, Table)]
    assert table.rows[0][4].value == (datetime.now(UTC) - timedelta(days=5)).astimezone().date()


def test_a_clock_of_tomorrow_is_not_silent_for_minus_a_day(met):
    meet(met, b"\5" * 8, "Эртеңки")
    arrive(met, b"\5" * 8, 1, -2)
    assert "silent for -" not in "\n".join(texts(make("senders", met, EN, {"days": "1"})))


def test_who_has_met_nobody_reads_one_line(notebook):
    document = make("senders", notebook.workspace, EN)
    assert "Nobody has been met yet." in list(texts(document))
    assert rows_or_none(document) is None


def rows_or_none(document):
    return next((block for block in document.blocks if isinstance(block, Table)), None)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_can_be_drawn_in_every_form_and_language(met, code, form):
    assert len(draw(make("senders", met, language(code)), form)) > 4000
