"""The check-up finds what is wrong, and nothing where nothing is."""

import pytest

from app.model import Attachment, Put, ReportText, new_id
from app.model.report_text import Subject
from app.storage import Workspace, digest
from app.storage.doctor import examine
from tests.storage.notebooks import add_person, set_person


def test_a_sound_notebook_has_no_findings(ws: Workspace) -> None:
    someone = add_person(ws)
    set_person(ws, someone, surname="Бекова")
    assert examine(ws) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE person SET surname = 'X'",
        "UPDATE person SET _deleted = 1",
        "DELETE FROM search_person",
        "INSERT INTO conflict VALUES ('person', x'00', 'surname')",
        "UPDATE device SET id = randomblob(16)",
    ],
)
def test_a_row_that_is_not_what_its_log_says_is_found(ws: Workspace, damage: str) -> None:
    someone = add_person(ws)
    set_person(ws, someone, surname="Бекова")
    ws.change(lambda connection: connection.execute(damage))
    assert len(examine(ws)) == 1


@pytest.mark.parametrize("table", ["row_news", "entry_news"])
def test_what_would_not_be_found_for_the_next_package_is_said_and_noted_anew(
    ws: Workspace, table: str
) -> None:
    someone = add_person(ws)
    set_person(ws, someone, surname="Бекова")
    ws.change(lambda connection: connection.execute(f"DELETE FROM {table}"))
    assert len(examine(ws)) == 1
    assert examine(ws) == []


@pytest.mark.sums_differ
def test_a_wrong_sum_of_all_changes_is_said_and_forgotten(ws: Workspace) -> None:
    add_person(ws)
    with ws.snapshot() as connection:
        found = digest.reckon(connection)._replace(total=1)
    ws.change(lambda connection: digest.keep(connection, found))
    wrong = ws.digest()
    assert len(examine(ws)) == 1
    assert examine(ws) == []
    assert ws.digest() != wrong


def test_what_need_not_be_said_may_lack_in_the_key_of_a_sound_record(ws: Workspace) -> None:
    told = {"report": "consolidated", "section": "introduction", "written_in": "ky"}
    about = {**told, **Subject(territory="41704000000000").values()}
    ws.write([Put("report_text", ReportText.id_for(about), {**about, "text": "Сөз"})])
    assert examine(ws) == []
    ws.change(lambda store: store.execute("UPDATE report_text SET territory = NULL"))
    assert len(examine(ws)) == 1
    ws.change(lambda store: store.execute("UPDATE report_text SET section = NULL"))
    assert len(examine(ws)) == 1


def test_a_damaged_attachment_is_found(ws: Workspace) -> None:
    sha256 = ws.attachments.put(b"photo")
    ws.write([Put(Attachment.type_name, new_id(), {"file": sha256})])
    assert examine(ws) == []
    (path,) = (path for path in (ws.folder / "attachments").rglob("*") if path.is_file())
    path.write_bytes(b"rubbish")
    assert len(examine(ws)) == 1
