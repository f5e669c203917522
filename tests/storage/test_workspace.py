"""A notebook: what opens it, what does not, and what its files give away."""

import json
from pathlib import Path

import pytest

from app.errors import AppError
from app.model import Event, Person, Put, Territory, new_id
from app.storage import (
    NotAWorkspace,
    NotSaved,
    Workspace,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceTooNew,
    WrongPassphrase,
    create_workspace,
    open_workspace,
)
from tests.storage.notebooks import PASSPHRASE, QUICK, add_person, notebook, profile


def test_what_was_written_is_there_when_the_notebook_is_opened_again(tmp_path: Path) -> None:
    ws = notebook(tmp_path)
    person = add_person(ws, surname="Өмүрбекова", birth_year=1984, categories=("youth", "cso"))
    ws.close()
    ws = open_workspace(tmp_path, passphrase=PASSPHRASE)
    found = ws.get(Person, person)
    assert found is not None
    assert (found.surname, found.birth_year) == ("Өмүрбекова", 1984)
    assert found.categories == ("youth", "cso")
    assert ws.profile == profile()
    ws.close()


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            open_workspace(tmp_path, passphrase=wrong)


def test_the_recovery_key_opens_the_notebook_however_it_was_copied(tmp_path: Path) -> None:
    made = create_workspace(tmp_path, PASSPHRASE, profile(), QUICK)
    made.workspace.close()
    spaced = " ".join(made.recovery_key[at : at + 6] for at in range(0, 80, 6)).lower()
    open_workspace(tmp_path, recovery_key=spaced).close()
    slip = made.recovery_key[:-1] + ("P" if made.recovery_key.endswith("Q") else "Q")
    with pytest.raises(WrongPassphrase):
        open_workspace(tmp_path, recovery_key=slip)


def test_a_new_passphrase_replaces_the_old_and_the_recovery_key_stays_good(tmp_path: Path) -> None:
    made = create_workspace(tmp_path, PASSPHRASE, profile(), QUICK)
    made.workspace.change_passphrase("новая фраза", QUICK)
    made.workspace.close()
    with pytest.raises(WrongPassphrase):
        open_workspace(tmp_path, passphrase=PASSPHRASE)
    open_workspace(tmp_path, passphrase="новая фраза").close()
    open_workspace(tmp_path, recovery_key=made.recovery_key).close()


def test_the_files_hold_nothing_that_can_be_read(tmp_path: Path) -> None:
    ws = notebook(tmp_path, "Бурул Ойдонова")
    add_person(ws, surname="Секретбекова", phone="0772123118", village="Ак-Татыр")
    ws.write([Put("event", new_id(), {"title": "Жашыруун жолугушуу", "type": "training"})])
    ws.attachments.put("Купуя сүрөт".encode() * 1000)
    in_use = _bytes_below(tmp_path)
    ws.close()
    for content in (in_use, _bytes_below(tmp_path)):
        for word in ("Секретбекова", "0772123118", "Ак-Татыр", "Жашыруун", "Купуя", "Бурул"):
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content
        assert b"SQLite format" not in content
        assert b"secretbekova" not in content.lower()


def _bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_notebook_open_twice_is_said_plainly(tmp_path: Path) -> None:
    ws = notebook(tmp_path)
    with pytest.raises(WorkspaceBusy):
        open_workspace(tmp_path, passphrase=PASSPHRASE)
    ws.close()
    open_workspace(tmp_path, passphrase=PASSPHRASE).close()


def test_a_folder_without_a_notebook_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace):
        open_workspace(tmp_path, passphrase=PASSPHRASE)
    (tmp_path / "workspace.json").write_text("[]")
    with pytest.raises(NotAWorkspace):
        open_workspace(tmp_path, passphrase=PASSPHRASE)


def test_a_notebook_is_never_made_over_another(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    with pytest.raises(WorkspaceBusy):
        notebook(tmp_path)


def test_a_notebook_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    key_file = tmp_path / "workspace.json"
    data = json.loads(key_file.read_text())
    key_file.write_text(json.dumps(data | {"format": 99}))
    with pytest.raises(WorkspaceTooNew):
        open_workspace(tmp_path, passphrase=PASSPHRASE)


def test_a_store_with_newer_tables_is_left_alone(tmp_path: Path) -> None:
    ws = notebook(tmp_path)
    ws.change(lambda connection: connection.execute("PRAGMA user_version = 99"))
    ws.close()
    with pytest.raises(WorkspaceTooNew):
        open_workspace(tmp_path, passphrase=PASSPHRASE)


def test_a_damaged_store_is_said_plainly(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    store = tmp_path / "store.db"
    content = bytearray(store.read_bytes())
    content[100:200] = bytes(100)
    store.write_bytes(content)
    with pytest.raises(WorkspaceDamaged):
        open_workspace(tmp_path, passphrase=PASSPHRASE)
    store.unlink()
    with pytest.raises(WorkspaceDamaged):
        open_workspace(tmp_path, passphrase=PASSPHRASE)


def test_a_folder_that_cannot_be_written_to_is_said_plainly(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(NotSaved):
        notebook(blocked / "inside")


def test_a_notebook_needs_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        create_workspace(tmp_path, "", profile(), QUICK)
    assert list(tmp_path.iterdir()) == []


def test_questions_cannot_write(ws: Workspace) -> None:
    from sqlcipher3 import dbapi2

    with pytest.raises(dbapi2.OperationalError):
        ws.reader.execute("DELETE FROM person")


def test_a_notebook_says_whether_it_was_closed(tmp_path: Path) -> None:
    ws = notebook(tmp_path)
    assert ws.was_closed_cleanly
    ws.close()
    ws = open_workspace(tmp_path, passphrase=PASSPHRASE)
    assert ws.was_closed_cleanly
    ws._writer.close()
    ws._file_lock.release()
    ws = open_workspace(tmp_path, passphrase=PASSPHRASE)
    assert not ws.was_closed_cleanly
    ws.close()


def test_every_notebook_knows_the_places_and_frameworks_of_its_release(ws: Workspace) -> None:
    assert len(ws.find(Territory)) >= 86
    batken = ws.get(Territory, Territory.id_for({"code": "41705000000000"}))
    assert batken is not None
    assert all(batken.names().values())
    assert "NPGE-2025/G10" in {hit.caption for hit in ws.search("NPGE-2025/G10")}


def test_finding_refuses_fields_that_are_not_declared(ws: Workspace) -> None:
    with pytest.raises(KeyError):
        ws.find(Event, order="title; DROP TABLE event")
    with pytest.raises(KeyError):
        ws.find(Event, **{"1=1 OR title": "x"})
