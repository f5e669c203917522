"""survey: forms taken in, and what was answered written out and counted."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from app.paths import resource
from app.storage import open_workspace
from tests.commands.notebooks import BATKEN, PASSPHRASE, Depter
from tests.storage.surveys import add_village, document, fill

FEEDBACK = resource("forms", "event_feedback.xlsx")


@pytest.fixture
def village(trainer: Path) -> Path:
    """A notebook with the village form filled seven times, repeats and formulas in it."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    added = add_village(workspace)
    for number in range(7):
        said = document(
            members=(("Айша", 30 + number), ("=1+1", 4)) if number < 2 else (),
            name=f"uuid:{number}",
            water="yes" if number < 6 else "no",
            needs="road school" if number % 2 else "clinic",
            age=20 + number,
            said="=HYPERLINK(1)" if number == 0 else "'=кош",
        )
        facts = {"territory": BATKEN, "code": "алма", "round": 1, "group_name": "аялдар"}
        fill(workspace, added.version, said, facts)
    workspace.close()
    return trainer


def test_a_good_form_is_called_good_without_a_notebook(depter: Depter) -> None:
    said = depter("survey", "check", FEEDBACK, "--json")
    assert said.code == 0
    assert said.facts["form_id"] == "depter_event_feedback"
    assert said.facts["questions"] > 5


def test_a_bad_form_is_said_with_sheet_row_and_column(depter: Depter, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("text", "a", "A"), ("selekt_one x", "b", "B")):
        sheet.append(row)
    book.save(tmp_path / "bad.xlsx")
    said = depter("survey", "check", "bad.xlsx", "--json")
    assert said.code == 1
    (problem,) = said.facts["problems"]
    assert (problem["sheet"], problem["row"]) == ("survey", 3)
    assert "row 3" in said.err


def test_a_form_that_is_not_there_is_said_in_one_line(depter: Depter) -> None:
    said = depter("survey", "check", "nowhere.xlsx")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_a_form_is_added_once_and_listed(depter: Depter, trainer: Path) -> None:
    first = depter("-w", trainer, "survey", "add", FEEDBACK, "--purpose", "feedback", "--json")
    again = depter("-w", trainer, "survey", "add", FEEDBACK, "--json")
    assert (first.facts["is_new"], again.facts["is_new"]) == (True, False)
    (line,) = depter("-w", trainer, "survey", "list", "--json").facts
    assert (line["form_id"], line["purpose"]) == ("depter_event_feedback", "feedback")
    assert len(line["versions"]) == 1


def test_a_survey_is_withdrawn_and_asked_again(depter: Depter, village: Path) -> None:
    assert depter("-w", village, "survey", "withdraw", "village").code == 0
    assert depter("-w", village, "survey", "list", "--json").facts[0]["is_withdrawn"]
    assert depter("-w", village, "survey", "restore", "--version", "1").code == 0
    assert depter("-w", village, "survey", "restore").code == 0
    assert not depter("-w", village, "survey", "list", "--json").facts[0]["is_withdrawn"]
    said = depter("-w", village, "survey", "withdraw", "--version", "9")
    assert (said.code, said.err) == (1, "The survey has no version “9”. There are: 1.\n")


def test_a_survey_that_is_not_there_is_said_with_those_that_are(
    depter: Depter, village: Path
) -> None:
    said = depter("-w", village, "survey", "results", "town")
    assert (said.code, said.err) == (
        1,
        "There is no survey town. Name one by the id of its form; there are: village.\n",
    )


