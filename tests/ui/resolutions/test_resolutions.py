"""Resolutions: composed of what groups said, edited by keyboard, adopted, followed up."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.actions.group_work import add_note, save_note
from app.actions.plans import add_measure, create_plan
from app.actions.records import save
from app.model import Note, PlanMeasure, Resolution, ResolutionItem, new_id
from app.storage import Workspace
from app.storage.questions.resolutions import measured, resolution_page
from app.ui.find_anything import find_anything
from app.ui.resolutions.of_event import EventResolutionsView
from app.ui.resolutions.page import ResolutionsPage
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]
ALT = Qt.KeyboardModifier.AltModifier
SAID = (
    ("Квотаны сактоо.", "NPGE-2025/G09", "national"),
    ("Кадрдык резервди түзүү.", "NPGE-2025/G09", "local"),
    ("Насыяларды жеңилдетүү.", "NPGE-2025/G01", None),
)


@pytest.fixture
def event(workspace: Workspace) -> bytes:
    event = fill_event(workspace)
    for text, goal, level in SAID:
        values = {"kind": "recommendation", "text": text, "framework_items": [goal]}
        add_note(workspace, event, {**values, "level": level})
    return event


@pytest.fixture
def composing(
    event: bytes, workspace: Workspace, shell: Shell, settle: Settle
) -> Iterator[EventResolutionsView]:
    shell.go("events", event=event, tab="notes", part="resolutions")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    view = page.view.here.here
    assert isinstance(view, EventResolutionsView)
    yield view
    shell.here.leave()  # type: ignore[union-attr]
    settle()


@pytest.fixture
def page(composing: EventResolutionsView, shell: Shell, settle: Settle) -> ResolutionsPage:
    """The resolution composed of all that was said, shown."""
    composing.begin()
    composing.panel._ask()
    settle()
    settle()
    page = shell.page("resolutions")
    assert isinstance(page, ResolutionsPage)
    assert page.here is page.view
    return page


def texts(page: ResolutionsPage) -> list[str]:
    return [line.point.text for line in page.view._page.points]  # type: ignore[union-attr]


def numbers(page: ResolutionsPage) -> list[int | None]:
    return [line.number for line in page.view._page.points]  # type: ignore[union-attr]


def mark(page: ResolutionsPage, text: str) -> Any:
    table = page.view.points.table
    assert table.select(lambda row: getattr(getattr(row, "point", None), "text", "") == text)
    table.setFocus()
    return table


def test_a_resolution_is_composed_of_what_was_said_by_goal_and_level(
    page: ResolutionsPage, event: bytes, workspace: Workspace
) -> None:
    made = workspace.find(Resolution, event=event)[0]
    assert made.territory == "41705000000000"
    assert texts(page) == [
        "Жолду оңдоо.",
        "Насыяларды жеңилдетүү.",
        "Квотаны сактоо.",
        "Кадрдык резервди түзүү.",
    ]
    assert numbers(page) == [1, 2, 1, 1]


def test_only_bettered_notes_are_taken_where_there_are_any(
    composing: EventResolutionsView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    note = next(one for one in workspace.find(Note) if one.text == "Квотаны сактоо.")
    save_note(workspace, note.id, {"text": "Квотаны так сактоо."})
    composing.refresh()
    settle()
    composing.begin()
    assert composing.panel.which.value() == "bettered"
    composing.panel._ask()
    settle()
    settle()
    page: Any = shell.page("resolutions")
    assert texts(page) == ["Квотаны так сактоо."]


def test_a_resolution_without_a_title_is_refused_at_the_title(
    composing: EventResolutionsView, workspace: Workspace, settle: Settle
) -> None:
    composing.begin()
    composing.panel.title.set_value("")
    composing.panel._ask()
    settle()
    assert composing.panel._rows[0].error()
    assert workspace.find(Resolution) == []


def test_points_are_edited_in_place_moved_and_made_parts_by_keyboard(
    page: ResolutionsPage, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    table = mark(page, "Насыяларды жеңилдетүү.")
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    settle()
    assert texts(page)[:2] == ["Насыяларды жеңилдетүү.", "Жолду оңдоо."]
    assert numbers(page)[:2] == [1, 2]
    mark(page, "Жолду оңдоо.")
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle()
    assert numbers(page) == [1, None, 1, 1]
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor: Any = table._editor
    editor.selectAll()
    type_text(editor, "Айыл жолдорун оңдоо.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert texts(page)[1] == "Айыл жолдорун оңдоо."
    mark(page, "Айыл жолдорун оңдоо.")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert len(texts(page)) == 3
    shell.context.undo_last()
    settle()
    assert len(texts(page)) == 4


def test_a_point_moved_under_another_heading_takes_it_over(
    page: ResolutionsPage, workspace: Workspace, settle: Settle
) -> None:
    table = mark(page, "Насыяларды жеңилдетүү.")
    QTest.keyClick(table, Qt.Key.Key_Down, ALT)
    settle()
    moved = workspace.find(ResolutionItem, text="Насыяларды жеңилдетүү.")[0]
    assert (moved.heading, moved.level) == ("NPGE-2025/G09", "national")


def test_new_points_are_written_one_after_another_under_the_marked_one(
    page: ResolutionsPage, workspace: Workspace, settle: Settle
) -> None:
    mark(page, "Жолду оңдоо.")
    line = page.view.points.line
    line.setFocus()
    type_text(line, "Көпүрө куруу.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert line.hasFocus()
    assert texts(page)[:3] == ["Жолду оңдоо.", "Көпүрө куруу.", "Насыяларды жеңилдетүү."]
    type_text(line, "- бири Баткенде")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert texts(page)[2] == "бири Баткенде"
    assert numbers(page)[:4] == [1, 2, None, 3]
    assert workspace.find(ResolutionItem, text="бири Баткенде")[0].heading == "NPGE-2025/G01"


def test_adoption_without_a_day_is_refused_at_the_field_and_with_one_closes_the_points(
    page: ResolutionsPage, workspace: Workspace, settle: Settle
) -> None:
    view = page.view
    view.adopt.click()
    assert QApplication.focusWidget() is view.adopting.form.field("adopted_on").editor()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert "adopted_on" in view.adopting.form.problems()
    assert workspace.get(Resolution, view.resolution_id).status == "draft"  # type: ignore[union-attr]
    day: Any = view.adopting.form.field("adopted_on").editor()
    day.setText("23.05.2025")
    votes: Any = view.adopting.form.field("votes_for").editor()
    votes.setText("40")
    QTest.keyClick(votes, Qt.Key.Key_Return)
    settle()
    kept = workspace.get(Resolution, view.resolution_id)
    assert kept is not None
    assert (kept.status, kept.adopted_on, kept.votes_for) == ("adopted", date(2025, 5, 23), 40)
    assert not view.adopting.isVisible()
    assert not view.points.line.isVisible()
    assert view.hint_line.shown(), "the foot says what can still be done"
    assert {note.status for note in workspace.find(Note, kind="recommendation")} == {"adopted"}
    view.reopen.click()
    settle()
    assert view.points.line.isVisible()


def test_a_change_of_an_adopted_resolution_is_refused_in_words_and_nothing_is_lost(
    page: ResolutionsPage, workspace: Workspace, settle: Settle
) -> None:
    said: list[str] = []
    page.context.toast_asked.connect(lambda text, *_: said.append(text))
    view = page.view
    view.adopting.begin(view._page.resolution)  # type: ignore[union-attr]
    day: Any = view.adopting.form.field("adopted_on").editor()
    day.setText("23.05.2025")
    view.adopting._adopt()
    settle()
    table = mark(page, "Жолду оңдоо.")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert len(texts(page)) == 4
    assert said


def test_the_words_around_the_points_are_kept_as_they_are_typed(
    page: ResolutionsPage, workspace: Workspace, settle: Settle
) -> None:
    page.view.show_part("words")
    paper: Any = page.view.words.field("preamble").editor()
    paper.setFocus()
    type_text(paper, "Биз, катышуучулар")
    page.view.leave()
    settle()
    kept = workspace.get(Resolution, page.view.resolution_id)
    assert kept is not None
    assert kept.preamble == "Биз, катышуучулар"


def test_what_became_of_each_point_is_seen_and_leads_to_the_plan(
    page: ResolutionsPage, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    plan = create_plan(workspace, {"title": "Ак-Татыр айылынын планы"}).id
    point = workspace.find(ResolutionItem, text="Жолду оңдоо.")[0]
    measure = {"text": "Жолго шагыл төшөө", "resolution_item": point.id, "status": "in_progress"}
    add_measure(workspace, plan, {**measure, "deadline": date.today() - timedelta(days=3)})
    page.view.refresh()
    page.view.show_part("became")
    settle()
    table = page.view.became
    assert len(table.rows()) == 4
    assert table.cell(0, 2).sub == "Ак-Татыр айылынын планы"
    assert table.cell(0, 4).colour == "bad"
    assert table.cell(1, 2).colour == "text3"
    assert "1/4" in page.view._sums.text()
    table.selectRow(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    measure_id = workspace.find(PlanMeasure)[0].id
    assert shell.here is shell.page("plans")
    assert shell.here.where()["measure"] == measure_id


def test_a_measure_that_carries_out_the_note_carries_out_the_point_made_of_it(
    page: ResolutionsPage, workspace: Workspace
) -> None:
    plan = create_plan(workspace, {"title": "План"}).id
    note = next(one for one in workspace.find(Note) if one.text == "Квотаны сактоо.")
    add_measure(workspace, plan, {"text": "Квотаны текшерүү", "recommendation": note.id})
    found = measured(workspace, page.view.resolution_id, date.today())
    point = workspace.find(ResolutionItem, note=note.id)[0]
    assert [(one.point, one.line.measure.text) for one in found] == [(point.id, "Квотаны текшерүү")]


def test_the_report_and_the_note_are_one_press_away(
    page: ResolutionsPage, event: bytes, shell: Shell, settle: Settle
) -> None:
    mark(page, "Квотаны сактоо.")
    page.view.points.source.click()
    settle()
    settle()
    events: Any = shell.page("events")
    assert shell.here is events
    assert events.view.here.here.table.selected().note.text == "Квотаны сактоо."
    shell.back()
    page.view.report.click()
    settle()
    reports: Any = shell.here
    assert reports.where()["report"] == "resolution"
    asked = reports._options.of("resolution").form
    assert asked.values()["resolution"] == page.view.resolution_id


def test_the_search_leads_to_resolutions_points_and_notes(
    page: ResolutionsPage, event: bytes, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    offers = find_anything(workspace, "квот", shell.context.language)
    places = {offer.group: offer.value for offer in offers if offer.value[0] != "frameworks"}
    pages = {offer.group: offer.value[0] for offer in offers}
    assert list(pages.values()) == ["resolutions", "frameworks", "events"]
    point = workspace.find(ResolutionItem, text="Квотаны сактоо.")[0]
    values: list[Any] = list(places.values())
    assert values[0] == (
        "resolutions",
        {"resolution": page.view.resolution_id, "point": point.id},
    )
    where = values[1][1]
    assert (values[1][0], where["tab"]) == ("events", "notes")
    shell.go(values[1][0], **where)
    settle()
    settle()
    events: Any = shell.page("events")
    assert events.view.here.here.table.selected().note.text == "Квотаны сактоо."
    shell.go(values[0][0], **values[0][1])
    settle()
    settle()
    assert page.view.points.table.selected().point.text == "Квотаны сактоо."
    title = find_anything(workspace, "резолюция", shell.context.language)
    assert title[0].value == ("resolutions", {"resolution": page.view.resolution_id})


def test_the_list_finds_opens_and_deletes_with_a_way_back(
    page: ResolutionsPage, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    shell.go("resolutions")
    settle()
    listed = page.list
    assert [line.points for line in listed.table.rows()] == [4]
    listed.search.setText("жок нерсе")
    listed.refresh()
    settle()
    assert listed.table.rows() == []
    listed.search.setText("аялдардын")
    listed.refresh()
    settle()
    listed.table.selectRow(0)
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Delete)
    settle()
    assert workspace.find(Resolution) == []
    shell.context.undo_last()
    settle()
    assert resolution_page(workspace, page.view.resolution_id).points  # type: ignore[union-attr]
    listed.table.selectRow(0)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    settle()
    assert page.here is page.view


def test_the_list_is_sorted_by_a_heading_and_saved_as_it_is_seen(
    page: ResolutionsPage, workspace: Workspace, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    for title, day in (("А", date(2025, 5, 1)), ("Я", date(2026, 1, 1)), ("Ө", None)):
        given = {"title": title, "adopted_on": day, "status": "adopted" if day else "draft"}
        save(workspace, "resolution", new_id(), given)
    shell.go("resolutions")
    settle()

    def titles() -> list[str]:
        return [line.title for line in page.list.table.rows() if len(line.title) == 1]

    assert titles() == ["Ө", "Я", "А"], "what is not adopted yet, then the newest"
    page.list.table.sort_chosen.emit("title", False)
    settle()
    assert titles() == ["А", "Ө", "Я"]
    path = tmp_path / "list.csv"
    page.context.save_file = lambda *_: path  # type: ignore[method-assign]
    page.list.export()
    settle()
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 5
    assert any("01.01.2026" in line for line in lines)


def test_what_groups_say_later_is_added_under_its_heading_once(
    page: ResolutionsPage, event: bytes, workspace: Workspace, settle: Settle
) -> None:
    said: list[str] = []
    page.context.toast_asked.connect(lambda text, *_: said.append(text))
    values = {"kind": "recommendation", "framework_items": ["NPGE-2025/G01"]}
    add_note(workspace, event, {**values, "text": "Көпүрө куруу."})
    page.view.points.more.click()
    settle()
    assert texts(page)[:3] == ["Жолду оңдоо.", "Насыяларды жеңилдетүү.", "Көпүрө куруу."]
    page.view.points.more.click()
    settle()
    assert len(texts(page)) == 5
    assert said == ["Топтор сунуштагандын баары резолюцияда бар."]
