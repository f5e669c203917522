"""report: documents out of the records."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.actions.records import save
from app.actions.surveys import add_form
from app.model import Event, new_id
from app.paths import resource
from app.storage import open_workspace
from app.storage.questions.today import DONE, steps_of
from app.surveys import convert
from tests.commands.notebooks import PASSPHRASE, Depter


@pytest.fixture
def held(trainer: Path) -> Path:
    """A notebook with one invented event."""
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    values = {"title": "Баткендеги жолугушуу", "type": "training", "code": "BAT-1"}
    save(workspace, "event", new_id(), values | {"date_from": date(2025, 5, 12)})
    workspace.close()
    return trainer


def test_the_event_report_is_a_pdf_in_each_language(depter: Depter, held: Path) -> None:
    for code in ("ky", "ru", "en"):
        file = held.parent / f"{code}.pdf"
        words = ("--as", "pdf", "--language", code, "--to", file, "--set", "event=BAT-1")
        said = depter("-w", held, "report", "event", *words, "--json")
        assert said.code == 0, said.err
        assert file.read_bytes().startswith(b"%PDF-")
        assert said.facts == {
            "path": str(file),
            "report": "event",
            "size": file.stat().st_size,
        }


def test_a_report_speaks_its_own_language_and_takes_its_own_name(
    depter: Depter, held: Path
) -> None:
    said = depter(
        *("-w", held, "report", "event", "--as", "txt", "--language", "ru", "--to", held.parent)
    )
    text = (held.parent / "event.txt").read_text("utf-8")
    assert "Баткендеги жолугушуу" in text
    assert "Тренинг" in text
    assert said.out.startswith(str(held.parent / "event.txt"))


def test_the_list_says_what_each_report_can_be_asked(depter: Depter) -> None:
    listed = depter("report", "--list", "--json").facts
    assert {"event", "sign-in-sheet"} <= {one["report"] for one in listed}
    asked = {each["name"] for one in listed for each in one["parameters"]}
    assert {"event", "names", "phone"} <= asked
    listed = depter("--language", "en", "report", "--list").out
    assert "--set event=CODE|ID  Event. Without one: the last that was held" in listed
    assert "--set photos=yes|no  Photos. Without it: yes" in listed
    assert listed.count("--set layout=NAME|-") == 1
    assert "that of the office for this document. -: No layout" in listed


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("event",), "--to FILE", 2),
        (("nonsense", "--to", "x.pdf"), "nonsense", 2),
        (("event", "--to", "x.pdf", "--set", "event"), "KEY=VALUE", 2),
        (("event", "--to", "x.pdf", "--set", "colour=red"), "no parameter colour", 1),
        (("event", "--to", "x.pdf", "--set", "event=NONE"), "no event NONE", 1),
        (("event", "--to", "x.pdf", "--set", "names=perhaps"), "yes or no", 1),
        (("event", "--to", "no/x.pdf"), "could not be written", 1),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(
    depter: Depter, held: Path, words: tuple[str, ...], said: str, code: int
) -> None:
    refused = depter("-w", held, "report", *words)
    assert refused.code == code
    assert said in refused.err
    assert len(refused.err.splitlines()) == 1
    assert refused.out == ""


def test_a_notebook_without_events_says_what_to_do(depter: Depter, trainer: Path) -> None:
    said = depter("-w", trainer, "report", "event", "--to", "x.pdf")
    assert said.code == 1
    assert "no event in this notebook yet" in said.err


def test_a_survey_is_printed_as_a_questionnaire(depter: Depter, trainer: Path) -> None:
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    content = resource("forms", "event_feedback.xlsx").read_bytes()
    add_form(workspace, convert(content, "event_feedback.xlsx"))
    workspace.close()
    file = trainer.parent / "paper.pdf"
    words = ("--survey", "depter_event_feedback", "--language", "ky", "--as", "pdf", "--to", file)
    said = depter("-w", trainer, "report", "questionnaire", *words)
    assert said.code == 0, said.err
    read = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Иш-чара жөнүндө пикир" in read
    refused = depter("-w", trainer, "report", "questionnaire", "--survey", "x", "--to", file)
    assert "depter_event_feedback" in refused.err


@pytest.mark.parametrize(("name", "more"), [("event", "names=yes"), ("consolidated", "small=yes")])
def test_a_report_tells_what_is_kept_back_only_for_a_reason_which_the_audit_keeps(
    name: str, more: str, depter: Depter, held: Path
) -> None:
    file = held.parent / "told.txt"
    words = ("-w", held, "report", name, "--as", "txt", "--set", more, "--to", file)
    refused = depter(*words)
    assert refused.code == 1
    assert "--reason TEXT" in refused.err
    assert not file.exists()
    assert depter(*words, "--reason", "министрликтин суроосу").code == 0
    assert file.exists()
    entries = depter("-w", held, "audit", "--json").facts["entries"]
    (entry,) = [one for one in entries if one["what"] == "report"]
    assert entry["facts"] == {"report": name, "form": "txt", "reason": "министрликтин суроосу"}
    assert depter("-w", held, "doctor").code == 0


def test_a_part_is_written_kept_and_stands_in_the_report(depter: Depter, held: Path) -> None:
    (held.parent / "own.txt").write_text("Жыйынтык\n\nЭкинчи", encoding="utf-8")
    report = ("-w", held, "report", "event", "--language", "ky")
    kept = depter(*report, "--write", f"conclusion=@{held.parent / 'own.txt'}", "--json")
    assert kept.facts == {"report": "event", "written": 1}
    file = held.parent / "event.txt"
    depter(*report, "--as", "txt", "--to", file)
    assert "Жыйынтык\n\nЭкинчи" in file.read_text("utf-8")
    assert depter(*report, "--write", "annexes=…").code == 1
    assert depter(*report[:-1], "ky+ru", "--write", "conclusion=…").code == 2


def test_all_documents_of_an_event_go_into_one_folder(depter: Depter, held: Path) -> None:
    folder = held.parent / "papers"
    words = ("report", "--all", "BAT-1", "--as", "pdf", "--as", "docx", "--to", folder)
    said = depter("-w", held, *words, "--json").facts
    assert said["failed"] == []
    assert sorted(said["files"]) == sorted(file.name for file in folder.iterdir())
    assert {Path(name).suffix for name in said["files"]} == {".pdf", ".docx"}
    asked = ("--set", "since=2025-01-01", "--set", "until=2025-12-31")
    all_of = depter(
        "-w", held, "report", "--all", "period", *asked, "--as", "txt", "--to", folder, "--json"
    ).facts
    assert len(all_of["files"]) > 6


def test_a_wish_that_no_report_knows_is_said_and_no_folder_is_made(
    depter: Depter, held: Path
) -> None:
    wish = ("--set", "terrtory=02")
    folder = held.parent / "papers"
    said = depter("-w", held, "report", "--all", "period", *wish, "--to", folder)
    assert said.code == 1
    assert "terrtory" in said.err
    assert not folder.exists()


def test_a_wish_that_no_document_of_the_folder_knows_is_said_with_those_that_are(
    depter: Depter, held: Path
) -> None:
    folder = held.parent / "papers"
    said = depter(
        "-w", held, "report", "--all", "BAT-1", "--set", "until=2025-05-31", "--to", folder
    )
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "asked with until" in said.err
    assert "photos" in said.err
    assert not folder.exists()


def is_reported(notebook: Path) -> bool:
    """Whether Today has the report of the event among what is done."""
    workspace = open_workspace(notebook, passphrase=PASSPHRASE)
    (event,) = workspace.find(Event)
    step = steps_of(workspace, event, date(2025, 5, 13), b"").report
    workspace.close()
    return step.state == DONE


@pytest.mark.parametrize(
    "words",
    [
        ("report", "event", "--to", "x.txt", "--as", "txt", "--set", "event=BAT-1"),
        ("report", "event", "--to", "x.pdf"),
        ("report", "--all", "BAT-1", "--as", "txt", "--to", "papers"),
        ("report", "--all", "period", "--as", "txt", "--to", "papers"),
    ],
    ids=" ".join,
)
def test_today_knows_that_the_report_of_an_event_was_made_here(
    depter: Depter, held: Path, words: tuple[str, ...]
) -> None:
    assert depter("-w", held, "report", "programme", "--as", "txt", "--to", "p.txt").code == 0
    assert depter("-w", held, "report", "event", "--to", "no/x.pdf").code == 1
    assert not is_reported(held)
    assert depter("-w", held, *words).code == 0
    assert is_reported(held)


@pytest.mark.parametrize("words", [("--survey", "no"), ("--set", "survey=no")])
def test_a_survey_is_for_one_report_and_no_folder_is_made(
    depter: Depter, held: Path, words: tuple[str, str]
) -> None:
    folder = held.parent / "papers"
    said = depter("-w", held, "report", "--all", "BAT-1", *words, "--to", folder)
    assert (said.code, said.out) == (2, "")
    assert "--survey is for one report" in said.err
    assert not folder.exists()


def test_lists_with_names_go_into_the_folder_only_for_a_reason_which_is_noted(
    depter: Depter, held: Path
) -> None:
    folder, words = held.parent / "papers", ("report", "--all", "BAT-1", "--as", "txt", "--to")
    said = depter("--language", "en", "-w", held, *words, folder / "a")
    assert "no reason was given: Event report: List of names with attendance." in said.out
    refused = depter("-w", held, *words, folder / "b", "--set", "names=yes")
    assert refused.code == 1
    assert not (folder / "b").exists()
    depter("-w", held, *words, folder / "c", "--reason", "Министрликтин суроосу")
    everybody = ("--set", "everybody=yes", "--reason", "Кеңсе үчүн")
    depter("-w", held, *words, folder / "d", *everybody)  # nobody is on the list
    noted = [
        (entry["facts"]["report"], entry["facts"]["reason"])
        for entry in depter("-w", held, "audit", "--json").facts["entries"]
        if entry["what"] == "report"
    ]
    assert noted == [("event", "Министрликтин суроосу")]


@pytest.mark.parametrize(
    "words",
    [
        ("--all", "BAT-1"),
        ("event", "--all", "BAT-1", "--to", "x"),
        ("event", "--as", "pdf", "--as", "docx", "--to", "x"),
    ],
)
def test_what_does_not_go_together_is_said(
    depter: Depter, held: Path, words: tuple[str, ...]
) -> None:
    answer = depter("-w", held, "report", *words)
    assert (answer.code, answer.out) == (2, "")


def test_what_a_layout_cannot_be_used_for_is_said_once_and_not_on_the_certificates(
    depter: Depter, held: Path
) -> None:
    workspace = open_workspace(held, passphrase=PASSPHRASE)
    (event,) = workspace.find(Event)
    for name in ("Асанова Айгүл", "Бекова Нур"):
        person, registration = new_id(), new_id()
        surname, first = name.split()
        save(workspace, "person", person, {"surname": surname, "name": first})
        listed = {"event": event.id, "person": person, "status": "attended"}
        save(workspace, "registration", registration, listed)
    save(
        workspace,
        "document_layout",
        new_id(),
        {"name": "Бланк", "for_all": True, "logo": "ab" * 32},
    )
    workspace.close()
    file, logo = held.parent / "x.txt", "The logo is not on this computer"
    for words in (
        ("certificate", "--to", file),
        ("--all", "BAT-1", "--to", held.parent / "papers"),
    ):
        said = depter("--language", "en", "-w", held, "report", *words, "--as", "txt")
        assert said.code == 0
        assert (said.out + said.err).count(logo) == 1
    text = file.read_text("utf-8")
    assert "Асанова Айгүл" in text
    assert "Бекова Нур" in text
    assert "логотип" not in text.casefold()