def read_csv(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_csv_has_a_file_for_the_forms_and_one_for_each_repeat(
    depter: Depter, village: Path
) -> None:
    said = depter("-w", village, "survey", "answers", "--out", "a.csv", "--json")
    assert said.facts["forms"] == 7
    assert said.facts["rows"] == {"": 7, "member": 4}
    forms = read_csv(village.parent / "a.csv")
    members = read_csv(village.parent / "a-member.csv")
    assert forms[0]["KEY"] == "uuid:0"
    assert forms[0]["_territory"] == BATKEN
    assert members[0] == {
        "PARENT_KEY": "uuid:0",
        "KEY": "uuid:0/member[1]",
        "member/name": "Айша",
        "member/years": "30",
    }


def test_no_answer_becomes_a_formula(depter: Depter, village: Path) -> None:
    depter("-w", village, "survey", "answers", "--out", "a.csv")
    depter("-w", village, "survey", "answers", "--as", "xlsx", "--out", "a.xlsx")
    forms = read_csv(village.parent / "a.csv")
    assert [forms[0]["said"], forms[1]["said"]] == ["'=HYPERLINK(1)", "''=кош"]
    book = openpyxl.load_workbook(village.parent / "a.xlsx")
    cells = {cell.value: cell.data_type for row in book["answers"] for cell in row}
    assert cells["=HYPERLINK(1)"] == "s"
    assert [cell.data_type for cell in book["member"]["C"]].count("f") == 0


def test_excel_has_numbers_days_frozen_headings_and_a_sheet_for_each_repeat(
    depter: Depter, village: Path
) -> None:
    depter("-w", village, "survey", "answers", "--as", "xlsx", "--split", "--out", "a.xlsx")
    book = openpyxl.load_workbook(village.parent / "a.xlsx")
    assert book.sheetnames == ["answers", "member"]
    sheet = book["answers"]
    assert sheet.freeze_panes == "B2"
    row = dict(zip(*[[cell.value for cell in sheet[number]] for number in (1, 2)], strict=True))
    assert row["age"] == 20
    assert row["_collected_on"].hour == 0
    assert (row["needs"], row["needs/road"], row["needs/clinic"]) == ("clinic", 0, 1)


def test_semicolons_part_the_cells_and_are_read_again(depter: Depter, village: Path) -> None:
    depter("-w", village, "survey", "answers", "--separator", "semicolon", "--out", "a.csv")
    head = (village.parent / "a.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("KEY;_version;_collected_on;")
    again = depter("-w", village, "survey", "import", "a.csv", "--json").facts
    assert (again["new"], again["updated"], again["known"]) == (0, 0, 7)


def test_labels_stand_for_codes_where_they_are_asked_for(depter: Depter, village: Path) -> None:
    depter("-w", village, "survey", "answers", "--labels", "--out", "a.csv")
    first = read_csv(village.parent / "a.csv")[0]
    assert first["Is there water?"] == "Yes"
    assert first["What is needed?"] == "A clinic"
    assert first["Territory"] == "Batken oblast"


def test_who_answered_is_left_out_unless_a_reason_is_given(depter: Depter, village: Path) -> None:
    said = depter("-w", village, "survey", "answers", "--out", "a.csv", "--json")
    assert "_code" not in read_csv(village.parent / "a.csv")[0]
    assert {"_code", "_person", "photo"} <= set(said.facts["left_out"])
    assert depter("-w", village, "survey", "answers", "--full", "--out", "b.csv").code == 2
    full = ("answers", "--full", "--reason", "pairs by hand", "--out", "b.csv")
    assert depter("-w", village, "survey", *full).code == 0
    assert read_csv(village.parent / "b.csv")[0]["_code"] == "алма"
    entry = depter("-w", village, "audit", "--json").facts["entries"][-1]
    assert (entry["what"], entry["facts"]["reason"]) == ("answers", "pairs by hand")


def test_documents_are_laid_out_as_briefcase_does(depter: Depter, village: Path) -> None:
    said = depter("-w", village, "survey", "answers", "--as", "xml", "--out", "out", "--json")
    assert said.facts["forms"] == 7
    folder = village.parent / "out" / "village"
    assert (folder / "village.xml").read_text().startswith("<?xml")
    filled = (folder / "instances" / "uuid3" / "submission.xml").read_text()
    assert "<instanceID>uuid:3</instanceID>" in filled
    again = depter("-w", village, "survey", "answers", "--as", "xml", "--out", "out")
    assert again.code == 1
    assert "already" in again.err


def test_only_what_the_filter_leaves_is_written(depter: Depter, village: Path) -> None:
    said = depter("-w", village, "survey", "answers", "--round", 2, "--out", "a.csv", "--json")
    assert said.facts["forms"] == 0
    event = depter("-w", village, "survey", "answers", "--event", "X-1", "--out", "a.csv")
    assert (event.code, event.err) == (1, "There is no event “X-1” here.\n")


def test_nothing_is_left_beside_an_export_that_cannot_be_written(
    depter: Depter, village: Path
) -> None:
    (village.parent / "a.csv").mkdir()
    (village.parent / "file").write_text("")
    said = depter("-w", village, "survey", "answers", "--out", "file/a.csv")
    assert said.code == 1
    assert not list(village.parent.glob(".depter-*"))


def test_small_counts_and_what_gives_them_away_are_hidden(depter: Depter, village: Path) -> None:
    facts = depter("-w", village, "survey", "results", "--json").facts
    water = next(one for one in facts["questions"] if one["name"] == "water")
    assert water["n"] == 7
    assert [choice["count"] for choice in water["choices"]] == [None, None]
    exact = depter("-w", village, "survey", "results", "--exact", "--json").facts
    water = next(one for one in exact["questions"] if one["name"] == "water")
    assert [choice["count"] for choice in water["choices"]] == [6, 1]
    assert "<5  Yes" in depter("-w", village, "survey", "results").out


# ---- filling ----


def write_answers(folder: Path, **said: object) -> Path:
    file = folder / "answers.json"
    file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return file


def test_a_form_is_filled_by_a_file_of_answers(depter: Depter, village: Path) -> None:
    (village.parent / "bridge.png").write_bytes(b"PNG")
    file = write_answers(
        village.parent,
        water="yes",
        needs=["school", "road"],
        age=31,
        photo="bridge.png",
        member=[{"name": "Айша", "years": 3}, {"name": "Эркин"}],
    )
    words = ("fill", "--answers", file, "--code", "алма", "--round", 2, "--territory", BATKEN)
    said = depter("-w", village, "survey", *words, "--date", "2026-05-01", "--json")
    assert (said.code, said.err) == (0, "")
    depter("-w", village, "survey", "answers", "--round", 2, "--out", "a.csv")
    (row,) = read_csv(village.parent / "a.csv")
    assert (row["needs"], row["_collected_on"]) == ("road school", "2026-05-01")
    assert len(read_csv(village.parent / "a-member.csv")) == 2
    assert depter("-w", village, "survey", "list", "--json").facts[0]["drafts"] == 0


def test_every_answer_that_cannot_stand_is_named_and_nothing_is_kept(
    depter: Depter, village: Path
) -> None:
    file = write_answers(
        village.parent, water="maybe", age="many", colour="red", member=[{"years": [1, 2]}, {}]
    )
    said = depter("-w", village, "survey", "fill", "--answers", file, "--json")
    assert said.code == 1
    assert [problem["where"] for problem in said.facts["problems"]] == [
        "colour",
        "/data/water",
        "/data/age",
        "/data/member[1]/years",
    ]
    assert depter("-w", village, "survey", "list", "--json").facts[0]["filled"] == 7


def test_what_the_form_requires_and_what_it_hides_is_said(depter: Depter, trainer: Path) -> None:
    depter("-w", trainer, "survey", "add", FEEDBACK)
    empty = write_answers(trainer.parent)
    said = depter("-w", trainer, "survey", "fill", "--answers", empty, "--json")
    assert said.code == 1
    assert len(said.facts["problems"]) > 1
    assert all(problem["text"] for problem in said.facts["problems"])


def test_facts_that_cannot_stand_leave_no_draft(depter: Depter, village: Path) -> None:
    file = write_answers(village.parent, water="yes")
    words = ("fill", "--answers", file, "--round", 5000)
    said = depter("-w", village, "survey", *words)
    assert said.code == 1
    assert depter("-w", village, "survey", "list", "--json").facts[0]["drafts"] == 0
    nobody = depter("-w", village, "survey", "fill", "--answers", file, "--person", "00")
    assert (nobody.code, nobody.err) == (1, "There is no person with the id 00 here.\n")


@pytest.mark.parametrize("text", ["", "[1]", "{", "\xff"])
def test_a_file_that_holds_no_answers_is_said_in_one_line(
    depter: Depter, village: Path, text: str
) -> None:
    (village.parent / "a.json").write_text(text, "latin-1")
    said = depter("-w", village, "survey", "fill", "--answers", "a.json")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def test_a_form_that_is_withdrawn_is_not_filled(depter: Depter, village: Path) -> None:
    depter("-w", village, "survey", "withdraw")
    file = write_answers(village.parent, water="yes")
    said = depter("-w", village, "survey", "fill", "--answers", file)
    assert said.code == 1
    assert "no longer asked" in said.err


# ---- bringing in ----


def test_an_export_comes_into_another_notebook(
    depter: Depter, village: Path, coordinator: Path
) -> None:
    depter("-w", village, "survey", "answers", "--as", "xlsx", "--out", "a.xlsx")
    workspace = open_workspace(coordinator, passphrase=PASSPHRASE)
    add_village(workspace)
    workspace.close()
    words = ("-w", coordinator, "survey", "import", "a.xlsx")
    assert depter(*words, "--dry-run", "--json").facts["new"] == 7
    assert depter(*words, "--json").facts["new"] == 7
    again = depter(*words, "--json").facts
    assert (again["new"], again["known"]) == (0, 7)


def test_mistakes_of_an_import_are_said_each_in_a_line(depter: Depter, village: Path) -> None:
    (village.parent / "bad.csv").write_text("water,age\nyes,old\nmaybe,3\n", "utf-8")
    said = depter("-w", village, "survey", "import", "bad.csv", "--survey", "village")
    assert said.code == 1
    assert said.err.splitlines()[1:] == [
        "bad.csv, row 2, column B (age): “old” is not a whole number",
        "bad.csv, row 3, column A (water): “maybe” is none of the choices",
    ]
