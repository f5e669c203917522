"""Filled forms of other programs taken in: each once, all of them or none."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.actions.redaction import redact_person
from app.actions.surveys import add_form
from app.errors import AppError
from app.exchange.answer_files import NothingFilled
from app.exchange.answer_import import AnswersRefused, ImportedAnswers, import_answers
from app.language import language
from app.model import Submission, SubmissionFile, SurveyVersion
from app.reports.answers import WRITERS, Wish
from app.storage import Workspace
from app.storage.forms import form_of
from tests.storage.notebooks import add_person, notebook
from tests.storage.surveys import add_village, document, fill, village_form

PICTURE = b"\x89PNG of a bridge"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """An empty notebook with the village form."""
    workspace = notebook(tmp_path / "ws")
    add_village(workspace)
    yield workspace
    workspace.close()


def answers(ws: Workspace) -> list[dict[tuple[str, tuple[int, ...]], str]]:
    """What each filled form says, in the order of their names."""
    found = sorted(ws.find(Submission), key=lambda one: one.instance_id)
    versions = [form_of(ws, one.survey_version or b"") for one in found]
    return [
        read.layout.flat(one.instance) for read, one in zip(versions, found, strict=True) if read
    ]


def write(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def take(ws: Workspace, *paths: Path) -> ImportedAnswers:
    return import_answers(ws, paths)


def problems(ws: Workspace, *paths: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(AnswersRefused) as refused:
        import_answers(ws, paths)
    assert not ws.find(Submission)
    return [(one.place, one.row, one.column) for one in refused.value.problems]


BRIEFCASE = (
    '<data xmlns="http://opendatakit.org/submissions" id="village" version="1" '
    'instanceID="uuid:b" submissionDate="2026-01-02T10:00:00.000Z" isComplete="true">'
    "<water>yes</water><photo>bridge.png</photo>"
    "<member><name>Айша</name><years>40</years></member>"
    '<n0:meta xmlns:n0="http://openrosa.org/xforms"><n0:instanceID>uuid:b</n0:instanceID></n0:meta>'
    "</data>"
)


def briefcase(folder: Path) -> Path:
    """A folder as ODK Briefcase keeps it."""
    inside = folder / "forms" / "Village" / "instances" / "uuidb"
    inside.mkdir(parents=True)
    (inside / "submission.xml").write_text(BRIEFCASE, "utf-8")
    (inside / "bridge.png").write_bytes(PICTURE)
    (folder / "forms" / "Village" / "Village.xml").write_text(village_form().xform, "utf-8")
    return folder


def test_a_folder_of_briefcase_comes_in_with_its_pictures(ws: Workspace, tmp_path: Path) -> None:
    done = take(ws, briefcase(tmp_path / "storage"))
    assert (done.new, done.files, done.passed_by) == (1, 1, ["storage/forms/Village/Village.xml"])
    (one,) = ws.find(Submission)
    assert (one.instance_id, one.source) == ("uuid:b", "import")
    assert answers(ws)[0]["/data/member/name", (1,)] == "Айша"
    (file,) = ws.find(SubmissionFile)
    assert ws.attachments.get(file.file or "") == PICTURE


def test_a_zip_of_the_same_is_the_same_again(ws: Workspace, tmp_path: Path) -> None:
    folder = briefcase(tmp_path / "storage")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    assert take(ws, tmp_path / "all.zip").new == 1
    again = take(ws, folder)
    assert (again.new, again.updated, again.known) == (0, 0, 1)
    assert len(ws.find(SubmissionFile)) == 1


def test_an_edit_made_elsewhere_becomes_an_edit_here(ws: Workspace, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xml", tmp_path / "b.xml"
    first.write_text(document(name="uuid:1", water="yes"), "utf-8")
    edited = document(name="uuid:2", water="no").replace(
        "</meta>", "<deprecatedID>uuid:1</deprecatedID></meta>"
    )
    second.write_text(edited, "utf-8")
    take(ws, first)
    done = take(ws, second)
    assert (done.new, done.updated) == (0, 1)
    (one,) = ws.find(Submission)
    assert (one.instance_id, answers(ws)[0]["/data/water", ()]) == ("uuid:2", "no")
    late = take(ws, first)
    assert (late.new, late.older) == (0, 1)
    assert answers(ws)[0]["/data/water", ()] == "no"


def test_a_form_and_its_edit_in_one_folder_are_one_filled_form(
    ws: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    edited = document(name="uuid:2", water="no").replace(
        "</meta>", "<deprecatedID>uuid:1</deprecatedID></meta>"
    )
    (folder / "b.xml").write_text(edited, "utf-8")
    (folder / "c.xml").write_text(document(name="uuid:1", water="yes"), "utf-8")
    done = take(ws, folder)
    assert (done.new, done.older) == (1, 1)
    assert answers(ws)[0]["/data/water", ()] == "no"


def test_two_notebooks_that_import_the_same_have_one_form_when_they_meet(
    ws: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document(name="uuid:1", water="yes"), "utf-8")
    other = notebook(tmp_path / "other")
    add_village(other)
    take(ws, path)
    take(other, path)
    assert [one.id for one in ws.find(Submission)] == [one.id for one in other.find(Submission)]
    other.close()


def test_what_was_deleted_here_stays_deleted(ws: Workspace, tmp_path: Path) -> None:
    from app.actions.records import delete

    path = tmp_path / "a.xml"
    path.write_text(document(name="uuid:1", water="yes"), "utf-8")
    take(ws, path)
    delete(ws, "submission", ws.find(Submission)[0].id)
    assert take(ws, path).deleted == 1
    assert not ws.find(Submission)


def test_what_was_forgotten_with_a_person_does_not_come_back(ws: Workspace, tmp_path: Path) -> None:
    version, someone = ws.find(SurveyVersion)[0].id, add_person(ws)
    said = document(name="uuid:1", said="Жашыруун")
    fill(ws, version, said, {"person": someone})
    path = tmp_path / "a.xml"
    path.write_text(said, "utf-8")
    redact_person(ws, someone)
    assert take(ws, path).known == 1
    assert [one.instance for one in ws.find(Submission)] == [""]


def test_kobo_csv_comes_in_with_group_prefixes_and_parted_choices(
    ws: Workspace, tmp_path: Path
) -> None:
    grouped = village_form(form_id="grouped")
    xform = grouped.xform.replace("<water/>", "<group_a><water/></group_a>").replace(
        "/data/water", "/data/group_a/water"
    )
    added = add_form(ws, type(grouped)(xform, "G", "grouped", "1"))
    head = ["group_a/water", "needs/road", "needs/school", "age", "_id", "_uuid",
            "_submission_time", "_index", "_tags", "colour"]  # fmt: skip
    rows: list[list[object]] = [
        ["yes", 1, 0, 30, 1, "k1", "2026-03-04T10:00:00", 1, "", "red"],
        ["no", "", "", "", 2, "k2", "2026-03-05T10:00:00", 2, "", ""],
    ]
    path = write(tmp_path / "kobo.csv", [list(head), *rows])
    done = import_answers(ws, [path], added.survey)
    assert (done.new, done.unknown) == (2, [("kobo.csv", "J (colour)")])
    first, second = answers(ws)
    assert first == {
        ("/data/group_a/water", ()): "yes",
        ("/data/needs", ()): "road",
        ("/data/age", ()): "30",
    }
    assert second == {("/data/group_a/water", ()): "no"}
    days = {one.instance_id: one.collected_on for one in ws.find(Submission)}
    assert days == {"uuid:k1": date(2026, 3, 4), "uuid:k2": date(2026, 3, 5)}


def test_repeats_in_a_csv_beside_are_joined_by_their_parents(ws: Workspace, tmp_path: Path) -> None:
    main = [["water", "age", "KEY"], ["yes", 20, "uuid:1"], ["no", 21, "uuid:2"]]
    rows = [["name", "years", "PARENT_KEY", "KEY"], ["Айша", 3, "uuid:2", "uuid:2/member[1]"],
            ["Эркин", 4, "uuid:2", "uuid:2/member[2]"]]  # fmt: skip
    write(tmp_path / "v-member.csv", [list(row) for row in rows])
    done = take(ws, write(tmp_path / "v.csv", [list(row) for row in main]))
    assert done.new == 2
    assert answers(ws)[1]["/data/member/name", (2,)] == "Эркин"


def test_kobo_workbooks_tie_their_sheets_by_index(ws: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    main = book.active
    assert main is not None
    main.title = "Village"
    for row in (["water", "age", "_uuid", "_index"], ["yes", 20, "u1", 1], ["no", 22, "u2", 2]):
        main.append(row)
    member = book.create_sheet("member")
    for row in (
        ["member/name", "member/years", "_index", "_parent_table_name", "_parent_index"],
        ["Айша", 3, 1, "Village", 2],
    ):
        member.append(row)
    book.save(tmp_path / "kobo.xlsx")
    assert take(ws, tmp_path / "kobo.xlsx").new == 2
    assert answers(ws)[1]["/data/member/years", (1,)] == "3"


def test_every_bad_cell_is_said_with_its_row_and_column_and_nothing_comes_in(
    ws: Workspace, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "v.csv",
        [
            ["water", "age", "needs", "KEY"],
            ["yes", 20, "road", "uuid:1"],
            ["maybe", "many", "road sea", "uuid:2"],
            ["no", "2.5", "", "uuid:3"],
        ],
    )
    assert problems(ws, path) == [
        ("v.csv", 3, "A (water)"),
        ("v.csv", 3, "B (age)"),
        ("v.csv", 3, "C (needs)"),
        ("v.csv", 4, "B (age)"),
    ]


def test_a_row_of_a_repeat_that_belongs_to_nothing_is_said(ws: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "v-member.csv", [["name", "PARENT_KEY"], ["Айша", "uuid:9"]])
    path = write(tmp_path / "v.csv", [["water", "KEY"], ["yes", "uuid:1"]])
    assert problems(ws, path) == [("v-member.csv", 2, "B (PARENT_KEY)")]


def test_documents_of_forms_that_are_not_here_are_said_by_name(
    ws: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "a.xml").write_text(document(form_id="town", name="uuid:1", water="yes"), "utf-8")
    (folder / "b.xml").write_text("<data", "utf-8")
    (folder / "c.xml").write_text(document(name="uuid:3", water="yes"), "utf-8")
    (folder / "d.xml").write_text("<!DOCTYPE data [<!ENTITY a 'b'>]><data>&a;</data>", "utf-8")
    places = [place for place, _, _ in problems(ws, folder)]
    assert places == ["some/a.xml", "some/b.xml", "some/d.xml"]


def test_a_folder_without_filled_forms_is_said(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingFilled):
        take(ws, tmp_path / "empty")


def test_a_table_that_was_corrected_changes_what_it_speaks_of_and_nothing_else(
    ws: Workspace, tmp_path: Path
) -> None:
    version = ws.reader.execute("SELECT id FROM survey_version").fetchone()[0]
    said = document(members=(("Айша", 3),), name="uuid:1", water="yes", said="ыраазы")
    fill(ws, version, said, {"code": "алма"})
    path = write(tmp_path / "v.csv", [["water", "KEY"], ["no", "uuid:1"]])
    assert take(ws, path).updated == 1
    (one,) = ws.find(Submission)
    assert answers(ws)[0] == {
        ("/data/water", ()): "no",
        ("/data/said", ()): "ыраазы",
        ("/data/member/name", (1,)): "Айша",
        ("/data/member/years", (1,)): "3",
    }
    assert one.code == "алма"
    assert "<orx:deprecatedID>uuid:1</orx:deprecatedID>" in one.instance
    assert take(ws, path).known == 1
    before = write(tmp_path / "old.csv", [["water", "KEY"], ["yes", "uuid:1"]])
    assert take(ws, before).older == 1


def test_documents_without_names_take_nothing_away_where_they_come_from(
    ws: Workspace, tmp_path: Path
) -> None:
    survey, version = ws.reader.execute("SELECT survey, id FROM survey_version").fetchone()
    fill(ws, version, document(name="uuid:1", water="yes", photo="bridge.png"))
    WRITERS["xml"](ws, language("en"), Wish(survey=survey), tmp_path / "out", None)
    assert take(ws, tmp_path / "out").known == 1
    assert answers(ws)[0]["/data/photo", ()] == "bridge.png"


def test_rows_without_a_name_are_the_same_rows_when_they_come_again(
    ws: Workspace, tmp_path: Path
) -> None:
    path = write(tmp_path / "v.csv", [["water", "age"], ["yes", 20], ["yes", 20], ["no", 20]])
    assert take(ws, path).new == 3
    assert take(ws, path).known == 3


def test_a_dry_run_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "v.csv", [["water", "KEY"], ["yes", "uuid:1"]])
    assert import_answers(ws, [path], is_dry_run=True).new == 1
    assert not ws.find(Submission)


def test_a_zip_that_says_less_than_it_holds_is_refused(ws: Workspace, tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", document(name="uuid:1", water="yes"))
    (tmp_path / "cut.zip").write_bytes(whole.getvalue()[:-30])
    from app.exchange.refusals import FileMissing

    with pytest.raises(FileMissing):
        take(ws, tmp_path / "cut.zip")
    assert not ws.find(Submission)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"\x89PNG\r\n",
        b"<data id='village' version='9'>" + b"<a>" * 50_000 + b"x" + b"</a>" * 50_000 + b"</data>",
        b"<data id='village' version='1'><meta><instanceID>" + b"u" * 500_000,
        "<data id='village' version='1'/>".encode("utf-16"),
    ],
    ids=["empty", "binary", "picture", "deep", "cut", "utf-16"],
)
@pytest.mark.parametrize("suffix", ["xml", "csv", "xlsx", "zip"])
def test_no_file_whatever_it_holds_brings_the_import_down(
    ws: Workspace, tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"odd.{suffix}"
    path.write_bytes(content)
    with pytest.raises(AppError):
        take(ws, path)
    assert not ws.find(Submission)
