"""All documents of an event or a period in one folder: whole files, honest names, nothing lost."""

import errno
from datetime import date
from pathlib import Path

import pytest

from app.actions.documents import issue
from app.errors import AppError
from app.language import language
from app.model import DocumentLayout, Event
from app.reports import REPORTS, make
from app.reports.csv_file import NotExported
from app.reports.folder import (
    Filed,
    all_papers,
    disclosing,
    disclosures,
    kinds_of,
    papers_of,
    problems_of,
    save_papers,
)
from app.reports.official import NumberLine
from app.reports.parameters import WrongParameter


class Stopped(Exception):
    """Somebody pressed Cancel."""


def test_an_event_has_the_papers_it_has_something_to_say_in(held):
    papers = papers_of(held.workspace, "event", {"event": "BAT-2025-01"})
    assert kinds_of(papers) == [
        "event",
        "programme",
        "sign-in-sheet",
        "participants",
        "certificate",
    ]
    held.put("event", title="Бош", code="EMPTY", type="seminar", date_from="2025-06-01")
    empty = papers_of(held.workspace, "programme", {"event": "EMPTY"})
    assert kinds_of(empty) == ["event", "sign-in-sheet"]


def test_resolutions_and_stakeholders_of_the_event_are_among_them(held):
    (event,) = held.workspace.find(Event)
    held.put("resolution", title="Биринчи", event=event.id)
    held.put("resolution", title="Экинчи", event=event.id)
    held.put("stakeholder", event=event.id, name="Мектеп", kind="other")
    kinds = [paper.report for paper in papers_of(held.workspace, "event", {})]
    assert kinds[-3:] == ["stakeholders", "resolution", "resolution"]


def test_every_file_is_whole_and_named_by_day_code_and_kind_and_by_nobody(held, tmp_path):
    steps = []
    papers = papers_of(held.workspace, "event", {})
    filed = save_papers(
        held.workspace,
        papers,
        tmp_path / "new",
        "ky+ru",
        ["pdf", "docx"],
        lambda *step: steps.append(step),
    )
    assert not filed.failed
    names = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert len(names) == len(filed.files) == 2 * len(papers)
    label = language("ky").text(REPORTS["event"].label)
    assert f"2025-05-12 BAT-2025-01 {label}.pdf" in names
    assert not any("Өмүрбекова" in name or "жолугушуусу" in name for name in names)
    assert steps[0][:2] == (0, len(papers))
    assert steps[-1][:2] == (len(papers), len(papers))


def test_the_papers_of_a_period_take_the_place_and_the_days_into_their_names(held, tmp_path):
    of = {"since": date(2025, 5, 1), "until": date(2025, 5, 31), "territory": "41705000000000"}
    papers = all_papers(held.workspace, None, {**of, "small": "no"})
    assert {"final", "quota", "event"} <= set(kinds_of(papers))
    assert papers[0].stem == "2025-05-01–2025-05-31 Баткен облусу"
    assert kinds_of(papers_of(held.workspace, "quota", of, has_events=True)) == kinds_of(papers)
    alone = papers_of(held.workspace, "quota", of)
    assert "event" not in kinds_of(alone)
    filed = save_papers(held.workspace, alone[-1:], tmp_path, "ru", ["xlsx"])
    assert [file.suffix for file in filed.files] == [".xlsx"]


def test_what_lies_there_is_left_alone(held, tmp_path):
    papers = papers_of(held.workspace, "programme", {})[1:2]
    (first,) = save_papers(held.workspace, papers, tmp_path, "ky", ["txt"]).files
    first.write_text("мен жаздым")
    (second,) = save_papers(held.workspace, papers, tmp_path, "ky", ["txt"]).files
    assert first.read_text() == "мен жаздым"
    assert second.name.endswith("(2).txt")


def test_what_cannot_be_made_is_said_and_the_rest_is_kept(held, tmp_path):
    papers = papers_of(held.workspace, "event", {})[:2]
    gone = papers[0].__class__("event", {"event": "nowhere"}, "2025")
    filed = save_papers(held.workspace, [gone, *papers], tmp_path, "ky", ["txt"])
    assert len(filed.files) == 2
    ((name, error),) = filed.failed
    assert name.startswith("2025")
    assert isinstance(error, AppError)


def test_who_stops_keeps_what_was_finished_and_nothing_half_written(held, tmp_path):
    def stop_at_the_second(done, *_):
        if done == 1:
            raise Stopped

    papers = papers_of(held.workspace, "event", {})
    filed = Filed()
    with pytest.raises(Stopped):
        save_papers(
            held.workspace,
            papers,
            tmp_path / "in",
            "ky",
            ["txt"],
            stop_at_the_second,
            filed=filed,
        )
    assert list((tmp_path / "in").iterdir()) == filed.files
    (event,) = held.workspace.find(Event)
    assert (len(filed.files), filed.reported) == (1, [event.id])


def test_a_folder_that_takes_nothing_is_said(held, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotExported):
        save_papers(held.workspace, [], tmp_path / "file" / "in", "ky", ["txt"])


def test_what_a_report_is_asked_with_is_meant_for_it_in_the_folder_too_but_for_names(held):
    asked = {"photos": False, "names": True, "layout": "-"}
    event, *others = papers_of(held.workspace, "event", asked)
    assert {**event.parameters, "event": ""} == {"photos": False, "layout": "-", "event": ""}
    assert all(paper.parameters["layout"] == "-" for paper in others)
    assert not any("photos" in paper.parameters for paper in others)


