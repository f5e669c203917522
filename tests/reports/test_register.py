"""What can be asked for, and what is said when it cannot."""

import pytest

from app.language import language
from app.reports import FORMATS, REPORTS, NoSuchReport, WrongParameter, draw, make
from app.reports.chosen_event import NoSuchEvent

ENGLISH = language("en")


def test_every_report_has_a_label_and_parameters_with_labels():
    for name, report in REPORTS.items():
        assert report.name == name
        assert report.label
        assert all(parameter.kind.label for parameter in report.parameters)


def test_a_parameter_of_one_name_is_of_one_kind_in_all_reports():
    kinds = {}
    for report in REPORTS.values():
        for asked in report.asks:
            assert kinds.setdefault(asked.name, type(asked.kind)) is type(asked.kind), asked.name


def test_an_unknown_report_lists_those_there_are(notebook):
    with pytest.raises(NoSuchReport, match=r"no report nothing.*event, sign-in-sheet"):
        make("nothing", notebook.workspace, ENGLISH)


def test_an_unknown_parameter_lists_those_there_are(held):
    with pytest.raises(WrongParameter, match=r"no parameter year.*event, names, photos"):
        make("event", held.workspace, ENGLISH, {"year": "2025"})


@pytest.mark.parametrize(
    ("name", "given"),
    [("names", "perhaps"), ("phone", "2")],
)
def test_a_yes_or_no_takes_no_other_word(held, name, given):
    report = "event" if name == "names" else "sign-in-sheet"
    with pytest.raises(WrongParameter, match="is yes or no"):
        make(report, held.workspace, ENGLISH, {name: given})


@pytest.mark.parametrize("given", ["many", "0", "1e9", "-4", "99999"])
def test_a_number_of_lines_that_makes_no_sense_is_refused(held, given):
    with pytest.raises(WrongParameter, match="must be a number from 1 to 2000"):
        make("sign-in-sheet", held.workspace, ENGLISH, {"rows": given})


def test_an_unknown_form_lists_those_there_are(held):
    document = make("sign-in-sheet", held.workspace, ENGLISH)
    with pytest.raises(NoSuchReport, match="as odt"):
        draw(document, "odt")
    assert "pdf" in FORMATS


def test_an_event_is_named_by_code_or_id_in_any_case(held):
    workspace = held.workspace
    event = make("event", workspace, ENGLISH, {"event": "bat-2025-01"}).title
    hexadecimal = workspace.reader.execute("SELECT lower(hex(id)) FROM event").fetchone()[0]
    assert make("event", workspace, ENGLISH, {"event": hexadecimal}).title == event
    assert make("event", workspace, ENGLISH, {"event": bytes.fromhex(hexadecimal)}).title == event


def test_without_a_name_the_last_event_held_is_meant(held):
    held.put("event", title="Кийинки", type="seminar", status="planned", date_from="2099-01-01")
    held.put("event", title="Мурунку", type="seminar", status="held", date_from="2020-01-01")
    assert "кеңешүү" in make("event", held.workspace, ENGLISH).title


@pytest.mark.parametrize("named", ["nowhere", "00", "ff" * 16, "\x00", "'; DROP TABLE event; --"])
def test_an_event_that_is_not_there_is_said_in_one_line(held, named):
    with pytest.raises(NoSuchEvent, match="There is no event") as caught:
        make("event", held.workspace, ENGLISH, {"event": named})
    assert "BAT-2025-01" in str(caught.value)


def test_two_events_with_one_code_must_be_told_apart_by_id(held):
    held.put("event", title="Дагы", type="seminar", code="BAT-2025-01", date_from="2025-06-01")
    with pytest.raises(NoSuchEvent, match="Several events have the code"):
        make("event", held.workspace, ENGLISH, {"event": "BAT-2025-01"})


def test_an_empty_notebook_says_what_to_do(notebook):
    with pytest.raises(NoSuchEvent, match="no event in this notebook yet"):
        make("event", notebook.workspace, ENGLISH)
