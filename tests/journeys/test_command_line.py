"""The main job by the command line, as processes of their own: from the village to the report."""

import os
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from app.actions.attendance import register
from app.actions.events import create_event
from app.model import Person
from app.storage import WorkspaceBusy, open_workspace
from tests.journeys.processes import (
    PASSPHRASE,
    depter,
    make_read_only,
    small_disk,
    surroundings,
)

BATKEN, NARYN, COUNTRY = "41705000000000", "41704000000000", "41700000000000"
NAMES = ("Үсөнова Гүлнара Токтогуловна", "Маматов Эркин", "Бекова Айжан", "Ормонов Таалай")


def new(folder: Path, role: str, name: str, territory: str, language: str) -> None:
    made = depter(
        *("-w", folder, "new", "--role", role, "--name", name),
        *("--territory", territory, "--language", language, "--json"),
    )
    assert (made.code, made.err) == (0, "")
    assert made.facts["recovery_key"].startswith("AGE-SECRET-KEY-1")


def list_of_people(file: Path, names: tuple[str, ...], year: int = 1980) -> Path:
    """An Excel list as trainers have it: a title over merged cells, headings over two rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Катышуучулардын тизмеси / Список участников"
    sheet.merge_cells("A1:F1")
    for cell, text in {"A3": "№", "B3": "Ф.И.О.", "C3": "Туулган жылы", "D3": "Жынысы"}.items():
        sheet[cell] = text
        sheet.merge_cells(f"{cell}:{cell[0]}4")
    sheet["E3"] = "Байланыш"
    sheet.merge_cells("E3:F3")
    sheet["E4"], sheet["F4"] = "Телефон", "Электрондук почта"
    for number, name in enumerate(names, start=1):
        sex = "а" if "ва" in name else "э"
        sheet.append([number, name, year + number, {"а": "аял", "э": "эркек"}[sex], "0555 010203"])
    book.save(file)
    return file


def hold_an_event(folder: Path, title: str) -> None:
    """Plan an event and put everybody on its list, as the window does."""
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    day = date(2026, 5, 12)
    event = create_event(workspace, {"title": title, "type": "training", "date_from": day}).id
    for person in workspace.find(Person):
        register(workspace, event, person.id, (day, "morning"))
    workspace.close()


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two trainers, two coordinators, their cards, and what the trainers gave away."""
    folder = tmp_path_factory.mktemp("village")
    for name in ("batken", "naryn", "first", "second", "packages"):
        (folder / name).mkdir()
    new(folder / "batken", "trainer", "Асанова Бегимай", BATKEN, "ky")
    new(folder / "naryn", "trainer", "Жумабаев Азамат", NARYN, "ru")
    for name in ("first", "second"):
        new(folder / name, "coordinator", f"Координатор {name}", COUNTRY, "en")
        assert depter("-w", folder / name, "card", "--to", folder / f"{name}.depter-card").code == 0
    for at, name in enumerate(("batken", "naryn")):
        people = list_of_people(folder / f"{name}.xlsx", NAMES[at : at + 3])
        imported = depter("-w", folder / name, "import", "people", people, "--json")
        assert (imported.code, imported.facts["new"]) == (0, 3), imported
        hold_an_event(folder / name, f"{name}: кеңешме")
        given = depter(
            *("-w", folder / name, "export", "--for", folder / "first.depter-card"),
            *("--for", folder / "second.depter-card", "--to", folder / f"packages/{name}.depter"),
        )
        assert given.code == 0, given.err
    return folder


@pytest.fixture(scope="module")
def merged(village: Path) -> Path:
    """The coordinators took the packages in, in opposite orders, one of them twice."""
    batken, naryn = (village / "packages" / f"{name}.depter" for name in ("batken", "naryn"))
    for words in ((village / "first", batken, naryn, batken), (village / "second", naryn, batken)):
        assert depter("-w", words[0], "merge", *words[1:]).code == 0
    again = depter("-w", village / "first", "merge", village / "packages", "--json")
    assert [one["was_known"] for one in again.facts["files"]] == [True, True]
    return village


def test_opposite_orders_and_a_second_time_give_one_digest(merged: Path) -> None:
    first, second = (depter("-w", merged / name, "digest").out for name in ("first", "second"))
    assert first == second
    assert len(first) == 65


def test_nobody_and_nothing_is_lost_on_the_way(merged: Path) -> None:
    people = depter("-w", merged / "first", "table", "person", "--as", "json").facts
    assert {one["surname"] for one in people} == {name.split()[0] for name in NAMES}
    lists = depter("-w", merged / "first", "table", "registration", "--as", "json").facts
    ticks = depter("-w", merged / "first", "table", "attendance", "--as", "json").facts
    assert (len(lists), len(ticks)) == (6, 6)
    for name in ("batken", "naryn", "first", "second"):
        assert depter("-w", merged / name, "doctor").code == 0


def test_the_report_reads_in_three_languages(merged: Path) -> None:
    titles = {}
    for code in ("ky", "ru", "en"):
        file = merged / f"{code}.pdf"
        made = depter(
            *("-w", merged / "first", "report", "event", "--as", "pdf"),
            *("--language", code, "--to", file),
        )
        assert made.code == 0, made.err
        titles[code] = PdfReader(file).pages[0].extract_text()
    assert all("кеңешме" in text for text in titles.values())
    assert len(set(titles.values())) == 3