def test_a_wish_is_meant_for_every_document_of_the_folder_that_knows_it(held):
    wish = {"photos": "no", "phone": "yes"}
    papers = {one.report: one for one in all_papers(held.workspace, "BAT-2025-01", wish)}
    (event,) = held.workspace.find(Event)
    assert papers["event"].parameters == {"photos": "no", "event": event.id}
    assert papers["sign-in-sheet"].parameters == {"phone": "yes", "event": event.id}
    assert papers["participants"].parameters == {"phone": "yes", "event": event.id}
    assert papers["programme"].parameters == {"event": event.id}


def test_the_days_of_a_period_choose_its_events_and_other_wishes_reach_the_papers_of_these(held):
    wish = {"since": "2025-05-01", "photos": "no", "optional": "yes"}
    papers = {one.report: one for one in all_papers(held.workspace, None, wish)}
    (event,) = held.workspace.find(Event)
    assert papers["event"].parameters == {"photos": "no", "event": event.id}
    assert papers["final"].parameters == {"photos": "no", "since": "2025-05-01"}
    assert papers["quota"].parameters == {"optional": "yes", "since": "2025-05-01"}


@pytest.mark.parametrize(
    ("event", "wish", "known"),
    [
        ("BAT-2025-01", {"days": "30"}, "names, photos, approval, layout, phone, rows"),
        ("BAT-2025-01", {"event": "BAT-2025-01"}, "names, photos"),
        (None, {"plan": "x"}, "territory, since, until"),
    ],
)
def test_a_wish_that_no_document_of_the_folder_knows_is_refused_with_those_that_are(
    held, event, wish, known
):
    with pytest.raises(WrongParameter) as refused:
        all_papers(held.workspace, event, wish)
    said = language("en").error(refused.value)
    assert said.startswith(f"No document of this folder is asked with {next(iter(wish))}.")
    assert known in said


def test_a_wish_that_cannot_be_meant_is_refused_before_anything_is_written(held):
    with pytest.raises(WrongParameter, match="yes or no"):
        all_papers(held.workspace, "BAT-2025-01", {"photos": "perhaps"})


def test_the_report_that_was_given_a_number_bears_it_in_the_folder_too(held):
    held.put("document_layout", name="Бланк", for_all=True, number_pattern="№ {number}/{year}")
    (layout,) = held.workspace.find(DocumentLayout)
    given = issue(held.workspace, layout, "quota", "Квота").id
    papers = papers_of(held.workspace, "quota", {"issued": given})
    numbers = {}
    for paper in papers:
        document = make(paper.report, held.workspace, language("ky"), paper.parameters)
        numbers[paper.report] = [
            one.number for one in document.blocks if isinstance(one, NumberLine)
        ]
    assert numbers["quota"][0].startswith("№ 1/")
    assert numbers["budget"][0].startswith("№ _")


def test_lists_of_names_are_made_when_asked_for_and_each_is_told_once_with_its_forms(
    held, tmp_path
):
    given = []
    papers = papers_of(held.workspace, "event", {})
    can_tell = disclosures(papers)
    assert [(one.parameter.name, one.reports) for one in can_tell] == [
        ("names", ("event",)),
        ("everybody", ("participants",)),
    ]
    named = disclosing(papers, can_tell[:1])
    filed = save_papers(
        held.workspace,
        named,
        tmp_path,
        "ky",
        ["txt", "xlsx"],
        given_out=lambda paper, forms: given.append((paper.report, forms)),
    )
    assert not filed.failed
    assert given == [("event", ["txt", "xlsx"])]
    text = next(file for file in filed.files if file.suffix == ".txt").read_text("utf-8")
    assert "Өмүрбекова" in text
    (event,) = held.workspace.find(Event)
    assert filed.reported == [event.id]


def test_what_names_people_is_told_even_when_it_is_stopped_in_the_middle(
    held, tmp_path, monkeypatch
):
    given = []

    def drawn(_document, form):
        if form == "pdf":
            raise Stopped
        return b"x"

    monkeypatch.setattr("app.reports.folder.draw", drawn)
    papers = papers_of(held.workspace, "event", {})
    with pytest.raises(Stopped):
        save_papers(
            held.workspace,
            disclosing(papers, disclosures(papers)),
            tmp_path,
            "ky",
            ["docx", "pdf"],
            given_out=lambda paper, forms: given.append((paper.report, forms)),
        )
    assert given == [("event", ["docx"])]


def test_a_disk_that_is_full_in_the_middle_ends_it_and_says_how_many_were_not_begun(
    held, tmp_path, monkeypatch
):
    folder, replaced = tmp_path / "in", Path.replace

    def replace(self, target):
        if len(list(folder.glob("*.txt"))) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    papers = papers_of(held.workspace, "event", {})
    filed = save_papers(held.workspace, papers, folder, "ky", ["txt"])
    assert len(filed.files) == 2
    assert filed.not_begun == len(papers) - 3
    said = "\n".join(problems_of(language("en"), filed))
    assert "There is no room left" in said
    assert "not begun" in said
    assert {file.suffix for file in folder.iterdir()} == {".txt"}


def test_no_list_that_needs_a_reason_is_among_them(held, tmp_path):
    filed = save_papers(
        held.workspace, papers_of(held.workspace, "event", {})[:1], tmp_path, "ky", ["txt"]
    )
    assert "Өмүрбекова" not in filed.files[0].read_text("utf-8")
