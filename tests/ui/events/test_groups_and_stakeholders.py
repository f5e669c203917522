"""The groups of an event and the stakeholders they name: typed, weighed, drawn, copied."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.actions.group_work import add_note
from app.model import GroupMember, GroupSession, Note, Stakeholder
from app.storage import Workspace
from app.ui.events.group_list import GroupsView
from app.ui.events.notes import NotesTab
from app.ui.events.stakeholder_words import typed_stakeholder
from app.ui.events.stakeholders import StakeholdersView
from app.ui.kit.charts import Mark, QuadrantChart, QuadrantWords
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[NotesTab]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="notes")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    yield page.view.here
    page.view.leave()
    settle()


@pytest.fixture
def groups(tab: NotesTab, settle: Settle) -> GroupsView:
    tab.show_part("groups")
    settle()
    view = tab.here
    assert isinstance(view, GroupsView)
    return view


@pytest.fixture
def map_(tab: NotesTab, settle: Settle) -> StakeholdersView:
    tab.show_part("stakeholders")
    settle()
    view = tab.here
    assert isinstance(view, StakeholdersView)
    return view


def enter(widget: Any, text: str) -> None:
    type_text(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_groups_are_formed_one_after_the_other(
    groups: GroupsView, workspace: Workspace, settle: Settle
) -> None:
    groups.line.setFocus()
    enter(groups.line, "Биринчи топ")
    enter(groups.line, "Экинчи топ")
    settle()
    assert [row.session.name for row in groups.table.rows()] == ["Биринчи топ", "Экинчи топ"]
    assert groups.line.hasFocus()
    formed = workspace.find(GroupSession, event=groups.event_id)
    assert {one.territory for one in formed} == {"41705000000000"}


def test_members_are_picked_from_those_on_the_list(
    groups: GroupsView, workspace: Workspace, settle: Settle
) -> None:
    groups.line.setFocus()
    enter(groups.line, "Биринчи топ")
    settle()
    QTest.keyClick(groups.line, Qt.Key.Key_Down)
    QTest.keyClick(groups.table, Qt.Key.Key_Return)
    field = groups.picks.search
    assert field.hasFocus()
    type_text(field, "Ойд")
    field.asked.emit("Ойд")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert len(workspace.find(GroupMember)) == 1
    assert groups.table.cell(0, 2).text == "1"
    assert "1" in groups.counts.text()


def test_what_a_dissolved_group_said_stays_under_its_name(
    groups: GroupsView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    groups.line.setFocus()
    enter(groups.line, "Биринчи топ")
    settle()
    made = workspace.find(GroupSession, event=groups.event_id)[0]
    add_note(workspace, groups.event_id, {"text": "Жол жок", "group_session": made.id})
    groups.table.enter()
    QTest.keyClick(groups.table, Qt.Key.Key_Delete)
    settle()
    assert groups.table.rows() == []
    assert workspace.find(Note, text="Жол жок")[0].group_name == "Биринчи топ"
    shell.context.undo_last()
    settle()
    assert len(groups.table.rows()) == 1


def test_a_group_without_a_name_is_refused_at_its_field(
    groups: GroupsView, workspace: Workspace, settle: Settle
) -> None:
    groups.line.setFocus()
    enter(groups.line, "Биринчи топ")
    settle()
    field: Any = groups.form.field("name")
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    groups.leave()
    settle()
    assert "name" in groups.form.problems()
    assert workspace.find(GroupSession, event=groups.event_id)[0].name == "Биринчи топ"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("Айыл кеңеши 5 4", {"name": "Айыл кеңеши", "influence": 5, "interest": 4}),
        ("Айыл кеңеши, 5/4", {"name": "Айыл кеңеши", "influence": 5, "interest": 4}),
        ("12-мектеп", {"name": "12-мектеп"}),
        ("Мектеп 7 2", {"name": "Мектеп 7 2"}),
    ],
)
def test_a_name_may_be_followed_by_its_two_scores(typed: str, values: dict[str, object]) -> None:
    assert typed_stakeholder(typed) == values


def test_stakeholders_are_typed_weighed_and_taken_back_by_keyboard_alone(
    map_: StakeholdersView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    map_.line.setFocus()
    enter(map_.line, "Айыл кеңеши 5 4")
    QTest.keyClick(map_.line, Qt.Key.Key_2, CTRL)
    enter(map_.line, "Эл аралык уюм")
    settle()
    QTest.keyClick(map_.line, Qt.Key.Key_Down)
    at = [row.name for row in map_.table.rows()].index("Эл аралык уюм")
    map_.table.setCurrentIndex(map_.table.model().index(at, 2))
    type_text(map_.table, "3")
    settle()
    assert map_.table.currentIndex().column() == 2
    QTest.keyClick(map_.table, Qt.Key.Key_Right)
    type_text(map_.table, "2")
    settle()
    one = workspace.find(Stakeholder, name="Эл аралык уюм")[0]
    assert (one.kind, one.influence, one.interest) == ("international", 3, 2)
    QTest.keyClick(map_.table, Qt.Key.Key_Delete)
    settle()
    assert [row.name for row in map_.table.rows()] == ["Айыл кеңеши"]
    shell.context.undo_last()
    settle()
    assert len(map_.table.rows()) == 2


def test_a_score_out_of_the_scale_is_said_and_nothing_is_written(
    map_: StakeholdersView, workspace: Workspace, settle: Settle
) -> None:
    said: list[str] = []
    map_.context.toast_asked.connect(lambda text, *_: said.append(text))
    map_.line.setFocus()
    enter(map_.line, "Айыл кеңеши 5 4")
    settle()
    map_.table.enter()
    map_.table.setCurrentIndex(map_.table.model().index(0, 2))
    QTest.keyClick(map_.table, Qt.Key.Key_F2)
    editor: Any = map_.table._editor
    editor.setText("9")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert workspace.find(Stakeholder)[0].influence == 5
    assert said


def test_the_map_is_copied_as_a_picture_and_leads_back_to_its_rows(
    map_: StakeholdersView, settle: Settle
) -> None:
    map_.line.setFocus()
    enter(map_.line, "Айыл кеңеши 5 4")
    enter(map_.line, "Башкалар")
    settle()
    map_._turn()
    assert map_.chart.hasFocus()
    assert "Башкалар" in map_._unplaced.text()
    map_.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 1800
    QTest.keyClick(map_.chart, Qt.Key.Key_Return)
    assert map_.look.value() == "table"
    assert map_.table.selected().name == "Айыл кеңеши"


def test_the_report_of_the_map_is_one_press_away(
    map_: StakeholdersView, shell: Shell, settle: Settle
) -> None:
    map_.report.click()
    settle()
    page: Any = shell.here
    assert page.where()["report"] == "stakeholders"
    assert page._options.of("stakeholders").form.values()["event"] == map_.event_id


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_no_name_of_the_picture_lies_over_another(width: int, dressed: object) -> None:
    chart = QuadrantChart()
    marks = [
        Mark(f"Айылдын {number}-демилгелүү тобу жана аялдар кеңеши", number % 5, high, wide)
        for number, (high, wide) in enumerate(
            [(5, 5)] * 6 + [(5, 4)] * 3 + [(1, 1), (3, 3), (2, 3), (3, 2)] * 2
        )
    ]
    chart.set_marks(marks, QuadrantWords("Таасир", "Кызыгуу", ("а", "б", "в", "г", "д")))
    boxes = chart.boxes(width)
    assert len(boxes) == len(marks)
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[at + 1 :])
        assert QRectF(0, 0, width + 1, chart.height_at(width)).contains(box)
    assert len(chart.table().rows) == len(marks)
    assert not chart.picture(width).isNull()


def test_kinds_of_stakeholders_differ_without_colour(dressed: object) -> None:
    chart, drawn = QuadrantChart(), set()
    for kind in range(5):
        chart.set_marks([Mark("", kind, 5, 5)], QuadrantWords())
        grey = chart.picture(400).convertToFormat(chart.picture(400).Format.Format_Grayscale8)
        box = chart.boxes(400)[0].toRect()
        edge = [
            grey.pixelColor(2 * x, 2 * y).lightness() < 110
            for y in range(box.top(), box.top() + 18)
            for x in range(box.left(), box.left() + 24)
        ]
        drawn.add(tuple(edge))
    assert len(drawn) == 5