def test_nothing_readable_lies_in_the_folders(merged: Path) -> None:
    known = [word.encode(form) for word in ("Үсөнова", "Гүлнара", "кеңешме", "010203")
             for form in ("utf-8", "utf-16-le")]  # fmt: skip
    for name in ("batken", "naryn", "first", "second", "packages"):
        for file in (merged / name).rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            assert not [word for word in known if word in content], file


def test_a_wrong_passphrase_opens_nothing_and_is_said_once(village: Path) -> None:
    wrong = depter("-w", village / "batken", "digest", DEPTER_PASSPHRASE="ачкыч эмес")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err == "The passphrase is wrong. Check the keyboard language and Caps Lock.\n"


def test_nobody_at_the_keyboard_is_said_and_nothing_waits(village: Path) -> None:
    from subprocess import DEVNULL, run

    given = {key: value for key, value in surroundings().items() if key != "DEPTER_PASSPHRASE"}
    words = [sys.executable, "-P", "-m", "app", "-w", str(village / "batken"), "digest"]
    ended = run(
        words, env=given, stdin=DEVNULL, capture_output=True, check=False, start_new_session=True
    )
    assert ended.returncode == 1
    assert b"The passphrase is needed" in ended.stderr


def test_a_notebook_that_is_open_elsewhere_is_left_alone(village: Path) -> None:
    held = open_workspace(village / "batken", passphrase=PASSPHRASE)
    busy = depter("-w", village / "batken", "digest")
    held.close()
    assert (busy.code, busy.out) == (1, "")
    assert busy.err == "The notebook is open in another program. Close it there first.\n"
    assert depter("-w", village / "batken", "digest").code == 0


def test_two_programs_never_hold_one_notebook(village: Path) -> None:
    held = open_workspace(village / "naryn", passphrase=PASSPHRASE)
    with pytest.raises(WorkspaceBusy):
        open_workspace(village / "naryn", passphrase=PASSPHRASE)
    held.close()


def test_a_file_that_is_no_package_changes_nothing(village: Path, tmp_path: Path) -> None:
    for name, content in {"letter.depter": b"%PDF-1.7 letter", "empty.depter": b""}.items():
        (tmp_path / name).write_bytes(content)
    before = depter("-w", village / "batken", "digest").out
    refused = depter("-w", village / "batken", "--language", "en", "merge", tmp_path)
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 2
    assert "Nothing was changed" in refused.err
    assert depter("-w", village / "batken", "digest").out == before


def test_a_birth_year_to_come_is_said_with_its_row(village: Path, tmp_path: Path) -> None:
    people = list_of_people(tmp_path / "future.xlsx", NAMES, year=2079)
    before = depter("-w", village / "batken", "digest").out
    refused = depter("-w", village / "batken", "--language", "en", "import", "people", people)
    assert refused.code == 1
    assert refused.out.startswith("Row 5, Birth year: Write a year from 1900 to")
    assert len(refused.err.splitlines()) == 1
    assert depter("-w", village / "batken", "digest").out == before


def test_a_notebook_on_a_locked_stick_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "32m") as stick:
        new(stick / "notebook", "trainer", "Асанова Бегимай", BATKEN, "en")
        card = depter("-w", stick / "notebook", "card", "--to", tmp_path / "own.depter-card")
        assert card.code == 0
        make_read_only(stick)
        opened = depter("-w", stick / "notebook", "digest")
        assert opened.code == 1
        assert "cannot be written to" in opened.err
        made = depter(
            *("-w", stick / "other", "new", "--role", "unit", "--name", "Ош"),
            *("--territory", NARYN),
        )
        assert made.code == 1
        assert "cannot be written to" in made.err


def test_a_package_is_not_written_to_a_locked_stick(village: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "1m") as stick:
        make_read_only(stick)
        words = ("-w", village / "batken", "--language", "en", "export", "--to", stick)
        refused = depter(*words, "--for", village / "first.depter-card")
        assert refused.code == 1
        assert "nothing may be written there" in refused.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals here")
def test_the_passphrase_is_typed_twice_and_never_shown(tmp_path: Path) -> None:
    code, shown, words = at_a_terminal(
        [PASSPHRASE, PASSPHRASE],
        *("-w", str(tmp_path / "n"), "new", "--role", "unit", "--name", "Ош"),
        *("--territory", NARYN, "--language", "en"),
    )
    assert code == 0
    assert "AGE-SECRET-KEY-1" in shown
    assert PASSPHRASE not in shown
    assert PASSPHRASE not in words
    code, shown, _ = at_a_terminal([PASSPHRASE], "-w", str(tmp_path / "n"), "doctor")
    assert code == 0
    assert "The notebook is sound." in shown
    assert PASSPHRASE not in shown


def at_a_terminal(typed: list[str], *words: str) -> tuple[int, str, str]:
    """Run the command line at a terminal and type; answers the exit code, all that was shown,
    and what others could see in the list of processes."""
    import pty

    given = {key: value for key, value in surroundings().items() if key != "DEPTER_PASSPHRASE"}
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, [sys.executable, "-P", "-m", "app", *words], given)
    shown = b""
    seen = ""
    left = list(typed)
    while part := _read(terminal):
        shown += part
        seen += Path(f"/proc/{process}/cmdline").read_text() if sys.platform == "linux" else ""
        if part.rstrip().endswith(b":") and left:
            os.write(terminal, f"{left.pop(0)}\n".encode())
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode(), seen


def _read(terminal: int) -> bytes:
    """What the terminal shows next; nothing once its program has ended."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
