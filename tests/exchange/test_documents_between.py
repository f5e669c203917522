"""Layouts and issued documents between notebooks: down, in conflict, undone, one number twice."""

from datetime import date
from pathlib import Path

from app.actions.conflicts import settle
from app.actions.documents import begin_layout, issue, set_office
from app.actions.events import create_event
from app.actions.records import delete, save
from app.actions.report_texts import write_texts
from app.exchange import export, merge, own_card, undo
from app.language import language
from app.model import DocumentLayout, ReportText
from app.model.report_text import CONSOLIDATED as FIGURES
from app.model.report_text import Subject
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.questions.conflicts import conflicts
from app.storage.questions.documents import issued
from tests.exchange.conftest import Notebooks

DAY = date(2026, 11, 30)


def give(sender: Workspace, receiver: Workspace, folder: Path) -> None:
    (outcome,) = merge(receiver, [export(sender, [own_card(receiver)], folder).path])
    assert outcome.refusal is None


def layout_in(ws: Workspace) -> DocumentLayout:
    (layout,) = ws.find(DocumentLayout)
    return layout


def shown(ws: Workspace) -> list[tuple[str, str, bool]]:
    found = issued(ws)
    return sorted((one.document.shown, one.document.title, one.is_twice) for one in found)


def test_a_layout_goes_down_and_two_who_gave_one_number_both_keep_their_document(
    notebook: Notebooks, tmp_path: Path
) -> None:
    centre = notebook("Гүлнара", "coordinator")
    units = [notebook(name) for name in ("Айша", "Бермет")]
    begin_layout(centre, language("ky"), "order")
    for ws in units:
        give(centre, ws, tmp_path)
        issue(ws, layout_in(ws), "resolution", f"Чечим: {ws.profile.name}", day=DAY)
        give(ws, centre, tmp_path)
    assert shown(centre) == [
        ("№ 1/2026", "Чечим: Айша", True),
        ("№ 1/2026", "Чечим: Бермет", True),
    ]
    issue(centre, layout_in(centre), "resolution", "Чечим: Гүлнара", day=DAY)
    assert [one for one in shown(centre) if not one[2]] == [("№ 2/2026", "Чечим: Гүлнара", False)]
    twice = next(one for one in issued(centre) if one.document.title.endswith("Бермет"))
    delete(centre, "issued_document", twice.document.id)
    assert not any(is_twice for _, _, is_twice in shown(centre))


def test_the_part_of_the_unit_keeps_the_numbers_of_two_apart(
    notebook: Notebooks, tmp_path: Path
) -> None:
    centre = notebook("Гүлнара", "coordinator")
    made = begin_layout(centre, language("ky"), "order").id
    save(centre, "document_layout", made, {"number_pattern": "№ {unit}-{number}"})
    for name, part in (("Айша", "БТ"), ("Бермет", "ОШ")):
        ws = notebook(name)
        give(centre, ws, tmp_path)
        set_office(ws, None, part)
        issue(ws, layout_in(ws), "event", name, day=DAY)
        give(ws, centre, tmp_path)
    assert shown(centre) == [("№ БТ-1", "Айша", False), ("№ ОШ-1", "Бермет", False)]


def test_nothing_that_was_issued_goes_down(notebook: Notebooks, tmp_path: Path) -> None:
    centre, trainer = notebook("Гүлнара", "coordinator"), notebook("Айша")
    begin_layout(centre, language("ky"), "order")
    issue(centre, layout_in(centre), "event", "Чоочун иш-чара", day=DAY)
    give(centre, trainer, tmp_path)
    assert layout_in(trainer).face == "serif"
    assert issued(trainer) == []


def test_two_who_change_one_field_of_a_layout_see_a_conflict_and_other_fields_meet(
    notebook: Notebooks, tmp_path: Path
) -> None:
    one, two = notebook("Айша", "unit"), notebook("Бермет", "unit")
    made = begin_layout(one, language("ky"), "order").id
    give(one, two, tmp_path)
    save(one, "document_layout", made, {"size": 12, "footer": "Баткен"})
    save(two, "document_layout", made, {"size": 13, "approval_name": "Ж. Үсөнова"})
    give(two, one, tmp_path)
    give(one, two, tmp_path)
    for ws in (one, two):
        (conflict,) = conflicts(ws)
        assert (conflict.type_name, conflict.field) == ("document_layout", "size")
        layout = layout_in(ws)
        assert (layout.footer, layout.approval_name) == ("Баткен", "Ж. Үсөнова")
    settle(one, "document_layout", made, "size", 13)
    give(one, two, tmp_path)
    assert (layout_in(one).size, layout_in(two).size) == (13, 13)
    assert conflicts(two) == []


def test_an_undone_merge_takes_a_layout_and_its_numbers_out_again(
    notebook: Notebooks, tmp_path: Path
) -> None:
    one, two = notebook("Айша", "unit"), notebook("Бермет", "unit")
    begin_layout(one, language("ky"), "order")
    issue(one, layout_in(one), "event", "Иш-чара", day=DAY)
    package = export(one, [own_card(two)], tmp_path).path
    (outcome,) = merge(two, [package])
    assert outcome.refusal is None
    undo(two, package.name)
    assert (two.find(DocumentLayout), issued(two)) == ([], [])


def test_words_of_reports_travel_whatever_they_are_of_and_meet_where_two_wrote_the_same(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, centre = notebook("Айша"), notebook("Гүлнара", "coordinator")
    held = {"title": "Жолугушуу", "type": "training", "date_from": DAY}
    event = create_event(trainer, held).id
    year = Subject(territory="41704000000000", since=DAY.replace(day=1), until=DAY)
    for report, subject in (("event", Subject(event=event)), ("final", Subject()), (FIGURES, year)):
        write_texts(trainer, report, subject, {("introduction", "ky"): f"Сөз: {report}"})
    give(trainer, centre, tmp_path)
    assert centre.digest() == trainer.digest()
    assert len(centre.find(ReportText)) == 3
    assert examine(centre) == examine(trainer) == []
    write_texts(centre, FIGURES, year, {("introduction", "ky"): "Борбордун сөзү"})
    write_texts(trainer, FIGURES, year, {("introduction", "ky"): "Тренердин сөзү"})
    give(trainer, centre, tmp_path)
    assert [one.field for one in conflicts(centre)] == ["text"]
